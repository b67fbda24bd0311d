"""The doors: what the other has asked for, what went between the two, and what follows from both.

A `Contact` holds separate marks, each with its own dates. Nothing but its own exit opens one. What time changes is
computed from a contact and the instant now, so a clock that is set back shuts again what a clock set forward opened.
The contact state is the strictest mark that stands. Numbers are the practice's: judgement, not validated.
"""

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from tending.core.frozen import replace
from tending.core.model import Profile
from tending.core.values import dataclass

DAY, YEAR = timedelta(days=1), timedelta(days=365)
PROGRAM_LEAST = 10 * DAY
HOLD_LASTS = 90 * DAY
UNSAFE_LASTS = 90 * DAY
SPACE_WAITS = 14 * DAY
CLOSED_WAITS = 30 * DAY
RESTING_WAITS = 7 * DAY
PROMPTED = 30 * DAY
RISES_IN = 14 * DAY
SCREEN = ("U1", "U2", "C1")
SAFETY = ("U1", "U2")
RUNGS = ("none", "casual", "warm", "personal", "in person")


class ContactState(StrEnum):
    """From the strictest mark down."""

    LEGAL = "LEGAL"
    UNSAFE = "UNSAFE"
    CLOSED = "CLOSED"
    SPACE = "SPACE"
    HOLD = "HOLD"
    RESTING = "RESTING"
    WAITING = "WAITING"
    QUIET = "QUIET"
    OPEN = "OPEN"


STRICTEST = tuple(ContactState)


@dataclass(frozen=True, kw_only=True)
class Distance:
    """What keeps a keeper from pressing: days of quiet, how long an outreach waits, how far two lie apart, how many."""

    quiet: timedelta
    wait: timedelta
    apart: timedelta
    attempts: int = 2

    @property
    def over_after(self) -> timedelta:
        return max(self.wait, self.apart)


DISTANCES: Mapping[Profile, Distance] = {
    Profile.FORMER_PARTNER: Distance(quiet=21 * DAY, wait=30 * DAY, apart=60 * DAY),
    Profile.FRIEND: Distance(quiet=7 * DAY, wait=30 * DAY, apart=30 * DAY),
    Profile.FAMILY: Distance(quiet=30 * DAY, wait=60 * DAY, apart=60 * DAY),
    Profile.MOVING_ON: Distance(quiet=30 * DAY, wait=60 * DAY, apart=60 * DAY),
}


def stricter(one: Distance, other: Distance) -> Distance:
    return Distance(
        quiet=max(one.quiet, other.quiet),
        wait=max(one.wait, other.wait),
        apart=max(one.apart, other.apart),
        attempts=min(one.attempts, other.attempts),
    )


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A mark that stands since `at`. `wrote_at` is their first message after it, with which its exit begins."""

    at: datetime
    wrote_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """An outreach of the keeper's without an answer. `heard_at`: a word that came when it had been let rest, which
    opens again and leaves it counted.
    """

    at: datetime
    heard_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Contact:
    """All that is known of the other's wishes, and of what went between the two. Nothing to reach them by.

    `told` and `clear` hold, for U1, U2 and C1, the last answer of any kind, and that answer again if it shut nothing.
    `owed_at`: something was written that sounds like a no, and C1 has not been answered since. `unsure_at`: W6 was not
    a clear yes, and a safety question has not been answered since. `named` is a day they named in asking for space.
    `profiles` are all that the keeper ever gave: the strictest distances hold.
    """

    __hash__ = object.__hash__

    began_at: datetime
    parted: date | None = None
    in_touch: bool = False
    profiles: tuple[Profile, ...] = ()
    legal_at: datetime | None = None
    violent: bool = False
    unsafe_at: datetime | None = None
    unsure_at: datetime | None = None
    owed_at: datetime | None = None
    hold_at: datetime | None = None
    closed: Mark | None = None
    reopened_at: datetime | None = None
    space: Mark | None = None
    named: date | None = None
    resting: Mark | None = None
    attempts: tuple[Attempt, ...] = ()
    once_more_at: datetime | None = None
    sent_at: datetime | None = None
    wrote_at: datetime | None = None
    told: Mapping[str, datetime] = field(default_factory=dict)
    clear: Mapping[str, datetime] = field(default_factory=dict)
    replies: tuple[int, ...] = ()
    rung: int = 0
    rose_at: datetime | None = None

    @property
    def last(self) -> Attempt | None:
        """The latest outreach without a word since; else the latest that only had one too late for an answer."""
        return max(self.attempts, key=lambda one: (one.heard_at is None, one.at), default=None)


# -- what stands ---------------------------------------------------------------------------------------------------


def state(contact: Contact, distance: Distance, now: datetime, *, round_over: bool) -> ContactState:
    """The strictest mark that stands. `round_over`: the first round has been answered since the last new beginning."""
    return min(marks(contact, distance, now, round_over=round_over), key=STRICTEST.index)


def marks(contact: Contact, distance: Distance, now: datetime, *, round_over: bool) -> frozenset[ContactState]:
    """Every mark that stands. OPEN is always among them, so there is always a strictest."""
    stands = {
        ContactState.LEGAL: contact.legal_at is not None,
        ContactState.UNSAFE: is_unsafe(contact, now) or contact.unsure_at is not None,
        ContactState.CLOSED: contact.closed is not None,
        ContactState.SPACE: is_space(contact, now),
        ContactState.HOLD: is_held(contact, now) or contact.owed_at is not None,
        ContactState.RESTING: is_resting(contact, distance, now),
        ContactState.WAITING: is_waiting(contact, distance, now),
        ContactState.QUIET: not (round_over and is_clear(contact) and now >= quiet_until(contact, distance)),
        ContactState.OPEN: True,
    }
    return frozenset(one for one, does in stands.items() if does)


def is_unsafe(contact: Contact, now: datetime) -> bool:
    """Ninety days, and then both safety questions clear; never over if the keeper was the violent one."""
    if contact.violent:
        return True
    if contact.unsafe_at is None:
        return False
    over = contact.unsafe_at + UNSAFE_LASTS
    return now < over or not all(_since(contact.clear, question, over) for question in SAFETY)


def is_space(contact: Contact, now: datetime) -> bool:
    return contact.space is not None and not _waited(contact.space, SPACE_WAITS, now)


def is_held(contact: Contact, now: datetime) -> bool:
    return contact.hold_at is not None and now < contact.hold_at + HOLD_LASTS


def is_resting(contact: Contact, distance: Distance, now: datetime) -> bool:
    contact = _by(contact, now)
    if contact.resting is not None and not _waited(contact.resting, RESTING_WAITS, now):
        return True
    if any(one.heard_at is not None and now < one.heard_at + RESTING_WAITS for one in contact.attempts):
        return True
    return any(now >= at for at in _used_up(contact, distance))


def _used_up(contact: Contact, distance: Distance) -> Iterator[datetime]:
    """When the wait is over for each outreach without an answer that was the last of its year. A third changes that for
    none before it.
    """
    for one in contact.attempts:
        counted = [other for other in contact.attempts if timedelta(0) <= one.at - other.at < YEAR]
        if one.heard_at is None and len(counted) >= distance.attempts:
            yield one.at + distance.over_after


def _by(contact: Contact, now: datetime) -> Contact:
    """As it is known by now: a word that was logged by a clock that ran ahead has not come yet."""
    ahead = [one for one in contact.attempts if one.heard_at is not None and one.heard_at > now]
    known = [Attempt(at=one.at) if one in ahead else one for one in contact.attempts]
    return replace(contact, attempts=tuple(known)) if ahead else contact


def is_waiting(contact: Contact, distance: Distance, now: datetime) -> bool:
    """An outreach without an answer, until its wait is over and the keeper has chosen."""
    known = _by(contact, now)
    if known.last is None or known.last.heard_at is not None or is_resting(known, distance, now):
        return False
    return not is_last_round(known, distance)


def is_over(contact: Contact, distance: Distance, now: datetime) -> bool:
    """Whether the wait for an answer is over, and the distance to the next outreach has passed."""
    return contact.last is not None and now >= contact.last.at + distance.over_after


def is_last_round(contact: Contact, distance: Distance) -> bool:
    """One last time: open for one round. What was chosen before the wait was over, in a late reply, opens nothing."""
    chosen = contact.once_more_at
    return chosen is not None and is_over(contact, distance, chosen)


def has_attempt(contact: Contact, distance: Distance, at: datetime) -> bool:
    """Whether one more outreach is left at an instant: those without an answer in the 365 days before it count."""
    counted = [one for one in contact.attempts if at - one.at < YEAR]
    return len(counted) < distance.attempts


def offers_last(contact: Contact, distance: Distance, now: datetime) -> bool:
    """Whether the wait is over and one attempt is left: R11 may be asked."""
    return is_waiting(contact, distance, now) and is_over(_by(contact, now), distance, now)


def is_clear(contact: Contact) -> bool:
    """Whether the last answer to each of the three questions shut nothing."""
    return all(question in contact.clear and contact.clear[question] >= contact.told[question] for question in SCREEN)


def quiet_until(contact: Contact, distance: Distance) -> datetime:
    """When the quiet days are over: at once if they wrote last, or were in touch from the beginning."""
    began = begins(contact)
    if contact.in_touch or (
        contact.wrote_at is not None and (contact.sent_at is None or contact.wrote_at > contact.sent_at)
    ):
        return began
    # A parting is a date of the keeper's own calendar: whichever zone, its first minute is the earliest it can be.
    parted = None if contact.parted is None else datetime.combine(contact.parted, time(0), tzinfo=began.tzinfo)
    since = max(one for one in (parted or contact.began_at, contact.sent_at) if one is not None)
    return max(since + distance.quiet, contact.began_at + PROGRAM_LEAST, began)


def begins(contact: Contact, now: datetime | None = None) -> datetime:
    """Since when the first round counts: the beginning, or the end of SPACE or CLOSED."""
    space = contact.space.wrote_at + SPACE_WAITS if contact.space and contact.space.wrote_at else None
    fresh = [one for one in (contact.reopened_at, space) if one is not None and (now is None or one <= now)]
    return max([contact.began_at, *fresh]) if fresh else contact.began_at


def endless_since(contact: Contact, distance: Distance, now: datetime) -> datetime | None:
    """Since when a door has been shut that time alone does not open; None when none is."""
    used_up = min(_used_up(_by(contact, now), distance), default=None)
    resting = is_resting(contact, distance, now)
    since = [
        contact.unsafe_at if contact.violent else None,
        contact.closed.at if contact.closed is not None else None,
        contact.space.at if contact.space is not None and is_space(contact, now) else None,
        (contact.resting.at if contact.resting is not None else used_up) if resting else None,
        contact.legal_at,
    ]
    return min((one for one in since if one is not None), default=None)


def may_reopen(contact: Contact, now: datetime) -> bool:
    """CLOSED: they wrote unprompted, thirty days ago or more, and it was not opened before."""
    closed = contact.closed
    return closed is not None and contact.reopened_at is None and _waited(closed, CLOSED_WAITS, now)


def _since(answers: Mapping[str, datetime], question: str, at: datetime) -> bool:
    return question in answers and answers[question] >= at


def _waited(mark: Mark, wait: timedelta, now: datetime) -> bool:
    return mark.wrote_at is not None and now >= mark.wrote_at + wait


# -- what happens --------------------------------------------------------------------------------------------------


def moment(on: date, at: datetime, zone: ZoneInfo) -> datetime:
    """The instant of something that was logged at `at` and happened on a local date: the latest it can have been."""
    midnight = datetime.combine(on + DAY, time(0), tzinfo=zone)
    return min(at, midnight.astimezone(at.tzinfo))


def they_wrote(contact: Contact, at: datetime, rung: int, *, resting: bool) -> Contact:
    """A message of theirs. `resting`: the keeper's attempts had been let rest, and stay counted."""
    attempts = [_heard(one, at) if resting else one for one in contact.attempts if resting or at < one.at]
    known = replace(
        contact,
        attempts=tuple(attempts),
        space=_answered(contact.space, at),
        closed=contact.closed if _is_prompted(contact, at) else _answered(contact.closed, at),
        resting=_answered(contact.resting, at),
        once_more_at=None,
        wrote_at=max(at, contact.wrote_at or at),
    )
    return _climbed(known, at, rung)


def _heard(attempt: Attempt, at: datetime) -> Attempt:
    return attempt if at < attempt.at else replace(attempt, heard_at=attempt.heard_at or at)


def _answered(mark: Mark | None, at: datetime) -> Mark | None:
    """Their first message after a mark begins its exit; one from before it does not."""
    if mark is None or at < mark.at or mark.wrote_at is not None:
        return mark
    return replace(mark, wrote_at=at)


def _is_prompted(contact: Contact, at: datetime) -> bool:
    """Whether the keeper had written behind the closed door, shortly before."""
    sent, closed = contact.sent_at, contact.closed
    return sent is not None and closed is not None and sent > closed.at and at - sent < PROMPTED


def _climbed(contact: Contact, at: datetime, rung: int) -> Contact:
    """The ladder: the lower of their last two replies, a single one at most casual; up one a fortnight at most."""
    replies = (*contact.replies, rung)[-2:]
    reached = min(replies) if len(replies) > 1 else min(1, rung)
    if reached <= contact.rung:
        return replace(contact, replies=replies, rung=reached)
    if contact.rose_at is not None and at - contact.rose_at < RISES_IN:
        return replace(contact, replies=replies)
    return replace(contact, replies=replies, rung=contact.rung + 1, rose_at=at)


def i_wrote(contact: Contact, at: datetime, *, counts: bool) -> Contact:
    """A message of the keeper's. `counts`: it is an outreach, and uses an attempt."""
    attempts = (*contact.attempts, Attempt(at=at)) if counts else contact.attempts
    once_more = None if counts else contact.once_more_at
    return replace(contact, attempts=attempts, once_more_at=once_more, sent_at=max(at, contact.sent_at or at))


def asked_space(contact: Contact, at: datetime, named: date | None) -> Contact:
    """They asked for space, perhaps until a date they named."""
    shut = _again(contact.space, at)
    return replace(contact, space=shut, named=named, once_more_at=None, replies=(), rung=0, rose_at=None)


def said_no(contact: Contact, at: datetime) -> Contact:
    return replace(contact, closed=_again(contact.closed, at), once_more_at=None, replies=(), rung=0, rose_at=None)


def ordered(contact: Contact, at: datetime) -> Contact:
    return replace(contact, legal_at=contact.legal_at or at)


def rested(contact: Contact, at: datetime) -> Contact:
    return replace(contact, resting=_again(contact.resting, at), once_more_at=None)


def _again(mark: Mark | None, at: datetime) -> Mark:
    """Said again, a mark stands anew, by a clock that was set back too: what began its exit before counts no more."""
    return Mark(at=at if mark is None else max(at, mark.at))


def held(contact: Contact, at: datetime) -> Contact:
    return replace(contact, hold_at=max(at, contact.hold_at or at))


def afraid(contact: Contact, at: datetime, *, violent: bool) -> Contact:
    latest = max(at, contact.unsafe_at or at)
    return replace(contact, unsafe_at=latest, violent=contact.violent or violent)


def answered(contact: Contact, question: str, at: datetime, *, clear: bool) -> Contact:
    """One of the three questions was answered. What is not clear is so until it is answered anew, by whatever clock."""
    told = {**contact.told, question: at}
    known = {name: when for name, when in contact.clear.items() if name != question}
    unsure = contact.unsure_at
    if unsure is not None and all(told.get(one, unsure) > unsure for one in SAFETY):
        unsure = None
    return replace(
        contact,
        told=told,
        clear={**known, question: at} if clear else known,
        unsure_at=unsure,
        owed_at=None if question == "C1" else contact.owed_at,
    )


def reopened(contact: Contact, at: datetime) -> Contact:
    return replace(contact, closed=None, reopened_at=at)
