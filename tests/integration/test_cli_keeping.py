"""The store on the command line."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cli_home import Home
from integration import keeping
from integration.keeping import damage
from tending.adapters import doorbell
from tending.config import private_folder

home = keeping.home


def test_a_backup_is_made_where_it_is_wanted_and_restored_from_there(home: Home, tmp_path: Path) -> None:
    home.begun()
    copy = home("backup", str(tmp_path / "safe"), "--json").json["backup"]
    home("reply", "a later note")

    ran = home("restore", copy)

    said = f"Restored from {copy}. What was there before lies in {home.store}.before-restore-"
    assert " ".join(ran.out.split()).startswith(said)
    assert all(len(line) < 80 or " " not in line for line in ran.out.splitlines())
    assert home("journal", "--search", "later", "--json").json == []
    assert home("status", "--json").json["bonds"][0]["label"] == "S"


def test_a_backup_without_a_place_lies_beside_the_store(home: Home) -> None:
    home.begun()

    made = Path(home("backup").out.removeprefix("A whole copy:").strip())

    assert made.parent == home.folder / "data" / "backups"
    assert made.stat().st_mode & 0o077 == 0


def test_nothing_is_restored_while_a_daemon_runs(home: Home, tmp_path: Path) -> None:
    home.begun()
    copy = home("backup", str(tmp_path), "--json").json["backup"]
    bell = doorbell.listen(private_folder(home.folder / "run") / "tending.sock")
    assert bell is not None

    with closing(bell):
        ran = home("restore", copy)

    assert ran.code == 5
    assert ran.err == "The daemon is running: stop it, then restore again.\n"


def test_a_command_that_writes_wakes_the_daemon(home: Home) -> None:
    bell = doorbell.listen(private_folder(home.folder / "run") / "tending.sock")
    assert bell is not None

    with closing(bell):
        home("resume")

        assert bell.recv(16) == doorbell.KNOCK


def test_restore_of_a_store_that_never_was_is_plain_about_it(home: Home, tmp_path: Path) -> None:
    home.begun()
    copy = home("backup", str(tmp_path), "--json").json["backup"]
    home.store.unlink()
    for beside in home.store.parent.glob("journal.db-*"):
        beside.unlink()

    assert home("restore", copy, "--json").json == {
        "restored": copy,
        "aside": None,
        "kept": 0,
        "marks": 0,
        "unread": 0,
    }


def test_restore_keeps_shut_what_was_stopped_since(home: Home, tmp_path: Path) -> None:
    home.begun()
    copy = home("backup", str(tmp_path), "--json").json["backup"]
    with closing(sqlite3.connect(home.store)) as connection, connection:
        connection.execute("INSERT INTO stopped VALUES (1, 'a-hash', 0)")

    assert "Addresses that stay closed although the backup is older: 1\n" in home("restore", copy).out


def test_a_file_that_is_no_backup_is_refused(home: Home, tmp_path: Path) -> None:
    home.begun()

    assert home("restore", str(tmp_path / "nothing.db")).code == 2


def test_a_whole_store_is_whole(home: Home) -> None:
    home.begun()

    assert home("check").out == "The store is whole.\n"
    assert home("check", "--json").json == {"ok": True, "problems": []}


def test_a_rebuild_says_whether_it_came_to_the_same(home: Home) -> None:
    home.asked()

    found = home("check", "--rebuild", "--json").json
    shown = home("check", "--rebuild").out

    assert found == {"ok": True, "problems": [], "equal": True, "entries": 5, "bonds": 1, "open": 1}
    assert shown.startswith("Folded afresh, equal to what was stored: entries 5, bonds 1, open 1.\n")


def test_a_rebuild_mends_a_standing_that_is_not_what_the_entries_say(home: Home) -> None:
    home.asked()
    with closing(sqlite3.connect(home.store)) as connection, connection:
        (body,) = connection.execute("SELECT body FROM standing").fetchone()
        connection.execute("UPDATE standing SET body = ?", (bytes(body).replace(b'"S"', b'"X"'),))
    before = home("check")

    rebuilt = home("check", "--rebuild")

    assert before.code == 5
    assert "run `tending check --rebuild`" in before.out
    assert rebuilt.code == 0
    assert rebuilt.out.startswith("Folded afresh, NOT equal to what was stored, which is mended now:")
    assert home("check").code == 0


def test_a_damaged_store_is_found_out(home: Home) -> None:
    home.asked()
    damage(home.store)

    ran = home("check", "--json")

    assert ran.code == 5
    assert json.loads(ran.out)["problems"]


@pytest.mark.parametrize("command", [("check",), ("backup",), ("migrate",)])
def test_a_store_that_is_not_there_is_not_made_by_looking(home: Home, command: tuple[str, ...]) -> None:
    home.store.unlink()

    ran = home(*command)

    assert ran.code == 5
    assert ran.err == f"The store {home.store} is not there yet: tending init makes it.\n"
    assert not home.store.exists()


def test_a_store_of_today_needs_no_migration(home: Home) -> None:
    found = home("migrate", "--json").json

    assert (found["schema"], found["before"], found["migrated"]) == ("0002", "0002", False)
    assert home("migrate").out == "The store has schema 0002: nothing to do.\n"


def test_a_store_of_a_newer_program_is_refused_by_every_command(home: Home) -> None:
    with closing(sqlite3.connect(home.store)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    for command in ("migrate", "check", "status"):
        ran = home(command)
        assert ran.code == 5
        assert "newer tending" in ran.err


def test_a_file_that_is_no_store_is_not_migrated(home: Home) -> None:
    home.store.unlink()
    with closing(sqlite3.connect(home.store)) as connection, connection:
        connection.execute("CREATE TABLE other (id INTEGER)")

    ran = home("migrate")

    assert ran.code == 5
    assert "is no store of tending" in ran.err


def test_a_seed_that_is_none_exits_5_and_check_says_so(home: Home) -> None:
    home.begun()
    with closing(sqlite3.connect(home.store)) as connection, connection:
        connection.execute("UPDATE meta SET value = 'zz' WHERE key = 'seed'")

    status, found = home("status"), home("check")

    assert (status.code, status.err) == (5, "The store holds a damaged seed: restore a backup.\n")
    assert (found.code, found.out) == (5, "- The store holds a damaged seed: restore a backup.\n")


@pytest.mark.parametrize("command", [("journal",), ("check", "--rebuild"), ("check",)])
def test_an_instant_that_is_none_exits_5(home: Home, command: tuple[str, ...]) -> None:
    home.begun()
    with closing(sqlite3.connect(home.store)) as connection, connection:
        connection.execute("UPDATE entry SET at = 9223372036854775807")

    ran = home(*command)

    assert ran.code == 5
    assert "fault of ours" not in ran.err
