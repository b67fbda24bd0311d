"""Health: what is wrong, in plain words, and since when; and the figures that a monitor draws. No private word."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from tending.core.records import DeliveryState, ReplyState
from tending.core.values import dataclass
from tending.ports import Journal, Work
from tending.service import upkeep, watching
from tending.service.turn import Turn

BACKUP, QUICK, WHOLE, THIN, LINES = "backup", "quick check", "full check", "retention", "round trip"
CHORES = (BACKUP, QUICK, WHOLE, THIN, LINES)
_SAID = {
    BACKUP: "no backup could be made",
    QUICK: "the daily check found something",
    WHOLE: "the weekly check found something",
    THIN: "what is too old could not be taken out",
    LINES: "the round trip failed",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Wrong:
    what: str
    since: datetime | None = None


def wrong(turn: Turn, work: Work) -> list[Wrong]:
    return [*_channels(turn, work), *_chores(work)]


def _channels(turn: Turn, work: Work) -> Iterator[Wrong]:
    for way in turn.ways:
        known = work.channel(way.name)
        if known is not None and known.trouble:
            yield Wrong(what=f"{known.name} has trouble: {known.trouble}", since=known.trouble_since)


def _chores(work: Work) -> Iterator[Wrong]:
    for name in CHORES:
        done = upkeep.done(work, name)
        if done is not None and done.trouble:
            yield Wrong(what=f"{_SAID[name]}: {done.trouble}", since=done.since)


def figures(turn: Turn, journal: Journal) -> Mapping[str, float]:
    """What a monitor may know, by name: counts, and instants in seconds since 1970."""
    with journal.reading() as work:
        standing = work.standing()
        return {
            "look_timestamp_seconds": turn.now.timestamp(),
            "entries": standing.seq,
            "check_ins_open": len(standing.open),
            "replies_unread": len(work.replies(ReplyState.NEW)),
            "replies_quarantined": len(work.replies(ReplyState.QUARANTINED)),
            "deliveries_due": len(work.deliveries(DeliveryState.DUE)),
            "deliveries_uncertain": len(work.deliveries(DeliveryState.UNCERTAIN)),
            "troubles": len(wrong(turn, work)),
            **_when(turn, work),
        }


def _when(turn: Turn, work: Work) -> dict[str, float]:
    done = {name: upkeep.done(work, name) for name in CHORES}
    when = {_metric(name): one.well for name, one in done.items() if one is not None}
    backs = [at for way in turn.ways if way.two_way and (at := watching.back_at(turn, work, way.name)) is not None]
    when["last_return"] = min(backs, default=None)
    return {f"{name}_timestamp_seconds": at.timestamp() for name, at in when.items() if at is not None}


def _metric(name: str) -> str:
    return name.replace(" ", "_")
