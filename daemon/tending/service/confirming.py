"""Confirming a channel: six digits go out by it, and only whoever reads them there can make it the keeper's."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from tending.core.entries import ChannelChanged, Draft
from tending.core.errors import ChannelError, RefusedError, UsageError
from tending.core.records import ChannelState, DeliveryState, Message, Way
from tending.core.words import say
from tending.ports import Channel, Journal, Work
from tending.service import asking, sending
from tending.service.turn import Turn

HOLDS = timedelta(minutes=30)
TRIES = 5
DIGITS = 6
CODES_A_DAY = 5
SALT = 16


def begin(turn: Turn, journal: Journal, way: Way, entropy: Callable[[int], bytes]) -> Message:
    """A new code for a channel, and the message that carries it. Only a salted hash of the code is kept.

    The channel is unconfirmed from here on. Raises RefusedError for an address that was stopped, and for a sixth code
    in a day. `entropy` gives that many random bytes.
    """
    code = f"{int.from_bytes(entropy(8)) % 10**DIGITS:0{DIGITS}d}"
    with journal.writing() as work:
        _refuse_stopped(work, way)
        _count(turn, work, way)
        known = work.channel(way.name)
        if known is None or known.address != way.address:
            _note(turn, work, way, "added")
        fresh = ChannelState(name=way.name, kind=way.kind, address=way.address)
        work.save_channel(replace(fresh, code=_hashed(code, entropy(SALT)), code_until=turn.now + HOLDS))
    text = say("code", turn.language, code=code, minutes=str(HOLDS // timedelta(minutes=1)))
    line = say("subject-code", turn.language)
    return Message(key=f"code.{way.name}.{entropy(8).hex()}", line=line, text=text, answer=True)


def _refuse_stopped(work: Work, way: Way) -> None:
    if work.stopped(way.address):
        raise RefusedError(f"{way.name}: this address was stopped, and stays closed for good: use another one")


def _count(turn: Turn, work: Work, way: Way) -> None:
    """Somebody else's address must not be flooded with codes."""
    day, _, count = (work.meta(f"codes.{way.address}") or "").partition(" ")
    today = turn.today.isoformat()
    sent = int(count) if day == today else 0
    if sent >= CODES_A_DAY:
        raise RefusedError(f"{way.name}: {CODES_A_DAY} codes in one day are enough: try again tomorrow")
    work.set_meta(f"codes.{way.address}", f"{today} {sent + 1}")


def _note(turn: Turn, work: Work, way: Way, change: str) -> None:
    work.append(Draft(payload=ChannelChanged(name=way.name, channel=way.kind, change=change), at=turn.now))


def _hashed(code: str, salt: bytes) -> str:
    return f"{salt.hex()}.{hashlib.blake2b(code.encode(), key=salt, digest_size=32).hexdigest()}"


def _is(code: str, hashed: str) -> bool:
    salt, _, _ = hashed.partition(".")
    return hmac.compare_digest(_hashed(code, bytes.fromhex(salt)), hashed)


def send(turn: Turn, journal: Journal, channel: Channel, message: Message) -> None:
    """Hand a message over at once, outside any transaction. Raises ChannelError, which `status` then shows too."""
    try:
        channel.send(message, now=turn.now)
    except ChannelError as error:
        sending.note_trouble(journal, channel.name, str(error), turn.now)
        raise
    with journal.writing() as work:
        known = work.channel(channel.name)
        if known is not None:
            work.save_channel(replace(known, last_sent=turn.now, trouble="", trouble_since=None))


def confirm(turn: Turn, journal: Journal, way: Way, code: str) -> None:
    """The code as it was read on the channel. Raises ChannelError for a wrong or an old one, and after five tries."""
    with journal.writing() as work:
        _refuse_stopped(work, way)
        known = _waiting(turn, work, way)
        right = _is("".join(code.split()), known.code)
        if right:
            work.save_channel(replace(known, confirmed_at=turn.now, code="", code_until=None, tries=0))
            _note(turn, work, way, "confirmed")
        else:
            work.save_channel(replace(known, tries=known.tries + 1))
    if not right:
        left = TRIES - known.tries - 1
        raise ChannelError(f"{way.name}: these are not the six digits: {_tries(left)}")


def _tries(left: int) -> str:
    return f"{left} more {'try' if left == 1 else 'tries'}" if left else "for new ones, tending channel add"


def _waiting(turn: Turn, work: Work, way: Way) -> ChannelState:
    """What the store knows of a channel whose code may still be typed."""
    known = work.channel(way.name)
    again = f"for new digits, tending channel add {way.name}"
    if asking.is_confirmed(work, way):
        raise UsageError(f"{way.name} is confirmed already")
    if known is None or not known.code or known.address != way.address:
        raise ChannelError(f"{way.name}: no digits are on their way: {again}")
    if known.tries >= TRIES:
        raise ChannelError(f"{way.name}: wrong {TRIES} times: {again}")
    if known.code_until is None or turn.now > known.code_until:
        raise ChannelError(f"{way.name}: these digits were good for {HOLDS // timedelta(minutes=1)} minutes: {again}")
    return known


def trial(turn: Turn, journal: Journal, way: Way, entropy: Callable[[int], bytes]) -> Message:
    """A message to try a channel with. Raises ChannelError for one that is not confirmed."""
    with journal.reading() as work:
        if not asking.is_confirmed(work, way):
            raise ChannelError(f"{way.name} is not confirmed, so nothing was sent: tending channel add {way.name}")
    text = say("trial", turn.language)
    line = say("subject-echo", turn.language)
    return Message(key=f"trial.{way.name}.{entropy(8).hex()}", line=line, text=text, answer=True)


def remove(turn: Turn, journal: Journal, name: str, kind: str) -> None:
    """Forget a channel. What was to go out by it is cancelled; an address that was stopped stays so."""
    with journal.writing() as work:
        for delivery in work.deliveries(DeliveryState.DUE):
            if delivery.channel == name:
                work.mark(replace(delivery, state=DeliveryState.CANCELLED))
        work.drop_channel(name)
        work.append(Draft(payload=ChannelChanged(name=name, channel=kind, change="removed"), at=turn.now))
