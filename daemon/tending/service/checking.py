"""Checking: everything in the store that could keep a question from arriving, or a reply from being heard."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import assert_never

from tending.core.errors import StoreError
from tending.core.records import ChannelState, Delivery, DeliveryState, ReplyState, Way
from tending.core.standing import Leave
from tending.core.values import dataclass
from tending.ports import Journal, Work
from tending.service import addresses, admitting, changes, health, upkeep
from tending.service.turn import Turn

WRONG = 78
CHANNEL = 4
REMEDIES = {
    health.BACKUP: "tending backup, and see what it says",
    health.QUICK: "tending check, then tending restore FILE",
    health.WHOLE: "tending check, then tending restore FILE",
    health.THIN: "tending check",
    health.LINES: "tending channel test NAME --round-trip",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing that was looked at. `remedy` says what to do where it is not well; `code` is the exit code for it."""

    what: str
    ok: bool = True
    remedy: str = ""
    code: int = WRONG


def findings(turn: Turn, journal: Journal) -> list[Finding]:
    """What the store tells: set-up, channels, and what lies about in them."""
    with journal.reading() as work:
        return [*_keeper(work), *_channels(turn, work), *_upkeep(work, turn.now), *_lying_about(work)]


def _keeper(work: Work) -> Iterator[Finding]:
    standing = work.standing()
    bonds = [bond for bond in standing.bonds if not bond.closed and bond.label]
    done = bool(bonds)
    yield Finding(what=f"set-up is {'' if done else 'not '}finished", ok=done, remedy="tending init", code=0)
    if standing.paused_at is not None or standing.card:
        yield Finding(what="nothing is asked: it is paused", ok=False, remedy="tending resume", code=0)


def _channels(turn: Turn, work: Work) -> Iterator[Finding]:
    remote = [way for way in turn.ways if way.remote]
    if not remote:
        yield Finding(
            what="no channel reaches out of this computer: questions wait in the terminal",
            ok=False,
            remedy="tending channel add",
            code=0,
        )
    for way in remote:
        yield _channel(turn, work, way)
        known = work.channel(way.name)
        if known is not None and known.trouble:
            yield _trouble(known)


def _channel(turn: Turn, work: Work, way: Way) -> Finding:
    if addresses.is_stopped(work, way):
        return Finding(
            what=f"channel {way.name} was stopped from its far end, and stays closed",
            ok=False,
            remedy=f"tending channel remove {way.name}, then add another address",
            code=CHANNEL,
        )
    confirmed = addresses.is_confirmed(turn, work, way)
    return Finding(
        what=f"channel {way.name} is {'confirmed' if confirmed else 'not confirmed: nothing is sent there'}",
        ok=confirmed,
        remedy="" if confirmed else f"tending channel add {way.name}",
        code=CHANNEL,
    )


def _trouble(known: ChannelState) -> Finding:
    return Finding(
        what=f"channel {known.name} had trouble: {known.trouble}",
        ok=False,
        remedy=f"tending channel test {known.name}",
        code=CHANNEL,
    )


def _upkeep(work: Work, now: datetime) -> Iterator[Finding]:
    """What the daemon does by itself, and when it went well last."""
    for name in health.CHORES:
        done = upkeep.done(work, name)
        if done is not None:
            last = f"well, {_ago(now - done.well)}" if done.well is not None else "not well yet"
            yield Finding(
                what=f"{name}: {done.trouble} (last: {last})" if done.trouble else f"{name}: {last}",
                ok=not done.trouble,
                remedy=REMEDIES[name] if done.trouble else "",
                code=StoreError.exit_code if name == health.WHOLE and done.trouble else 0,
            )


def _ago(time: timedelta) -> str:
    return "today" if time.days < 1 else "yesterday" if time.days == 1 else f"{time.days} days ago"


def _lying_about(work: Work) -> Iterator[Finding]:
    for delivery in work.deliveries(DeliveryState.UNCERTAIN):
        yield _uncertain(delivery)
    for delivery in admitting.refused(work):
        yield Finding(
            what=f"a message for {delivery.channel} {admitting.BY_HAND.removeprefix('it ')}",
            ok=False,
            remedy="somebody had a hand in the store: look at tending channel log",
            code=CHANNEL,
        )
    for stored in work.replies(ReplyState.QUARANTINED):
        yield Finding(
            what=f"a reply on {stored.reply.channel} could not be read: {stored.reply.trouble}",
            ok=False,
            remedy="answer again with tending reply, or try tending journal reread",
            code=0,
        )
    unread = len(work.replies(ReplyState.NEW))
    if unread:
        yield Finding(what=f"replies not read yet: {unread}", ok=False, remedy="tending journal reread", code=0)


def _uncertain(delivery: Delivery) -> Finding:
    about = f"c{delivery.check_in}" if delivery.check_in else delivery.kind
    return Finding(
        what=f"{about} may have reached {delivery.channel} or not: {delivery.detail}",
        ok=False,
        remedy="look there; it is not sent twice. It can be answered here: tending reply",
        code=0,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Receiver:
    """A channel as the doctor shows it: what it may get, and until when."""

    name: str
    gets: str
    until: datetime | None
    last_sent: datetime | None


def receivers(turn: Turn, journal: Journal) -> list[Receiver]:
    """Who can receive what, by every way that reaches out of this computer."""
    with journal.reading() as work:
        return [_receiver(turn, work, way) for way in turn.ways if way.remote]


def _receiver(turn: Turn, work: Work, way: Way) -> Receiver:
    row = work.channel(way.name)
    return Receiver(
        name=way.name,
        gets=_gets(turn, work, way),
        until=addresses.until(turn, work, way),
        last_sent=row.last_sent if row is not None else None,
    )


def _gets(turn: Turn, work: Work, way: Way) -> str:
    allowed = addresses.leave_for(turn, work, way)
    match allowed:
        case Leave.STOPPED:
            return "nothing: stopped for good"
        case Leave.UNCONFIRMED | Leave.OVER:
            return "nothing but six digits"
        case Leave.OPEN | Leave.AGAIN:
            return changes.level_in_words(way.level.value, turn.language)
    assert_never(allowed)
