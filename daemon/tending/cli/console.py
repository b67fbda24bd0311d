"""The window a meeting is held in: lines out in 80 columns, lines in."""

import getpass
import sys
from typing import Protocol

from tending.cli.output import wrapped

INDENT = "  "
ASK = "> "


class Console(Protocol):
    def say(self, text: str = "") -> None:
        """Print lines, each within 80 columns, indented as the line itself is and two more."""
        ...

    def read(self, prompt: str) -> str:
        """The line typed behind `prompt`. Raises EOFError when there will be none."""
        ...

    def secret(self, prompt: str) -> str:
        """As `read`, without showing what is typed on a terminal."""
        ...


class Screen:
    """Standard input and output. Lines are edited with readline where this is a terminal."""

    def __init__(self) -> None:
        self._typed = sys.stdin.isatty()
        if self._typed:
            edit_lines()

    def say(self, text: str = "") -> None:
        print(indented(text), flush=True)  # noqa: T201 - this is where a meeting is printed

    def read(self, prompt: str) -> str:
        above, _, last = prompt.rpartition("\n")
        if above:
            print(above)  # noqa: T201 - readline knows one line
        line = input(last)
        if not self._typed:
            print(flush=True)  # noqa: T201 - nobody's Enter ended the line
        return line

    def secret(self, prompt: str) -> str:
        return getpass.getpass(prompt) if self._typed else self.read(prompt)


def edit_lines() -> None:
    """Arrow keys and the like. Nothing that is typed is kept in a history."""
    try:
        import readline  # noqa: PLC0415 - not every Python has it
    except ImportError:
        return
    readline.set_auto_history(False)


def indented(text: str) -> str:
    """Every line two to the right, and wrapped under its own beginning."""
    return "\n".join(_indented(line) for line in text.split("\n"))


def _indented(line: str) -> str:
    own = line[: len(line) - len(line.lstrip(" "))]
    return wrapped(line.strip(), INDENT + own) if line.strip() else ""


def page(console: Console) -> str:
    """What is typed until an empty line."""
    lines: list[str] = []
    while line := console.read(ASK).strip():
        lines.append(line)
    return "\n".join(lines)
