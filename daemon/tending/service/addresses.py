"""Addresses: whose they are and what may go there. Entries decide, and a row of the store can only be stricter."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from tending.core.entries import ChannelChanged, Draft
from tending.core.errors import DamagedError
from tending.core.records import DeliveryState, Way
from tending.core.standing import HOLDS, AddressStanding, ChannelStanding, Leave, Standing, leave, leave_until, to_stop
from tending.ports import Work
from tending.service import seals
from tending.service.turn import Turn

RENEWED_EVERY = timedelta(days=1)


def is_stopped(work: Work, way: Way) -> bool:
    return any(one in work.standing().stopped or work.stopped(one) for one in way.hashes)


def leave_for(turn: Turn, work: Work, way: Way) -> Leave:
    """What may be sent by a way now: the stricter of what entries and rows say."""
    if is_stopped(work, way):
        return Leave.STOPPED
    row = work.channel(way.name)
    if row is None or row.confirmed_at is None or row.address != way.address:
        return Leave.UNCONFIRMED
    return leave(work.standing(), way.address, way.place, two_way=way.two_way, now=turn.now)


def is_confirmed(turn: Turn, work: Work, way: Way) -> bool:
    return leave_for(turn, work, way) in {Leave.OPEN, Leave.AGAIN}


def confirmed(turn: Turn, work: Work) -> list[Way]:
    """The remote ways that anything may be sent by."""
    return [way for way in turn.ways if way.remote and leave_for(turn, work, way) is Leave.OPEN]


def until(turn: Turn, work: Work, way: Way) -> datetime | None:
    """When it ends by itself unless a code or a reply comes before: the day it will be asked again at the latest."""
    known = known_as(work, way)
    if known is None or known.held_at is None or not is_confirmed(turn, work, way):
        return None
    return leave_until(known, two_way=way.two_way) or known.held_at + HOLDS


def was_confirmed(work: Work, way: Way) -> bool:
    """Whether anybody ever typed back the digits that went there."""
    known = known_as(work, way)
    return known is not None and known.since is not None


def note(turn: Turn, work: Work, way: Way, change: str) -> None:
    work.append(Draft(payload=fact_of(turn, way, change), at=turn.now))


def fact_of(turn: Turn, way: Way, change: str) -> ChannelChanged:
    return ChannelChanged(
        name=way.name,
        channel=way.kind,
        change=change,
        address=way.address,
        place=way.place,
        level=way.level.value,
        settings=way.settings,
        seed=seals.mark_of(turn.seed),
    )


def news(turn: Turn, work: Work) -> Iterator[ChannelChanged]:
    """What the settings say of channels and the entries do not know yet. Raises StoreError for a changed secret."""
    standing = work.standing()
    if standing.seed not in {"", seals.mark_of(turn.seed)}:
        raise DamagedError("The seed in the store is damaged or was changed, so nothing is trusted: restore a backup.")
    for way in turn.ways:
        yield from _news_of(turn, work, way, standing.channels.get(way.name))
    for one in work.stops():
        if one not in standing.stopped:
            yield ChannelChanged(name="", channel="", change="stays-stopped", address=one)
    for name in standing.channels.keys() - {way.name for way in turn.ways}:
        yield _gone(turn, standing, name)


def _news_of(turn: Turn, work: Work, way: Way, before: ChannelStanding | None) -> Iterator[ChannelChanged]:
    if before is None:
        yield fact_of(turn, way, "added")
    elif not before.address:
        yield fact_of(turn, way, "adopted" if _was_ours(work, way, before) else "added")
    elif _described(before) != (way.address, way.place, way.level.value, dict(way.settings)):
        yield fact_of(turn, way, "changed")


def _described(known: ChannelStanding) -> tuple[str, str, str, dict[str, str]]:
    return known.address, known.place, known.level, dict(known.settings)


def _was_ours(work: Work, way: Way, before: ChannelStanding) -> bool:
    """Confirmed in the first release: its entry names no address, the row beside it does."""
    row = work.channel(way.name)
    return row is not None and row.address == way.address and row.confirmed_at == before.confirmed_at is not None


def _gone(turn: Turn, standing: Standing, name: str) -> ChannelChanged:
    known = standing.channels[name]
    return ChannelChanged(
        name=name,
        channel=known.kind,
        change="removed",
        address=known.address,
        place=known.place,
        level=known.level,
        seed=seals.mark_of(turn.seed) if known.address else "",
    )


def forget(turn: Turn, work: Work, name: str) -> None:
    """A channel that is no longer in the settings: its address has to confirm again, should it come back."""
    if name in work.standing().channels:
        work.append(Draft(payload=_gone(turn, work.standing(), name), at=turn.now))


def stop(turn: Turn, work: Work, way: Way) -> None:
    """Close an address for good, as an entry and as rows; what was to go there is let go."""
    closing = to_stop(work.standing(), way.name, turn.now) | set(way.hashes)
    for one in sorted(closing):
        work.stop_address(one, turn.now)
    work.append(*(Draft(payload=fact, at=turn.now) for fact in _stopped(turn, work.standing(), way, closing)))
    for delivery in work.deliveries(DeliveryState.DUE):
        if delivery.channel == way.name:
            work.mark(seals.unsealed(delivery, DeliveryState.CANCELLED))


def _stopped(turn: Turn, standing: Standing, way: Way, closing: Iterable[str]) -> list[ChannelChanged]:
    """An entry for every address that closes; that of the channel as it is now comes last."""
    fact = fact_of(turn, way, "stopped")
    others = [
        replace(fact, address=address, place=known.place)
        for address, known in standing.addresses.items()
        if address in closing and address != way.address
    ]
    return [*others, fact]


def may_ask_again(work: Work, way: Way) -> bool:
    """Whether an address whose days are over has not been asked again yet: once is enough."""
    known = known_as(work, way)
    return known is not None and known.asked_at is None


def renew(turn: Turn, work: Work, way: Way) -> None:
    """A reply that came from where our mail went: the address is still the keeper's. Once a day is enough."""
    known = known_as(work, way)
    if known is None or leave_for(turn, work, way) is not Leave.OPEN:
        return
    if known.held_at is not None and turn.now - known.held_at >= RENEWED_EVERY:
        note(turn, work, way, "renewed")


def known_as(work: Work, way: Way) -> AddressStanding | None:
    return work.standing().addresses.get(way.address)
