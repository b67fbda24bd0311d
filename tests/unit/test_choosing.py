"""What may be asked on a local date: doors, gates, gaps, ties, and which question is next."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from builders import (
    FIRST_ROUND,
    START,
    a_bond,
    a_contact,
    a_plan,
    a_prompt,
    a_settled_bond,
    a_standing,
    a_track,
    answered_on,
    at,
    on,
)
from tending.core import choosing, gates
from tending.core.choosing import Candidate, candidate_of, candidates, choose
from tending.core.model import Family, Plan, Profile, Reason
from tending.core.standing import BondStanding, Shown, Standing

PLAN = a_plan()
NOW = at(0, 20)


def families(plan: Plan, *bonds: BondStanding) -> list[tuple[int, str]]:
    return [(one.bond.number, one.family.value) for one in candidates(plan, a_standing(*bonds), NOW)]


def the(
    family: Family, bond: BondStanding, plan: Plan = PLAN, standing: Standing | None = None, now: datetime = NOW
) -> Candidate:
    found = candidate_of(plan, standing or a_standing(bond), bond, family, now)
    assert found is not None
    return found


def names(candidate: Candidate) -> list[str]:
    return [prompt.id for _, prompt in candidate.prompts]


def test_before_the_first_round_only_want_ground_and_practical_are_open_and_what_consent_calls_for() -> None:
    bond = a_bond(practical=True)

    assert families(PLAN, bond) == [(1, "want"), (1, "ground"), (1, "practical"), (1, "consent")]


def test_the_first_round_is_asked_in_its_order_every_three_days() -> None:
    bond = a_bond(prompts=answered_on(0, "W0", "W1"), tracks={"want": a_track(last=on(0))})

    want = the(Family.WANT, bond)

    assert (names(want), want.due.day, want.due.gap) == (["W2"], on(3), 3)


def test_a_former_partner_has_one_question_more_in_the_first_round() -> None:
    friend, partner = a_bond(), a_bond(profile=Profile.FORMER_PARTNER)

    assert [prompt.id for prompt in gates.first_round(PLAN, friend)] == list(FIRST_ROUND)
    assert [prompt.id for prompt in gates.first_round(PLAN, partner)] == [*FIRST_ROUND, "W7"]


def test_a_question_that_would_quote_what_was_never_given_counts_as_settled() -> None:
    unsaid = a_bond(prompts=answered_on(0, "W0", "W1", "W2"))
    said = a_bond(prompts=answered_on(0, "W0", "W1", "W2"), fills={"hard_item": "the silences"})

    assert gates.first_round_over(PLAN, unsaid, NOW)
    assert not gates.first_round_over(PLAN, said, NOW)
    assert names(the(Family.WANT, said)) == ["W3"]


def test_a_question_waits_for_the_words_it_quotes_while_they_may_still_come() -> None:
    bond = a_bond(prompts=answered_on(0, "W0", "W1"))

    assert not gates.settled(PLAN, bond, PLAN.prompts["W3"])


def test_after_the_first_round_account_opens_and_its_gate_holds_listen_and_promise() -> None:
    bond = a_bond(prompts=answered_on(0, *FIRST_ROUND), fills={"hard_item": "x"})

    assert families(PLAN, bond) == [(1, "want"), (1, "ground"), (1, "account"), (1, "consent")]
    assert names(the(Family.ACCOUNT, bond)) == ["A0"]
    assert the(Family.ACCOUNT, bond).due.day == on(0)


def test_after_the_gate_of_account_listen_and_promise_open_on_that_day() -> None:
    bond = a_bond(
        prompts=answered_on(0, *FIRST_ROUND) | answered_on(6, "A0", "A1"),
        fills={"hard_item": "x"},
        tracks={"account": a_track(last=on(6))},
    )

    assert families(PLAN, bond) == [
        (1, "want"),
        (1, "ground"),
        (1, "account"),
        (1, "listen"),
        (1, "promise"),
        (1, "consent"),
    ]
    promise = the(Family.PROMISE, bond, now=at(6, 20))
    assert the(Family.LISTEN, bond, now=at(6, 20)).due.day == on(6)
    assert Reason(rule="gate-open", values=(("day", on(6).isoformat()),)) in promise.why(PLAN)


def test_account_that_rests_after_not_really_opens_the_gate_and_begins_again_with_its_first_question() -> None:
    bond = a_bond(
        prompts=answered_on(0, *FIRST_ROUND) | answered_on(6, "A0"),
        fills={"hard_item": "x"},
        facts=("rested:account",),
        tracks={"account": a_track(last=on(6), rests_until=on(66))},
    )

    account = the(Family.ACCOUNT, bond, now=at(6, 20))

    assert (1, "listen") in families(PLAN, bond)
    assert (1, "promise") in families(PLAN, bond)
    assert (names(account), account.ready) == (["A0"], on(66))
    assert Reason(rule="rested", values=(("day", on(66).isoformat()),)) in account.why(PLAN)


def test_a_door_of_safety_shuts_account_which_then_holds_nothing_else() -> None:
    bond = a_bond(prompts=answered_on(0, *FIRST_ROUND), fills={"hard_item": "x"}, contact=a_contact(unsafe_at=START))

    assert families(PLAN, bond) == [(1, "want"), (1, "ground"), (1, "listen"), (1, "promise"), (1, "consent")]


def test_an_open_account_has_all_its_questions_and_those_that_follow_wait_their_days() -> None:
    account = the(Family.ACCOUNT, a_settled_bond())

    assert account.prompts == (
        (on(60), PLAN.prompts["A0"]),
        (on(14), PLAN.prompts["A8"]),
    )


def test_what_follows_another_question_waits_for_its_next_answer() -> None:
    once = a_settled_bond(prompts=answered_on(20, "A8"))
    again = a_settled_bond(prompts=answered_on(20, "A8") | answered_on(30, "A1"))

    assert "A8" not in names(the(Family.ACCOUNT, once, now=at(30, 20)))
    assert (on(80), PLAN.prompts["A8"]) in the(Family.ACCOUNT, again, now=at(30, 20)).prompts


def test_a_text_rests_sixty_days_unless_its_deck_says_otherwise() -> None:
    bond = a_settled_bond(prompts=answered_on(3, "L8", "P1"))

    assert the(Family.LISTEN, bond, now=at(3, 20)).ready == on(63)
    assert the(Family.PROMISE, bond, now=at(3, 20)).ready == on(3)


def test_a_text_that_lapsed_has_not_been_shown() -> None:
    bond = a_settled_bond(prompts={"L8": Shown(on=None, asked_at=at(3, 18))})

    assert the(Family.LISTEN, bond, now=at(3, 20)).ready == on(0)


def test_a_retired_question_waits_and_the_others_go_on() -> None:
    bond = a_settled_bond(prompts={"G1": Shown(retired_until=on(70))})

    assert {prompt.id: first for first, prompt in the(Family.GROUND, bond).prompts} == {
        "G1": on(70),
        "G2": date.min,
    }


def test_a_question_needs_its_facts() -> None:
    unknown, known = a_settled_bond(), a_settled_bond(contact=a_contact(wrote_at=at(1)))

    assert names(the(Family.LISTEN, unknown)) == ["L8"]
    assert names(the(Family.LISTEN, known)) == ["L1", "L8"]


def test_a_question_that_another_leads_to_may_follow_in_the_same_sitting() -> None:
    led = a_prompt("P2", Family.PROMISE, needs=("follow-up",))

    assert gates.has_needs(PLAN, a_bond(), led, NOW, led=True)
    assert not gates.has_needs(PLAN, a_bond(), led, NOW)


def test_a_question_of_another_profile_is_not_asked() -> None:
    plan = a_plan(a_prompt("G8", profiles=(Profile.FAMILY,)))

    assert candidate_of(plan, a_standing(), a_bond(), Family.GROUND, NOW) is None
    assert candidate_of(plan, a_standing(), a_bond(profile=Profile.FAMILY), Family.GROUND, NOW) is not None


def test_four_long_writings_put_the_long_questions_to_rest_in_the_first_round_too() -> None:
    writing = tuple(at(day, 19) for day in (0, 1, 2, 3))
    early = a_bond(prompts=answered_on(0, "W0", "W1"))
    later = a_settled_bond()

    first = the(Family.WANT, early, standing=a_standing(early, writing=writing))
    after = the(Family.LISTEN, later, standing=a_standing(later, writing=writing))

    assert first.prompts == ((on(10), PLAN.prompts["W2"]),)
    assert first.ready == on(10)
    assert after.prompts == ((on(10), PLAN.prompts["L8"]),)


def test_the_question_asked_longest_ago_is_next_and_one_with_its_own_rhythm_first() -> None:
    bond = a_settled_bond(prompts={"G1": Shown(asked_at=at(1)), "G2": Shown(asked_at=at(0, 1))})
    long_ago = a_contact(began_at=at(-50))
    want = the(Family.WANT, a_settled_bond(day=-40, contact=long_ago))

    assert the(Family.GROUND, bond).prompt(on(9)).id == "G2"
    assert want.prompt(on(0)).id == "W1"
    assert the(Family.WANT, a_settled_bond(day=-20, contact=long_ago)).prompt(on(0)).id == "W10"


def test_a_family_comes_back_after_its_gap() -> None:
    ground = the(Family.GROUND, a_bond(tracks={"ground": a_track(last=on(8))}))

    assert (ground.due.day, ground.due.gap) == (on(18), 10)
    assert ground.why(PLAN) == (Reason(rule="gap", values=(("days", "10"), ("last", on(8).isoformat()))),)


def test_ground_is_first_due_on_day_eight_and_only_with_the_first_bond_that_is_open() -> None:
    first, second = a_bond(), a_bond(2, "T")
    closed = a_bond(closed=True)

    assert the(Family.GROUND, first).due.day == on(8)
    assert (2, "ground") not in families(PLAN, first, second)
    assert (2, "ground") in families(PLAN, closed, second)


def test_a_family_that_was_put_off_comes_back_on_its_day() -> None:
    ground = the(Family.GROUND, a_bond(tracks={"ground": a_track(last=on(8), due=on(11))}))

    assert ground.due.day == on(11)
    assert ground.why(PLAN) == (Reason(rule="put-off", values=(("day", on(11).isoformat()),)),)


@pytest.mark.parametrize(("factor", "rule", "days"), [(1.5, "slower", 15), (0.5, "faster", 5)])
def test_less_and_more_change_the_gap_and_say_so(factor: float, rule: str, days: int) -> None:
    ground = the(Family.GROUND, a_bond(tracks={"ground": a_track(last=on(8), factor=factor)}))

    assert (ground.due.day, ground.due.gap) == (on(8 + days), days)
    assert Reason(rule=rule, values=(("days", str(days)),)) in ground.why(PLAN)


def test_a_rest_that_is_long_over_is_no_reason_any_more() -> None:
    ground = the(Family.GROUND, a_bond(tracks={"ground": a_track(last=on(40), rests_until=on(20))}))

    assert ground.due.day == on(50)
    assert {reason.rule for reason in ground.why(PLAN)} == {"gap"}


def test_when_they_asked_for_space_the_others_are_slower_for_four_weeks() -> None:
    def ground(last: int) -> Candidate:
        return the(Family.GROUND, a_bond(slow_until=at(28), tracks={"ground": a_track(last=on(last))}))

    assert (ground(5).due.day, ground(5).due.gap) == (on(20), 15)
    assert "slow-space" in {reason.rule for reason in ground(5).why(PLAN)}
    assert (ground(16).due.day, ground(16).due.gap) == (on(28), 12)
    assert (ground(30).due.day, ground(30).due.gap) == (on(40), 10)
    assert "slow-space" not in {reason.rule for reason in ground(30).why(PLAN)}


def test_what_was_put_off_is_not_slowed_further() -> None:
    bond = a_bond(slow_until=at(28), tracks={"ground": a_track(last=on(5), due=on(9))})

    assert the(Family.GROUND, bond).due.day == on(9)


def test_the_most_overdue_for_its_own_gap_comes_first() -> None:
    bond = a_settled_bond(tracks={"ground": a_track(last=on(0)), "listen": a_track(last=on(2))})
    those = tuple(one for one in candidates(PLAN, a_standing(bond), NOW) if one.family in ("ground", "listen"))

    chosen = choose(those, on(15))

    assert chosen is not None
    assert chosen.family is Family.GROUND


def test_ties_go_to_the_family_named_first_and_then_to_the_older_bond() -> None:
    bonds = (a_bond(2, "T"), a_bond(1, "S"))
    those = candidates(PLAN, a_standing(*bonds), NOW)
    same_day = a_settled_bond(tracks={name: a_track(last=on(0)) for name in ("listen", "ground")})
    equal = tuple(one for one in candidates(PLAN, a_standing(same_day), NOW) if one.family in ("listen", "ground"))

    first, second = choose(those, on(0)), choose(tuple(reversed(equal)), on(20))

    assert first is not None
    assert (first.bond.number, first.family) == (1, Family.WANT)
    assert second is not None
    assert second.family is Family.GROUND


def test_the_order_of_families_comes_before_the_order_of_bonds() -> None:
    elder, younger = a_settled_bond(tracks={"listen": a_track(last=on(0))}), a_bond(2, "T", tracks={"want": a_track()})
    those = tuple(
        replace(one, due=choosing.Due(day=on(10), gap=10, first=on(10)), ready=on(10))
        for one in candidates(PLAN, a_standing(elder, younger), NOW)
        if (one.bond.number, one.family) in ((1, Family.LISTEN), (2, Family.WANT))
    )

    chosen = choose(those, on(12))

    assert len(those) == 2
    assert chosen is not None
    assert chosen.family is Family.WANT


def test_nothing_is_chosen_before_something_is_due() -> None:
    assert choose(candidates(PLAN, a_standing(a_bond(tracks={"want": a_track(last=on(0))})), NOW), on(2)) is None


def test_a_bond_that_is_closed_or_not_set_up_asks_nothing() -> None:
    closed, unfinished = a_bond(closed=True), a_bond(2, "")
    standing = a_standing(closed, unfinished)

    assert candidates(PLAN, standing, NOW) == ()
    assert choosing.closed_by(PLAN, standing, closed, Family.WANT, NOW) == "bond-closed"
    assert choosing.closed_by(PLAN, standing, unfinished, Family.WANT, NOW) == "not-set-up"


def test_why_a_family_is_shut_is_named() -> None:
    first, second = a_bond(), a_bond(2, "T")
    standing = a_standing(first, second)

    told = [choosing.closed_by(PLAN, standing, second, family, NOW) for family in Family]

    assert told[:4] == ["", "ground-once", "gate", "gate"]
    assert choosing.closed_by(PLAN, standing, first, Family.REACH, NOW) == "door-quiet"


def test_who_moves_on_is_asked_about_themselves_and_promises_only() -> None:
    bond = a_settled_bond(moving_on=True, practical=True)

    assert families(PLAN, bond) == [(1, "ground"), (1, "promise"), (1, "moving"), (1, "consent")]
    assert gates.profile_of(bond) is Profile.MOVING_ON
    assert the(Family.PROMISE, bond).due.day == on(7)
    assert the(Family.MOVING, bond).due.day == on(0)


def test_the_one_key_question_rides_along_at_most_weekly() -> None:
    def rides(shown: Shown | None, day: int, **changes: Any) -> str:
        prompts = {"W8": shown} if shown else {}
        found = choosing.rides_along(PLAN, a_settled_bond(prompts=prompts, **changes), at(day, 19))
        return found.id if found else ""

    assert rides(None, 1) == "W8"
    assert rides(Shown(on=on(1)), 7) == ""
    assert rides(Shown(on=on(1)), 8) == "W8"
    assert rides(Shown(on=on(1), retired_until=on(30)), 29) == ""
    assert rides(None, 1, moving_on=True) == ""
    assert choosing.rides_along(PLAN, a_bond(), at(1)) is None


def test_the_one_key_question_is_never_asked_by_itself() -> None:
    assert "W8" not in names(the(Family.WANT, a_settled_bond()))


def test_a_family_without_a_question_is_no_candidate() -> None:
    assert families(a_plan(without=("G1", "G2")), a_bond()) == [(1, "want"), (1, "consent")]


def test_a_gate_counts_what_is_settled() -> None:
    bond = a_bond(prompts=answered_on(0, "W0", "W1"))

    gate = gates.gate_of(PLAN, bond, Family.ACCOUNT, NOW)

    assert (len(gate.needed), gate.settled, gate.open) == (4, 2, False)
    assert gates.gate_of(PLAN, bond, Family.GROUND, NOW).open


def test_a_second_skip_settles_a_question_of_the_gate() -> None:
    skipped = a_bond(prompts=answered_on(0, "W0", "W1") | {"W2": Shown(skips=2, settled_at=at(9))})

    assert gates.settled(PLAN, skipped, PLAN.prompts["W2"])
    assert gates.first_round_over(PLAN, skipped, NOW)


def test_a_date_is_the_keepers_own_when_a_gate_opens() -> None:
    plan = a_plan(zone="Pacific/Kiritimati")
    settled = {name: Shown(settled_at=at(0, 12)) for name in FIRST_ROUND}

    account = candidate_of(plan, a_standing(), a_bond(prompts=settled), Family.ACCOUNT, NOW)

    assert account is not None
    assert account.due.day == on(0) + timedelta(days=1)
