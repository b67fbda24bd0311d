"""The simulator at full size: killed at every point of three weeks, and many months by their seeds."""

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from proofs.table import Shown
from simulator.crashes import Tally, added, killed_everywhere
from simulator.power import Losses, power_lost
from simulator.seeds import Outcome, in_memory, on_disk
from simulator.stores import in_ram

PROCESSES = 2
KEEPERS = range(1, 12)
DAYS = 21
KILLS = 9_700
POWER = range(1, 7)
SEEDS = range(1_000, 1_300)
ON_DISK = range(2_000, 2_020)


def killed_at_every_point(_: Path, *, keepers: range = KEEPERS, days: int = DAYS, least: int = KILLS) -> Shown:
    """Beside the kills of real processes (row 5): the store as it lay at each point, opened and lived on from."""
    with ProcessPoolExecutor(PROCESSES) as pool:
        tally = added(pool.map(_keeper, keepers, [days] * len(keepers)))
    points = ", ".join(f"{count} {point}" for point, count in tally.at.most_common())
    figure = (
        f"{tally.kills} kills ({points}); {tally.inside} met a message in hand, "
        f"{tally.uncertain} uncertain and listed; {len(tally.wrong)} promises broken"
    )
    holds = tally.kills >= least and not tally.wrong and tally.uncertain <= tally.inside
    return Shown(figure="; ".join([figure, *tally.wrong[:1]]), holds=holds)


def _keeper(seed: int, days: int) -> Tally:
    return killed_everywhere(seed, days=days)


def power_that_fails(_: Path, *, keepers: range = POWER, days: int = DAYS) -> Shown:
    with ProcessPoolExecutor(PROCESSES) as pool:
        lost = list(pool.map(_power, keepers, [days] * len(keepers)))
    broken = [line for one in lost for line in one.wrong]
    disks, commits, merged = (sum(getattr(one, what) for one in lost) for what in ("disks", "commits", "merged"))
    figure = (
        f"{disks} disks after power failed in {commits} commits and {merged} writings of the log into the store: "
        f"{sum(one.new for one in lost)} whole, {sum(one.old for one in lost)} not begun, {len(broken)} half or damaged"
    )
    return Shown(figure="; ".join([figure, *broken[:1]]), holds=not broken)


def _power(seed: int, days: int) -> Losses:
    return power_lost(seed, days=days)


def months_by_seed(_: Path, *, seeds: range = SEEDS, disks: range = ON_DISK) -> Shown:
    with ProcessPoolExecutor(PROCESSES) as pool:
        lived = [*pool.map(in_memory, seeds, chunksize=4), *pool.map(_on_disk, disks)]
    broken = [line for one in lived for line in one.said]
    kills, taken, replies = (sum(getattr(one, what) for one in lived) for what in ("kills", "taken", "replies"))
    figure = (
        f"{len(seeds)} seeds in memory and {len(disks)} on SQLite, two months each: {kills} kills, {taken} messages, "
        f"{replies} replies; {sum(one.uncertain for one in lived)} uncertain and listed; {len(broken)} promises broken"
    )
    return Shown(figure="; ".join([figure, *broken[:1]]), holds=not broken)


def _on_disk(seed: int) -> Outcome:
    with in_ram() as folder:
        return on_disk(seed, folder)
