"""Cases of time that no other test names: tables of zones that change, clocks far off, replies that overtake."""

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from acceptance.clocks import a_life_by, asked_of, clock_of, wrong
from builders import a_quiet
from service.desk import MAIL, Desk, RecordingChannel, a_plan
from tending.core import hours
from tending.core.records import DeliveryState
from tending.service import sending

DAY = timedelta(days=1)


def lived(desk: Desk, until: datetime) -> list[datetime]:
    """Every question is put off a minute after it came. Returns when they came."""
    while desk.now < until:
        wake = desk.tick().wake
        if desk.standing.asking is not None:
            desk.later(minutes=1).reply("later 1d", check_in=desk.standing.asking.id)
        else:
            assert wake is not None
            desk.now = max(desk.now + timedelta(minutes=1), wake)
    return [entry.at for entry in desk.entries("asked")]


@pytest.mark.parametrize("ruled", ["Africa/Algiers", "Europe/Helsinki", "Asia/Kolkata"])
def test_a_zone_whose_rule_changes_after_planning_is_planned_anew_and_nothing_comes_twice(ruled: str) -> None:
    """A new table of zones and a keeper who names another zone are the same to the plan: other hours for one wall."""
    desk = Desk(plan=a_plan(zone="Europe/Berlin", budget=7)).begin("S", "T", "U")
    before = lived(desk, desk.now + 10 * DAY)

    desk.plan = a_plan(zone=ruled, budget=7)
    times = lived(desk, desk.now + 10 * DAY)

    after = [at.astimezone(ZoneInfo(ruled)) for at in times[len(before) :]]
    assert after
    assert all(18 <= at.hour < 20 for at in after)
    assert all(b - a >= timedelta(hours=20) for a, b in pairwise(times))


@pytest.mark.parametrize("minutes", [1, 20, 60, 110])
def test_a_zone_that_changes_within_the_window_brings_no_second_question_of_that_evening(minutes: int) -> None:
    desk = Desk(plan=a_plan(zone="Europe/Berlin", budget=7)).begin("S", "T", "U")
    desk.now = datetime(2026, 1, 5, 17, tzinfo=UTC) + timedelta(minutes=minutes)
    before = lived(desk, desk.now)

    desk.plan = a_plan(zone="Europe/London", budget=7)
    times = lived(desk, desk.now + 3 * DAY)

    assert len(before) <= 1
    assert len({at.astimezone(ZoneInfo("Europe/London")).date() for at in times}) == len(times)
    assert len(times) > 0


@pytest.mark.parametrize(("old", "new"), [("Europe/Kiev", "Europe/Kyiv"), ("Asia/Calcutta", "Asia/Kolkata")])
def test_a_zone_that_was_renamed_is_known_by_both_names(old: str, new: str) -> None:
    assert clock_of(old) == clock_of(new)
    assert hours.zone_of(old).key == old


def test_without_the_systems_table_of_zones_the_one_that_is_shipped_is_read() -> None:
    nine = "hours.instant(date(2026, 7, 1), time(9), 'Europe/Berlin')"
    program = f"from tending.core import hours; from datetime import *; print({nine})"
    done = subprocess.run(
        (sys.executable, "-c", program), env={"PYTHONTZPATH": ""}, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "2026-07-01 07:00:00+00:00"


@pytest.mark.parametrize("year", [2038, 2087])
@pytest.mark.parametrize("zone", ["Europe/Berlin", "Africa/Casablanca", "Australia/Lord_Howe"])
def test_far_years_are_years(zone: str, year: int) -> None:
    start = date(year, 2, 20)
    clock = clock_of(zone, start, 70)

    life = a_life_by(zone, clock, 0, start=start, days=70)

    assert wrong(life) == []
    assert len(asked_of(life)) > 5


@pytest.mark.parametrize("leap", [timedelta(hours=1), 365 * DAY])
def test_a_clock_that_leaps_ahead_asks_one_question_and_sends_one_message(leap: timedelta) -> None:
    """The question, or after months, when an address has to be confirmed anew, its digits."""
    desk, mail = Desk(ways=(MAIL,)).begin(), RecordingChannel()
    desk.tick()
    desk.now += leap
    desk.ask()

    desk.send(mail)

    assert len(desk.entries("asked")) == 1
    assert len(mail.got) == 1


def test_a_computer_that_begins_in_1970_asks_too() -> None:
    desk, mail = Desk(ways=(MAIL,), now=datetime(1970, 1, 1, tzinfo=UTC)).begin(), RecordingChannel()

    desk.ask()
    desk.send(mail)

    assert len(mail.got) == 1


def test_quiet_hours_that_end_in_a_gap_end_behind_it() -> None:
    quiet = a_quiet("18:30-02:30")

    ends = hours.out_of_quiet(datetime(2026, 3, 29, 0, 30, tzinfo=UTC), quiet, "Europe/Berlin")

    assert ends.astimezone(ZoneInfo("Europe/Berlin")).time() == time(3, 30)
    assert not hours.is_quiet(ends, quiet, "Europe/Berlin")


def test_a_pause_over_a_clock_change_ends_on_its_day_and_nothing_of_it_is_made_up_for() -> None:
    desk = Desk(plan=a_plan(zone="Europe/Berlin", budget=7), now=datetime(2026, 3, 27, 10, tzinfo=UTC)).begin()
    desk.reply("pause 3d")

    times = lived(desk, desk.now + 5 * DAY)

    assert times[0].astimezone(ZoneInfo("Europe/Berlin")).date() >= date(2026, 3, 30)
    assert len({at.date() for at in times}) == len(times)


def test_a_reply_that_comes_before_its_question_is_known_to_be_sent_is_heard_and_the_question_stays_sent() -> None:
    desk, mail = Desk(ways=(MAIL,)).begin(), RecordingChannel()
    asked = desk.ask()
    claimed = sending.claim(desk.turn, desk.journal, "mail")
    assert claimed is not None

    heard = desk.reply("5", channel="mail", check_in=asked.id)
    sending.send(lambda: desk.turn, desk.journal, {"mail": mail}, claimed)

    of_it = [one for one in desk.deliveries() if one.check_in == asked.id and one.kind == "asking"]
    assert len(desk.entries("answered")) == 1
    assert heard.echo or heard.follows_prompt
    assert {one.state for one in of_it} <= {DeliveryState.SENT, DeliveryState.CANCELLED}
    assert len(mail.got) == 1
