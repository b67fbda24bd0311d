"""A home for the command line."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cli_home import Home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, monkeypatch, capsys)


def damage(store: Path) -> None:
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("UPDATE entry SET body = X'7B7D' WHERE kind = 'bond'")
