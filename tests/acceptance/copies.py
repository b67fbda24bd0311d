"""Backups of a store while somebody writes to it, each restored elsewhere."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from acceptance.stores import count, read
from journal_builders import a_copy
from tending.adapters.journal.backups import backup, restore
from tending.adapters.journal.checking import check

NOW = datetime(2026, 3, 3, 4, tzinfo=UTC)
PROGRAM = """
import sys, threading
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from journal_builders import a_note, a_reply
from tending.adapters.journal.sql import SqlJournal
journal, resting, number = SqlJournal(Path(sys.argv[1])), threading.Event(), 0
while True:
    with journal.writing() as work:
        (entry,) = work.append(a_note(f"meanwhile {number}"))
        work.keep_reply(a_reply(f"<{number}@example.org>"))
    print(entry.seq, flush=True)
    number += 1
    resting.wait(0.01)
"""


@dataclass(kw_only=True)
class Copied:
    """How many were made and restored, how many entries came in between the first and the last, and what was wrong."""

    made: int = 0
    written: int = 0
    wrong: list[str] = field(default_factory=list)


def copies(store: Path, folder: Path, number: int) -> Copied:
    """`number` backups, one after the other, each restored at once. The store is written to all the while."""
    told = Copied()
    first = count(store, "entry")
    with _writing(store):
        for turn in range(number):
            committed = count(store, "entry")
            made = backup(store, folder / "backups", now=NOW + timedelta(days=turn), keep=1)
            wrong = _wrong(made, a_copy(made, folder / "elsewhere" / "journal.db"), committed)
            told.made, told.wrong = told.made + 1, told.wrong + [f"{turn}: {what}" for what in wrong]
        told.written = count(store, "entry") - first
    return told


def _wrong(made: Path, elsewhere: Path, committed: int) -> Iterator[str]:
    elsewhere.unlink()
    restore(made, elsewhere, now=NOW)
    held, back = read(made), read(elsewhere)
    if {**held, "delivery": None} != {**back, "delivery": None} or None in held.values():
        yield "what was restored is not what was kept"
    if count(made, "entry") < committed:
        yield "what was committed is missing"
    yield from check(elsewhere)


@contextmanager
def _writing(store: Path) -> Iterator[None]:
    tests = Path(__file__).parents[1]
    writer = subprocess.Popen((sys.executable, "-c", PROGRAM, str(store), str(tests)), stdout=subprocess.PIPE)
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline()
        yield
    finally:
        writer.kill()
        writer.communicate(timeout=10)
