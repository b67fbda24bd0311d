"""Hiding: quiet for a day on every channel and every screen, and back before it if the keeper likes."""

from datetime import datetime, timedelta

from tending.core import pacing
from tending.core.entries import Draft, Hidden
from tending.ports import Journal
from tending.service.turn import Turn

A_DAY = timedelta(hours=24)


def hide(turn: Turn, journal: Journal) -> datetime:
    """Until when. Hiding again begins the day anew."""
    until = turn.now + A_DAY
    with journal.writing() as work:
        work.append(Draft(payload=Hidden(until=until), at=turn.now))
    return until


def show_again(turn: Turn, journal: Journal) -> None:
    with journal.writing() as work:
        if pacing.hidden(work.standing(), turn.now):
            work.append(Draft(payload=Hidden(), at=turn.now))


def is_hidden(turn: Turn, journal: Journal) -> bool:
    with journal.reading() as work:
        return pacing.hidden(work.standing(), turn.now)
