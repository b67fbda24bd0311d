"""Nine processes write one store: nobody is left out, nothing is lost or doubled."""

import multiprocessing
from collections import Counter
from pathlib import Path

import pytest

from journal_writers import Written, write_for
from tending.adapters.journal.checking import check
from tending.adapters.journal.sql import SqlJournal
from tending.core.entries import Noted
from tending.core.records import Query

WRITERS = 9


def write_together(store: Path, seconds: float) -> list[Written]:
    """The first writer is the daemon."""
    spawn = multiprocessing.get_context("spawn")
    results = spawn.Queue()
    writers = [
        spawn.Process(target=write_for, args=(store, f"writer{number}", seconds, number == 0, results))
        for number in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    written = [results.get(timeout=seconds + 120) for _ in writers]
    for writer in writers:
        writer.join(timeout=30)
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    return written


@pytest.mark.parametrize("seconds", [10, pytest.param(60, marks=pytest.mark.prove)])
def test_nine_writers_all_make_progress_and_every_entry_is_there_once(tmp_path: Path, seconds: float) -> None:
    store = tmp_path / "journal.db"
    SqlJournal(store).close()

    written = write_together(store, seconds)

    expected = Counter(f"{writer.name} wrote {number}" for writer in written for number in range(writer.entries))
    journal = SqlJournal(store)
    with journal.writing() as work:
        entries = work.entries(Query(oldest_first=True))
        before = work.standing()
        assert work.refold() == before
    journal.close()
    assert Counter(entry.payload.text for entry in entries if isinstance(entry.payload, Noted)) == expected
    assert [entry.seq for entry in entries] == list(range(1, expected.total() + 1))
    fewest, fair = min(writer.entries for writer in written), expected.total() / WRITERS
    assert fewest > fair / 5, written
    assert max(writer.longest_wait for writer in written) < max(2.0, seconds / 10), written
    assert check(store) == []
