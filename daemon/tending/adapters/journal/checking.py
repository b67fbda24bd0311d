"""Whether a store is what it was when it was written: file, references, chain, and what follows from the entries."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tending.adapters.journal import chain, codec, engine, keys, sealing
from tending.adapters.journal.folding import Fold, belongs_to, fold_all
from tending.adapters.journal.keys import Key
from tending.adapters.journal.layout import instant
from tending.core.entries import Entry
from tending.core.errors import DamagedError, StoreError
from tending.core.standing import FOLD_VERSION, apply

_LINKS = "SELECT seq, bond, at, kind, version, body, salt, digest, chain FROM entry WHERE keeper = ? ORDER BY seq"
_ENTRIES = "SELECT seq, bond, at, kind, version, body, check_in FROM entry WHERE keeper = ? ORDER BY seq"
_KEEPERS = "SELECT keeper FROM entry UNION SELECT keeper FROM standing"
_STANDING = "SELECT seq, fold_version, body FROM standing WHERE keeper = ?"
_CHECK_INS = "SELECT id, open FROM check_in WHERE keeper = ?"
_SEEDS = "SELECT value FROM meta WHERE key = 'seed'"
_META = "SELECT value FROM meta WHERE keeper = ? AND key = ?"
_LAST = "SELECT seq, chain FROM entry WHERE keeper = ? ORDER BY seq DESC LIMIT 1"
_WRITES_NOTHING = "UPDATE meta SET value = value WHERE 0"  # BEGIN alone passes where the file is read-only
_BESIDE = ("check_in", "reply", "delivery", "channel", "stopped", "meta")
_REBUILD = "run `tending check --rebuild`"


def check(
    store: Path, *, fold: Fold = apply, mode: str = "rw", named: Path | None = None, key: Key | None = None
) -> list[str]:
    """A line for each thing that is wrong with a store; none when it is whole.

    `mode` is `ro` for a backup, which is not to be touched; `named` the file to speak of where `store` is a copy of it.
    Raises StoreError when the store cannot be opened.
    """
    named = named or store
    with engine.plain_errors(named):
        connection = engine.connect(store, mode=mode, key=key)
    with closing(connection):
        engine.refuse_newer(named, _schema(connection, named))
        try:
            return list(_problems(connection, fold))
        except keys.errors() as error:
            return [f"the file is damaged ({type(error).__name__})"]


def quick(store: Path, *, key: Key | None = None) -> list[str]:
    """What a glance at the file finds: a line for each thing that is wrong. Raises StoreError as `check` does."""
    with engine.plain_errors(store), closing(engine.connect(store, mode="rw", key=key)) as connection:
        return [f"the file is damaged: {_one_line(line)}" for (line,) in _glance(connection) if line != "ok"]


def prove_writable(store: Path, *, key: Key | None = None) -> None:
    """Raises StoreError for a store that can only be read. Nothing is written."""
    with engine.plain_errors(store), closing(engine.connect(store, key=key)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(_WRITES_NOTHING)
        connection.execute("ROLLBACK")


def _glance(connection: sqlite3.Connection) -> list[tuple[str]]:
    return connection.execute("PRAGMA quick_check").fetchall()


def _one_line(text: object) -> str:
    return " ".join(str(text).split())


def _schema(connection: sqlite3.Connection, store: Path) -> str:
    with engine.plain_errors(store):
        schema = engine.revision(connection)
    if schema is None:
        raise DamagedError(f"The file {store} is no store of tending: name another file.")
    return schema


def _problems(connection: sqlite3.Connection, fold: Fold) -> Iterator[str]:
    for (line,) in connection.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield f"the file is damaged: {_one_line(line)}"
    for table, *_ in connection.execute("PRAGMA foreign_key_check"):
        yield f"a row of {table} belongs to nothing"
    unread = [table for table in _BESIDE if not _is_read(connection, table)]
    if unread:
        yield from (f"a row of {table} holds text that is not to be read" for table in unread)
        return
    for (seed,) in connection.execute(_SEEDS):
        yield from _seed_problems(str(seed))
    for (keeper,) in connection.execute(_KEEPERS).fetchall():
        broken = chain.broken(connection.execute(_LINKS, (keeper,)))
        yield from broken or _what_follows(connection, keeper, fold)


def _is_read(connection: sqlite3.Connection, table: str) -> bool:
    """Whether all text in it is text: SQLite itself takes any bytes for it."""
    try:
        for _ in connection.execute(f"SELECT * FROM {table}"):  # noqa: S608 - a name of our own
            pass
    except keys.errors() as error:
        if engine.primary_code(error):
            raise
        return False
    return True


def _seed_problems(seed: str) -> Iterator[str]:
    try:
        codec.read_seed(seed)
    except StoreError as error:
        yield str(error)


def _what_follows(connection: sqlite3.Connection, keeper: int, fold: Fold) -> list[str]:
    """Standing, check-ins and references against the entries, which are known to be sound."""
    problems: list[str] = []
    entries: list[Entry] = []
    for seq, bond, at, kind, version, body, check_in in connection.execute(_ENTRIES, (keeper,)):
        try:
            payload = None if body is None else codec.read_payload(kind, version, body)
            entry = Entry(seq=seq, bond=bond, at=instant(at), payload=payload, kind=kind)
        except StoreError as error:
            return [f"entry {seq}: {error}"]
        if payload is not None and belongs_to(entry) != check_in:
            problems.append(f"entry {seq}: it points to the wrong check-in")
        entries.append(entry)
    return problems + _derived(connection, keeper, entries, fold)


def _sealed(connection: sqlite3.Connection, keeper: int, seq: object, version: object, body: object) -> bool:
    seed, text = (connection.execute(_META, (keeper, name)).fetchone() for name in ("seed", sealing.META))
    seal = sealing.read(str(text[0])) if text and seed else None
    last = connection.execute(_LAST, (keeper,)).fetchone()
    if seal is None or last is None:
        return last is None
    if list(_seed_problems(str(seed[0]))):
        return True  # it has a line of its own
    key = sealing.key_of(codec.read_seed(str(seed[0])))
    head = sealing.holds_head(seal, key, keeper=keeper, seq=last[0], chain=last[1])
    return head and sealing.holds(
        seal,
        key,
        keeper=keeper,
        seq=sealing.number(seq),
        chain=last[1],
        version=sealing.number(version),
        body=sealing.plain(body),
    )


def _derived(connection: sqlite3.Connection, keeper: int, entries: list[Entry], fold: Fold) -> list[str]:
    standing, check_ins = fold_all(fold, entries)
    seq, version, body = connection.execute(_STANDING, (keeper,)).fetchone() or (0, FOLD_VERSION, b"")
    problems: list[str] = []
    if not _sealed(connection, keeper, seq, version, body):
        problems.append(f"the standing, or what is sealed with it, is damaged or was changed by hand: {_REBUILD}")
    if seq != standing.seq:
        problems.append(f"the standing is of entry {seq}, and the last entry is {standing.seq}: {_REBUILD}")
    elif version == FOLD_VERSION and codec.read_standing(body) != standing and entries:
        problems.append(f"the standing is not what the entries add up to: {_REBUILD}")
    stored = {number: bool(is_open) for number, is_open in connection.execute(_CHECK_INS, (keeper,))}
    if any(stored.get(number) != check_in.open for number, check_in in check_ins.items()):
        problems.append(f"the check-ins are not what the entries say: {_REBUILD}")
    return problems
