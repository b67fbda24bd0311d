"""Entries that `forget` emptied leave the chain whole; those that a hand emptied do not."""

import sqlite3
from contextlib import closing
from pathlib import Path

from journal_builders import a_bond, a_filled_store, a_note, an_asking, at
from tending.adapters.journal.backups import check
from tending.adapters.journal.sql import SqlJournal
from tending.core import entries as e
from tending.core.entries import Draft


def test_an_emptied_entry_leaves_the_chain_whole(tmp_path: Path) -> None:
    store = tmp_path / "journal.db"
    journal = SqlJournal(store)
    with journal.writing() as work:
        work.append(a_bond(), an_asking(), a_note("to be forgotten"), a_note("kept"))
    journal.close()

    journal = SqlJournal(store)
    with journal.writing() as work:
        work.append(Draft(bond=0, at=at(2), payload=e.Forgotten()))
        work.empty(0, before=5)
        entry = work.entry(3)

    assert journal.verify() == []
    journal.close()
    assert entry is not None
    assert (entry.payload, entry.kind, entry.at) == (None, "note", at(1))
    assert check(store) == []


def test_an_entry_that_was_emptied_by_hand_is_found(tmp_path: Path) -> None:
    store = a_filled_store(tmp_path / "journal.db")
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("UPDATE entry SET body = NULL, salt = NULL WHERE seq = 4")

    assert check(store) == ["entry 4: it was emptied, and nothing says why"]
