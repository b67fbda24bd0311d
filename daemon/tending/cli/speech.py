"""`speech`: the points you want to make, and saying them aloud."""

from datetime import date
from typing import Annotated, Any

import typer

from tending.cli.options import Text, Who, needed
from tending.cli.output import AsJson, emit, emit_json, wrapped
from tending.cli.session import session_of
from tending.cli.telling import tell
from tending.core.ledgers.rehearse import NEVER, Card, Measures
from tending.core.words import say
from tending.service import arranging

speech = typer.Typer(rich_markup_mode=None, add_completion=False)


@speech.command()
def add(ctx: typer.Context, text: Text = None, bond: Who = "", as_json: AsJson = False) -> None:
    """A point to make: what you own, what hurt you, what could be worked out. Twelve at most."""
    said = needed(text, 'speech add: which point? Write: tending speech add "I stopped listening"')
    session = session_of(ctx)
    tell(session, arranging.add_point(session.begun(), session.app.journal, said, bond=bond), as_json=as_json)


@speech.command()
def star(
    ctx: typer.Context,
    numbers: Annotated[list[int], typer.Argument(metavar="ID...", help="Up to five, as in the list.")],
    bond: Who = "",
    as_json: AsJson = False,
) -> None:
    """Keep up to five; the others are put away."""
    session = session_of(ctx)
    tell(session, arranging.star_points(session.begun(), session.app.journal, numbers, bond=bond), as_json=as_json)


@speech.command(name="list")
def list_(ctx: typer.Context, bond: Who = "", as_json: AsJson = False) -> None:
    """The points, when each is due, and what the rehearsals come to."""
    session = session_of(ctx)
    turn = session.app.turn()
    found, measured = arranging.points(turn, session.app.journal, bond)
    if as_json:
        emit_json([_row(card, due) for card, due in found])
        return
    lines = [_line(card, due) for card, due in found] or [say("points-none", turn.language)]
    shut = arranging.why_shut(turn, session.app.journal, bond) if found else ""
    emit("\n".join([*lines, *_measured(measured), *([wrapped(f"{shut[:1].upper()}{shut[1:]}")] if shut else [])]))


def _row(card: Card, due: date) -> dict[str, Any]:
    return {
        "id": card.id,
        "text": card.cue,
        "answer": card.answer or None,
        "state": "in practice" if card.practised else "put away",
        "starred": card.star is True,
        "last": card.last.isoformat() if card.last else None,
        "due": due.isoformat() if card.practised and due < NEVER else None,
    }


def _line(card: Card, due: date) -> str:
    row = _row(card, due)
    day = f", due {row['due']}" if row["due"] else ""
    return f"{card.id:>4}  {row['state']}{day}\n{wrapped(card.cue, '      ', '      ')}"


def _measured(found: Measures) -> list[str]:
    recall = [f"Recalled: {found.recall:.0%} of {found.n}."] if found.recall is not None else []
    return recall + ([f"Minutes: {found.minutes:.2g} on average, n={found.timed}."] if found.timed else [])


@speech.command()
def rehearse(ctx: typer.Context, bond: Who = "", as_json: AsJson = False) -> None:
    """The points that are due, now: say each aloud, then answer with tending reply."""
    session = session_of(ctx)
    tell(session, arranging.rehearse_now(session.begun(), session.app.journal, bond=bond), as_json=as_json)
