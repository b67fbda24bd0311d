"""Promises: what is small enough to be open, when each is looked back on, and what they come to."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import an_entry, at, on
from tending.core.entries import Entry, Promised
from tending.core.ledgers import promise
from tending.core.ledgers.promise import PromiseLedger
from tending.core.model import Value


def made(seq: int, text: str = "call on Sunday", *, day: int = 0, **values: Value) -> Entry:
    fact = Promised(what="new", on=on(day), text=text, values={"text": text, "percent": 95.0, **values})
    return an_entry(fact, seq=seq, when=at(day), bond=1)


def then(what: str, of: int, *, day: int = 1, text: str = "", values: dict[str, Value] | None = None) -> Entry:
    fact = Promised(what=what, on=on(day), of=of, text=text, values=values or {})
    return an_entry(fact, seq=50, when=at(day), bond=1)


def ended(of: int, outcome: str, *, day: int = 1) -> Entry:
    return then("outcome", of, day=day, values={"choice": outcome})


def a_ledger(*entries: Entry) -> PromiseLedger:
    ledger = PromiseLedger()
    for entry in entries:
        assert isinstance(entry.payload, Promised)
        ledger = promise.apply(ledger, entry, entry.payload)
    return ledger


@pytest.mark.parametrize(
    ("text", "sure", "why"),
    [
        ("always be nice", 99, "absolute"),
        ("I will never shout", 99, "absolute"),
        ("tell them everything", 99, "absolute"),
        ("nie wieder schreien", 99, "absolute"),
        ("call on Sunday", 89, "unsure"),
        ("call on Sunday", 90, ""),
        ("read the letter of the evergreen club", None, ""),
    ],
)
def test_a_promise_is_small_when_it_can_be_kept(text: str, sure: float | None, why: str) -> None:
    assert promise.too_large(text, sure) == why


def test_it_is_looked_back_on_on_its_day_or_a_week_later() -> None:
    dated, undated = made(2, date="2026-01-20"), made(3)

    rows = a_ledger(dated, undated).mine

    assert [(one.id, one.due, one.dated) for one in rows] == [(3, on(7), False), (2, date(2026, 1, 20), True)]


def test_one_that_is_too_large_does_not_count_until_it_is_made_smaller() -> None:
    unsure = made(2, percent=60.0)

    smaller = a_ledger(unsure, then("smaller", 2, text="one call", values={"list": ["one call"]}))
    still = a_ledger(unsure, then("smaller", 2, text="always call"))

    assert a_ledger(unsure).mine == ()
    assert [(one.text, one.sure) for one in smaller.mine] == [("one call", 90.0)]
    assert still.mine == ()
    assert promise.remark(still, 2, "smaller") == "promise-still-large"


def test_a_fourth_waits_for_room_and_is_open_once_there_is_some() -> None:
    four = [made(seq) for seq in (2, 3, 4, 5)]

    full, room = a_ledger(*four), a_ledger(*four, ended(3, "released"))

    assert [one.id for one in full.mine] == [2, 3, 4]
    assert promise.remark(full, 5, "new") == "promise-waits"
    assert promise.facts(full, on(0)) == {"promise-open", "promises-full"}
    assert [one.id for one in room.mine] == [2, 4, 5]


def test_theirs_are_noted_and_never_asked_about() -> None:
    ledger = a_ledger(made(2, theirs=True))

    assert ledger.mine == ()
    assert [(one.mine, one.sure) for one in ledger.rows] == [(False, None)]


def test_each_is_asked_about_once_and_stays_open_until_the_keeper_says_how_it_went() -> None:
    ledger = a_ledger(made(2), made(3, day=1))

    asked = promise.asked(ledger, 2)

    assert promise.due(ledger) == ledger.mine[0]
    assert (following := promise.due(asked)) is not None
    assert following.id == 3
    assert [one.open for one in asked.mine] == [True, True]
    assert "promise-due" in promise.facts(ledger, on(7))
    assert "promise-due" not in promise.facts(asked, on(7))
    assert promise.fills(ledger, 2)["promise"] == "call on Sunday"


def test_a_day_and_a_moment_are_added_to_it() -> None:
    ledger = a_ledger(made(2), then("when", 2, values={"if-then": "if it rings", "date": "2026-02-01T00:00:00"}))

    [row] = ledger.mine

    assert (row.cue, row.due, row.dated) == ("if it rings", date(2026, 2, 1), True)


def test_what_got_in_the_way_belongs_to_the_one_that_slipped() -> None:
    entries = [
        made(2),
        ended(2, "broken"),
        then("change", 2, text="too tired"),
        then("told", 2, values={"choice": "told"}),
    ]

    [row] = promise.all_rows(entries)

    assert (row.outcome, row.learned, row.told, row.closed) == ("broken", "too tired", "told", on(1))
    assert a_ledger(*entries[:2]).slipped == 2


def test_the_one_that_was_chosen_comes_first() -> None:
    ledger = a_ledger(made(2, "call"), made(3, "cook"), then("choice", 0, values={"choice": "cook"}))

    assert [(one.text, one.first) for one in ledger.mine] == [("call", False), ("cook", True)]


def test_what_is_said_of_no_promise_changes_none() -> None:
    ledger = a_ledger(made(2))

    assert a_ledger(made(2), ended(9, "kept")).rows == ledger.rows
    assert a_ledger(made(2), then("pattern", 2, text="sundays")).rows == ledger.rows


def test_the_last_four_weeks_are_counted_from_five_reviews_on() -> None:
    lived = [one for day in range(0, 60, 10) for one in (made(day + 2, day=day), ended(day + 2, "kept", day=day + 5))]

    ledger = a_ledger(*lived)

    assert (ledger.reviewed, len(ledger.month)) == (6, 3)
    assert "promise-reviews" in promise.facts(ledger, on(56))
    assert promise.fills(ledger, 0) == {"k": "3", "n": "3"}


def test_what_the_kept_ones_have_in_common_is_not_asked_where_none_was_kept() -> None:
    slipped = a_ledger(
        *(one for day in range(5) for one in (made(day + 2, day=day), ended(day + 2, "broken", day=day)))
    )

    assert "promise-reviews" not in promise.facts(slipped, on(6))


def test_ten_outcomes_give_the_rate_and_the_score_worked_out_by_hand() -> None:
    sure = [90, 90, 95, 95, 100, 100, 90, 95, 90, 92]
    outcomes = ["kept", "broken", "kept", "partly", "kept", "broken", "kept", "kept", "renegotiated", "released"]
    entries = [made(10 + place, percent=float(percent)) for place, percent in enumerate(sure)]
    entries += [ended(10 + place, outcome) for place, outcome in enumerate(outcomes)]

    found = promise.measures(promise.all_rows(entries))

    # kept 5 of 8; Brier: (.01 + .81 + .0025 + .2025 + 0 + 1 + .01 + .0025) / 8
    assert (found.n, found.rate, found.brier_n) == (8, 5 / 8, 8)
    assert found.brier == pytest.approx(2.0375 / 8)
    assert found.outcomes == {"kept": 5, "partly": 1, "broken": 2, "renegotiated": 1, "released": 1}


def test_nothing_is_measured_where_there_is_nothing() -> None:
    found = promise.measures([])

    assert (found.rate, found.brier, found.n) == (None, None, 0)


@given(st.lists(st.tuples(st.sampled_from(("new", "kept", "broken", "released")), st.integers(0, 12)), max_size=40))
def test_never_more_than_three_are_open_and_what_is_carried_is_the_whole(
    events: list[tuple[str, int]],
) -> None:
    entries = []
    for day, (what, which) in enumerate(events, start=1):
        seq = day + 1
        entries.append(made(seq, day=day) if what == "new" else ended(which, what, day=day))

    carried, whole = a_ledger(*entries), promise.all_rows(entries)

    assert len(carried.mine) <= promise.MOST_OPEN
    assert {one.id for one in carried.mine} == {one.id for one in whole if one.open}
    assert carried.reviewed == sum(one.outcome in promise.WORTH for one in whole)
