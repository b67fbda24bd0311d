"""Confirming a channel: six digits go out by it, and only whoever reads them there can make it the keeper's.

It holds for ninety days from the last code or reply. Then a two-way channel gets nothing but a new code; one that
cannot answer gets its code with the next question, and seven days to have it typed here.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from tending.core.errors import ChannelError, RefusedError, UsageError
from tending.core.records import ChannelState, Delivery, DeliveryState, Message, Way
from tending.core.standing import GRACE, Leave
from tending.core.words import say
from tending.ports import Channel, Journal, Work
from tending.service import addresses, asking, codes, seals, sending
from tending.service.turn import Turn

HOLDS = timedelta(minutes=30)
TRIES = 5


def begin(turn: Turn, journal: Journal, way: Way, entropy: Callable[[int], bytes]) -> Delivery:
    """A new code for a channel, on its way to it. Only a salted hash of the code is kept.

    The channel is unconfirmed from here on. Raises RefusedError for an address that was stopped. `entropy` gives that
    many random bytes.
    """
    code = codes.drawn(entropy(8))
    with journal.writing() as work:
        _refuse_stopped(work, way)
        known = work.standing().channels.get(way.name)
        if known is None or known.address != way.address:
            addresses.note(turn, work, way, "added" if known is None else "changed")
        elif addresses.is_confirmed(turn, work, way):
            addresses.note(turn, work, way, "unconfirmed")
        fresh = ChannelState(name=way.name, kind=way.kind, address=way.address)
        hashed = codes.hashed(code, entropy(codes.SALT))
        work.save_channel(replace(fresh, code=hashed, code_until=turn.now + HOLDS))
    text = say("code", turn.language, code=code, minutes=str(HOLDS // timedelta(minutes=1)))
    return _at_once(turn, way, f"code.{way.name}.{entropy(8).hex()}", say("subject-code", turn.language), text)


def _at_once(turn: Turn, way: Way, key: str, line: str, text: str) -> Delivery:
    """A message that waits for nothing; its kind is the first word of its key. STOP can answer it, like every other."""
    message = Message(
        key=key,
        line=line,
        text=text,
        answer=True,
        level=way.level,
        token=turn.token(0, way) if way.two_way else "",
    )
    return asking.delivery_of(turn, message, 0, way, key.partition(".")[0])


def _refuse_stopped(work: Work, way: Way) -> None:
    if addresses.is_stopped(work, way):
        raise RefusedError(f"{way.name}: this address was stopped, and stays closed for good: use another one")


def send(turn: Turn, journal: Journal, way: Way, channel: Channel, delivery: Delivery) -> None:
    """Hand a code or a trial over at once. Raises RefusedError and ChannelError as `sending.hand_over` does."""
    sending.hand_over(turn, journal, channel, delivery)
    if delivery.kind == "code":
        with journal.writing() as work:
            addresses.note(turn, work, way, "code")


def confirm(turn: Turn, journal: Journal, way: Way, code: str) -> None:
    """The code as it was read on the channel. Raises ChannelError for a wrong or an old one, and after five tries."""
    with journal.writing() as work:
        _refuse_stopped(work, way)
        known = _waiting(turn, work, way)
        right = _is_right(turn, work, way, known, "".join(code.split()))
        if right:
            work.save_channel(replace(known, confirmed_at=turn.now, code="", code_until=None, tries=0))
            addresses.note(turn, work, way, "confirmed")
        else:
            work.save_channel(replace(known, tries=known.tries + 1))
    if not right:
        left = TRIES - known.tries - 1
        raise ChannelError(f"{way.name}: these are not the six digits: {_tries(left)}")


def _is_right(turn: Turn, work: Work, way: Way, known: ChannelState, code: str) -> bool:
    if known.code:
        return codes.is_hashed(code, known.code)
    asked = addresses.known_as(work, way)
    return (
        asked is not None
        and asked.asked_at is not None
        and codes.is_same(code, codes.derived(turn.seed, way.address, asked.asked_at))
    )


def _tries(left: int) -> str:
    return f"{left} more {'try' if left == 1 else 'tries'}" if left else "for new ones, tending channel add"


def _waiting(turn: Turn, work: Work, way: Way) -> ChannelState:
    """What the store knows of a channel whose code may still be typed."""
    known = work.channel(way.name)
    again = f"for new digits, tending channel add {way.name}"
    asked = _was_asked_again(turn, work, way)
    if addresses.leave_for(turn, work, way) is Leave.OPEN and not asked:
        raise UsageError(f"{way.name} is confirmed already")
    if known is None or known.address != way.address or not (known.code or asked):
        raise ChannelError(f"{way.name}: no digits are on their way: {again}")
    if known.tries >= TRIES:
        raise ChannelError(f"{way.name}: wrong {TRIES} times: {again}")
    if known.code and (known.code_until is None or turn.now > known.code_until):
        raise ChannelError(f"{way.name}: these digits were good for {HOLDS // timedelta(minutes=1)} minutes: {again}")
    return known


def _was_asked_again(turn: Turn, work: Work, way: Way) -> bool:
    known = addresses.known_as(work, way)
    return (
        known is not None
        and known.confirmed_at is not None
        and known.asked_at is not None
        and turn.now < known.asked_at + GRACE
    )


def trial(turn: Turn, journal: Journal, way: Way, entropy: Callable[[int], bytes]) -> Delivery:
    """A message to try a channel with. Raises ChannelError for one that is not confirmed."""
    with journal.reading() as work:
        if addresses.leave_for(turn, work, way) is not Leave.OPEN:
            raise ChannelError(f"{way.name} is not confirmed, so nothing was sent: tending channel add {way.name}")
    key = f"trial.{way.name}.{entropy(8).hex()}"
    return _at_once(turn, way, key, say("subject-echo", turn.language), say("trial", turn.language))


def remove(turn: Turn, journal: Journal, name: str) -> None:
    """Forget a channel. What was to go out by it is cancelled; an address that was stopped stays so."""
    with journal.writing() as work:
        for delivery in work.deliveries(DeliveryState.DUE):
            if delivery.channel == name:
                work.mark(seals.unsealed(delivery, DeliveryState.CANCELLED))
        work.drop_channel(name)
        addresses.forget(turn, work, name)
