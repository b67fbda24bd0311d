"""A fresh checkout, an empty home and a bare PATH, driven through a terminal as a person would."""

import os
import pty
import re
import select
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from docs.pages import ROOT
from proofs.table import Shown

FIRST_START = 300.0
SOON = 60.0
COLUMNS = 80
ANSWERS = (
    ("A private label", "S"),
    ("They are", "2"),
    ("When did you part", "6 weeks ago"),
    ("Are you in touch", "1"),
    ("Have they, in any way", "no"),
    ("Have you been afraid", "no"),
    ("Might they be afraid", "no"),
    ("Your country", "DE"),
    ("say that help is still here?", ""),
    ("When suits you", ""),
)
FIRST, CHOICE = "What would you most like to come of this?", "5. maybe 1"
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")


class Window:
    """A terminal of 80 columns, and what it has shown since the last thing that was waited for."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.shown, self._from, self.pressed = "", 0, 0
        self._master, slave = pty.openpty()
        environ = {"HOME": str(home), "PATH": "/usr/bin:/bin", "TERM": "xterm", "COLUMNS": "80", "LANG": "C.UTF-8"}
        run = ["setsid", "--ctty", "make", "run"]
        self._made = subprocess.Popen(run, cwd=folder, env=environ, stdin=slave, stdout=slave, stderr=slave)
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._made.poll() is None:
            os.killpg(self._made.pid, signal.SIGKILL)
        self._made.wait()
        os.close(self._master)

    def waits_for(self, text: str, seconds: float = SOON) -> None:
        end = time.monotonic() + seconds
        while text not in (seen := ESCAPES.sub("", self.shown)[self._from :]):
            if time.monotonic() > end or not self._more():
                raise AssertionError(f"{text!r} did not come; last: {seen[-300:]!r}")
        self._from += seen.index(text) + len(text)

    def types(self, line: str) -> None:
        os.write(self._master, f"{line}\n".encode())

    def breaks_off(self) -> None:
        """Ctrl-C, and again ten seconds later, as anybody would whose first one went by unheard: counted."""
        for _ in range(6):
            os.write(self._master, b"\x03")
            self.pressed += 1
            end = time.monotonic() + SOON / 6
            while self._made.poll() is None and time.monotonic() < end:
                self._more()
            if self._made.poll() is not None:
                return
        self._made.wait(1)

    def _more(self) -> bool:
        """Read what there is. False when the window is gone."""
        if not select.select([self._master], [], [], 0.5)[0]:
            return True
        try:
            self.shown += os.read(self._master, 65536).decode(errors="replace")
        except OSError:
            return False
        return True


def first_minutes(folder: Path) -> Shown:
    """`make run` from nothing, broken off in the middle, gone on with to its end, and begun a third time."""
    checkout, home = folder / "tending", folder / "home"
    home.mkdir()
    what = fresh(checkout)
    with Window(checkout, home) as window:
        first = _asks_first(window)
        _answers(window, ANSWERS[:3])
        window.waits_for(ANSWERS[3][0])
        screens, pressed = [_broken_off(window)], window.pressed
    with Window(checkout, home) as window:
        window.waits_for("Welcome back. We go on where you stopped.")
        _answers(window, ANSWERS[3:])
        _ends(window)
        screens.append(_broken_off(window))
        pressed += window.pressed
    began = time.monotonic()
    with Window(checkout, home) as window:
        window.waits_for("Welcome back")
        again = time.monotonic() - began
        screens.append(_broken_off(window))
        pressed += window.pressed
    wide = [line for screen in screens for line in screen.splitlines() if len(line) > COLUMNS]
    repeated = sum(FIRST in screen for screen in screens) > 1
    left = {path.name for path in home.iterdir()} - {".config", ".local", ".cache"}
    figure = (
        f"{what}: asked after {first:.0f} s; went on after Ctrl-C, pressed {pressed} times for 3; "
        f"the third start took {again:.1f} s; "
        f"{len(wide)} lines over {COLUMNS} columns"
    )
    return Shown(figure=figure, holds=not (wide or repeated or left))


def _asks_first(window: Window) -> float:
    """Returns after how many seconds the first question was there."""
    began = time.monotonic()
    window.waits_for(FIRST, FIRST_START)
    took = time.monotonic() - began
    _answers(window, [("5", CHOICE)])
    window.waits_for("Noted")
    return took


def _answers(window: Window, answers: Sequence[tuple[str, str]]) -> None:
    for question, answer in answers:
        window.waits_for(question)
        window.waits_for("> ")
        window.types(answer)


def _ends(window: Window) -> None:
    _answers(window, [("Enter skips it", ""), ("Where shall it find you?", "1")])
    window.waits_for("All set.")
    window.waits_for("Ctrl-C ends this window")
    window.waits_for("> ")


def _broken_off(window: Window) -> str:
    """Ctrl-C, and a last word. Returns all that the window has shown."""
    window.breaks_off()
    window.waits_for("Stopped.")
    return ESCAPES.sub("", window.shown)


def fresh(folder: Path) -> str:
    """What git would put into a clone once all of it is committed. Says which."""
    said = subprocess.run(["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    if not said:
        subprocess.run(["git", "clone", "-q", str(ROOT), str(folder)], check=True)
        return "a clone"
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    for name in (name for name in listed if name and (ROOT / name).is_file()):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    return "a copy of what is not committed yet"
