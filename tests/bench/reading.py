"""A journal of a long life: its last entries, and the newest that hold some words."""

import statistics
import time
from pathlib import Path

from bench.programs import environ
from bench.stores import settle_in, write_many
from tending.app import App
from tending.core.records import Query

LOOKS = 200


def looks(home: Path, *, count: int) -> dict[str, float]:
    """Median seconds of a look at a journal of so many entries, each in a transaction of its own."""
    settle_in(home)
    write_many(home, count)
    app = App(environ(home))
    found = {
        "the last 50": _look(app, Query(limit=50)),
        "a search, newest first": _look(app, Query(words="summer river", limit=50)),
        "a rare word": _look(app, Query(words=f"{count // 2}", limit=50)),
    }
    app.close()
    return found


def _look(app: App, query: Query) -> float:
    spent = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        with app.journal.reading() as work:
            entries = work.entries(query)
        spent.append(time.perf_counter() - began)
        if not entries:
            raise RuntimeError("nothing was found")
    return statistics.median(spent)
