"""`progress`: what the ledgers add up to, as words with small plots beside them."""

import os
import sys
from collections.abc import Iterator, Sequence
from typing import Annotated, assert_never

import typer

from tending.cli.output import AsJson, emit, emit_json, heading, wrapped
from tending.cli.session import Session, session_of
from tending.core import figure_words, plots
from tending.core.figures import Count, Figure, Ladder, Levels, Mean, Portion
from tending.core.model import Family
from tending.core.words import say
from tending.service import progressing
from tending.service.progressing import Section

FAMILY, NAME, PLOT = 10, 14, 24


def progress(
    ctx: typer.Context,
    family: Annotated[Family | None, typer.Option("--family", metavar="FAMILY", help="Of one family.")] = None,
    bond: Annotated[str, typer.Option("--bond", metavar="LABEL", help="About one bond; all when left out.")] = "",
    as_json: AsJson = False,
) -> None:
    session = session_of(ctx)
    turn, journal = session.app.turn(), session.app.journal
    if as_json:
        emit_json(progressing.rows(turn, journal, bond=bond, family=family))
        return
    found = progressing.progress(turn, journal, bond=bond, family=family)
    emit("\n".join(_lines(session, found)))


def _lines(session: Session, found: Sequence[tuple[str, Sequence[Section]]]) -> Iterator[str]:
    language, ascii_only = session.app.rules.language, not can_draw()
    for label, those in found:
        yield heading(label, session.environ)
        for one in those:
            yield from _block(one, language, ascii_only=ascii_only)
        if not those:
            yield wrapped(say("progress-none", language))
        yield ""
    if any(those for _, those in found):
        yield wrapped(say("progress-weeks", language))
    if any(
        isinstance(figure, Portion) and figure.share for _, those in found for one in those for figure in one.figures
    ):
        yield wrapped(say("progress-likely", language))


def can_draw() -> bool:
    """Whether the terminal shows more than ASCII."""
    try:
        plots.BLOCKS.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return os.environ.get("TERM") not in {"dumb", "linux"}


def _block(one: Section, language: str, *, ascii_only: bool) -> Iterator[str]:
    figures = ((one.answers,) if one.answers.n else ()) + one.figures
    for number, figure in enumerate(figures):
        family = one.family.value if number == 0 else ""
        plot = _plot(figure, ascii_only=ascii_only)
        named = f"{family:{FAMILY}} {figure_words.name(figure, language):{NAME}} "
        before = f"{named}{plot:{PLOT}} " if plot else named
        yield wrapped(figure_words.told(figure, language), before, " " * len(before))


def _plot(figure: Figure, *, ascii_only: bool) -> str:
    match figure:
        case Count():
            return plots.weeks(figure.weeks, ascii_only=ascii_only) if figure.weeks else ""
        case Portion():
            return plots.share(figure.share) if figure.share is not None else ""
        case Levels():
            return "" if figure.hidden else plots.levels(figure.means, ascii_only=ascii_only)
        case Ladder():
            return plots.ladder(figure.at, len(figure.steps))
        case Mean():
            return ""
        case _:
            assert_never(figure)
