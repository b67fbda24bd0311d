"""Whether a store is what it was when it was written: file, references, chain, and what follows from the entries."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from tending.adapters.journal import chain, codec, engine
from tending.adapters.journal.folding import Fold, belongs_to, fold_all
from tending.adapters.journal.tables import EPOCH
from tending.core.entries import Entry
from tending.core.errors import StoreError
from tending.core.standing import FOLD_VERSION, apply

_LINKS = "SELECT seq, bond, at, kind, version, body, salt, digest, chain FROM entry WHERE keeper = ? ORDER BY seq"
_ENTRIES = "SELECT seq, bond, at, kind, version, body, check_in FROM entry WHERE keeper = ? ORDER BY seq"
_KEEPERS = "SELECT keeper FROM entry UNION SELECT keeper FROM standing"
_STANDING = "SELECT seq, fold_version, body FROM standing WHERE keeper = ?"
_CHECK_INS = "SELECT id, open FROM check_in WHERE keeper = ?"
_REBUILD = "run `tending check --rebuild`"


def check(store: Path, *, fold: Fold = apply, mode: str = "rw") -> list[str]:
    """A line for each thing that is wrong with a store; none when it is whole.

    `mode` is `ro` for a backup, which is not to be touched. Raises StoreError when the store cannot be opened.
    """
    with engine.plain_errors(store):
        connection = engine.connect(store, mode=mode)
    with closing(connection):
        engine.refuse_newer(store, _schema(connection, store))
        try:
            return list(_problems(connection, fold))
        except sqlite3.Error as error:
            return [f"the file is damaged ({type(error).__name__})"]


def _schema(connection: sqlite3.Connection, store: Path) -> str:
    with engine.plain_errors(store):
        schema = engine.revision(connection)
    if schema is None:
        raise StoreError(f"The file {store} is no store of tending: name another file.")
    return schema


def _problems(connection: sqlite3.Connection, fold: Fold) -> Iterator[str]:
    for (line,) in connection.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield f"the file is damaged: {' '.join(str(line).split())}"
    for table, *_ in connection.execute("PRAGMA foreign_key_check"):
        yield f"a row of {table} belongs to nothing"
    for (keeper,) in connection.execute(_KEEPERS).fetchall():
        broken = chain.broken(connection.execute(_LINKS, (keeper,)))
        yield from broken or _what_follows(connection, keeper, fold)


def _what_follows(connection: sqlite3.Connection, keeper: int, fold: Fold) -> list[str]:
    """Standing, check-ins and references against the entries, which are known to be sound."""
    problems: list[str] = []
    entries: list[Entry] = []
    for seq, bond, at, kind, version, body, check_in in connection.execute(_ENTRIES, (keeper,)):
        try:
            payload = None if body is None else codec.read_payload(kind, version, body)
        except StoreError as error:
            return [f"entry {seq}: {error}"]
        entry = Entry(seq=seq, bond=bond, at=EPOCH + timedelta(microseconds=at), payload=payload, kind=kind)
        if payload is not None and belongs_to(entry) != check_in:
            problems.append(f"entry {seq}: it points to the wrong check-in")
        entries.append(entry)
    return problems + _derived(connection, keeper, entries, fold)


def _derived(connection: sqlite3.Connection, keeper: int, entries: list[Entry], fold: Fold) -> list[str]:
    standing, check_ins = fold_all(fold, entries)
    seq, version, body = connection.execute(_STANDING, (keeper,)).fetchone() or (0, FOLD_VERSION, b"")
    problems: list[str] = []
    if seq != standing.seq:
        problems.append(f"the standing is of entry {seq}, and the last entry is {standing.seq}: {_REBUILD}")
    elif version == FOLD_VERSION and codec.read_standing(body) != standing and entries:
        problems.append(f"the standing is not what the entries add up to: {_REBUILD}")
    stored = {number: bool(is_open) for number, is_open in connection.execute(_CHECK_INS, (keeper,))}
    if any(stored.get(number) != check_in.open for number, check_in in check_ins.items()):
        problems.append(f"the check-ins are not what the entries say: {_REBUILD}")
    return problems
