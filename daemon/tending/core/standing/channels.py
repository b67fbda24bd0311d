"""What the entries tell of channels: whose an address is and until when, and what was stopped for good.

Addresses are hashes. What time changes is computed from (standing, now), never an entry.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from tending.core.entries import ChannelChanged, Entry
from tending.core.standing.values import AddressStanding, ChannelStanding, Standing

HOLDS = timedelta(days=90)
GRACE = timedelta(days=7)
REMEMBERED = timedelta(days=30)
MOST_NAMES = 8


class Leave(StrEnum):
    """What may be sent to an address, from the strictest down."""

    STOPPED = "stopped"
    UNCONFIRMED = "unconfirmed"
    OVER = "over"
    AGAIN = "again"
    OPEN = "open"


def leave(standing: Standing, address: str, place: str, *, two_way: bool, now: datetime) -> Leave:
    """OVER: nothing but a new code. AGAIN: a question may go, and takes a code along. OPEN: everything."""
    if stopped_at(standing, address, place) is not None:
        return Leave.STOPPED
    known = standing.addresses.get(address)
    if known is None or known.confirmed_at is None:
        return Leave.UNCONFIRMED
    until = leave_until(known, two_way=two_way)
    if until is None:
        return Leave.AGAIN if now >= _held(known) + HOLDS else Leave.OPEN
    return Leave.OPEN if now < until else Leave.OVER


def leave_until(known: AddressStanding, *, two_way: bool) -> datetime | None:
    """When a confirmed address ends by itself; None for a one-way channel that has not been asked again yet."""
    if two_way:
        return _held(known) + HOLDS
    return None if known.asked_at is None else known.asked_at + GRACE


def _held(known: AddressStanding) -> datetime:
    assert known.held_at is not None  # noqa: S101 - it is set wherever an address is confirmed
    return known.held_at


def stopped_at(standing: Standing, *hashes: str) -> datetime | None:
    return next((standing.stopped[one] for one in hashes if one in standing.stopped), None)


def names_of(standing: Standing, place: str) -> frozenset[str]:
    """Every channel that has lately led to a place, however it was written."""
    return frozenset(name for known in standing.addresses.values() if known.place == place for name in known.names)


def to_stop(standing: Standing, name: str, now: datetime) -> frozenset[str]:
    """What a STOP by a channel closes: every address the channel has had lately, for it may have come from each."""
    lately = [
        (address, known.place)
        for address, known in standing.addresses.items()
        if name in known.names and (now - known.seen < REMEMBERED or known.confirmed_at is not None)
    ]
    return frozenset(one for pair in lately for one in pair if one)


def changed(standing: Standing, entry: Entry, fact: ChannelChanged) -> Standing:
    """Fold one change. Entries of the first release name no address: what they confirm is bound to one later."""
    if not fact.address:
        return _of_the_first_release(standing, entry, fact)
    if fact.change == "stays-stopped":
        return _stopped(standing, entry, fact)
    known = _touched(standing, entry, fact)
    match fact.change:
        case "confirmed":
            since = known.since or entry.at
            known = replace(known, since=since, confirmed_at=entry.at, held_at=entry.at, asked_at=None, codes=())
        case "adopted":
            known = replace(known, since=entry.at, confirmed_at=entry.at, held_at=entry.at)
        case "renewed":
            known = replace(known, held_at=entry.at, asked_at=None)
        case "asked-again":
            known = replace(known, asked_at=entry.at, codes=(*known.codes, entry.at))
        case "code":
            known = replace(known, codes=(*known.codes, entry.at))
        case "unconfirmed" | "removed" | "stopped":
            known = replace(known, confirmed_at=None, asked_at=None)
        case _:
            pass
    standing = replace(standing, addresses={**standing.addresses, fact.address: known})
    standing = _named(_stopped(standing, entry, fact), entry.at, fact)
    return replace(standing, seed=standing.seed or fact.seed, addresses=_remembered(standing, entry.at))


def _touched(standing: Standing, entry: Entry, fact: ChannelChanged) -> AddressStanding:
    known = standing.addresses.get(fact.address)
    if known is None:
        return AddressStanding(names=(fact.name,), place=fact.place, seen=entry.at)
    codes = tuple(code for code in known.codes if entry.at - code < REMEMBERED)
    names = (*(name for name in known.names if name != fact.name), fact.name)[-MOST_NAMES:]
    return replace(known, names=names, seen=entry.at, codes=codes)


def _named(standing: Standing, at: datetime, fact: ChannelChanged) -> Standing:
    """The channel by its name, and an address that it had before and has no longer: that one has to confirm again."""
    others = {name: one for name, one in standing.channels.items() if name != fact.name}
    if fact.change == "removed":
        return replace(standing, channels=others)
    before = standing.channels.get(fact.name)
    now = ChannelStanding(
        kind=fact.channel, address=fact.address, place=fact.place, level=fact.level, settings=fact.settings
    )
    standing = replace(standing, channels={**others, fact.name: now})
    if before is None or before.address in {"", fact.address} or before.address not in standing.addresses:
        return standing
    left = replace(standing.addresses[before.address], confirmed_at=None, asked_at=None, seen=at)
    return replace(standing, addresses={**standing.addresses, before.address: left})


def _stopped(standing: Standing, entry: Entry, fact: ChannelChanged) -> Standing:
    if fact.change not in {"stopped", "stays-stopped"}:
        return standing
    new = {one: entry.at for one in (fact.address, fact.place) if one and one not in standing.stopped}
    return replace(standing, stopped={**standing.stopped, **new})


def _remembered(standing: Standing, now: datetime) -> dict[str, AddressStanding]:
    """Addresses in use, and those that were lately: what was stopped is kept beside them, for good."""
    used = {one.address for one in standing.channels.values()}
    return {
        address: known
        for address, known in standing.addresses.items()
        if address in used or known.confirmed_at is not None or now - known.seen < REMEMBERED
    }


def _of_the_first_release(standing: Standing, entry: Entry, fact: ChannelChanged) -> Standing:
    others = {name: one for name, one in standing.channels.items() if name != fact.name}
    if fact.change in {"removed", "stopped"}:
        return replace(standing, channels=others)
    confirmed = entry.at if fact.change == "confirmed" else None
    known = ChannelStanding(kind=fact.channel, confirmed_at=confirmed)
    return replace(standing, channels={**others, fact.name: known})


def codes_to(standing: Standing, place: str, now: datetime) -> int:
    """How many codes went to a place in the last days, however it was written."""
    there = (known for known in standing.addresses.values() if known.place == place)
    return sum(now - code < REMEMBERED for known in there for code in known.codes)
