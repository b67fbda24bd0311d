"""Standard input, output and error, whatever state they were handed over in: closed, full, or in another alphabet."""

import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from tending.core.errors import TendingError

_BOLD = re.compile("(\x1b\\[1m[^\x1b\n]*\x1b\\[0m)")


class UnwrittenError(TendingError):
    """Standard output cannot take what was printed. What the command did is done: it need not be done again."""

    exit_code = 74


class UnheardError(TendingError):
    """Whoever read standard output has gone: no fault, and nothing more to say."""

    exit_code = 0


class Output(io.TextIOWrapper):
    """Standard output that says by UnwrittenError that it is full, by UnheardError that nobody reads it."""

    def write(self, text: str) -> int:
        with _told():
            return super().write(text)

    def flush(self) -> None:
        with _told():
            super().flush()


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        silence(sys.stdout)
        raise UnheardError from None
    except OSError as error:
        silence(sys.stdout)
        raise UnwrittenError(
            f"standard output: {error.strerror}: what the command did is done; only its words are lost"
        ) from None


def complete() -> None:
    """A stream that was closed leads nowhere from here on; what is no text gets a sign in its place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:  # the lowest free number is its own: no other file may take its place
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - open to the end
        elif hasattr(stream, "reconfigure"):
            kept = name == "stdin" and stream.isatty()  # a window keeps a reply in the bytes it came in
            stream.reconfigure(errors="surrogateescape" if kept else "replace")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout = _guarded(sys.stdout)


def _guarded(stream: io.TextIOWrapper) -> Output:
    encoding, by_line = stream.encoding, stream.line_buffering
    return Output(stream.detach(), encoding=encoding, errors="replace", line_buffering=by_line)


def plain(text: str) -> str:
    """Text that cannot steer a terminal: a stored reply may hold anything."""
    return "".join(letter if letter.isprintable() or letter == "\n" else "\N{REPLACEMENT CHARACTER}" for letter in text)


def shown(text: str) -> str:
    """As `plain`, with headings left bold."""
    return "".join(part if _BOLD.fullmatch(part) else plain(part) for part in _BOLD.split(text))


def complain(*lines: str, event: str = "") -> None:
    """Each as one line on standard error, if anybody can read it; in the log of systemd, as an error."""
    try:
        for line in lines:
            if not ("JOURNAL_STREAM" in os.environ and _logged(line, event)):
                print(_fitting(plain(line.replace("\n", " "))), file=sys.stderr, flush=True)  # noqa: T201 - as above
    except OSError:
        silence(sys.stderr)


def _fitting(line: str) -> str:
    """In a window no word is cut in two; for whatever reads lines, it stays one."""
    from tending.cli.output import wrapped  # noqa: PLC0415 - it stands on this file

    return wrapped(line, "", "  ") if sys.stderr.isatty() else line


def _logged(line: str, event: str) -> bool:
    from tending.adapters import journald  # noqa: PLC0415 - only a service pays for it

    return journald.is_log(os.environ) and journald.send(line, journald.ERROR, event)


def silence(stream: TextIO) -> None:
    """Nobody can read it any more: say nothing more, and let Python end without a complaint."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
