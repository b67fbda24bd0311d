"""Hearing them: what they said in their own words, what may be underneath, what they asked for. Nothing here judges.

A feeling is a guess until it was checked with them. What they said some weeks ago may be asked after later on.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from tending.core.entries import Entry, Listened
from tending.core.frozen import replace
from tending.core.ledgers.rows import said, text_of
from tending.core.values import dataclass

CARRIED = 20
TOPIC_LONG = 80
A_WHILE = timedelta(days=14)
GUESS, SURE = "guess", "sure"
CHECKED = ("right", "off")
RESPECTED = "respected"
SHARES = ("a third", "half", "most")
BEGIN = frozenset({"entry", "request", "care"})


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing they said (`entry`), asked for (`request`), or that helps them (`care`). `id` is its entry's number.

    `sure` is how sure the keeper is of `feeling`; `checked` what came of asking them: right or off. `respected`: the
    request was. `raised`: the keeper was asked what to ask about it.
    """

    id: int
    on: date
    kind: str
    text: str
    feeling: str = ""
    sure: str = ""
    checked: str = ""
    respected: bool = False
    raised: bool = False


@dataclass(frozen=True, kw_only=True)
class ListenLedger:
    """What planning needs: the last things they said, shortened. `newest` is the last of all, `heard` its day."""

    rows: tuple[Line, ...] = ()
    newest: int = 0
    heard: date | None = None


def stepped(rows: Mapping[int, Line], entry: Entry, fact: Listened) -> dict[int, Line]:
    """The rows after one more fact."""
    if fact.what in BEGIN:
        line = Line(id=entry.seq, on=fact.on, kind=fact.what, text=text_of(fact))
        return {**rows, entry.seq: _changed(line, fact)}
    if fact.of not in rows:
        return dict(rows)
    return {**rows, fact.of: _changed(rows[fact.of], fact)}


def _changed(one: Line, fact: Listened) -> Line:
    match fact.what:
        case "entry" if feeling := str(fact.values.get("feeling", "")):
            return replace(one, feeling=feeling, sure=str(fact.values.get("sure", GUESS)))
        case "feeling":
            return replace(one, feeling=text_of(fact), sure=str(fact.values.get("choice", GUESS)), checked="")
        case "checked":
            return replace(one, checked=said(fact))
        case "respected":
            return replace(one, respected=said(fact) == RESPECTED)
        case _:
            return one


def apply(ledger: ListenLedger, entry: Entry, fact: Listened) -> ListenLedger:
    known = {one.id: one for one in ledger.rows}
    rows = [_carried(one) for one in stepped(known, entry, fact).values() if one.kind == "entry"]
    began = fact.what == "entry"
    return ListenLedger(
        rows=tuple(rows[-CARRIED:]),
        newest=entry.seq if began else ledger.newest,
        heard=max(fact.on, ledger.heard or fact.on) if began else ledger.heard,
    )


def _carried(one: Line) -> Line:
    return replace(one, text=_short(one.text), feeling=_short(one.feeling))


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= TOPIC_LONG else f"{plain[:TOPIC_LONG].rsplit(' ', 1)[0]} \u2026"


def all_rows(entries: Iterable[Entry]) -> tuple[Line, ...]:
    """Everything that was heard, the oldest first."""
    rows: dict[int, Line] = {}
    for entry in entries:
        if isinstance(entry.payload, Listened):
            rows = stepped(rows, entry, entry.payload)
    return tuple(rows.values())


# -- what it means for the questions -------------------------------------------------------------------------------


def guess(ledger: ListenLedger) -> Line | None:
    """The latest feeling that is a guess, and was not found right or off."""
    return next((one for one in reversed(ledger.rows) if one.sure == GUESS and one.checked not in CHECKED), None)


def topic(ledger: ListenLedger) -> Line | None:
    """What they said longest ago of all that the keeper was not asked about yet."""
    return next((one for one in ledger.rows if not one.raised), None)


def raised(ledger: ListenLedger, number: int) -> ListenLedger:
    return replace(ledger, rows=tuple(replace(one, raised=one.raised or one.id == number) for one in ledger.rows))


def known(ledger: ListenLedger) -> frozenset[str]:
    """The placeholders that it can fill."""
    found = {"guess": guess(ledger), "topic": topic(ledger)}
    return frozenset(name for name, line in found.items() if line is not None)


def topic_from(ledger: ListenLedger) -> date:
    """From when on it is a while ago that they said it; never where they said nothing."""
    line = topic(ledger)
    return line.on + A_WHILE if line is not None else date.max


def fills(ledger: ListenLedger, about: int) -> dict[str, str]:
    """What stands for the placeholders of a question about one line."""
    one = next((row for row in ledger.rows if row.id == about), None)
    return {} if one is None else {"topic": one.text} | ({"guess": one.feeling} if one.feeling else {})


# -- what it shows -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Measures:
    """`checked` of `guesses` were asked about, and `right` of those were right. `respected` of `requests` were.

    `shares` is how often a third, half or most of the talking was the keeper's.
    """

    lines: int
    guesses: int
    checked: int
    right: int
    requests: int
    respected: int
    shares: Mapping[str, int]


def measures(entries: Sequence[Entry]) -> Measures:
    rows = all_rows(entries)
    guesses = [one for one in rows if one.sure == GUESS]
    checked = [one for one in guesses if one.checked in CHECKED]
    requests = [one for one in rows if one.kind == "request"]
    shares = [said(one.payload) for one in entries if isinstance(one.payload, Listened) and one.payload.what == "share"]
    return Measures(
        lines=sum(one.kind == "entry" for one in rows),
        guesses=len(guesses),
        checked=len(checked),
        right=sum(one.checked == "right" for one in checked),
        requests=len(requests),
        respected=sum(one.respected for one in requests),
        shares={name: shares.count(name) for name in SHARES},
    )
