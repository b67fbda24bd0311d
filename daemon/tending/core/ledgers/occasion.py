"""Dates ahead that the keeper entered. Each is asked about ten days before, and never on the day."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from tending.core.entries import Dated, Entry
from tending.core.frozen import replace
from tending.core.values import dataclass

AHEAD, CLOSED_BY = timedelta(days=10), timedelta(days=2)
MOST = 30
LEAP_DAY = (2, 29)


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """`id` is the number of its entry. `asked` is the date of the last time it came round that was asked about."""

    id: int
    text: str
    day: date
    yearly: bool = False
    asked: date | None = None

    def next_on(self, day: date) -> date | None:
        """When it comes round next, that day itself included; None when it is over."""
        if not self.yearly:
            return self.day if self.day >= day else None
        years = (self._in(year) for year in (max(day.year, self.day.year), max(day.year, self.day.year) + 1))
        return next(one for one in years if one >= max(day, self.day))

    def _in(self, year: int) -> date:
        if (self.day.month, self.day.day) == LEAP_DAY:
            return date(year, 3, 1) - timedelta(days=1)
        return self.day.replace(year=year)


@dataclass(frozen=True, kw_only=True)
class Entered:
    """A date as it was entered `on` a day, whether it is still ahead or over."""

    id: int
    on: date
    text: str
    day: date
    yearly: bool


@dataclass(frozen=True, kw_only=True)
class OccasionLedger:
    """The dates that are still to come, as they were entered."""

    rows: tuple[Occasion, ...] = ()


def stepped(rows: Mapping[int, Occasion], entry: Entry, fact: Dated) -> dict[int, Occasion]:
    """The rows after one more fact; one that was removed, or was over when something was entered, is gone."""
    left = {number: one for number, one in rows.items() if number != fact.of and one.next_on(fact.on) is not None}
    if fact.what != "add":
        return left
    one = _entered(entry, fact)
    return {**left, entry.seq: Occasion(id=one.id, text=one.text, day=one.day, yearly=one.yearly)}


def _entered(entry: Entry, fact: Dated) -> Entered:
    day, yearly = date.fromisoformat(str(fact.values["date"])), fact.values.get("yearly") is True
    return Entered(id=entry.seq, on=fact.on, text=fact.text, day=day, yearly=yearly)


def all_rows(entries: Iterable[Entry]) -> tuple[Entered, ...]:
    """Every date that was entered and not removed, the oldest first."""
    rows: dict[int, Entered] = {}
    for entry in entries:
        if isinstance(fact := entry.payload, Dated):
            rows = rows | {entry.seq: _entered(entry, fact)} if fact.what == "add" else _without(rows, fact.of)
    return tuple(rows.values())


def _without(rows: Mapping[int, Entered], number: int) -> dict[int, Entered]:
    return {one.id: one for one in rows.values() if one.id != number}


def apply(ledger: OccasionLedger, entry: Entry, fact: Dated) -> OccasionLedger:
    rows = stepped({one.id: one for one in ledger.rows}, entry, fact)
    return OccasionLedger(rows=tuple(rows.values())[-MOST:])


def asked(ledger: OccasionLedger, number: int, day: date) -> OccasionLedger:
    """Asked about on a local date: not again for the same time."""
    rows = (replace(one, asked=one.next_on(day)) if one.id == number else one for one in ledger.rows)
    return OccasionLedger(rows=tuple(rows))


def upcoming(ledger: OccasionLedger, day: date) -> tuple[date, Occasion] | None:
    """The next one to ask about, and the first local date for it: early enough that the question is closed by then."""
    found = [
        (on - AHEAD, one) for one in ledger.rows if (on := one.next_on(day + CLOSED_BY)) is not None and on != one.asked
    ]
    return min(found, key=lambda pair: (pair[0], pair[1].id), default=None)


def facts(ledger: OccasionLedger, day: date) -> frozenset[str]:
    following = upcoming(ledger, day)
    return frozenset({"occasion"} if following is not None and following[0] <= day else ())


def fills(ledger: OccasionLedger, about: int) -> dict[str, str]:
    text = next((one.text for one in ledger.rows if one.id == about), "")
    return {"occasion": text} if text else {}


def listed(rows: Iterable[Occasion], day: date) -> list[tuple[date, Occasion]]:
    """Those still to come, the nearest first."""
    known = [(on, one) for one in rows if (on := one.next_on(day)) is not None]
    return sorted(known, key=lambda pair: (pair[0], pair[1].id))
