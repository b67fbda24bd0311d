"""`contact list`, `draft keep` and `draft list`: what went between you, and what was kept, by the command line."""

from pathlib import Path

import pytest

from cli_home import Home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, monkeypatch, capsys)


def test_contacts_are_listed_with_direction_words_and_rung(home: Home) -> None:
    home.begun()
    home("contact", "log", "--me", "hello")
    home("contact", "log", "--they", "--rung", "2", "hi, good to hear")
    home("contact", "log", "--silence")

    rows = home("contact", "list", "--json").json
    shown = home("contact", "list").out

    assert [(row["direction"], row["text"], row["rung"]) for row in rows] == [
        ("me", "hello", None),
        ("they", "hi, good to hear", 2),
        ("silence", "", None),
    ]
    assert "they wrote, warm" in shown
    assert "nothing came" in shown


def test_what_they_said_is_listed_in_words(home: Home) -> None:
    home.begun()
    home("contact", "said", "yes")
    home("contact", "said", "space")

    shown = home("contact", "list").out

    assert "they said yes" in shown
    assert "they asked for space" in shown


def test_where_nothing_is_logged_it_says_so(home: Home) -> None:
    home.begun()

    assert "Nothing is logged yet" in home("contact", "list").out
    assert home("contact", "list", "--parked").out.strip() == "No question is kept unasked."


def test_a_draft_is_kept_listed_and_thrown_away(home: Home) -> None:
    home.begun()
    told = home("draft", "keep", "how have you been?")
    home("draft", "keep", typed="a longer one\nin two lines\n")
    [longer, row] = home("draft", "list", "--json").json

    shown = home("draft", "list").out
    home("hold", "--delete", row["id"])

    assert "Nothing is sent" in told.out
    assert longer["text"] == "a longer one\nin two lines"
    assert (row["text"], row["show_at"], row["became"]) == ("how have you been?", "2026-01-06T18:00:00Z", None)
    assert "Still true? Kinder? Shorter?" in shown
    assert max(map(len, shown.split("\n"))) < 80
    assert home("hold", "--list", "--json").json == []
    assert [one["id"] for one in home("draft", "list", "--json").json] == [longer["id"]]


def test_no_draft_is_made_of_nothing(home: Home) -> None:
    home.begun()

    assert home("draft", "keep", " ").code == 2
    assert home("draft", "list").out.strip() == "No draft is kept."
