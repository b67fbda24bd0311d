"""A meeting: who asked, what is known of it, when it is ready, and what calls it off."""

from datetime import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_bond, a_standing, an_entry, at, fold, on
from tending.core import entries as e
from tending.core.entries import Entry, Met, Payload
from tending.core.ledgers import meet
from tending.core.ledgers.meet import MeetLedger
from tending.core.model import Value


def told(what: str, text: str = "", *, day: int = 0, **values: Value) -> Met:
    return Met(what=what, on=on(day), text=text, values=values)


def a_ledger(*facts: Met) -> MeetLedger:
    ledger = MeetLedger()
    for seq, fact in enumerate(facts, start=2):
        ledger = meet.apply(ledger, entry_of(fact, seq), fact)
    return ledger


def entry_of(fact: Met, seq: int = 2) -> Entry:
    return an_entry(fact, seq=seq, when=at(0), bond=1)


ALL = (
    told("invitation", "come for coffee"),
    told("purpose", "to say what I own"),
    told("wording", choice="no"),
    told("place", "the quiet cafe"),
    told("end", date="2026-01-17T15:00", duration=60),
    told("exit", "I would rather stop here; the tram is near"),
    told("later", "whether we try again"),
    told("no", "Thank you for coming all the same"),
)


def test_it_is_ready_with_seven_of_seven_and_not_with_one_less() -> None:
    whole = a_ledger(*ALL)

    assert (meet.missing(whole, on(1)), meet.reason(whole, on(1))) == ((), "")
    for left_out in range(len(ALL)):
        less = a_ledger(*(fact for place, fact in enumerate(ALL) if place != left_out))
        assert meet.missing(less, on(1)), ALL[left_out].what


def test_without_an_invitation_or_a_yes_it_is_never_ready_whatever_else_is_known() -> None:
    ledger = a_ledger(*ALL[1:], told("ask", "a short walk?"))

    assert meet.missing(ledger, on(1)) == ("invitation",)
    assert meet.reason(ledger, on(1)) == "meet-uninvited"
    assert meet.missing(MeetLedger(), on(1)) == meet.CHECKS


@pytest.mark.parametrize(
    "fact",
    [
        told("wording", choice="yes"),
        told("wording", choice="partly"),
        told("purpose", "a last talk for closure, and I hope we get back together"),
    ],
)
def test_a_wording_that_would_leave_them_feeling_tricked_never_counts(fact: Met) -> None:
    ledger = a_ledger(*ALL, fact)

    assert meet.missing(ledger, on(1)) == ("purpose",)
    assert meet.reason(ledger, on(1)) == "meet-tricked"
    assert meet.remark(ledger, fact) == "meet-tricked"


def test_when_it_ends_is_forty_five_minutes_later_unless_said_and_ninety_at_most() -> None:
    plain, long = told("end", date="2026-01-17T15:00"), told("end", date="2026-01-17T15:00", duration=240)

    assert [(found.minutes, found.hour) for found in map(opened, (a_ledger(plain), a_ledger(long)))] == [
        (45, time(15)),
        (90, time(15)),
    ]
    assert meet.remark(a_ledger(long), long) == "meet-long"
    assert opened(a_ledger(plain, told("end", duration=30))).minutes == 30


def opened(ledger: MeetLedger) -> meet.Meeting:
    assert ledger.open is not None
    return ledger.open


@pytest.mark.parametrize(
    ("date", "says"), [("2026-01-17", "meet-no-hour"), ("2026-01-01T15:00", "meet-past"), ("", "meet-no-hour")]
)
def test_a_day_without_its_hour_or_one_that_is_over_is_asked_for_again(date: str, says: str) -> None:
    fact = told("end", date=date) if date else told("end")
    ledger = a_ledger(told("invitation", "yes"), fact)

    assert "when" in meet.missing(ledger, on(1))
    assert meet.remark(ledger, fact) == says


def test_an_ask_without_an_answer_in_two_weeks_is_a_no() -> None:
    asked = a_ledger(told("ask", "a short walk?"))

    assert meet.facts(asked, on(14)) == {"invited"}
    assert meet.facts(asked, on(15)) == frozenset()
    assert asked.last_ask == on(0)
    assert not meet.is_agreed(asked, on(1))


def test_what_is_known_of_it_follows_its_day() -> None:
    ledger = a_ledger(*ALL)

    assert meet.facts(ledger, on(5)) == {"invited", "meeting"}
    assert meet.facts(ledger, on(12)) == {"invited", "meeting", "meeting-today", "met"}
    assert meet.facts(ledger, on(13)) == {"invited", "meeting", "met"}
    assert meet.facts(ledger, on(27)) == frozenset()
    assert meet.facts(MeetLedger(held=1), on(1)) == {"met", "they-wrote"}


@pytest.mark.parametrize(("day", "near"), [(0, True), (11, True), (12, True), (13, False)])
def test_within_fourteen_days_it_is_near(day: int, near: bool) -> None:  # noqa: FBT001
    assert meet.is_near(a_ledger(*ALL), on(day)) is near


def test_far_away_it_is_not_near_and_without_a_day_it_is() -> None:
    far = a_ledger(told("invitation", "yes"), told("end", date="2026-03-01T15:00"))

    assert not meet.is_near(far, on(1))
    assert meet.is_near(a_ledger(told("invitation", "yes")), on(1))
    assert not meet.is_near(a_ledger(told("ask")), on(1))
    assert meet.day_of(a_ledger(told("ask")), on(1)) is None


def test_postponed_it_stays_agreed_and_its_day_is_asked_for_again() -> None:
    fact = told("postpone", choice="no")
    ledger = a_ledger(*ALL, fact)

    assert meet.missing(ledger, on(1)) == ("when",)
    assert meet.is_agreed(ledger, on(1))
    assert meet.remark(ledger, fact) == "meet-postponed"


def test_after_it_has_been_it_is_counted_and_the_next_begins_afresh() -> None:
    held = a_ledger(*ALL, told("done", "she asked for time", day=12))

    after = meet.apply(held, entry_of(told("after", day=14)), told("after", day=14))
    stale = meet.apply(held, entry_of(told("invitation", "again", day=60)), told("invitation", "again", day=60))

    assert (meet.day_of(held, on(12)), held.held) == (None, 0)
    assert (after.open, after.held) == (None, 1)
    assert (opened(stale).texts, stale.held) == ({"invitation": "again"}, 1)


def test_a_talk_that_came_by_itself_may_be_told_as_done() -> None:
    ledger = a_ledger(told("done", "we met at the market"))

    assert (opened(ledger).day, opened(ledger).agreed) == (on(0), on(0))


def test_no_invitation_after_all_ends_it() -> None:
    fact = told("off")

    assert a_ledger(told("ask"), fact).open is None
    assert meet.remark(a_ledger(told("ask"), fact), fact) == "meet-not-asked"
    assert meet.remark(a_ledger(told("ask")), told("ask")) == "meet-asked"


def test_what_a_command_told_is_not_asked_again() -> None:
    ledger = a_ledger(told("invitation", "yes"), told("place", "the quiet cafe"))

    assert meet.is_known(ledger, "M4", on(1))
    assert not meet.is_known(ledger, "M5", on(1))
    assert not meet.is_known(ledger, "M2", on(1))


def test_what_is_said_of_a_fact_is_what_follows() -> None:
    assert meet.remark(a_ledger(*ALL), ALL[-1]) == "meet-ready"
    assert meet.remark(a_ledger(*ALL[:3]), ALL[0]) == ""
    assert meet.remark(a_ledger(*ALL), told("done")) == ""
    assert meet.remark(MeetLedger(), told("place", "x")) == ""
    assert meet.asked(MeetLedger(), "M8") == MeetLedger()


@pytest.mark.parametrize(
    ("fact", "off"),
    [
        (e.Said(what="space", on=on(2)), True),
        (e.Said(what="no", on=on(2)), True),
        (e.Said(what="order", on=on(2)), True),
        (e.Marked(mark=e.MarkKind.UNSAFE), True),
        (e.Marked(mark=e.MarkKind.HOLD), False),
        (e.Said(what="they-wrote", on=on(2)), False),
    ],
)
def test_a_meeting_is_off_when_they_ask_for_peace_or_it_is_not_safe(fact: Payload, off: bool) -> None:  # noqa: FBT001
    standing = fold(a_standing(a_bond()), told("invitation", "yes"), fact)

    assert (standing.bond(1).ledgers.meet.open is None) is off


@given(st.lists(st.sampled_from([*ALL, told("postpone"), told("ask"), told("off"), told("after")]), max_size=30))
def test_whatever_is_told_in_any_order_it_is_ready_only_with_all_seven(facts: list[Any]) -> None:
    ledger = a_ledger(*facts)
    known = ledger.open

    ready = not meet.missing(ledger, on(1)) and not meet.reason(ledger, on(1))

    assert not ready or (known is not None and known.agreed and known.wording == "no" and len(known.texts) == 6)
