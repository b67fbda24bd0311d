"""What they said, by command: in their words, checked with them, and what they asked for."""

from collections.abc import Mapping

from tending.core.entries import Draft, Entry, Listened
from tending.core.errors import RefusedError, UsageError
from tending.core.ledgers import listen
from tending.core.ledgers.listen import Line, Measures
from tending.core.model import Value
from tending.core.records import Heard
from tending.core.words import say
from tending.ports import Journal, Work
from tending.service import commanding, recording
from tending.service.turn import Turn

OF_A_GUESS: Mapping[str, str] = {"right": "right", "off": "off", "not-asked": "not asked"}
OF_A_REQUEST = ("respected", "not-yet")


def add(turn: Turn, journal: Journal, text: str, *, kind: str, feeling: str, sure: bool, bond: str) -> Heard:
    """What they said (`entry`) and what may be underneath, what they asked for (`request`), or what helps (`care`)."""
    with journal.writing() as work:
        number = commanding.bond_number(work, bond)
        values: dict[str, Value] = {"text": text}
        values |= {"feeling": feeling, "sure": listen.SURE if sure else listen.GUESS} if feeling else {}
        fact = recording.fact(f"listen.{kind}", on=turn.today, text=text, values=values)
        work.append(Draft(payload=fact, at=turn.now, bond=number))
        return commanding.told(turn, work, "heard", f"heard-{kind}", f"{text} {feeling}")


def check(turn: Turn, journal: Journal, number: int, verdict: str, *, bond: str) -> Heard:
    """What came of a guess once they were asked, or of a request. Raises UsageError where nothing fits the number."""
    with journal.writing() as work:
        of = commanding.bond_number(work, bond)
        line = _line(work, of, number)
        if verdict not in _fitting(line):
            fits = ", ".join(_fitting(line)) or "none"
            raise UsageError(f"{number}: {verdict} does not fit; what fits: {fits}")
        if line.sure == listen.SURE:
            raise RefusedError(say("heard-sure", turn.language))
        what = "checked" if verdict in OF_A_GUESS else "respected"
        values: dict[str, Value] = {"choice": OF_A_GUESS.get(verdict, verdict)}
        fact = recording.fact(f"listen.{what}", on=turn.today, values=values, of=number)
        work.append(Draft(payload=fact, at=turn.now, bond=of))
        return commanding.told(turn, work, "heard", f"heard-{verdict}", "")


def _fitting(line: Line) -> tuple[str, ...]:
    return OF_A_REQUEST if line.kind == "request" else tuple(OF_A_GUESS) if line.feeling else ()


def _line(work: Work, bond: int, number: int) -> Line:
    rows = {one.id: one for one in listen.all_rows(_entries(work, bond))}
    if number not in rows:
        raise UsageError(f"{number}: nothing that was heard has that number: tending heard list")
    return rows[number]


def shown(journal: Journal, bond: str = "") -> tuple[tuple[Line, ...], Measures]:
    """Everything that was heard about a bond, the oldest first, and what it comes to."""
    with journal.reading() as work:
        entries = _entries(work, commanding.bond_number(work, bond))
    return listen.all_rows(entries), listen.measures(entries)


def _entries(work: Work, bond: int) -> list[Entry]:
    return recording.recorded(work, Listened.kind, bond)
