"""What becomes of a store: bits that fall over, upgrades that are killed, backups while somebody writes."""

import random
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from acceptance.copies import Copied, copies
from acceptance.flips import Flip, flips, unreported
from acceptance.stores import a_busy_store, as_of_the_first_schema, count
from acceptance.upgrades import killed, spread, steps
from journal_builders import a_copy
from proofs.table import Shown

PROCESSES = 2
FLIPS = 1_000
POINTS = 100
YEAR, TEN_YEARS = 365, 3_652
BACKUPS, STORES = 1_000, 20
OTHERS = ("standing", "check_in", "reply", "delivery")


def flipped_bits(folder: Path) -> Shown:
    """One bit at a time, anywhere in the file. What it touched is told by SQLite, without a line of the program."""
    store = a_busy_store(folder / "journal.db", days=YEAR)
    chance = random.Random(1)  # noqa: S311 - the same bits in every run
    bits = chance.sample(range(8 * store.stat().st_size), FLIPS)
    work = partial(_flips, store, folder)
    with ProcessPoolExecutor(PROCESSES) as pool:
        found = [flip for group in pool.map(work, (bits[start::10] for start in range(10))) for flip in group]
    touching = [flip for flip in found if "entry" in flip.touched]
    missed = unreported(found, "entry")
    others = ", ".join(f"{table} {_share(found, table)}" for table in OTHERS)
    figure = f"{FLIPS} flips, {len(touching)} touch entries, {len(missed)} of them not reported; reported of {others}"
    return Shown(figure=figure, holds=bool(touching) and not missed)


def _flips(store: Path, folder: Path, bits: list[int]) -> list[Flip]:
    return flips(store, folder / f"damaged-{bits[0]}.db", bits)


def _share(found: Iterable[Flip], table: str) -> str:
    touching = [flip for flip in found if table in flip.touched and "entry" not in flip.touched]
    return f"{sum(flip.reported for flip in touching)}/{len(touching)}"


def killed_upgrades(folder: Path) -> Shown:
    """Ten years of a journal as the first release left it, upgraded by a process that kills itself on the way."""
    store = as_of_the_first_schema(a_busy_store(folder / "journal.db", days=TEN_YEARS))
    whole, entries = steps(store, folder), count(store, "entry")
    with ProcessPoolExecutor(PROCESSES) as pool:
        told = list(pool.map(partial(killed, store, folder), spread(whole, POINTS)))
    wrong = [f"step {one.step}: {what}" for one in told for what in one.wrong]
    dead = sum(one.killed for one in told)
    left = [sum(one.schema == schema for one in told) for schema in ("0001", "0002")]
    killed_at = f"{entries} entries, {dead} of {POINTS} killed within {whole} steps"
    figure = f"{killed_at}, {left[0]} left the old schema, {left[1]} the new one; {len(wrong)} wrong"
    return Shown(figure=f"{figure}: {wrong[0]}" if wrong else figure, holds=not wrong and dead == POINTS and all(left))


def backups_under_load(folder: Path) -> Shown:
    """Each backup is made while another process writes, and restored at once."""
    store = a_busy_store(folder / "journal.db", days=60)
    with ProcessPoolExecutor(PROCESSES) as pool:
        told = list(pool.map(partial(_copies, store, folder), range(STORES)))
    made, written = sum(one.made for one in told), sum(one.written for one in told)
    wrong = [what for one in told for what in one.wrong]
    figure = f"{made} backups and restores, {written} entries written meanwhile, {len(wrong)} not equal or not whole"
    holds = made == BACKUPS and written > made and not wrong
    return Shown(figure=f"{figure}: {wrong[0]}" if wrong else figure, holds=holds)


def _copies(store: Path, folder: Path, number: int) -> Copied:
    own = folder / f"writer-{number}"
    return copies(a_copy(store, own / "journal.db"), own, BACKUPS // STORES)
