"""The union of marks: never looser than either history, whatever the two of them know."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import START, a_clear_contact, a_contact, at, on
from tending.core import contact as doors
from tending.core.contact import DISTANCES, SAFETY, SCREEN, Attempt, Contact, ContactState, Mark
from tending.core.contact_union import union
from tending.core.model import Profile

PLACE = {state: place for place, state in enumerate(ContactState)}
FRIEND = DISTANCES[Profile.FRIEND]
DAYS = st.integers(0, 500).map(at)

Event = Callable[[Contact, datetime], Contact]


def _they_wrote(contact: Contact, now: datetime) -> Contact:
    return doors.they_wrote(contact, now, 2, resting=doors.is_resting(contact, FRIEND, now))


def _i_wrote(contact: Contact, now: datetime) -> Contact:
    state = doors.state(contact, FRIEND, now, round_over=True)
    return doors.i_wrote(contact, now, counts=state in {ContactState.OPEN, ContactState.WAITING})


def _clear(question: str) -> Event:
    return lambda contact, now: doors.answered(contact, question, now, clear=True)


def _unclear(contact: Contact, now: datetime) -> Contact:
    return doors.answered(contact, "C1", now, clear=False)


def _afraid(contact: Contact, now: datetime) -> Contact:
    return doors.afraid(contact, now, violent=False)


def _violent(contact: Contact, now: datetime) -> Contact:
    return doors.afraid(contact, now, violent=True)


def _space(contact: Contact, now: datetime) -> Contact:
    return doors.asked_space(contact, now, None)


def _reopened(contact: Contact, now: datetime) -> Contact:
    return doors.reopened(contact, now) if doors.may_reopen(contact, now) else contact


def _marked(name: str) -> Event:
    return lambda contact, now: replace(contact, **{name: now})  # type: ignore[arg-type]


EVENTS: tuple[Event, ...] = (
    *(_they_wrote, _they_wrote, _i_wrote, _i_wrote, _reopened),
    *(_clear(question) for question in SCREEN),
    *(_space, doors.said_no, doors.ordered, doors.rested, _afraid, _violent, _unclear),
    *(_marked(name) for name in ("hold_at", "owed_at", "unsure_at", "once_more_at")),
)
HAPPENINGS = st.lists(st.tuples(st.integers(0, 60), st.sampled_from(EVENTS)), max_size=8)


def told(happenings: list[tuple[int, Event]], start: Contact, day: int) -> tuple[Contact, int]:
    for days, event in happenings:
        day += days
        start = event(start, at(day))
    return start, day


@st.composite
def two_histories(draw: st.DrawFn) -> tuple[Contact, Contact, datetime]:
    """Two that were one for a while, or never; and an instant that may lie before all of it."""
    begun = a_clear_contact(0, in_touch=draw(st.booleans()), parted=draw(st.none() | st.integers(-90, 0).map(on)))
    shared, day = told(draw(HAPPENINGS), begun, 0)
    other = draw(st.sampled_from((shared, a_contact(began_at=at(draw(st.integers(0, 90)))), begun)))
    one, _ = told(draw(HAPPENINGS), shared, day)
    two, _ = told(draw(HAPPENINGS), other, day)
    return one, two, draw(DAYS)


def state(contact: Contact, profile: Profile, now: datetime, *, round_over: bool) -> ContactState:
    return doors.state(contact, DISTANCES[profile], now, round_over=round_over)


@settings(max_examples=300, deadline=None)
@given(two_histories(), st.sampled_from(Profile), st.booleans())
def test_the_union_is_at_least_as_strict_as_both(
    histories: tuple[Contact, Contact, datetime],
    profile: Profile,
    round_over: bool,  # noqa: FBT001 - drawn
) -> None:
    one, other, now = histories

    either = [state(known, profile, now, round_over=round_over) for known in (one, other)]
    both = state(union(one, other), profile, now, round_over=round_over)

    assert PLACE[both] <= min(PLACE[each] for each in either)


@settings(max_examples=150, deadline=None)
@given(two_histories(), st.sampled_from(Profile))
def test_no_door_that_stands_in_either_is_missing_from_the_union(
    histories: tuple[Contact, Contact, datetime], profile: Profile
) -> None:
    one, other, now = histories
    distance = DISTANCES[profile]

    marks = [doors.marks(known, distance, now, round_over=True) for known in (one, other)]
    both = doors.marks(union(one, other), distance, now, round_over=True)

    waits = {ContactState.WAITING, ContactState.RESTING}
    either = (marks[0] | marks[1]) - waits
    if both & {ContactState.SPACE, ContactState.CLOSED}:
        either -= {ContactState.QUIET}  # it begins when those end
    assert both >= either
    assert not waits & (marks[0] | marks[1]) or waits & both


@settings(max_examples=150, deadline=None)
@given(two_histories())
def test_the_union_with_itself_changes_nothing(histories: tuple[Contact, Contact, datetime]) -> None:
    one, other, _ = histories

    both = union(one, other)

    assert union(one, one) == one
    assert union(both, both) == both


@settings(max_examples=150, deadline=None)
@given(two_histories(), st.sampled_from(Profile), st.booleans())
def test_which_of_the_two_comes_first_does_not_matter(
    histories: tuple[Contact, Contact, datetime],
    profile: Profile,
    round_over: bool,  # noqa: FBT001 - drawn
) -> None:
    one, other, now = histories

    there, back = union(one, other), union(other, one)

    assert state(there, profile, now, round_over=round_over) == state(back, profile, now, round_over=round_over)
    assert doors.marks(there, FRIEND, now, round_over=True) == doors.marks(back, FRIEND, now, round_over=True)


# -- the rule, mark by mark --------------------------------------------------------------------------------------------


def test_an_exit_counts_only_where_both_know_of_it() -> None:
    one, other = a_contact(space=Mark(at=at(1), wrote_at=at(9))), a_contact(space=Mark(at=at(1)))
    later = a_contact(space=Mark(at=at(5), wrote_at=at(7)))

    assert union(one, other).space == Mark(at=at(1))
    assert union(one, later).space == Mark(at=at(5), wrote_at=at(9))
    assert union(a_contact(space=Mark(at=at(8))), one).space == Mark(at=at(8))
    assert union(later, a_contact(space=Mark(at=at(8), wrote_at=at(8)))).space == Mark(at=at(8), wrote_at=at(8))
    assert union(one, a_contact()).space == one.space
    early = a_contact(space=Mark(at=at(1), wrote_at=at(2)))
    assert union(early, a_contact(space=Mark(at=at(9), wrote_at=None))).space == Mark(at=at(9))


def test_a_no_that_only_one_side_opened_stands_and_may_be_opened_once_again() -> None:
    closed = a_contact(closed=Mark(at=at(1), wrote_at=at(9)))
    opened = a_contact(reopened_at=at(60))

    both = union(closed, opened)

    assert both.closed == closed.closed
    assert (both.reopened_at, doors.may_reopen(both, at(60))) == (None, True)
    assert union(opened, a_contact(reopened_at=at(70))).reopened_at == at(70)
    assert union(opened, a_contact()).reopened_at == at(60)


def test_a_no_after_it_was_opened_stays_for_good_in_both() -> None:
    again = a_contact(closed=Mark(at=at(70), wrote_at=at(80)), reopened_at=at(60))

    assert union(again, again) == again
    assert not doors.may_reopen(union(again, again), at(900))


def test_every_attempt_of_either_counts_and_a_word_after_it_only_where_both_heard_it() -> None:
    one = a_contact(attempts=(Attempt(at=at(1)), Attempt(at=at(5), heard_at=at(9))))
    other = a_contact(attempts=(Attempt(at=at(5), heard_at=at(8)), Attempt(at=at(3), heard_at=at(8))))
    unheard = a_contact(attempts=(Attempt(at=at(5)),))

    assert union(one, other).attempts == (
        Attempt(at=at(1)),
        Attempt(at=at(3), heard_at=at(8)),
        Attempt(at=at(5), heard_at=at(9)),
    )
    assert union(other, one).attempts == union(one, other).attempts
    assert union(other, unheard).attempts[1] == Attempt(at=at(5))


def test_two_attempts_that_were_told_of_one_day_stay_two() -> None:
    twice = a_contact(attempts=(Attempt(at=at(1)), Attempt(at=at(1))))

    assert union(twice, twice) == twice
    assert union(a_contact(attempts=(Attempt(at=at(1)),)), twice).attempts == twice.attempts


def test_what_shuts_is_taken_from_either_side_at_its_latest() -> None:
    one = a_contact(
        legal_at=at(1), unsafe_at=at(2), unsure_at=at(3), owed_at=at(4), hold_at=at(5), sent_at=at(6), rose_at=at(7)
    )
    other = a_contact(
        legal_at=at(2), unsafe_at=at(3), unsure_at=at(4), owed_at=at(5), hold_at=at(6), sent_at=at(7), rose_at=at(8)
    )

    names = ("legal_at", "unsafe_at", "unsure_at", "owed_at", "hold_at", "sent_at", "rose_at")
    assert [getattr(union(one, other), name) for name in names] == [at(day) for day in range(2, 9)]
    assert [getattr(union(one, a_contact()), name) for name in names] == [at(day) for day in range(1, 8)]
    assert union(a_contact(violent=True), one).violent
    friend, family = (a_contact(profiles=(profile,)) for profile in (Profile.FRIEND, Profile.FAMILY))
    assert union(friend, family).profiles == (Profile.FAMILY, Profile.FRIEND)
    assert union(a_contact(began_at=at(3)), one).began_at == at(3)


def test_what_opens_is_taken_at_its_earliest_and_only_from_both() -> None:
    one = a_contact(in_touch=True, once_more_at=at(9), wrote_at=at(9), parted=on(-9), replies=(2, 3), rung=2)
    other = a_contact(in_touch=True, once_more_at=at(8), wrote_at=at(8), parted=on(-5), replies=(3,), rung=1)

    both, alone = union(one, other), union(one, a_contact())

    assert (both.in_touch, both.once_more_at, both.wrote_at, both.parted) == (True, at(8), at(8), on(-5))
    assert (both.replies, both.rung) == ((3,), 1)
    assert (alone.in_touch, alone.once_more_at, alone.wrote_at, alone.replies, alone.rung) == (
        False,
        None,
        None,
        (),
        0,
    )


def test_the_three_questions_are_as_unclear_as_the_side_that_knows_less() -> None:
    early, late = a_clear_contact(1), a_clear_contact(9)

    both = union(early, late)

    assert both.told == late.told
    assert both.clear == early.clear
    assert not doors.is_clear(both)
    assert union(early, a_contact()).clear == {}
    assert set(union(early, a_contact()).told) == set(SCREEN)


@pytest.mark.parametrize(
    ("one", "other", "named"),
    [
        (a_contact(space=Mark(at=START), named=on(9)), a_contact(space=Mark(at=START), named=on(9)), on(9)),
        (a_contact(space=Mark(at=START), named=on(9)), a_contact(space=Mark(at=START), named=on(8)), None),
        (a_contact(space=Mark(at=START), named=on(9)), a_contact(space=Mark(at=START)), None),
        (a_contact(space=Mark(at=START), named=on(9)), a_contact(), on(9)),
        (a_contact(), a_contact(named=on(9)), None),
    ],
)
def test_a_day_they_named_counts_where_nobody_knows_otherwise(one: Contact, other: Contact, named: object) -> None:
    assert union(one, other).named == named


def test_safety_is_over_only_where_both_sides_are_clear() -> None:
    unsafe = doors.afraid(a_clear_contact(0), at(1), violent=False)
    clear = unsafe
    for question in SAFETY:
        clear = doors.answered(clear, question, at(95), clear=True)

    assert not doors.is_unsafe(clear, at(96))
    assert doors.is_unsafe(union(unsafe, clear), at(96) + timedelta(days=400))


def test_a_doubt_that_one_side_knows_the_end_of_calls_for_both_safety_questions_anew() -> None:
    doubted = replace(a_clear_contact(0), unsure_at=at(1))
    settled = doubted
    for question in SAFETY:
        settled = doors.answered(settled, question, at(5), clear=True)

    both = union(doubted, settled)

    assert settled.unsure_at is None
    assert doors.answered(both, "C1", at(6), clear=True).unsure_at is not None
    assert doors.answered(both, "U1", at(6), clear=True).unsure_at is not None
    assert doors.answered(doors.answered(both, "U1", at(6), clear=True), "U2", at(6), clear=True).unsure_at is None
    assert union(doubted, doubted) == doubted
