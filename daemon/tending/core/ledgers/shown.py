"""Each ledger as it is shown, reported and carried along. A new one plugs in with one entry of `SHOWN`.

`rows` folds its entries into rows, oldest first; `figures` says what of it can be measured; `told` is one row in the
keeper's own words; `days` are its days for a calendar. A ledger without an entry here is carried along fact by fact.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from tending.core.entries import Entry, Owned, Promised, Wished
from tending.core.figures import Count, Figure, Levels, Mean, Portion
from tending.core.ledgers import account, promise
from tending.core.ledgers.account import Change
from tending.core.ledgers.promise import Promise
from tending.core.model import Family


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A row in words. `notes` are keys of the words by language, after `told-`, with what stands for `$what`."""

    on: date
    text: str
    until: date | None = None
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """What a calendar may hold of a row; without an `at` it is all day. `text` is the keeper's own."""

    id: int
    on: date
    text: str
    at: time | None = None
    minutes: int = 0


def _no_days(_: Sequence[Any]) -> tuple[Day, ...]:
    return ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    kind: str
    family: Family
    figures: Callable[[Sequence[Entry], date], Sequence[Figure]]
    rows: Callable[[Sequence[Entry]], Sequence[Any]]
    told: Callable[[Any], Told | None]
    days: Callable[[Sequence[Any]], Sequence[Day]] = _no_days


# -- promise -------------------------------------------------------------------------------------------------------


def _promise_figures(entries: Sequence[Entry], _: date) -> tuple[Figure, ...]:
    found = promise.measures(promise.all_rows(entries))
    outcomes = (Count(name=f"promise-{name}", n=found.outcomes[name]) for name in ("renegotiated", "released"))
    return (
        Portion(name="promise-kept", k=found.outcomes["kept"], n=found.n),
        Mean(name="promise-brier", total=(found.brier or 0.0) * found.brier_n, n=found.brier_n, unit="brier"),
        Count(name="promise-open", n=found.open),
        *outcomes,
    )


def _promise_told(one: Promise) -> Told:
    state = one.outcome or (f"waits-{one.waits}" if one.waits else "open")
    notes: list[tuple[str, str | None]] = [
        ("theirs", None if one.mine else ""),
        ("by", one.due.isoformat() if one.dated else None),
        ("sure", f"{one.sure:g}" if one.sure is not None else None),
        ("cue", one.cue or None),
        (state, one.closed.isoformat() if one.closed else ""),
        ("learned", one.learned or None),
    ]
    return Told(on=one.made, text=one.text, until=one.closed, notes=_said(notes))


def _promise_days(rows: Sequence[Promise]) -> tuple[Day, ...]:
    return tuple(Day(id=one.id, on=one.due, text=one.text) for one in rows if one.open and one.mine)


# -- account -------------------------------------------------------------------------------------------------------


def _account_figures(entries: Sequence[Entry], day: date) -> tuple[Figure, ...]:
    found = account.measures(account.all_rows(entries), day)
    return (
        Portion(name="account-there", k=found.k, n=found.n),
        Count(name="account-worked-on", n=found.worked_on),
    )


def _account_told(one: Change) -> Told:
    notes: list[tuple[str, str | None]] = [
        ("impact", one.impact or None),
        ("now", one.text or None),
        *(("there" if moment.did else "slip", f"{moment.on} {moment.text}".rstrip()) for moment in one.moments),
        ("plan", one.plan or None),
        ("parts", ", ".join(one.parts) or None),
    ]
    last = max((moment.on for moment in one.moments), default=one.closed or one.since)
    return Told(on=one.named, text=one.act, until=last, notes=_said(notes))


# -- wish ----------------------------------------------------------------------------------------------------------


def _levels(entries: Sequence[Entry]) -> Iterator[tuple[date, float]]:
    for entry in entries:
        fact = entry.payload
        if isinstance(fact, Wished) and fact.what == "level":
            yield from ((fact.on, float(one)) for one in fact.values.values() if isinstance(one, int | float))


def _wish_figures(entries: Sequence[Entry], _: date) -> tuple[Figure, ...]:
    return (Levels(name="wish-level", points=tuple(_levels(entries))),)


def _said(notes: Sequence[tuple[str, str | None]]) -> tuple[tuple[str, str], ...]:
    """What there is to be said; an empty text is a word without anything after it."""
    return tuple((key, what) for key, what in notes if what is not None)


SHOWN: tuple[Shown, ...] = (
    Shown(
        kind=Wished.kind,
        family=Family.WANT,
        figures=_wish_figures,
        rows=lambda entries: tuple({"on": on, "level": level} for on, level in _levels(entries)),
        told=lambda _: None,
    ),
    Shown(
        kind=Owned.kind,
        family=Family.ACCOUNT,
        figures=_account_figures,
        rows=account.all_rows,
        told=_account_told,
    ),
    Shown(
        kind=Promised.kind,
        family=Family.PROMISE,
        figures=_promise_figures,
        rows=promise.all_rows,
        told=_promise_told,
        days=_promise_days,
    ),
)
BY_KIND = {one.kind: one for one in SHOWN}
