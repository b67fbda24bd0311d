"""The schedules of the cron jobs that the pacing is held beside."""

from datetime import UTC, date, datetime, time

from tending.core import crons

MONDAY = date(2026, 1, 5)


def test_a_job_a_family_asks_each_at_its_own_gap_and_all_at_one_hour() -> None:
    asked = list(crons.a_family_each([2, 3], MONDAY, 6, time(9)))

    assert [at.day for at in asked] == [6, 7, 8, 10, 10]
    assert {at.time() for at in asked} == {time(9)}


def test_the_same_weekdays_come_every_week() -> None:
    asked = list(crons.on_weekdays((0, 2, 4), MONDAY, 14, time(18)))

    assert [at.day for at in asked] == [5, 7, 9, 12, 14, 16]
    assert asked[0] == datetime(2026, 1, 5, 18, tzinfo=UTC)


def test_half_a_year_has_twenty_six_of_each_weekday() -> None:
    assert len(list(crons.on_weekdays((6,), MONDAY, 182, time(9)))) == 26
