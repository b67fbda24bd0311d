"""Opening SQLite so that nothing is lost: durable commits, immediate writers, one clear line for each trouble.

A store file is made whole in one step and never made over something that is already there.
"""

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Final, TypeAlias
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine
from sqlalchemy.exc import DBAPIError

from tending.adapters.journal.tables import SCHEMA
from tending.core.errors import StoreBusyError, StoreError

Entropy: TypeAlias = Callable[[int], bytes]
Place: TypeAlias = tuple[int, int]

READ_WAIT_MS: Final = 5_000
FIRST_PAUSE: Final = 0.004
LONG_PAUSE: Final = 0.025
LONG_WAIT: Final = 2.0
SIDE_FILES: Final = ("-wal", "-shm")

_PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA temp_store=MEMORY",
)
_LOCKED: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_SCHEMA: Final = re.compile(r"[0-9]{1,9}")
_never: Final = Event()


def path_of(place: str | Path) -> Path:
    """The file of a path or of a `sqlite:///` URL. Raises StoreError for any other URL."""
    name = str(place)
    if name.startswith("sqlite:///"):
        return Path(name.removeprefix("sqlite:///"))
    if "://" in name:
        raise StoreError(f"The store cannot be kept at {name.partition('://')[0]}: name a file, or sqlite:///FILE.")
    return Path(name)


def connect(path: Path, *, wait_ms: int = READ_WAIT_MS, mode: str = "rw") -> sqlite3.Connection:
    """A connection that never makes a file. `mode` is `rw` or `ro`."""
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
    connection = sqlite3.connect(
        uri, uri=True, isolation_level=None, check_same_thread=False, timeout=READ_WAIT_MS / 1000, cached_statements=256
    )
    try:
        for pragma in _PRAGMAS if mode == "rw" else _PRAGMAS[1:]:
            connection.execute(pragma)
        connection.execute(f"PRAGMA busy_timeout={wait_ms:d}")
    except BaseException:
        connection.close()
        raise
    return connection


def make_engine(path: Path, *, wait_ms: int = READ_WAIT_MS, pool_size: int = 5) -> Engine:
    """Parameters never show in errors: they are the keeper's words."""
    return create_engine(
        "sqlite+pysqlite://",
        creator=lambda: connect(path, wait_ms=wait_ms),
        poolclass=QueuePool,
        pool_size=pool_size,
        hide_parameters=True,
    )


def begin_immediate(connection: Connection, *, patience: float, entropy: Entropy) -> None:
    """Take the write lock, or raise StoreBusyError after `patience` seconds.

    Writers poll at random moments, and more often the longer they have waited, so that none is left out: the waits
    that SQLite itself makes grow, and starve whoever came first.
    """
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101
    began = monotonic()
    while True:
        try:
            driver.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            waited = monotonic() - began
            if primary_code(error) not in _LOCKED or waited >= patience:
                raise
            _never.wait(_pause(waited) * (entropy(1)[0] + 1) / 256)
        else:
            return


def _pause(waited: float) -> float:
    if waited > LONG_WAIT:
        return LONG_PAUSE
    return FIRST_PAUSE / (1 + 10 * waited)


def primary_code(error: BaseException | None) -> int:
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def store_error(error: BaseException | None, path: Path) -> StoreError:
    match primary_code(error):
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreBusyError(f"The store {path} is locked by another program: wait a moment, then try again.")
        case sqlite3.SQLITE_FULL:
            return StoreBusyError(f"The disk that holds the store {path} is full: free some space, then try again.")
        case sqlite3.SQLITE_READONLY:
            return StoreBusyError(f"The store {path} is read-only: let this account write the file and its folder.")
        case sqlite3.SQLITE_IOERR:
            return StoreBusyError(f"The disk that holds the store {path} is full or reports an error: check it.")
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return StoreError(f"The store {path} cannot be opened: let this account read and write it and its folder.")
        case sqlite3.SQLITE_CORRUPT:
            return StoreError(f"The store {path} is damaged, and was left as it is: restore a backup.")
        case sqlite3.SQLITE_NOTADB:
            return StoreError(f"The store {path} is damaged or no store: restore a backup, or name another file.")
        case _:
            return StoreError(f"The store {path} refused a change ({type(error).__name__}): run `tending check`.")


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """What the database reports, as one line for the keeper, without any stored words."""
    try:
        yield
    except DBAPIError as error:
        raise store_error(error.orig, path) from None
    except sqlite3.Error as error:
        raise store_error(error, path) from None


def schema_of(path: Path) -> str | None:
    """The schema of a store in plain SQL; None where there is none yet. Raises StoreError."""
    with plain_errors(path):
        connection = connect(path)
        try:
            return revision(connection)
        finally:
            connection.close()


def revision(connection: sqlite3.Connection) -> str | None:
    known = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'alembic_version'").fetchone()
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if known else None
    return None if row is None else str(row[0])


def refuse_newer(path: Path, schema: str, ours: str = SCHEMA) -> None:
    if not _SCHEMA.fullmatch(schema):
        raise StoreError(f"The store {path} is damaged (its schema is no number): restore a backup.")
    if int(schema) > int(ours):
        raise StoreError(f"The store {path} was made by a newer tending (schema {schema}): update tending.")


def place_of(path: Path) -> Place | None:
    """Which file lies at a path, whatever its name; None where there is none. Raises StoreBusyError."""
    try:
        found = os.stat(path)  # noqa: PTH116 - half the time of Path.stat, before and after every transaction
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise StoreBusyError(f"The store {path} cannot be looked at ({error.strerror}): check the disk.") from None
    return found.st_dev, found.st_ino


def ready(path: Path) -> None:
    """Make the store where there is none, bring an older one up to date, refuse what is not ours. Raises StoreError."""
    try:
        there = path.exists()
    except OSError as error:
        raise StoreError(
            f"The store {path} cannot be reached: {error.strerror}; look at who owns its folder."
        ) from None
    if not there:
        _make(path)
    if path.stat().st_size == 0:
        raise StoreError(f"The store {path} is empty, so it is damaged: restore a backup, or move the file away.")
    keep_private(path)
    schema = schema_of(path)
    if schema is None:
        raise StoreError(f"The file {path} is no store of tending: name another file, or restore a backup.")
    refuse_newer(path, schema)
    if schema != SCHEMA:
        from tending.adapters.journal.migrating import upgrade  # noqa: PLC0415 (Alembic takes half a second)

        upgrade(path)


def _make(path: Path) -> None:
    if any(side_file(path, end).exists() for end in SIDE_FILES):
        raise StoreError(f"The store {path} is missing but its -wal file is there: put it back, or restore a backup.")
    from tending.adapters.journal.migrating import create  # noqa: PLC0415 (Alembic takes half a second)

    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        create(path)
    except PermissionError:
        raise StoreError(f"The store {path} cannot be made: let this account write its folder.") from None
    except OSError as error:
        raise StoreBusyError(f"The store {path} cannot be made ({error.strerror}): check the disk.") from None


def side_file(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)


def touch_private(path: Path) -> None:
    """A new empty file that only its owner may read. Raises FileExistsError."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600))


def keep_private(path: Path) -> None:
    if path.stat().st_mode & 0o077:
        with suppress(PermissionError):
            path.chmod(0o600)


def place_new(made: Path, path: Path) -> bool:
    """Give a finished file its name in one step, unless the name is taken: then it is dropped and False returned."""
    try:
        os.link(made, path)
    except FileExistsError:
        return False
    finally:
        made.unlink()
    sync_folder(path.parent)
    return True


def sync_file(path: Path) -> None:
    number = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(number)
    finally:
        os.close(number)


sync_folder = sync_file


def copy_whole(path: Path, copy: Path, *, prove: Callable[[Path], None] | None = None) -> Path:
    """A consistent copy of a live store, private and safe on disk, replacing an earlier one of that name.

    It gets its name only after `prove`, which raises when the copy is not good.
    """
    making = side_file(copy, f".making-{os.getpid()}")
    making.unlink(missing_ok=True)
    touch_private(making)
    try:
        with closing(connect(path)) as source, closing(sqlite3.connect(making)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
        if prove is not None:
            prove(making)
        sync_file(making)
        making.replace(copy)
    except BaseException:
        making.unlink(missing_ok=True)
        raise
    sync_folder(copy.parent)
    return copy
