"""The gates: which families are open about a bond, and the one place where a question that leads outward is let by."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from builders import (
    START,
    a_bond,
    a_clear_contact,
    a_reaching_plan,
    a_settled_bond,
    an_invitation,
    answered_on,
    at,
    on,
)
from tending.core import contact as doors
from tending.core import gates
from tending.core.contact import SCREEN, Attempt, Contact, Mark
from tending.core.model import MINT, OUTWARD, DuePrompt, Family, Permit, Profile
from tending.core.remembering import KEPT, remembered
from tending.core.standing import BondStanding, Shown

PLAN = a_reaching_plan()
NOW = at(30)
ALL = [family for family in Family if family is not Family.PLAIN]
LEGAL = a_clear_contact(legal_at=at(20))
UNSAFE = a_clear_contact(unsafe_at=at(20))
CLOSED = a_clear_contact(closed=Mark(at=at(20)))
SPACE = a_clear_contact(space=Mark(at=at(20)))
HOLD = a_clear_contact(hold_at=at(20))
RESTING = a_clear_contact(resting=Mark(at=at(20)))
WAITING = a_clear_contact(attempts=(Attempt(at=at(20)),))
QUIET = a_clear_contact(parted=on(29))
SHUT = {
    "legal": LEGAL,
    "unsafe": UNSAFE,
    "closed": CLOSED,
    "space": SPACE,
    "hold": HOLD,
    "resting": RESTING,
    "quiet": QUIET,
}


def ready(contact: Contact | None = None, **changes: Any) -> BondStanding:
    """A bond about which all is answered that comes before reaching out."""
    prompts = answered_on(0, "L8", "P1") | changes.pop("prompts", {})
    return a_settled_bond(contact=contact or a_clear_contact(), prompts=prompts, **changes)


def permitted(bond: BondStanding, *names: str, now: datetime = NOW) -> list[str]:
    wanted = names or ("R1", "R3", "R5", "R6", "R8", "R10", "R11", "S1", "M1")
    return [name for name in wanted if gates.permit(PLAN, bond, PLAN.prompts[name], now)]


def open_to(bond: BondStanding, now: datetime = NOW) -> list[str]:
    return [family.value for family in ALL if not gates.shut(PLAN, bond, family, now)]


# -- the permit --------------------------------------------------------------------------------------------------------


def test_nobody_but_the_gate_makes_a_permit() -> None:
    with pytest.raises(TypeError, match="only the gate"):
        Permit(bond=1, prompt="R1", minted_by=object())
    assert gates.permit(PLAN, ready(), PLAN.prompts["R1"], NOW) == Permit(bond=1, prompt="R1", minted_by=MINT)
    assert "minted_by" not in repr(gates.permit(PLAN, ready(), PLAN.prompts["R1"], NOW))


@pytest.mark.parametrize("family", sorted(OUTWARD))
def test_a_question_that_leads_outward_cannot_be_made_without_its_own_permit(family: Family) -> None:
    due: dict[str, Any] = {"bond": 1, "family": family, "prompt": "R1", "at": NOW, "on": on(30), "expires_at": NOW}

    for other in (None, Permit(bond=2, prompt="R1", minted_by=MINT), Permit(bond=1, prompt="R3", minted_by=MINT)):
        with pytest.raises(TypeError, match="needs its own permit"):
            DuePrompt(**due, permit=other)

    assert DuePrompt(**due, permit=Permit(bond=1, prompt="R1", minted_by=MINT)).prompt == "R1"
    assert DuePrompt(**due | {"family": Family.GROUND}).permit is None


def test_when_nothing_stands_all_but_what_looks_back_is_let_by_too() -> None:
    assert permitted(ready()) == ["R1", "R3", "R5", "R6", "R8", "R10", "R11", "S1", "M1"]


@pytest.mark.parametrize("door", SHUT)
def test_behind_a_door_nothing_that_leads_outward_is_let_by(door: str) -> None:
    bond = ready(SHUT[door])

    assert permitted(bond) == []
    assert permitted(ready(SHUT[door], ledgers=an_invitation())) == []
    assert {gates.shut(PLAN, bond, family, NOW) for family in OUTWARD} == {f"door-{door}"}


def test_while_something_waits_only_what_looks_back_on_it_is_let_by() -> None:
    assert permitted(ready(WAITING)) == ["R6", "R8", "R10", "R11"]
    assert gates.shut(PLAN, ready(WAITING), Family.MEET, NOW) == "door-waiting"


def test_a_meeting_that_was_agreed_goes_on_while_something_waits() -> None:
    assert permitted(ready(WAITING, ledgers=an_invitation(19))) == ["R6", "R8", "R10", "R11", "S1", "M1"]


@pytest.mark.parametrize("missing", ["W0", "W2", "A0", "A1"])
def test_without_what_comes_first_nothing_is_let_by_and_what_waits_is_looked_back_on_all_the_same(missing: str) -> None:
    without = {name: shown for name, shown in ready().prompts.items() if name != missing}

    assert permitted(replace(ready(), prompts=without)) == []
    if not missing.startswith("W"):
        assert permitted(replace(ready(WAITING), prompts=without), "R1", "R6") == ["R6"]


@pytest.mark.parametrize("missing", ["L8", "P1"])
def test_one_question_of_listening_and_one_of_promising_come_first(missing: str) -> None:
    without = {name: shown for name, shown in ready().prompts.items() if name != missing}
    skipped = without | {missing: Shown(skips=2, settled_at=at(3))}

    assert permitted(replace(ready(), prompts=without), "R1") == []
    assert permitted(replace(ready(), prompts=skipped), "R1") == ["R1"]


def test_a_first_round_that_was_skipped_opens_the_others_and_holds_reach() -> None:
    skipped = ready(prompts={"W2": Shown(skips=2, settled_at=at(3))})

    assert gates.first_round_over(PLAN, skipped, NOW)
    assert not gates.round_answered(PLAN, skipped, NOW)
    assert permitted(skipped) == []
    assert gates.shut(PLAN, skipped, Family.REACH, NOW) == "door-quiet"


def test_about_a_bond_that_is_closed_or_moved_on_from_nothing_is_let_by() -> None:
    assert permitted(ready(closed=True)) == []
    assert permitted(ready(moving_on=True)) == []


# -- the families ------------------------------------------------------------------------------------------------------


def test_while_it_is_quiet_all_that_mends_is_open() -> None:
    assert open_to(a_bond()) == ["want", "ground", "account", "listen", "promise", "consent"]


@pytest.mark.parametrize(
    ("contact", "practical"),
    [(SPACE, True), (CLOSED, True), (HOLD, True), (RESTING, True), (WAITING, True), (LEGAL, False), (UNSAFE, False)],
)
def test_what_has_to_be_settled_stays_open_but_under_an_order_and_where_somebody_is_afraid(
    contact: Contact, *, practical: bool
) -> None:
    assert ("practical" in open_to(ready(contact, practical=True), at(21))) is practical
    assert "practical" not in open_to(ready(contact), at(21))


def test_why_practical_is_shut_is_named() -> None:
    assert gates.shut(PLAN, ready(LEGAL, practical=True), Family.PRACTICAL, NOW) == "door-legal"
    assert gates.shut(PLAN, ready(UNSAFE, practical=True), Family.PRACTICAL, NOW) == "door-unsafe"
    assert gates.shut(PLAN, ready(), Family.PRACTICAL, NOW) == "door-no-practical"


def test_where_somebody_is_afraid_no_apology_is_coached() -> None:
    assert gates.shut(PLAN, ready(UNSAFE), Family.ACCOUNT, at(21)) == "door-unsafe"
    assert gates.shut(PLAN, ready(LEGAL), Family.ACCOUNT, at(21)) == ""
    assert gates.shut(PLAN, ready(UNSAFE), Family.WANT, at(21)) == ""


def test_who_moves_on_has_their_own_track_and_nothing_that_leads_back() -> None:
    moving = ready(moving_on=True, practical=True)

    assert open_to(moving) == ["ground", "promise", "moving", "consent"]
    assert gates.shut(PLAN, moving, Family.WANT, NOW) == "door-moving-on"
    assert gates.shut(PLAN, ready(), Family.MOVING, NOW) == "door-mending"
    assert (gates.profile_of(moving), gates.profile_of(ready())) == (Profile.MOVING_ON, Profile.FRIEND)


@pytest.mark.parametrize("contact", [SPACE, CLOSED, LEGAL, RESTING])
def test_account_rests_after_four_weeks_behind_a_door_that_time_does_not_open(contact: Contact) -> None:
    doors_at = [
        gates.shut(PLAN, ready(contact), Family.ACCOUNT, at(48) - late) for late in (timedelta(seconds=1), SOON)
    ]

    assert doors_at == ["", "door-long"]
    assert gates.shut(PLAN, ready(contact), Family.LISTEN, at(48)) == ""
    assert not gates.is_long_shut(PLAN, ready(HOLD), at(900))


SOON = timedelta(0)


def test_under_an_order_what_coaches_toward_them_is_asked_no_more() -> None:
    assert gates.retired(PLAN, ready(LEGAL), NOW) == {"A3", "A8", "A9", "A11", "L7", "L10", "P6"}
    assert gates.retired(PLAN, ready(CLOSED), NOW) == frozenset()


def test_the_gate_names_what_comes_first_and_counts_what_is_settled() -> None:
    def gate(bond: BondStanding, family: Family) -> tuple[list[str], int]:
        found = gates.gate_of(PLAN, bond, family, NOW)
        return [prompt.id for prompt in found.needed], found.settled

    first = ["W0", "W1", "W2", "W3"]
    assert gate(ready(), Family.REACH) == ([*first, "A0", "A1", "L8", "P1"], 8)
    assert gate(a_bond(), Family.REACH) == ([*first, "A0", "A1", "L1", "P1"], 0)
    assert gate(ready(), Family.LISTEN) == ([*first, "A0", "A1"], 6)
    assert gate(ready(), Family.ACCOUNT) == (first, 4)
    assert gate(ready(facts=("rested:account",)), Family.LISTEN) == (first, 4)
    assert gate(ready(UNSAFE), Family.PROMISE) == (first, 4)
    assert gate(ready(), Family.GROUND) == ([], 0)
    assert gate(ready(moving_on=True), Family.ACCOUNT) == ([], 0)


def test_the_gate_to_reach_takes_families_without_questions_for_done() -> None:
    plan = a_reaching_plan(without=("L1", "L8", "L11"))

    assert [prompt.id for prompt in gates.gate_of(plan, ready(), Family.REACH, NOW).needed][-2:] == ["A1", "P1"]


def test_a_new_beginning_wants_a_first_round_of_its_own() -> None:
    ended = ready(a_clear_contact(space=Mark(at=at(1), wrote_at=at(10))))
    again = replace(ended, prompts={**ended.prompts, **answered_on(25, "W0", "W1", "W2", "W3")})

    assert gates.first_round_over(PLAN, ended, at(23))
    assert not gates.first_round_over(PLAN, ended, at(24))
    assert gates.state_of(PLAN, ended, NOW).value == "QUIET"
    assert gates.first_round_over(PLAN, again, NOW)
    assert gates.gate_of(PLAN, ended, Family.REACH, NOW).settled == 4
    assert gates.state_of(PLAN, again, NOW).value == "OPEN"


# -- distances, facts, needs -------------------------------------------------------------------------------------------


def test_settings_make_distances_stricter_and_never_looser() -> None:
    strict = a_reaching_plan(quiet_days=60, wait_days=90, apart_days=120, attempts=1)
    loose = a_reaching_plan(quiet_days=1, wait_days=1, apart_days=1, attempts=9)

    found = gates.distance_of(strict, ready())
    assert (found.quiet.days, found.wait.days, found.apart.days, found.attempts) == (60, 90, 120, 1)
    assert gates.distance_of(loose, ready()) == doors.DISTANCES[Profile.FRIEND]


def test_the_strictest_of_all_profiles_that_were_ever_given_holds() -> None:
    changed = ready(a_clear_contact(profiles=(Profile.FAMILY, Profile.FRIEND)))
    moved = ready(a_clear_contact(profiles=(Profile.FRIEND, Profile.MOVING_ON)), profile=Profile.MOVING_ON)

    assert gates.distance_of(PLAN, changed) == doors.DISTANCES[Profile.FAMILY]
    assert gates.distance_of(PLAN, moved) == doors.DISTANCES[Profile.FRIEND]
    assert gates.distance_of(PLAN, ready(profile=Profile.MOVING_ON)) == doors.DISTANCES[Profile.MOVING_ON]


@pytest.mark.parametrize(
    ("bond", "facts"),
    [
        (ready(), {"screened", "contact-open", "account-done"}),
        (a_bond(), set()),
        (a_bond(facts=("they-wrote", "they-asked-room")), {"they-wrote"}),
        (a_bond(practical=True), {"practical-ties"}),
        (ready(SPACE), {"screened", "they-asked-room", "account-done"}),
        (ready(WAITING), {"screened", "waiting", "account-done"}),
        (ready(a_clear_contact(rung=1)), {"screened", "contact-open", "account-done", "ladder"}),
        (ready(replace(QUIET, rung=2)), {"screened", "account-done", "ladder"}),
        (ready(replace(SPACE, rung=2)), {"screened", "they-asked-room", "account-done"}),
        (ready(a_clear_contact(-2)), {"contact-open", "account-done"}),
    ],
)
def test_what_is_known_of_a_bond(bond: BondStanding, facts: set[str]) -> None:
    assert gates.facts_of(PLAN, bond, NOW) == {*facts, "promise-room"}


def test_both_safety_questions_are_fresh_for_thirty_days() -> None:
    bond = ready(a_clear_contact(0, told=dict.fromkeys(SCREEN, START)))

    assert gates.is_safe_to_meet(bond, at(30) - timedelta(seconds=1))
    assert not gates.is_safe_to_meet(bond, at(30))
    assert not gates.is_safe_to_meet(a_bond(), START)


def test_what_another_question_leads_to_needs_no_door_of_its_own_to_be_known() -> None:
    assert gates.has_needs(PLAN, ready(), PLAN.prompts["R3"], NOW, led=True)
    assert not gates.has_needs(PLAN, ready(), PLAN.prompts["R3"], NOW)
    assert not gates.has_needs(PLAN, ready(SPACE), PLAN.prompts["R3"], NOW, led=True)
    assert gates.has_needs(PLAN, a_bond(), PLAN.prompts["L8"], NOW)
    assert gates.has_needs(PLAN, a_bond(), PLAN.prompts["U1"], NOW, led=True)


def test_words_that_were_never_given_ask_for_nothing_once_their_giver_is_settled() -> None:
    unsaid = a_bond(prompts=answered_on(0, "W2"))

    assert not gates.fillable(PLAN, unsaid, PLAN.prompts["W3"])
    assert gates.fillable(PLAN, a_bond(), PLAN.prompts["W3"])
    assert gates.fillable(PLAN, a_bond(fills={"hard_item": "x"}), PLAN.prompts["W3"])
    assert gates.settled(PLAN, unsaid, PLAN.prompts["W3"])
    assert not gates.settled(PLAN, unsaid, PLAN.prompts["W2"], at(1))
    assert gates.settled(PLAN, unsaid, PLAN.prompts["W2"], at(0, 19))


def test_what_is_not_a_question_of_the_profile_is_no_part_of_its_round() -> None:
    partner = ready(profile=Profile.FORMER_PARTNER)

    assert [prompt.id for prompt in gates.first_round(PLAN, partner)][-1] == "W7"
    assert permitted(partner) == []


def test_what_was_worked_out_of_the_same_values_is_remembered_and_of_others_worked_out_anew() -> None:
    asked: list[object] = []

    @remembered
    def look(one: object) -> int:
        asked.append(one)
        return len(asked)

    values = [object() for _ in range(KEPT + 1)]
    first = [look(one) for one in values[:2]]

    assert [look(one) for one in values[:2]] == first == [1, 2]
    assert [look(one) for one in values] == [1, 2, *range(3, KEPT + 2)]
    assert look(values[0]) == KEPT + 2
