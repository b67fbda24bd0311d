"""`deck check` on thirty broken decks: each error names file, question and key, all of them at once."""

from pathlib import Path

import pytest

from acceptance.broken_decks import THIRTY, untold, write
from cli_home import Home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, monkeypatch, capsys)


def test_thirty_broken_decks_are_told_at_once_each_by_file_question_and_key(home: Home, tmp_path: Path) -> None:
    expected = write(tmp_path / "mine")

    told = home("deck", "check", str(tmp_path / "mine"))

    lines = told.err.splitlines()
    assert told.code == 78
    assert len(expected) == len(THIRTY) == 30
    assert untold(expected, lines) == []
    assert {line.split(":")[0] for line in lines} == {file for file, _, _ in expected}
