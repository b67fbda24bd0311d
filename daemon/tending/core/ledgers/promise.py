"""Promises: small, dated and sure, looked back on once.

A promise that speaks of always or never, or that the keeper is less than 90 % sure of, is not open yet: it is sent back
to be made smaller. At most three of the keeper's own are open; another one waits for room. An overdue promise stays
open: nothing but the keeper's word turns it into kept.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from tending.core.entries import Entry, Promised
from tending.core.frozen import replace
from tending.core.ledgers.rows import said, text_of
from tending.core.values import dataclass

MOST_OPEN = 3
SURE = 90
REVIEW_AFTER = timedelta(days=7)
ASKED_UNTIL = timedelta(days=14)
MONTH = timedelta(days=28)
TRYING = timedelta(days=90)
PATTERN_FROM = 5
MONTH_MOST = 60
CARRIED = 20
OUTCOMES = ("kept", "partly", "broken", "renegotiated", "released")
WORTH: Mapping[str, float] = {"kept": 1.0, "partly": 0.5, "broken": 0.0}
ABSOLUTE = re.compile(
    r"\b(always|never|every ?thing|every ?time|for ?ever|immer|nie|niemals|alles|jedes mal)\b", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class Promise:
    """`id` is the number of the entry that made it. `sure` is percent; None for one of theirs.

    `due` is its day, or a week after it was made. `outcome` is empty while it is open, and `waits` says why it does
    not count yet: it is too large, or three are open. `asked`: whether it was kept.
    """

    id: int
    text: str
    made: date
    due: date
    sure: float | None = None
    mine: bool = True
    cue: str = ""
    dated: bool = False
    waits: str = ""
    outcome: str = ""
    closed: date | None = None
    learned: str = ""
    told: str = ""
    first: bool = False
    asked: bool = False

    @property
    def open(self) -> bool:
        return not self.outcome and not self.waits


@dataclass(frozen=True, kw_only=True)
class Review:
    on: date
    outcome: str


@dataclass(frozen=True, kw_only=True)
class PromiseLedger:
    """What planning needs of the promises. `rows` are those without an outcome, `month` the reviews of 28 days.

    `newest` is the last one the keeper made, `slipped` the last that was not kept. `both`: since then both want to try
    again, and said so.
    """

    rows: tuple[Promise, ...] = ()
    month: tuple[Review, ...] = ()
    reviewed: int = 0
    newest: int = 0
    slipped: int = 0
    both: date | None = None

    @property
    def mine(self) -> tuple[Promise, ...]:
        """Those of the keeper's that are open, the earliest day first."""
        return tuple(sorted((one for one in self.rows if one.open and one.mine), key=lambda one: (one.due, one.id)))


def is_absolute(text: str) -> bool:
    """Whether it speaks of always or never, which nobody can keep."""
    return ABSOLUTE.search(text) is not None


def too_large(text: str, sure: float | None) -> str:
    """Why a promise is too large to be open: `absolute`, `unsure`, or nothing."""
    if is_absolute(text):
        return "absolute"
    return "unsure" if sure is not None and sure < SURE else ""


def stepped(rows: Mapping[int, Promise], entry: Entry, fact: Promised) -> dict[int, Promise]:
    """The rows after one more fact."""
    if fact.what == "new":
        return {**rows, entry.seq: _made(rows, entry, fact)}
    if fact.what == "choice":
        return {number: replace(one, first=said(fact) in one.text) for number, one in rows.items()}
    if fact.of not in rows:
        return dict(rows)
    return _with_room({**rows, fact.of: _changed(rows[fact.of], fact)})


def _made(rows: Mapping[int, Promise], entry: Entry, fact: Promised) -> Promise:
    text, mine = text_of(fact), fact.values.get("theirs") is not True
    sure = _number(fact.values.get("percent")) if mine else None
    due = day_of(fact)
    full = mine and sum(one.open and one.mine for one in rows.values()) >= MOST_OPEN
    return Promise(
        id=entry.seq,
        text=text,
        made=fact.on,
        due=due or fact.on + REVIEW_AFTER,
        dated=due is not None,
        sure=sure,
        mine=mine,
        cue=str(fact.values.get("if-then", "")),
        waits=(too_large(text, sure) if mine else "") or ("full" if full else ""),
    )


def _changed(one: Promise, fact: Promised) -> Promise:
    match fact.what:
        case "smaller":
            text = text_of(fact)
            sure = _number(fact.values.get("percent"), at_least=SURE)
            full = "full" if one.waits == "full" else ""
            return replace(one, text=text, sure=sure, waits=too_large(text, sure) or full)
        case "when":
            due = day_of(fact)
            cue = str(fact.values.get("if-then", ""))
            return replace(one, cue=cue or one.cue, due=due or one.due, dated=one.dated or due is not None)
        case "outcome" if not one.outcome:
            learned = str(fact.values.get("change", ""))
            return replace(one, outcome=said(fact), closed=fact.on, waits="", learned=learned or one.learned)
        case "change":
            return replace(one, learned=text_of(fact))
        case "told":
            return replace(one, told=said(fact))
        case _:
            return one


def _with_room(rows: dict[int, Promise]) -> dict[int, Promise]:
    """Where room has been made, the promise that waited longest for it is open."""
    room = MOST_OPEN - sum(one.open and one.mine for one in rows.values())
    for number, one in sorted(rows.items()):
        if one.waits == "full" and not one.outcome and room > 0:
            rows[number], room = replace(one, waits=""), room - 1
    return rows


def day_of(fact: Promised) -> date | None:
    value = str(fact.values.get("date", ""))
    return datetime.fromisoformat(value).date() if value else None


def _number(value: Any, *, at_least: float = 0) -> float | None:
    if isinstance(value, int | float):
        return float(value)
    return float(at_least) if at_least else None


def apply(ledger: PromiseLedger, entry: Entry, fact: Promised) -> PromiseLedger:
    """The ledger after one more fact: what has an outcome is carried as a count."""
    rows = stepped({one.id: one for one in ledger.rows}, entry, fact)
    left = [one for one in rows.values() if not one.outcome]
    done = [one for one in rows.values() if one.outcome and one.mine]
    reviews = [Review(on=fact.on, outcome=one.outcome) for one in done if one.outcome in WORTH]
    month = (*(one for one in ledger.month if fact.on - one.on < MONTH), *reviews)[-MONTH_MOST:]
    slipped = next((one.id for one in done if WORTH.get(one.outcome, 1.0) < 1), ledger.slipped)
    return PromiseLedger(
        rows=tuple(one for one in left if (one.open and one.mine) or one in left[-CARRIED:]),
        month=month,
        reviewed=ledger.reviewed + len(reviews),
        newest=entry.seq if fact.what == "new" and rows[entry.seq].mine else ledger.newest,
        slipped=slipped,
        both={"both": fact.on, "both-ended": None}.get(fact.what, ledger.both),
    )


def all_rows(entries: Sequence[Entry]) -> tuple[Promise, ...]:
    """Every promise there ever was, the oldest first."""
    rows: dict[int, Promise] = {}
    for entry in entries:
        if isinstance(entry.payload, Promised):
            rows = stepped(rows, entry, entry.payload)
    return tuple(rows.values())


# -- what it means for the questions -------------------------------------------------------------------------------


def due(ledger: PromiseLedger) -> Promise | None:
    """The promise that is to be looked back on next. Each is asked about once; then it waits in `status`."""
    return next((one for one in ledger.mine if not one.asked), None)


def asked(ledger: PromiseLedger, number: int) -> PromiseLedger:
    return replace(ledger, rows=tuple(replace(one, asked=True) if one.id == number else one for one in ledger.rows))


def facts(ledger: PromiseLedger, day: date) -> frozenset[str]:
    """What is known of the promises on a local date, in the words that decks may need."""
    mine, following = ledger.mine, due(ledger)
    known = {
        "promise-open": bool(mine),
        "promises-full": len(mine) >= MOST_OPEN,
        "promise-room": len(mine) < MOST_OPEN,
        "promise-due": following is not None and following.due <= day,
        "two-want-it": ledger.both is not None and ledger.both <= day < ledger.both + TRYING,
        "promise-reviews": ledger.reviewed >= PATTERN_FROM and any(one.outcome == "kept" for one in ledger.month),
    }
    return frozenset(name for name, holds in known.items() if holds)


def changes(ledger: PromiseLedger) -> Iterator[date]:
    """The days of those that were not asked about, and the days from which they are not."""
    for one in ledger.mine:
        if not one.asked:
            yield one.due
            yield one.due + ASKED_UNTIL + timedelta(days=1)


def fills(ledger: PromiseLedger, about: int) -> dict[str, str]:
    """What stands for the placeholders of a question about one promise."""
    kept = sum(one.outcome == "kept" for one in ledger.month)
    text = next((one.text for one in ledger.rows if one.id == about), "")
    return {"k": str(kept), "n": str(len(ledger.month))} | ({"promise": text} if text else {})


def remark(ledger: PromiseLedger, number: int, what: str) -> str:
    """What is to be said of a promise that was just made, or made smaller: a key of the words by language."""
    waits = next((one.waits for one in ledger.rows if one.id == number), "")
    if waits == "full":
        return "promise-waits"
    return "promise-still-large" if waits == "absolute" and what == "smaller" else ""


# -- what it shows -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Measures:
    """`rate` is kept of kept, partly and broken; `brier` the mean squared distance of sure from 1, 1/2 and 0.

    Both are None where there is nothing to measure. Renegotiated and released are outcomes too, and count in neither.
    """

    open: int
    outcomes: Mapping[str, int]
    n: int
    rate: float | None
    brier: float | None
    brier_n: int


def measures(rows: Sequence[Promise]) -> Measures:
    mine = [one for one in rows if one.mine]
    outcomes = {name: sum(one.outcome == name for one in mine) for name in OUTCOMES}
    n = sum(outcomes[name] for name in WORTH)
    said = [(one.sure / 100, WORTH[one.outcome]) for one in mine if one.outcome in WORTH and one.sure is not None]
    errors = [(sure - worth) ** 2 for sure, worth in said]
    return Measures(
        open=sum(one.open for one in mine),
        outcomes=outcomes,
        n=n,
        rate=outcomes["kept"] / n if n else None,
        brier=sum(errors) / len(errors) if errors else None,
        brier_n=len(errors),
    )
