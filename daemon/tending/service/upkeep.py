"""Upkeep: what the daemon does by itself for the store and the lines, each at its own pace, and what came of it.

When each was done stands in the store, so that a computer that sleeps most of the day is looked after too.
"""

import json
import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta

from tending.core.errors import TendingError
from tending.core.values import dataclass
from tending.ports import Journal, Work
from tending.service.turn import Turn

AGAIN = timedelta(hours=1)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

log = logging.getLogger("tending")


@dataclass(frozen=True, kw_only=True, slots=True)
class Chore:
    """`act` returns a line for each thing that is wrong. What was not well is tried again within the hour."""

    name: str
    every: timedelta
    act: Callable[[Turn], Sequence[str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """When a chore was done last, what was wrong then, and since when. `well` is when it last went well."""

    at: datetime
    well: datetime | None = None
    trouble: str = ""
    since: datetime | None = None


def do(turns: Callable[[], Turn], journal: Journal, chores: Iterable[Chore]) -> datetime | None:
    """Do what is due, each recorded in a transaction of its own. Returns when the next is; None where there is none."""
    following = []
    for chore in chores:
        turn = turns()
        if due_at(_read(journal, chore.name), chore, turn.now) <= turn.now:
            _record(turns, journal, chore, _acted(turn, chore))
        following.append(due_at(_read(journal, chore.name), chore, turns().now))
    return min(following, default=None)


def leave(journal: Journal, names: Iterable[str]) -> None:
    """What is no longer done by itself is forgotten: a trouble it had would stand there for good."""
    with journal.reading() as work:
        known = [name for name in names if work.meta(_name(name))]
    if known:
        with journal.writing() as work:
            for name in known:
                work.set_meta(_name(name), "")


def due_at(done: Done | None, chore: Chore, now: datetime) -> datetime:
    """A clock that was ahead when it was done last counts for nothing."""
    if done is None or done.at > now:
        return LONG_AGO
    return done.at + (min(AGAIN, chore.every) if done.trouble else chore.every)


def _acted(turn: Turn, chore: Chore) -> str:
    try:
        return "; ".join(chore.act(turn))
    except TendingError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - a chore must not take the daemon down
        return f"a fault of ours ({type(error).__name__})"


def _record(turns: Callable[[], Turn], journal: Journal, chore: Chore, trouble: str) -> None:
    now = turns().now
    if trouble:
        log.warning("%s: %s", chore.name, trouble)
    with journal.writing() as work:
        before = done(work, chore.name)
        since = before.since if before is not None and before.trouble else now
        well = now if not trouble else before.well if before is not None else None
        after = Done(at=now, well=well, trouble=trouble, since=since if trouble else None)
        work.set_meta(_name(chore.name), _written(after))


def _read(journal: Journal, name: str) -> Done | None:
    with journal.reading() as work:
        return done(work, name)


def done(work: Work, name: str) -> Done | None:
    """None for what was never done, or is not to be read."""
    try:
        at, well, trouble, since = json.loads(work.meta(_name(name)) or "")
        return Done(at=_instant(at), well=_maybe(well), trouble=str(trouble), since=_maybe(since))
    except (ValueError, TypeError):
        return None


def _name(chore: str) -> str:
    return f"upkeep.{chore}"


def _written(one: Done) -> str:
    return json.dumps([one.at.isoformat(), _text(one.well), one.trouble, _text(one.since)])


def _text(moment: datetime | None) -> str:
    return moment.isoformat() if moment is not None else ""


def _instant(text: str) -> datetime:
    """Raises ValueError for what is no instant with its zone."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("an instant without a zone")
    return moment


def _maybe(text: str) -> datetime | None:
    return _instant(text) if text else None
