"""The union of marks: what restoring, importing and beginning anew with somebody known make of two histories."""

from collections.abc import Mapping
from datetime import date, datetime
from itertools import zip_longest

from tending.core.contact import SAFETY, Attempt, Contact, Mark


def union(one: Contact, other: Contact) -> Contact:
    """The strictest of both: every mark of either stands, and what began its exit counts only where both know of it."""
    closed = _both(one.closed, other.closed)
    once = one.reopened_at is not None and other.reopened_at is not None
    return Contact(
        began_at=max(one.began_at, other.began_at),
        parted=max(one.parted, other.parted) if one.parted and other.parted else None,
        in_touch=one.in_touch and other.in_touch,
        profiles=tuple(sorted({*one.profiles, *other.profiles})),
        legal_at=_latest(one.legal_at, other.legal_at),
        violent=one.violent or other.violent,
        unsafe_at=_latest(one.unsafe_at, other.unsafe_at),
        unsure_at=_unsure(one, other),
        owed_at=_latest(one.owed_at, other.owed_at),
        hold_at=_latest(one.hold_at, other.hold_at),
        closed=closed,
        reopened_at=_latest(one.reopened_at, other.reopened_at) if once or closed is None else None,
        space=_both(one.space, other.space),
        named=_named(one, other),
        resting=_both(one.resting, other.resting),
        attempts=_all_attempts(one.attempts, other.attempts),
        once_more_at=_earliest(one.once_more_at, other.once_more_at),
        sent_at=_latest(one.sent_at, other.sent_at),
        wrote_at=_earliest(one.wrote_at, other.wrote_at),
        told={question: _later(one.told, other.told, question) for question in {*one.told, *other.told}},
        clear={
            question: min(one.clear[question], other.clear[question]) for question in one.clear.keys() & other.clear
        },
        replies=min(one.replies, other.replies, key=lambda replies: (len(replies), replies)),
        rung=min(one.rung, other.rung),
        rose_at=_latest(one.rose_at, other.rose_at),
    )


def _unsure(one: Contact, other: Contact) -> datetime | None:
    """Where the two differ about safety, neither knows of an end of the doubt: both questions are asked anew."""
    latest = _latest(one.unsure_at, other.unsure_at)
    if latest is None or _safety(one) == _safety(other):
        return latest
    return max(latest, *(at for at in (*_safety(one), *_safety(other)) if at is not None))


def _safety(side: Contact) -> tuple[datetime | None, ...]:
    return (side.unsure_at, *(side.told.get(question) for question in SAFETY))


def _latest(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((at for at in (one, other) if at is not None), default=None)


def _earliest(one: datetime | None, other: datetime | None) -> datetime | None:
    """Of two instants that loosen: only where both sides have it."""
    return None if one is None or other is None else min(one, other)


def _named(one: Contact, other: Contact) -> date | None:
    """A day they named counts where nobody knows of an ask for space without it."""
    asked = [side.named for side in (one, other) if side.space is not None]
    return asked[0] if asked and asked[0] == asked[-1] else None


def _both(one: Mark | None, other: Mark | None) -> Mark | None:
    if one is None or other is None:
        return one or other
    at = max(one.at, other.at)
    wrote = max(one.wrote_at, other.wrote_at) if one.wrote_at and other.wrote_at else None
    return Mark(at=at, wrote_at=wrote if wrote is not None and wrote >= at else None)


def _all_attempts(one: tuple[Attempt, ...], other: tuple[Attempt, ...]) -> tuple[Attempt, ...]:
    """As many of each instant as the side has that has more: two told of one day are two."""
    instants = sorted({attempt.at for attempt in (*one, *other)})
    return tuple(
        _of_both(ours, theirs) for at in instants for ours, theirs in zip_longest(_of(one, at), _of(other, at))
    )


def _of(attempts: tuple[Attempt, ...], at: datetime) -> list[Attempt]:
    return [attempt for attempt in attempts if attempt.at == at]


def _of_both(one: Attempt | None, other: Attempt | None) -> Attempt:
    """An attempt that only one side counts is counted as it is there; a word after it counts where both know of it."""
    if one is None or other is None:
        known = one or other
        assert known is not None  # noqa: S101 - its instant came from one of them
        return known
    heard = _latest(one.heard_at, other.heard_at) if _earliest(one.heard_at, other.heard_at) else None
    return Attempt(at=one.at, heard_at=heard)


def _later(one: Mapping[str, datetime], other: Mapping[str, datetime], question: str) -> datetime:
    return max(answers[question] for answers in (one, other) if question in answers)
