"""Copies that were proven before they count, and the way back from one.

Never copy a live store with `cp`: what was committed last may be missing from the copy, or the copy may be damaged.
"""

import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from tending.adapters.journal import codec, engine, keys, locking, marks
from tending.adapters.journal.checking import check
from tending.adapters.journal.folding import Fold
from tending.adapters.journal.keys import Key
from tending.adapters.journal.layout import instant
from tending.core.entries import ChannelChanged
from tending.core.errors import StoreBusyError, StoreError, UsageError
from tending.core.standing import apply
from tending.core.values import dataclass

__all__ = ["Drilled", "Restored", "backup", "check", "drill", "newest", "refuse_a_new_store", "restore"]

_STAMPED: Final = re.compile(r"tending-(\d{8}T\d{6}Z)(-hand)?(?:-(\d+))?\.db")
_COPY: Final = re.compile(rf"{_STAMPED.pattern}(?:\.age)?")
_STOPPED: Final = "SELECT keeper, address, at FROM stopped ORDER BY keeper, address"
_CHANNEL_ENTRIES: Final = "SELECT keeper, at, body FROM entry WHERE kind = 'channel' AND body IS NOT NULL ORDER BY seq"
_CONFIRMED: Final = "SELECT keeper, name, address FROM channel WHERE confirmed_at IS NOT NULL"
_UNCONFIRM: Final = "UPDATE channel SET confirmed_at = NULL WHERE keeper = ? AND name = ? AND address = ?"
_UNSETTLED: Final = "SELECT keeper, key FROM delivery WHERE state IN ('due', 'sending')"
_KNOWN: Final = (
    "SELECT state, attempt, next_attempt, detail, sent_at, message FROM delivery WHERE keeper = ? AND key = ?"
)
_SETTLE: Final = (
    "UPDATE delivery SET state = ?, attempt = ?, next_attempt = ?, detail = ?, sent_at = ?, message = ?"
    " WHERE keeper = ? AND key = ?"
)
_SENT: Final = (
    "SELECT keeper, channel, kind, attempt, state, key, message, next_attempt, detail, sent_at FROM delivery"
    " WHERE sent_at IS NOT NULL OR state = 'failed' ORDER BY id"
)
_ADD_SENT: Final = (
    "INSERT OR IGNORE INTO delivery"
    " (keeper, channel, kind, attempt, state, key, message, next_attempt, detail, sent_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_DOUBT: Final = (
    "UPDATE delivery SET state = 'uncertain', detail = 'restored from a backup', sent_at = next_attempt"
    " WHERE keeper = ? AND key = ?"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Restored:
    """Where the store that was there before lies now, the stopped addresses that it kept shut, how many marks of its
    were added, and how many of its entries at least could not be read.
    """

    aside: Path | None
    kept: tuple[str, ...]
    marks: int = 0
    unread: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Drilled:
    """What a backup would bring back: how many entries, and the instant of the last."""

    file: Path
    entries: int
    last: datetime | None


def backup(
    store: Path,
    folder: Path,
    *,
    now: datetime,
    keep: int,
    by_hand: bool = False,
    fold: Fold = apply,
    key: Key | None = None,
) -> Path:
    """A proven copy in `folder`, of which the newest `keep` stay. Those made by hand are marked, and always stay.

    The copy of a locked store is locked with its key.

    Raises StoreError when the store, and so its copy, is not whole: older backups are then left as they are.
    """
    with engine.plain_errors(store), engine.disk_errors(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        engine.sweep_copies(folder)
        copy = engine.copy_whole(
            store,
            _free_name(folder, now, by_hand=by_hand),
            prove=lambda made: _prove(made, "The new backup", fold, named=store, key=key),
            key=key,
        )
        _rotate(folder, max(1, keep), _stamp(now))
    return copy


def restore(
    backup_file: Path,
    store: Path,
    *,
    now: datetime,
    fold: Fold = apply,
    key: Key | None = None,
    copy_key: Key | None = None,
) -> Restored:
    """Put a backup in the place of the store, which is moved aside, never deleted. The daemon must be stopped.

    `key` opens the store, `copy_key` the backup. What is restored is locked as the store was: this unlocks nothing.

    What the store knew that is stricter than the backup is kept: what other people asked for, addresses that were
    stopped or are no longer confirmed, and messages that went out since or may have, which count and are never sent
    again. Raises StoreError, with the store left as it is.
    """
    making = engine.side_file(store, f".restoring-{os.getpid()}")
    with engine.plain_errors(store), engine.disk_errors(store.parent):
        try:
            _copy_backup(backup_file, making)
            _prove(making, f"The backup {backup_file}", fold, named=backup_file, key=copy_key)
            if key is not None and key != copy_key:
                locking.convert(making, old=copy_key, new=key)
            with _out_of_use(store, key) as present:
                kept = _carry_over(present, making, key or copy_key)
                there = _known(present, store, key, fold)
                added = marks.carry(there, making, key or copy_key, now)
                aside = _swap(making, store, now)
        finally:
            making.unlink(missing_ok=True)
    return Restored(aside=aside, kept=kept, marks=added, unread=there.unread)


def drill(backup_file: Path, *, fold: Fold = apply, key: Key | None = None) -> Drilled:
    """Restore a backup into a file that is thrown away, and read it there; the store itself is not touched.

    What a killed one leaves has a name by which it is swept. Raises StoreError when it could not be restored.
    """
    making = engine.side_file(backup_file, f".restoring-{os.getpid()}")
    with engine.plain_errors(backup_file), engine.disk_errors(backup_file.parent):
        try:
            _copy_backup(backup_file, making)
            _prove(making, f"The backup {backup_file}", fold, named=backup_file, key=key)
            with closing(engine.connect(making, mode="ro", key=key)) as restored:
                count, last = restored.execute("SELECT count(*), max(at) FROM entry").fetchone()
        finally:
            making.unlink(missing_ok=True)
    return Drilled(file=backup_file, entries=count, last=instant(last) if last is not None else None)


def newest(folder: Path) -> Path:
    """Raises UsageError where there is none."""
    found = _stamped(folder)
    if not found:
        raise UsageError(f"There is no backup in {folder} yet: tending backup makes one.")
    return found[-1][1]


def refuse_a_new_store(store: Path, folder: Path) -> None:
    """Raises StoreError where there are copies of a store that is gone: those of a new one would push them out."""
    copies = _stamped(folder, _COPY)
    if copies:
        raise StoreError(
            f"The store {store} is not there, and backups of one are in {folder}: tending restore {copies[-1][1]}"
            " (or move them away to begin anew)."
        )


def _stamped(folder: Path, named: re.Pattern[str] = _STAMPED) -> list[tuple[re.Match[str], Path]]:
    """What was made here, by hand or not, in the order of its making by the clock of the time."""
    found = [(match, path) for path in _inside(folder) if (match := named.fullmatch(path.name))]
    return sorted(found, key=lambda pair: (pair[0][1], int(pair[0][3] or 1)))


def _inside(folder: Path) -> list[Path]:
    """What lies in a folder that may not be there. Raises StoreError where nobody of this account may look."""
    try:
        return list(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise StoreError(f"The folder {folder} cannot be looked into: {error.strerror}; look at who owns it.") from None


def _known(present: sqlite3.Connection | None, store: Path, key: Key | None, fold: Fold) -> marks.Known:
    """A store too damaged to be locked is read all the same, as far as that goes."""
    if present is not None:
        return marks.known(present, fold)
    if not engine.is_there(store):
        return marks.Known()
    try:
        with closing(engine.connect(store, mode="ro", key=key)) as damaged:
            return marks.known(damaged, fold)
    except keys.errors():
        return marks.Known(unread=1)


def _prove(made: Path, name: str, fold: Fold, *, named: Path, key: Key | None) -> None:
    problems = check(made, fold=fold, mode="ro", named=named, key=key)
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


def _rotate(folder: Path, keep: int, now: str) -> None:
    """Those from a clock that was ahead go first: they would outlive every later one, and push it out."""
    found = [(match, path) for match, path in _stamped(folder) if not match[2]]
    found.sort(key=lambda pair: pair[0][1] <= now)
    for _, path in found[:-keep]:
        path.unlink()


def _copy_backup(backup_file: Path, making: Path) -> None:
    if not backup_file.is_file():
        raise UsageError(f"There is no backup {backup_file}: name a file that `tending backup` made.")
    if engine.side_file(backup_file, "-wal").exists():
        raise StoreError(f"{backup_file} has a -wal file beside it: name a file that `tending backup` made.")
    if not os.access(backup_file, os.R_OK):
        raise StoreError(f"The backup {backup_file} cannot be read: let this account read it.")
    making.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    making.unlink(missing_ok=True)
    engine.touch_private(making)
    shutil.copyfile(backup_file, making)


@contextmanager
def _out_of_use(store: Path, key: Key | None) -> Iterator[sqlite3.Connection | None]:
    """The store that is there, locked and in one file; None where there is none, or it is too damaged to be read."""
    present = _lock(store, key) if engine.is_there(store) else None
    try:
        yield present
    finally:
        if present is not None:
            present.close()


def _lock(store: Path, key: Key | None) -> sqlite3.Connection | None:
    """Leaving WAL needs the store alone, so this is refused while anybody else has it open."""
    connection: sqlite3.Connection | None = None
    try:
        connection = engine.connect(store, wait_ms=1000, key=key)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("BEGIN EXCLUSIVE")
    except keys.errors() as error:
        if connection is not None:
            keys.close_quietly(connection)
        if keys.of_a_locked_store(error) and engine.primary_code(error) == sqlite3.SQLITE_NOTADB:
            raise
        if engine.primary_code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return None
        if isinstance(engine.store_error(error, store), StoreBusyError):
            raise StoreBusyError(f"The store {store} is in use: stop the daemon, then restore again.") from None
        raise
    return connection


def _carry_over(present: sqlite3.Connection | None, making: Path, key: Key | None) -> tuple[str, ...]:
    with closing(engine.open_file(making, key)) as restored:
        restored.execute("PRAGMA synchronous=FULL")
        restored.execute("BEGIN IMMEDIATE")
        kept = _keep_stopped(present, restored)
        _keep_unconfirmed(present, restored)
        _settle_deliveries(present, restored)
        _keep_sent(present, restored)
        restored.execute("COMMIT")
    return kept


def _keep_stopped(present: sqlite3.Connection | None, restored: sqlite3.Connection) -> tuple[str, ...]:
    kept: list[str] = []
    for keeper, address, at in [*_rows(present, _STOPPED), *_stopped_by_entries(present)]:
        added = restored.execute("INSERT OR IGNORE INTO stopped VALUES (?, ?, ?)", (keeper, address, at))
        if added.rowcount:
            kept.append(str(address))
    return tuple(kept)


def _stopped_by_entries(present: sqlite3.Connection | None) -> Iterator[tuple[object, ...]]:
    """What the entries say was stopped, whatever became of the rows beside them."""
    for keeper, at, body in _rows(present, _CHANNEL_ENTRIES):
        try:
            fact = codec.read_payload(ChannelChanged.kind, ChannelChanged.version, body)  # type: ignore[arg-type]
        except (StoreError, TypeError):
            continue
        if isinstance(fact, ChannelChanged) and fact.change in {"stopped", "stays-stopped"}:
            yield from ((keeper, one, at) for one in (fact.address, fact.place) if one)


def _keep_unconfirmed(present: sqlite3.Connection | None, restored: sqlite3.Connection) -> None:
    """What was confirmed when the backup was made, and is no longer, has to confirm again."""
    if present is None:
        return
    still = set(_rows(present, _CONFIRMED))
    for name in restored.execute(_CONFIRMED).fetchall():
        if name not in still:
            restored.execute(_UNCONFIRM, name)


def _keep_sent(present: sqlite3.Connection | None, restored: sqlite3.Connection) -> None:
    """What went out since, so that a day holds no more messages for having been restored."""
    for row in _rows(present, _SENT):
        restored.execute(_ADD_SENT, row)


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
    except keys.errors():
        return []


def _swap(making: Path, store: Path, now: datetime) -> Path | None:
    """The present file gets its second name before the new one takes its place: there is a store at every moment."""
    aside = _keep_aside(store, now) if engine.is_there(store) else None
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
