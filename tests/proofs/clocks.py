"""Ten years by every clock there is."""

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TypeAlias
from zoneinfo import available_timezones

from acceptance.clocks import YEARS, Clock, a_life_by, asked_of, different, on_a_change, wrong
from proofs.table import Shown

PROCESSES = 2

Told: TypeAlias = tuple[int, int, list[str]]


def every_zone(_: Path) -> Shown:
    """Names that show the same hour at every instant of these years live the same life, so one of each lives it."""
    zones = available_timezones()
    clocks = different(zones)
    lives = [(names[0], clock, number) for number, (clock, names) in enumerate(clocks.items())]
    with ProcessPoolExecutor(PROCESSES) as pool:
        told = list(pool.map(_ten_years, lives))
    asked, close = sum(one[0] for one in told), sum(one[1] for one in told)
    faults = [what for one in told for what in one[2]]
    changes = sum(len(clock.changes) for clock in clocks)
    figure = (
        f"{len(zones)} zones, {len(clocks)} clocks in them that differ, x {YEARS} years: {changes} changes, {asked} "
        f"questions, {close} on the day of one; {len(faults)} missed, doubled or outside their hours"
    )
    holds = not faults and close > 0
    return Shown(figure=f"{figure}: {faults[0]}" if faults else figure, holds=holds)


def _ten_years(given: tuple[str, Clock, int]) -> Told:
    name, clock, number = given
    life = a_life_by(name, clock, number)
    return len(asked_of(life)), on_a_change(life, clock.changes), [f"{name}: {what}" for what in wrong(life)]
