"""What a store knows of other people's wishes, carried over into the backup that takes its place.

Read entry by entry, so that a damaged store tells what it still can. Marks are only ever added.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from tending.adapters.journal import codec, engine, keys
from tending.adapters.journal.folding import Fold, what_counts
from tending.adapters.journal.keys import Key
from tending.adapters.journal.layout import instant
from tending.adapters.journal.sql import SqlJournal
from tending.core.contact import Contact
from tending.core.contact_union import union
from tending.core.entries import Draft, Entry, MarksKept
from tending.core.errors import StoreError
from tending.core.standing import BondStanding, Standing
from tending.core.values import dataclass

FAR_ENOUGH: Final = 1000
_ALL: Final = "SELECT seq, bond, at, kind, version, body FROM entry WHERE keeper = ? ORDER BY seq"
_ONE: Final = "SELECT seq, bond, at, kind, version, body FROM entry WHERE keeper = ? AND seq = ?"
_KEEPERS: Final = "SELECT DISTINCT keeper FROM entry"
_BODY: Final = "SELECT body FROM standing WHERE keeper = ?"


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What a store knew, by keeper, as far as it could be read; `unread` is the number of entries that could not."""

    standings: Mapping[int, tuple[Standing, ...]] = field(default_factory=dict)
    unread: int = 0


def known(present: sqlite3.Connection, fold: Fold) -> Known:
    standings: dict[int, tuple[Standing, ...]] = {}
    unread = 0
    for (keeper,) in _asked(present, _KEEPERS) or [(1,)]:
        entries, lost = _entries(present, keeper)
        folded, skipped = _folded(fold, entries)
        standings[keeper] = (folded, *_written_down(present, keeper))
        unread += lost + skipped
    return Known(standings=standings, unread=unread)


def _entries(present: sqlite3.Connection, keeper: int) -> tuple[list[Entry], int]:
    rows, lost = _rows(present, keeper)
    found = [_entry(row) for row in rows]
    return [entry for entry in found if entry is not None], lost + found.count(None)


def _rows(present: sqlite3.Connection, keeper: int) -> tuple[Sequence[Any], int]:
    """All at once; one by one where that meets damage, until long after the last that is there."""
    try:
        return present.execute(_ALL, (keeper,)).fetchall(), 0
    except keys.errors():
        return _one_by_one(present, keeper)


def _one_by_one(present: sqlite3.Connection, keeper: int) -> tuple[Sequence[Any], int]:
    rows: list[Any] = []
    lost, last, number = 0, 0, 0
    while number < last + FAR_ENOUGH:
        number += 1
        try:
            row = present.execute(_ONE, (keeper, number)).fetchone()
        except keys.errors():
            lost += 1
            continue
        if row is not None:
            rows.append(row)
            last = number
    return rows, lost


def _entry(row: Sequence[Any]) -> Entry | None:
    seq, bond, at, kind, version, body = row
    try:
        payload = None if body is None else codec.read_payload(kind, version, body)
        return Entry(seq=seq, bond=bond, at=instant(at), payload=payload, kind=kind)
    except (StoreError, TypeError):
        return None


def _folded(fold: Fold, entries: Sequence[Entry]) -> tuple[Standing, int]:
    """What the entries add up to; those that no longer fit, because others are lost, are left out and counted."""
    standing, skipped = Standing(), 0
    for entry in what_counts(entries):
        try:
            standing = fold(standing, entry)
        except (StopIteration, LookupError, AttributeError, TypeError, ValueError):
            skipped += 1
    return standing, skipped


def _written_down(present: sqlite3.Connection, keeper: int) -> Iterator[Standing]:
    """The standing as it was stored. It may have been changed by hand: what it adds is only ever stricter."""
    for (body,) in _asked(present, _BODY, (keeper,)):
        standing = codec.read_standing(body) if isinstance(body, bytes) else None
        if standing is not None:
            yield standing


def _asked(present: sqlite3.Connection, query: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
    try:
        return present.execute(query, values).fetchall()
    except keys.errors():
        return []


def carry(present: Known, making: Path, key: Key | None, now: datetime) -> int:
    """Append to a store in the making what another knows stricter. Returns how many marks were added."""
    from tending.adapters.journal import migrating  # noqa: PLC0415 - Alembic takes half a second

    copy = migrating.upgrade(making, key=key)
    if copy is not None:
        copy.unlink()
    added = sum(_carry(keeper, standings, making, key, now) for keeper, standings in present.standings.items())
    with closing(engine.connect(making, key=key)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
    return added


def _carry(keeper: int, standings: Sequence[Standing], making: Path, key: Key | None, now: datetime) -> int:
    journal = SqlJournal(making, keeper=keeper, key=key)
    try:
        with journal.writing() as work:
            drafts = [draft for standing in standings for draft in _missing(standing, work.standing(), now)]
            return len(work.append(*_once(drafts)))
    finally:
        journal.close()


def _once(drafts: Sequence[Draft]) -> list[Draft]:
    kept: list[Draft] = []
    for draft in drafts:
        if draft not in kept:
            kept.append(draft)
    return kept


def _missing(knows: Standing, restored: Standing, now: datetime) -> Iterator[Draft]:
    """What one standing knows and the other does not: on every bond it may be about, nameless where there is none."""
    for contact in knows.forgotten:
        if contact not in restored.forgotten:
            yield _draft(contact, 0, now)
    for bond in knows.bonds:
        meant = [one for one in restored.bonds if _is_meant(bond, one)]
        if not meant:
            yield _draft(bond.contact, 0, now)
        for one in meant:
            if union(one.contact, bond.contact) != one.contact:
                yield _draft(bond.contact, one.number, now)


def _is_meant(bond: BondStanding, there: BondStanding) -> bool:
    """Whether another history means the same person: by the label, by the instant of adding, or since forgotten."""
    if bond.label and bond.label.casefold() == there.label.casefold():
        return True
    forgotten = bond.forgotten or there.forgotten
    return bond.number == there.number and (forgotten or bond.added_at == there.added_at)


def _draft(contact: Contact, bond: int, now: datetime) -> Draft:
    return Draft(payload=MarksKept(contact=contact), at=now, bond=bond)
