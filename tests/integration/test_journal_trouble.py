"""What a store that is damaged, locked, full or read-only says, and that nothing is lost by it."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from journal_builders import a_delivery, a_filled_store, a_note, fill
from tending.adapters.journal.checking import check
from tending.adapters.journal.engine import place_of, store_error
from tending.adapters.journal.sql import SqlJournal
from tending.core.errors import StoreBusyError, StoreError

SECRET = "words that nobody else may see"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return a_filled_store(tmp_path / "data" / "journal.db")


def change(store: Path, statement: str) -> None:
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute(statement)


def test_an_empty_file_is_no_new_store(tmp_path: Path) -> None:
    (tmp_path / "journal.db").touch()

    with pytest.raises(StoreError, match="is empty, so it is damaged"):
        SqlJournal(tmp_path / "journal.db")

    assert (tmp_path / "journal.db").stat().st_size == 0


def test_a_log_without_its_store_is_no_new_store(tmp_path: Path) -> None:
    (tmp_path / "journal.db-wal").write_bytes(b"log")

    with pytest.raises(StoreError, match="is missing but its -wal file is there"):
        SqlJournal(tmp_path / "journal.db")

    assert [path.name for path in tmp_path.iterdir()] == ["journal.db-wal"]


def test_a_store_that_cannot_be_made_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(StoreError, match="cannot be made"):
        SqlJournal(tmp_path / "file" / "journal.db")


def test_another_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "journal.db").write_bytes(b"Dear diary\n" * 500)

    with pytest.raises(StoreError, match="damaged or no store") as refused:
        SqlJournal(tmp_path / "journal.db")

    assert not isinstance(refused.value, StoreBusyError)
    assert (tmp_path / "journal.db").read_bytes().startswith(b"Dear diary")


def test_a_database_of_another_program_is_no_store(tmp_path: Path) -> None:
    change(tmp_path / "journal.db", "CREATE TABLE songs (name TEXT)")

    with pytest.raises(StoreError, match="is no store of tending"):
        SqlJournal(tmp_path / "journal.db")


def test_a_torn_page_is_reported_as_damage(store: Path) -> None:
    content = bytearray(store.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    store.write_bytes(content)

    with pytest.raises(StoreError, match="damaged") as refused:
        SqlJournal(store)

    assert not isinstance(refused.value, StoreBusyError)
    assert refused.value.exit_code == 5


def test_a_locked_store_is_worth_waiting_for(store: Path) -> None:
    journal = SqlJournal(store, patience=0.05)
    with closing(sqlite3.connect(store, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(StoreBusyError, match="locked by another program"), journal.writing():
            pytest.fail("it was locked")
        with journal.reading() as work:
            assert work.standing().seq == 5

    with journal.writing() as work:
        work.append(a_note("after"))
    journal.close()


def test_a_writer_that_waits_gets_its_turn(store: Path) -> None:
    pauses: list[int] = []
    other = sqlite3.connect(store, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    def entropy(size: int) -> bytes:
        pauses.append(size)
        if len(pauses) == 5:
            other.execute("ROLLBACK")
        return bytes(size)

    journal = SqlJournal(store, patience=30, entropy=entropy)
    with journal.writing() as work:
        added = work.append(a_note("at last"))

    journal.close()
    other.close()
    assert [entry.seq for entry in added] == [6]
    assert pauses[:5] == [1, 1, 1, 1, 1]


def write_to_a_full_disk(journal: SqlJournal) -> None:
    with journal.writing() as work:
        said = work._sql  # noqa: SLF001 (a disk that is full)
        ((pages,),) = said.all("PRAGMA page_count")
        said.all(f"PRAGMA max_page_count = {pages}")
        work.append(a_note("x" * 100_000))


def test_a_full_disk_loses_nothing_and_is_worth_waiting_for(store: Path) -> None:
    journal = SqlJournal(store)

    with pytest.raises(StoreBusyError, match="disk that holds the store"):
        write_to_a_full_disk(journal)
    journal.close()

    journal = SqlJournal(store)
    with journal.writing() as work:
        assert [entry.seq for entry in work.append(a_note("there is room again"))] == [6]
    assert journal.verify() == []
    journal.close()


@pytest.mark.parametrize(
    ("code", "words", "busy"),
    [
        (sqlite3.SQLITE_BUSY, "locked", True),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "locked", True),
        (sqlite3.SQLITE_FULL, "full", True),
        (sqlite3.SQLITE_READONLY, "read-only", True),
        (sqlite3.SQLITE_IOERR_FSYNC, "reports an error", True),
        (sqlite3.SQLITE_CANTOPEN, "cannot be opened", False),
        (sqlite3.SQLITE_CORRUPT, "damaged", False),
        (sqlite3.SQLITE_NOTADB, "no store", False),
        (sqlite3.SQLITE_ERROR, "refused a change", False),
    ],
)
def test_every_trouble_is_one_line_that_names_the_store_and_what_to_do(code: int, words: str, *, busy: bool) -> None:
    trouble = sqlite3.OperationalError(SECRET)
    trouble.sqlite_errorcode = code

    error = store_error(trouble, Path("/data/journal.db"))

    assert words in str(error)
    assert "/data/journal.db" in str(error)
    assert SECRET not in str(error)
    assert isinstance(error, StoreBusyError) is busy


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become somebody who may not write: run it with sudo")
def test_a_read_only_store_is_worth_waiting_for(store: Path) -> None:
    program = (
        "import os\n"
        "from tending.adapters.journal.sql import SqlJournal\n"
        "from tending.core.errors import StoreError\n"
        "from tending.core.entries import Draft, Began\n"
        "from datetime import datetime, UTC\n"
        "os.setuid(65534)\n"
        "try:\n"
        f"    journal = SqlJournal({str(store)!r})\n"
        "    with journal.writing() as work: work.append(Draft(at=datetime(2026, 1, 1, tzinfo=UTC), payload=Began()))\n"
        "except StoreError as error: print(type(error).__name__, error)\n"
    )
    shutil.copytree(store.parent, folder := Path("/var/tmp") / f"tending-read-only-{os.getpid()}")  # noqa: S108 (reached by anybody)
    try:
        folder.chmod(0o755)
        (folder / "journal.db").chmod(0o444)
        ended = subprocess.run(
            [sys.executable, "-c", program.replace(str(store), str(folder / "journal.db"))],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
    finally:
        shutil.rmtree(folder)

    assert ended.stdout.startswith("StoreBusyError The store"), ended.stdout
    assert "is read-only: let this account write" in ended.stdout
    assert len(ended.stdout.splitlines()) == 1


def removed(store: Path) -> None:
    for path in store.parent.glob("journal.db*"):
        path.unlink()


def replaced(store: Path) -> None:
    removed(store)
    a_filled_store(store)


@pytest.mark.parametrize("gone", [removed, replaced])
def test_a_store_that_was_taken_away_while_it_was_open_keeps_nothing_and_says_so(
    store: Path, gone: Callable[[Path], None]
) -> None:
    journal = SqlJournal(store)
    with journal.writing() as work:
        work.append(a_note("before"))
    gone(store)
    there = sorted(store.parent.iterdir())

    with pytest.raises(StoreError, match="removed or replaced while it was open; nothing was written") as writing:
        fill(journal, a_note("after"))
    with pytest.raises(StoreError, match="removed or replaced"), journal.reading():
        pytest.fail("it was read")

    journal.close()
    assert not isinstance(writing.value, StoreBusyError)
    assert len(str(writing.value).splitlines()) == 1
    assert sorted(store.parent.iterdir()) == there


def lose_it_while_writing(journal: SqlJournal) -> None:
    with journal.writing() as work:
        work.append(a_note("lost"))
        removed(journal.path)


def test_a_store_that_goes_while_it_is_written_has_kept_nothing(store: Path) -> None:
    journal = SqlJournal(store)

    with pytest.raises(StoreError, match="removed or replaced"):
        lose_it_while_writing(journal)

    journal.close()


def test_a_folder_that_cannot_be_looked_into_is_worth_waiting_for(tmp_path: Path) -> None:
    with pytest.raises(StoreBusyError, match="cannot be looked at"):
        place_of(tmp_path / ("x" * 300))


def read_everything(journal: SqlJournal) -> None:
    with journal.writing() as work:
        work.refold()
        work.replies()
        work.queue(a_delivery("k3"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET at = 9223372036854775807 WHERE seq = 4",
        "UPDATE entry SET at = 'noon' WHERE seq = 4",
        "UPDATE check_in SET family = 'zz'",
        "UPDATE delivery SET state = 'zz' WHERE id = 1",
        "UPDATE reply SET state = 'zz'",
    ],
)
def test_a_stored_value_that_means_nothing_is_damage(store: Path, statement: str) -> None:
    change(store, statement)
    journal = SqlJournal(store)

    with pytest.raises(StoreError, match=r"damaged|changed by hand") as refused:
        read_everything(journal)

    journal.close()
    assert not isinstance(refused.value, StoreBusyError)


@pytest.mark.parametrize("schema", ["\N{SUPERSCRIPT TWO}", "9" * 5000, "", "1.5"])
def test_a_schema_that_is_no_number_is_damage(store: Path, schema: str) -> None:
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (schema,))

    with pytest.raises(StoreError, match="is damaged"):
        SqlJournal(store)
    with pytest.raises(StoreError, match="is damaged"):
        check(store)


@pytest.mark.parametrize("column", ["meta SET value", "reply SET text", "delivery SET detail", "check_in SET prompt"])
def test_text_that_is_none_is_found_by_a_check(store: Path, column: str) -> None:
    with closing(sqlite3.connect(store)) as connection, connection:
        found = connection.execute(f"UPDATE {column} = CAST(x'ff' AS TEXT)").rowcount

    problems = check(store)

    assert found
    assert problems == [f"a row of {column.partition(' ')[0]} holds text that is not to be read"]


def test_a_seed_and_an_instant_that_are_none_are_found_by_a_check(store: Path) -> None:
    change(store, "UPDATE meta SET value = 'zz' WHERE key = 'seed'")
    change(store, "UPDATE entry SET at = 9223372036854775807, body = NULL, salt = NULL WHERE seq = 4")

    problems = check(store)

    assert [line.partition(":")[0] for line in problems] == ["The store holds a damaged seed", "entry 4"]
