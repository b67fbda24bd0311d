"""How outcomes change the gap, the budget and the hush: the practice's numbers."""

from datetime import UTC, datetime, timedelta

import pytest

from builders import a_prompt, a_standing, a_track, at, some_rules
from tending.core import pacing
from tending.core.model import Family
from tending.core.pacing import FOREVER, PACES, Pace

ACCOUNT = PACES[Family.ACCOUNT]


def test_the_gaps_are_those_of_the_practice() -> None:
    told = {family.value: (pace.gap, pace.least, pace.most) for family, pace in PACES.items()}

    assert told == {
        "want": (21, 7, 60),
        "ground": (10, 4, 30),
        "account": (5, 3, 14),
        "listen": (10, 4, 30),
        "promise": (7, 3, 30),
        "reach": (14, 7, 90),
        "rehearse": (21, 1, 21),
        "meet": (14, 7, 60),
        "moving": (4, 2, 30),
        "practical": (7, 3, 30),
        "consent": (90, 90, 90),
    }


@pytest.mark.parametrize(
    ("factor", "slow", "days"), [(1.0, False, 5), (1.5, False, 8), (1.0, True, 8), (1.5, True, 12)]
)
def test_factors_multiply(factor: float, slow: bool, days: int) -> None:  # noqa: FBT001
    assert pacing.gap(ACCOUNT, a_track(factor=factor), slow=slow) == days


def test_a_gap_stays_within_its_family_s_limits() -> None:
    assert pacing.gap(ACCOUNT, a_track(factor=9.0), slow=True) == 14
    assert pacing.gap(ACCOUNT, a_track(factor=0.1)) == 3


def test_slower_ends_at_the_longest_gap_and_faster_at_the_shortest() -> None:
    slowest = pacing.slower(ACCOUNT, pacing.slower(ACCOUNT, pacing.slower(ACCOUNT, 1.0)))
    fastest = pacing.faster(ACCOUNT, pacing.faster(ACCOUNT, 1.0))

    assert pacing.gap(ACCOUNT, a_track(factor=slowest)) == 14
    assert pacing.gap(ACCOUNT, a_track(factor=fastest)) == 3
    assert slowest == 14 / 5
    assert fastest == 3 / 5


def test_faster_counts_from_the_longest_gap_however_often_it_was_slowed() -> None:
    sooner = pacing.faster(ACCOUNT, 1.5**10)

    assert pacing.gap(ACCOUNT, a_track(factor=sooner)) == 10


def test_the_budget_is_the_settings_until_the_keeper_says_otherwise() -> None:
    rules = some_rules(budget=4)

    assert pacing.budget(a_standing(), rules, at(0)) == 4
    assert pacing.budget(a_standing(budget=2), rules, at(0)) == 2


def test_the_budget_stays_between_one_and_seven() -> None:
    assert pacing.budget(a_standing(budget=0), some_rules(), at(0)) == 1
    assert pacing.budget(a_standing(), some_rules(budget=9), at(0)) == 7


@pytest.mark.parametrize(("full", "half"), [(7, 3), (4, 2), (2, 1), (1, 1)])
def test_a_week_of_recovery_has_half_the_budget_and_at_least_one(full: int, half: int) -> None:
    standing = a_standing(recovering_until=at(7))

    assert pacing.budget(standing, some_rules(budget=full), at(6, 23)) == half
    assert pacing.budget(standing, some_rules(budget=full), at(7)) == full


def test_nothing_is_hushed_before_the_fourth() -> None:
    assert pacing.hushed_until(a_standing(unanswered=3, lapsed_at=at(9))) is None


def test_the_fourth_that_lapsed_waits_seven_days_and_the_fifth_fourteen() -> None:
    fourth = pacing.hushed_until(a_standing(unanswered=4, lapsed_at=at(9)))
    fifth = pacing.hushed_until(a_standing(unanswered=5, lapsed_at=at(20)))

    assert (fourth, fifth) == (at(16), at(34))


def test_after_the_sixth_it_is_quiet_for_good() -> None:
    assert pacing.hushed_until(a_standing(unanswered=6, lapsed_at=at(9))) == FOREVER
    assert pacing.MOST_UNANSWERED == 6


def test_four_unanswered_of_which_none_has_lapsed_wait_for_good() -> None:
    assert pacing.hushed_until(a_standing(unanswered=4)) == FOREVER


def test_a_pause_lasts_until_its_day_or_until_resume() -> None:
    assert pacing.paused_until(a_standing()) is None
    assert pacing.paused_until(a_standing(paused_at=at(0))) == FOREVER
    assert pacing.paused_until(a_standing(paused_at=at(0), paused_until=at(3))) == at(3)


def test_a_check_in_closes_after_the_hours_that_are_set() -> None:
    assert pacing.expires(a_prompt(), at(1, 18), some_rules(expiry_hours=72)) == at(4, 18)
    assert pacing.expires(None, at(1, 18), some_rules(expiry_hours=2)) == at(1, 20)


def test_a_rating_closes_at_noon_of_the_next_local_day() -> None:
    asked = datetime(2026, 3, 28, 17, tzinfo=UTC)

    closes = pacing.expires(a_prompt(rating=True), asked, some_rules(zone="Europe/Berlin"))

    assert closes == datetime(2026, 3, 29, 10, tzinfo=UTC)


def test_four_long_writings_in_fourteen_days_rest_seven() -> None:
    days = tuple(at(day) for day in (0, 3, 6, 13))

    assert pacing.writing_rests_until(a_standing(writing=days[:3])) is None
    assert pacing.writing_rests_until(a_standing(writing=days)) == at(20)


def test_four_long_writings_over_more_than_fourteen_days_do_not() -> None:
    assert pacing.writing_rests_until(a_standing(writing=(at(0), at(3), at(6), at(14)))) is None


def test_a_pace_has_limits_around_its_gap() -> None:
    assert all(pace.least <= pace.gap <= pace.most for pace in (*PACES.values(), pacing.FIRST_ROUND))
    assert Pace(gap=3, least=3, most=60) == pacing.FIRST_ROUND


def test_late_is_two_hours_and_downtime_gets_twelve() -> None:
    assert (timedelta(hours=2), timedelta(hours=12)) == (pacing.LATE, pacing.DOWNTIME_GRACE)
