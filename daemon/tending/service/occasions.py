"""Occasions by command: dates ahead, each about somebody, so that forgetting them takes it along."""

from datetime import date

from tending.core.entries import Draft
from tending.core.errors import RefusedError, UsageError
from tending.core.ledgers import occasion
from tending.core.ledgers.occasion import Occasion
from tending.core.model import Value
from tending.core.records import Heard
from tending.core.words import on_day, say
from tending.ports import Journal, Work
from tending.service import commanding, echoes, recording
from tending.service.turn import Turn


def add(turn: Turn, journal: Journal, text: str, day: date, *, yearly: bool, bond: str) -> Heard:
    """A date ahead. Raises UsageError for one that is over, RefusedError for more than can be kept in view."""
    if day < turn.today and not yearly:
        raise UsageError(f"{day.isoformat()} is over: name a day ahead, or add --yearly")
    with journal.writing() as work:
        number = commanding.bond_number(work, bond)
        if len(_rows(work, turn, number)) >= occasion.MOST:
            raise RefusedError(say("occasions-full", turn.language, most=str(occasion.MOST)))
        values: dict[str, Value] = {"date": day.isoformat(), "yearly": yearly}
        fact = recording.fact("occasion.add", on=turn.today, text=text, values=values)
        (entry,) = work.append(Draft(payload=fact, at=turn.now, bond=number))
        added = next(one for one in _rows(work, turn, number) if one[1].id == entry.seq)
        day_named = on_day(added[0], turn.language)
        return commanding.told(turn, work, "occasion", "occasion-added", text, day=day_named)


def remove(turn: Turn, journal: Journal, number: int, *, bond: str) -> Heard:
    """Raises UsageError where none has that number."""
    with journal.writing() as work:
        of = commanding.bond_number(work, bond)
        known = [one.id for _, one in _rows(work, turn, of)]
        if number not in known:
            names = ", ".join(map(str, known)) or "none"
            raise UsageError(f"{number}: no occasion has that number; there are: {names}")
        fact = recording.fact("occasion.remove", on=turn.today, of=number)
        work.append(Draft(payload=fact, at=turn.now, bond=of))
        return echoes.closing(turn, work, "occasion", say("occasion-removed", turn.language), changed=True)


def rows(turn: Turn, journal: Journal, bond: str = "") -> list[tuple[date, Occasion]]:
    """Those still to come, with the day of each, the nearest first."""
    with journal.reading() as work:
        return _rows(work, turn, commanding.bond_number(work, bond))


def _rows(work: Work, turn: Turn, bond: int) -> list[tuple[date, Occasion]]:
    return occasion.listed(work.standing().bond(bond).ledgers.occasion.rows, turn.today)
