"""A restore drill: everything a restore does, up to the moment at which it would touch the store."""

import os
from multiprocessing import Process
from pathlib import Path
from signal import SIGKILL

import pytest

from cli_home import Home
from integration import keeping
from integration.keeping import damage
from tending.adapters.journal import backups
from tending.core.standing import Standing

home = keeping.home


def test_a_drill_reads_the_newest_backup_and_changes_nothing(home: Home) -> None:
    home.begun()
    home("backup")
    home("reply", "a later note")
    newest = home.at("2026-01-06T18:00:00Z")("backup", "--json").json["backup"]
    before = home.store.read_bytes()

    tried = home("restore", "--drill", "--json").json

    assert tried["backup"] == newest
    assert tried["last"] == "2026-01-05T18:00:00Z"
    assert tried["entries"] == len(home("journal", "--limit", "100", "--json").json) > 0
    assert home.store.read_bytes() == before
    assert sorted(path.name for path in Path(newest).parent.iterdir()) == [
        "tending-20260105T180000Z-hand.db",
        "tending-20260106T180000Z-hand.db",
    ]


def test_a_drill_says_in_two_sentences_what_it_found(home: Home) -> None:
    home.begun()
    copy = home("backup", "--json").json["backup"]

    said = " ".join(home("restore", "--drill", copy).out.split())

    assert said.startswith(f"It could be restored: {copy} ")
    assert "entries, the last of Mon 05 Jan 18:00; whole, read in" in said
    assert said.endswith("Nothing was changed.")


def test_a_drill_of_a_damaged_backup_fails_as_the_restore_would(home: Home) -> None:
    home.begun()
    copy = Path(home("backup", "--json").json["backup"])
    damage(copy)

    ran = home("restore", "--drill", str(copy))

    assert ran.code == 5
    assert f"The backup {copy} is not whole" in ran.err or f"The store {copy} is damaged" in ran.err
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]


def test_a_drill_beside_which_nothing_can_be_written_says_so_in_one_line(home: Home) -> None:
    ran = home("restore", "--drill", "/proc/version")

    assert ran.code == 5
    assert ran.err.startswith("The folder /proc cannot be written (")


def test_a_drill_of_what_is_not_there_says_so_in_one_line(home: Home) -> None:
    ran = home("restore", "--drill", "/nowhere/tending.db")

    assert ran.code == 2
    assert ran.err == "There is no backup /nowhere/tending.db: name a file that `tending backup` made.\n"


def test_what_a_killed_drill_leaves_is_swept_by_the_next_backup(home: Home) -> None:
    home.begun()
    copy = Path(home("backup", "--json").json["backup"])
    killed = Process(target=backups.drill, args=(copy,), kwargs={"fold": _killed})
    killed.start()
    killed.join()
    assert killed.exitcode == -SIGKILL
    assert len(list(copy.parent.iterdir())) == 2

    home.at("2026-01-06T18:00:00Z")("backup")

    assert sorted(path.name for path in copy.parent.iterdir()) == [copy.name, "tending-20260106T180000Z-hand.db"]


def _killed(*_: object) -> Standing:
    os.kill(os.getpid(), SIGKILL)
    raise AssertionError


def test_without_a_backup_there_is_nothing_to_try(home: Home) -> None:
    ran = home("restore", "--drill")

    assert ran.code == 2
    assert ran.err.endswith("backups yet: tending backup makes one.\n")


def test_a_restore_without_a_name_says_where_they_lie(home: Home) -> None:
    ran = home("restore")

    assert ran.code == 2
    assert ran.err.startswith("restore: name a backup, or try one with --drill; they lie in ")


def test_a_shut_backup_is_tried_with_its_passphrase(
    home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    key = tmp_path / "key"
    key.write_text("a passphrase of some length")
    key.chmod(0o600)
    home.begun()
    monkeypatch.setenv("TENDING_STORE__KEY_FILE", str(key))
    home("lock")
    copy = home("backup", str(tmp_path / "safe"), "--encrypt", "--json").json["backup"]

    tried = home("restore", "--drill", copy, "--json").json

    assert tried["entries"] > 0
