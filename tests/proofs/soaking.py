"""A long run: a daemon on a fast clock, a keeper who answers now and then, and what it comes to hold meanwhile."""

import os
import random
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bench.programs import environ
from bench.stores import START, settle_in
from proofs.table import Shown
from tending.app import App
from tending.core.records import Query

SPEED = 3600
WARM = 60.0
EVERY = 5.0
MEGABYTES_MORE = 5.0
FILES_MORE = 0
SAYS = ("skip", "1", "3", "yes", "a line about it", "later 2d", "helped", "why")


@dataclass(kw_only=True)
class Held:
    """What the daemon held at each look: resident megabytes and open files."""

    megabytes: list[float] = field(default_factory=list)
    files: list[int] = field(default_factory=list)

    def look(self, pid: int) -> None:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        self.megabytes.append(pages * os.sysconf("SC_PAGE_SIZE") / 2**20)
        self.files.append(len(list(Path(f"/proc/{pid}/fd").iterdir())))

    @property
    def grown(self) -> tuple[float, int]:
        """Megabytes from the first look to the last, and the most files of the later half beside the earlier's."""
        half = len(self.files) // 2
        return self.megabytes[-1] - self.megabytes[0], max(self.files[half:]) - max(self.files[:half])

    @property
    def halfway(self) -> float:
        return self.megabytes[len(self.megabytes) // 2]


def soak(folder: Path, *, minutes: float) -> Shown:
    """It holds when the daemon lives, holds no more at the end than when it was warm, and the store can be rebuilt."""
    home, held, said = folder / "home", Held(), 0
    settle_in(home)
    daemon = subprocess.Popen(
        (sys.executable, "-m", "tending", "run"),
        env=environ(home, TENDING_CLOCK=f"{START:%Y-%m-%dT%H:%M:%SZ}@{SPEED}"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    chance, waiting = random.Random(1), threading.Event()  # noqa: S311 - a soak replays what it says
    warm = time.monotonic() + min(WARM, minutes * 15)
    end = time.monotonic() + minutes * 60
    while time.monotonic() < end and daemon.poll() is None:
        waiting.wait(EVERY)
        if time.monotonic() > warm and daemon.poll() is None:
            held.look(daemon.pid)
        if chance.random() < 0.5:
            said += _says(home, chance.choice(SAYS))
    ended = daemon.poll()
    daemon.terminate()
    words = daemon.communicate(timeout=20)[1].decode()[-200:]
    return _told(home, held, said, f"ended by itself ({ended}): {words}" if ended is not None else "")


def _says(home: Path, text: str) -> bool:
    command = (sys.executable, "-m", "tending", "reply", text)
    at = f"{_latest(home) + timedelta(minutes=1):%Y-%m-%dT%H:%M:%SZ}"
    return not subprocess.run(command, env=environ(home, TENDING_CLOCK=at), capture_output=True, check=False).returncode


def _latest(home: Path) -> datetime:
    app = App(environ(home))
    with app.journal.reading() as work:
        at = work.entries(Query(limit=1))[0].at
    app.close()
    return at


def _told(home: Path, held: Held, said: int, trouble: str) -> Shown:
    days = (_latest(home) - START).days
    command = (sys.executable, "-m", "tending", "check", "--rebuild")
    rebuilt = subprocess.run(command, env=environ(home), capture_output=True, check=False).returncode
    megabytes, files = held.grown
    figure = (
        f"{days} days of it, {said} replies; {held.megabytes[0]:.1f} MB when warm, {held.halfway:.1f} halfway, "
        f"{megabytes:+.1f} MB and {files:+d} files at the end; check --rebuild ends with {rebuilt}"
    )
    holds = not trouble and rebuilt == 0 and megabytes <= MEGABYTES_MORE and files <= FILES_MORE and said > 0
    return Shown(figure="; ".join(filter(None, [figure, trouble])), holds=holds)
