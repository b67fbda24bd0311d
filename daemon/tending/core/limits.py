"""The limits of the practice, held against what a journal shows was asked: budget, day, gap, quiet hours, the six."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import chain

from tending.core import hours
from tending.core.entries import Asked, Entry
from tending.core.ledgers import meet
from tending.core.model import Rules

WEEK = timedelta(days=7)
MOST = 6


@dataclass(kw_only=True)
class _Sent:
    """The check-ins up to now, and how many of them since the keeper's last word."""

    at: list[datetime] = field(default_factory=list)
    on: list[date] = field(default_factory=list)
    unanswered: int = 0


def broken(rules: Rules, entries: Iterable[Entry]) -> Iterator[str]:
    """Each limit that a check-in broke. `entries` oldest first; what the keeper opened or planned is not counted.

    What belongs to the day of a meeting needs no budget, day or gap of its own, and counts for what follows.
    """
    sent = _Sent()
    for entry in entries:
        fact = entry.payload
        if fact is not None and fact.word:
            sent.unanswered = 0
        if isinstance(fact, Asked) and not (fact.opened or fact.deck):
            found = _always(rules, sent, entry.at)
            if fact.prompt not in meet.OF_ITS_DAY:
                found = chain(_by_turn(rules, sent, entry.at), found)
            yield from (f"{entry.at}: {what}" for what in found)
            sent.at.append(entry.at)
            sent.on.append(hours.local_date(entry.at, rules.zone))
            sent.unanswered += 1


def _by_turn(rules: Rules, sent: _Sent, at: datetime) -> Iterator[str]:
    today = hours.local_date(at, rules.zone)
    if sum(today - day < WEEK for day in sent.on) >= rules.budget:
        yield "over the budget"
    if today in sent.on:
        yield "twice on a date"
    if sent.at and at - sent.at[-1] < timedelta(hours=rules.min_gap_hours):
        yield "too soon"


def _always(rules: Rules, sent: _Sent, at: datetime) -> Iterator[str]:
    if hours.is_quiet(at, rules.quiet, rules.zone):
        yield "in quiet hours"
    if sent.unanswered >= MOST:
        yield "a seventh after the last word"
