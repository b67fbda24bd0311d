"""Ending well on the command line: `summary`, `done`, and what `hide` and a lock leave of them and of `help`."""

import json
from datetime import date
from pathlib import Path

import pytest

from cli_home import Home
from tending.cli import questions
from tending.cli.questions import AgainError, Setting


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, monkeypatch, capsys)


@pytest.fixture
def told(home: Home) -> Home:
    home.asked()
    home("reply", "5. maybe 1")
    return home


def test_the_summary_is_a_page_and_can_be_taken_along_for_the_keeper_alone(told: Home, tmp_path: Path) -> None:
    file = tmp_path / "page.md"

    shown = told("summary")
    written = told("summary", "S", "--to", str(file))
    again = told("summary", "S", "--to", str(file))

    assert "5. maybe 1" in shown.out
    assert (written.code, file.stat().st_mode & 0o777) == (0, 0o600)
    assert file.read_text().startswith("# The way with S")
    assert (again.code, again.err.count("\n")) == (2, 1)


def test_a_page_that_cannot_be_written_says_so_in_one_line(told: Home, tmp_path: Path) -> None:
    ran = told("summary", "--to", str(tmp_path / "nowhere" / "page.md"))

    assert (ran.code, ran.err.count("\n")) == (2, 1)


def test_done_asks_first_and_then_says_what_now_is_theirs(told: Home) -> None:
    unsaid = told("done")
    ran = told("done", "S", "--yes", "--how", "reunion", "--json")

    assert (unsaid.code, unsaid.err) == (2, "done: say --yes where nobody can be asked\n")
    assert ran.json["how"] == "reunion"
    assert ran.json["page"]["parts"]
    assert "Ended: S." in told("status").out
    assert told("summary", "S").code == 0


def test_done_in_words_offers_to_keep_to_take_along_and_to_wipe(told: Home) -> None:
    ran = told("done", "--yes")

    assert "tending summary S --to FILE" in ran.out
    assert "tending wipe" in ran.out


def test_a_bond_that_is_not_there_is_named_and_so_are_those_that_are(told: Home) -> None:
    assert told("summary", "T").err == "there is no bond called T; there are: S\n"
    assert told("done", "T", "--yes").code == 2


@pytest.mark.parametrize("command", [("summary",), ("done", "--yes")])
def test_what_is_hidden_shows_no_page_and_ends_nothing(told: Home, command: tuple[str, ...]) -> None:
    told("hide")

    ran = told(*command)

    assert "maybe" not in ran.out
    told("hide", "--off")
    assert len(told("status", "--json").json["bonds"]) == 1


def test_the_help_card_waits_for_no_key(told: Home, tmp_path: Path) -> None:
    key = tmp_path / "store.key"
    assert told("lock", "--key-file", str(key)).code == 0
    told.settings.unlink()

    card, told_json, status = told("help"), told("help", "--json"), told("status")

    assert "wanting to die" in card.out
    assert json.loads(told_json.out)["card"]
    assert status.code == 5


def test_the_help_card_waits_for_no_store_either(told: Home) -> None:
    told.store.write_bytes(b"SQLite format 3\x00 and then nothing that makes sense" * 90)

    ran = told("help")

    assert (ran.code, "wanting to die" in ran.out, ran.err.count("\n")) == (5, True, 1)


def test_misread_is_a_command_too(told: Home) -> None:
    told("help")

    ran = told("misread")

    assert (ran.code, "Sorry for the misreading" in ran.out) == (0, True)


def test_words_are_read_where_they_matter_most() -> None:
    setting = Setting(today=date(2026, 1, 5))

    said = [
        questions.read_said(text, setting)
        for text in (
            "she said she needs some time maybe, i'm not sure",
            "he blocked me",
            "there is a restraining order",
            "no",
        )
    ]

    assert said == ["wait", "stop", "order", "no"]
    with pytest.raises(AgainError):
        questions.read_said("blue", setting)


def test_a_no_is_no_country_and_the_netherlands_are_one() -> None:
    setting = Setting(today=date(2026, 1, 5))

    assert questions.read_country("the Netherlands", setting) == "NL"
    assert questions.read_country("Norway", setting) == "NO"
    assert questions.read_country("NO", setting) == "NO"
    with pytest.raises(AgainError, match="Norway"):
        questions.read_country("no", setting)
