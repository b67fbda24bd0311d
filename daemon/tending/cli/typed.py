"""Words that come from the keeper: arguments, standard input, or typed at the prompt."""

import getpass
import sys
from collections.abc import Callable

from tending.core.errors import UsageError

LONGEST = 100_000


def at_terminal() -> bool:
    return sys.stdin.isatty()


def words(arguments: list[str] | None) -> str:
    """Arguments as one text, in whatever bytes they came."""
    return clean(" ".join(arguments or ()))


def clean(text: str) -> str:
    return text.encode(errors="surrogateescape").decode(errors="replace")


def rest_of_input(invitation: str) -> str:
    """Everything on standard input; on a terminal, what is typed until Ctrl-D. Raises UsageError for nothing."""
    if at_terminal():
        gap = "" if invitation.endswith("\n") else " "
        print(f"{invitation}{gap}End with Ctrl-D on a line of its own.", file=sys.stderr)  # noqa: T201 - the prompt
    text = clean(_read(sys.stdin.read, LONGEST + 1))
    if len(text) > LONGEST:
        raise UsageError(f"standard input: more than {LONGEST} characters: keep it shorter")
    if not text.strip():
        raise UsageError("standard input: there is nothing in it: type your words, or pipe them in")
    return text.rstrip("\n")


def _read(reading: Callable[[int], str], most: int) -> str:
    try:
        return reading(most)
    except OSError:
        raise UsageError("standard input: it cannot be read: type your words, or pipe them in") from None


def one_line(name: str) -> str:
    """A secret: asked for without showing it, or the first line of standard input."""
    if at_terminal():
        return getpass.getpass(f"{name}: ")
    return clean(_read(sys.stdin.readline, LONGEST)).rstrip("\r\n")
