"""Worlds by their seed: what befalls each, and how it comes out."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

from builders import the_shipped_plan
from simulator.far import ROUGHEST
from simulator.outside import START, an_outside
from simulator.perils import Spell
from simulator.promises import broken
from simulator.stores import InMemory, OnDisk, Store
from simulator.world import World
from tending.core.model import Plan
from tending.core.records import DeliveryState, Query

DAY = timedelta(days=1)
MONTHS = 60
PERSONAS = ("random", "random", "sporadic", "diligent", "fades")
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC")
PER_WEEK = {"kill": 4, "stop": 1, "spell": 2, "sleep": 3, "note": 3, "visit": 2}
STEPS = (*(1.0, -1.0, 24.0, -24.0), *(0.05, -0.05, 0.5, -0.5))


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a world came out. `digest` is of everything that is stored and of everything that was taken."""

    again: str
    wrong: tuple[str, ...]
    kills: int
    inside: int
    uncertain: int
    taken: int
    replies: int
    points: int
    digest: str

    @property
    def said(self) -> list[str]:
        """What broke a promise, with the command that lives it again."""
        return [f"{what}; again: python -m simulator.replay {self.again}" for what in self.wrong]


def a_plan(seed: int) -> Plan:
    windows = ("10:00-12:00", "18:00-20:00") if seed % 2 else ("18:00-20:00",)
    return the_shipped_plan(
        seed=seed, zone=ZONES[seed % len(ZONES)], budget=7, min_gap_hours=12, windows=windows, reminder=seed % 5 == 0
    )


def a_world(seed: int, store: Store, *, days: int, steps: bool = False) -> World:
    """Somebody set up, and everything that will befall them. `steps`: the clock on the wall is set as well."""
    outside = an_outside(a_plan(seed), seed, persona=PERSONAS[seed % len(PERSONAS)], fates=ROUGHEST)
    world = World(outside=outside, store=store).settle_in(bonds=1 + seed % 2)
    chance = Random(f"happenings-{seed}")  # noqa: S311 - a seed replays
    for what, often in PER_WEEK.items():
        for _ in range(often * days // 7):
            at = START + timedelta(seconds=chance.randrange(days * 86_400))
            world.plan(what, at, _lasting(what, chance), chance.choice(tuple(Spell)))
    for hours in STEPS if steps else ():
        world.plan("step", START + timedelta(seconds=chance.randrange(days * 86_400)), timedelta(hours=hours))
    return world


def _lasting(what: str, chance: Random) -> timedelta:
    most = {"stop": 40 * 60, "spell": 180, "sleep": 20 * 60}.get(what, 1)
    return timedelta(minutes=chance.randint(1, most) if most > 1 else 0)


def in_memory(seed: int, *, days: int = MONTHS) -> Outcome:
    """On the twin of the store. In every other world the clock on the wall is set as well."""
    return outcome(f"{seed} {days}", a_world(seed, InMemory(), days=days, steps=seed % 2 == 1), days)


def on_disk(seed: int, folder: Path, *, days: int = MONTHS) -> Outcome:
    chance = Random(f"salt-{seed}")  # noqa: S311 - a seed replays
    world = a_world(seed, OnDisk(folder=folder, chance=chance), days=days, steps=seed % 2 == 1)
    return outcome(f"{seed} {days} --disk", world, days)


def outcome(again: str, world: World, days: int) -> Outcome:
    world.run(START + days * DAY).calm_down()
    wrong, uncertain = broken(world), world.count(DeliveryState.UNCERTAIN)
    with world.journal.reading() as work:
        replies = len(work.replies())
    digest = digest_of(world)
    world.close()
    return Outcome(
        again=again,
        wrong=tuple(wrong),
        kills=world.happened["killed"],
        inside=world.inside,
        uncertain=uncertain,
        taken=sum(side.taken.total() for side in world.outside.sides),
        replies=replies,
        points=world.perils.passed,
        digest=digest,
    )


def digest_of(world: World) -> str:
    with world.journal.reading() as work:
        told = [*work.entries(Query(oldest_first=True)), *work.deliveries(), *work.replies(), *work.channels()]
    taken = [sorted(side.taken.items()) for side in world.outside.sides]
    return hashlib.sha256(repr((told, taken, sorted(world.happened.items()))).encode()).hexdigest()
