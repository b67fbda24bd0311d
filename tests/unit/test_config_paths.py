"""Where things are, by the environment alone."""

import os
import pwd
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tending.config import paths
from tending.config.locations import credentials


def test_paths_follow_xdg() -> None:
    found = paths({"HOME": "/home/k", "XDG_RUNTIME_DIR": "/run/user/7"})

    assert found.config_file == Path("/home/k/.config/tending/tending.toml")
    assert found.decks_dir == Path("/home/k/.config/tending/decks")
    assert (found.store, found.state_dir) == (
        Path("/home/k/.local/share/tending/journal.db"),
        Path("/home/k/.local/share/tending"),
    )
    assert found.socket == Path("/run/user/7/tending/tending.sock")


def test_a_relative_xdg_folder_is_ignored_as_the_standard_says() -> None:
    found = paths({"HOME": "/home/k", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "/etc/k"})

    assert found.state_dir == Path("/home/k/.local/share/tending")
    assert found.config_file == Path("/etc/k/tending/tending.toml")
    assert found.runtime_dir == Path("/home/k/.local/share/tending/run")


def test_under_systemd_its_folders_win() -> None:
    found = paths(
        {
            "HOME": "/home/k",
            "XDG_DATA_HOME": "/data",
            "XDG_RUNTIME_DIR": "/run/user/7",
            "CONFIGURATION_DIRECTORY": "/etc/tending:/etc/other",
            "STATE_DIRECTORY": "/var/lib/tending",
            "RUNTIME_DIRECTORY": "/run/tending",
        }
    )

    assert found.config_file == Path("/etc/tending/tending.toml")
    assert (found.store, found.backups_dir) == (Path("/var/lib/tending/journal.db"), Path("/var/lib/tending/backups"))
    assert found.socket == Path("/run/tending/tending.sock")


def test_a_folder_of_systemd_that_is_no_full_path_is_ignored() -> None:
    found = paths({"HOME": "/home/k", "STATE_DIRECTORY": "tending"})

    assert found.state_dir == Path("/home/k/.local/share/tending")


def test_tending_home_puts_everything_below_one_folder() -> None:
    found = paths({"TENDING_HOME": "/t", "XDG_DATA_HOME": "/data", "STATE_DIRECTORY": "/var/lib/somebody-else"})

    assert found.config_file == Path("/t/config/tending.toml")
    assert found.store == Path("/t/data/journal.db")
    assert found.socket == Path("/t/run/tending.sock")


def test_without_a_home_in_the_environment_the_account_knows() -> None:
    account = pwd.getpwuid(os.geteuid())

    assert paths({}).state_dir == Path(account.pw_dir) / ".local/share/tending"


def test_a_named_settings_file_moves_nothing_else() -> None:
    environ = {"HOME": "/home/k", "TENDING_CONFIG": "/etc/one.toml"}

    by_name, by_hand = paths(environ), paths(environ, Path("/etc/two.toml"))

    assert (by_name.config_file, by_hand.config_file) == (Path("/etc/one.toml"), Path("/etc/two.toml"))
    assert by_name.decks_dir == by_hand.decks_dir == Path("/home/k/.config/tending/decks")


@given(length=st.integers(1, 300), letter=st.sampled_from(["a", "\u00e9", "\U0001f642"]))
def test_the_path_of_a_socket_always_fits_the_kernel_and_is_found_again(length: int, letter: str) -> None:
    environ = {"TENDING_HOME": "/" + letter * length}

    found = paths(environ)

    assert len(os.fsencode(found.socket)) < 108
    assert paths(environ) == found
    assert found.runtime_dir != paths({"TENDING_HOME": "/" + letter * length + "x"}).runtime_dir


@pytest.mark.parametrize(
    ("environ", "found"),
    [
        ({"CREDENTIALS_DIRECTORY": "/run/credentials/x"}, "/run/credentials/x"),
        ({"CREDENTIALS_DIRECTORY": "/run/credentials/x", "TENDING_HOME": "/t"}, "/run/credentials/x"),
        ({"XDG_RUNTIME_DIR": "/run/user/7"}, "/run/user/7/credentials/tending.service"),
        ({"XDG_RUNTIME_DIR": "/run/user/7", "TENDING_HOME": "/t"}, None),
        ({"XDG_RUNTIME_DIR": "here"}, None),
        ({}, None),
    ],
)
def test_a_command_finds_the_secrets_of_the_service_that_runs_beside_it(
    environ: dict[str, str], found: str | None
) -> None:
    assert credentials(environ) == (Path(found) if found else None)
