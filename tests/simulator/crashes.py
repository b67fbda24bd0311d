"""Every point at which a life can be ended, one after the other: killed there, and on from what lies there.

One life is lived without a fault. At each point that it passes, the files of its store are copied as they lie, and the
world outside with them; a world of its own goes on from there, as if the process had been killed.
"""

import shutil
from collections import Counter
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

from simulator.far import KIND
from simulator.outside import START, an_outside
from simulator.promises import broken
from simulator.seeds import DAY, a_plan
from simulator.stores import OnDisk, as_it_lies, in_ram
from simulator.world import World
from tending.core.records import DeliveryState

DOWN = (timedelta(seconds=5), timedelta(minutes=10), timedelta(hours=3), timedelta(days=2))
DILIGENT = "diligent"


@dataclass(kw_only=True)
class Tally:
    """What the kills came to. `inside` counts those between claim and record, `at` the points by their names."""

    kills: int = 0
    inside: int = 0
    uncertain: int = 0
    at: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            kills=self.kills + other.kills,
            inside=self.inside + other.inside,
            uncertain=self.uncertain + other.uncertain,
            at=self.at + other.at,
            wrong=[*self.wrong, *other.wrong],
        )


def added(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())


def killed_everywhere(seed: int, *, days: int, every: int = 1, first: int = 0, only: int | None = None) -> Tally:
    """A life of some days, killed at each point, at each of a few, or at one. Returns what came of all of them."""
    with in_ram() as folder:
        tally = Tally()
        world = a_quiet_world(seed, folder / "main", days)

        def kill(point: str) -> None:
            number = world.perils.passed
            if number == only or (only is None and number % every == first):
                name = f"--kill {number} {seed} {days}"
                _kill(world, folder / f"{number}", point, tally, name)
                shutil.rmtree(folder / f"{number}")

        world.point = kill
        world.run(START + days * DAY)
        world.close()
        return tally


def a_quiet_world(seed: int, folder: Path, days: int) -> World:
    """Channels that come late, drop and refuse, but never leave it open whether they took a message; some notes."""
    outside = an_outside(a_plan(seed), seed, persona=DILIGENT, fates=KIND)
    world = World(outside=outside, store=OnDisk(folder=folder, chance=Random(seed))).settle_in()  # noqa: S311 - a seed replays
    for day in range(days):
        world.plan("note" if day % 2 else "stop", START + (day + 0.6) * DAY, timedelta(minutes=3))
    return world


def _kill(world: World, folder: Path, point: str, tally: Tally, name: str) -> None:
    after = _left(world, folder).calm_down()
    uncertain, found = after.count(DeliveryState.UNCERTAIN), broken(after)
    after.close()
    if uncertain > after.inside:
        found.append(f"{uncertain} uncertain after {after.inside} inside a send")
    tally.kills, tally.inside, tally.uncertain = (
        tally.kills + 1,
        tally.inside + after.inside,
        tally.uncertain + uncertain,
    )
    tally.at[point] += 1
    tally.wrong += [f"killed {point}: {what}; again: python -m simulator.replay {name}" for what in found]


def _left(world: World, folder: Path) -> World:
    """The world as it is found by whoever starts the program again."""
    assert isinstance(world.store, OnDisk)
    store = OnDisk(folder=folder, chance=Random(world.perils.passed))  # noqa: S311 - a seed replays
    as_it_lies(world.store.path, store.path)
    given = world.outside.given
    outside = deepcopy(world.outside, {id(given): given})
    outside.true += DOWN[world.perils.passed % len(DOWN)]
    return World(outside=outside, store=store)
