"""Channels cannot be aimed at others: months of everything, STOP by real mail, and hands in the store."""

from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

from acceptance.closed import OWN, PUSH_PATH, STRANGER, a_month, wrong
from proofs.real import tested
from proofs.table import Shown

SEEDS = range(1, 9)
DAYS = 31
PROCESSES = 2


def months(folder: Path, *, seeds: range = SEEDS, days: int = DAYS) -> Shown:
    with ProcessPoolExecutor(PROCESSES) as pool:
        lived = list(pool.map(_a_month, repeat(folder), seeds, repeat(days)))
    got = sum((one.got for one in lived), Counter[str]())
    found = [what for one in lived for what in one.wrong]
    refused = sum(one.refused for one in lived)
    figure = (
        f"{len(lived)} months, {sum(one.restores for one in lived)} restores, {refused} tries refused:"
        f" {got[STRANGER]} codes to the stranger, {got[OWN]} mails and {got[PUSH_PATH]} pushes to the keeper,"
        f" {len(found)} that should not have gone"
    )
    return Shown(figure="; ".join([figure, *found[:1]]), holds=not found and got[OWN] > 0 and refused > 0)


@dataclass(frozen=True, kw_only=True)
class Lived:
    got: Counter[str]
    wrong: list[str]
    restores: int
    refused: int


def _a_month(folder: Path, seed: int, days: int) -> Lived:
    world = a_month(folder / str(seed), seed=seed, days=days)
    return Lived(
        got=Counter(one.to for one in world.got),
        wrong=wrong(world),
        restores=world.restores,
        refused=world.refused.total(),
    )


def stop_by_mail(folder: Path) -> Shown:
    return tested(folder, "tests/integration/test_real_mail.py", "-k", "stop or stranger")


def by_hand(folder: Path) -> Shown:
    return tested(folder, "tests/integration/test_channels_closed.py", "tests/service/test_admitting.py")
