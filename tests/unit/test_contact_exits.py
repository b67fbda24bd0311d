"""The doors: what they asked for, safety, orders, the clock and the ladder; each wait to the second."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from builders import START, a_clear_contact, a_contact, at, on
from contact_builders import FRIEND, RELATIVE, SECOND, around, sent, state_of, they_wrote
from tending.core import contact as doors
from tending.core.contact import DISTANCES, SAFETY, SCREEN, Contact, ContactState, Distance, Mark

# -- hold, space, closed -----------------------------------------------------------------------------------------------


def test_going_round_a_block_holds_for_ninety_days() -> None:
    assert around(a_clear_contact(hold_at=at(20)), at(110)) == ("HOLD", "OPEN")


def test_a_question_that_is_owed_holds_until_it_is_answered_and_only_that_one() -> None:
    owed = a_clear_contact(owed_at=at(20))

    assert state_of(owed, at(400)) == "HOLD"
    assert doors.answered(owed, "U1", at(21), clear=True).owed_at == at(20)
    assert state_of(doors.answered(owed, "C1", at(21), clear=True), at(21)) == "OPEN"


def test_space_ends_two_weeks_after_they_write() -> None:
    space = doors.asked_space(a_clear_contact(), at(20), None)

    wrote = they_wrote(space, 40)

    assert state_of(space, at(900)) == "SPACE"
    assert around(wrote, at(54)) == ("SPACE", "OPEN")
    assert around(wrote, at(54), round_over=False) == ("SPACE", "QUIET")
    assert they_wrote(wrote, 50).space == wrote.space


def test_a_message_from_before_they_asked_for_space_ends_nothing() -> None:
    space = doors.asked_space(a_clear_contact(), at(20), None)

    assert they_wrote(space, 19).space == Mark(at=at(20))
    assert they_wrote(space, 20).space == Mark(at=at(20), wrote_at=at(20))


def test_asking_for_space_again_begins_anew_and_one_told_late_moves_nothing_back() -> None:
    ended = they_wrote(doors.asked_space(a_clear_contact(), at(20), None), 40)

    again = doors.asked_space(ended, at(50), on(70))

    assert (again.space, again.named) == (Mark(at=at(50)), on(70))
    assert doors.asked_space(again, at(45), None).space == Mark(at=at(50))
    assert state_of(again, at(60)) == "SPACE"


def test_what_is_said_again_by_a_clock_that_was_set_back_stands_anew_all_the_same() -> None:
    ended = they_wrote(doors.asked_space(a_clear_contact(), at(20), None), 40)
    rested = they_wrote(doors.rested(a_clear_contact(), at(20)), 40)
    closed = they_wrote(doors.said_no(a_clear_contact(), at(20)), 40)

    assert doors.asked_space(ended, at(10), None).space == Mark(at=at(20))
    assert doors.rested(rested, at(10)).resting == Mark(at=at(20))
    assert doors.said_no(closed, at(10)).closed == Mark(at=at(20))
    assert doors.held(doors.held(a_clear_contact(), at(20)), at(10)).hold_at == at(20)
    assert doors.held(a_clear_contact(hold_at=at(20)), at(30)).hold_at == at(30)


def test_an_answer_that_is_not_clear_leaves_no_clear_one_behind_whatever_the_clock_said_then() -> None:
    ahead = doors.answered(a_clear_contact(), "U1", at(400), clear=True)

    unclear = doors.afraid(doors.answered(ahead, "U1", at(20), clear=False), at(20), violent=False)

    assert set(unclear.clear) == {"U2", "C1"}
    assert not doors.is_clear(unclear)
    assert state_of(doors.answered(unclear, "U2", at(120), clear=True), at(500)) == "UNSAFE"


def test_space_and_a_no_take_the_ladder_down_and_the_last_round_back() -> None:
    climbed = a_clear_contact(replies=(2, 3), rung=2, rose_at=at(9), once_more_at=at(10))

    for shut in (doors.asked_space(climbed, at(20), None), doors.said_no(climbed, at(20))):
        assert (shut.replies, shut.rung, shut.rose_at, shut.once_more_at) == ((), 0, None, None)
    assert doors.rested(climbed, at(20)).once_more_at is None


def test_a_no_opens_once_thirty_days_after_they_wrote_unprompted_and_not_by_itself() -> None:
    closed = doors.said_no(a_clear_contact(), at(20))
    wrote = they_wrote(closed, 100)

    may = [doors.may_reopen(wrote, when) for when in (at(130) - SECOND, at(130))]

    assert not doors.may_reopen(closed, at(900))
    assert not doors.may_reopen(a_clear_contact(), at(900))
    assert may == [False, True]
    assert state_of(wrote, at(900)) == "CLOSED"


def test_a_no_that_was_opened_begins_again_with_the_first_round_and_opens_never_again() -> None:
    opened = doors.reopened(they_wrote(doors.said_no(a_clear_contact(), at(20)), 100), at(131))
    closed = they_wrote(doors.said_no(opened, at(140)), 200)

    assert (opened.closed, opened.reopened_at, doors.begins(opened)) == (None, at(131), at(131))
    assert around(opened, at(131)) == ("QUIET", "OPEN")
    assert not doors.may_reopen(closed, at(900))
    assert state_of(closed, at(900)) == "CLOSED"


@pytest.mark.parametrize(("days_after", "begins"), [(29, False), (30, True)])
def test_an_answer_to_what_the_keeper_wrote_behind_a_no_is_not_unprompted_for_thirty_days(
    days_after: int,
    begins: bool,  # noqa: FBT001 - as the table has it
) -> None:
    wrote = doors.i_wrote(doors.said_no(a_clear_contact(), at(20)), at(50), counts=False)

    closed = they_wrote(wrote, 50 + days_after).closed

    assert closed == Mark(at=at(20), wrote_at=at(50 + days_after) if begins else None)


@pytest.mark.parametrize("day", [19, 20])
def test_what_was_sent_before_the_no_prompts_nothing(day: float) -> None:
    closed = doors.said_no(doors.i_wrote(a_clear_contact(), at(day), counts=True), at(20))

    assert they_wrote(closed, 25).closed == Mark(at=at(20), wrote_at=at(25))


# -- safety and orders -------------------------------------------------------------------------------------------------


def test_safety_ends_after_ninety_days_when_both_questions_are_clear_then_and_not_before() -> None:
    unsafe = doors.afraid(a_clear_contact(), at(20), violent=False)
    early = doors.answered(doors.answered(unsafe, "U1", at(110) - SECOND, clear=True), "U2", at(110), clear=True)
    half = doors.answered(unsafe, "U2", at(110), clear=True)
    both = doors.answered(half, "U1", at(110), clear=True)

    assert state_of(unsafe, at(900)) == "UNSAFE"
    assert state_of(early, at(900)) == "UNSAFE"
    assert state_of(half, at(900)) == "UNSAFE"
    assert around(both, at(110)) == ("UNSAFE", "OPEN")


def test_fear_that_is_told_again_counts_from_the_latest_day() -> None:
    again = doors.afraid(doors.afraid(a_clear_contact(), at(40), violent=False), at(20), violent=False)

    assert again.unsafe_at == at(40)
    assert doors.afraid(again, at(60), violent=False).unsafe_at == at(60)


def test_where_the_keeper_was_the_violent_one_it_never_opens() -> None:
    violent = doors.afraid(a_clear_contact(), at(20), violent=True)
    cleared = doors.answered(doors.answered(violent, "U1", at(200), clear=True), "U2", at(200), clear=True)

    assert state_of(cleared, at(5000)) == "UNSAFE"
    assert doors.afraid(cleared, at(300), violent=False).violent


def test_doubt_holds_until_both_safety_questions_were_answered_after_it() -> None:
    unsure = a_clear_contact(unsure_at=at(20))
    one = doors.answered(unsure, "U1", at(21), clear=True)
    same_instant = doors.answered(doors.answered(unsure, "U1", at(20), clear=True), "U2", at(20), clear=True)

    assert (state_of(unsure, at(400)), state_of(one, at(400))) == ("UNSAFE", "UNSAFE")
    assert same_instant.unsure_at == at(20)
    assert state_of(doors.answered(one, "U2", at(22), clear=True), at(22)) == "OPEN"


def test_an_order_stands_for_ever_from_the_first_one_on() -> None:
    ordered = doors.ordered(doors.ordered(a_clear_contact(), at(20)), at(30))

    assert ordered.legal_at == at(20)
    assert state_of(they_wrote(ordered, 50), at(9000)) == "LEGAL"


# -- the clock ---------------------------------------------------------------------------------------------------------

TIMED: dict[str, Contact] = {
    "QUIET": a_clear_contact(began_at=at(20)),
    "WAITING": sent(20),
    "RESTING": doors.they_wrote(doors.rested(a_clear_contact(), at(20)), at(21), 1, resting=True),
    "HOLD": a_clear_contact(hold_at=at(20)),
    "SPACE": doors.they_wrote(doors.asked_space(a_clear_contact(), at(20), None), at(21), 1, resting=False),
    "CLOSED": doors.said_no(a_clear_contact(), at(20)),
    "UNSAFE": doors.answered(
        doors.answered(doors.afraid(a_clear_contact(), at(20), violent=False), "U1", at(111), clear=True),
        "U2",
        at(111),
        clear=True,
    ),
    "LEGAL": doors.ordered(a_clear_contact(), at(20)),
}


@pytest.mark.parametrize("state", TIMED)
def test_a_clock_that_is_set_back_shuts_again_what_it_opened_and_never_opens(state: str) -> None:
    contact = TIMED[state]

    later = [STRICT[state_of(contact, at(day))] for day in (22, 200)]
    before = state_of(contact, at(20))

    assert before == state
    assert STRICT[before] <= min(later)
    assert STRICT[state_of(contact, at(-300))] <= STRICT[state]


STRICT = {state.value: place for place, state in enumerate(ContactState)}


# -- the ladder --------------------------------------------------------------------------------------------------------


def climbed(*replies: tuple[float, int]) -> int:
    contact = a_contact()
    for day, rung in replies:
        contact = they_wrote(contact, day, rung)
    return contact.rung


@pytest.mark.parametrize(
    ("replies", "rung"),
    [
        (((1, 0),), 0),
        (((1, 1),), 1),
        (((1, 4),), 1),
        (((1, 3), (2, 3)), 1),
        (((1, 3), (14.99, 3)), 1),
        (((1, 3), (15, 3)), 2),
        (((1, 3), (15, 2)), 2),
        (((1, 3), (15, 3), (28, 3)), 2),
        (((1, 3), (15, 3), (29, 3)), 3),
        (((1, 3), (15, 3), (29, 3), (43, 4), (57, 4)), 4),
        (((1, 3), (15, 3), (29, 1)), 1),
        (((1, 3), (15, 3), (29, 1), (30, 3), (31, 3)), 2),
        (((1, 2), (15, 4)), 2),
    ],
)
def test_the_rung_is_the_lower_of_their_last_two_and_rises_by_one_a_fortnight(
    replies: tuple[tuple[float, int], ...], rung: int
) -> None:
    assert climbed(*replies) == rung


def test_a_reply_that_comes_too_soon_to_rise_is_remembered() -> None:
    soon = they_wrote(they_wrote(a_contact(), 1, 3), 2, 4)

    assert (soon.replies, soon.rung, soon.rose_at) == ((3, 4), 1, at(1))


# -- distances and days ------------------------------------------------------------------------------------------------


def test_the_distances_are_those_of_the_practice() -> None:
    told = {
        profile.value: (one.quiet.days, one.wait.days, one.apart.days, one.attempts)
        for profile, one in DISTANCES.items()
    }

    assert told == {
        "former-partner": (21, 30, 60, 2),
        "friend": (7, 30, 30, 2),
        "family": (30, 60, 60, 2),
        "moving-on": (30, 60, 60, 2),
    }


def test_the_stricter_of_two_distances_is_so_in_each_number() -> None:
    wide = Distance(quiet=at(9) - START, wait=at(1) - START, apart=at(99) - START, attempts=1)

    both = doors.stricter(FRIEND, wide)

    assert both == Distance(quiet=wide.quiet, wait=FRIEND.wait, apart=wide.apart, attempts=1)
    assert both == doors.stricter(wide, FRIEND)
    assert (both.over_after, FRIEND.over_after, RELATIVE.over_after) == (wide.apart, FRIEND.wait, RELATIVE.wait)


def test_with_one_attempt_a_year_the_first_rests_as_soon_as_its_wait_is_over() -> None:
    once = replace(FRIEND, attempts=1)

    assert around(sent(20), at(50), once) == ("WAITING", "RESTING")


def test_something_that_happened_on_a_day_happened_at_its_end_at_the_latest() -> None:
    auckland = ZoneInfo("Pacific/Auckland")
    now = datetime(2026, 1, 20, 12, tzinfo=UTC)

    assert doors.moment(on(16), now, auckland) == now
    assert doors.moment(on(15), now, auckland) == now - timedelta(hours=1)
    assert doors.moment(on(5), now, auckland) == datetime(2026, 1, 10, 11, tzinfo=UTC)
    assert doors.moment(on(5), now, auckland).tzinfo is UTC


def test_when_they_wrote_and_when_the_keeper_did_are_the_latest_of_each() -> None:
    told = they_wrote(they_wrote(a_contact(), 20), 10)
    said = doors.i_wrote(doors.i_wrote(a_contact(), at(20), counts=False), at(10), counts=False)

    assert (told.wrote_at, said.sent_at) == (at(20), at(20))


def test_a_message_of_the_keepers_that_is_no_outreach_uses_no_attempt_and_leaves_the_last_round() -> None:
    chosen = a_contact(once_more_at=at(5))

    assert doors.i_wrote(chosen, at(6), counts=False).once_more_at == at(5)
    assert doors.i_wrote(chosen, at(6), counts=False).attempts == ()
    assert they_wrote(chosen, 6).once_more_at is None


def test_before_a_new_beginning_it_is_quiet_even_by_a_clock_that_was_set_back() -> None:
    opened = doors.reopened(doors.said_no(a_clear_contact(), at(20)), at(131))

    assert around(opened, at(131)) == ("QUIET", "OPEN")


def test_a_new_beginning_counts_from_its_end_and_not_before_it() -> None:
    space = they_wrote(doors.asked_space(a_clear_contact(), at(20), None), 40)

    assert doors.begins(space) == at(54)
    assert doors.begins(space, at(54) - SECOND) == START
    assert doors.begins(space, at(54)) == at(54)


# -- since when a door without an end is shut --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("contact", "since"),
    [
        (a_clear_contact(), None),
        (a_clear_contact(hold_at=at(20), owed_at=at(20), unsafe_at=at(20)), None),
        (a_clear_contact(unsafe_at=at(20), violent=True), at(20)),
        (a_clear_contact(legal_at=at(20)), at(20)),
        (a_clear_contact(closed=Mark(at=at(20))), at(20)),
        (a_clear_contact(space=Mark(at=at(20))), at(20)),
        (a_clear_contact(space=Mark(at=at(20), wrote_at=at(80))), None),
        (a_clear_contact(resting=Mark(at=at(20))), at(20)),
        (a_clear_contact(resting=Mark(at=at(20), wrote_at=at(30))), None),
        (sent(20), None),
        (sent(20, 40), at(70)),
        (sent(20, 40, closed=Mark(at=at(80)), legal_at=at(75)), at(70)),
    ],
)
def test_a_door_that_time_alone_does_not_open_is_known_since_when(contact: Contact, since: datetime | None) -> None:
    assert doors.endless_since(contact, FRIEND, at(100)) == since


def test_the_three_questions_and_the_two_of_safety_are_named() -> None:
    assert (SCREEN, SAFETY) == (("U1", "U2", "C1"), ("U1", "U2"))
