"""`report`: a range of it on paper, for a therapist or a mediator."""

from collections.abc import Sequence
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tending.cli import files, streams
from tending.cli.output import AsJson, emit, emit_json, wrapped
from tending.cli.session import Session, session_of
from tending.core import pages, redaction
from tending.core.errors import UsageError
from tending.core.model import Family
from tending.core.pages import Document
from tending.service import commanding, reporting
from tending.service.reporting import Range
from tending.service.turn import Turn

ALIKE_MOST = 6


class Format(StrEnum):
    MD = "md"
    HTML = "html"


def report(
    ctx: typer.Context,
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="From that day on.")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="Up to that day.")] = "",
    redact: Annotated[
        list[str] | None,
        typer.Option("--redact", metavar="NAME", help="Take a name out, and every label; again for more."),
    ] = None,
    without: Annotated[
        list[Family] | None,
        typer.Option("--without", metavar="FAMILY", help="Leave a family out; again for more."),
    ] = None,
    safety: Annotated[bool, typer.Option("--safety", help="With the questions about safety too.")] = False,
    bond: Annotated[str, typer.Option("--bond", metavar="LABEL", help="About one bond; all when left out.")] = "",
    kind: Annotated[Format, typer.Option("--format", help="Markdown, or a page to print.")] = Format.MD,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Into a new file.")] = None,
    force: Annotated[bool, typer.Option("--force", help="In the place of a file that is there.")] = False,
    as_json: AsJson = False,
) -> None:
    session = session_of(ctx)
    turn = session.app.turn()
    chosen = _range(turn, since, until, frozenset(without or ()), safety=safety)
    names = _names(session, redact or [])
    whole = reporting.report(turn, session.app.journal, chosen, bond=bond, redacts=bool(names))
    document = pages.without(whole, names)
    alike = _alike(document, names)
    if as_json or output is None:
        streams.complain(*alike)
    if as_json:
        emit_json(asdict(document))
        return
    text = pages.as_html(document) if kind is Format.HTML else pages.as_markdown(document)
    if output is None:
        emit(text.rstrip("\n"))
        return
    files.write(output, text.encode(), force=force)
    emit("\n".join([files.told(output), *map(wrapped, alike)]))


def _range(turn: Turn, since: str, until: str, without: frozenset[Family], *, safety: bool) -> Range:
    first = commanding.read_day(turn, since, past=True) if since else reporting.BEGINNING
    last = commanding.read_day(turn, until, past=True) if until else turn.today
    if first > last:
        raise UsageError(f"report --since {first} --until {last}: the first day is after the last: turn them round")
    return Range(since=first, until=last, without=without, safety=safety)


def _names(session: Session, given: Sequence[str]) -> list[str]:
    """The names that were given, with commas between or one by one, and every label. Raises UsageError."""
    names = [name.strip() for one in given for name in one.split(",") if name.strip()]
    for name in names:
        if not redaction.names_in([name]):
            raise UsageError(f"report --redact {name}: there is no letter in it: give a name")
    return [*names, *reporting.labels(session.app.journal)] if given else []


def _alike(document: Document, names: Sequence[str]) -> list[str]:
    """What begins as a name does and stays: for the keeper to decide."""
    found = redaction.lookalikes("\n".join(pages.texts(document)), names)
    if not found:
        return []
    most = sorted(found, key=lambda word: (-found[word], word))[:ALIKE_MOST]
    return [f"Alike, and left in: {', '.join(most)}. To take one out: --redact WORD"]
