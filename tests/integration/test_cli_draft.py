"""`draft check` and `eval tone`, by the command line."""

from pathlib import Path

import pytest

from cli_home import Home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, monkeypatch, capsys)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    return tmp_path / "draft.txt"


def test_a_question_that_presses_is_told_and_nothing_is_blocked(home: Home, draft: Path) -> None:
    draft.write_text("Have you moved on yet??\n")

    told = home("draft", "check", str(draft), "--json")
    words = home("draft", "check", str(draft))

    assert told.json == {
        "blame": [],
        "apology": [],
        "pressure": ["Have you moved on"],
        "closure": [],
        "words": 5,
        "self_attack": False,
        "card": None,
        "echo": None,
    }
    assert words.code == 0
    assert "May press them" in words.out
    assert "5 words." in words.out


def test_the_purpose_is_held_against_a_word_of_ending(home: Home, draft: Path) -> None:
    draft.write_text("One last talk, for closure.\n")

    assert home("draft", "check", str(draft), "--purpose", "to win her back", "--json").json["closure"] != []
    assert "Nothing stands out, in 5 words." in home("draft", "check", str(draft)).out


def test_what_is_hard_on_oneself_gets_a_gentle_line_and_no_card(home: Home, draft: Path) -> None:
    draft.write_text("I hate myself.\n")

    told = home("draft", "check", str(draft), "--json").json

    assert (told["self_attack"], told["card"]) == (True, None)
    assert "hard on yourself" in home("draft", "check", str(draft)).out


def test_words_for_a_bad_hour_bring_the_card_and_the_quiet_that_it_speaks_of(home: Home, draft: Path) -> None:
    home.begun()
    draft.write_text("You always leave. I want to die without you.\n")

    told = home("draft", "check", str(draft), "--json").json

    assert "you deserve a person now" in told["card"]
    assert told["blame"] == ["You always"]
    assert home("status", "--json").json["paused_until"] is not None
    assert "I want to die" not in home("journal").out


def test_the_card_comes_as_plain_words_too_and_for_a_bad_hour_in_the_purpose(home: Home) -> None:
    told = home("draft", "check", "--purpose", "so that I stop wanting to kill myself", typed="Shall we meet?")
    again = home("draft", "check", "--json", typed="I want to die.").json

    assert told.code == 0
    assert told.out.startswith("Thank you for saying so.")
    assert again["card"] is None
    assert "help" in again["echo"]


def test_the_card_comes_where_nothing_can_be_kept(home: Home) -> None:
    home.store.write_bytes(b"no store at all, and longer than a header is" * 100)

    told = home("draft", "check", typed="I want to die.")

    assert told.out.startswith("Thank you for saying so.")
    assert told.code == 5
    assert len(told.err.splitlines()) == 1


def test_advice_needs_no_store(home: Home) -> None:
    home.store.write_bytes(b"no store at all, and longer than a header is" * 100)

    assert home("draft", "check", "--json", typed="Have you moved on yet??").json["pressure"] != []


@pytest.mark.parametrize(
    "content",
    ["Wir sind \u00fcbern\u00e4chst".encode("latin-1"), "You always".encode("utf-16"), b"You\0always"],
)
def test_what_is_no_plain_text_is_one_line_and_no_all_clear(home: Home, draft: Path, content: bytes) -> None:
    draft.write_bytes(content)

    told = home("draft", "check", str(draft))

    assert (told.code, told.out) == (2, "")
    assert told.err.splitlines() == [f"{draft}: not plain text in UTF-8: save it as such, and try again"]


def test_a_mark_that_an_editor_leaves_at_the_start_is_no_word(home: Home, draft: Path) -> None:
    draft.write_bytes("\ufeffYou always".encode())

    assert home("draft", "check", str(draft), "--json").json["words"] == 2


def test_standard_input_that_is_no_text_is_one_line(home: Home) -> None:
    told = home("draft", "check", typed="You \N{REPLACEMENT CHARACTER} always")

    assert told.code == 2
    assert "standard input: not plain text" in told.err


def test_a_draft_that_is_not_there_or_endless_is_one_line(home: Home, draft: Path) -> None:
    missing = home("draft", "check", str(draft))
    draft.write_text("x" * 100_001)
    endless = home("draft", "check", str(draft))

    assert (missing.code, endless.code) == (2, 2)
    assert "cannot be read" in missing.err
    assert "keep it shorter" in endless.err


def test_the_figures_of_the_tone_check(home: Home) -> None:
    rows = home("eval", "tone", "--json").json
    shown = home("eval", "tone").out

    assert [row["label"] for row in rows] == ["blame", "apology", "pressure", "closure", "clean", "hard"] * 2
    assert all((row["recall"] is None) is (row["false_alarms"] is not None) for row in rows)
    assert "it is unmeasured" in " ".join(shown.split())
    assert home("eval", "tone", "--markdown").out.startswith("| label | half |")
