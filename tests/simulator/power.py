"""Power that fails: what the disk may hold then, at every commit of a life, opened and looked at.

Between two syncs a disk may have written any part of what it was given, in any order, and torn. The files are taken as
they lie before a commit and after it; in between, the log has any of the sectors of both. Where the log is written
into the store, the store has. Each such disk has to hold the commit whole, or not at all.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from simulator.crashes import a_quiet_world
from simulator.outside import START
from simulator.seeds import DAY
from simulator.stores import OnDisk, in_ram
from tending.adapters.journal.checking import check
from tending.adapters.journal.engine import SIDE_FILES, side_file
from tending.core.errors import StoreError

SECTOR = 512
HEAD = 32
CUTS = 4
TORN = 2
OFTEN = 12


@dataclass(frozen=True, kw_only=True)
class Disk:
    """The bytes of the store and of its log."""

    store: bytes
    log: bytes

    def lay(self, path: Path) -> None:
        path.write_bytes(self.store)
        side_file(path, SIDE_FILES[0]).write_bytes(self.log)
        side_file(path, SIDE_FILES[1]).unlink(missing_ok=True)


def disk_of(path: Path) -> Disk:
    log = side_file(path, SIDE_FILES[0])
    return Disk(store=path.read_bytes(), log=log.read_bytes() if log.exists() else b"")


@dataclass(kw_only=True)
class Losses:
    """What was looked at: `old` and `new` how many disks held the commit not at all or whole, `merged` how often the
    log was written into the store.
    """

    commits: int = 0
    disks: int = 0
    old: int = 0
    new: int = 0
    merged: int = 0
    wrong: list[str] = field(default_factory=list)


def left_over(before: bytes, after: bytes, chance: Random) -> Iterator[bytes]:
    """Some of the files that may lie there once `before` was being overwritten by `after`: cut anywhere, and torn."""
    places = [at for at in range(max(len(before), len(after))) if before[at : at + 1] != after[at : at + 1]]
    if not places:
        return
    for cut in sorted(chance.sample(range(places[0], places[-1] + 1), min(CUTS, len(places)))):
        yield after[:cut] + before[cut:]
    for _ in range(TORN):
        yield b"".join(
            (after if chance.random() < 0.5 else before.ljust(len(after), b"\0"))[at : at + SECTOR]
            for at in range(0, len(after), SECTOR)
        )


def power_lost(seed: int, *, days: int, every: int = 1) -> Losses:
    """A life of some days, whose power fails within each commit, or each of a few."""
    losses, chance = Losses(), Random(f"power-{seed}")  # noqa: S311 - a seed replays
    with in_ram() as folder:
        world = a_quiet_world(seed, folder / "main", days)
        assert isinstance(world.store, OnDisk)
        store, before = world.store, [Disk(store=b"", log=b"")]
        place = folder / "left" / "journal.db"
        place.parent.mkdir()

        def at(point: str) -> None:
            if point == "before the commit":
                before[0] = disk_of(store.path)
            elif point == "after the commit":
                losses.commits += 1
                if losses.commits % every == 0:
                    _look(before[0], disk_of(store.path), place, chance, losses)
                if losses.commits % OFTEN == 0:
                    _merge(store.path, place, chance, losses)

        world.point = at
        world.run(START + days * DAY)
        world.close()
    return losses


def _look(before: Disk, after: Disk, place: Path, chance: Random, losses: Losses) -> None:
    """A log that begins anew has a new head, which SQLite writes and syncs before what follows it."""
    old, new = (held_by(disk, place) for disk in (before, after))
    begun = after.log[:HEAD] + before.log[HEAD:]
    for log in (*left_over(before.log, begun, chance), *left_over(begun, after.log, chance)):
        _judge(Disk(store=before.store, log=log), {old, new}, place, losses, new)


def _merge(store: Path, place: Path, chance: Random, losses: Losses) -> None:
    """The log goes into the store, as SQLite does by itself after a thousand pages; the next commit begins it anew."""
    before = disk_of(store)
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    after = disk_of(store)
    whole = held_by(after, place)
    losses.merged += before.store != after.store
    for merged in left_over(before.store, after.store, chance):
        _judge(Disk(store=merged, log=after.log), {whole}, place, losses, whole)


def _judge(disk: Disk, allowed: set[str], place: Path, losses: Losses, new: str) -> None:
    losses.disks += 1
    try:
        held, problems = held_by(disk, place), check(place)
    except (sqlite3.DatabaseError, StoreError) as error:
        held, problems = "", [str(error)]
    losses.new, losses.old = losses.new + (held == new), losses.old + (held != new)
    if problems or held not in allowed:
        losses.wrong.append(f"at commit {losses.commits}: {' '.join(problems) or 'half of it is there'}")


def held_by(disk: Disk, place: Path) -> str:
    """The digest of every row of every table; opened as any program would open it."""
    disk.lay(place)
    said = hashlib.sha256()
    with closing(sqlite3.connect(place)) as connection:
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")
        ]
        for name in names:
            for row in connection.execute(f'SELECT * FROM "{name}"'):  # noqa: S608 - names out of the schema itself
                said.update(repr((name, row)).encode())
    return said.hexdigest()
