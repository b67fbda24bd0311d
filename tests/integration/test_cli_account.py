"""`account`: what one did, the change, and its moments, by the command line."""

from pathlib import Path

import pytest

from cli_home import Home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, monkeypatch, capsys)


def test_a_change_and_its_moments_are_listed(home: Home) -> None:
    home.begun()
    home("account", "add", "I", "shouted", "--impact", "loud", "--change", "I leave first")
    number = str(home("account", "list", "--json").json[0]["id"])
    for _ in range(4):
        home("account", "log", number, "--did")
    home("account", "log", number, "at dinner", "--slip")

    [row] = home("account", "list", "--json").json
    shown = home("account", "list").out

    assert (row["act"], row["impact"], row["text"]) == ("I shouted", "loud", "I leave first")
    assert (row["n"], row["share"], row["worked_on"]) == (5, 0.8, True)
    assert [moment["did"] for moment in row["moments"]] == [True] * 4 + [False]
    assert "there in 80% of 5 moments" in shown


def test_undo_takes_a_moment_back(home: Home) -> None:
    home.begun()
    home("account", "add", "I shouted", "--change", "I leave first")
    number = str(home("account", "list", "--json").json[0]["id"])
    home("account", "log", number, "--slip")

    home("undo")

    assert home("account", "list", "--json").json[0]["moments"] == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("add",), "what was it"),
        (("log", "9", "--did", "--slip"), "--did or --slip"),
        (("log", "9", "--did"), "no change has that number"),
    ],
)
def test_a_command_that_says_too_little_names_what_is_missing(home: Home, words: tuple[str, ...], says: str) -> None:
    home.begun()

    told = home("account", *words)

    assert told.code == 2
    assert says in told.err


def test_an_empty_list_says_so(home: Home) -> None:
    home.begun()

    assert home("account", "list").out == "Nothing is named yet.\n"


def test_an_empty_list_names_the_way_to_what_is_no_longer_worked_on(home: Home) -> None:
    home.begun()
    home("account", "add", "I shouted", "--impact", "loud", "--change", "I leave first")
    home.at("2026-06-05T18:00:00Z")

    assert home("account", "list").out.endswith("before: tending account list --all\n")


def test_what_is_closed_or_long_worked_on_is_listed_when_asked_for_all(home: Home) -> None:
    home.begun()
    home("account", "add", "I shouted", "--impact", "loud", "--change", "I leave first")
    home("account", "add", "I left", "--impact", "cold", "--confirmed")
    home.at("2026-06-05T18:00:00Z")

    now, every = home("account", "list"), home("account", "list", "--all")

    assert "I shouted" not in now.out
    assert "for them: cold" in now.out
    assert "for them, a guess: loud" in every.out
