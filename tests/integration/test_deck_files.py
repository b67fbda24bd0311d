"""Deck files on a real disk: the keeper's own folder, read with care."""

import os
from pathlib import Path

import pytest

from deck_builders import PLAIN, TOP, a_deck
from tending.adapters import shipped
from tending.adapters.deck_files import CAP, read_decks
from tending.core.errors import DeckError, SettingsError
from tending.core.model import Deck


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text)
    return folder


def lines_of(folder: Path) -> list[str]:
    with pytest.raises(DeckError) as raised:
        read_decks(folder)
    return raised.value.lines


def own_of(decks: tuple[Deck, ...]) -> list[str]:
    return [deck.name for deck in decks[len(read_decks(None)) :]]


def test_without_a_folder_of_ones_own_the_shipped_decks_are_read_in_order(tmp_path: Path) -> None:
    decks = read_decks(tmp_path / "nowhere")

    assert decks == read_decks(None)
    assert [deck.name for deck in decks] == sorted(deck.name for deck in decks)
    assert len(decks) == 14


def test_own_decks_follow_the_shipped_ones_sorted_by_name(tmp_path: Path) -> None:
    folder = written(tmp_path, tea=a_deck(PLAIN, {"id": '"tea"'}), air=a_deck(TOP, {"id": '"air"'}))

    decks = read_decks(folder)

    assert own_of(decks) == ["air", "tea"]


def test_a_copied_starter_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    text = (shipped.config_dir() / "decks" / "gratitude.toml").read_text()
    folder = written(tmp_path, gratitude=text.replace("enabled = false", "enabled = true"))

    decks = read_decks(folder)

    assert [deck.enabled for deck in decks if deck.name == "gratitude"] == [True]


def test_only_toml_files_are_decks_and_hidden_ones_are_not(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a deck")
    (tmp_path / "old.toml~").write_text("not a deck")
    (tmp_path / ".swap.toml").write_text("not a deck")

    assert own_of(read_decks(tmp_path)) == []


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    elsewhere, folder = tmp_path / "elsewhere.toml", tmp_path / "decks"
    elsewhere.write_text(a_deck())
    folder.mkdir()
    (folder / "mine.toml").symlink_to(elsewhere)

    lines = lines_of(folder)

    assert lines == [
        "mine.toml: cannot be read (Too many levels of symbolic links); put a plain file there, not a link"
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"# \n" * (CAP // 2), "is larger than 256 KiB; split it into several decks"),
        (b"a = " + b"[" * 100_000, "line 1 is too long: at most 1000 characters"),
        (b"a = " + b"[\n" * 100_000, "is nested too deeply"),
        (b'title = "\xff"', "is not written in UTF-8: save it again as plain text"),
        (b"family = ground", "line 1: Invalid value: not as TOML is written"),
        (b"x = " + b"9" * 5000, "line 1 is too long: at most 1000 characters"),
    ],
    ids=["large", "wide", "deep", "latin", "no TOML", "huge number"],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(tmp_path: Path, content: bytes, expected: str) -> None:
    (tmp_path / "mine.toml").write_bytes(content)

    lines = lines_of(tmp_path)

    assert lines == [f"mine.toml: {expected}"]


def test_a_file_of_just_the_largest_size_is_read(tmp_path: Path) -> None:
    text = a_deck()
    written(tmp_path, mine=text + "\n" * (CAP - len(text)))

    assert own_of(read_decks(tmp_path)) == ["mine"]


def test_a_pipe_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "mine.toml")

    lines = lines_of(tmp_path)

    assert lines == ["mine.toml: is not a plain file; put a TOML file there"]


def test_a_name_that_would_break_a_line_is_shown_harmlessly(tmp_path: Path) -> None:
    (tmp_path / "a\nb.toml").write_text(a_deck())

    lines = lines_of(tmp_path)

    assert all("\n" not in line for line in lines)
    assert lines[0].startswith("'a\\nb.toml': file name: ")


def test_a_folder_that_is_none_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "decks"
    file.write_text("")

    lines = lines_of(file)

    assert lines == [f"{file}: cannot be read (Not a directory); make it a folder you may read"]


def test_all_errors_of_all_files_come_at_once(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        one=a_deck(TOP, {"id": '"G1"', "needs": '["follow-up"]'}),
        three="family = ",
        two=a_deck(TOP, {"line": ""}, {"id": '"N2"', "form": ""}),
    )

    lines = lines_of(folder)

    assert lines == [
        "three.toml: Invalid value (at end of document): not as TOML is written",
        "two.toml: N1: line: is missing; add it",
        "two.toml: N2: form: is missing; add it",
        "one.toml: G1: id: is taken by ground.toml; choose another",
    ]


def test_shipped_files_are_found_beside_the_source_of_a_checkout() -> None:
    root = Path(__file__).parents[2]

    assert shipped.config_dir() == root / "config"
    assert shipped.units_dir() == root / "systemd"


def test_shipped_files_inside_the_package_come_first(tmp_path: Path) -> None:
    package = tmp_path / "site-packages" / "tending"
    (package / "shipped" / "config").mkdir(parents=True)
    (tmp_path / "config").mkdir()

    assert shipped.find("config", package=package) == package / "shipped" / "config"


def test_an_installation_without_its_files_says_so(tmp_path: Path) -> None:
    package = tmp_path / "site-packages" / "tending"

    with pytest.raises(SettingsError, match="the files that belong to this program are not there; install it again"):
        shipped.find("config", package=package)
