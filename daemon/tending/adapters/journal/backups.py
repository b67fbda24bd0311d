"""Copies that were proven before they count, and the way back from one.

Never copy a live store with `cp`: what was committed last may be missing from the copy, or the copy may be damaged.
"""

import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from tending.adapters.journal import engine
from tending.adapters.journal.checking import check
from tending.adapters.journal.folding import Fold
from tending.core.errors import StoreBusyError, StoreError
from tending.core.standing import apply

__all__ = ["Restored", "backup", "check", "restore"]

_ROTATED: Final = re.compile(r"tending-(\d{8}T\d{6}Z)(?:-(\d+))?\.db")
_STOPPED: Final = "SELECT keeper, address, at FROM stopped ORDER BY keeper, address"
_UNSETTLED: Final = "SELECT keeper, key FROM delivery WHERE state IN ('due', 'sending')"
_KNOWN: Final = "SELECT state, attempt, next_attempt, detail, sent_at FROM delivery WHERE keeper = ? AND key = ?"
_SETTLE: Final = (
    "UPDATE delivery SET state = ?, attempt = ?, next_attempt = ?, detail = ?, sent_at = ? WHERE keeper = ? AND key = ?"
)
_DOUBT: Final = (
    "UPDATE delivery SET state = 'uncertain', detail = 'restored from a backup', sent_at = next_attempt"
    " WHERE keeper = ? AND key = ?"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Restored:
    """Where the store that was there before lies now, and the stopped addresses that it kept shut."""

    aside: Path | None
    kept: tuple[str, ...]


def backup(store: Path, folder: Path, *, now: datetime, keep: int, by_hand: bool = False, fold: Fold = apply) -> Path:
    """A proven copy in `folder`, of which the newest `keep` stay. Those made by hand are marked, and always stay.

    Raises StoreError when the store, and so its copy, is not whole: older backups are then left as they are.
    """
    with engine.plain_errors(store), _disk_errors(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        copy = engine.copy_whole(
            store,
            _free_name(folder, now, by_hand=by_hand),
            prove=lambda made: _prove(made, "The new backup", fold, named=store),
        )
        _rotate(folder, max(1, keep))
    return copy


def restore(backup_file: Path, store: Path, *, now: datetime, fold: Fold = apply) -> Restored:
    """Put a backup in the place of the store, which is moved aside, never deleted. The daemon must be stopped.

    What the store knew that is stricter than the backup is kept: addresses that were stopped, and messages that may
    have gone out since, which are never sent again. Raises StoreError, with the store left as it is.
    """
    making = engine.side_file(store, f".restoring-{os.getpid()}")
    with engine.plain_errors(store), _disk_errors(store.parent):
        try:
            _copy_backup(backup_file, making)
            _prove(making, f"The backup {backup_file}", fold, named=backup_file)
            with _out_of_use(store) as present:
                kept = _carry_over(present, making)
                aside = _swap(making, store, now)
        finally:
            making.unlink(missing_ok=True)
    return Restored(aside=aside, kept=kept)


def _prove(made: Path, name: str, fold: Fold, *, named: Path) -> None:
    problems = check(made, fold=fold, mode="ro", named=named)
    if problems:
        raise StoreError(f"{name} is not whole ({problems[0]}): use an older one.")


def _stamp(now: datetime) -> str:
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _free_name(folder: Path, now: datetime, *, by_hand: bool) -> Path:
    mark = "-hand" if by_hand else ""
    path = folder / f"tending-{_stamp(now)}{mark}.db"
    number = 2
    while path.exists():
        path = folder / f"tending-{_stamp(now)}{mark}-{number}.db"
        number += 1
    return path


def _rotate(folder: Path, keep: int) -> None:
    found = [(match, path) for path in folder.iterdir() if (match := _ROTATED.fullmatch(path.name))]
    found.sort(key=lambda pair: (pair[0][1], int(pair[0][2] or 1)))
    for _, path in found[:-keep]:
        path.unlink()


def _copy_backup(backup_file: Path, making: Path) -> None:
    if not backup_file.is_file():
        raise StoreError(f"There is no backup {backup_file}: name a file that `tending backup` made.")
    if engine.side_file(backup_file, "-wal").exists():
        raise StoreError(f"{backup_file} has a -wal file beside it: name a file that `tending backup` made.")
    if not os.access(backup_file, os.R_OK):
        raise StoreError(f"The backup {backup_file} cannot be read: let this account read it.")
    making.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    making.unlink(missing_ok=True)
    engine.touch_private(making)
    shutil.copyfile(backup_file, making)


@contextmanager
def _out_of_use(store: Path) -> Iterator[sqlite3.Connection | None]:
    """The store that is there, locked and in one file; None where there is none, or it is too damaged to be read."""
    present = _lock(store) if store.exists() else None
    try:
        yield present
    finally:
        if present is not None:
            present.close()


def _lock(store: Path) -> sqlite3.Connection | None:
    """Leaving WAL needs the store alone, so this is refused while anybody else has it open."""
    connection: sqlite3.Connection | None = None
    try:
        connection = engine.connect(store, wait_ms=1000)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.DatabaseError as error:
        if connection is not None:
            connection.close()
        if engine.primary_code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return None
        if isinstance(engine.store_error(error, store), StoreBusyError):
            raise StoreBusyError(f"The store {store} is in use: stop the daemon, then restore again.") from None
        raise
    return connection


def _carry_over(present: sqlite3.Connection | None, making: Path) -> tuple[str, ...]:
    with closing(sqlite3.connect(making, isolation_level=None)) as restored:
        restored.execute("PRAGMA synchronous=FULL")
        restored.execute("BEGIN IMMEDIATE")
        kept = _keep_stopped(present, restored)
        _settle_deliveries(present, restored)
        restored.execute("COMMIT")
    return kept


def _keep_stopped(present: sqlite3.Connection | None, restored: sqlite3.Connection) -> tuple[str, ...]:
    kept: list[str] = []
    for keeper, address, at in _rows(present, _STOPPED):
        added = restored.execute("INSERT OR IGNORE INTO stopped VALUES (?, ?, ?)", (keeper, address, at))
        if added.rowcount:
            kept.append(str(address))
    return tuple(kept)


def _settle_deliveries(present: sqlite3.Connection | None, restored: sqlite3.Connection) -> None:
    """What the backup thinks is still to be sent has been, or may have been, since."""
    for name in restored.execute(_UNSETTLED).fetchall():
        known = _rows(present, _KNOWN, name)
        if known:
            restored.execute(_SETTLE, (*known[0], *name))
        else:
            restored.execute(_DOUBT, name)


def _rows(present: sqlite3.Connection | None, query: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """Rows of the store that was there; none where damage hides them."""
    if present is None:
        return []
    try:
        return present.execute(query, values).fetchall()
    except sqlite3.DatabaseError:
        return []


def _swap(making: Path, store: Path, now: datetime) -> Path | None:
    """The present file gets its second name before the new one takes its place: there is a store at every moment."""
    aside = _keep_aside(store, now) if store.exists() else None
    engine.sync_file(making)
    making.replace(store)
    engine.sync_folder(store.parent)
    return aside


def _keep_aside(store: Path, now: datetime) -> Path:
    aside = store.with_name(f"{store.name}.before-restore-{_stamp(now)}")
    os.link(store, aside)
    for end in engine.SIDE_FILES:
        beside = engine.side_file(store, end)
        if beside.exists():
            beside.replace(engine.side_file(aside, end))
    return aside


@contextmanager
def _disk_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreBusyError(f"The folder {folder} cannot be written ({error.strerror}): check the disk.") from None
