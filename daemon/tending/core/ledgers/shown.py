"""Each ledger as it is shown, reported and carried along. A new one plugs in with one entry of `SHOWN`.

`rows` folds its entries into rows, oldest first; `figures` says what of it can be measured; `told` is one row in the
keeper's own words; `days` are those that stand open, for a calendar.
"""

from collections.abc import Callable, Sequence
from datetime import date, time
from typing import Any

from tending.core.entries import (
    Dated,
    Entry,
    Held,
    HeldKept,
    Listened,
    Met,
    Moved,
    Owned,
    Promised,
    Reached,
    Rehearsed,
    Said,
    Wished,
)
from tending.core.figures import Count, Figure, Levels, Mean, Portion
from tending.core.ledgers import Ledgers, account, hold, listen, meet, moving, occasion, promise, reach, rehearse, wish
from tending.core.ledgers.account import Change
from tending.core.ledgers.listen import Line
from tending.core.ledgers.meet import Meeting, MeetLedger
from tending.core.ledgers.moving import Step
from tending.core.ledgers.occasion import Entered
from tending.core.ledgers.promise import Promise
from tending.core.ledgers.reach import Contact, Parked
from tending.core.ledgers.rehearse import Card
from tending.core.ledgers.rows import text_of
from tending.core.model import Family
from tending.core.values import dataclass


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


def _no_days(_: Ledgers, __: date) -> tuple[Day, ...]:
    return ()


def untold(_: object) -> None:
    """Of a ledger that no report holds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """`kind` is the name of the ledger, and the kind of its entries unless `kinds` names others."""

    kind: str
    family: Family
    figures: Callable[[Sequence[Entry], date], Sequence[Figure]]
    rows: Callable[[Sequence[Entry]], Sequence[Any]]
    told: Callable[[Any], Told | None]
    days: Callable[[Ledgers, date], Sequence[Day]] = _no_days
    kinds: tuple[str, ...] = ()

    @property
    def made_of(self) -> tuple[str, ...]:
        return self.kinds or (self.kind,)

    def of(self, entries: Sequence[Entry]) -> list[Entry]:
        """Those that it is made of."""
        return [one for one in entries if one.kind in self.made_of]


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


def _promise_days(ledgers: Ledgers, _: date) -> tuple[Day, ...]:
    return tuple(Day(id=one.id, on=one.due, text=one.text) for one in ledgers.promise.mine)


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


def _wishes(entries: Sequence[Entry]) -> tuple[Wished, ...]:
    return tuple(entry.payload for entry in entries if isinstance(entry.payload, Wished))


def _wish_figures(entries: Sequence[Entry], day: date) -> tuple[Figure, ...]:
    """How strong it was in whole weeks, as the ledger has it. Which way the answers lean is for `wish` to show."""
    said = (one for one in _wishes(entries) if one.what == "level")
    levels = [(one.on, float(level)) for one in said for level in one.values.values() if isinstance(level, int | float)]
    drift = wish.drift(levels, day)
    return (Levels(name="wish-level", n=drift.n, means=tuple(week.mean for week in drift.weeks)),)


def _wish_told(one: Wished) -> Told | None:
    return Told(on=one.on, text=text_of(one)) if one.what == "line" else None


# -- moving --------------------------------------------------------------------------------------------------------


def _moving_figures(entries: Sequence[Entry], day: date) -> tuple[Figure, ...]:
    found = moving.measures(moving.all_rows(entries), 0, day)
    halves = Mean(name="moving-half-life", total=(found.half_life or 0.0) * found.urges, n=found.urges, unit="halving")
    return (
        Count(name="moving-done", n=found.done),
        Portion(name="moving-passed", k=round((found.passed or 0.0) * found.urges_told), n=found.urges_told),
        *([halves] if found.half_life is not None else []),
        Count(name="moving-people", n=found.people),
    )


def _moving_told(one: Step) -> Told:
    level = str(one.level) if one.level is not None else None
    notes: list[tuple[str, str | None]] = [
        (f"moving-{one.what}", ""),
        ("moving-level", level),
        ("moving-passed" if one.passed else "moving-stayed", "" if one.passed is not None else None),
    ]
    return Told(on=one.on, text="" if one.text == level else one.text, notes=_said(notes))


# -- meet ----------------------------------------------------------------------------------------------------------


def _meetings(entries: Sequence[Entry]) -> tuple[Meeting, ...]:
    """Every meeting there ever was a word of, the oldest first."""
    ledger, rows = MeetLedger(), dict[int, Meeting]()
    for entry in entries:
        if isinstance(entry.payload, Met):
            ledger = meet.apply(ledger, entry, entry.payload)
            rows |= {ledger.open.id: ledger.open} if ledger.open is not None else {}
    return tuple(rows.values())


def _meet_figures(entries: Sequence[Entry], _: date) -> tuple[Figure, ...]:
    return (Count(name="meet-held", n=sum(one.held for one in _meetings(entries))),)


def _meet_told(one: Meeting) -> Told | None:
    days = [day for day in (one.asked, one.agreed, one.day) if day is not None]
    if not days and not one.texts:
        return None
    notes = [("meet-asked", one.asked.isoformat() if one.asked else None)]
    notes += [(f"meet-{name}", one.texts.get(name)) for name in meet.CHECKS if name in meet.TEXTS]
    notes.append(("meet-held" if one.held else "meet-on", one.day.isoformat() if one.day else None))
    return Told(on=min(days, default=date.min), text="", until=max(days, default=date.max), notes=_said(notes))


def _meet_days(ledgers: Ledgers, day: date) -> tuple[Day, ...]:
    """Of the standing alone: a meeting that is off, because they asked for peace, is in no calendar."""
    known = ledgers.meet.at(day)
    if known is None or known.agreed is None or known.day is None or known.held:
        return ()
    return (Day(id=known.id, on=known.day, text=known.texts.get("place", ""), at=known.hour, minutes=known.minutes),)


# -- rehearse ------------------------------------------------------------------------------------------------------


def _rehearse_figures(entries: Sequence[Entry], _: date) -> tuple[Figure, ...]:
    found = rehearse.measures(entries)
    return (
        Portion(name="rehearse-recall", k=round((found.recall or 0.0) * found.n), n=found.n),
        Mean(name="rehearse-minutes", total=(found.minutes or 0.0) * found.timed, n=found.timed, unit="minutes"),
        Count(name="rehearse-points", n=found.cards),
    )


def _rehearse_told(one: Card) -> Told:
    return Told(on=one.made, text=one.cue, until=one.last, notes=_said([("answer", one.answer or None)]))


# -- listen --------------------------------------------------------------------------------------------------------


def _listen_figures(entries: Sequence[Entry], _: date) -> tuple[Figure, ...]:
    found = listen.measures(entries)
    return (
        Count(name="listen-heard", n=found.lines),
        Portion(name="listen-checked", k=found.checked, n=found.guesses),
        Portion(name="listen-right", k=found.right, n=found.checked),
        Portion(name="listen-respected", k=found.respected, n=found.requests),
    )


def _listen_told(one: Line) -> Told:
    asked = "respected" if one.respected else "not-yet"
    notes: list[tuple[str, str | None]] = [
        (f"listen-{one.kind}", None if one.kind == "entry" else ""),
        (f"listen-{one.sure}", one.feeling or None),
        (f"listen-{one.checked}", "" if one.checked in listen.CHECKED else None),
        (f"listen-{asked}", "" if one.kind == "request" else None),
    ]
    return Told(on=one.on, text=one.text, notes=_said(notes))


# -- reach ---------------------------------------------------------------------------------------------------------


def _reach_rows(entries: Sequence[Entry]) -> tuple[Contact | Parked, ...]:
    return tuple(sorted((*reach.contacts(entries), *reach.parked(entries)), key=lambda one: one.id))


def _reach_figures(entries: Sequence[Entry], _: date) -> tuple[Figure, ...]:
    """What went between the two, never what share of it was answered. How near they are is the standing's."""
    whats = [one.what for one in reach.contacts(entries)]
    return tuple(Count(name=f"contact-{what}", n=whats.count(what)) for what in ("they-wrote", "i-wrote", "silence"))


def _reach_told(one: Contact | Parked) -> Told | None:
    """Contacts have a chapter of their own."""
    return Told(on=one.on, text=one.text, notes=(("parked", ""),)) if isinstance(one, Parked) else None


# -- hold ----------------------------------------------------------------------------------------------------------


def _hold_figures(entries: Sequence[Entry], _: date) -> tuple[Figure, ...]:
    found = hold.measures(entries)
    return (
        Count(name="hold-drafts", n=found.drafts),
        Count(name="hold-kept", n=found.kept),
        Count(name="hold-let-go", n=found.let_go),
    )


# -- occasion ------------------------------------------------------------------------------------------------------


def _occasion_figures(entries: Sequence[Entry], day: date) -> tuple[Figure, ...]:
    ahead = [one for one in occasion.all_rows(entries) if one.yearly or one.day >= day]
    return (Count(name="occasion-ahead", n=len(ahead)),)


def _occasion_told(one: Entered) -> Told:
    """It stands in view from the day it was entered. In no calendar: on the day itself nothing is said of it."""
    key = "each-year" if one.yearly else "day"
    until = date.max if one.yearly else max(one.on, one.day)
    return Told(on=one.on, text=one.text, until=until, notes=((key, one.day.isoformat()),))


def _said(notes: Sequence[tuple[str, str | None]]) -> tuple[tuple[str, str], ...]:
    """What there is to be said; an empty text is a word without anything after it."""
    return tuple((key, what) for key, what in notes if what is not None)


SHOWN: tuple[Shown, ...] = (
    Shown(
        kind=Wished.kind,
        family=Family.WANT,
        figures=_wish_figures,
        rows=_wishes,
        told=_wish_told,
    ),
    Shown(
        kind=Owned.kind,
        family=Family.ACCOUNT,
        figures=_account_figures,
        rows=account.all_rows,
        told=_account_told,
    ),
    Shown(
        kind=Moved.kind,
        family=Family.MOVING,
        figures=_moving_figures,
        rows=moving.all_rows,
        told=_moving_told,
    ),
    Shown(
        kind=Met.kind,
        family=Family.MEET,
        figures=_meet_figures,
        rows=_meetings,
        told=_meet_told,
        days=_meet_days,
    ),
    Shown(
        kind=Rehearsed.kind,
        family=Family.REHEARSE,
        figures=_rehearse_figures,
        rows=lambda entries: rehearse.standing_of(entries).cards,
        told=_rehearse_told,
    ),
    Shown(
        kind=Promised.kind,
        family=Family.PROMISE,
        figures=_promise_figures,
        rows=promise.all_rows,
        told=_promise_told,
        days=_promise_days,
    ),
    Shown(
        kind=Listened.kind,
        family=Family.LISTEN,
        figures=_listen_figures,
        rows=listen.all_rows,
        told=_listen_told,
    ),
    Shown(
        kind=Reached.kind,
        family=Family.REACH,
        figures=_reach_figures,
        rows=_reach_rows,
        told=_reach_told,
        kinds=(Reached.kind, Said.kind),
    ),
    Shown(
        kind="hold",
        family=Family.REACH,
        figures=_hold_figures,
        rows=hold.all_rows,
        told=untold,
        kinds=(Held.kind, HeldKept.kind),
    ),
    Shown(
        kind=Dated.kind,
        family=Family.GROUND,
        figures=_occasion_figures,
        rows=occasion.all_rows,
        told=_occasion_told,
    ),
)
BY_KIND = {one.kind: one for one in SHOWN}
