"""Admitting: the one gate that every message passes before it leaves, whatever asked for it.

It looks at the seal, at whose the address is, and at how much has gone there. No setting makes it wider.
"""

from dataclasses import replace
from datetime import datetime, time, timedelta

from tending.core import hours, rendering
from tending.core.model import Level
from tending.core.records import Delivery, DeliveryState, Message, Way
from tending.core.standing import Leave, codes_to, names_of
from tending.core.words import when
from tending.ports import Work
from tending.service import addresses, asking, codes, seals
from tending.service.turn import Turn

STARTED_A_DAY = 2
ANSWERS_A_DAY = 8
ANSWERS_WITHIN = timedelta(hours=1)
CODES_A_MONTH = 6
ANSWERS = frozenset({"echo", "trial"})
ALWAYS = frozenset({"card"})
ABOUT_A_CHECK_IN = frozenset({"asking", "reminder"})

DAY = timedelta(days=1)
MONTH = timedelta(days=30)
BY_HAND = "it is damaged, or was changed by hand, and was not sent"
GOES_ALONG = "it goes with the next message"


def admitted(turn: Turn, work: Work, delivery: Delivery) -> Delivery:
    """The delivery as it is to be marked: sending where it may leave now, due later, or over, with the reason."""
    way = turn.way(delivery.channel)
    if not seals.is_ours(turn.seed, delivery):
        return seals.unsealed(delivery, DeliveryState.FAILED, BY_HAND)
    if way is None:
        detail = f"channel {delivery.channel} is not in the settings any more"
        return seals.unsealed(delivery, DeliveryState.FAILED, detail)
    refusal = _refusal(turn, work, way, delivery)
    if refusal:
        return seals.unsealed(delivery, DeliveryState.CANCELLED, refusal)
    if delivery.kind in ALWAYS:
        return _leaving(turn, delivery)
    return _within_caps(turn, work, way, delivery)


def _leaving(turn: Turn, delivery: Delivery) -> Delivery:
    return seals.sealed(turn.seed, replace(delivery, state=DeliveryState.SENDING, next_attempt=turn.now))


def _refusal(turn: Turn, work: Work, way: Way, delivery: Delivery) -> str:
    """Why this may not go there, whenever it is tried; nothing where it may."""
    if delivery.kind in ABOUT_A_CHECK_IN:
        check_in = work.check_in(delivery.check_in)
        if check_in is None or not check_in.open:
            return "the question is closed"
        if asking.is_shut(turn, work.standing(), delivery.check_in):
            return "a door has shut on it"
    allowed = addresses.leave_for(turn, work, way)
    if allowed is Leave.OPEN or (delivery.kind == "code" and allowed is not Leave.STOPPED):
        return _too_many_codes(turn, work, way, delivery)
    return "the address was stopped" if allowed is Leave.STOPPED else "the channel is not confirmed"


def _too_many_codes(turn: Turn, work: Work, way: Way, delivery: Delivery) -> str:
    """Somebody else's address must not be flooded with codes."""
    if delivery.kind != "code" or delivery.message.renews:
        return ""
    went = sum(one.kind == "code" for one in _there(turn, work, way, MONTH))
    if max(went, codes_to(work.standing(), way.place, turn.now)) < CODES_A_MONTH or addresses.was_confirmed(work, way):
        return ""
    return f"{CODES_A_MONTH} codes in a month are enough"


def _within_caps(turn: Turn, work: Work, way: Way, delivery: Delivery) -> Delivery:
    answers = delivery.kind in ANSWERS
    free = _free_at(turn, work, way, answers=answers)
    if delivery.kind == "echo" and (free > turn.now or _is_late(turn, delivery)):
        return seals.unsealed(delivery, DeliveryState.CANCELLED, GOES_ALONG)
    if free <= turn.now:
        return _leaving(turn, delivery)
    check_in = work.check_in(delivery.check_in) if delivery.check_in else None
    most = f"{ANSWERS_A_DAY if answers else STARTED_A_DAY} messages went there today"
    if check_in is not None and free >= check_in.expires_at:
        return seals.unsealed(delivery, DeliveryState.FAILED, most)
    detail = f"{most}: the next may go {when(free, turn.now, turn.given.rules.zone, turn.language)}"
    return seals.sealed(turn.seed, replace(delivery, next_attempt=free, detail=detail))


def _is_late(turn: Turn, delivery: Delivery) -> bool:
    written = delivery.message.at
    return written is not None and turn.now - written > ANSWERS_WITHIN


def _free_at(turn: Turn, work: Work, way: Way, *, answers: bool) -> datetime:
    """When the next message of its sort may go: under the cap in any 24 hours, and on any local date."""
    most = ANSWERS_A_DAY if answers else STARTED_A_DAY
    went = sorted(_went(turn, work, way, answers=answers))
    if len(went) < most:
        return turn.now
    zone = turn.given.rules.zone
    over = hours.local_date(went[-most], zone) + DAY
    return max(went[-most] + DAY, hours.instant(over, time(0), zone))


def _went(turn: Turn, work: Work, way: Way, *, answers: bool) -> list[datetime]:
    """When messages of a sort went to a place lately, under whatever name it had."""
    sort = {True: ANSWERS, False: ANSWERS | ALWAYS}[answers]
    there = _there(turn, work, way, 2 * DAY)
    return [one.next_attempt for one in there if (one.kind in sort) is answers]


def _there(turn: Turn, work: Work, way: Way, lately: timedelta) -> list[Delivery]:
    """What went to a place, under whatever name it had, and what a hand says did not."""
    names = names_of(work.standing(), way.place) | {way.name}
    sent = [one for name in sorted(names) for one in work.sent_since(name, turn.now - lately)]
    doubted = [replace(one, next_attempt=one.message.at) for one in refused(work) if one.message.at is not None]
    since = [one for one in doubted if one.next_attempt > turn.now - lately]
    return [one for one in (*sent, *since) if one.message.place in {"", way.place}]


def refused(work: Work) -> list[Delivery]:
    """What somebody put into the store, or changed there: it stays, and was not sent."""
    return [one for one in work.deliveries(DeliveryState.FAILED) if one.detail == BY_HAND]


def whole(turn: Turn, delivery: Delivery) -> Message:
    """The message as it leaves: with the digits it takes along, and no more of it than the channel may have now."""
    way, message = turn.way(delivery.channel), delivery.message
    if way is None:
        return message
    if _order(way.level) < _order(message.level):
        message = replace(message, text=message.line)
    if not message.renews or message.at is None:
        return message
    digits = codes.derived(turn.seed, way.address, message.at)
    return rendering.with_code(message, turn.language, name=way.name, code=digits, alone=delivery.kind == "code")


def _order(level: Level) -> int:
    return list(Level).index(level)
