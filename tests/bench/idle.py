"""What a daemon costs while nothing happens, read from /proc over all its threads."""

import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SETTLED = 20.0


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Voluntary context switches and milliseconds of CPU over `seconds`; resident and peak megabytes; threads."""

    seconds: float
    switches: int
    milliseconds: float
    megabytes: float
    threads: int

    def __str__(self) -> str:
        return (
            f"{self.switches} voluntary switches, {self.milliseconds:.1f} ms CPU in {self.seconds:.0f} s; "
            f"RSS {self.megabytes:.0f} MB, {self.threads} threads"
        )


def cost_of_idling(environ: Mapping[str, str], *, seconds: float = 60.0) -> Cost:
    """Start a daemon, let it settle, and look at it twice."""
    daemon = subprocess.Popen(
        [sys.executable, "-m", "tending", "run"],
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    waiting = threading.Event()
    try:
        waiting.wait(SETTLED)
        before = _counted(daemon.pid)
        waiting.wait(seconds)
        after = _counted(daemon.pid)
        megabytes, threads = _resident(daemon.pid), len(_threads(daemon.pid))
    finally:
        daemon.terminate()
        _, said = daemon.communicate(timeout=20)
    if daemon.returncode:
        raise RuntimeError(said.decode()[-300:])
    return Cost(
        seconds=seconds,
        switches=after[0] - before[0],
        milliseconds=(after[1] - before[1]) / 1e6,
        megabytes=megabytes,
        threads=threads,
    )


def _threads(pid: int) -> list[Path]:
    return sorted(Path(f"/proc/{pid}/task").iterdir())


def _counted(pid: int) -> tuple[int, int]:
    """Voluntary switches and nanoseconds of CPU, of every thread that there is."""
    switches = nanoseconds = 0
    for thread in _threads(pid):
        lines = dict(line.split(":\t", 1) for line in (thread / "status").read_text().splitlines() if ":\t" in line)
        switches += int(lines["voluntary_ctxt_switches"])
        nanoseconds += int((thread / "schedstat").read_text().split()[0])
    return switches, nanoseconds


def _resident(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
