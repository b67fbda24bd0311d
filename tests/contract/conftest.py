"""One suite for every journal."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journal_builders import A_KEY, a_copy
from tending.adapters.journal.memory import MemoryJournal
from tending.adapters.journal.sql import SqlJournal
from tending.ports import Journal


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once: a new store is migrated into being, which takes half a second."""
    path = tmp_path_factory.mktemp("empty") / "journal.db"
    SqlJournal(path).close()
    return path


@pytest.fixture(scope="session")
def locked_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("locked") / "journal.db"
    SqlJournal(path, key=A_KEY).close()
    return path


@pytest.fixture(params=["memory", "sqlite", "locked"])
def journal(request: pytest.FixtureRequest, empty_store: Path, locked_store: Path, tmp_path: Path) -> Iterator[Journal]:
    opened: Journal
    if request.param == "memory":
        opened = MemoryJournal()
    elif request.param == "locked":
        opened = SqlJournal(a_copy(locked_store, tmp_path / "journal.db"), patience=0.05, key=A_KEY)
    else:
        opened = SqlJournal(a_copy(empty_store, tmp_path / "journal.db"), patience=0.05)
    yield opened
    opened.close()
