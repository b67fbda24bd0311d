"""Promises by command: made small, and looked back on. The same entries as the questions make."""

from datetime import date

from tending.core.entries import Draft, Promised
from tending.core.errors import RefusedError, UsageError
from tending.core.ledgers import promise
from tending.core.ledgers.promise import Promise
from tending.core.model import Value
from tending.core.records import Heard
from tending.core.words import say
from tending.ports import Journal, Work
from tending.service import commanding, recording
from tending.service.turn import Turn


def add(
    turn: Turn, journal: Journal, text: str, *, sure: int, by: date | None, cue: str, theirs: bool, bond: str
) -> Heard:
    """A promise of the keeper's, or one of theirs: one entry, so that `undo` takes all of it back.

    Raises UsageError for a day that is over, RefusedError for what is too large, or a fourth.
    """
    if by is not None and by < turn.today:
        raise UsageError(f"{by.isoformat()} is over: name a day ahead")
    with journal.writing() as work:
        number = commanding.bond_number(work, bond)
        if not theirs:
            _may_be_made(turn, work, number, text, sure)
        values: dict[str, Value] = {"text": text, "theirs": theirs, **({"date": by.isoformat()} if by else {})}
        values |= ({} if theirs else {"percent": sure}) | ({"if-then": cue} if cue else {})
        made = recording.fact("promise.new", on=turn.today, text=text, values=values)
        work.append(Draft(payload=made, at=turn.now, bond=number))
        return commanding.told(turn, work, "promise", "promise-theirs" if theirs else "promise-made", f"{text} {cue}")


def _may_be_made(turn: Turn, work: Work, bond: int, text: str, sure: int) -> None:
    if large := promise.too_large(text, sure):
        raise RefusedError(say(f"promise-{large}", turn.language, sure=str(sure)))
    if len(work.standing().bond(bond).ledgers.promise.mine) >= promise.MOST_OPEN:
        raise RefusedError(say("promise-full", turn.language))


def review(turn: Turn, journal: Journal, number: int, outcome: str, *, text: str, bond: str) -> Heard:
    """How a promise went. Raises UsageError where there is none of that number that is open."""
    with journal.writing() as work:
        of = commanding.bond_number(work, bond)
        known = {one.id: one for one in work.standing().bond(of).ledgers.promise.rows}
        if number not in known:
            names = ", ".join(map(str, known)) or "none"
            raise UsageError(f"{number}: no open promise has that number; there are: {names}")
        values: dict[str, Value] = {"choice": outcome, **({"change": text} if text else {})}
        fact = recording.fact("promise.outcome", on=turn.today, text=text, values=values, of=number)
        work.append(Draft(payload=fact, at=turn.now, bond=of))
        return commanding.told(turn, work, "promise", f"promise-{outcome}", text)


def rows(journal: Journal, bond: str = "") -> tuple[Promise, ...]:
    """Every promise about a bond, the oldest first."""
    with journal.reading() as work:
        number = commanding.bond_number(work, bond)
        return promise.all_rows(recording.recorded(work, Promised.kind, number))
