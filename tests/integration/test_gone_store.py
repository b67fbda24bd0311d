"""A store that is gone while its backups are there: no new one is made in its place until somebody says so."""

import shutil
from pathlib import Path

import pytest

from cli_home import Home
from integration import keeping

home = keeping.home


@pytest.fixture
def copy(home: Home) -> Path:
    """The newest of two backups of a store that was removed since."""
    home.begun()
    assert home("backup").code == 0
    newest = Path(home.at("2026-01-06T18:00:00Z")("backup", "--json").json["backup"])
    home.store.unlink()
    return newest


@pytest.mark.parametrize(
    "command", ["status", "journal", "run", "next", "bond add S", "backup", "check", "migrate", "lock"]
)
def test_no_command_makes_a_new_store_beside_backups_of_one_that_is_gone(home: Home, copy: Path, command: str) -> None:
    ran = home(*command.split())

    assert ran.code == 5
    assert ran.err == (
        f"The store {home.store} is not there, and backups of one are in {copy.parent}: tending restore {copy}"
        " (or move them away to begin anew).\n"
    )
    assert not home.store.exists()


def test_the_backup_that_was_named_brings_the_store_back(home: Home, copy: Path) -> None:
    drilled = home("restore", "--drill", "--json").json["backup"]
    restored = home("restore", str(copy))

    assert (drilled, restored.code) == (str(copy), 0)
    assert [one["label"] for one in home("bond", "list", "--json").json] == ["S"]


def test_the_doctor_tells_the_way_back(home: Home, copy: Path) -> None:
    ran = home("doctor")

    assert ran.code == 5
    assert f"tending restore {copy}" in ran.out.replace("\n      ", " ")


def test_a_new_store_begins_once_the_backups_were_moved_away(home: Home, copy: Path, tmp_path: Path) -> None:
    shutil.move(copy.parent, tmp_path / "elsewhere")

    assert home("status").code == 0
    assert home.store.exists()


def test_a_store_elsewhere_does_not_share_the_backups_of_another(home: Home, copy: Path, tmp_path: Path) -> None:
    """Backups lie in one folder wherever the store is: those of the new one would push out those of the old."""
    home.has("TENDING_STORE__URL", f"sqlite:///{tmp_path / 'other.db'}")

    ran = home("status")

    assert ran.code == 5
    assert f"backups of one are in {copy.parent}" in ran.err


def test_a_backup_that_was_shut_counts_too(home: Home, copy: Path) -> None:
    shut = copy.rename(copy.with_name(f"{copy.name}.age"))

    assert f"tending restore {shut} (" in home("status").err


def test_what_only_lies_beside_backups_does_not_keep_a_store_from_its_beginning(home: Home, copy: Path) -> None:
    for one in copy.parent.iterdir():
        one.rename(one.with_name(f"{one.name}.making-1"))

    assert home("status").code == 0
