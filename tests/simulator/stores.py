"""The store of a simulated installation, and what of it a kill leaves behind."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Protocol

from tending.adapters.journal.checking import check
from tending.adapters.journal.engine import SIDE_FILES, side_file
from tending.adapters.journal.memory import MemoryJournal
from tending.adapters.journal.sql import SqlJournal
from tending.ports import Journal

RAM = Path("/dev/shm")  # noqa: S108 - a folder of one's own is made in it


class Store(Protocol):
    """`open` gives the journal as a new process finds it; `leave` is called at the instant of a kill."""

    def open(self) -> Journal: ...

    def leave(self) -> None: ...

    def problems(self) -> list[str]:
        """What `tending check` finds, with everything folded afresh."""
        ...


@dataclass(kw_only=True)
class InMemory:
    """The twin: a kill rolls back what was not committed."""

    journal: MemoryJournal = field(default_factory=MemoryJournal)

    def open(self) -> Journal:
        return self.journal

    def leave(self) -> None:
        """The values stay."""

    def problems(self) -> list[str]:
        with self.journal.writing() as work:
            before = work.standing()
            return [] if work.refold() == before else ["the standing is not what the entries add up to"]


@dataclass(kw_only=True)
class OnDisk:
    """The real store. At a kill its files are copied as they lie there, and the next life finds the copy.

    So whatever the old process still does, unwinding, is done to files that nobody will open again.
    """

    folder: Path
    chance: Random
    lives: int = 0

    @property
    def path(self) -> Path:
        return self.folder / f"{self.lives}" / "journal.db"

    def open(self) -> Journal:
        if not self.path.exists():
            self.path.parent.mkdir(mode=0o700, parents=True)
            self.path.touch(mode=0o600)
            self.path.write_bytes(_empty())
        return SqlJournal(self.path, patience=0, entropy=self.chance.randbytes)

    def leave(self) -> None:
        before, self.lives = self.path, self.lives + 1
        as_it_lies(before, self.path)

    def problems(self) -> list[str]:
        return check(self.path)


def as_it_lies(store: Path, copy: Path) -> None:
    """The store with its log, as a process that is gone leaves them. The index of the log is made anew."""
    copy.parent.mkdir(mode=0o700, parents=True)
    shutil.copyfile(store, copy)
    log = side_file(store, SIDE_FILES[0])
    if log.exists():
        shutil.copyfile(log, side_file(copy, SIDE_FILES[0]))


@cache
def _empty() -> bytes:
    """Made once: a new store is migrated into being, which takes half a second."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        SqlJournal(path).close()
        return path.read_bytes()


@contextmanager
def in_ram() -> Iterator[Path]:
    """A folder in memory where there is one: to a kill it is a disk, and a commit costs no wait for one."""
    with tempfile.TemporaryDirectory(dir=RAM if RAM.is_dir() else None, prefix="tending-") as folder:
        yield Path(folder)
