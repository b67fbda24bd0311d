"""Watching a line from end to end: what goes out by a two-way channel is seen again by the listener that hears replies.

Every message of ours that comes back says so. Where none has for long, a canary goes out: a few words to the address
that answers go to, which is no question and needs no answer. None goes into a silence that the keeper wants.
"""

from datetime import datetime, timedelta

from tending.core import pacing
from tending.core.records import Message, Way
from tending.core.words import say
from tending.ports import Journal, Work
from tending.service import addresses, asking
from tending.service.turn import Turn

KIND = "canary"
WITHIN = timedelta(days=1)
LOST = "what was sent to itself has not come back: answers there may not be heard"


def came_back(turn: Turn, journal: Journal, channel: str, at: datetime) -> None:
    """The listener of a channel saw a message of ours, which the server received at `at`."""
    with journal.reading() as work:
        before = back_at(turn, work, channel)
    if before is None or before < at <= turn.now:
        with journal.writing() as work:
            work.set_meta(_name(channel, "back"), at.isoformat())


def watch(turn: Turn, journal: Journal, days: int) -> list[str]:
    """Send a canary by each two-way channel from which nothing came back for so many days. Returns what is wrong."""
    with journal.writing() as work:
        ways = [way for way in addresses.confirmed(turn, work) if way.two_way]
        return [line for way in ways if (line := _watched(turn, work, way, timedelta(days=days)))]


def _watched(turn: Turn, work: Work, way: Way, most: timedelta) -> str:
    sent, back = sent_at(turn, work, way.name), back_at(turn, work, way.name)
    waits = sent is not None and (back is None or back < sent)
    if not waits and (back is None or turn.now - back >= most) and not _silent(turn, work):
        _send(turn, work, way)
    return f"{way.name}: {LOST}" if waits and sent is not None and turn.now - sent > WITHIN else ""


def _silent(turn: Turn, work: Work) -> bool:
    standing = work.standing()
    asleep = (pacing.paused_until(standing), pacing.hushed_until(standing))
    return pacing.hidden(standing, turn.now) or any(until is not None and until > turn.now for until in asleep)


def _send(turn: Turn, work: Work, way: Way) -> None:
    message = Message(
        key=turn.key(KIND, f"{turn.now:%Y%m%dT%H%M}", way.name),
        line=say("canary-line", turn.language),
        text=say("canary", turn.language),
        level=way.level,
        token=turn.token(0, way),
    )
    work.queue(asking.delivery_of(turn, message, 0, way, KIND))
    work.set_meta(_name(way.name, "sent"), turn.now.isoformat())


def sent_at(turn: Turn, work: Work, channel: str) -> datetime | None:
    return _past(turn, work.meta(_name(channel, "sent")))


def back_at(turn: Turn, work: Work, channel: str) -> datetime | None:
    """When a message of ours was last seen by the listener of this channel."""
    return _past(turn, work.meta(_name(channel, "back")))


def _name(channel: str, what: str) -> str:
    return f"line.{channel}.{what}"


def _past(turn: Turn, text: str | None) -> datetime | None:
    """None for what is not to be read, and for a clock that was ahead: it would keep a line unwatched for long."""
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo is not None and moment <= turn.now else None
