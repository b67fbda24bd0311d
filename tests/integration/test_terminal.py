"""The window: what a person sees and types."""

import errno
import os
import pty
import select
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

import pytest

from integration.first_run import ANSWERS, CLOCK, THE_EIGHT, a_session, texts_of
from tending.cli import run


class Terminal:
    """The program in a terminal of 80 by 24."""

    def __init__(self, home: Path, arguments: Sequence[str], command: Sequence[str] = (), **environ: str) -> None:
        self._rest = ""
        known = {"PATH": os.environ["PATH"], "TERM": "xterm", "COLUMNS": "80", "TENDING_HOME": str(home)}
        self.process, self._end = pty.fork()
        if self.process == 0:
            line = [*command] or [sys.executable, "-m", "tending", *arguments]
            os.execvpe(line[0], line, {**known, **environ})  # noqa: S606 - our own program

    def until(self, text: str, seconds: float = 30) -> str:
        """Everything up to and with `text`, which must come."""
        deadline = monotonic() + seconds
        while text not in self._rest:
            ready, _, _ = select.select([self._end], [], [], max(0.0, deadline - monotonic()))
            assert ready, f"never said {text!r} but {self._rest!r}"
            self._rest += self._more()
        before, found, self._rest = self._rest.partition(text)
        return before + found

    def _more(self) -> str:
        try:
            return os.read(self._end, 65536).decode(errors="replace")
        except OSError as error:
            if error.errno == errno.EIO:
                raise AssertionError("the program has ended") from None
            raise

    def type(self, line: str) -> None:
        os.write(self._end, f"{line}\r".encode())

    def press(self, keys: bytes) -> None:
        os.write(self._end, keys)

    def interrupt(self) -> None:
        """Ctrl-C; again when nothing stirs, as a person would: line editing can miss one as it begins to wait."""
        for _ in range(6):
            self.press(b"\x03")
            deadline = monotonic() + 5
            while "Stopped" not in self._rest and monotonic() < deadline:
                if select.select([self._end], [], [], 0.5)[0]:
                    try:
                        self._rest += os.read(self._end, 65536).decode(errors="replace")
                    except OSError:
                        return
            if "Stopped" in self._rest:
                return

    def ended(self) -> int:
        code = os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])
        os.close(self._end)
        return code


def is_set_up(home: Path) -> None:
    (home / "answers.toml").write_text(ANSWERS)
    session = a_session(home, TENDING_CLOCK="2026-11-21T08:00:00Z")
    with pytest.MonkeyPatch.context() as environ:
        for key, value in session.environ.items():
            environ.setenv(key, value)
        assert run(["init", "--answers", str(home / "answers.toml")]) == 0


def test_a_newcomer_is_met_in_the_terminal_and_can_leave_at_any_moment(tmp_path: Path) -> None:
    window = Terminal(tmp_path, ["run"])
    window.until("3  put something right")
    window.type("5. maybe 1")
    window.until("A private label")
    window.interrupt()

    text = window.until("goes on from here.")

    assert "Stopped." in text
    assert window.ended() == 0


def test_after_the_meeting_the_window_stays_and_hears(tmp_path: Path) -> None:
    window = Terminal(tmp_path, ["run"])
    for before, line in zip(
        [
            "3  put something",
            "label",
            "They are",
            "part?",
            "touch?",
            "or not",
            "afraid of",
            "Might",
            "lines",
            "still here?",
            "suits",
        ],
        ["5", *THE_EIGHT],
        strict=True,
    ):
        window.until(before)
        window.type(line)
    window.until("yes, partly or no")
    window.type("partly")
    window.until("Where shall it find you?")
    window.type("1")
    window.until("Ctrl-C ends this window. Nothing is lost.")
    window.type("why")
    window.until("of 4 used in these seven days")
    window.interrupt()

    text = window.until("question is kept.")

    assert "Stopped." in text
    assert window.ended() == 0


def test_who_comes_back_gets_the_open_question_and_is_asked_whether_it_helped(tmp_path: Path) -> None:
    is_set_up(tmp_path)
    window = Terminal(tmp_path, ["run"], TENDING_CLOCK="2026-11-21T18:55:00Z")
    window.until("Welcome back. One open question.")
    window.until("3  put something right")
    window.type("2")
    window.until("(yes, partly or no)")
    window.type("partly")
    window.until("Did this question   1 help   2 neither   3 make it worse")
    window.type("1")
    window.until("Good to know. Next: Tuesday evening. Nothing to do until then.")
    window.interrupt()

    text = window.until("Good night.")

    assert "Stopped. Tuesday's question is kept. Good night." in text
    assert window.ended() == 0


def test_a_rating_is_asked_once_and_enter_skips_it(tmp_path: Path) -> None:
    is_set_up(tmp_path)
    window = Terminal(tmp_path, ["run"], TENDING_CLOCK="2026-11-21T18:55:00Z")
    window.until("3  put something right")
    window.type("2")
    assert "Did this question" not in window.until("(yes, partly or no)")
    window.type("no")
    window.until("Did this question")
    window.type("")
    window.type("1")
    window.until("Kept, in your own words")
    window.interrupt()

    window.until("Stopped.")

    assert window.ended() == 0


def test_a_page_is_typed_until_an_empty_line(tmp_path: Path) -> None:
    is_set_up(tmp_path)
    window = Terminal(tmp_path, ["run"], TENDING_CLOCK="2026-11-21T08:00:00Z")
    window.until("Welcome back.")
    window.type("hold")
    window.until("Write it here, all of it. Nothing is sent.")
    for line in ("I miss you", "come back", ""):
        window.type(line)
    window.until("Held. Nothing was sent.")
    window.interrupt()
    window.until("Stopped.")

    window.ended()

    assert texts_of(tmp_path, "held")[0] == "I miss you\ncome back"


def test_the_terminal_is_given_back_as_it_was(tmp_path: Path) -> None:
    is_set_up(tmp_path)
    shell = ["sh", "-c", 'trap : INT; echo "<$(stty -g)>"; "$0" -m tending run; echo "<$(stty -g)>"', sys.executable]
    window = Terminal(tmp_path, [], command=shell, TENDING_CLOCK="2026-11-21T08:00:00Z")
    before = window.until(">")
    window.until("\n> ")
    window.interrupt()
    window.until("<")

    after = window.until(">")

    assert before.strip("<>") == after.strip(">")
    assert window.ended() == 0


def test_what_is_wrong_is_said_without_cutting_a_word_in_two(tmp_path: Path) -> None:
    window = Terminal(tmp_path, ["status"], TENDING_STORE__REPLIES_DAYS="5")

    text = window.until("3650\r\n")

    assert len(text.splitlines()) == 2
    assert all(len(line) < 80 for line in text.splitlines())
    assert window.ended() == 78


def test_ctrl_d_leaves_as_ctrl_c_does(tmp_path: Path) -> None:
    is_set_up(tmp_path)
    window = Terminal(tmp_path, ["run"], TENDING_CLOCK="2026-11-21T08:00:00Z")
    window.until("Nothing to do until then.")
    window.until("> ")

    window.press(b"\x04")

    window.until("Stopped. Today's question is kept.")
    assert window.ended() == 0


def test_bytes_that_are_no_text_are_kept_and_end_nothing(tmp_path: Path) -> None:
    is_set_up(tmp_path)
    window = Terminal(tmp_path, ["run"], TENDING_CLOCK="2026-11-21T08:00:00Z")
    window.until("> ")

    window.press(b"caf\xe9 alone\r")

    window.until("Kept, in your own words")
    window.interrupt()
    window.until("Stopped.")
    assert window.ended() == 0
    assert "alone" in texts_of(tmp_path, "note")[0]


def test_a_window_that_is_closed_ends_it_cleanly(tmp_path: Path) -> None:
    is_set_up(tmp_path)
    window = Terminal(tmp_path, ["run"], TENDING_CLOCK="2026-11-21T08:00:00Z")
    window.until("Welcome back.")

    os.kill(window.process, signal.SIGHUP)

    assert window.ended() == 0


def test_the_demo_shows_a_month_and_keeps_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tending", "demo", "--speed", "1000000000", "--days", "8"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": os.environ["PATH"], "TENDING_HOME": str(tmp_path), "TENDING_CLOCK": CLOCK},
        timeout=120,
    )

    assert "Sat 21 Nov 17:00\n  What would you most like to come of this?" in done.stdout
    assert "Noted: three good, two hard." in done.stdout
    assert "the store is gone and nothing was kept" in done.stdout
    assert list(tmp_path.iterdir()) == []
