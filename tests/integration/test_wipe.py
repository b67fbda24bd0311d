"""After a wipe nothing is left below the folders of a person, and what is left elsewhere is named."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cli_home import Home, Ran
from ordinary import an_ordinary_account
from tending.adapters import doorbell, leftovers
from tending.config import private_folder

WORDS = "a kingfisher over the marmalade bridge"
UNIT = Path("systemd/user/tending.service")


@pytest.fixture
def person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, with the folders that programs use."""
    for name in ("STATE_DIRECTORY", "RUNTIME_DIRECTORY", "CONFIGURATION_DIRECTORY", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    for name, at in (("HOME", ""), ("XDG_CONFIG_HOME", ".config"), ("XDG_CACHE_HOME", ".cache"), ("TMPDIR", "tmp")):
        folder = tmp_path / "person" / at
        folder.mkdir(mode=0o700, exist_ok=True, parents=True)
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "person" / ".local" / "share"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "person" / ".local" / "state"))
    return tmp_path / "person"


@pytest.fixture
def home(person: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    home = Home(tmp_path, monkeypatch, capsys)
    assert person.is_dir()
    home.begun()
    assert home("reply", WORDS).code == 0
    assert home("backup").code == 0
    home.settings.parent.mkdir(mode=0o700)
    home.settings.write_text('[keeper]\ncountry = "DE"\n')
    home.settings.chmod(0o600)
    return home


def holding(folder: Path, words: str = "kingfisher") -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and words.encode() in path.read_bytes())


def test_nothing_is_left_below_any_folder(home: Home, tmp_path: Path) -> None:
    (home.folder / "config" / "decks").mkdir()
    (home.folder / "config" / "decks" / "mine.toml").write_text('name = "mine"\n')
    assert list(holding(tmp_path))

    ran = home("wipe", "--yes", "--json")

    assert ran.json["found"] == []
    assert ran.json["gone"] >= 4
    assert list(holding(tmp_path)) == []
    assert [path for path in home.folder.rglob("*") if path.is_file()] == []


def test_every_file_is_overwritten_before_it_goes(home: Home, tmp_path: Path) -> None:
    second = tmp_path / "second-name"
    second.hardlink_to(home.store)

    home("wipe", "--yes")

    assert set(second.read_bytes()) == {0}


def test_a_second_look_finds_what_lies_elsewhere_by_its_words_or_its_name(home: Home, person: Path) -> None:
    (person / "tmp" / "notes.txt").write_text(f"I wrote: {WORDS}.")
    (person / "tmp" / "innocent.txt").write_text("attending, pretending: a kingfisher")
    (person / ".bash_history").write_text(f"tending reply '{WORDS}'\n")
    (person / ".cache" / "tending-old").mkdir()

    ran = home("wipe", "--yes", "--json")

    assert [(Path(one["path"]).name, one["why"]) for one in ran.json["found"]] == [
        (".bash_history", "words of yours in it"),
        ("tending-old", "its name"),
        ("notes.txt", "words of yours in it"),
    ]


def test_what_was_found_is_shown_to_a_person(home: Home, person: Path) -> None:
    (person / "tmp" / "notes.txt").write_text(WORDS)

    ran = home("wipe", "--yes")

    assert "A second look found this." in ran.out
    assert str(person / "tmp" / "notes.txt") in ran.out.replace("\n", "")
    assert "solid-state" in ran.out


def test_settings_and_decks_stay_where_that_is_wanted(home: Home) -> None:
    ran = home("wipe", "--yes", "--keep-settings", "--json")

    assert ran.json["found"] == []
    assert home.settings.read_text() == '[keeper]\ncountry = "DE"\n'
    assert not home.store.exists()


def test_the_unit_that_was_installed_goes_too(home: Home, person: Path) -> None:
    unit = person / ".config" / UNIT
    wants = unit.parent / "default.target.wants"
    wants.mkdir(parents=True)
    unit.write_text("[Service]\n")
    notice = unit.with_name("tending-failed@.service")
    notice.write_text("[Service]\n")
    (wants / unit.name).symlink_to(unit)

    assert home("wipe", "--yes", "--json").json["found"] == []

    assert not unit.exists()
    assert not notice.exists()
    assert not (wants / unit.name).is_symlink()


def test_secrets_that_the_settings_name_go_too(home: Home) -> None:
    secret = home.folder / "config" / "store.key"
    secret.write_text("0" * 64)
    secret.chmod(0o600)
    home.settings.write_text('[store]\nkey_file = "store.key"\n')

    home("wipe", "--yes")

    assert not secret.exists()


def test_a_wipe_needs_the_word_or_a_yes(home: Home) -> None:
    ran = home("wipe")

    assert ran.code == 2
    assert "--yes" in ran.err
    assert home.store.exists()


def test_nothing_is_wiped_while_a_daemon_runs(home: Home) -> None:
    bell = doorbell.listen(private_folder(home.folder / "run") / "tending.sock")
    assert bell is not None

    with closing(bell):
        ran = home("wipe", "--yes")

    assert ran.code == 5
    assert "stop it" in ran.err
    assert home.store.exists()


def test_a_store_without_its_key_is_wiped_too(home: Home) -> None:
    home.has("TENDING_STORE__KEY", "0" * 64)
    assert home("lock").code == 0
    home.has("TENDING_STORE__KEY", "")

    ran = home("wipe", "--yes")

    assert ran.code == 0, ran.err
    assert "went by names alone" in ran.out.replace("\n", " ")
    assert not home.store.exists()


def test_settings_that_are_wrong_do_not_keep_anything_from_being_wiped(home: Home) -> None:
    home.settings.write_text("[keeper]\ncountri = 1\n")

    ran = home("wipe", "--yes")

    assert ran.code == 0, ran.err
    assert not home.store.exists()


def test_one_common_word_is_no_canary_and_two_rare_ones_are(tmp_path: Path) -> None:
    sought = leftovers.canaries(["short", "marmalade bridges", "tightrope"])
    (tmp_path / "one").write_text("marmalade")
    (tmp_path / "two").write_text("marmalade on a tightrope")

    found = leftovers.look([tmp_path], [], sought)

    assert [one.path.name for one in found] == ["two"]


def test_words_across_the_edge_of_a_chunk_are_found(tmp_path: Path) -> None:
    sought = leftovers.canaries([WORDS])
    (tmp_path / "long").write_bytes(b"x" * (leftovers.CHUNK - 10) + WORDS.encode())

    assert [one.path.name for one in leftovers.look([tmp_path], [], sought)] == ["long"]


def test_what_cannot_be_taken_away_is_said_and_is_no_success(home: Home, person: Path) -> None:
    """Files that nobody can take away: those in which the kernel tells of this process."""
    (person / ".cache" / "tending").symlink_to("/proc/self/fdinfo")

    ran = home("wipe", "--yes", "--json")

    assert ran.code == 5
    assert "could not be taken away" in ran.err
    assert ran.err.count("\n") == 1
    assert not home.store.exists()


def test_the_backups_of_a_store_that_is_gone_are_wiped(home: Home, tmp_path: Path) -> None:
    home.store.unlink()

    assert home("wipe", "--yes").code == 0
    assert list(holding(tmp_path)) == []


def test_a_cache_of_somebody_else_is_not_ours_to_look_into(home: Home, person: Path) -> None:
    (person / ".cache").chmod(0)
    try:
        with an_ordinary_account():
            ran = home("wipe", "--yes")
    finally:
        (person / ".cache").chmod(0o700)

    assert ran.code == 0
    assert f"{person}/.cache/tending" not in ran.out + ran.err


@pytest.mark.parametrize(
    ("at", "mode", "named"),
    [("data", 0, ["data"]), ("data/backups", 0, ["data/backups"]), (".", 0, ["config", "data", "run"])],
)
def test_a_folder_that_cannot_be_looked_into_is_named_and_never_said_to_be_gone(
    home: Home, at: str, mode: int, named: list[str]
) -> None:
    ran, gone = wiped_without_leave(home, at, mode)

    assert gone == []
    assert (ran.code, ran.err.count("\n")) == (5, 1)
    assert f"{home.folder / named[0]}: cannot be looked into" in ran.err
    assert [line for line in ran.out.splitlines() if "looked into" in line] == [
        f"  {home.folder / one}  (cannot be looked into)" for one in named
    ]


def test_what_lies_in_a_folder_that_may_be_listed_and_not_entered_is_named_too(home: Home) -> None:
    ran, gone = wiped_without_leave(home, "data", 0o400)

    assert (ran.code, gone) == (5, []), ran.err
    assert f"  {home.store}  (its name)" in ran.out.splitlines()


def wiped_without_leave(home: Home, at: str, mode: int) -> tuple[Ran, list[Path]]:
    """And what is gone of what that folder held."""
    folder = home.folder / at
    held = [path for path in folder.rglob("*") if path.is_file()]
    folder.chmod(mode)
    try:
        with an_ordinary_account():
            ran = home("wipe", "--yes")
    finally:
        folder.chmod(0o700)
    return ran, [path for path in held if not path.exists()]
