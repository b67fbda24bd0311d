"""A clock that ran ahead: what it dated on days to come holds nothing up once it is right again."""

from datetime import timedelta

import pytest

from builders import START, a_bond, a_plan, a_sitting, a_standing, a_track, answered_on, at, on
from tending.core import planning
from tending.core.model import Family
from tending.core.standing import BondStanding, Shown, Track, by_today

GROUND = Family.GROUND


def asked_ahead(day: int) -> BondStanding:
    """The ground asked and answered on one day, and the first question of what is wanted on the twelfth."""
    return a_bond(
        tracks={GROUND: a_track(last=on(day), skips=2), Family.WANT: a_track(last=on(12))},
        prompts=answered_on(day, "G1") | answered_on(12, "W0"),
    )


@pytest.mark.parametrize("day", [3, 12])
def test_what_was_asked_up_to_two_days_ahead_stands(day: int) -> None:
    bond = asked_ahead(day)

    assert by_today(bond, on(10)) is bond


def test_what_was_asked_on_days_to_come_was_asked_long_ago() -> None:
    bond = by_today(asked_ahead(13), on(10))

    assert bond.tracks[GROUND] == Track(skips=2)
    assert bond.shown("G1") == Shown(asked_at=START, answered_at=START, settled_at=START)


def test_what_was_asked_before_stays_as_it_was() -> None:
    before = asked_ahead(13)

    bond = by_today(before, on(10))

    assert bond.tracks[Family.WANT] is before.tracks[Family.WANT]
    assert bond.shown("W0") is before.shown("W0")


def test_a_question_shown_and_not_answered_on_a_day_to_come_is_as_one_never_shown() -> None:
    bond = a_bond(prompts={"G1": Shown(on=on(13), asked_at=at(13, 18))})

    assert by_today(bond, on(10)).shown("G1") == Shown(asked_at=START)


def test_a_question_opened_on_a_day_to_come_has_ended() -> None:
    ahead = a_sitting(asked_at=at(13, 18), on=on(13), expires_at=at(15, 6))
    standing = a_standing(open=(ahead,))

    assert planning.plan(a_plan(), standing, at(11, 17)).lapsed == (ahead,)
    assert planning.plan(a_plan(), standing, at(11, 18) + timedelta(seconds=1)).lapsed == ()


def test_its_family_is_asked_by_its_gap_and_not_after_that_day() -> None:
    standing = a_standing(asked_ahead(300))

    following = planning.plan(a_plan(), standing, at(10)).next

    assert following is not None
    assert following.on < on(20)
