"""The daemon as a process of its own."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from integration import daemons
from integration.daemons import an_app
from tending.adapters import doorbell

home = daemons.home


def spawn(home: Path, *arguments: str, **environ: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tending", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={"PATH": os.environ["PATH"], "TENDING_HOME": str(home), **environ},
    )


@contextmanager
def running(home: Path, **environ: str) -> Iterator[Any]:
    one = spawn(home, "run", **environ)
    try:
        waiting = threading.Event()
        while not doorbell.knock(home / "run" / "tending.sock"):
            assert one.poll() is None, one.communicate()
            waiting.wait(0.05)
        yield one
    finally:
        if one.poll() is None:
            one.kill()
        one.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_good_time(home: Path, number: signal.Signals) -> None:
    an_app(home).close()

    with running(home) as daemon:
        daemon.send_signal(number)
        code = daemon.wait(10)

    assert code == 0


def test_another_one_running_is_said_and_is_no_error(home: Path) -> None:
    an_app(home).close()

    with running(home) as daemon:
        second = spawn(home, "run")
        out, err = second.communicate(timeout=30)
        daemon.terminate()
        daemon.wait(10)

    assert (second.returncode, err) == (0, "")
    assert out.startswith("Another tending is running already")


def test_without_a_terminal_and_set_up_it_says_what_to_do(home: Path) -> None:
    one = spawn(home, "run")

    out, err = one.communicate(timeout=30)

    assert (one.returncode, out, err) == (78, "", "Not set up yet, and no terminal to ask in: run tending init\n")


def test_its_first_line_says_when_the_clock_is_not_the_real_one(home: Path) -> None:
    an_app(home).close()

    with running(home, TENDING_CLOCK="2026-01-05T12:00:00Z@60") as daemon:
        daemon.terminate()
        out, _ = daemon.communicate(timeout=10)

    first = " ".join(out.split())
    assert first.startswith("The clock is TENDING_CLOCK's: 2026-01-05 12:00 UTC, 60 times as fast.")
    assert first.endswith("No channel sends anything (TENDING_CLOCK_SENDS=yes would).")


def switches(process: int) -> int:
    """Voluntary context switches of all threads that live."""
    lines = [(task / "status").read_text() for task in Path(f"/proc/{process}/task").iterdir()]
    return sum(int(text.partition("\nvoluntary_ctxt_switches:")[2].split()[0]) for text in lines)


def test_idle_means_idle(home: Path) -> None:
    an_app(home).close()
    rest = threading.Event()

    with running(home) as daemon:
        rest.wait(3)
        before = switches(daemon.pid)
        rest.wait(17)
        woken = switches(daemon.pid) - before
        daemon.terminate()
        daemon.wait(10)

    assert woken <= 3
