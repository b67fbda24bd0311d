"""Changing the settings file without losing a word of it."""

import resource
import tomllib
from pathlib import Path
from threading import Thread

import pytest

from settings_on_disk import MAIL, mode, password, write
from tending.config import (
    load,
    write_setting,
    write_settings,
)
from tending.core.errors import SettingsError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "tending.toml"


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path), "TZ": "Europe/Berlin"}


def test_writing_keeps_every_comment_and_changes_one_value(file: Path, environ: dict[str, str]) -> None:
    write(file, "# my own words\n[pace]\nbudget = 4  # enough\n\n# and the rest\nreminder = true\n", 0o644)

    write_setting(file, "pace.budget", 2)

    assert file.read_text("utf-8") == (
        "# my own words\n[pace]\nbudget = 2  # enough\n\n# and the rest\nreminder = true\n"
    )
    assert mode(file) == 0o600
    assert load(environ, file).pace.budget == 2


def test_setting_up_writes_a_whole_file_that_reads_back(tmp_path: Path, environ: dict[str, str]) -> None:
    file = tmp_path / "new" / "tending.toml"

    write_settings(
        file,
        {
            "keeper.zone": "Europe/Berlin",
            "keeper.country": "DE",
            "pace.windows": ["18:00-20:00", "sat 10:00-11:00"],
            "channels.mail.kind": "email",
            "channels.mail.address": "me@example.org",
            "channels.mail.smtp_host": "mail.example.org",
            "channels.mail.password": 'quote " and \\ and é',
        },
    )

    found = load(environ, file)
    assert (found.keeper.country, found.pace.windows) == ("DE", ("18:00-20:00", "sat 10:00-11:00"))
    assert password(found) == 'quote " and \\ and é'
    assert (mode(file), mode(file.parent)) == (0o600, 0o700)
    assert [path.name for path in file.parent.iterdir()] == ["tending.toml"]


def test_a_channel_is_added_beside_another_and_taken_away_again(file: Path, environ: dict[str, str]) -> None:
    write(file, f"[pace]\nbudget = 3\n\n{MAIL}")

    write_settings(file, {"channels.phone.kind": "apprise", "channels.phone.url": "ntfy://topic"})
    both = set(load(environ, file).channels)
    write_setting(file, "channels.mail", None)
    write_setting(file, "channels.nobody.level", None)

    assert both == {"mail", "phone"}
    assert set(load(environ, file).channels) == {"phone"}
    assert load(environ, file).pace.budget == 3


@pytest.mark.parametrize(
    ("key", "value", "complaint"),
    [
        ("pace.budget", 9, "9 is too many"),
        ("pace.budgt", 3, "did you mean budget"),
        ("channels.mail.password_file", "not-there", "is not there"),
        ("channels.new.kind", "email", "address: is needed"),
    ],
)
def test_what_would_make_the_file_wrong_is_not_written(file: Path, key: str, value: str | int, complaint: str) -> None:
    write(file, MAIL)

    with pytest.raises(SettingsError, match=complaint):
        write_setting(file, key, value)

    assert file.read_text("utf-8") == MAIL


def test_a_mistake_that_was_there_before_does_not_stop_the_writing(file: Path) -> None:
    write(file, "[pace]\nbudget = 9\n")

    write_setting(file, "keeper.country", "DE")

    assert tomllib.loads(file.read_text("utf-8"))["keeper"] == {"country": "DE"}


def test_a_file_that_is_no_toml_is_not_written_over(file: Path) -> None:
    write(file, "[pace\n")

    with pytest.raises(SettingsError, match="line 1"):
        write_setting(file, "pace.budget", 3)

    assert file.read_text("utf-8") == "[pace\n"


def test_writing_through_a_link_keeps_the_link(file: Path, tmp_path: Path) -> None:
    real = write(tmp_path / "dotfiles.toml", "")
    file.symlink_to(real)

    write_setting(file, "pace.budget", 3)

    assert file.is_symlink()
    assert real.read_text("utf-8") == "[pace]\nbudget = 3\n"


def test_a_reader_never_sees_half_a_file(file: Path) -> None:
    write(file, "[pace]\nbudget = 1\n")
    seen: set[int] = set()

    def look() -> None:
        while len(seen) < 7:
            seen.add(tomllib.loads(file.read_text("utf-8"))["pace"]["budget"])

    reader = Thread(target=look)
    reader.start()
    while reader.is_alive():
        for budget in range(1, 8):
            write_setting(file, "pace.budget", budget)

    assert seen == set(range(1, 8))


def test_a_full_disk_leaves_the_file_as_it_was_and_nothing_beside_it(file: Path) -> None:
    write(file, "[pace]\nbudget = 3\n")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4, hard))

    try:
        with pytest.raises(SettingsError, match="cannot be written: File too large"):
            write_setting(file, "pace.budget", 2)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert file.read_text("utf-8") == "[pace]\nbudget = 3\n"
    assert list(file.parent.iterdir()) == [file]
