"""The store as a file: private, durable, and shown to nobody."""

import os
import sqlite3
import traceback
from contextlib import closing
from dataclasses import replace as changed
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest

from journal_builders import START, a_bond, a_delivery, a_filled_store, a_note, an_answer, an_asking, at
from tending.adapters.journal import codec, sealing
from tending.adapters.journal.sql import SqlJournal
from tending.core import entries as e
from tending.core.entries import Draft
from tending.core.errors import StoreError
from tending.core.records import Query
from tending.core.standing import FOLD_VERSION, Standing, apply

SECRET = "words that nobody else may see"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return a_filled_store(tmp_path / "data" / "journal.db")


def change(store: Path, statement: str) -> None:
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute(statement)


def pragma(store: Path, name: str) -> object:
    found: object
    journal = SqlJournal(store)
    with journal.writing() as work:
        ((found,),) = work._sql.all(f"PRAGMA {name}")  # noqa: SLF001 (what the file was opened with)
    journal.close()
    return found


def test_a_new_store_is_private(tmp_path: Path) -> None:
    os.umask(0o000)
    try:
        journal = SqlJournal(tmp_path / "data" / "journal.db")
        with journal.writing() as work:
            work.append(a_bond())
    finally:
        os.umask(0o022)

    files = list((tmp_path / "data").iterdir())
    modes = {path.stat().st_mode & 0o777 for path in files}
    journal.close()

    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert len(files) == 3
    assert modes == {0o600}


def test_a_store_that_others_could_read_is_made_private(store: Path) -> None:
    store.chmod(0o644)

    SqlJournal(store).close()

    assert store.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("name", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("trusted_schema", 0), ("cell_size_check", 1)],
)
def test_a_store_is_opened_to_last(store: Path, name: str, value: object) -> None:
    assert pragma(store, name) == value


def test_a_store_can_be_named_by_a_url(store: Path) -> None:
    journal = SqlJournal(f"sqlite:///{store}")

    assert journal.path == store
    journal.close()


def test_another_kind_of_database_is_refused() -> None:
    with pytest.raises(StoreError, match="cannot be kept at postgresql: name a file"):
        SqlJournal("postgresql://keeper:secret@host/db")


def test_two_keepers_share_a_store_and_see_nothing_of_each_other(store: Path) -> None:
    other = SqlJournal(store, keeper=2)
    with other.writing() as work:
        added = work.append(a_bond(), a_note("We walked alone"))
        work.queue(a_delivery("k3"))
    with other.reading() as work:
        own = [entry.seq for entry in work.entries(Query(words="walked"))]
        keys = [delivery.key for delivery in work.deliveries()]
        replies = work.replies()
        stopped = work.stopped("hash-of-an-old-address")
    with other.writing() as work:
        work.refold()
    other.close()

    first = SqlJournal(store)
    with first.reading() as work:
        assert [entry.seq for entry in work.entries(Query(words="walked"))] == [4]
        assert work.standing().seq == 5
    first.close()
    assert ([entry.seq for entry in added], own, keys, replies, stopped) == ([1, 2], [2], ["k3"], [], False)


def test_a_journal_sees_what_another_has_written_since(store: Path) -> None:
    journal, other = SqlJournal(store), SqlJournal(store)
    with journal.reading() as work:
        before = work.standing().seq
    with other.writing() as work:
        work.append(a_note("from elsewhere"))

    with journal.reading() as work:
        after = work.standing()
    with journal.writing() as work:
        (added,) = work.append(a_note("from here"))

    journal.close()
    other.close()
    assert (before, after.seq, added.seq) == (5, 6, 7)


def test_anybody_can_walk_the_chain_with_sha256_alone(store: Path) -> None:
    query = "SELECT seq, bond, at, kind, version, body, salt, digest, chain FROM entry ORDER BY seq"
    with closing(sqlite3.connect(store)) as connection:
        entries = connection.execute(query).fetchall()

    previous = bytes(32)
    for seq, bond, when, kind, version, body, salt, digest, link in entries:
        content = sha256(salt + f"{kind}\n{version}\n{bond}\n{when}\n".encode() + body).digest()
        previous = sha256(previous + seq.to_bytes(8, "big") + content).digest()

        assert (digest, link) == (content, previous)
    assert len({row[6] for row in entries}) == len(entries) == 5


def test_a_store_folded_by_older_rules_is_folded_afresh_when_it_is_read(store: Path) -> None:
    def louder(standing: Standing, entry: e.Entry) -> Standing:
        return changed(apply(standing, entry), heard=100 + entry.seq)

    journal = SqlJournal(store, fold=louder, fold_version=FOLD_VERSION + 1)
    with journal.reading() as work:
        read = work.standing()
    with journal.writing() as work:
        work.append(a_note("one more"))
    with journal.reading() as work:
        stored = work.standing()
    journal.close()

    assert (read.seq, read.heard) == (5, 105)
    assert (stored.seq, stored.heard) == (6, 106)
    with closing(sqlite3.connect(store)) as connection:
        assert connection.execute("SELECT seq, fold_version FROM standing").fetchall() == [(6, FOLD_VERSION + 1)]


def test_a_standing_of_another_shape_is_folded_afresh(store: Path) -> None:
    """As another release left it: sealed, and not to be read by this one."""
    with closing(sqlite3.connect(store)) as connection, connection:
        (seed,) = connection.execute("SELECT value FROM meta WHERE key = 'seed'").fetchone()
        seq, link = connection.execute("SELECT seq, chain FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
        key = sealing.key_of(bytes.fromhex(seed))
        seal = sealing.made(key, keeper=1, seq=seq, chain=link, version=FOLD_VERSION, body=b'{"')
        connection.execute("UPDATE standing SET body = ?", (b'{"',))
        connection.execute("UPDATE meta SET value = ? WHERE key = 'seal'", (seal.text,))

    journal = SqlJournal(store)
    with journal.reading() as work:
        assert work.standing().seq == 5
    journal.close()


def test_the_next_wake_is_kept_beside_the_standing(store: Path) -> None:
    journal = SqlJournal(store)
    with journal.writing() as work:
        work.plan_wake(at(20))
    with journal.writing() as work:
        work.append(a_note("later"))
    journal.close()

    with closing(sqlite3.connect(store)) as connection:
        (wake,) = connection.execute("SELECT next_wake FROM standing").fetchone()
    assert wake == at(20).timestamp() * 1_000_000


def test_an_instant_without_a_zone_is_refused(store: Path) -> None:
    journal = SqlJournal(store)

    with pytest.raises(ValueError, match="without a zone"), journal.writing() as work:
        work.append(Draft(at=datetime(2026, 1, 1), payload=e.Began()))  # noqa: DTZ001 (what is refused)

    with pytest.raises(Exception, match="without a zone"), journal.writing() as work:
        work.stop_address("a", datetime(2026, 1, 1))  # noqa: DTZ001 (what is refused)
    journal.close()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE entry SET version = 99 WHERE seq = 4", "UPDATE entry SET kind = 'letter' WHERE seq = 4"],
)
def test_an_entry_of_a_newer_program_is_refused(store: Path, statement: str) -> None:
    change(store, statement)
    journal = SqlJournal(store)

    with pytest.raises(StoreError, match="newer tending"), journal.reading() as work:
        work.entries(Query())

    journal.close()


def test_a_damaged_entry_is_refused_without_its_words(store: Path) -> None:
    change(store, 'UPDATE entry SET body = CAST(\'{"text": "words that nobody\' AS BLOB) WHERE seq = 4')
    journal = SqlJournal(store)

    with pytest.raises(StoreError, match="damaged entry") as refused, journal.reading() as work:
        work.entries(Query())

    journal.close()
    assert "words that nobody" not in "".join(traceback.format_exception(refused.value))


def test_the_keepers_words_are_in_no_error(store: Path) -> None:
    change(store, "DROP TABLE search")
    journal = SqlJournal(store)

    with pytest.raises(StoreError) as refused, journal.writing() as work:
        work.append(a_note(SECRET))

    journal.close()
    assert SECRET not in "".join(traceback.format_exception(refused.value))
    assert SECRET not in repr(refused.value.__context__)
    assert SECRET not in str(refused.value.__context__)
    assert "\n" not in str(refused.value)


def test_equal_values_are_equal_bytes() -> None:
    one = e.SettingsChanged(digest="d", rules={"a": "1", "b": "2"})
    other = e.SettingsChanged(digest="d", rules={"b": "2", "a": "1"})

    assert codec.write_payload(one) == codec.write_payload(other)


def test_a_standing_comes_back_as_it_was(store: Path) -> None:
    journal = SqlJournal(store)
    with journal.writing() as work:
        work.append(an_asking(hours=60), an_answer(6, hours=61))
        standing = work.standing()
    journal.close()

    assert standing.bonds[0].added_at == START
    assert codec.read_standing(codec.write_standing(standing)) == standing
