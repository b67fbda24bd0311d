"""Retention: what is kept beside the journal itself, and for how long, where the keeper set a limit.

Entries are never touched: what was understood stays. What goes is the raw mail of an answer that was read, headers and
all, and the words of messages that went out, which the journal holds too.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from tending.core.records import DeliveryState, Message, ReplyState
from tending.ports import Journal, Work
from tending.service.turn import Turn

OVER = (DeliveryState.SENT, DeliveryState.CANCELLED)


def thin(turn: Turn, journal: Journal, *, replies_days: int, messages_days: int) -> int:
    """Days of 0 keep everything. Returns how many replies and messages were emptied."""
    with journal.writing() as work:
        count = _replies(work, turn.now - timedelta(days=replies_days)) if replies_days else 0
        return count + (_messages(work, turn.now - timedelta(days=messages_days)) if messages_days else 0)


def _replies(work: Work, before: datetime) -> int:
    old = [one for one in work.replies(ReplyState.READ) if one.reply.received_at < before and one.reply.raw]
    for stored in old:
        work.empty_reply(stored.id)
    return len(old)


def _messages(work: Work, before: datetime) -> int:
    old = [one for one in work.deliveries(*OVER) if one.next_attempt < before and one.message.line]
    for delivery in old:
        work.mark(replace(delivery, message=Message(key=delivery.key, line="", text="", place=delivery.message.place)))
    return len(old)
