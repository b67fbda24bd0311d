"""A store that is locked: nothing readable in it, one line for a wrong key, and no moment between open and shut."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli_home import Home
from journal_builders import A_KEY, a_filled_store, a_note, fill
from tending.adapters.journal import backups, checking, keys, locking
from tending.adapters.journal.sql import SqlJournal
from tending.core.errors import StoreBusyError, StoreError
from tending.core.records import Query

SECRET = "a few words of mine"
CANARY = "kingfisher"
KILLED_AFTER = (0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, monkeypatch, capsys)


@pytest.fixture
def locked(home: Home) -> Home:
    """A home with words in it, locked by a key out of the environment."""
    home.begun()
    home("reply", CANARY)
    home.has("TENDING_STORE__KEY", SECRET)
    assert home("lock").code == 0
    return home


def everything_below(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield path, path.read_bytes()


def test_a_copied_locked_store_shows_nothing_of_what_was_written(locked: Home) -> None:
    assert locked("reply", f"and once more, {CANARY}").code == 0

    found = [path.name for path, held in everything_below(locked.folder) if CANARY.encode() in held]

    assert found == []
    assert CANARY in locked("journal", "--json").out


def test_nothing_is_readable_in_the_log_of_a_locked_store_while_it_is_open(tmp_path: Path) -> None:
    store = tmp_path / "journal.db"
    journal = SqlJournal(store, key=A_KEY)

    fill(journal, a_note(CANARY))

    beside = {path.name: held for path, held in everything_below(tmp_path)}
    assert len(beside["journal.db-wal"]) > keys.PAGE
    assert not any(CANARY.encode() in held or b"CREATE TABLE" in held for held in beside.values())
    journal.close()


def test_a_wrong_key_is_one_line_and_exit_5(locked: Home) -> None:
    locked.has("TENDING_STORE__KEY", "other words")

    ran = locked("status")

    assert (ran.code, ran.err.count("\n")) == (5, 1)
    assert "The key does not open the store" in ran.err


def test_no_key_is_one_line_and_exit_5(locked: Home) -> None:
    locked.has("TENDING_STORE__KEY", "")

    ran = locked("status")

    assert (ran.code, ran.err.count("\n")) == (5, 1)
    assert "is locked: type its passphrase in a terminal" in ran.err


@pytest.mark.parametrize("command", [("status",), ("check",), ("backup",), ("migrate",), ("journal",), ("preview",)])
def test_every_command_works_on_a_locked_store(locked: Home, command: tuple[str, ...]) -> None:
    ran = locked(*command)

    assert ran.code == 0, ran.err


def test_a_backup_of_a_locked_store_is_locked_and_comes_back_locked(locked: Home) -> None:
    backup = Path(locked("backup", "--json").json["backup"])
    locked("reply", "after the backup")

    ran = locked("restore", str(backup))

    assert ran.code == 0, ran.err
    assert keys.salt_of(backup)
    assert keys.salt_of(locked.store)
    assert CANARY in locked("journal", "--json").out
    assert "after the backup" not in locked("journal", "--json").out


def test_a_plain_backup_restored_over_a_locked_store_is_locked(home: Home) -> None:
    home.begun()
    home("reply", CANARY)
    backup = Path(home("backup", str(home.folder / "elsewhere"), "--json").json["backup"])
    home.has("TENDING_STORE__KEY", SECRET)
    assert home("lock").code == 0

    ran = home("restore", str(backup))

    assert ran.code == 0, ran.err
    assert keys.salt_of(home.store)
    assert CANARY in home("journal", "--json").out


def test_a_wrong_key_restores_nothing(locked: Home) -> None:
    backup = Path(locked("backup", "--json").json["backup"])
    before = locked.store.read_bytes()
    locked.has("TENDING_STORE__KEY", "other words")

    ran = locked("restore", str(backup))

    assert ran.code == 5
    assert locked.store.read_bytes() == before


def test_copies_that_were_readable_are_locked_with_the_store(home: Home) -> None:
    home.begun()
    home("reply", CANARY)
    home("backup")
    home.has("TENDING_STORE__KEY", SECRET)

    ran = home("lock", "--json")

    assert len(ran.json["copies"]) == 1
    assert not any(CANARY.encode() in held for _, held in everything_below(home.folder))


def test_a_lock_can_be_taken_off_again(locked: Home) -> None:
    ran = locked("lock", "--off")

    assert ran.code == 0, ran.err
    assert locked.store.read_bytes().startswith(keys.MAGIC)
    assert CANARY in locked("journal", "--json").out
    assert locked("check").code == 0


def test_taking_off_a_lock_needs_its_key(locked: Home) -> None:
    locked.has("TENDING_STORE__KEY", "other words")

    ran = locked("lock", "--off")

    assert ran.code == 5
    assert keys.salt_of(locked.store)


def test_a_key_file_is_made_named_in_the_settings_and_opens_the_store(home: Home) -> None:
    home.begun()
    file = home.folder / "config" / "store.key"

    ran = home("lock", "--key-file", str(file))

    assert ran.code == 0, ran.err
    assert file.stat().st_mode & 0o777 == 0o600
    assert home("status").code == 0
    assert str(file) in home.settings.read_text()


def test_a_key_file_that_others_can_read_is_refused(home: Home) -> None:
    home.begun()
    file = home.folder / "open.key"
    file.write_text(f"{SECRET}\n")
    file.chmod(0o644)

    ran = home("lock", "--key-file", str(file))

    assert ran.code == 78
    assert home.store.read_bytes().startswith(keys.MAGIC)


def test_a_credential_of_systemd_opens_the_store(locked: Home) -> None:
    folder = locked.folder / "credentials"
    folder.mkdir(mode=0o700)
    (folder / "tending-key").write_text(SECRET)
    locked.has("CREDENTIALS_DIRECTORY", str(folder))
    os.environ.pop("TENDING_STORE__KEY")

    ran = locked("status")

    assert ran.code == 0, ran.err


def test_locking_without_a_terminal_needs_a_key_from_somewhere(home: Home) -> None:
    home.begun()

    ran = home("lock")

    assert ran.code == 2
    assert "--key-file" in ran.err


def test_a_store_in_use_is_not_converted(tmp_path: Path) -> None:
    """By another process: the locks of two SQLite libraries in one do not see each other."""
    store = a_filled_store(tmp_path / "journal.db")
    code = (
        "import sys; from tending.adapters.journal.sql import SqlJournal;"
        "journal = SqlJournal(sys.argv[1]); held = journal.reading(); work = held.__enter__(); work.standing();"
        "print('open', flush=True); sys.stdin.read()"
    )

    with subprocess.Popen(
        [sys.executable, "-c", code, str(store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(StoreBusyError, match="in use"):
            locking.convert(store, old=None, new=A_KEY)

    assert store.read_bytes().startswith(keys.MAGIC)


def test_all_of_a_store_is_the_same_behind_the_lock_and_after_it(tmp_path: Path) -> None:
    store = a_filled_store(tmp_path / "journal.db")
    with sqlite3.connect(store) as before:
        rows = before.execute("SELECT * FROM entry").fetchall()

    locking.convert(store, old=None, new=A_KEY)
    assert checking.check(store, key=A_KEY) == []
    locking.convert(store, old=A_KEY, new=None)

    with sqlite3.connect(store) as after:
        assert after.execute("SELECT * FROM entry").fetchall() == rows
    journal = SqlJournal(store)
    with journal.reading() as work:
        assert [entry.seq for entry in work.entries(Query(words="walked"))] == [4]
    journal.close()


def test_the_old_file_is_overwritten_once_the_new_one_is_in_its_place(tmp_path: Path) -> None:
    store = a_filled_store(tmp_path / "journal.db")
    second = tmp_path / "second-name"
    os.link(store, second)

    locking.convert(store, old=None, new=A_KEY)

    assert set(second.read_bytes()) == {0}


def test_what_a_dead_process_left_half_locked_is_swept_away_at_the_next_start(tmp_path: Path) -> None:
    store = a_filled_store(tmp_path / "journal.db")
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = store.with_name(f"journal.db.locking-{gone.pid}")
    shutil.copy(store, left)

    SqlJournal(store).close()

    assert not left.exists()


@pytest.mark.parametrize("after", KILLED_AFTER)
def test_killed_at_any_moment_there_is_the_old_store_or_the_new_one(tmp_path: Path, after: float) -> None:
    store = a_filled_store(tmp_path / "journal.db")
    code = (
        "import sys; from pathlib import Path; from tending.adapters.journal import keys, locking;"
        "key = keys.Key(raw=b'k' * 32, salt=b'salt of the file'); print('go', flush=True);"
        "locking.convert(Path(sys.argv[1]), old=None, new=key)"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(store)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()

    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(after)
    process.kill()
    process.wait()
    process.stdout.close()

    key = A_KEY if keys.salt_of(store) else None
    SqlJournal(store, key=key).close()
    assert checking.check(store, key=key) == []
    assert [path.name for path in tmp_path.iterdir() if "locking" in path.name] == []


def test_a_wrong_key_is_refused_by_the_journal_itself(tmp_path: Path) -> None:
    store = tmp_path / "journal.db"
    SqlJournal(store, key=A_KEY).close()

    with pytest.raises(StoreError, match="key does not open"):
        SqlJournal(store, key=keys.Key(raw=b"w" * 32, salt=A_KEY.salt))


def test_automatic_backups_of_a_locked_store_are_locked(tmp_path: Path) -> None:
    store = tmp_path / "journal.db"
    SqlJournal(store, key=A_KEY).close()

    made = backups.backup(store, tmp_path / "backups", now=datetime(2026, 1, 5, tzinfo=UTC), keep=3, key=A_KEY)

    assert keys.salt_of(made) == A_KEY.salt


def test_doctor_names_a_key_without_a_lock_and_a_copy_without_one(home: Home) -> None:
    home.begun()
    copy = Path(home("backup", "--json").json["backup"])
    plain = copy.read_bytes()
    home.has("TENDING_STORE__KEY", "0" * 64)
    assert "a key is set, and the store is not locked" in home("doctor").out
    assert home("lock").code == 0
    copy.write_bytes(plain)

    assert "can be read without the key" in home("doctor").out.replace("\n      ", " ")
