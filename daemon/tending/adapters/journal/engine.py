"""Opening SQLite so that nothing is lost: durable commits, immediate writers, one clear line for each trouble.

A store file is made whole in one step and never made over something that is already there.
"""

import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Final, TypeAlias
from urllib.parse import quote

from tending.adapters.journal import keys
from tending.adapters.journal.keys import Key
from tending.adapters.journal.layout import SCHEMA
from tending.core.errors import DamagedError, StoreBusyError, StoreError

Entropy: TypeAlias = Callable[[int], bytes]
Place: TypeAlias = tuple[int, int]

READ_WAIT_MS: Final = 5_000
FIRST_PAUSE: Final = 0.004
LONG_PAUSE: Final = 0.025
LONG_WAIT: Final = 2.0
BLOCK: Final = 1 << 20
SIDE_FILES: Final = ("-wal", "-shm")
GIVE_KEY: Final = "type its passphrase in a terminal, or name its file in store.key_file"

_PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA temp_store=MEMORY",
)
_LOCKED: Final = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_HALF_MADE: Final = re.compile(r"\.(?:making|restoring|locking|opening)-([0-9]{1,9})(?:-wal|-shm|-journal)?$")
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


def connect(path: Path, *, wait_ms: int = READ_WAIT_MS, mode: str = "rw", key: Key | None = None) -> sqlite3.Connection:
    """A connection that never makes a file. `mode` is `rw` or `ro`; `key` opens a store that is locked."""
    connection = keys.connect(
        f"file:{quote(str(path.absolute()))}?mode={mode}",
        key,
        isolation_level=None,
        check_same_thread=False,
        timeout=READ_WAIT_MS / 1000,
        cached_statements=256,
    )
    try:
        for pragma in _PRAGMAS if mode == "rw" else _PRAGMAS[1:]:
            connection.execute(pragma)
        connection.execute(f"PRAGMA busy_timeout={wait_ms:d}")
    except BaseException:
        connection.close()
        raise
    return connection


def begin_immediate(connection: sqlite3.Connection, *, patience: float, entropy: Entropy) -> None:
    """Take the write lock, or raise StoreBusyError after `patience` seconds.

    Writers poll at random moments, and more often the longer they have waited, so that none is left out: the waits
    that SQLite itself makes grow, and starve whoever came first.
    """
    began = monotonic()
    while True:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except keys.errors() as error:
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


def is_busy(error: BaseException | None) -> bool:
    return primary_code(error) in _LOCKED


def store_error(error: BaseException | None, path: Path) -> StoreError:
    match primary_code(error):
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreBusyError(f"The store {path} is locked by another program: wait a moment, then try again.")
        case sqlite3.SQLITE_FULL:
            return StoreBusyError(f"The disk that holds the store {path} is full: free some space, then try again.")
        case sqlite3.SQLITE_READONLY:
            return StoreBusyError(f"The store {path} is read-only: let this account write the file and its folder.")
        case sqlite3.SQLITE_CANTOPEN if _on_read_only_disk(path):
            return StoreBusyError(f"The disk that holds the store {path} is read-only: check it.")
        case sqlite3.SQLITE_IOERR:
            return StoreBusyError(f"The disk that holds the store {path} is full or reports an error: check it.")
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return StoreError(f"The store {path} cannot be opened: let this account read and write it and its folder.")
        case sqlite3.SQLITE_CORRUPT:
            return DamagedError(f"The store {path} is damaged, and was left as it is: restore a backup.")
        case sqlite3.SQLITE_NOTADB if keys.of_a_locked_store(error):
            return StoreError(f"The key does not open the store {path}: give the right one, or restore a backup.")
        case sqlite3.SQLITE_NOTADB if keys.salt_of(path):
            return StoreError(f"The store {path} is locked: {GIVE_KEY}.")
        case sqlite3.SQLITE_NOTADB:
            return DamagedError(f"The store {path} is damaged or no store: restore a backup, or name another file.")
        case _:
            return StoreError(f"The store {path} refused a change ({type(error).__name__}): run `tending check`.")


def _on_read_only_disk(path: Path) -> bool:
    """A disk that was made read-only because it had errors: SQLite cannot lay the log beside the store there."""
    try:
        return bool(os.statvfs(path.parent).f_flag & os.ST_RDONLY)
    except OSError:
        return False


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """What the database reports, as one line for the keeper, without any stored words."""
    try:
        yield
    except keys.errors() as error:
        raise store_error(error, path) from None


def schema_of(path: Path, key: Key | None = None) -> str | None:
    """The schema of a store in plain SQL; None where there is none yet. Raises StoreError."""
    with plain_errors(path):
        connection = connect(path, key=key)
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
        raise DamagedError(f"The store {path} is damaged (its schema is no number): restore a backup.")
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


def is_there(path: Path) -> bool:
    """Raises StoreError where nobody of this account may look."""
    try:
        return path.exists()
    except OSError as error:
        raise StoreError(
            f"The store {path} cannot be reached: {error.strerror}; look at who owns its folder."
        ) from None


def ready(path: Path, key: Key | None = None) -> None:
    """Make the store where there is none, bring an older one up to date, refuse what is not ours. Raises StoreError.

    A wrong key passes the opening and fails at the first query, so that is made here.
    """
    there = is_there(path)
    sweep(path)
    if not there:
        _make(path, key)
    if path.stat().st_size == 0:
        raise DamagedError(f"The store {path} is empty, so it is damaged: restore a backup, or move the file away.")
    keep_private(path)
    schema = schema_of(path, key)
    if schema is None:
        raise DamagedError(f"The file {path} is no store of tending: name another file, or restore a backup.")
    refuse_newer(path, schema)
    if schema != SCHEMA:
        from tending.adapters.journal.migrating import upgrade  # noqa: PLC0415 (Alembic takes half a second)

        upgrade(path, key=key)


def _make(path: Path, key: Key | None) -> None:
    if any(side_file(path, end).exists() for end in SIDE_FILES):
        raise DamagedError(f"The store {path} is missing but its -wal file is there: put it back, or restore a backup.")
    from tending.adapters.journal.migrating import create  # noqa: PLC0415 (Alembic takes half a second)

    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        create(path, key=key)
    except PermissionError:
        raise StoreError(f"The store {path} cannot be made: let this account write its folder.") from None
    except OSError as error:
        raise StoreBusyError(f"The store {path} cannot be made ({error.strerror}): check the disk.") from None


def sweep(path: Path) -> None:
    """Take away what a process that is gone left half made: it may be readable where the store is not."""
    _sweep(path.parent.glob(f"{path.name}.*-*"))


def sweep_copies(folder: Path) -> None:
    """The same of copies, below a folder that may not be there."""
    _sweep(folder.glob("tending-*.db.*-*"))


def _sweep(those: Iterable[Path]) -> None:
    for beside in those:
        left = _HALF_MADE.search(beside.name)
        if left and not _lives(int(left[1])):
            beside.unlink(missing_ok=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


@contextmanager
def disk_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreBusyError(f"The folder {folder} cannot be written ({error.strerror}): check the disk.") from None


def side_file(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)


def touch_private(path: Path) -> None:
    """A new empty file that only its owner may read. Raises FileExistsError."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600))


def keep_private(path: Path) -> None:
    if path.stat().st_mode & 0o077:
        with suppress(PermissionError):
            path.chmod(0o600)


def shred(path: Path) -> None:
    """Zeros over a file, then its name taken away. What a disk keeps beneath is not in our hands."""
    overwrite(os.open(path, os.O_WRONLY | os.O_CLOEXEC | os.O_NOFOLLOW))
    path.unlink()


def overwrite(handle: int) -> None:
    with os.fdopen(handle, "r+b", buffering=0) as file:
        left = os.fstat(handle).st_size
        while left > 0:
            left -= file.write(bytes(min(left, BLOCK))) or 0
        os.fsync(handle)


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


def copy_whole(path: Path, copy: Path, *, prove: Callable[[Path], None] | None = None, key: Key | None = None) -> Path:
    """A consistent copy of a live store, private and safe on disk, replacing an earlier one of that name.

    The copy of a locked store is locked with the same key.

    It gets its name only after `prove`, which raises when the copy is not good.
    """
    making = side_file(copy, f".making-{os.getpid()}")
    making.unlink(missing_ok=True)
    touch_private(making)
    try:
        with closing(connect(path, key=key)) as source, closing(open_file(making, key)) as target:
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


def open_file(path: Path, key: Key | None) -> sqlite3.Connection:
    """A file of one's own as it lies there, empty ones too, with none of the settings of a store in use."""
    return keys.connect(f"file:{quote(str(path.absolute()))}", key, isolation_level=None)
