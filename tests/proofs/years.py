"""Simulated years at full size: the last six, the same bytes, and a thousand random keepers."""

import itertools
import json
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from functools import reduce
from pathlib import Path
from statistics import median
from typing import Any, TypeAlias

from acceptance.keepers import ZONES, Lived, broken, live_through
from builders import the_shipped_plan
from proofs.table import Shown
from tending.core import entries as e
from tending.core.model import Profile
from tending.core.standing import Standing, apply
from tending.service.personas import PERSONAS
from tending.service.simulating import Scenario

TWO_YEARS = 730
SIX = 6
PROCESSES = 2
KEEPERS = 1_000
MANY, ENOUGH = 20_000, 200
A_MILLISECOND = 0.001

Setting: TypeAlias = tuple[str, int, int, int, bool]
SETTINGS: tuple[Setting, ...] = tuple(
    itertools.product(("silent", "fades"), (1, 2, 3), range(1, 8), (2, 12, 36, 72), (False, True))
)


def a_year(persona: str, *, bonds: int = 1, days: int = TWO_YEARS, **rules: Any) -> Lived:
    scenario = Scenario(persona=persona, profile=Profile.FRIEND, days=days, bonds=bonds, seed=1)
    return live_through(the_shipped_plan(seed=1, **rules), scenario)


def ends_wrong(setting: Setting) -> str:
    """What is wrong after the last word under these settings; nothing when exactly six came, as they should."""
    persona, bonds, budget, expiry, reminder = setting
    life = a_year(persona, bonds=bonds, budget=budget, expiry_hours=expiry, reminder=reminder)
    spoken = max((one.seq for one in life.entries if one.kind == "answered"), default=0)
    asked = [one for one in life.entries if one.kind == "asked" and one.seq > spoken]
    lapsed = [one.payload.expired_at for one in life.entries if isinstance(one.payload, e.Lapsed)]
    if len(asked) != SIX:
        return f"{setting}: {len(asked)} after the last word"
    gaps = (asked[4].at - lapsed[-3], asked[5].at - lapsed[-2])
    return "" if gaps[0] >= timedelta(days=7) and gaps[1] >= timedelta(days=14) else f"{setting}: gaps of {gaps}"


def the_last_six(_: Path) -> Shown:
    with ProcessPoolExecutor(PROCESSES) as pool:
        wrong = [what for what in pool.map(ends_wrong, SETTINGS, chunksize=8) if what]
    figure = f"{len(SETTINGS)} settings x 730 days, {len(wrong)} not exactly 6"
    return Shown(figure=f"{figure}: {wrong[0]}" if wrong else figure, holds=not wrong)


def the_same_bytes(_: Path) -> Shown:
    """Random, seed 1, two years, twice."""
    first, second = (a_year("random", bonds=2) for _ in range(2))
    same = json.dumps(first.result).encode() == json.dumps(second.result).encode()
    return Shown(figure=f"{len(first.entries)} entries", holds=same and first.entries == second.entries)


def two_years_in_a_second(_: Path) -> Shown:
    took = {persona: seconds_of(persona) for persona in PERSONAS}
    figure = ", ".join(f"{persona} {seconds:.2f}" for persona, seconds in took.items())
    return Shown(figure=f"{figure} s of one processor", holds=max(took.values()) < 1)


def seconds_of(persona: str) -> float:
    """Of one processor, whatever else the machine does; the best of three."""
    return min(_timed(persona) for _ in range(3))


def _timed(persona: str) -> float:
    began = time.process_time()
    a_year(persona)
    return time.process_time() - began


def one_more_of_many(_: Path) -> Shown:
    """Three relationships, a question a day for eleven years; each of the last entries applied by itself."""
    entries = a_year("diligent", bonds=3, days=11 * 365, budget=7).entries
    standing, took = reduce(apply, entries[:MANY], Standing()), []
    for entry in entries[MANY:]:
        began = time.process_time()
        standing = apply(standing, entry)
        took.append(time.process_time() - began)
    worst = sorted(took)[len(took) * 99 // 100]
    figure = (
        f"after {MANY} of {len(entries)} entries: {median(took) * 1000:.2f} ms, 99 in 100 within {worst * 1000:.2f} ms"
    )
    return Shown(figure=figure, holds=len(took) >= ENOUGH and worst < A_MILLISECOND)


def a_thousand_keepers(_: Path, *, keepers: int = KEEPERS) -> Shown:
    with ProcessPoolExecutor(PROCESSES) as pool:
        wrong = list(itertools.chain.from_iterable(pool.map(_broken, _groups(keepers))))
    figure = f"{keepers} keepers x 365 days, {len(ZONES)} zones, {len(wrong)} rules broken or questions missed"
    return Shown(figure=f"{figure}: {wrong[0]}" if wrong else figure, holds=not wrong)


def _broken(numbers: Iterable[int]) -> list[str]:
    return broken(numbers)


def _groups(keepers: int) -> list[range]:
    return [range(start, min(start + 10, keepers)) for start in range(0, keepers, 10)]
