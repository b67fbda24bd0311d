"""`hide` and `bond forget` on the command line, and what is left in the file."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cli_home import MONDAY, Home
from tending.adapters.journal import keys
from tending.app import App
from tending.service import forgetting

NOBODY = 999_999_999
WORDS = ("kingfisher", "marmalade", "tightrope", "gramophone")
OTHER = "lighthouse"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, monkeypatch, capsys)


def below(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.name, path.read_bytes()


def holding(folder: Path, word: str) -> list[str]:
    return [name for name, held in below(folder) if word.encode() in held]


def written(home: Home) -> Home:
    """Words about two people, in every place that keeps words, and copies of the store."""
    assert home("bond", "add", "Kingfisher").code == 0
    assert home("bond", "add", "T").code == 0
    assert home("next").code == 0
    assert home("reply", "1. and also marmalade").code == 0
    assert home("contact", "log", "--they", "--bond", "Kingfisher", "a tightrope and a gramophone").code == 0
    assert home("contact", "log", "--they", "--bond", "T", f"a {OTHER}").code == 0
    assert home("backup").code == 0
    return home


def test_forgetting_leaves_no_word_about_somebody_anywhere(home: Home) -> None:
    written(home)
    found = [word for word in ("Kingfisher", *WORDS[1:]) if "journal.db" in holding(home.folder, word)]
    assert found == ["Kingfisher", *WORDS[1:]]

    ran = home("bond", "forget", "Kingfisher", "--yes")

    assert ran.code == 0, ran.err
    assert {word: holding(home.folder, word) for word in ("Kingfisher", *WORDS) if holding(home.folder, word)} == {}
    assert "journal.db" in holding(home.folder, OTHER)
    assert home("check").code == 0
    assert home("check", "--rebuild").out.startswith("Folded afresh, equal to what was stored")


def test_forgetting_keeps_everybody_elses_words_to_be_found(home: Home) -> None:
    written(home)

    home("bond", "forget", "Kingfisher", "--yes")

    assert [row["text"] for row in home("journal", "--search", OTHER, "--json").json] == [f"a {OTHER}"]
    assert home("journal", "--search", "marmalade", "--json").json == []
    assert [row["label"] for row in home("bond", "list", "--json").json] == ["T"]


def test_forgetting_leaves_one_fresh_backup_and_no_older_one(home: Home) -> None:
    written(home)
    home.at("2026-01-06T18:00:00Z")

    ran = home("bond", "forget", "Kingfisher", "--yes")

    left = [path.name for path in (home.folder / "data" / "backups").iterdir()]
    assert left == ["tending-20260106T180000Z.db"]
    assert "Older backups are gone too (1)" in ran.out.replace("\n", " ")


def test_forgetting_takes_every_backup_away_where_no_more_may_be_kept(home: Home) -> None:
    home.has("TENDING_STORE__BACKUPS_KEPT", "2")
    written(home)
    folder = home.folder / "data" / "backups"
    (copy,) = folder.iterdir()
    for day in (3, 4):
        shutil.copy(copy, folder / f"tending-2026010{day}T180000Z.db")

    ran = home("bond", "forget", "Kingfisher", "--yes")

    assert ran.code == 0, ran.err
    assert "Older backups are gone too (3)" in ran.out.replace("\n", " ")
    assert holding(home.folder, "Kingfisher") == []


def test_forgetting_takes_along_what_a_killed_backup_left_half_made(home: Home) -> None:
    written(home)
    folder = home.folder / "data" / "backups"
    (copy,) = folder.iterdir()
    shutil.copy(copy, folder / f"{copy.name}.making-{NOBODY}")
    shutil.copy(copy, folder / f"{copy.name}.locking-{NOBODY}-wal")

    home("bond", "forget", "Kingfisher", "--yes")

    assert holding(home.folder, "Kingfisher") == []


def test_forgetting_that_was_killed_is_finished_by_the_next_command(home: Home) -> None:
    """The words are out of the entries, and still in the copies."""
    written(home)
    app = App({"TENDING_HOME": str(home.folder), "TENDING_CLOCK": MONDAY, "TENDING_KEEPER__ZONE": "UTC"})
    forgetting.forget(app.turn(), app.journal, "Kingfisher")
    app.close()
    assert holding(home.folder, "Kingfisher")

    assert home("next").code == 0

    assert holding(home.folder, "Kingfisher") == []
    with app.journal.reading() as work:
        assert work.meta(forgetting.UNFINISHED) == ""


def test_forgetting_that_cannot_be_finished_keeps_nobody_from_anything(home: Home) -> None:
    written(home)
    app = App({"TENDING_HOME": str(home.folder), "TENDING_CLOCK": MONDAY, "TENDING_KEEPER__ZONE": "UTC"})
    forgetting.forget(app.turn(), app.journal, "Kingfisher")
    app.close()
    folder = home.folder / "data" / "backups"
    folder.rename(folder.with_name("elsewhere"))
    folder.write_text("no folder")
    (folder.parent / "journal.db.before-lock").write_text("a copy")

    assert home("next").code == 0


def test_forgetting_asks_once_more_and_needs_the_label(home: Home) -> None:
    written(home)

    ran = home("bond", "forget", "Kingfisher")

    assert ran.code == 2
    assert "--yes" in ran.err
    assert "journal.db" in holding(home.folder, "marmalade")


def test_forgetting_in_a_locked_store_leaves_no_word_either(home: Home) -> None:
    home.has("TENDING_STORE__KEY", "0" * 64)
    written(home)
    assert home("lock").code == 0
    assert keys.salt_of(home.store)

    assert home("bond", "forget", "Kingfisher", "--yes").code == 0
    assert home("lock", "--off").code == 0

    assert [word for word in WORDS if holding(home.folder, word)] == []


def test_nothing_is_left_of_the_words_in_a_row(home: Home) -> None:
    written(home)

    home("bond", "forget", "Kingfisher", "--yes")

    with closing(sqlite3.connect(home.store)) as connection:
        assert connection.execute("SELECT count(*) FROM entry WHERE bond = 1 AND body IS NULL").fetchone()[0] > 2
        assert set(connection.execute("SELECT raw, text FROM reply WHERE text <> ''")) <= {
            (f"a {OTHER}".encode(), f"a {OTHER}")
        }


@pytest.mark.parametrize(
    "command",
    [
        ("status",),
        ("journal",),
        ("preview",),
        ("why",),
        ("next",),
        ("bond", "list"),
        ("contact", "state"),
        ("hold", "--list"),
    ],
)
def test_whoever_looks_while_it_is_hidden_finds_nothing(home: Home, command: tuple[str, ...]) -> None:
    written(home)

    assert home("hide").out == "Quiet until Tue 06 Jan 18:00.\n"

    assert home(*command).out == "Nothing to see.\n"
    home.at("2026-01-06T18:00:00Z")
    assert home(*command).out != "Nothing to see.\n"


def test_what_is_hidden_can_be_shown_again(home: Home) -> None:
    written(home)
    home("hide")

    assert home("hide", "--off").out == "As before.\n"

    assert "Kingfisher" in home("bond", "list").out


def test_hidden_json_says_as_little(home: Home) -> None:
    written(home)
    home("hide", "--json")

    assert home("journal", "--json").json == []
    assert home("status", "--json").json["bonds"] == []
    assert "Usage" in home("journal", "--help").out


@pytest.mark.parametrize(
    "command",
    [
        ("promise", "add", "make", "a", "list", "--sure", "95"),
        ("heard", "add", "show", "me"),
        ("contact", "log", "--they", "send", "a", "list"),
        ("draft", "keep", "a", "list"),
        ("meet", "plan", "--place", "the quiet one"),
        ("moving", "begin"),
    ],
)
def test_what_a_command_says_while_it_is_hidden_is_kept_and_not_shown(home: Home, command: tuple[str, ...]) -> None:
    written(home)
    before = len(home("journal", "--json").json)
    home("hide")

    told = home(*command)

    assert (told.code, told.out) == (0, "Kept.\n")
    home("hide", "--off")
    assert len(home("journal", "--json").json) >= before + 3


@pytest.mark.parametrize(
    "command",
    [("bond", "close", "X"), ("bond", "forget", "X", "--yes"), ("promise", "add", "a", "--theirs", "--bond", "X")],
)
def test_no_name_is_in_a_refusal_while_it_is_hidden(home: Home, command: tuple[str, ...]) -> None:
    written(home)
    assert "Kingfisher" in home(*command).err
    home("hide")

    told = home(*command)

    assert (told.code, told.err) == (2, "there is no bond called X\n")


@pytest.mark.parametrize(
    "command", [("speech", "add", "sorry"), ("contact", "both"), ("contact", "reopen", "I listen"), ("meet", "done")]
)
def test_no_refusal_says_how_it_stands_while_it_is_hidden(home: Home, command: tuple[str, ...]) -> None:
    written(home)
    home("contact", "said", "no")
    plain = home(*command)
    home("hide")

    told = home(*command)

    assert (plain.code, told.code, told.err.startswith("Not now")) == (3, 3, True)
    assert "said no" not in told.err


def test_help_as_a_name_shows_nothing_that_is_hidden(home: Home) -> None:
    written(home)
    home("hide")

    assert "# A report" not in home("report", "--redact", "--help").out


def test_a_reply_is_kept_while_it_is_hidden(home: Home) -> None:
    written(home)
    home("hide")

    assert home("reply", "an umbrella").out == "Kept.\n"

    home("hide", "--off")
    assert home("journal", "--search", "umbrella", "--json").json != []
