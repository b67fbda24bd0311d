"""Somebody at the keyboard for the first time."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tending.cli.console import indented
from tending.cli.meeting import attend
from tending.cli.session import Session
from tending.core import gates
from tending.core.records import Query
from tending.core.standing import Standing

CLOCK = "2026-11-21T17:00:00Z"
THE_EIGHT = ("S", "1", "6 weeks ago", "1", "no", "no", "no", "DE", "", "")
ANSWERS = """
label = "S"
profile = "former-partner"
since = 2026-10-10
in_touch = "no"
asked_for_space = false
afraid_of_them = false
they_afraid_of_me = false
zone = "Europe/Berlin"
windows = ["18:00-20:00"]
country = "DE"
"""


@dataclass
class Console:
    """What a meeting said, and what is typed into it; an exception is raised instead of a line."""

    lines: list[str | type[BaseException] | Callable[[], str]]
    out: list[str] = field(default_factory=list)

    def say(self, text: str = "") -> None:
        self.out.append(indented(text))

    def read(self, prompt: str) -> str:
        line = self.lines.pop(0) if self.lines else EOFError
        if isinstance(line, type):
            raise line
        text = line if isinstance(line, str) else line()
        self.out.append(f"{prompt}{text}")
        return text

    secret = read

    @property
    def text(self) -> str:
        return "\n".join(self.out)


def a_session(home: Path, **environ: str) -> Session:
    return Session({"TENDING_HOME": str(home), "TENDING_CLOCK": CLOCK, "TZ": "Europe/Berlin"} | environ)


def met(home: Path, *lines: Any, **environ: str) -> Console:
    """A meeting in which these lines are typed; then the input ends."""
    console, session = Console(list(lines)), a_session(home, **environ)
    attend(session, console)
    session.close()
    return console


def standing_of(home: Path) -> Standing:
    session = a_session(home)
    with session.app.journal.reading() as work:
        standing = work.standing()
    session.close()
    return standing


def contact_state(home: Path) -> str:
    """The contact state of the one bond."""
    session = a_session(home)
    turn = session.app.turn()
    with session.app.journal.reading() as work:
        state = gates.state_of(turn.given, work.standing().bonds[0], turn.now)
    session.close()
    return state.value


def texts_of(home: Path, kind: str) -> list[str]:
    session = a_session(home)
    with session.app.journal.reading() as work:
        found = [str(getattr(entry.payload, "text", "")) for entry in work.entries(Query(kinds=(kind,)))]
    session.close()
    return found


def settings_of(home: Path) -> dict[str, Any]:
    return tomllib.loads((home / "config" / "tending.toml").read_text())
