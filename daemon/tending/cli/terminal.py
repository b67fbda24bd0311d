"""The window that the daemon was started in: it shows what is open, and what is typed there is a reply."""

import os
import signal
import sys
import termios
import threading
from typing import Any

from tending.cli.console import ASK, edit_lines, indented
from tending.cli.lines import question_lines
from tending.core import hours, planning
from tending.core.records import Heard
from tending.core.standing import Sitting, Standing
from tending.core.words import counted, day_part, say, weekday
from tending.service import echoes, views
from tending.service.turn import Turn

RATINGS = {"1": "helped", "2": "neither", "3": "worse", "helped": "helped", "neither": "neither", "worse": "worse"}
CLEAR_LINE = "\r\x1b[K"
DAY_PARTS = ("evening", "night")
PAGE_ENDS = {"", "."}
KEPT_SOON = {0: "window-kept-today", 1: "window-kept-tomorrow"}


class Window:
    """What the daemon calls a Terminal. `fresh`: the meeting has just been held here, so there is nothing to welcome.

    One thread reads; any may print. What is being typed is printed again under what came in between.
    """

    def __init__(self, language: str, *, fresh: bool = False) -> None:
        self._language = language
        self._fresh = fresh
        self._kept_modes = termios.tcgetattr(sys.stdin)
        edit_lines()
        self._printing = threading.Lock()
        self._reading = False
        self._rating = False
        self._page = False
        self._lines: list[str] = []

    def began(self, turn: Turn, standing: Standing) -> None:
        if self._fresh:
            return
        waiting = len(standing.open)
        if waiting:
            self.say(f"\n{counted('window-back', waiting, self._language)}")
            return
        self.say(f"\n{self._text('window-back')} {what_next(turn, standing)}\n")

    def show(self, turn: Turn, sitting: Sitting) -> None:
        self._rating = False
        self.say(f"\n{question_lines(*views.question_text(turn, sitting), turn.language)}")

    def heard(self, heard: Heard, standing: Standing) -> None:
        opened, self._page = standing.drawer_open and not self._page, standing.drawer_open
        rated = heard.understood in RATINGS.values()
        until_then = f" {self._text('window-nothing-to-do')}" if rated and heard.next_at else ""
        self.say(f"\n{heard.card or heard.echo}{until_then}")
        if opened:
            self.say(self._text("window-page-ends"))
        self._rating = heard.understood == "answer" and heard.follows is None and not standing.open
        if self._rating:
            self.say(self._text("window-rate"))

    def _text(self, key: str, **values: str) -> str:
        return say(key, self._language, **values)

    def say(self, text: str) -> None:
        with self._printing:
            again = f"{ASK}{_begun()}" if self._reading else ""
            sys.stdout.write(f"{CLEAR_LINE if again else ''}{indented(text)}\n{again}")
            sys.stdout.flush()

    def read(self) -> str | None:
        """The next reply: a line, a page while the night drawer is open, a rating after an answer."""
        while (line := self._line()) is not None:
            if self._page:
                return self._whole_page(line)
            rating, self._rating = self._rating, False
            if rating and line.strip().lower() in RATINGS:
                return RATINGS[line.strip().lower()]
            if line.strip():
                return line
        return None

    def _whole_page(self, first: str) -> str:
        line = first
        while line.strip() not in PAGE_ENDS:
            self._lines.append(line)
            line = self._line() or ""
        self._page = False
        return self.unfinished()

    def unfinished(self) -> str:
        """The page that was being written, and is nobody's yet."""
        lines, self._lines = self._lines, []
        return "\n".join(lines)

    def _line(self) -> str | None:
        self._reading = True
        try:
            return input(ASK)
        except EOFError:
            os.kill(os.getpid(), signal.SIGINT)  # Ctrl-D leaves as Ctrl-C does
            return None
        except (OSError, ValueError):
            return None
        finally:
            self._reading = False

    def close(self) -> None:
        """Give the window back as it was: a line may still have been in the making."""
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, self._kept_modes)


def _begun() -> str:
    """What stands in the line that is being typed."""
    readline: Any = sys.modules.get("readline")
    return str(readline.get_line_buffer()) if readline is not None else ""


def what_next(turn: Turn, standing: Standing) -> str:
    if standing.paused_at is not None or standing.card:
        return say("window-paused", turn.language)
    at = next_when(turn, standing)
    return say("window-next", turn.language, when=at) if at else say("next-nothing", turn.language)


def next_when(turn: Turn, standing: Standing) -> str:
    following = planning.next_ask(turn.given, standing, turn.now)
    return echoes.when(turn, following.at) if following is not None else ""


def stopped_line(turn: Turn, standing: Standing) -> str:
    """`Stopped. Tuesday's question is kept. Good night.`"""
    part = day_part(hours.local(turn.now, turn.given.rules.zone).time())
    bye = say("window-good-night" if part in DAY_PARTS else "window-take-care", turn.language)
    return f"{say('window-stopped', turn.language)} {_kept(turn, standing)} {bye}"


def _kept(turn: Turn, standing: Standing) -> str:
    if standing.open:
        return say("window-kept-open", turn.language)
    following = planning.next_ask(turn.given, standing, turn.now)
    if following is None:
        return say("window-kept-all", turn.language)
    there, here = (hours.local_date(moment, turn.given.rules.zone) for moment in (following.at, turn.now))
    days = (there - here).days
    key = KEPT_SOON.get(days, "window-kept-day" if days < 7 else "window-kept-next")  # noqa: PLR2004 - a week
    return say(key, turn.language, day=weekday(there, turn.language))
