"""The doors: the order of the marks, the quiet start, and what was sent."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from builders import START, a_clear_contact, at, on
from contact_builders import FRIEND, PARTNER, SECOND, around, sent, state_of, they_wrote
from tending.core import contact as doors
from tending.core.contact import DISTANCES, SCREEN, Attempt, Contact, ContactState, Mark
from tending.core.model import Profile

# -- the order of the marks --------------------------------------------------------------------------------------------

SHUT: dict[str, Callable[[Contact], Contact]] = {
    "LEGAL": lambda known: doors.ordered(known, at(20)),
    "UNSAFE": lambda known: doors.afraid(known, at(20), violent=False),
    "CLOSED": lambda known: doors.said_no(known, at(20)),
    "SPACE": lambda known: doors.asked_space(known, at(20), None),
    "HOLD": lambda known: replace(known, hold_at=at(20)),
    "RESTING": lambda known: doors.rested(known, at(20)),
    "WAITING": lambda known: doors.i_wrote(known, at(20), counts=True),
    "QUIET": lambda known: replace(known, parted=on(19)),
}


@pytest.mark.parametrize("place", range(len(SHUT)))
def test_the_strictest_mark_decides_and_those_beneath_stand_as_well(place: int) -> None:
    contact = a_clear_contact()
    for shut in list(SHUT.values())[place:]:
        contact = shut(contact)

    names = list(SHUT)[place:]
    beneath = {*names, "OPEN"} - ({"WAITING"} if "RESTING" in names else set())
    assert state_of(contact, at(21)) == names[0]
    assert {mark.value for mark in doors.marks(contact, FRIEND, at(21), round_over=True)} == beneath


def test_what_was_said_under_a_stricter_mark_is_kept_underneath() -> None:
    contact = doors.said_no(doors.asked_space(doors.ordered(a_clear_contact(), at(20)), at(21), None), at(22))

    assert (contact.closed, contact.space) == (Mark(at=at(22)), Mark(at=at(21)))
    assert state_of(contact, at(400)) == "LEGAL"


def test_nothing_stands_when_nothing_was_said_and_all_is_answered() -> None:
    assert doors.marks(a_clear_contact(), FRIEND, at(30), round_over=True) == {ContactState.OPEN}


# -- quiet -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("profile", "days"), [("friend", 10), ("former-partner", 21), ("family", 30)])
def test_the_quiet_start_lasts_as_long_as_the_profile_has_it_and_ten_days_at_least(profile: str, days: int) -> None:
    assert around(a_clear_contact(), at(days), DISTANCES[Profile(profile)]) == ("QUIET", "OPEN")


def test_quiet_days_count_from_the_parting_and_ten_days_of_the_program_are_the_least() -> None:
    assert around(a_clear_contact(parted=on(-4)), at(17), PARTNER) == ("QUIET", "OPEN")
    assert around(a_clear_contact(parted=on(-60)), at(10), PARTNER) == ("QUIET", "OPEN")
    assert around(a_clear_contact(parted=on(5)), at(26), PARTNER) == ("QUIET", "OPEN")


def test_quiet_days_count_from_what_the_keeper_sent_last() -> None:
    contact = doors.i_wrote(a_clear_contact(), at(8), counts=False)

    assert around(contact, at(15)) == ("QUIET", "OPEN")
    assert around(doors.i_wrote(contact, at(3), counts=False), at(15)) == ("QUIET", "OPEN")


def test_quiet_is_over_at_once_when_they_wrote_last_and_begins_again_when_the_keeper_did() -> None:
    wrote = they_wrote(a_clear_contact(0), 2)
    answered = doors.i_wrote(wrote, at(3), counts=False)
    at_once = doors.they_wrote(doors.i_wrote(a_clear_contact(), at(2), counts=False), at(2), 1, resting=False)

    same = doors.i_wrote(wrote, at(2), counts=False)

    assert state_of(wrote, at(2)) == "OPEN"
    assert state_of(same, at(2)) == "QUIET"
    assert state_of(answered, at(3)) == "QUIET"
    assert around(answered, at(10)) == ("QUIET", "OPEN")
    assert state_of(at_once, at(3)) == "QUIET"


def test_who_is_in_touch_already_starts_open_once_the_first_round_is_in() -> None:
    contact = a_clear_contact(in_touch=True)

    assert state_of(contact, at(1)) == "OPEN"
    assert state_of(contact, at(1), round_over=False) == "QUIET"
    assert state_of(contact, START - SECOND) == "QUIET"


def test_the_first_round_is_part_of_the_quiet_start() -> None:
    assert state_of(a_clear_contact(), at(400), round_over=False) == "QUIET"


@pytest.mark.parametrize("question", SCREEN)
def test_each_of_the_three_questions_has_to_be_clear_as_it_was_answered_last(question: str) -> None:
    never = a_clear_contact()
    never = replace(never, clear={name: when for name, when in never.clear.items() if name != question})
    unclear = doors.answered(a_clear_contact(), question, at(12), clear=False)
    clear_again = doors.answered(unclear, question, at(13), clear=True)

    assert state_of(never, at(30)) == "QUIET"
    assert state_of(unclear, at(30)) == "QUIET"
    assert state_of(clear_again, at(30)) == "OPEN"


# -- waiting and resting -----------------------------------------------------------------------------------------------


def test_what_was_sent_waits_and_a_message_of_theirs_opens_with_no_attempt_used() -> None:
    waiting = sent(20)

    heard = they_wrote(waiting, 25)

    assert state_of(waiting, at(20)) == "WAITING"
    assert (state_of(heard, at(25)), heard.attempts) == ("OPEN", ())


def test_a_message_from_before_is_no_answer_to_what_was_sent_after_it() -> None:
    waiting = sent(20, 22)

    assert they_wrote(waiting, 19).attempts == waiting.attempts
    assert they_wrote(waiting, 20).attempts == (Attempt(at=at(22)),)
    assert state_of(they_wrote(waiting, 21), at(23)) == "WAITING"


@pytest.mark.parametrize(
    ("profile", "days"), [("friend", 30), ("former-partner", 60), ("family", 60), ("moving-on", 60)]
)
def test_the_last_attempt_is_offered_when_wait_and_distance_are_over(profile: str, days: int) -> None:
    distance = DISTANCES[Profile(profile)]
    waiting = sent(40)

    offered = [doors.offers_last(waiting, distance, at(40 + days) - late) for late in (SECOND, timedelta(0))]

    assert offered == [False, True]
    assert state_of(waiting, at(400), distance) == "WAITING"


def test_one_last_time_opens_for_one_round_and_what_is_sent_then_waits_and_rests() -> None:
    waiting = sent(40)
    once_more = replace(waiting, once_more_at=at(71))
    again = doors.i_wrote(once_more, at(75), counts=True)

    assert state_of(once_more, at(71)) == "OPEN"
    assert (again.once_more_at, state_of(again, at(75))) == (None, "WAITING")
    assert around(again, at(105)) == ("WAITING", "RESTING")
    assert not doors.offers_last(again, FRIEND, at(105))


def test_one_last_time_that_was_chosen_before_the_distance_had_passed_opens_nothing() -> None:
    waiting = doors.i_wrote(sent(40), at(70.5), counts=True)

    early = replace(waiting, once_more_at=at(71))

    assert state_of(early, at(72)) == "WAITING"
    assert around(early, at(100.5)) == ("WAITING", "RESTING")


def test_writing_again_while_waiting_is_one_more_attempt_and_the_wait_starts_again() -> None:
    again = sent(20, 45)

    assert again.attempts == (Attempt(at=at(20)), Attempt(at=at(45)))
    assert around(again, at(75)) == ("WAITING", "RESTING")


@pytest.mark.parametrize(("apart", "state"), [(364, "RESTING"), (365, "WAITING")])
def test_two_without_an_answer_rest_when_they_lie_within_a_year(apart: int, state: str) -> None:
    assert state_of(sent(20, 20 + apart), at(20 + apart + 31)) == state


def test_an_attempt_is_left_until_two_lie_in_the_year_before() -> None:
    contact = sent(20, 40)

    assert not doors.has_attempt(contact, FRIEND, at(384))
    assert not doors.has_attempt(contact, FRIEND, at(385) - SECOND)
    assert doors.has_attempt(contact, FRIEND, at(385))
    assert not doors.has_attempt(contact, FRIEND, at(10))


def test_letting_it_rest_rests_until_they_write_and_a_week_more() -> None:
    resting = doors.rested(sent(20), at(51))
    heard = they_wrote(resting, 80)

    assert state_of(resting, at(900)) == "RESTING"
    assert around(heard, at(87)) == ("RESTING", "OPEN")
    assert heard.attempts == (Attempt(at=at(20), heard_at=at(80)),)


def test_what_rests_after_two_attempts_opens_a_week_after_they_write_and_both_stay_counted() -> None:
    heard = they_wrote(sent(20, 55), 100)
    twice = they_wrote(heard, 101)

    assert around(heard, at(107)) == ("RESTING", "OPEN")
    assert around(twice, at(107)) == ("RESTING", "OPEN")
    assert not doors.has_attempt(heard, FRIEND, at(107))
    assert doors.has_attempt(heard, FRIEND, at(385))
    assert doors.is_over(sent(20), FRIEND, at(50))
    assert not doors.is_over(a_clear_contact(), FRIEND, at(50))


def test_a_message_that_came_too_late_leaves_its_attempts_behind_the_one_that_waits_now() -> None:
    heard = they_wrote(sent(20, 55), 100)

    again = doors.i_wrote(heard, at(110), counts=True)

    assert again.last == Attempt(at=at(110))
    assert state_of(again, at(111)) == "WAITING"
    assert around(again, at(140)) == ("WAITING", "RESTING")


def test_what_was_sent_after_their_late_message_is_not_heard_by_it() -> None:
    heard = doors.they_wrote(doors.rested(sent(20, 55), at(60)), at(40), 1, resting=True)
    same = doors.they_wrote(doors.rested(sent(20), at(60)), at(20), 1, resting=True)

    assert heard.attempts == (Attempt(at=at(20), heard_at=at(40)), Attempt(at=at(55)))
    assert same.attempts == (Attempt(at=at(20), heard_at=at(20)),)


def test_let_rest_again_after_they_wrote_rests_anew() -> None:
    again = doors.rested(they_wrote(doors.rested(a_clear_contact(), at(20)), 30), at(40))

    assert again.resting == Mark(at=at(40))
    assert doors.rested(again, at(35)).resting == Mark(at=at(40))
    assert state_of(again, at(60)) == "RESTING"


def test_a_word_logged_by_a_clock_that_ran_ahead_has_not_come_yet() -> None:
    ahead = they_wrote(sent(20, 55), 100)

    assert state_of(ahead, at(60)) == "WAITING"
    assert state_of(ahead, at(90)) == "RESTING"
    one = replace(sent(20), attempts=(Attempt(at=at(20), heard_at=at(100)),))
    assert doors.offers_last(one, FRIEND, at(60))
