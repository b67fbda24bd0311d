"""Folders of our own that this account may not enter, and a store it may not write: one line that says so."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cli_home import Home
from integration import keeping
from ordinary import an_ordinary_account

home = keeping.home
REACH = "cannot be reached: Permission denied; look at who owns its folder.\n"


@pytest.fixture
def shut(home: Home) -> Iterator[Home]:
    """A home with a backup, whose folder for data nobody may enter."""
    home.begun()
    assert home("backup").code == 0
    home.store.parent.chmod(0)
    with an_ordinary_account():
        yield home
    home.store.parent.chmod(0o700)


@pytest.mark.parametrize("command", ["status", "journal", "backup", "check", "migrate", "lock"])
@pytest.mark.parametrize("key", ["", "a" * 64], ids=["plain", "with a key"])
def test_a_store_in_a_folder_nobody_may_enter_is_one_line(shut: Home, command: str, key: str) -> None:
    ran = shut.has("TENDING_STORE__KEY", key)(command)

    assert (ran.code, ran.err) == (5, f"The store {shut.store} {REACH}")


def test_the_doctor_says_that_a_store_cannot_be_reached_and_goes_on(shut: Home) -> None:
    ran = shut("doctor")

    assert ran.code == 5
    assert f"The store {shut.store} cannot be reached: Permission denied" in " ".join(ran.out.split())
    assert "MB free where the store is" in ran.out


def test_a_drill_says_that_it_may_not_look_for_backups(shut: Home) -> None:
    ran = shut("restore", "--drill")

    assert ran.code == 5
    assert ran.err.endswith("data/backups cannot be looked into: Permission denied; look at who owns it.\n")


def test_the_doctor_passes_by_units_in_a_folder_that_is_not_ours(home: Home, tmp_path: Path) -> None:
    (tmp_path / "xdg").mkdir()
    home.begun().has("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    (tmp_path / "xdg").chmod(0)

    with an_ordinary_account():
        ran = home("doctor")

    (tmp_path / "xdg").chmod(0o700)
    assert (ran.code, ran.err) == (0, "")
