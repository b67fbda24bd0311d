"""Windows of the local day on the days when clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from builders import a_quiet, a_window
from tending.core import hours
from tending.core.hours import STEP, Opening, opening
from tending.core.windows import Quiet, Window

ZONES = (
    *("UTC", "Europe/Berlin", "Europe/Dublin", "Africa/Casablanca", "America/New_York", "America/Sao_Paulo"),
    *("America/Havana", "America/Asuncion", "America/St_Johns", "Asia/Beirut", "Asia/Kathmandu", "Asia/Amman"),
    *("Australia/Lord_Howe", "Pacific/Apia", "Pacific/Auckland", "Pacific/Chatham", "Pacific/Kiritimati"),
    *("Pacific/Honolulu", "Africa/Cairo", "Antarctica/Troll", "America/Caracas", "Asia/Pyongyang"),
)
NIGHT = a_quiet("12:00-20:00")
NEVER = Quiet(start=time(0), end=time(0))


def steps(found: Opening | None) -> list[datetime]:
    if found is None:
        return []
    return list(found.steps) or [found.start + STEP * number for number in range(found.count)]


def walls(found: Opening | None, zone: str) -> list[str]:
    return [f"{step.astimezone(ZoneInfo(zone)):%H:%M}" for step in steps(found)]


def test_an_ordinary_evening_has_a_step_every_five_minutes() -> None:
    found = opening(a_window(), date(2026, 1, 5), "Europe/Berlin", a_quiet())

    assert found == Opening(
        start=datetime(2026, 1, 5, 17, tzinfo=UTC), end=datetime(2026, 1, 5, 19, tzinfo=UTC), count=24
    )
    assert walls(found, "Europe/Berlin")[-1] == "19:55"


def test_the_last_step_is_left_out_where_there_is_another() -> None:
    found = opening(a_window(), date(2026, 1, 5), "UTC", a_quiet())
    assert found is not None

    picked = {found.at(number) for number in range(100)}

    assert min(picked) == datetime(2026, 1, 5, 18, tzinfo=UTC)
    assert max(picked) == datetime(2026, 1, 5, 19, 50, tzinfo=UTC)
    assert len(picked) == 23


def test_a_window_with_one_step_left_gives_that_one() -> None:
    only = datetime(2026, 1, 5, 18, tzinfo=UTC)
    found = Opening(start=only, end=only + STEP, count=1, steps=(only,))

    assert found.at(7) == only


def test_a_window_keeps_to_its_weekdays() -> None:
    weekend = a_window(weekdays=(5, 6))

    assert opening(weekend, date(2026, 1, 5), "UTC", a_quiet()) is None
    assert opening(weekend, date(2026, 1, 10), "UTC", a_quiet()) is not None


def test_a_window_wholly_in_the_gap_is_shifted_behind_it() -> None:
    found = opening(a_window("02:00-03:00"), date(2026, 3, 29), "Europe/Berlin", NIGHT)

    assert walls(found, "Europe/Berlin") == [f"03:{minute:02}" for minute in range(0, 60, 5)]


def test_a_window_that_runs_into_the_gap_keeps_the_steps_that_exist() -> None:
    found = opening(a_window("01:30-02:30"), date(2026, 3, 29), "Europe/Berlin", NIGHT)

    assert walls(found, "Europe/Berlin") == ["01:30", "01:35", "01:40", "01:45", "01:50", "01:55"]


def test_a_window_over_the_whole_gap_keeps_what_lies_around_it() -> None:
    found = opening(a_window("01:45-03:15"), date(2026, 3, 29), "Europe/Berlin", NIGHT)

    assert walls(found, "Europe/Berlin") == ["01:45", "01:50", "01:55", "03:00", "03:05", "03:10"]


def test_an_hour_that_comes_twice_counts_once_at_its_first_coming() -> None:
    found = opening(a_window("02:00-03:00"), date(2026, 10, 25), "Europe/Berlin", NIGHT)

    assert walls(found, "Europe/Berlin") == [f"02:{minute:02}" for minute in range(0, 60, 5)]
    assert steps(found)[0] == datetime(2026, 10, 25, 0, tzinfo=UTC)


def test_a_window_over_the_repeated_hour_has_each_wall_step_once() -> None:
    found = opening(a_window("01:30-03:30"), date(2026, 10, 25), "Europe/Berlin", NIGHT)

    assert walls(found, "Europe/Berlin") == sorted(set(walls(found, "Europe/Berlin")))
    assert len(steps(found)) == 24
    assert steps(found)[-1] - steps(found)[0] == timedelta(hours=2, minutes=55)


def test_lord_howe_moves_by_half_an_hour() -> None:
    forward = opening(a_window("01:30-03:00"), date(2026, 10, 4), "Australia/Lord_Howe", NIGHT)
    back = opening(a_window("01:00-02:30"), date(2026, 4, 5), "Australia/Lord_Howe", NIGHT)

    assert walls(forward, "Australia/Lord_Howe") == [
        *[f"01:{minute}" for minute in range(30, 60, 5)],
        *[f"02:{minute}" for minute in range(30, 60, 5)],
    ]
    assert len(steps(back)) == 18
    assert steps(back)[-1] - steps(back)[0] == timedelta(minutes=85 + 30)


def test_a_date_that_a_zone_skips_has_no_hours() -> None:
    days = [date(2011, 12, 29), date(2011, 12, 30), date(2011, 12, 31)]

    found = [opening(a_window(), day, "Pacific/Apia", a_quiet()) for day in days]

    assert [one is None for one in found] == [False, True, False]


def test_a_gap_at_midnight_shifts_the_window_within_its_date() -> None:
    day = date(2026, 3, 29)

    found = opening(a_window("00:00-00:30"), day, "Asia/Beirut", NIGHT)

    assert walls(found, "Asia/Beirut") == ["01:00", "01:05", "01:10", "01:15", "01:20", "01:25"]
    assert {hours.local_date(step, "Asia/Beirut") for step in steps(found)} == {day}


def test_dublin_whose_summer_time_is_the_standard_one_changes_like_its_neighbours() -> None:
    spring = opening(a_window("00:30-02:30"), date(2026, 3, 29), "Europe/Dublin", NIGHT)
    autumn = opening(a_window("00:30-02:30"), date(2026, 10, 25), "Europe/Dublin", NIGHT)

    assert walls(spring, "Europe/Dublin")[5:7] == ["00:55", "02:00"]
    assert len(steps(autumn)) == 24


def test_casablanca_changes_its_clock_around_ramadan() -> None:
    into = opening(a_window("01:30-03:30"), date(2026, 2, 15), "Africa/Casablanca", NIGHT)
    out = opening(a_window("01:30-03:30"), date(2026, 3, 22), "Africa/Casablanca", NIGHT)

    assert len(steps(into)) == 24
    assert "02:00" not in walls(out, "Africa/Casablanca")
    assert len(steps(out)) == 12


def test_a_shifted_window_never_enters_the_quiet_hours() -> None:
    quiet = a_quiet("03:00-11:00")

    wholly = opening(a_window("02:00-03:00"), date(2026, 3, 29), "Europe/Berlin", quiet)
    partly = opening(a_window("01:30-02:30"), date(2026, 3, 29), "Europe/Berlin", quiet)

    assert wholly is None
    assert walls(partly, "Europe/Berlin")[-1] == "01:55"


def test_quiet_hours_hold_across_midnight_and_within_a_day() -> None:
    across, within = a_quiet("21:00-09:00"), a_quiet("13:00-21:30")

    told = {
        hour: (
            hours.is_quiet(datetime(2026, 1, 5, hour, tzinfo=UTC), across, "UTC"),
            hours.is_quiet(datetime(2026, 1, 5, hour, tzinfo=UTC), within, "UTC"),
        )
        for hour in (8, 9, 12, 13, 20, 21, 23)
    }

    assert told == {
        8: (True, False),
        9: (False, False),
        12: (False, False),
        13: (False, True),
        20: (False, True),
        21: (True, True),
        23: (True, False),
    }


def test_a_wall_time_in_a_gap_is_read_as_that_much_later() -> None:
    moment = hours.instant(date(2026, 3, 29), time(2, 15), "Europe/Berlin")

    assert hours.local(moment, "Europe/Berlin").time() == time(3, 15)


def test_the_local_date_is_the_keepers_own() -> None:
    moment = datetime(2026, 1, 5, 11, tzinfo=UTC)

    assert hours.local_date(moment, "Pacific/Kiritimati") == date(2026, 1, 6)
    assert hours.local_date(moment, "Pacific/Honolulu") == date(2026, 1, 5)


@st.composite
def windows_and_quiet(draw: st.DrawFn) -> tuple[Window, Quiet]:
    """A window of 30 minutes to 6 hours, and quiet hours of 8 that begin anywhere outside it."""
    start = draw(st.integers(0, (1439 - 30) // 5)) * 5
    end = min(1435, start + draw(st.integers(6, 72)) * 5)
    room = 1440 - (end - start) - 8 * 60
    begins = (end + 5 * draw(st.integers(0, room // 5))) % 1440
    return Window(start=_wall(start), end=_wall(end)), Quiet(start=_wall(begins), end=_wall((begins + 480) % 1440))


def _wall(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def _change_days(zone: str, year: int) -> list[date]:
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    offsets = [datetime.combine(day, time(12), tzinfo=ZoneInfo(zone)).utcoffset() for day in days]
    return [days[number + 1] for number, (a, b) in enumerate(pairwise(offsets)) if a != b]


CHANGES = [(zone, day) for zone in ZONES for year in (2011, 2014, 2018, 2024, 2026) for day in _change_days(zone, year)]


@given(st.sampled_from(CHANGES), st.integers(-1, 1), windows_and_quiet())
@example(("Europe/Berlin", date(2026, 3, 29)), 0, (a_window("01:30-02:30"), a_quiet("03:00-11:00")))
@example(("Pacific/Apia", date(2011, 12, 31)), -1, (a_window("10:00-11:00"), a_quiet()))
def test_every_instant_of_an_opening_is_in_its_hours_and_never_quiet_and_comes_once(
    change: tuple[str, date], offset: int, hours_of_day: tuple[Window, Quiet]
) -> None:
    (zone, day), (window, quiet) = (change[0], change[1] + timedelta(days=offset)), hours_of_day
    there = ZoneInfo(zone)

    found = [step.astimezone(there) for step in steps(opening(window, day, zone, quiet))]

    exist = [wall for wall in _walls_of(window, day) if _comes(day, wall, there)]
    expected = [wall for wall in exist if not _is_in(quiet, wall)]
    assert all(step.date() == day and not _is_in(quiet, step.time()) for step in found)
    assert len({step.time() for step in found}) == len(found)
    if exist:
        assert [step.time() for step in found] == expected
    else:
        assert len(found) <= len(_walls_of(window, day))
        assert all(step.time() > window.start for step in found)


def _walls_of(window: Window, day: date) -> list[time]:
    first = datetime.combine(day, window.start)
    last = datetime.combine(day, window.end)
    return [(first + STEP * number).time() for number in range(int((last - first) / STEP))]


def _comes(day: date, wall: time, zone: ZoneInfo) -> bool:
    there = datetime.combine(day, wall, tzinfo=zone)
    return there.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == datetime.combine(day, wall)


def _is_in(quiet: Quiet, wall: time) -> bool:
    return (wall >= quiet.start or wall < quiet.end) if quiet.start > quiet.end else quiet.start <= wall < quiet.end


def test_the_properties_above_have_clock_changes_of_every_kind_to_look_at() -> None:
    assert len(CHANGES) > 100
    assert {("Pacific/Apia", date(2011, 12, 31)), ("Australia/Lord_Howe", date(2026, 4, 5))} <= set(CHANGES)


def test_a_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError):
        hours.zone_of("Mars/Olympus")


def test_no_quiet_at_all_is_never_quiet() -> None:
    assert not hours.is_quiet(datetime(2026, 1, 5, 0, tzinfo=UTC), NEVER, "UTC")
