"""What a meeting calls for: its plan, its rehearsals, what is kept for the day before, and the three of its day."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from builders import (
    a_clear_contact,
    a_contact,
    a_settled_bond,
    a_standing,
    a_track,
    an_invitation,
    answered_on,
    at,
    on,
    the_shipped_plan,
)
from tending.core import choosing, gates, meetings, planning
from tending.core.contact import Attempt
from tending.core.ledgers import Ledgers
from tending.core.ledgers.meet import CHECKS, Meeting, MeetLedger
from tending.core.ledgers.rehearse import Card, RehearseLedger
from tending.core.model import DuePrompt, Family, Plan, Profile
from tending.core.standing import BondStanding, Sent, Shown, Standing

PLAN = the_shipped_plan()
ALL = ("W0", "W1", "W2", "W3", "W4", "W5", "W6", "W7", "A0", "A1", "A2", "A3", "A4", "L8", "P1")
NOW = at(20, 12)
TEXTS = dict.fromkeys(("invitation", "purpose", "place", "exit", "later", "no"), "some words")
WARM: dict[str, Any] = {"wrote_at": at(10), "replies": (2, 2), "rung": 2}


def ready(ledgers: Ledgers | None = None, *, contact: dict[str, Any] | None = None, **changes: Any) -> BondStanding:
    """A bond about which all is answered that comes before, welcome since day 10, safe since day 18."""
    prompts = answered_on(0, *ALL) | changes.pop("prompts", {})
    known = a_clear_contact(18, **({"wrote_at": at(10), "replies": (1,)} | (contact or {})))
    return a_settled_bond(contact=known, prompts=prompts, ledgers=ledgers or Ledgers(), **changes)


def planned(*, without: tuple[str, ...] = (), agreed: int | None = 19, day: int | None = 32, **changes: Any) -> Ledgers:
    """A meeting on day 32 at three, all known of it but what is left out."""
    known = {
        "texts": {name: text for name, text in TEXTS.items() if name not in without},
        "wording": "" if "purpose" in without else "no",
        "day": on(day) if day is not None else None,
        "hour": time(15),
        "agreed": on(agreed) if agreed is not None else None,
    }
    return an_invitation(**{**known, **changes})


def with_cards(ledgers: Ledgers, *cards: Card, **changes: Any) -> Ledgers:
    return replace(ledgers, rehearse=RehearseLedger(cards=cards, **changes))


def a_card(number: int = 50, **changes: Any) -> Card:
    return replace(Card(id=number, cue=f"point {number}", made=on(19)), **changes)


def meet(bond: BondStanding, now: datetime = NOW, plan: Plan = PLAN) -> list[tuple[str, date]]:
    return [(prompt.id, day) for day, prompt in meetings.meet(plan, bond, now)]


def rehearse(bond: BondStanding, now: datetime = NOW) -> list[tuple[str, date]]:
    return [(prompt.id, day) for day, prompt in meetings.rehearse(PLAN, bond, now)]


# -- the plan ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("missing", "asks"),
    [("invitation", "M1"), ("purpose", "M2"), ("place", "M4"), ("exit", "M6"), ("later", "M7")],
)
def test_what_is_missing_is_asked_for_since_they_agreed(missing: str, asks: str) -> None:
    assert meet(ready(planned(without=(missing,)))) == [(asks, on(19))]


def test_a_day_and_whether_it_would_trick_them_are_asked_for_alone_too() -> None:
    assert meet(ready(planned(day=None))) == [("M5", on(19))]
    assert meet(ready(planned(wording=""))) == [("M3", on(19))]
    assert meet(ready(planned(wording="partly"))) == [("M2", on(19))]
    assert meet(ready(planned())) == []


def test_without_an_answer_it_is_asked_again_sooner_where_the_meeting_is_near() -> None:
    asked = {"M4": Shown(asked_at=at(19, 18))}

    near = ready(planned(without=("place",)), prompts=asked)
    far = ready(planned(without=("place",), day=60), prompts=asked)

    assert (meet(near), meet(far)) == ([("M4", on(21))], [("M4", on(26))])


def test_what_was_put_off_waits_for_its_day_and_what_retired_is_not_asked() -> None:
    off = ready(planned(without=("place",)), tracks={"meet": a_track(due=on(23))})
    gone = ready(planned(without=("place",)), prompts={"M4": Shown(retired_until=on(60))})

    assert meet(off) == [("M4", on(23))]
    assert meet(gone) == []


def test_their_yes_is_asked_for_only_once_both_safety_questions_are_fresh() -> None:
    stale = ready(planned(without=("invitation",), day=60), contact={"told": dict.fromkeys(("U1", "U2", "C1"), at(18))})

    assert meet(stale, at(49)) == []
    assert choosing.candidates_of(PLAN, a_standing(stale), stale, Family.CONSENT, at(49))[0].rank == 2


def test_nothing_more_of_the_plan_is_asked_on_its_day_or_after() -> None:
    left = planned(without=("place",))

    assert meet(ready(left), at(32, 8)) == []
    assert meet(ready(planned(without=("place",), held=True)), at(33)) == []


def test_the_one_ask_comes_after_two_warm_replies_and_never_twice_in_sixty_days() -> None:
    once, asked = MeetLedger(last_ask=on(5)), Ledgers(meet=MeetLedger(last_ask=on(5)))

    assert meet(ready(contact=WARM)) == [("M0", on(10))]
    assert meet(ready(contact=WARM | {"replies": (2,)})) == []
    assert meet(ready(contact=WARM | {"rung": 1})) == []
    assert meet(ready(asked, contact=WARM)) == [("M0", on(65))]
    assert meet(ready(contact=WARM, prompts=answered_on(15, "M0"))) == [("M0", on(75))]
    assert meet(ready(contact=WARM, asks={"M11": on(16)})) == [("M11", on(16))]
    assert meet(ready(Ledgers(meet=once), contact=WARM, asks={"M11": on(16)})) == [("M11", on(65))]


def test_a_week_after_the_ask_it_is_asked_whether_they_said_yes() -> None:
    asked = planned(agreed=None, asked=on(15), day=None, without=tuple(TEXTS))

    assert meet(ready(asked)) == [("M1", on(22))]
    assert meet(ready(asked), at(30)) == []


def test_behind_a_door_nothing_of_it_is_asked() -> None:
    shut = ready(planned(without=("place",)), contact={"hold_at": at(19)})

    assert (meet(shut), rehearse(shut)) == ([], [])
    assert meetings.eve(PLAN, shut, NOW) is None


def test_a_meeting_that_is_agreed_goes_on_while_an_outreach_waits() -> None:
    waits = ready(planned(without=("place",)), contact={"attempts": (Attempt(at=at(18)),), "sent_at": at(18)})

    assert meet(waits) == [("M4", on(19))]
    assert rehearse(replace(waits, ledgers=planned(without=("no",)))) == [("S1", on(19))]


def test_a_catalogue_without_these_questions_asks_none() -> None:
    without = replace(PLAN, prompts={name: one for name, one in PLAN.prompts.items() if name[0] != "M"})

    assert meet(ready(planned(without=("place",))), plan=without) == []
    assert meetings.of_its_day(without, a_standing(ready(planned())), NOW) is None


# -- what to say -------------------------------------------------------------------------------------------------------


def test_nothing_is_rehearsed_for_somebody_who_has_not_answered_and_agreed_to_nothing() -> None:
    assert rehearse(ready(contact={"replies": (), "wrote_at": None})) == []
    assert rehearse(ready()) == [("S1", on(10))]


def test_points_wait_for_the_plan_where_a_meeting_is_agreed() -> None:
    assert rehearse(ready(planned(without=("later",)))) == []
    assert rehearse(ready(planned())) == [("S1", on(19))]


def test_many_points_are_sorted_first_and_the_line_for_a_no_comes_before_the_cards() -> None:
    many = with_cards(planned(), *(a_card(number) for number in range(50, 56)))
    no_line = with_cards(planned(without=("no",)), a_card())

    assert rehearse(ready(many)) == [("S2", on(19))]
    assert rehearse(ready(no_line)) == [("S8", on(19))]
    assert rehearse(ready(no_line), at(31, 9)) == [("S3", on(20))]


def test_a_card_is_said_on_its_day_and_last_on_the_day_before() -> None:
    bond = ready(with_cards(planned(), a_card(last=on(28), days=9), timed=on(20)))

    assert rehearse(bond) == [("S3", on(29))]
    assert rehearse(bond, at(31, 9)) == [("S3", on(29))]
    assert rehearse(bond, at(32, 9)) == []


def test_once_through_by_the_clock_when_every_card_has_been_said_and_another_try_before_a_later_meeting() -> None:
    known = with_cards(planned(), a_card(last=on(19), days=9))
    later = replace(known, meet=replace(known.meet, held=1))

    assert rehearse(ready(known)) == [("S10", on(19))]
    assert rehearse(ready(replace(known, rehearse=replace(known.rehearse, timed=on(19))))) == [("S3", on(22))]
    timed = replace(later, rehearse=replace(later.rehearse, timed=on(19)))
    assert rehearse(ready(timed, profile=Profile.FORMER_PARTNER)) == [("S13", on(19))]
    assert rehearse(ready(timed)) == [("S3", on(22))]


def test_without_a_meeting_one_a_week_shapes_what_to_say_until_it_rests() -> None:
    known = with_cards(Ledgers(), a_card(last=on(19), days=21))
    week = {"rehearse": a_track(last=on(19))}

    assert rehearse(ready(known)) == [("S4", on(10))]
    assert rehearse(ready(known, tracks=week)) == [("S4", on(26))]
    assert rehearse(ready(known, tracks=week, prompts=answered_on(19, "S4"))) == [("S5", on(26))]
    assert rehearse(ready(replace(known, rehearse=replace(known.rehearse, good=3)))) == []
    assert rehearse(ready(replace(known, rehearse=replace(known.rehearse, rests=True)))) == []


def test_what_an_answer_leads_to_is_rehearsed_on_its_day() -> None:
    known = with_cards(Ledgers(), a_card(last=on(19), days=21), good=3)

    assert rehearse(ready(known, asks={"S10": on(22)})) == [("S10", on(22))]


# -- what goes before, and what is kept --------------------------------------------------------------------------------


def rank(bond: BondStanding, family: Family) -> int:
    return choosing.candidates_of(PLAN, a_standing(bond), bond, family, NOW)[0].rank


def test_a_near_meeting_goes_before_what_was_begun_and_one_that_was_asked_for_with_it() -> None:
    near, far = planned(without=("place",)), planned(without=("place",), day=60)
    asked = planned(agreed=None, asked=on(15), day=None, without=tuple(TEXTS))

    assert (rank(ready(near), Family.MEET), rank(ready(with_cards(planned(), a_card())), Family.REHEARSE)) == (2, 2)
    assert (rank(ready(far), Family.MEET), rank(ready(with_cards(far, a_card())), Family.REHEARSE)) == (1, 0)
    assert rank(ready(asked), Family.MEET) == 1
    assert rank(ready(contact=WARM), Family.MEET) == 0
    assert rank(ready(contact=WARM, asks={"M11": on(16)}), Family.MEET) == 1


def spent(*days: int) -> tuple[Sent, ...]:
    return tuple(Sent(at=at(day, 19), halves=2, check_in=day) for day in days)


def test_one_is_kept_for_the_last_rehearsal_on_the_day_before() -> None:
    bond = ready(with_cards(planned(), a_card(last=on(27), days=2), timed=on(20)))
    tired = a_standing(bond, sent=spent(26, 27, 28), last_sent_at=at(28, 19), settled_at=at(28, 20))

    found = planning.next_ask(PLAN, tired, at(29, 9))

    assert found is not None
    assert (found.prompt, found.on) == ("S3", on(31))


def test_on_its_day_nothing_else_is_asked() -> None:
    bond = ready(with_cards(planned(day=21), a_card(last=on(20), days=9)))

    found = planning.next_ask(PLAN, a_standing(bond), at(21, 9))

    assert found is not None
    assert found.on > on(21)


# -- its day -----------------------------------------------------------------------------------------------------------


def of_its_day(ledgers: Ledgers, now: datetime, **changes: Any) -> DuePrompt | None:
    return meetings.of_its_day(PLAN, a_standing(ready(ledgers), **changes), now)


@pytest.mark.parametrize(
    ("hour", "before", "after", "later"),
    [
        (time(15), at(32, 13), at(32, 18.75), at(34, 15.75)),
        (time(10), at(31, 20 + 55 / 60), at(32, 13.75), at(34, 10.75)),
        (time(8), at(31, 20 + 55 / 60), at(32, 11.75), at(34, 9)),
        (time(20), at(32, 18), at(33, 9), at(34, 20.75)),
        (time(23), at(32, 20 + 55 / 60), at(33, 9), at(35, 9)),
        (None, at(32, 10), at(32, 15.75), at(34, 12.75)),
    ],
)
def test_the_three_of_its_day_come_at_their_hours_and_never_in_quiet_ones(
    hour: time | None, before: datetime, after: datetime, later: datetime
) -> None:
    first = of_its_day(planned(hour=hour), at(30))
    second = of_its_day(planned(hour=hour, came=("M8",)), before)
    third = of_its_day(planned(hour=hour, came=("M8", "M9"), held=True), after)

    assert [(one.prompt, one.at) for one in (first, second, third) if one is not None] == [
        ("M8", before),
        ("M9", after),
        ("M10", later),
    ]


def test_what_the_program_slept_through_comes_late_and_not_when_it_makes_no_sense() -> None:
    late, over = of_its_day(planned(), at(32, 14)), of_its_day(planned(), at(32, 15))

    assert late is not None
    assert over is not None
    assert (late.prompt, late.at, late.until) == ("M8", at(32, 14), at(32, 15))
    assert over.prompt == "M9"
    assert of_its_day(planned(came=("M8",)), at(34, 18)) is None
    night = of_its_day(planned(came=("M8",)), at(33, 2))
    assert night is not None
    assert night.at == at(33, 9)


def test_a_pause_a_hush_and_a_door_keep_them_back() -> None:
    shut = ready(planned(), contact={"hold_at": at(30)})

    assert of_its_day(planned(), at(30), paused_at=at(29)) is None
    assert of_its_day(planned(), at(30), unanswered=6) is None
    assert meetings.of_its_day(PLAN, a_standing(shut), at(31)) is None
    assert meetings.of_its_day(PLAN, replace(a_standing(ready(planned())), began_at=None), at(31)) is None
    assert of_its_day(planned(agreed=None), at(30)) is None
    assert of_its_day(planned(day=None), at(30)) is None
    waits = of_its_day(planned(), at(30), paused_at=at(29), paused_until=at(32, 14))
    assert waits is not None
    assert waits.at == at(32, 14)
    assert of_its_day(planned(came=("M8", "M9")), at(30)) is None


def test_they_go_out_beside_the_budget_and_count_for_what_follows() -> None:
    full = a_standing(ready(planned()), sent=spent(28, 29, 30, 31), last_sent_at=at(31, 19))

    decision = planning.plan(PLAN, full, at(32, 13))

    assert [due.prompt for due in decision.due] == ["M8"]
    assert planning.plan(PLAN, full, at(32, 12)).wake == at(32, 13)


def test_nothing_is_known_of_a_contact_that_began_with_nothing() -> None:
    bond = a_settled_bond(contact=a_contact(), ledgers=Ledgers(meet=MeetLedger(open=Meeting(id=1))))

    assert not gates.is_invited(PLAN, bond, NOW)
    assert len(CHECKS) == 7
    assert isinstance(a_standing(bond), Standing)
    assert meetings.quiet_days(PLAN, (bond,), NOW + timedelta(days=1)) == frozenset()
