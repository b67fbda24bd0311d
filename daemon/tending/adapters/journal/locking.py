"""Locking a store and unlocking it: all of it into a new file beside it, proven the same, put in its place in one step.

Killed at any moment there is the old store or the new one. What is left half made is swept away at the next start.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import quote

from tending.adapters.journal import engine, keys
from tending.adapters.journal.keys import Key
from tending.core.errors import StoreBusyError, StoreError

_VIRTUAL: Final = "CREATE VIRTUAL"


def convert(store: Path, *, old: Key | None, new: Key | None) -> None:
    """Give a store another key, its first one, or none. Nobody may have it open. Raises StoreError."""
    making = engine.side_file(store, f".locking-{os.getpid()}")
    with engine.plain_errors(store), engine.disk_errors(store.parent):
        making.unlink(missing_ok=True)
        engine.touch_private(making)
        try:
            with closing(alone(store, old)) as source:
                _export(source, making, new)
                _prove(source, store)
                source.execute("DETACH other")
                gone = _put_in_place(making, store)
        finally:
            making.unlink(missing_ok=True)
        engine.overwrite(gone)


def alone(store: Path, key: Key | None) -> sqlite3.Connection:
    """The store in one file, and locked against everybody else until it is closed."""
    connection = keys.connect(
        f"file:{quote(str(store.absolute()))}?mode=rw", key, cipher=True, isolation_level=None, timeout=1
    )
    try:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except BaseException as error:
        keys.close_quietly(connection)
        if isinstance(error, keys.errors()) and engine.is_busy(error):
            raise StoreBusyError(f"The store {store} is in use: stop the daemon, then try again.") from None
        raise
    return connection


def _export(source: sqlite3.Connection, making: Path, key: Key | None) -> None:
    source.execute("ATTACH DATABASE ? AS other KEY ?", (str(making), "" if key is None else key.words))
    source.execute("PRAGMA other.synchronous=FULL")
    source.execute("SELECT sqlcipher_export('other')").fetchall()


def _prove(source: sqlite3.Connection, store: Path) -> None:
    """Every row of every table, and what SQLite itself says of the new file."""
    sound = [line for (line,) in source.execute("PRAGMA other.integrity_check")]
    if sound != ["ok"] or _total(source, "main") != _total(source, "other"):
        raise StoreError(f"The store {store} could not be copied whole, so it was left as it is: run `tending check`.")


def _total(source: sqlite3.Connection, schema: str) -> bytes:
    total = sha256()
    for row in _rows(source, schema):
        total.update(repr(row).encode())
    return total.digest()


def _tables(schema: str) -> str:
    return f"SELECT name, sql FROM {schema}.sqlite_schema WHERE type = 'table' ORDER BY name"  # noqa: S608 - two names


def _rows(source: sqlite3.Connection, schema: str) -> Iterator[object]:
    for name, made in source.execute(_tables(schema)).fetchall():
        yield name
        if not str(made).startswith(_VIRTUAL):
            yield from source.execute(f'SELECT * FROM {schema}."{name}"')  # noqa: S608 - names out of the schema


def _put_in_place(making: Path, store: Path) -> int:
    """Returns the old file, still open: closing it before SQLite has would drop the locks that SQLite has on it."""
    engine.sync_file(making)
    gone = os.open(store, os.O_WRONLY | os.O_CLOEXEC)
    making.replace(store)
    engine.sync_folder(store.parent)
    return gone


def copies(store: Path, folder: Path) -> list[Path]:
    """Whole copies of a store: its backups, and what was put aside beside it."""
    beside = [
        *store.parent.glob(f"{store.name}.before-*"),
        *folder.glob("tending-*.db"),
        *folder.glob("tending-*.db.age"),
    ]
    return sorted(path for path in beside if not path.name.endswith(engine.SIDE_FILES))


def readable(paths: Iterable[Path]) -> list[Path]:
    """Those that anybody can read who has the file."""
    return [path for path in paths if keys.salt_of(path) is None]
