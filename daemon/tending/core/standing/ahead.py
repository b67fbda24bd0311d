"""What a clock that ran ahead has left in the standing: days on which nothing can have been asked yet."""

from datetime import UTC, date, datetime, time, timedelta

from tending.core.frozen import replace
from tending.core.remembering import remembered
from tending.core.standing.values import BondStanding, Shown, Track

AHEAD = timedelta(days=2)


def by_today(bond: BondStanding, today: date) -> BondStanding:
    """The bond as if what was asked on days to come had been asked long ago, or its family would be silent until then.

    Two days ahead may be a journey across zones.
    """
    last = today + AHEAD
    return bond if _latest(bond) <= last else _past(bond, last)


@remembered
def _latest(bond: BondStanding) -> date:
    shown = (one.asked_at.date() for one in bond.prompts.values() if one.asked_at is not None)
    return max(shown, default=date.min)


@remembered
def _past(bond: BondStanding, last: date) -> BondStanding:
    return replace(
        bond,
        tracks={family: _track(one, last) for family, one in bond.tracks.items()},
        prompts={prompt: _shown(one, last, bond.added_at) for prompt, one in bond.prompts.items()},
    )


def _track(one: Track, last: date) -> Track:
    return one if one.last is None or one.last <= last else replace(one, last=None)


def _shown(one: Shown, last: date, long_ago: datetime) -> Shown:
    end = datetime.combine(last, time.max, UTC)
    at = {
        name: long_ago
        for name in ("asked_at", "answered_at", "settled_at")
        if (known := getattr(one, name)) is not None and known > end
    }
    return replace(one, on=None, **at) if at else one
