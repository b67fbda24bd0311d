"""Backups shut with age: nothing readable in them, and the way back by a passphrase or a key file."""

from pathlib import Path

import pyrage
import pytest

from cli_home import Home
from tending.adapters.journal import keys, parcels

SECRET = "a few words of mine"
CANARY = "kingfisher"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    home = Home(tmp_path, monkeypatch, capsys).begun()
    assert home("reply", CANARY).code == 0
    return home


def with_a_passphrase(home: Home) -> Path:
    home.has("TENDING_STORE__KEY", SECRET)
    return Path(home("backup", "--encrypt", "--json").json["backup"])


def test_a_backup_shut_with_a_passphrase_shows_nothing_and_comes_back(home: Home) -> None:
    backup = with_a_passphrase(home)
    home("reply", "after the backup")

    ran = home("restore", str(backup))

    assert ran.code == 0, ran.err
    assert backup.name == "tending-20260105T180000Z-hand.db.age"
    assert backup.stat().st_mode & 0o777 == 0o600
    assert CANARY.encode() not in backup.read_bytes()
    assert CANARY in home("journal", "--json").out
    assert "after the backup" not in home("journal", "--json").out


def test_no_readable_copy_is_left_behind_by_shutting_or_opening(home: Home, tmp_path: Path) -> None:
    backup = with_a_passphrase(home)
    home.store.unlink()

    home("restore", str(backup))

    assert sorted(path.name for path in home.store.parent.rglob("*") if path.is_file()) == [
        "journal.db",
        backup.name,
    ]
    assert tmp_path.is_dir()


def test_a_wrong_passphrase_is_one_line_and_exit_5(home: Home) -> None:
    backup = with_a_passphrase(home)
    before = home.store.read_bytes()
    home.has("TENDING_STORE__KEY", "other words")

    ran = home("restore", str(backup))

    assert (ran.code, ran.err.count("\n")) == (5, 1)
    assert ran.err.startswith("The passphrase does not open the backup")
    assert home.store.read_bytes() == before


def test_no_passphrase_is_one_line_and_exit_5(home: Home) -> None:
    backup = with_a_passphrase(home)
    home.has("TENDING_STORE__KEY", "")

    ran = home("restore", str(backup))

    assert (ran.code, ran.err.count("\n")) == (5, 1)
    assert "--identity" in ran.err


def test_a_backup_for_a_public_key_opens_with_its_other_half(home: Home, tmp_path: Path) -> None:
    identity = pyrage.x25519.Identity.generate()
    file = tmp_path / "key.txt"
    file.write_text(f"# created: today\n{identity}\n")
    backup = Path(
        home("backup", str(tmp_path / "stick"), "--recipient", str(identity.to_public()), "--json").json["backup"]
    )

    ran = home("restore", str(backup), "--identity", str(file))

    assert ran.code == 0, ran.err
    assert parcels.is_shut(backup)
    assert backup.parent == tmp_path / "stick"


def test_another_key_file_does_not_open_it(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "key.txt"
    file.write_text(f"{pyrage.x25519.Identity.generate()}\n")
    recipient = str(pyrage.x25519.Identity.generate().to_public())
    backup = Path(home("backup", "--recipient", recipient, "--json").json["backup"])

    ran = home("restore", str(backup), "--identity", str(file))

    assert (ran.code, ran.err.count("\n")) == (5, 1)


def test_what_is_no_public_key_is_refused_and_nothing_is_left(home: Home) -> None:
    ran = home("backup", "--recipient", "me")

    assert ran.code == 2
    assert [path for path in home.store.parent.rglob("*") if path.is_file()] == [home.store]


def test_shutting_needs_a_passphrase_from_somewhere(home: Home) -> None:
    assert home("backup", "--encrypt").code == 2


def test_a_backup_of_a_locked_store_can_be_shut_as_well(home: Home) -> None:
    home.has("TENDING_STORE__KEY", SECRET)
    assert home("lock").code == 0
    backup = Path(home("backup", "--encrypt", "--json").json["backup"])

    ran = home("restore", str(backup))

    assert ran.code == 0, ran.err
    assert keys.salt_of(home.store)
    assert CANARY in home("journal", "--json").out


def test_forgetting_takes_shut_backups_away_too(home: Home) -> None:
    backup = with_a_passphrase(home)

    assert home("bond", "forget", "S", "--yes").code == 0

    assert not backup.exists()
