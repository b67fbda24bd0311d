"""`occasion` and `contact both`, by the command line."""

from pathlib import Path

import pytest

from cli_home import Home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, monkeypatch, capsys)


def test_dates_are_added_listed_and_removed(home: Home) -> None:
    home.begun()
    home("occasion", "add", "2026-05-03", "the day we met", "--yearly")
    home("occasion", "add", "2026-03-01", "the", "choir")

    first, second = home("occasion", "list", "--json").json
    shown = home("occasion", "list").out
    home("occasion", "remove", str(first["id"]))

    assert (first["text"], first["on"], first["yearly"]) == ("the choir", "2026-03-01", False)
    assert (second["text"], second["on"], second["yearly"]) == ("the day we met", "2026-05-03", True)
    assert "every year" in shown
    assert [row["id"] for row in home("occasion", "list", "--json").json] == [second["id"]]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("add", "2026-05-03"), "what is it"),
        (("add", "soonish", "x"), "is no day"),
        (("add", "2025-05-03", "x"), "is over"),
        (("remove", "9"), "no occasion"),
    ],
)
def test_a_command_that_says_too_little_names_what_is_missing(home: Home, words: tuple[str, ...], says: str) -> None:
    home.begun()

    told = home("occasion", *words)

    assert told.code == 2
    assert says in told.err


def test_without_dates_it_says_so(home: Home) -> None:
    home.begun()

    assert home("occasion", "list").out.strip() == "No date is noted."


def test_both_want_it_is_logged_and_ended_and_refused_behind_a_door(home: Home) -> None:
    home.begun()

    begun, ended = home("contact", "both"), home("contact", "both", "--ended")
    home("contact", "said", "space")
    refused = home("contact", "both")

    assert "try again" in begun.out
    assert "it is over" in ended.out
    assert refused.code == 3
