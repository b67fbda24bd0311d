"""The keeper's own part: what was done, what it may have been like, and a change that can be seen.

An apology is never counted. What counts is dated: the moments in which the change was there, and those in which the old
way came back. A change is worked on for twelve weeks, and asked about less often the more often it was there.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from tending.core.entries import Entry, Owned
from tending.core.frozen import replace
from tending.core.ledgers.rows import said, text_of
from tending.core.model import Value
from tending.core.values import dataclass

WORKED_ON = timedelta(weeks=12)
MONTH = timedelta(days=28)
SAY_FROM = 5
EVERY, MOST_DAYS = 5, 14
SLOWER, AFTER = 1.5, 5
MOMENTS_MOST = 60
RESPONSIBILITY = "my part"
PARTS = ("regret", "what happened", RESPONSIBILITY, "what changes", "how I repair")


@dataclass(frozen=True, kw_only=True)
class Moment:
    """The change was there, or the old way came back."""

    on: date
    did: bool
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that was done, and what became of it. `id` is the number of the entry that names it.

    `impact` is what it was like for them: a guess, until they said so (`confirmed`). `since` is when the change was
    set. `closed`: it has been named fully, and saying it again would be for oneself.
    """

    id: int
    act: str
    named: date
    impact: str = ""
    confirmed: bool = False
    text: str = ""
    since: date | None = None
    moments: tuple[Moment, ...] = ()
    plan: str = ""
    parts: tuple[str, ...] = ()
    closed: date | None = None

    def is_worked_on(self, day: date) -> bool:
        return self.since is not None and day < self.since + WORKED_ON

    def is_current(self, day: date) -> bool:
        """Whether there is something left to do about it: its change is worked on, or it has none yet."""
        return self.is_worked_on(day) or (self.closed is None and self.since is None)

    @property
    def did(self) -> int:
        return sum(one.did for one in self.moments)


@dataclass(frozen=True, kw_only=True)
class AccountLedger:
    """What planning needs: the act that was named last, and the change that was set last with its moments."""

    newest: Change | None = None
    change: Change | None = None


def stepped(rows: Mapping[int, Change], entry: Entry, fact: Owned) -> dict[int, Change]:
    """The rows after one more fact."""
    if fact.what == "act":
        return {**rows, entry.seq: _named(entry, fact)}
    if fact.of not in rows:
        return dict(rows)
    return {**rows, fact.of: _changed(rows[fact.of], fact)}


def _named(entry: Entry, fact: Owned) -> Change:
    """An act; a command names its impact and its change along with it."""
    impact, change = str(fact.values.get("impact", "")), str(fact.values.get("change", ""))
    return Change(
        id=entry.seq,
        act=text_of(fact),
        named=fact.on,
        impact=impact,
        confirmed=fact.values.get("confirmed") is True,
        text=change,
        since=fact.on if change else None,
    )


def _changed(one: Change, fact: Owned) -> Change:
    match fact.what:
        case "impact":
            return replace(one, impact=text_of(fact), confirmed=fact.values.get("confirmed") is True)
        case "change":
            return replace(one, text=text_of(fact), since=fact.on)
        case "evidence" | "slip":
            moment = Moment(on=fact.on, did=fact.what == "evidence", text=fact.text if not fact.values else "")
            return replace(one, moments=(*one.moments, moment))
        case "plan":
            return replace(one, plan=text_of(fact))
        case "parts":
            return replace(one, parts=tuple(part for part in PARTS if part in _chosen(fact)))
        case "closed":
            return replace(one, closed=fact.on)
        case _:
            return one


def _chosen(fact: Owned) -> Sequence[str]:
    chosen = fact.values.get("checklist", ())
    return chosen if isinstance(chosen, list) else (said(fact),)


def missing(chosen: Collection[Value]) -> tuple[str, ...]:
    """The parts that an apology does not hold yet (Lewicki 2016); asking pardon is the sixth, and needs not be."""
    return tuple(part for part in PARTS if part not in chosen)


def apply(ledger: AccountLedger, entry: Entry, fact: Owned) -> AccountLedger:
    known = {one.id: one for one in (ledger.newest, ledger.change) if one is not None}
    rows = stepped(known, entry, fact)
    newest = rows[entry.seq] if fact.what == "act" else ledger.newest and rows[ledger.newest.id]
    begun = rows.get(fact.of or entry.seq) if fact.what in {"act", "change"} else None
    change = begun if begun is not None and begun.since is not None else ledger.change and rows[ledger.change.id]
    return AccountLedger(newest=newest and _carried(newest), change=change and _carried(change))


def _carried(one: Change) -> Change:
    """With its latest moments, without their words."""
    kept = one.moments[-MOMENTS_MOST:]
    return replace(one, moments=tuple(replace(moment, text="") for moment in kept))


def all_rows(entries: Iterable[Entry]) -> tuple[Change, ...]:
    """Everything that was named, the oldest first."""
    rows: dict[int, Change] = {}
    for entry in entries:
        if isinstance(entry.payload, Owned):
            rows = stepped(rows, entry, entry.payload)
    return tuple(rows.values())


# -- what it means for the questions -------------------------------------------------------------------------------


def facts(ledger: AccountLedger, day: date) -> frozenset[str]:
    return frozenset({"change-open"} if ledger.change is not None and ledger.change.is_worked_on(day) else ())


def changes(ledger: AccountLedger) -> Iterator[date]:
    if ledger.change is not None and ledger.change.since is not None:
        yield ledger.change.since + WORKED_ON


def fills(ledger: AccountLedger) -> dict[str, str]:
    return {"change": ledger.change.text} if ledger.change is not None and ledger.change.text else {}


def every(ledger: AccountLedger) -> int:
    """Days between two questions about the change: half as long again after each five times that it was there."""
    fives = ledger.change.did // AFTER if ledger.change is not None else 0
    return min(MOST_DAYS, math.ceil(EVERY * SLOWER**fives))


# -- what it shows -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Measures:
    """`share` is how often the change was there, `k` of `n` dated moments in the last 28 days; None below five."""

    worked_on: int
    k: int
    n: int
    share: float | None


def measures(rows: Sequence[Change], day: date) -> Measures:
    lately = [moment.did for one in rows for moment in one.moments if timedelta(0) <= day - moment.on < MONTH]
    share = sum(lately) / len(lately) if len(lately) >= SAY_FROM else None
    worked_on = sum(one.is_worked_on(day) for one in rows)
    return Measures(worked_on=worked_on, k=sum(lately), n=len(lately), share=share)
