"""An upgrade that kills itself at any of its steps: the old schema or the new one, every row, and the next start
finishes it.
"""

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from acceptance.stores import read
from journal_builders import a_copy
from tending.adapters.journal.checking import check
from tending.adapters.journal.engine import schema_of
from tending.adapters.journal.layout import SCHEMA
from tending.adapters.journal.sql import SqlJournal

OLD = "0001"
KEPT = ("entry", "reply", "check_in", "standing", "delivery", "channel", "stopped")
PROGRAM = """
import os, signal, sys
from pathlib import Path
from tending.adapters.journal import migrating

left = int(sys.argv[2])

def step(frame, event, argument):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

sys.setprofile(step)
migrating.upgrade(Path(sys.argv[1]))
for _ in range(2000):  # the last moments, when all is done: two runs differ by some steps
    len("")
sys.setprofile(None)
print(-left)
"""


@dataclass(frozen=True, kw_only=True)
class Killed:
    """One upgrade that was ended: at which of its steps, the schema then, and what was wrong."""

    step: int
    killed: bool
    schema: str | None
    wrong: tuple[str, ...]


def steps(store: Path, folder: Path) -> int:
    """How many calls a whole upgrade makes."""
    copy = a_copy(store, folder / "counted" / "journal.db")
    return int(_upgrade(copy, 0).stdout)


def spread(whole: int, points: int) -> list[int]:
    """Half of them evenly apart, and half in the last tenth, where the new schema comes to be."""
    early, late = points - points // 2, points // 2
    tenth = whole // 10
    return [1 + whole * at // early for at in range(early)] + [whole - tenth * at // late for at in range(late)]


def killed(store: Path, folder: Path, step: int) -> Killed:
    copy = a_copy(store, folder / f"killed-{step}" / "journal.db")
    before = _rows(copy)
    ended = _upgrade(copy, step).returncode
    schema = schema_of(copy)
    return Killed(step=step, killed=ended == -signal.SIGKILL, schema=schema, wrong=tuple(_wrong(copy, before, schema)))


def _upgrade(store: Path, step: int) -> subprocess.CompletedProcess[bytes]:
    command = (sys.executable, "-c", PROGRAM, str(store), str(step))
    return subprocess.run(command, capture_output=True, check=False, timeout=120)


def _rows(store: Path) -> dict[str, bytes | None]:
    return {table: rows for table, rows in read(store).items() if table in KEPT}


def _wrong(store: Path, before: dict[str, bytes | None], schema: str | None) -> list[str]:
    found = [f"the schema is {schema}"] if schema not in {OLD, SCHEMA} else []
    if _is_sealed(store) != (schema == SCHEMA):
        found.append(f"half of schema {schema}")
    if _rows(store) != before:
        found.append("rows are lost or changed")
    SqlJournal(store).close()
    if schema_of(store) != SCHEMA or _rows(store) != before:
        found.append("the next start does not finish it")
    left = {one.name for one in store.parent.iterdir()} - {store.name, f"{store.name}.before-schema-{SCHEMA}"}
    return [*found, *check(store), *(f"{name} is left" for name in sorted(left) if not name.endswith(("-wal", "-shm")))]


def _is_sealed(store: Path) -> bool:
    with closing(sqlite3.connect(store)) as connection:
        return connection.execute("SELECT 1 FROM meta WHERE key = 'seal'").fetchone() is not None
