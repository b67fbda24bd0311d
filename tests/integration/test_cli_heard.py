"""`heard`: what they said, checked with them, and what they asked for, by the command line."""

from pathlib import Path

import pytest

from cli_home import Home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, monkeypatch, capsys)


def test_what_was_heard_is_listed_with_what_came_of_it(home: Home) -> None:
    home.begun()
    home("heard", "add", "I need a quiet week", "--feeling", "tired", "--guess")
    home("heard", "add", "the blue book back", "--request")
    home("heard", "add", "a long walk", "--care")
    guess, request, _ = (str(row["id"]) for row in home("heard", "list", "--json").json)

    assert home("heard", "check", guess, "right").code == 0
    assert home("heard", "check", request, "respected").code == 0
    shown = home("heard", "list").out

    assert "underneath: tired (guess, right)" in shown
    assert "guesses checked: 1 of 1, right: 1 of 1" in shown
    assert "requests respected: 1 of 1" in shown


def test_what_you_are_sure_of_is_not_checked(home: Home) -> None:
    home.begun()
    home("heard", "add", "fine", "--feeling", "calm", "--sure")
    [row] = home("heard", "list", "--json").json

    told = home("heard", "check", str(row["id"]), "off")

    assert told.code == 3
    assert "nothing to check" in told.err


def test_undo_takes_back_what_the_command_said(home: Home) -> None:
    home.begun()
    home("heard", "add", "I need a quiet week")

    home("undo")

    assert home("heard", "list").out.strip() == "Nothing was heard yet: tending heard add TEXT"


def test_words_for_a_bad_hour_bring_the_card_here_too(home: Home) -> None:
    home.begun()

    told = home("heard", "add", "they said they want to die", "--json").json

    assert told["card"] is None or "person now" in told["card"]
    assert "person now" in home("heard", "add", "I want to die").out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("add",), "what did they say"),
        (("add", "x", "--sure", "--guess", "--feeling", "y"), "one of them"),
        (("add", "x", "--sure"), "--feeling"),
        (("add", "x", "--request", "--care"), "at a time"),
        (("check", "99", "right"), "has that number"),
        (("check", "1", "wrong"), "wrong"),
    ],
)
def test_a_command_that_says_too_little_names_what_is_missing(home: Home, words: tuple[str, ...], says: str) -> None:
    home.begun()

    told = home("heard", *words)

    assert told.code == 2
    assert says in told.err


@pytest.mark.parametrize(("flag", "verdict"), [("--request", "right"), ("--care", "respected"), ("", "off")])
def test_a_verdict_has_to_fit(home: Home, flag: str, verdict: str) -> None:
    home.begun()
    home("heard", "add", "a walk", *([flag] if flag else []))
    [row] = home("heard", "list", "--json").json

    told = home("heard", "check", str(row["id"]), verdict)

    assert told.code == 2
    assert "does not fit" in told.err
