"""Trying again: that both want it, and that it is over. Ninety days, and what broke it before stays in view."""

from tending.core import gates
from tending.core.entries import Draft
from tending.core.errors import DoorError
from tending.core.records import Heard
from tending.core.words import say
from tending.ports import Journal, Work
from tending.service import commanding, echoes, recording
from tending.service.turn import Turn

HARD = "hard_item"


def begin(turn: Turn, journal: Journal, text: str, *, bond: str) -> Heard:
    """Both said that they want to try again. Raises RefusedError behind a door, and on the way out."""
    with journal.writing() as work:
        number = commanding.bond_number(work, bond)
        known = work.standing().bond(number)
        if known.moving_on or gates.state_of(turn.given, known, turn.now) not in gates.TOGETHER:
            raise DoorError(say("both-shut", turn.language))
        hard = say("both-hard", turn.language, hard=known.fills[HARD]) if HARD in known.fills else ""
        _log(turn, work, number, "both", text)
        return _told(turn, work, text, echoes.joined(say("both-begun", turn.language), hard))


def end(turn: Turn, journal: Journal, text: str, *, bond: str) -> Heard:
    with journal.writing() as work:
        number = commanding.bond_number(work, bond)
        _log(turn, work, number, "both-ended", text)
        return _told(turn, work, text, say("both-ended", turn.language))


def _log(turn: Turn, work: Work, bond: int, what: str, text: str) -> None:
    work.append(Draft(payload=recording.fact(f"promise.{what}", on=turn.today, text=text), at=turn.now, bond=bond))


def _told(turn: Turn, work: Work, text: str, said: str) -> Heard:
    return commanding.minded(turn, work, text, None, echoes.closing(turn, work, "both", said, changed=True))
