"""`contact`: what happened between the two, and what follows from it for the questions."""

from typing import Annotated, Any

import typer

from tending.cli import typed
from tending.cli.lines import stands
from tending.cli.output import AsJson, emit, emit_json, wrapped
from tending.cli.session import session_of
from tending.cli.telling import tell
from tending.core import contact as doors
from tending.core.errors import UsageError
from tending.core.model import Family
from tending.core.standing import BondStanding
from tending.core.words import say
from tending.service import commanding

contact = typer.Typer(rich_markup_mode=None, add_completion=False)


@contact.command()
def log(
    ctx: typer.Context,
    text: Annotated[list[str] | None, typer.Argument(metavar="TEXT", help="Their words, or yours.")] = None,
    they: Annotated[bool, typer.Option("--they", help="They wrote.")] = False,
    me: Annotated[bool, typer.Option("--me", help="You wrote.")] = False,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day it happened.")] = "",
    bond: Annotated[str, typer.Option("--bond", metavar="LABEL", help="Who; the first bond when left out.")] = "",
    as_json: AsJson = False,
) -> None:
    """They wrote, or you did. A text of - is read from standard input."""
    if they == me:
        raise UsageError("contact log: say --they or --me")
    session = session_of(ctx)
    turn = session.begun()
    words = typed.rest_of_input("The words.") if text == ["-"] else typed.words(text)
    day = commanding.read_day(turn, on, past=True) if on else turn.today
    what = "they-wrote" if they else "i-wrote"
    heard = commanding.log_contact(turn, session.app.journal, what, bond=bond, on=day, text=words)
    tell(session, heard, as_json=as_json)


@contact.command()
def state(ctx: typer.Context, as_json: AsJson = False) -> None:
    """What is shut, for every bond, and why."""
    session = session_of(ctx)
    language = session.app.rules.language
    with session.app.journal.reading() as work:
        bonds = [one for one in work.standing().bonds if one.label and not one.closed]
    rows = [_row(one, language) for one in bonds]
    if as_json:
        emit_json(rows)
    else:
        emit("\n".join(_block(row) for row in rows) or "No bond yet: tending init")


def _row(one: BondStanding, language: str) -> dict[str, Any]:
    shut = {family.value: doors.shut(one, family) for family in Family}
    why = {family: say(f"why-{door}", language) for family, door in shut.items() if door}
    return {"bond": one.label, "state": doors.contact_state(one).value, "shut": list(why), "why": why}


def _block(row: dict[str, Any]) -> str:
    lines = [wrapped(f"{family}: {reason}", "  - ", "    ") for family, reason in row["why"].items()]
    return "\n".join([f"{row['bond']}: {stands(row['state'])}", *lines])
