"""A daemon that is given too little memory: it ends or goes on, and the store is whole."""

import os
import subprocess
import sys
from pathlib import Path

from integration.daemons import EVENING, an_app, home, standing_of
from tending.adapters.journal.checking import check

__all__ = ["home"]

RUNS = 'ulimit -v $(($0 * 1024)); exec "$@"'
SECONDS = 3


def run_with(megabytes: int, home: Path) -> int | None:
    """The code it ended with by itself; None when it had to be told to."""
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TENDING_HOME": str(home),
        "TENDING_CLOCK": f"{EVENING}@3600",
        "MALLOC_ARENA_MAX": "1",
    }
    command = ("bash", "-c", RUNS, str(megabytes), sys.executable, "-m", "tending", "run")
    daemon = subprocess.Popen(
        command, env=environ, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        return daemon.wait(SECONDS)
    except subprocess.TimeoutExpired:
        daemon.terminate()
        daemon.wait(15)
        return None


def test_whatever_memory_it_is_given_it_ends_or_goes_on_and_the_store_is_whole(home: Path) -> None:
    app = an_app(home)
    before, store = standing_of(app).seq, app.paths.store
    app.close()
    codes = []

    for megabytes in (40, 64, 72, 80, 400):
        codes.append(run_with(megabytes, home))
        assert check(store) == [], megabytes

    again = an_app(home)
    assert standing_of(again).seq > before
    assert codes[0] == 1
    assert codes[-1] is None
