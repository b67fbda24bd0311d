"""Dates ahead: when each comes round, asked about ten days before, once, and never on the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import an_entry, at, on
from tending.core.entries import Dated
from tending.core.ledgers import occasion
from tending.core.ledgers.occasion import Occasion, OccasionLedger


def added(ledger: OccasionLedger, seq: int, day: str, *, yearly: bool = False, logged: int = 0) -> OccasionLedger:
    fact = Dated(what="add", on=on(logged), text=f"day {seq}", values={"date": day, "yearly": yearly})
    return occasion.apply(ledger, an_entry(fact, seq=seq, when=at(logged), bond=1), fact)


EMPTY = OccasionLedger()
DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "known"),
    [
        ("2026-01-17", set()),
        ("2026-01-18", {"occasion"}),
        ("2026-01-26", {"occasion"}),
        ("2026-01-27", set()),
        ("2026-01-28", set()),
    ],
)
def test_it_is_near_from_ten_days_before_until_two(day: str, known: set[str]) -> None:
    ledger = added(EMPTY, 2, "2026-01-28")

    assert occasion.facts(ledger, date.fromisoformat(day)) == known


def test_it_is_asked_about_once_each_time_it_comes_round() -> None:
    ledger = occasion.asked(added(EMPTY, 2, "2026-01-28", yearly=True), 2, date(2026, 1, 20))

    this_year, next_year = occasion.facts(ledger, date(2026, 1, 21)), occasion.facts(ledger, date(2027, 1, 20))

    assert this_year == frozenset()
    assert next_year == {"occasion"}
    assert occasion.fills(ledger, 2) == {"occasion": "day 2"}
    assert occasion.fills(ledger, 9) == {}


def test_a_leap_day_is_kept_on_the_last_of_february() -> None:
    born = Occasion(id=2, text="x", day=date(2024, 2, 29), yearly=True)

    assert [born.next_on(date(year, 1, 1)) for year in (2026, 2028)] == [date(2026, 2, 28), date(2028, 2, 29)]


def test_what_is_over_goes_when_something_is_entered_and_one_can_be_taken_away() -> None:
    ledger = added(added(EMPTY, 2, "2026-01-08"), 3, "2026-02-01", logged=10)
    fact = Dated(what="remove", on=on(11), of=3)

    gone = occasion.apply(ledger, an_entry(fact, seq=4, when=at(11), bond=1), fact)

    assert [one.id for one in ledger.rows] == [3]
    assert gone.rows == ()


def test_the_nearest_is_first() -> None:
    ledger = added(added(EMPTY, 2, "2026-03-01"), 3, "2025-02-01", yearly=True)

    found = occasion.upcoming(ledger, on(0))

    assert found is not None
    assert (found[0], found[1].id) == (date(2026, 1, 22), 3)
    assert [(day, one.id) for day, one in occasion.listed(ledger.rows, on(0))] == [
        (date(2026, 2, 1), 3),
        (date(2026, 3, 1), 2),
    ]
    assert occasion.upcoming(EMPTY, on(0)) is None


@given(st.builds(Occasion, id=st.just(2), text=st.just("x"), day=DAYS, yearly=st.booleans()), st.integers(0, 800))
def test_it_never_comes_round_before_the_day_it_is_looked_for(one: Occasion, later: int) -> None:
    looked = date(2025, 6, 1) + timedelta(days=later)

    found = one.next_on(looked)

    assert found is None or (found >= looked and found >= one.day)
    assert (found is not None) or not one.yearly
