"""The small changes that folding is made of: one track, one prompt, one sitting, at a time."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from tending.core.frozen import replace
from tending.core.model import Family
from tending.core.standing.values import BondStanding, PlainStanding, Shown, Sitting, Standing, Track

RECENT_KEPT = timedelta(days=8)
RECENT_MOST = 12


def set_bond(standing: Standing, number: int, changes: Mapping[str, object]) -> Standing:
    return replace(
        standing,
        bonds=tuple(replace(bond, **changes) if bond.number == number else bond for bond in standing.bonds),
    )


def tracks(bond: BondStanding, family: Family, **changes: object) -> Mapping[str, Track]:
    return {**bond.tracks, family.value: replace(bond.track(family), **changes)}


def prompts(bond: BondStanding, prompt: str, **changes: object) -> Mapping[str, Shown]:
    return {**bond.prompts, prompt: replace(bond.shown(prompt), **changes)}


def set_track(standing: Standing, number: int, family: Family, **changes: object) -> Standing:
    return set_bond(standing, number, {"tracks": tracks(standing.bond(number), family, **changes)})


def set_shown(standing: Standing, number: int, prompt: str, **changes: object) -> Standing:
    if not number:
        return standing
    return set_bond(standing, number, {"prompts": prompts(standing.bond(number), prompt, **changes)})


def set_plain(standing: Standing, deck: str, **changes: object) -> Standing:
    plain = replace(standing.plain.get(deck, PlainStanding()), **changes)
    return replace(standing, plain={**standing.plain, deck: plain})


def find_sitting(standing: Standing, check_in: int) -> Sitting | None:
    return next((sitting for sitting in (*standing.open, *standing.recent) if sitting.id == check_in), None)


def change_open(standing: Standing, check_in: int, **changes: object) -> Standing:
    return replace(
        standing,
        open=tuple(replace(sitting, **changes) if sitting.id == check_in else sitting for sitting in standing.open),
    )


def close_sitting(standing: Standing, check_in: int, at: datetime, outcome: str) -> Standing:
    closing = next((sitting for sitting in standing.open if sitting.id == check_in), None)
    if closing is None:
        return standing
    closed = replace(closing, closed_at=at, outcome="answered" if closing.answered else outcome)
    kept = [old for old in standing.recent if old.closed_at is not None and at - old.closed_at < RECENT_KEPT]
    return replace(
        standing,
        open=tuple(sitting for sitting in standing.open if sitting.id != check_in),
        recent=(*kept, closed)[-RECENT_MOST:],
        settled_at=max(at, standing.settled_at or at),
    )
