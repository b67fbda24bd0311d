"""What a rule calls for on a day of its own: the consent questions, and the steps of reaching out."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from builders import (
    a_bond,
    a_clear_contact,
    a_contact,
    a_reaching_plan,
    a_settled_bond,
    a_track,
    an_invitation,
    answered_on,
    at,
    on,
)
from tending.core import calling
from tending.core.contact import SCREEN, Attempt, Contact, Mark
from tending.core.model import Plan, Profile
from tending.core.standing import BondStanding, Shown

PLAN = a_reaching_plan()
NOW = at(30, 12)
SECOND = timedelta(seconds=1)


def ready(contact: Contact | None = None, **changes: Any) -> BondStanding:
    """A bond about which all is answered that comes before reaching out, the three questions on day 5."""
    prompts = answered_on(0, "L8", "P1") | changes.pop("prompts", {})
    return a_settled_bond(contact=contact or a_clear_contact(5), prompts=prompts, **changes)


def consent(bond: BondStanding, now: datetime = NOW, plan: Plan = PLAN) -> list[tuple[str, date]]:
    return [(prompt.id, day) for day, prompt in calling.consent(plan, bond, now)]


def reach(bond: BondStanding, now: datetime = NOW, plan: Plan = PLAN) -> dict[str, date]:
    return {prompt.id: day for day, prompt in calling.reach(plan, bond, now)}


def waiting(day: float = 20, **changes: Any) -> Contact:
    return a_clear_contact(5, attempts=(Attempt(at=at(day, 18)),), sent_at=at(day, 18), **changes)


# -- the consent questions ---------------------------------------------------------------------------------------------


def test_when_nothing_else_is_called_for_may_this_go_on_is_every_ninety_days() -> None:
    assert consent(ready()) == [("C2", on(90))]
    assert consent(ready(prompts={"C2": Shown(asked_at=at(95, 18))})) == [("C2", on(185))]
    assert consent(ready(asks={"C2": on(40)})) == [("C2", on(40))]
    assert consent(ready(asks={"C2": on(140)})) == [("C2", on(90))]
    assert consent(ready(moving_on=True)) == [("C2", on(90))]
    assert consent(ready(), plan=a_reaching_plan(without=("C2",))) == []


def test_before_the_first_question_of_reach_the_three_are_asked_three_days_before_it_opens() -> None:
    partner = ready(a_contact(), profile=Profile.FORMER_PARTNER, prompts=answered_on(0, "W7"))

    assert consent(partner) == [("U1", on(18))]
    assert consent(replace(partner, contact=a_contact(told={"U1": at(19)}, clear={"U1": at(19)}))) == [("U2", on(18))]
    assert consent(ready(a_contact(parted=on(-90)))) == [("U1", on(7))]


def test_what_set_up_was_told_is_asked_again_and_what_was_told_since_is_not() -> None:
    at_set_up = a_clear_contact(told=dict.fromkeys(SCREEN, at(0)), clear=dict.fromkeys(SCREEN, at(0)))

    assert consent(ready(at_set_up))[0][0] == "U1"
    assert not calling.is_screened(ready(at_set_up), NOW)
    assert calling.is_screened(ready(), NOW)
    assert not calling.is_screened(ready(a_contact()), NOW)


def test_before_the_first_round_is_over_none_of_the_three_is_asked() -> None:
    assert consent(a_bond(contact=a_contact()))[0][0] == "C2"


@pytest.mark.parametrize(
    "contact",
    [
        a_contact(legal_at=at(9)),
        a_contact(unsafe_at=at(9), violent=True),
        a_contact(closed=Mark(at=at(9))),
        a_contact(space=Mark(at=at(9))),
        a_contact(resting=Mark(at=at(9))),
        a_contact(hold_at=at(9)),
    ],
)
def test_behind_a_door_that_is_not_the_quiet_start_the_three_wait(contact: Contact) -> None:
    assert consent(ready(contact)) == [("C2", on(90))]


def test_after_a_new_beginning_the_three_are_asked_anew_from_its_end_on() -> None:
    again = answered_on(28, "W0", "W1", "W2", "W3")
    ended = ready(a_clear_contact(5, space=Mark(at=at(6), wrote_at=at(10)), wrote_at=at(10)), prompts=again)

    assert consent(ended) == [("U1", on(24))]
    assert not calling.is_screened(ended, NOW)
    assert calling.is_screened(replace(ended, contact=replace(ended.contact, told=dict.fromkeys(SCREEN, at(25)))), NOW)


def test_a_question_that_two_histories_do_not_both_know_to_be_clear_is_asked_anew() -> None:
    both = a_clear_contact(5, told=dict.fromkeys(SCREEN, at(20)))
    unclear = a_clear_contact(5, clear={"U1": at(5, 19), "C1": at(5, 19)})

    assert consent(ready(both)) == [("U1", on(7))]
    assert consent(ready(unclear)) == [("U2", on(7))]


def test_when_ninety_days_of_safety_are_over_both_questions_are_asked() -> None:
    unsafe = a_clear_contact(5, unsafe_at=at(20))
    half = replace(unsafe, told={**unsafe.told, "U1": at(111)}, clear={**unsafe.clear, "U1": at(111)})

    assert consent(ready(unsafe)) == [("U1", on(110))]
    assert consent(ready(half), at(112)) == [("U2", on(110))]
    assert consent(ready(a_contact(unsafe_at=at(20)), prompts={"U1": Shown(asked_at=at(112))}))[0] == ("U1", on(119))


def test_words_that_sounded_like_a_no_call_for_c1_at_once_and_before_all_others() -> None:
    owed = ready(a_clear_contact(5, owed_at=at(30, 9), unsure_at=at(30, 9)))

    assert consent(owed) == [("C1", on(30))]
    assert consent(owed, plan=a_reaching_plan(without=("C1",)))[0][0] == "U1"
    assert consent(replace(owed, closed=False, prompts={**owed.prompts, "C1": Shown(asked_at=at(30, 18))})) == [
        ("C1", on(37))
    ]


def test_doubt_calls_for_the_safety_questions_until_each_was_answered_after_it() -> None:
    unsure = a_clear_contact(5, unsure_at=at(30, 9))

    assert consent(ready(unsure)) == [("U1", on(30))]
    assert consent(ready(replace(unsure, told={"U1": at(30, 9)})))[0][0] == "U1"
    assert consent(ready(replace(unsure, told={"U1": at(30, 10)})))[0][0] == "U2"
    assert consent(ready(replace(unsure, told=dict.fromkeys(SCREEN, at(30, 10)))))[0][0] == "U1"


def test_an_invitation_calls_for_the_safety_questions_when_they_are_no_longer_fresh() -> None:
    invited = ready(a_clear_contact(5), ledgers=an_invitation(30))

    assert consent(invited, at(34)) == [("C2", on(90))]
    assert consent(invited, at(40)) == [("U1", on(35))]
    assert consent(invited, invited.contact.told["U1"] + timedelta(days=30)) == [("U1", on(35))]
    half = a_clear_contact(5, told=dict.fromkeys(SCREEN, at(5, 19)) | {"U1": at(20)})
    half = replace(half, clear=half.told)
    assert consent(replace(invited, contact=half), at(40)) == [("U2", on(35))]


def test_a_question_that_was_put_off_comes_on_its_day() -> None:
    owed = ready(a_clear_contact(5, owed_at=at(30, 9)), tracks={"consent": a_track(due=on(33))})

    assert consent(owed) == [("C1", on(33))]


def test_a_date_is_the_keepers_own() -> None:
    plan = a_reaching_plan(zone="Pacific/Kiritimati")

    assert consent(ready(a_clear_contact(5, owed_at=at(30, 12))), plan=plan) == [("C1", on(31))]
    assert consent(ready(), plan=plan) == [("C2", on(90))]
    assert reach(ready(waiting(20)), plan=plan)["R6"] == on(28)


# -- what goes before the others ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["R3", "R4", "R5", "R6", "R10", "R11", "C2"])
def test_what_goes_on_with_something_begun_goes_first(name: str) -> None:
    assert calling.goes_first(PLAN, ready(), PLAN.prompts[name], NOW)


@pytest.mark.parametrize("name", ["R2", "R7", "R8", "R9", "G1"])
def test_all_others_wait_their_turn(name: str) -> None:
    assert not calling.goes_first(PLAN, ready(), PLAN.prompts[name], NOW)


def test_the_very_first_round_goes_first_and_each_first_one_of_a_new_beginning() -> None:
    asked = {"R1": Shown(asked_at=at(23))}
    ended = a_clear_contact(5, space=Mark(at=at(6), wrote_at=at(10)))

    assert calling.goes_first(PLAN, ready(), PLAN.prompts["R1"], NOW)
    assert not calling.goes_first(PLAN, ready(prompts=asked), PLAN.prompts["R1"], NOW)
    assert calling.goes_first(PLAN, ready(ended, prompts=asked), PLAN.prompts["R1"], NOW)


def test_a_question_a_door_waits_for_goes_first() -> None:
    u1 = PLAN.prompts["U1"]

    assert calling.goes_first(PLAN, ready(), u1, NOW)
    assert not calling.goes_first(PLAN, a_bond(), u1, NOW)
    assert calling.goes_first(PLAN, a_bond(contact=a_contact(owed_at=at(9))), u1, NOW)
    assert calling.goes_first(PLAN, a_bond(contact=a_contact(unsure_at=at(9))), u1, NOW)


# -- a round -----------------------------------------------------------------------------------------------------------


def test_a_round_begins_at_once_when_all_is_ready() -> None:
    assert reach(ready()) == {"R1": on(0)}


def test_a_round_begins_two_weeks_after_the_last_a_week_after_one_that_was_not_answered_or_when_put_off() -> None:
    answered = Shown(asked_at=at(20, 18), answered_at=at(20, 19))
    lapsed = Shown(asked_at=at(20, 18), answered_at=at(6, 19))

    assert reach(ready(prompts={"R1": answered})) == {"R1": on(34)}
    assert reach(ready(prompts={"R1": lapsed})) == {"R1": on(27)}
    assert reach(ready(prompts={"R1": answered}, tracks={"reach": a_track(due=on(25))})) == {"R1": on(25)}
    assert reach(ready(prompts={"R1": answered}, tracks={"reach": a_track(factor=1.5)})) == {"R1": on(41)}


def test_no_round_begins_without_the_three_questions_or_without_an_attempt() -> None:
    heard = tuple(Attempt(at=at(day), heard_at=at(9)) for day in (1, 2))

    assert reach(ready(a_clear_contact(told=dict.fromkeys(SCREEN, at(0)), clear=dict.fromkeys(SCREEN, at(0))))) == {}
    assert reach(ready(a_clear_contact(5, attempts=heard))) == {}
    assert reach(ready(a_clear_contact(5, attempts=heard)), at(366)) == {"R1": on(0)}
    assert reach(ready(), plan=a_reaching_plan(without=("R1",))) == {}


def test_behind_a_door_nothing_of_a_round_is_called_for() -> None:
    assert reach(ready(a_clear_contact(5, space=Mark(at=at(20))))) == {}
    assert reach(ready(asks={"R3": on(25)}, moving_on=True)) == {}


BEGUN = {"R1": Shown(asked_at=at(23, 18), answered_at=at(23, 19))}


def test_the_steps_of_a_round_that_was_begun_come_alone_each_on_its_day() -> None:
    assert reach(ready(prompts=BEGUN, asks={"R3": on(25), "R7": on(20)})) == {"R3": on(25)}
    assert reach(ready(prompts=BEGUN | {"R3": Shown(asked_at=at(26, 18))}, asks={"R3": on(25)})) == {"R3": on(28)}
    assert reach(ready(prompts=BEGUN, asks={"R5": on(32)})) == {"R5": on(32)}


def test_a_step_whose_round_a_new_beginning_left_behind_is_dropped() -> None:
    ended = a_clear_contact(25, space=Mark(at=at(24), wrote_at=at(14)))
    fresh = ready(ended, prompts=BEGUN | answered_on(29, "W0", "W1", "W2", "W3"), asks={"R3": on(25)})

    assert "R3" in reach(replace(fresh, contact=a_clear_contact(25)))
    assert "R3" not in reach(fresh, at(40))
    assert reach(ready(asks={"R3": on(25)})) == {"R1": on(0)}


def test_a_step_is_not_called_for_when_no_attempt_is_left() -> None:
    spent = a_clear_contact(5, attempts=tuple(Attempt(at=at(day), heard_at=at(9)) for day in (1, 2)))

    assert reach(ready(spent, prompts=BEGUN, asks={"R3": on(25), "R5": on(25)})) == {}


def test_how_near_to_come_is_asked_beside_a_new_round_and_needs_the_ladder() -> None:
    asks = {"R7": on(26), "L3": on(20), "gone": on(20)}

    assert reach(ready(a_clear_contact(5, rung=1), asks=asks)) == {"R7": on(26), "R1": on(0)}
    assert reach(ready(asks=asks)) == {"R1": on(0)}


# -- while something waits ---------------------------------------------------------------------------------------------


def test_what_came_back_is_asked_on_day_seven_and_letting_it_rest_once_on_day_twenty_one() -> None:
    assert reach(ready(waiting(20))) == {"R6": on(27), "R10": on(41)}


def test_what_was_answered_since_is_not_asked_again_and_what_lapsed_a_week_later() -> None:
    answered = {"R6": Shown(asked_at=at(27, 18), answered_at=at(27, 19), settled_at=at(27, 19))}
    before = {"R6": Shown(asked_at=at(10, 18), answered_at=at(10, 19), settled_at=at(10, 19))}
    lapsed = {"R6": Shown(asked_at=at(27, 18))}

    assert reach(ready(waiting(20), prompts=answered)) == {"R10": on(41)}
    assert reach(ready(waiting(20), prompts=before))["R6"] == on(27)
    assert reach(ready(waiting(20), prompts=lapsed))["R6"] == on(34)
    assert reach(ready(waiting(20), tracks={"reach": a_track(due=on(33))}))["R6"] == on(33)


def test_letting_it_rest_is_asked_once_for_each_that_waits() -> None:
    asked, before = {"R10": Shown(asked_at=at(41, 18))}, {"R10": Shown(asked_at=at(10, 18))}

    assert reach(ready(waiting(20), prompts=asked), at(45)) == {"R6": on(27)}
    assert reach(ready(waiting(20), prompts=before))["R10"] == on(41)


def test_one_last_time_is_offered_alone_when_wait_and_distance_are_over() -> None:
    assert "R11" not in reach(ready(waiting(20)), at(50, 18) - SECOND)
    assert reach(ready(waiting(20)), at(50, 18)) == {"R11": on(50)}
    assert reach(ready(waiting(20), profile=Profile.FAMILY), at(50, 18)) == {"R6": on(27), "R10": on(41)}
    assert reach(ready(waiting(20)), at(51), a_reaching_plan(without=("R11",))) == {}


def test_when_both_attempts_are_used_up_nothing_is_asked_any_more() -> None:
    twice = waiting(20, resting=None)
    twice = replace(twice, attempts=(Attempt(at=at(1)), *twice.attempts))

    assert reach(ready(twice), at(60)) == {}


# -- when time alone changes something ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("contact", "days"),
    [
        (a_contact(began_at=at(90)), (97, 100)),
        (a_contact(hold_at=at(90)), (180,)),
        (a_contact(unsafe_at=at(90)), (118, 180)),
        (a_contact(legal_at=at(90)), (118,)),
        (a_contact(space=Mark(at=at(90))), (118,)),
        (a_contact(space=Mark(at=at(90), wrote_at=at(91))), (102, 105, 118)),
        (a_contact(closed=Mark(at=at(90))), (118,)),
        (a_contact(resting=Mark(at=at(90))), (118,)),
        (a_contact(resting=Mark(at=at(90), wrote_at=at(91))), (98, 118)),
        (a_contact(attempts=(Attempt(at=at(90)),)), (120, 148, 455)),
        (a_contact(attempts=(Attempt(at=at(90), heard_at=at(95)),)), (102, 120, 148, 455)),
    ],
)
def test_the_plan_is_made_again_at_each_instant_that_opens_or_shuts_something(
    contact: Contact, days: tuple[int, ...]
) -> None:
    bond, now, found = a_bond(contact=contact), at(89), []
    while (change := calling.changes(PLAN, bond, now)) is not None:
        found.append(change)
        now = change

    assert found == [at(day) for day in days]


def test_time_alone_wakes_the_plan_when_answers_about_safety_grow_old_and_when_their_words_do() -> None:
    known = a_clear_contact(5)
    bond = ready(replace(known, wrote_at=at(30)), ledgers=an_invitation(30))

    def wakes(now: datetime) -> list[datetime]:
        found = [now]
        while (following := calling.changes(PLAN, bond, found[-1])) is not None:
            found.append(following)
        return found

    assert known.told["U1"] + timedelta(days=30) in wakes(at(30))
    assert at(31 + 15, 0) in wakes(at(30))


def test_one_that_was_never_asked_about_safety_waits_since_the_invitation() -> None:
    told = {"U2": at(20), "C1": at(20)}
    bond = ready(replace(a_clear_contact(5), told=told, clear=told), ledgers=an_invitation(30))

    assert consent(bond, at(40)) == [("U1", on(30))]
