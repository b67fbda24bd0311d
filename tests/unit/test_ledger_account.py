"""The keeper's own part: what was named, a change with dated moments, and how often it is asked about."""

from dataclasses import replace
from datetime import timedelta

import pytest

from builders import an_entry, at, on
from tending.core.entries import Entry, Owned
from tending.core.ledgers import account
from tending.core.ledgers.account import AccountLedger, Moment
from tending.core.model import Value


def fact(what: str, *, of: int = 2, day: int = 0, seq: int = 50, text: str = "", **values: Value) -> Entry:
    return an_entry(Owned(what=what, on=on(day), of=of, text=text, values=values), seq=seq, when=at(day), bond=1)


ACT = fact("act", of=0, seq=2, text="I shouted on Sunday")
CHANGE = fact("change", text="I leave the room first")


def a_ledger(*entries: Entry) -> AccountLedger:
    ledger = AccountLedger()
    for entry in entries:
        assert isinstance(entry.payload, Owned)
        ledger = account.apply(ledger, entry, entry.payload)
    return ledger


def moments(*days: int, what: str = "evidence") -> list[Entry]:
    return [fact(what, day=day) for day in days]


def test_what_was_named_gets_its_impact_change_plan_and_parts() -> None:
    entries = [
        ACT,
        fact("impact", text="small, perhaps"),
        CHANGE,
        fact("plan", text="if it gets loud, then I leave"),
        fact("parts", checklist=["regret", "my part"]),
        fact("closed", day=9, choice="for me"),
    ]

    [row] = account.all_rows(entries)

    assert (row.act, row.impact, row.text, row.since) == (
        "I shouted on Sunday",
        "small, perhaps",
        "I leave the room first",
        on(0),
    )
    assert (row.plan, row.parts, row.closed) == ("if it gets loud, then I leave", ("regret", "my part"), on(9))


def test_one_part_alone_is_a_part() -> None:
    [row] = account.all_rows([ACT, fact("parts", choice="regret")])

    assert row.parts == ("regret",)


def test_a_change_is_worked_on_for_twelve_weeks() -> None:
    ledger = a_ledger(ACT, CHANGE)

    assert account.facts(a_ledger(ACT), on(0)) == frozenset()
    assert account.facts(ledger, on(83)) == {"change-open"}
    assert account.facts(ledger, on(84)) == frozenset()
    assert account.fills(ledger) == {"change": "I leave the room first"}
    assert account.fills(a_ledger(ACT)) == {}


@pytest.mark.parametrize(("did", "days"), [(0, 5), (4, 5), (5, 8), (9, 8), (10, 12), (15, 14), (40, 14)])
def test_it_is_asked_about_less_the_more_often_it_was_there(did: int, days: int) -> None:
    assert account.every(a_ledger(ACT, CHANGE, *moments(*range(did)))) == days


def test_a_new_act_leaves_the_change_that_is_worked_on_where_it_is() -> None:
    second = fact("act", of=0, seq=9, text="I left without a word")

    ledger = a_ledger(ACT, CHANGE, second, fact("impact", of=9, text="cold"), fact("evidence", day=3))

    assert ledger.newest is not None
    assert ledger.change is not None
    assert (ledger.newest.id, ledger.newest.impact) == (9, "cold")
    assert (ledger.change.id, ledger.change.did) == (2, 1)
    assert a_ledger(ACT, CHANGE, second, fact("change", of=9, text="I say so")).change != ledger.change


def test_the_words_of_a_moment_stay_in_its_entry() -> None:
    slip = fact("slip", day=4, text="at dinner")

    ledger = a_ledger(ACT, CHANGE, slip)
    [row] = account.all_rows([ACT, CHANGE, slip])

    assert ledger.change is not None
    assert ledger.change.moments == (Moment(on=on(4), did=False),)
    assert row.moments == (Moment(on=on(4), did=False, text="at dinner"),)


def test_what_belongs_to_nothing_changes_nothing() -> None:
    assert a_ledger(ACT, fact("change", of=7, text="x")) == a_ledger(ACT)
    assert a_ledger(ACT, fact("other")) == a_ledger(ACT)
    assert a_ledger(fact("slip")) == AccountLedger()


def test_what_was_forgotten_is_no_row() -> None:
    assert account.all_rows([replace(ACT, payload=None)]) == ()


def test_the_share_is_of_four_weeks_and_from_five_moments_on() -> None:
    old, lately = moments(0, 1), [*moments(30, 32, 34), *moments(36, what="slip")]
    rows = account.all_rows([ACT, CHANGE, *old, *lately])
    more = account.all_rows([ACT, CHANGE, *old, *lately, *moments(38)])

    few, found = account.measures(rows, on(40)), account.measures(more, on(40))

    assert (few.n, few.share, few.worked_on) == (4, None, 1)
    assert (found.n, found.share) == (5, 4 / 5)
    assert account.measures(more, on(40) - timedelta(days=3)).n == 3 + 1 + 0
