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
    }
    assert words.code == 0
    assert "May press them" in words.out
    assert "5 words." in words.out


def test_the_purpose_is_held_against_a_word_of_ending(home: Home, draft: Path) -> None:
    draft.write_text("One last talk, for closure.\n")

    assert home("draft", "check", str(draft), "--purpose", "to win her back", "--json").json["closure"] != []
    assert "Nothing stands out, in 5 words." in home("draft", "check", str(draft)).out


def test_words_for_a_bad_hour_bring_the_card_and_what_is_hard_on_oneself_a_gentle_line(home: Home, draft: Path) -> None:
    draft.write_text("I want to die without you.\n")
    card = home("draft", "check", str(draft), "--json").json["card"]
    draft.write_text("I hate myself.\n")

    assert "you deserve a person now" in card
    assert "hard on yourself" in home("draft", "check", str(draft)).out


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
    assert "One hand wrote the" in shown
    assert home("eval", "tone", "--markdown").out.startswith("| label | half |")
