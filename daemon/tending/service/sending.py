"""Sending: claim, send, record; never a transaction across the network.

A delivery is committed as `sending` before the first byte leaves, and as what became of it after. What a crash leaves
in `sending` is uncertain: the channel is asked whether it arrived, and if it cannot tell, the delivery is held and
shown, never sent again. So nothing goes out twice, and nothing is missing silently.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from tending.core.errors import ChannelError
from tending.core.records import ChannelState, Delivery, DeliveryState, Receipt
from tending.ports import Channel, Journal, Work
from tending.service import asking

BACKOFF = (1, 2, 5, 15, 30, 60)
GIVE_UP = timedelta(hours=24)


def claim(journal: Journal, now: datetime, channel: str | None = None) -> Delivery | None:
    """The oldest delivery that is due, marked `sending` and committed; None when there is none."""
    with journal.writing() as work:
        for delivery in work.deliveries(DeliveryState.DUE):
            if delivery.next_attempt <= now and channel in {None, delivery.channel}:
                sending = replace(delivery, state=DeliveryState.SENDING, next_attempt=now)
                work.mark(sending)
                return sending
    return None


def next_attempt(journal: Journal, channel: str | None = None) -> datetime | None:
    with journal.reading() as work:
        due = work.deliveries(DeliveryState.DUE)
    return min((one.next_attempt for one in due if channel in {None, one.channel}), default=None)


def send(
    journal: Journal, channels: Mapping[str, Channel], delivery: Delivery, clock: Callable[[], datetime]
) -> DeliveryState:
    """Hand a claimed delivery to its channel, outside any transaction, and record what became of it."""
    channel = channels.get(delivery.channel)
    try:
        if channel is None:
            raise ChannelError(f"channel {delivery.channel} is not in the settings any more", permanent=True)  # noqa: TRY301
        receipt = channel.send(delivery.message, now=clock())
    except ChannelError as error:
        return failed(journal, delivery, error, clock())
    return sent(journal, delivery, receipt, clock())


def send_due(journal: Journal, channels: Mapping[str, Channel], clock: Callable[[], datetime]) -> int:
    """Send everything that is due, one after the other. Returns how many were handed over."""
    handed = 0
    while (delivery := claim(journal, clock())) is not None:
        handed += send(journal, channels, delivery, clock) is DeliveryState.SENT
    return handed


def sent(journal: Journal, delivery: Delivery, receipt: Receipt, now: datetime) -> DeliveryState:
    with journal.writing() as work:
        work.mark(replace(delivery, state=DeliveryState.SENT, detail=receipt.detail))
        _note(work, delivery.channel, last_sent=now, trouble="", trouble_since=None)
    return DeliveryState.SENT


def failed(journal: Journal, delivery: Delivery, error: ChannelError, now: datetime) -> DeliveryState:
    """Try again later, hold what may have arrived, or give up; a check-in that no channel took is undelivered."""
    with journal.writing() as work:
        after = _after(work, delivery, error, now)
        work.mark(after)
        _note_trouble(work, delivery.channel, str(error), now)
        if after.state is DeliveryState.FAILED:
            _maybe_undelivered(work, delivery, now)
    return after.state


def _after(work: Work, delivery: Delivery, error: ChannelError, now: datetime) -> Delivery:
    if error.uncertain:
        return replace(delivery, state=DeliveryState.UNCERTAIN, detail=str(error))
    again = now + timedelta(minutes=BACKOFF[min(delivery.attempt, len(BACKOFF)) - 1])
    check_in = work.check_in(delivery.check_in) if delivery.check_in else None
    over = check_in is not None and (not check_in.open or again >= check_in.expires_at)
    stale = check_in is None and delivery.attempt * timedelta(minutes=BACKOFF[-1]) > GIVE_UP
    if error.permanent or over or stale:
        return replace(delivery, state=DeliveryState.FAILED, detail=str(error))
    return replace(
        delivery, state=DeliveryState.DUE, attempt=delivery.attempt + 1, next_attempt=again, detail=str(error)
    )


def _maybe_undelivered(work: Work, delivery: Delivery, now: datetime) -> None:
    siblings = [one for one in work.deliveries(check_in=delivery.check_in) if one.kind == "asking"]
    if delivery.kind == "asking" and all(one.state is DeliveryState.FAILED for one in siblings):
        asking.undelivered(work, delivery.check_in, now)


def note_trouble(journal: Journal, channel: str, trouble: str, now: datetime) -> None:
    """What `status` shows of a channel that cannot be reached, with the instant it began."""
    with journal.writing() as work:
        _note_trouble(work, channel, trouble, now)


def _note_trouble(work: Work, channel: str, trouble: str, now: datetime) -> None:
    known = work.channel(channel)
    since = known.trouble_since if known is not None and known.trouble_since else now
    _note(work, channel, trouble=trouble, trouble_since=since)


def _note(work: Work, channel: str, **changes: object) -> None:
    known = work.channel(channel)
    if known is not None:
        work.save_channel(_changed(known, changes))


def _changed(known: ChannelState, changes: Mapping[str, object]) -> ChannelState:
    return replace(known, **changes)  # type: ignore[arg-type]


def recover(journal: Journal, channels: Mapping[str, Channel], clock: Callable[[], datetime]) -> int:
    """What an earlier life left in `sending` or held as uncertain: ask the channel if it arrived, else hold.

    Only what belongs to these channels. Returns how many deliveries are still uncertain.
    """
    with journal.reading() as work:
        unknown = work.deliveries(DeliveryState.SENDING, DeliveryState.UNCERTAIN)
    for delivery in unknown:
        if delivery.channel in channels:
            _settle(journal, delivery, _arrived(channels[delivery.channel], delivery.key), clock())
    with journal.reading() as work:
        return len(work.deliveries(DeliveryState.UNCERTAIN))


def _arrived(channel: Channel, key: str) -> bool | None:
    try:
        return channel.arrived(key)
    except ChannelError:
        return None


def _settle(journal: Journal, delivery: Delivery, arrived: bool | None, now: datetime) -> None:  # noqa: FBT001 - what a channel tells has three values
    with journal.writing() as work:
        check_in = work.check_in(delivery.check_in) if delivery.check_in else None
        wanted = check_in is None or check_in.open
        if arrived is None:
            detail = "it may have arrived, and the channel cannot tell"
            work.mark(replace(delivery, state=DeliveryState.UNCERTAIN, detail=detail))
        elif arrived:
            work.mark(replace(delivery, state=DeliveryState.SENT))
        else:
            state = DeliveryState.DUE if wanted else DeliveryState.CANCELLED
            work.mark(replace(delivery, state=state, next_attempt=now))
