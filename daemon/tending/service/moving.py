"""Moving on by command, and turning back. The same entries as the questions make."""

from collections.abc import Mapping
from datetime import date

from tending.core.entries import Answered, Draft, Moved, MovedOn, Skipped
from tending.core.errors import DoorError
from tending.core.ledgers import moving
from tending.core.ledgers.moving import Measures, Step
from tending.core.model import Profile, Value
from tending.core.records import Heard
from tending.core.words import say
from tending.ports import Journal, Work
from tending.service import asking, commanding, echoes, recording
from tending.service.turn import Turn

KIND = "O2"


def add(
    turn: Turn,
    journal: Journal,
    what: str,
    text: str,
    *,
    on: date,
    bond: str,
    values: Mapping[str, Value] | None = None,
) -> Heard:
    """Something kind that was done, an urge with its strength, people: whatever the ledger has a word for."""
    with journal.writing() as work:
        number = commanding.bond_number(work, bond)
        fact = recording.fact(f"moving.{what}", on=on, text=text, values=values)
        work.append(Draft(payload=fact, at=turn.now, bond=number))
        return commanding.told(turn, work, "moving", f"moving-{what}", text)


def begin(turn: Turn, journal: Journal, *, bond: str) -> Heard:
    """Turn toward moving on: from here only moving on, promises, the ground, and what consent rests on."""
    return _turned(turn, journal, bond, back=False)


def back(turn: Turn, journal: Journal, *, bond: str) -> Heard:
    """Turn back. It begins again with the quiet days and the first round; every mark stands. Raises RefusedError."""
    return _turned(turn, journal, bond, back=True)


def _turned(turn: Turn, journal: Journal, bond: str, *, back: bool) -> Heard:
    key = "move-back" if back else "move-on"
    with journal.writing() as work:
        known = work.standing().bond(commanding.bond_number(work, bond))
        if back and known.profile is Profile.MOVING_ON:
            raise DoorError(say("move-back-profile", turn.language, label=known.label))
        if known.moving_on is not back:
            return echoes.closing(turn, work, key, say(f"{key}-already", turn.language))
        work.append(Draft(payload=MovedOn(back=back), at=turn.now, bond=known.number))
        asking.withdraw(turn, work)
        return echoes.closing(turn, work, key, say(key, turn.language), changed=True)


def look(turn: Turn, journal: Journal, bond: str = "") -> tuple[tuple[Step, ...], Measures]:
    """Every step about a bond, the oldest first, and what can be measured of them."""
    with journal.reading() as work:
        number = commanding.bond_number(work, bond)
        rows = moving.all_rows(recording.recorded(work, Moved.kind, number))
        return rows, moving.measures(rows, _asked(work, number), turn.today)


def _asked(work: Work, bond: int) -> int:
    """How often something kind was asked about and answered in any way; a skip is an answer."""
    entries = (*recording.recorded(work, Answered.kind, bond), *recording.recorded(work, Skipped.kind, bond))
    facts = [one.payload for one in entries if isinstance(one.payload, Answered | Skipped)]
    return sum(fact.prompt == KIND and not getattr(fact, "addendum", False) for fact in facts)
