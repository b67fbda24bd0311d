"""Backups are proven before they count; a restore loses nothing that is stricter."""

import shutil
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from journal_builders import a_filled_store, a_note, at
from tending.adapters.journal.backups import backup, check, newest, restore
from tending.adapters.journal.sql import SqlJournal
from tending.core.errors import StoreBusyError, StoreError, UsageError
from tending.core.records import DeliveryState, Query

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


def number_of_entries(store: Path) -> int:
    journal = SqlJournal(store)
    with journal.reading() as work:
        number = len(work.entries(Query()))
    journal.close()
    return number


def add(store: Path, text: str) -> None:
    journal = SqlJournal(store)
    with journal.writing() as work:
        work.append(a_note(text))
    journal.close()


def test_a_backup_is_private_named_by_its_time_and_whole(store: Path, folder: Path) -> None:
    copy = backup(store, folder, now=NOW, keep=3)

    assert copy == folder / "tending-20260501T123015Z.db"
    assert copy.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert check(copy, mode="ro") == []
    assert [path.name for path in folder.iterdir()] == [copy.name]


def test_a_backup_is_named_in_utc(store: Path, folder: Path) -> None:
    copy = backup(store, folder, now=NOW.astimezone(timezone(timedelta(hours=5))), keep=3)

    assert copy.name == "tending-20260501T123015Z.db"


def test_two_backups_in_one_second_are_two(store: Path, folder: Path) -> None:
    copies = [backup(store, folder, now=NOW, keep=3) for _ in range(3)]

    assert len(set(copies)) == 3
    assert all(copy.exists() for copy in copies)


def test_the_newest_backups_stay_and_those_made_by_hand(store: Path, folder: Path) -> None:
    by_hand = backup(store, folder, now=NOW, keep=2, by_hand=True)
    (folder / "notes.txt").touch()
    copies = [backup(store, folder, now=NOW + timedelta(days=day), keep=2) for day in range(4)]

    assert {path.name for path in folder.iterdir()} == {by_hand.name, "notes.txt", copies[2].name, copies[3].name}
    assert by_hand.name == "tending-20260501T123015Z-hand.db"


def test_the_newest_backup_always_stays(store: Path, folder: Path) -> None:
    backup(store, folder, now=NOW, keep=0)

    copy = backup(store, folder, now=NOW + timedelta(days=1), keep=0)

    assert list(folder.iterdir()) == [copy]


def test_backups_of_a_clock_that_was_ahead_push_no_later_one_out(store: Path, folder: Path) -> None:
    ahead = [backup(store, folder, now=NOW + timedelta(days=3650 + day), keep=2) for day in range(2)]

    copy = backup(store, folder, now=NOW, keep=2)

    assert sorted(folder.iterdir()) == [copy, ahead[1]]


def test_a_store_that_was_tampered_with_gives_no_backup_and_the_older_ones_stay(store: Path, folder: Path) -> None:
    old = backup(store, folder, now=NOW, keep=1)
    change(store, "UPDATE entry SET body = CAST(replace(body, 'far', 'off') AS BLOB) WHERE seq = 4")

    with pytest.raises(StoreError, match="entry 4: its content was changed"):
        backup(store, folder, now=NOW + timedelta(days=1), keep=1)

    assert list(folder.iterdir()) == [old]


def test_a_backup_holds_what_was_committed_while_others_write(store: Path, folder: Path) -> None:
    stop, written = threading.Event(), list[int]()

    def write() -> None:
        journal = SqlJournal(store)
        while not stop.is_set():
            with journal.writing() as work:
                (entry,) = work.append(a_note("meanwhile"))
            written.append(entry.seq)
        journal.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for day in range(10):
            safe = written[-1] if written else 5
            copy = backup(store, folder, now=NOW + timedelta(days=day), keep=1)
            assert number_of_entries(Path(shutil.copy(copy, folder / "opened.db"))) >= safe
    finally:
        stop.set()
        writer.join()


def test_a_store_that_is_not_there_cannot_be_backed_up(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        backup(tmp_path / "none.db", folder, now=NOW, keep=1)

    assert list(folder.iterdir()) == []


def test_a_restore_puts_the_backup_in_place_and_the_present_store_aside(store: Path, folder: Path) -> None:
    copy = backup(store, folder, now=NOW, keep=1)
    add(store, "later")

    restored = restore(copy, store, now=NOW)

    assert number_of_entries(store) == 5
    assert restored.aside == store.with_name("journal.db.before-restore-20260501T123015Z")
    assert number_of_entries(restored.aside) == 6
    assert store.stat().st_mode & 0o777 == 0o600
    assert check(store) == []


def test_a_restore_leaves_the_backup_as_it_was(store: Path, folder: Path) -> None:
    copy = backup(store, folder, now=NOW, keep=1)
    before = copy.read_bytes()

    restore(copy, store, now=NOW)

    assert copy.read_bytes() == before
    assert list(folder.iterdir()) == [copy]


def test_a_restore_keeps_addresses_that_were_stopped_since(store: Path, folder: Path) -> None:
    copy = backup(store, folder, now=NOW, keep=1)
    journal = SqlJournal(store)
    with journal.writing() as work:
        work.stop_address("hash-of-a-new-address", at(5))
    journal.close()

    restored = restore(copy, store, now=NOW)

    assert restored.kept == ("hash-of-a-new-address",)
    journal = SqlJournal(store)
    with journal.reading() as work:
        assert work.stopped("hash-of-a-new-address")
        assert work.stopped("hash-of-an-old-address")
    journal.close()


def test_a_restore_never_sends_again_what_was_sent_since(store: Path, folder: Path) -> None:
    copy = backup(store, folder, now=NOW, keep=1)
    journal = SqlJournal(store)
    with journal.writing() as work:
        (due,) = work.deliveries(DeliveryState.DUE)
        work.mark(replace(due, state=DeliveryState.SENT, next_attempt=at(31)))
    journal.close()

    restore(copy, store, now=NOW)

    journal = SqlJournal(store)
    with journal.reading() as work:
        assert work.deliveries(DeliveryState.DUE, DeliveryState.SENDING) == []
        assert [sent.key for sent in work.deliveries(DeliveryState.SENT)] == ["k3", "k5"]
    journal.close()


def test_what_the_backup_wanted_to_send_is_uncertain_when_nobody_knows(store: Path, folder: Path) -> None:
    copy = backup(store, folder, now=NOW, keep=1)
    store.unlink()

    restored = restore(copy, store, now=NOW)

    assert restored.aside is None
    journal = SqlJournal(store)
    with journal.reading() as work:
        assert [held.key for held in work.deliveries(DeliveryState.UNCERTAIN)] == ["k5"]
        assert work.deliveries(DeliveryState.DUE) == []
    journal.close()


def test_a_damaged_store_is_moved_aside_too(store: Path, folder: Path) -> None:
    copy = backup(store, folder, now=NOW, keep=1)
    store.write_bytes(b"no store at all" * 1000)

    restored = restore(copy, store, now=NOW)

    assert number_of_entries(store) == 5
    assert restored.aside is not None
    assert restored.aside.read_bytes().startswith(b"no store")


@pytest.mark.parametrize("harm", ["missing", "garbage", "cut", "changed", "half copied"])
def test_a_backup_that_is_not_whole_is_refused_and_the_store_left_alone(store: Path, folder: Path, harm: str) -> None:
    copy = backup(store, folder, now=NOW, keep=1)
    match harm:
        case "missing":
            copy.unlink()
        case "garbage":
            copy.write_bytes(b"x" * 5000)
        case "cut":
            copy.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
        case "changed":
            change(copy, "UPDATE entry SET at = at + 1 WHERE seq = 2")
        case _:
            copy.with_name(copy.name + "-wal").touch()
    before = store.read_bytes()

    with pytest.raises(UsageError if harm == "missing" else StoreError):
        restore(copy, store, now=NOW)

    assert store.read_bytes() == before
    assert [path.name for path in store.parent.iterdir()] == ["journal.db"]


def test_a_store_in_use_is_not_replaced(store: Path, folder: Path) -> None:
    copy = backup(store, folder, now=NOW, keep=1)
    journal = SqlJournal(store)
    with journal.writing() as work:
        work.append(a_note("still running"))

    with pytest.raises(StoreBusyError, match="stop the daemon"):
        restore(copy, store, now=NOW)

    journal.close()
    assert number_of_entries(store) == 6


def test_a_store_that_is_whole_has_nothing_to_report(store: Path) -> None:
    assert check(store) == []


@pytest.mark.parametrize(
    ("harm", "problem"),
    [
        ("UPDATE entry SET body = X'7B7D' WHERE seq = 3", "entry 3: its content was changed"),
        ("UPDATE entry SET body = '{}' WHERE seq = 3", "entry 3: it is damaged"),
        ("UPDATE entry SET at = at + 1 WHERE seq = 2", "entry 2: its content was changed"),
        ("UPDATE entry SET kind = 'note' WHERE seq = 4", "entry 4: its content was changed"),
        ("UPDATE entry SET bond = 2 WHERE seq = 4", "entry 4: its content was changed"),
        ("UPDATE entry SET salt = NULL WHERE seq = 4", "entry 4: its content was changed"),
        ("UPDATE entry SET digest = zeroblob(32) WHERE seq = 2", "entry 2: it does not follow"),
        ("UPDATE entry SET seq = 9 WHERE seq = 5", "entry 9: the entries from 5 on are missing"),
        ("DELETE FROM entry WHERE seq = 4", "entry 5: the entries from 4 on are missing"),
        ("UPDATE entry SET check_in = 5 WHERE seq = 4", "entry 4: it points to the wrong check-in"),
        ("UPDATE standing SET seq = 7", "the standing is of entry 7, and the last entry is 5"),
        ("UPDATE standing SET body = replace(body, 'Robin', 'Other')", "the standing is not what"),
        ("DELETE FROM standing", "the standing is of entry 0"),
        ("UPDATE check_in SET open = 1", "the check-ins are not what"),
        ("UPDATE delivery SET check_in = 77", "a row of delivery belongs to nothing"),
    ],
)
def test_what_was_changed_behind_our_back_is_named(store: Path, harm: str, problem: str) -> None:
    change(store, harm)

    assert any(problem in line for line in check(store))


def test_every_flipped_bit_of_an_entry_is_found(tmp_path: Path) -> None:
    store = a_filled_store(tmp_path / "journal.db")
    whole = store.read_bytes()
    words = whole.index(b"We walked far")
    damaged = tmp_path / "damaged.db"

    for bit in range(8 * len("We walked far")):
        changed = bytearray(whole)
        changed[words + bit // 8] ^= 1 << bit % 8
        damaged.write_bytes(changed)

        assert check(damaged, mode="ro") != [], bit


def test_a_torn_page_is_reported(store: Path) -> None:
    content = bytearray(store.read_bytes())
    page = content.index(b"We walked far") // 4096
    content[page * 4096 : page * 4096 + 8] = bytes(8)
    store.write_bytes(content)

    assert any("the file is damaged" in line for line in check(store))


def test_a_file_that_is_no_store_cannot_be_checked(tmp_path: Path) -> None:
    (tmp_path / "photo.db").write_bytes(b"jpeg" * 2000)

    with pytest.raises(StoreError, match="no store"):
        check(tmp_path / "photo.db")


def test_a_file_that_is_no_backup_is_refused_by_its_own_name(store: Path, tmp_path: Path) -> None:
    before = store.read_bytes()
    (tmp_path / "passwd").write_text("root:x:0:0\n" * 200)

    with pytest.raises(StoreError, match="damaged or no store") as refused:
        restore(tmp_path / "passwd", store, now=NOW)

    assert f"{tmp_path / 'passwd'} " in str(refused.value)
    assert ".restoring-" not in str(refused.value)
    assert store.read_bytes() == before


def test_of_many_in_one_second_the_last_is_the_newest_and_the_first_goes(store: Path, folder: Path) -> None:
    made = [backup(store, folder, now=NOW, keep=10) for _ in range(11)]

    assert newest(folder) == made[-1] == folder / "tending-20260501T123015Z-11.db"
    assert sorted(folder.iterdir()) == sorted(made[1:])
