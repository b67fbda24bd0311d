"""A writer in a process of its own, for tests of locking."""

from dataclasses import dataclass
from multiprocessing.queues import Queue
from pathlib import Path
from time import monotonic

from journal_builders import a_note
from tending.adapters.journal.sql import SqlJournal


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """What one writer did: the entries it was told are safe, and its longest wait for a turn, in seconds."""

    name: str
    entries: int
    longest_wait: float


def write_for(store: Path, name: str, seconds: float, daemon: bool, results: "Queue[Written]") -> None:  # noqa: FBT001
    """Append as fast as the store lets it. The daemon reads and plans in each transaction, as the real one does."""
    journal = SqlJournal(store, patience=seconds + 30)
    end, written, longest = monotonic() + seconds, 0, 0.0
    while (began := monotonic()) < end:
        with journal.writing() as work:
            longest = max(longest, monotonic() - began)
            if daemon:
                work.plan_wake(work.standing().heard_at)
            work.append(a_note(f"{name} wrote {written}"))
        written += 1
    journal.close()
    results.put(Written(name=name, entries=written, longest_wait=longest))
