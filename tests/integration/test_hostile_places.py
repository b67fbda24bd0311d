"""Files and folders that cannot be used: one line that says why, never a fault of ours, and nobody waits."""

import os
from pathlib import Path

import pytest

from cli_home import Home
from settings_on_disk import MAIL, errors, write
from tending.adapters.deck_files import read_decks_with
from tending.config import load, loose, mend_permissions, paths, private_folder
from tending.core.errors import DeckError, SettingsError

TOO_LONG = "a" * 300
BOMB = "a" + ".a" * 60_000 + "=1"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, monkeypatch, capsys)


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path), "TZ": "Europe/Berlin"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "tending.toml"


def refused(home: Home, *arguments: str) -> tuple[int, str]:
    """The exit code, and the one line there was."""
    ran = home(*arguments)
    assert ran.err.count("\n") == 1
    return ran.code, ran.err


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (BOMB, "line 1 is too long"),
        ("label = " + "[" * 900, "nested too deeply"),
        ("since = " + "9" * 5000, "line 1 is too long"),
        ("label = ", "not as TOML is written"),
        (b"label = '\xff'", "is not written in UTF-8"),
    ],
    ids=["dots", "deep", "number", "no TOML", "latin"],
)
def test_answers_that_cannot_be_understood_are_one_line(
    home: Home, tmp_path: Path, content: str | bytes, complaint: str
) -> None:
    answers = write(tmp_path / "answers.toml", content)

    code, line = refused(home, "init", "--answers", str(answers))

    assert code == 78
    assert complaint in line


def test_answers_are_an_ordinary_file_of_a_bearable_size(home: Home, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    write(tmp_path / "large", "#\n" * 200_000)

    for place in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
        assert refused(home, "init", "--answers", str(place)) == (2, f"{place}: is not an ordinary file\n")
    assert refused(home, "init", "--answers", str(tmp_path / "large"))[0] == 2


def test_names_that_would_break_a_line_are_written_out(home: Home, tmp_path: Path) -> None:
    answers = write(tmp_path / "two\nlines.toml", 'label = "S"\nprofile = "friend"\n"a\\nb" = 1\n')

    code, line = refused(home, "init", "--answers", str(answers))
    nowhere = refused(home, "init", "--answers", f"{tmp_path}/no\nfile")

    assert code == 78
    assert line.startswith(r"'two\nlines.toml': 'a\nb': is not asked")
    assert nowhere[0] == 2


def test_a_deck_that_would_take_minutes_is_refused_at_once(home: Home, tmp_path: Path) -> None:
    bomb = write(tmp_path / "bomb.toml", BOMB)

    assert refused(home, "deck", "check", str(bomb)) == (
        78,
        "bomb.toml: line 1 is too long: at most 1000 characters\n",
    )


@pytest.mark.parametrize("place", [TOO_LONG, f"{TOO_LONG}/x.toml", "ring.toml", "no/such.toml", "file/x.toml"])
def test_a_deck_at_a_place_that_cannot_be_read_is_one_line(home: Home, tmp_path: Path, place: str) -> None:
    (tmp_path / "ring.toml").symlink_to(tmp_path / "ring.toml")
    write(tmp_path / "file", "")

    code, line = refused(home, "deck", "check", str(tmp_path / place))

    assert code in (2, 78)
    assert "fault of ours" not in line


def test_a_key_of_a_deck_that_would_break_a_line_is_written_out(tmp_path: Path) -> None:
    deck = write(tmp_path / "mine.toml", '"a\\nb\\u001b[2J" = 1\n')

    with pytest.raises(DeckError) as caught:
        read_decks_with(deck)

    assert all(line.isprintable() for line in caught.value.lines)


@pytest.mark.parametrize("above", ["/proc", "/dev/null", f"/srv/{TOO_LONG}"])
def test_a_private_folder_that_cannot_be_made_is_one_line(above: str) -> None:
    with pytest.raises(SettingsError) as caught:
        private_folder(Path(above) / "tending" / "run")

    assert len(caught.value.lines) == 1
    assert caught.value.lines[0].startswith(f"{above}/tending/run: cannot be made: ")


def test_a_runtime_folder_that_cannot_be_made_ends_the_daemon_with_one_line(home: Home, tmp_path: Path) -> None:
    home.has("TENDING_HOME", "").has("XDG_CONFIG_HOME", str(tmp_path)).has("XDG_DATA_HOME", str(tmp_path / "xdg"))
    home.has("XDG_RUNTIME_DIR", "/proc").begun()

    code, line = refused(home, "run")

    assert code == 78
    assert line.startswith("/proc/tending: cannot be made: ")


def test_a_home_that_is_not_utf_8_is_refused(home: Home) -> None:
    home.has("TENDING_HOME", "/srv/n\udcff")

    code, line = refused(home, "status")

    assert code == 78
    assert line.startswith(r"'/srv/n\udcff/config/tending.toml': is not written in UTF-8")


def test_looking_for_what_is_loose_passes_by_folders_nobody_may_enter(environ: dict[str, str]) -> None:
    places = paths(environ | {"TENDING_HOME": f"/srv/{TOO_LONG}"})

    assert not loose(places)
    assert not mend_permissions(places)


def test_credentials_that_cannot_be_listed_are_an_error_and_a_folder_that_is_not_there_is_none(
    tmp_path: Path, environ: dict[str, str]
) -> None:
    listed = tmp_path / TOO_LONG

    assert errors(environ | {"CREDENTIALS_DIRECTORY": str(listed)}) == [
        f"CREDENTIALS_DIRECTORY: {listed}: cannot be read: File name too long"
    ]
    for place in (tmp_path / "nowhere", write(tmp_path / "file", "")):
        assert load(environ | {"CREDENTIALS_DIRECTORY": str(place)}).channels == {}


@pytest.mark.parametrize(
    ("named", "complaint"),
    [
        ("~nosuch/x", "begins with ~ and a name that has no home here: write the full path"),
        ("a\\u0000b", "holds a control character: write the plain name of a file"),
        ("a\\nb", "holds a control character: write the plain name of a file"),
    ],
)
def test_a_secret_file_that_cannot_be_named_is_one_line(
    file: Path, environ: dict[str, str], named: str, complaint: str
) -> None:
    write(file, MAIL + f'password_file = "{named}"\n')

    assert errors(environ, file) == [f"tending.toml: channels.mail.password_file: {complaint}"]
    assert loose(paths(environ, file)) == []


def test_a_secret_file_in_a_ring_of_links_is_passed_by_when_mending(file: Path, environ: dict[str, str]) -> None:
    write(file, MAIL + 'password_file = "ring"\n')
    file.with_name("ring").symlink_to("ring")

    assert mend_permissions(paths(environ, file)) == []


@pytest.mark.parametrize("url", ["sqlite:///a\\u0000b", "sqlite:///a\\nb"])
def test_a_store_with_a_control_character_is_refused(file: Path, environ: dict[str, str], url: str) -> None:
    write(file, f'[store]\nurl = "{url}"\n')

    assert errors(environ, file) == ["tending.toml: store.url: holds a control character: write it as one plain line"]


def test_settings_are_read_where_the_present_folder_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environ: dict[str, str]
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()

    assert load(environ).channels == {}
