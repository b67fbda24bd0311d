"""What goes to the screen: JSON for programs, 80 columns for people, a sign of life for what takes long."""

import json
import re
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from threading import Event, Thread
from typing import Annotated, Any, TextIO, TypeAlias

import typer

from tending.cli import streams
from tending.cli.streams import plain

WIDTH = 79
PATIENCE = 1.0
_UNSAFE = re.compile("[\x7f-\x9f\ud800-\udfff]")

AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="As JSON, for programs.")]


def emit(text: str) -> None:
    """Print for people: nothing in it can steer a terminal. Whoever stopped reading ends the command."""
    print(streams.shown(text), flush=True)  # noqa: T201 - this is where printing is done


def emit_json(value: Any, *, ordered: bool = False) -> None:
    """Print for programs: what could steer a terminal is escaped, and nothing is lost. Days are YYYY-MM-DD."""
    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=ordered, default=date.isoformat)
    print(_UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text), flush=True)  # noqa: T201 - and here


def wrapped(text: str, first: str = "", rest: str | None = None) -> str:
    """Within 80 columns, with its own line breaks kept. `first` and `rest` stand before its lines."""
    after = first if rest is None else rest
    lines = []
    for number, line in enumerate(plain(text).split("\n")):
        indent = first if number == 0 else after
        lines.append(
            textwrap.fill(
                line,
                WIDTH,
                initial_indent=indent,
                subsequent_indent=after,
                break_on_hyphens=False,
                break_long_words=False,
            )
            if len(indent) + len(line) > WIDTH
            else indent + line
        )
    return "\n".join(line.rstrip() for line in "\n".join(lines).split("\n"))


def heading(text: str, environ: Mapping[str, str]) -> str:
    """Bold, on a terminal only, and not where the keeper wants none."""
    wanted = not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"
    return typer.style(plain(text), bold=True) if wanted and sys.stdout.isatty() else text


def table(rows: Sequence[Sequence[str]]) -> str:
    """Columns side by side; the last one takes what is left of the line, and as many lines as it needs."""
    if not rows:
        return ""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    before = sum(widths) + 2 * len(widths)
    return "\n".join(
        wrapped(
            row[-1], "".join(f"{plain(cell):{width}}  " for cell, width in zip(row, widths, strict=False)), " " * before
        )
        for row in rows
    )


def grid(rows: Sequence[Sequence[str]], *, markdown: bool = False) -> str:
    """Columns side by side, the first row naming them: as wide as they are, or for a page."""
    if markdown:
        lines = [f"| {' | '.join(row)} |" for row in rows]
        return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]])
    wide = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(f"{cell:{width}}" for cell, width in zip(row, wide, strict=True)).rstrip() for row in rows
    )


def hundredths(value: float) -> str:
    """`.95`."""
    return f"{value:.2f}".removeprefix("0")


def local(stamp: str | None, zone: str) -> str:
    """An instant out of a view, on the keeper's clock."""
    from tending.core import hours  # noqa: PLC0415 - --help does without it

    return f"{hours.local(datetime.fromisoformat(stamp), zone):%a %d %b %H:%M}" if stamp else ""


@contextmanager
def working(what: str) -> Iterator[None]:
    """A sign of life on a terminal, for work that takes longer than a second."""
    done = Event()
    watcher = Thread(target=_dots, args=(what, done, sys.stderr), daemon=True)
    if sys.stderr.isatty():
        watcher.start()
    try:
        yield
    finally:
        done.set()
        if watcher.ident is not None:
            watcher.join()


def _dots(what: str, done: Event, stream: TextIO) -> None:
    if done.wait(PATIENCE):
        return
    stream.write(f"{what} ")
    while not done.wait(PATIENCE):
        stream.write(".")
        stream.flush()
    stream.write(" done\n")
    stream.flush()
