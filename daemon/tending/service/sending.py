"""Sending: claim, send, record; never a transaction across the network.

A delivery is committed as `sending` before the first byte leaves, and as what became of it after. What a crash leaves
in `sending` is uncertain: the channel is asked whether it arrived, and if it cannot tell, the delivery is held and
shown, never sent again. So nothing goes out twice, and nothing is missing silently.

Nothing else in the program sends: what waits in the store is claimed here, and what cannot wait is handed over here,
both by the same gate (`admitting`).
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from tending.core import pacing
from tending.core.errors import ChannelError, RefusedError
from tending.core.records import ChannelState, Delivery, DeliveryState, Receipt
from tending.ports import Channel, Journal, Work
from tending.service import admitting, asking, echoes, seals
from tending.service.turn import Turn

BACKOFF = (1, 2, 5, 15, 30, 60)
GIVE_UP = timedelta(hours=24)
CARD = "card"
AT_ONCE = frozenset({"code", "trial"})


def claim(turn: Turn, journal: Journal, channel: str | None = None) -> Delivery | None:
    """The oldest delivery that is due and may leave, marked `sending` and committed; None when there is none.

    While it is hidden only the help card goes out.
    """
    with journal.writing() as work:
        hidden = pacing.hidden(work.standing(), turn.now)
        for delivery in work.deliveries(DeliveryState.DUE):
            if hidden and delivery.kind != CARD:
                continue
            if delivery.next_attempt <= turn.now and channel in {None, delivery.channel}:
                judged = admitting.admitted(turn, work, delivery)
                work.mark(judged)
                _follow_up(turn, work, judged)
                if judged.state is DeliveryState.SENDING:
                    return judged
    return None


def _follow_up(turn: Turn, work: Work, judged: Delivery) -> None:
    """What was not let go is not lost: an echo goes with the next message, a question was never asked."""
    if judged.state is DeliveryState.FAILED:
        _maybe_undelivered(work, judged, turn.now)
    if judged.detail == admitting.GOES_ALONG:
        echoes.keep(work, judged.channel, judged.message.text)


def next_attempt(journal: Journal, channel: str | None = None) -> datetime | None:
    with journal.reading() as work:
        due = work.deliveries(DeliveryState.DUE)
        hidden = work.standing().hidden_until
    return min((_when(one, hidden) for one in due if channel in {None, one.channel}), default=None)


def _when(delivery: Delivery, hidden: datetime | None) -> datetime:
    return max(delivery.next_attempt, hidden) if hidden and delivery.kind != CARD else delivery.next_attempt


def send(
    turns: Callable[[], Turn], journal: Journal, channels: Mapping[str, Channel], delivery: Delivery
) -> DeliveryState:
    """Hand a claimed delivery to its channel, outside any transaction, and record what became of it."""
    channel, turn = channels.get(delivery.channel), turns()
    try:
        if channel is None:
            raise ChannelError(f"channel {delivery.channel} is not in the settings any more", permanent=True)  # noqa: TRY301
        receipt = channel.send(admitting.whole(turn, delivery), now=turn.now)
    except ChannelError as error:
        return failed(turns(), journal, delivery, error)
    return sent(turns(), journal, delivery, receipt)


def hand_over(turn: Turn, journal: Journal, channel: Channel, delivery: Delivery) -> None:
    """Send what the keeper waits for, at once. Its words are not stored.

    Raises RefusedError where the gate says no, and ChannelError, which `status` then shows too.
    """
    with journal.writing() as work:
        judged = admitting.admitted(turn, work, seals.sealed(turn.seed, delivery))
        if judged.state is not DeliveryState.SENDING:
            raise RefusedError(f"{delivery.channel}: {judged.detail}")
        wordless = replace(judged, message=replace(judged.message, text=""))
        claimed = work.queue(seals.sealed(turn.seed, wordless))
    try:
        receipt = channel.send(delivery.message, now=turn.now)
    except ChannelError as error:
        failed(turn, journal, claimed, error)
        raise
    sent(turn, journal, claimed, receipt)


def send_due(turns: Callable[[], Turn], journal: Journal, channels: Mapping[str, Channel]) -> int:
    """Send everything that is due, one after the other. Returns how many were handed over."""
    handed = 0
    while (delivery := claim(turns(), journal)) is not None:
        handed += send(turns, journal, channels, delivery) is DeliveryState.SENT
    return handed


def sent(turn: Turn, journal: Journal, delivery: Delivery, receipt: Receipt) -> DeliveryState:
    with journal.writing() as work:
        work.mark(seals.unsealed(delivery, DeliveryState.SENT, receipt.detail))
        _note(work, delivery.channel, last_sent=turn.now, trouble="", trouble_since=None)
    return DeliveryState.SENT


def failed(turn: Turn, journal: Journal, delivery: Delivery, error: ChannelError) -> DeliveryState:
    """Try again later, hold what may have arrived, or give up; a check-in that no channel took is undelivered."""
    with journal.writing() as work:
        after = seals.sealed(turn.seed, _after(work, delivery, error, turn.now))
        work.mark(after)
        _note_trouble(work, delivery.channel, str(error), turn.now)
        if after.state is DeliveryState.FAILED:
            _maybe_undelivered(work, delivery, turn.now)
    return after.state


def _after(work: Work, delivery: Delivery, error: ChannelError, now: datetime) -> Delivery:
    if error.uncertain:
        return replace(delivery, state=DeliveryState.UNCERTAIN, detail=str(error))
    again = now + timedelta(minutes=BACKOFF[min(delivery.attempt, len(BACKOFF)) - 1])
    check_in = work.check_in(delivery.check_in) if delivery.check_in else None
    over = check_in is not None and (not check_in.open or again >= check_in.expires_at)
    stale = check_in is None and delivery.attempt * timedelta(minutes=BACKOFF[-1]) > GIVE_UP
    if error.permanent or over or stale or is_at_once(delivery):
        return replace(delivery, state=DeliveryState.FAILED, detail=str(error))
    return replace(
        delivery, state=DeliveryState.DUE, attempt=delivery.attempt + 1, next_attempt=again, detail=str(error)
    )


def is_at_once(delivery: Delivery) -> bool:
    """What the keeper waited for, and whose words are not stored: it is never tried again by itself."""
    return delivery.kind in AT_ONCE and not delivery.message.renews


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


def recover(turns: Callable[[], Turn], journal: Journal, channels: Mapping[str, Channel]) -> int:
    """What an earlier life left in `sending` or held as uncertain: ask the channel if it arrived, else hold.

    Only what belongs to these channels. Returns how many deliveries are still uncertain.
    """
    with journal.reading() as work:
        unknown = work.deliveries(DeliveryState.SENDING, DeliveryState.UNCERTAIN)
    for delivery in unknown:
        if delivery.channel in channels:
            _settle(turns(), journal, delivery, _arrived(channels[delivery.channel], delivery.key))
    with journal.reading() as work:
        return len(work.deliveries(DeliveryState.UNCERTAIN))


def _arrived(channel: Channel, key: str) -> bool | None:
    try:
        return channel.arrived(key)
    except ChannelError:
        return None


def _settle(turn: Turn, journal: Journal, delivery: Delivery, arrived: bool | None) -> None:  # noqa: FBT001 - what a channel tells has three values
    with journal.writing() as work:
        work.mark(_settled(turn, work, delivery, arrived))


def _settled(turn: Turn, work: Work, delivery: Delivery, arrived: bool | None) -> Delivery:  # noqa: FBT001 - as above
    if arrived:
        return seals.unsealed(delivery, DeliveryState.SENT, delivery.detail)
    ours = seals.is_ours(turn.seed, delivery)
    if arrived is None:
        held = replace(
            delivery, state=DeliveryState.UNCERTAIN, detail="it may have arrived, and the channel cannot tell"
        )
        return seals.sealed(turn.seed, held) if ours else held
    if not ours:
        return seals.unsealed(delivery, DeliveryState.FAILED, admitting.BY_HAND)
    check_in = work.check_in(delivery.check_in) if delivery.check_in else None
    if is_at_once(delivery) or (check_in is not None and not check_in.open):
        return seals.unsealed(delivery, DeliveryState.CANCELLED)
    return seals.sealed(turn.seed, replace(delivery, state=DeliveryState.DUE, next_attempt=turn.now))
