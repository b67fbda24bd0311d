"""A keeper's home for tests of the command line: a folder, a clock that stands still, and the commands run in it."""

import io
import json
import sys
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from tending import cli
from tending.adapters.journal.sql import SqlJournal

MONDAY = "2026-01-05T18:00:00Z"


@dataclass(frozen=True, kw_only=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.code == 0, self.err
        return json.loads(self.out)


@lru_cache
def a_fresh_store() -> bytes:
    """A store with nothing in it: making one takes Alembic half a second."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        SqlJournal(path).close()
        return path.read_bytes()


class Home:
    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, at: str = MONDAY
    ) -> None:
        self.folder = folder / "home"
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        for name in ("TENDING_CONFIG", "TENDING_CLOCK_SENDS", "CREDENTIALS_DIRECTORY"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("TENDING_HOME", str(self.folder))
        monkeypatch.setenv("TENDING_KEEPER__ZONE", "UTC")
        self.at(at)
        self.store.parent.mkdir(mode=0o700, parents=True)
        self.store.write_bytes(a_fresh_store())
        self.store.chmod(0o600)

    @property
    def store(self) -> Path:
        return self.folder / "data" / "journal.db"

    @property
    def settings(self) -> Path:
        return self.folder / "config" / "tending.toml"

    def at(self, stamp: str) -> "Home":
        self._monkeypatch.setenv("TENDING_CLOCK", stamp)
        return self

    def has(self, name: str, value: str) -> "Home":
        self._monkeypatch.setenv(name, value)
        return self

    def __call__(self, *arguments: str, typed: str = "") -> Ran:
        """Run one command, with `typed` on its standard input."""
        self._monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        self._capsys.readouterr()
        code = cli.run(list(arguments))
        out, err = self._capsys.readouterr()
        return Ran(code=code, out=out, err=err)

    def begun(self) -> "Home":
        """With a friend called S."""
        assert self("bond", "add", "S").code == 0
        return self

    def asked(self) -> str:
        """With a friend called S and one question open. Returns its id."""
        self.begun()
        opened: str = self("next", "--json").json["check_in"]
        return opened
