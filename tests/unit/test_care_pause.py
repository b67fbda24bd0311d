"""What comes after the help card: nothing, but for one line a day later where the keeper agreed to it."""

from datetime import datetime

import pytest

from builders import a_plan, a_standing, at, fold
from tending.core import entries as e
from tending.core.care_pause import given_lately, lines_due, pages_due, still_at
from tending.core.planning import plan
from tending.core.standing import Page, Standing

AGREED = a_plan(still_here=True)


def carded(when: float = 2, **changes: object) -> Standing:
    return fold(a_standing(**changes), e.Paused(card=True), bond=0, when=when)


def line_at(standing: Standing, now: datetime | None = None) -> datetime | None:
    return still_at(AGREED.rules, standing, now or at(2))


def test_the_line_comes_a_day_after_the_card_and_wakes_the_program() -> None:
    noon = carded(when=2.5)

    assert line_at(noon) == at(3.5)
    assert plan(AGREED, noon, at(3)).wake == at(3.5)
    assert not plan(AGREED, noon, at(3)).still
    assert plan(AGREED, noon, at(3.5)).still


@pytest.mark.parametrize(
    ("card", "due"),
    [
        pytest.param(at(2, 23), at(4, 9), id="before midnight"),
        pytest.param(at(2, 3), at(3, 9), id="after midnight"),
        pytest.param(at(2, 21), at(4, 9), id="as the quiet begins"),
        pytest.param(at(2, 9), at(3, 9), id="as it ends"),
    ],
)
def test_the_line_never_comes_in_the_quiet_hours(card: datetime, due: datetime) -> None:
    standing = a_standing(card=True, card_at=card)

    assert line_at(standing, card) == due


def test_a_program_that_woke_late_says_it_then_and_not_in_the_quiet_hours() -> None:
    noon = carded(when=2.5)

    assert line_at(noon, at(9, 12)) == at(9, 12)
    assert line_at(noon, at(9, 22)) == at(10, 9)


def test_there_is_no_line_unless_it_was_agreed_to() -> None:
    assert still_at(a_plan().rules, carded(), at(4)) is None
    assert not plan(a_plan(), carded(), at(9)).still
    assert plan(a_plan(), carded(), at(2)).wake is None


def test_there_is_no_line_without_a_card_nor_for_one_of_before_this_was_kept() -> None:
    assert line_at(a_standing()) is None
    assert line_at(a_standing(card=True)) is None


def test_the_line_comes_once() -> None:
    said = fold(carded(), e.StillHere(), bond=0, when=3)

    assert said.card_followed
    assert line_at(said, at(4)) is None


def test_another_card_before_resume_brings_no_second_line_and_one_after_it_does() -> None:
    said = fold(carded(), e.StillHere(), bond=0, when=3)
    again = fold(said, e.Paused(card=True), bond=0, when=4)
    afresh = fold(said, e.Resumed(), e.Paused(card=True), bond=0, when=4)

    assert line_at(again, at(6, 12)) is None
    assert line_at(afresh, at(4, 12)) == at(5, 9)


@pytest.mark.parametrize("end", [e.Resumed(), e.Resumed(misread=True)])
def test_after_the_silence_has_ended_there_is_no_line(end: e.Resumed) -> None:
    assert line_at(fold(carded(), end, bond=0), at(4)) is None


def test_the_card_was_given_lately_for_half_an_hour_while_it_is_in_force() -> None:
    standing = carded()

    assert given_lately(standing, at(2, 0.49))
    assert not given_lately(standing, at(2, 0.5))
    assert not given_lately(fold(standing, e.Resumed(), bond=0), at(2, 0.1))
    assert not given_lately(a_standing(card=True), at(2))


def test_a_line_that_the_card_is_still_there_does_not_begin_the_half_hour_anew() -> None:
    again = fold(carded(), e.Paused(card=True, brief=True), bond=0, when=2.01)

    assert again.card_at == at(2)


def test_pages_of_the_night_drawer_wait_until_the_silence_ends() -> None:
    drawer = (Page(seq=7, show_at=at(3)), Page(seq=8, show_at=at(5)))

    assert [page.seq for page in pages_due(a_standing(drawer=drawer), at(3))] == [7]
    assert pages_due(carded(drawer=drawer), at(3)) == ()
    assert plan(AGREED, carded(drawer=drawer), at(3)).pages == ()


def test_a_window_is_told_what_is_due_by_the_keys_of_the_words() -> None:
    page = Page(seq=7, show_at=at(3))

    assert lines_due(AGREED.rules, a_standing(drawer=(page,)), at(3)) == ("page-offer",)
    assert lines_due(AGREED.rules, carded(drawer=(page,)), at(3, 12)) == ("still-here",)
    assert lines_due(AGREED.rules, carded(), at(2, 1)) == ()


def test_a_window_that_is_hidden_is_told_nothing() -> None:
    hidden = carded(hidden_until=at(9))

    assert lines_due(AGREED.rules, hidden, at(4, 12)) == ()
    assert lines_due(AGREED.rules, hidden, at(9, 12)) == ("still-here",)
