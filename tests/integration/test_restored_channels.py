"""What a restore keeps of channels: addresses that were stopped, and those that are no longer confirmed."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from journal_builders import a_delivery, a_filled_store, at
from tending.adapters.journal.backups import backup, restore
from tending.adapters.journal.sql import SqlJournal
from tending.core.entries import ChannelChanged, Draft
from tending.core.records import ChannelState, DeliveryState

NOW = datetime(2026, 5, 1, 12, 30, 15, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return a_filled_store(tmp_path / "data" / "journal.db")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def change(store: Path, statement: str) -> None:
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute(statement)


def a_channel(journal: SqlJournal, change: str, name: str = "mail", *, place: str = "place-mail") -> None:
    fact = ChannelChanged(name=name, channel="email", change=change, address=f"hash-{name}", place=place)
    with journal.writing() as work:
        work.append(Draft(payload=fact, at=at(4)))
        row = ChannelState(name=name, kind="email", address=f"hash-{name}")
        work.save_channel(replace(row, confirmed_at=at(4) if change == "confirmed" else None))


def test_what_the_entries_say_was_stopped_stays_so_though_its_row_is_gone(store: Path, folder: Path) -> None:
    journal = SqlJournal(store)
    a_channel(journal, "confirmed")
    copy = backup(store, folder, now=NOW, keep=1)
    a_channel(journal, "stopped")
    a_channel(journal, "stays-stopped", "old", place="")
    journal.close()
    change(
        store,
        "INSERT INTO entry SELECT 1, 99, 0, at, kind, 1, NULL, X'7B7D', salt, digest, X'00' FROM entry WHERE seq = 6",
    )

    restored = restore(copy, store, now=NOW)

    assert set(restored.kept) == {"hash-mail", "place-mail", "hash-old"}
    journal = SqlJournal(store)
    with journal.reading() as work:
        assert work.stopped("hash-mail")
        assert work.stopped("place-mail")
    journal.close()


def test_what_is_no_longer_confirmed_is_not_confirmed_by_an_older_backup(store: Path, folder: Path) -> None:
    journal = SqlJournal(store)
    for name in ("mail", "phone"):
        a_channel(journal, "confirmed", name)
    copy = backup(store, folder, now=NOW, keep=1)
    a_channel(journal, "unconfirmed")
    journal.close()

    restore(copy, store, now=NOW)

    journal = SqlJournal(store)
    with journal.reading() as work:
        confirmed = {row.name: row.confirmed_at for row in work.channels()}
    journal.close()
    assert confirmed == {"mail": None, "phone": at(4)}


def test_a_restore_where_nothing_is_left_takes_confirmations_as_they_were(store: Path, folder: Path) -> None:
    journal = SqlJournal(store)
    a_channel(journal, "confirmed")
    copy = backup(store, folder, now=NOW, keep=1)
    journal.close()
    store.unlink()

    restore(copy, store, now=NOW)

    journal = SqlJournal(store)
    with journal.reading() as work:
        assert [row.confirmed_at for row in work.channels()] == [at(4)]
    journal.close()


def test_what_went_out_since_still_counts_after_a_restore(store: Path, folder: Path) -> None:
    copy = backup(store, folder, now=NOW, keep=1)
    journal = SqlJournal(store)
    with journal.writing() as work:
        for key, state in (("new", DeliveryState.SENT), ("odd", DeliveryState.FAILED), ("due", DeliveryState.DUE)):
            work.queue(a_delivery(key, state=state, hours=40))
    journal.close()

    restore(copy, store, now=NOW)

    journal = SqlJournal(store)
    with journal.reading() as work:
        assert [one.key for one in work.sent_since("mail", at(39))] == ["new"]
        assert [one.key for one in work.deliveries(DeliveryState.FAILED)] == ["odd"]
        assert "due" not in [one.key for one in work.deliveries()]
    journal.close()
