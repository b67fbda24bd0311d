"""A store as somebody's year leaves it, and what it holds as read by nothing but SQLite."""

import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from builders import the_shipped_plan
from journal_builders import a_delivery
from tending.adapters.journal.sql import SqlJournal
from tending.core.model import Profile
from tending.core.records import DeliveryState, Query
from tending.service.simulating import Scenario, simulate

ENTRIES = ("SELECT rowid, * FROM entry NOT INDEXED", "SELECT * FROM entry ORDER BY keeper, seq")
OTHERS = ("reply", "check_in", "standing", "delivery", "channel", "stopped", "meta")
SEALS = "DELETE FROM meta WHERE key IN ('seal', 'proven')"


def a_busy_store(path: Path, *, days: int, seed: int = 1) -> Path:
    """Two relationships, a question on most days, every answer kept as it came; all of it in one file."""
    journal = SqlJournal(path)
    given = the_shipped_plan(seed=seed, budget=7, min_gap_hours=12)
    simulate(given, journal, Scenario(persona="diligent", profile=Profile.FRIEND, days=days, bonds=2, seed=seed))
    with journal.writing() as work:
        for entry in work.entries(Query(kinds=("asked",), oldest_first=True)):
            work.queue(a_delivery(f"k{entry.seq}", check_in=entry.seq, state=DeliveryState.SENT))
        work.stop_address("hash-of-an-old-address", entry.at)
    journal.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def as_of_the_first_schema(path: Path) -> Path:
    """The same store as the first release left it: what later migrations add is not there."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(SEALS)
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    return path


def read(path: Path) -> dict[str, bytes | None]:
    """A hash over every row of a table, by its name; None where a row cannot be read."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        connection.text_factory = bytes
        return {"entry": _hash(connection, *ENTRIES)} | {
            table: _hash(connection, f"SELECT rowid, * FROM {table}")  # noqa: S608 - names of our own
            for table in OTHERS
        }


def _hash(connection: sqlite3.Connection, *queries: str) -> bytes | None:
    total = sha256()
    try:
        for query in queries:
            for row in connection.execute(query):
                total.update(repr(row).encode())
    except sqlite3.Error:
        return None
    return total.digest()


def count(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - as above
