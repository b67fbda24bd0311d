"""Confirming a channel: six digits go out by it, and only whoever reads them there can make it the keeper's."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from tending.core.entries import ChannelChanged, Draft
from tending.core.errors import ChannelError, RefusedError
from tending.core.model import ChannelState, Delivery, DeliveryState, Message, Way
from tending.core.words import say
from tending.ports import Channel, Journal, Work
from tending.service import asking
from tending.service.turn import Turn

HOLDS = timedelta(minutes=30)
TRIES = 5
DIGITS = 6
CODES_A_DAY = 5
SALT = 16
DAY = timedelta(days=1)


def begin(turn: Turn, journal: Journal, way: Way, entropy: Callable[[int], bytes]) -> Delivery:
    """A new code for a channel, of which only a salted hash is kept, and the message that carries it.

    The channel is unconfirmed from here on. Raises RefusedError for an address that was stopped, and for a sixth code
    within a day. `entropy` gives that many random bytes.
    """
    code = f"{int.from_bytes(entropy(8)) % 10**DIGITS:0{DIGITS}d}"
    with journal.writing() as work:
        _refuse(turn, work, way)
        known = work.channel(way.name)
        hashed = _hashed(code, entropy(SALT))
        fresh = ChannelState(
            name=way.name, kind=way.kind, address=way.address, code=hashed, code_until=turn.now + HOLDS
        )
        work.save_channel(fresh)
        if known is None or known.address != way.address:
            work.append(Draft(payload=ChannelChanged(name=way.name, channel=way.kind, change="added"), at=turn.now))
        message = _message(turn, way, code, entropy(4).hex())
        return work.queue(_delivery(turn, way, message))


def _refuse(turn: Turn, work: Work, way: Way) -> None:
    if work.stopped(way.address):
        raise RefusedError(f"{way.name}: this address was stopped, and stays closed: use another one")
    lately = [one for one in work.sent_since(way.name, turn.now - DAY) if one.kind == "code"]
    if len(lately) >= CODES_A_DAY:
        raise RefusedError(f"{way.name}: {CODES_A_DAY} codes went out in a day: try again tomorrow")
