"""`promise`: made small, asked about on its day, looked back on, by the command line and by answers."""

from pathlib import Path

import pytest

from cli_home import Home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, monkeypatch, capsys)


@pytest.mark.parametrize(
    ("words", "reason"), [(("always be nice", "--sure", "60"), "too large"), (("call", "--sure", "60"), "60 % sure")]
)
def test_one_that_is_too_large_is_refused_with_the_reason(home: Home, words: tuple[str, ...], reason: str) -> None:
    home.begun()

    told = home("promise", "add", *words)

    assert told.code == 3
    assert reason in told.err
    assert home("promise", "list", "--json").json == []


@pytest.mark.parametrize("sure", ["95", "95%", "95 %"])
def test_how_sure_one_is_may_have_its_sign(home: Home, sure: str) -> None:
    home.begun()
    home("promise", "add", "call", "--sure", sure)

    assert [one["sure"] for one in home("promise", "list", "--json").json] == [95]


@pytest.mark.parametrize("sure", ["very", "101", "-5", "9.5"])
def test_what_is_no_percentage_is_refused(home: Home, sure: str) -> None:
    home.begun()
    told = home("promise", "add", "call", "--sure", sure)

    assert told.code == 2
    assert "is no percentage" in told.err


def test_a_fourth_is_refused_until_there_is_room(home: Home) -> None:
    home.begun()
    for text in ("call", "cook", "walk"):
        assert home("promise", "add", text, "--sure", "95").code == 0
    first = home("promise", "list", "--json").json[0]["id"]

    assert home("promise", "add", "sing", "--sure", "95").code == 3
    home("promise", "review", str(first), "released")
    assert home("promise", "add", "sing", "--sure", "95").code == 0


def test_the_list_shows_what_is_open_and_all_of_them_when_asked(home: Home) -> None:
    home.begun()
    home("promise", "add", "call on Sunday", "--sure", "95", "--by", "2026-02-01", "--when", "if it is noon")
    home("promise", "add", "pay the rent", "--theirs")
    [mine, theirs] = sorted(home("promise", "list", "--json").json, key=lambda row: row["id"])
    home("promise", "review", str(mine["id"]), "broken", "too", "tired")

    [open_row] = home("promise", "list", "--json").json
    shown = home("promise", "list", "--all").out

    assert (mine["text"], mine["sure"], mine["due"], mine["cue"]) == (
        "call on Sunday",
        95,
        "2026-02-01",
        "if it is noon",
    )
    assert (theirs["mine"], open_row["id"]) == (False, theirs["id"])
    assert "broken" in shown
    assert "call on Sunday" in shown


def test_undo_takes_back_what_a_command_said(home: Home) -> None:
    home.begun()
    home("promise", "add", "call on Sunday", "--sure", "95")

    home("undo")

    assert home("promise", "list", "--json").json == []


def test_undo_takes_back_all_that_a_command_said(home: Home) -> None:
    home.begun()
    home("promise", "add", "call on Sunday", "--sure", "95", "--when", "if it is noon")
    [made] = home("promise", "list", "--json").json
    home("promise", "review", str(made["id"]), "broken", "too", "tired")
    [reviewed] = home("promise", "list", "--all", "--json").json

    home("undo")
    [open_again] = home("promise", "list", "--json").json
    home("undo")

    assert (made["cue"], reviewed["outcome"], reviewed["learned"]) == ("if it is noon", "broken", "too tired")
    assert open_again == made
    assert home("promise", "list", "--all", "--json").json == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("add", "--sure", "95"), "what is it"),
        (("add", "call"), "--sure"),
        (("add", "call", "--sure", "95", "--by", "2020-01-01"), "is over"),
        (("review", "99", "kept"), "no open promise"),
        (("review", "x", "kept"), "ID"),
    ],
)
def test_a_command_that_says_too_little_names_what_is_missing(home: Home, words: tuple[str, ...], says: str) -> None:
    home.begun()

    told = home("promise", *words)

    assert told.code == 2
    assert says in told.err


def test_an_empty_list_says_so(home: Home) -> None:
    home.begun()

    assert home("promise", "list").out == "No promise is open.\n"


def test_a_day_at_the_end_of_the_calendar_is_refused_and_stops_nothing(home: Home) -> None:
    home.begun()

    told = home("promise", "add", "call", "--sure", "95", "--by", "9999-12-31")

    assert (told.code, "is no day" in told.err) == (2, True)
    assert home("promise", "list", "--json").json == []
    assert home("status").code == 0
