"""Forty zones, the weeks around a change of their clocks. `make prove` lives ten years by every clock there is."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from acceptance.clocks import a_life_by, asked_of, clock_of, different, on_a_change, outside, wrong
from acceptance.keepers import ZONES

FORTY = (
    *ZONES,
    *("Pacific/Apia", "Europe/Moscow", "Europe/Istanbul", "Asia/Ulaanbaatar", "Europe/Chisinau", "Asia/Amman"),
    *("Asia/Gaza", "Asia/Tehran", "Asia/Pyongyang", "Asia/Famagusta", "America/Caracas", "America/Sao_Paulo"),
    *("Atlantic/Stanley", "America/Miquelon", "America/Mexico_City", "America/Port-au-Prince", "Africa/Tripoli"),
    *("Pacific/Fiji", "Pacific/Easter", "Antarctica/Macquarie"),
)
WEEKS = 8
BEFORE = timedelta(weeks=WEEKS - 2)


def test_they_are_forty_and_of_their_clocks_only_those_of_dublin_and_london_are_alike() -> None:
    alike = [names for names in different(FORTY).values() if len(names) > 1]

    assert len(FORTY) == 40
    assert alike == [["Europe/Dublin", "Europe/London"]]


@pytest.mark.parametrize("group", range(4))
def test_no_question_is_missed_doubled_or_outside_its_hours_where_a_clock_changes(group: int) -> None:
    close = 0
    for number, name in enumerate(FORTY[group::4]):
        clock = clock_of(name)
        change = clock.changes[(3 * number + group) % len(clock.changes)]

        life = a_life_by(name, clock, number, start=(change.wall - BEFORE).date(), days=7 * WEEKS)

        assert wrong(life) == [], name
        close += on_a_change(life, [change])
    assert close > 0


def test_the_plain_reading_of_a_wall_finds_what_lies_outside_its_hours() -> None:
    life = a_life_by("Europe/Berlin", clock_of("Europe/Berlin"), 0, days=60)
    moved = tuple(replace(one, at=one.at - timedelta(hours=4)) for one in life.entries)

    assert outside(life) == []
    assert len(outside(replace(life, entries=moved))) == len(asked_of(life)) > 0


def test_a_window_that_its_date_does_not_have_comes_as_much_later() -> None:
    start = date(2010, 3, 25)
    clock = clock_of("America/Cancun", start, 20)

    life = a_life_by("America/Cancun", clock, 3, start=start, days=20)

    assert {window.start for window in life.given.rules.windows} == {time(2)}
    assert on_a_change(life, clock.changes) == 1
    assert wrong(life) == []
