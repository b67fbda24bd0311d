"""`contact`: what happened between the two, and what follows from it for the questions."""

from dataclasses import asdict
from enum import StrEnum
from typing import Annotated, Any

import typer

from tending.cli.lines import HAPPENED, stands
from tending.cli.options import On, Text, Who, words
from tending.cli.output import AsJson, emit, emit_json, wrapped
from tending.cli.session import session_of
from tending.cli.telling import tell
from tending.core import gates
from tending.core.contact import RUNGS
from tending.core.errors import UsageError
from tending.core.ledgers.reach import Contact, Parked
from tending.core.model import Family
from tending.core.standing import BondStanding
from tending.core.words import say
from tending.service import commanding, reaching, trying, views
from tending.service.reaching import Reaching
from tending.service.turn import Turn

NOTHING_LOGGED = "Nothing is logged yet: tending contact log --they, --me or --silence"
PARKED = "Some of these answer themselves. None has to be asked."

contact = typer.Typer(rich_markup_mode=None, add_completion=False)


class What(StrEnum):
    """What they said about contact."""

    YES = "yes"
    SPACE = "space"
    NO = "no"
    ORDER = "order"


@contact.command()
def log(
    ctx: typer.Context,
    text: Text = None,
    they: Annotated[bool, typer.Option("--they", help="They wrote.")] = False,
    me: Annotated[bool, typer.Option("--me", help="You wrote.")] = False,
    silence: Annotated[bool, typer.Option("--silence", help="Nothing has come.")] = False,
    rung: Annotated[
        int | None,
        typer.Option("--rung", metavar="N", min=1, max=4, help="1 casual, 2 warm, 3 personal, 4 in person."),
    ] = None,
    on: On = "",
    bond: Who = "",
    as_json: AsJson = False,
) -> None:
    """They wrote, or you did, or nothing has come."""
    if they + me + silence != 1:
        raise UsageError("contact log: say --they, --me or --silence")
    if rung is not None and not they:
        raise UsageError("contact log --rung: says how near a message of theirs came: add --they")
    session = session_of(ctx)
    turn = session.begun()
    day = commanding.read_day(turn, on, past=True) if on else turn.today
    what = "they" if they else "me" if me else "silence"
    journal = session.app.journal
    heard = commanding.log_contact(turn, journal, what, bond=bond, on=day, text=words(text), rung=rung)
    tell(session, heard, as_json=as_json)


@contact.command()
def said(
    ctx: typer.Context,
    what: Annotated[What, typer.Argument(help="What they said about contact.")],
    text: Text = None,
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="A day that they named.")] = "",
    on: On = "",
    bond: Who = "",
    as_json: AsJson = False,
) -> None:
    """They said yes, asked for space, said no, or there is an order."""
    if until and what is not What.SPACE:
        raise UsageError("contact said --until: goes with space, for a day that they named")
    session = session_of(ctx)
    turn = session.begun()
    day = commanding.read_day(turn, on, past=True) if on else turn.today
    named = commanding.read_day(turn, until) if until else None
    journal = session.app.journal
    heard = commanding.log_said(turn, journal, what.value, bond=bond, on=day, text=words(text), until=named)
    tell(session, heard, as_json=as_json)


@contact.command()
def both(
    ctx: typer.Context,
    text: Text = None,
    ended: Annotated[bool, typer.Option("--ended", help="It is over, whoever said so.")] = False,
    bond: Who = "",
    as_json: AsJson = False,
) -> None:
    """You both said that you want to try again: ninety days of small questions about it."""
    session = session_of(ctx)
    turn, journal = session.begun(), session.app.journal
    told = (trying.end if ended else trying.begin)(turn, journal, words(text), bond=bond)
    tell(session, told, as_json=as_json)


@contact.command()
def reopen(ctx: typer.Context, text: Text = None, bond: Who = "", as_json: AsJson = False) -> None:
    """After a no: once, thirty days after they wrote unprompted, with a statement of your own."""
    session = session_of(ctx)
    turn = session.begun()
    heard = commanding.reopen(turn, session.app.journal, bond=bond, statement=words(text))
    tell(session, heard, as_json=as_json)


@contact.command("list")
def list_(
    ctx: typer.Context,
    parked: Annotated[
        bool, typer.Option("--parked", help="The questions you kept here instead of asking them.")
    ] = False,
    bond: Who = "",
    as_json: AsJson = False,
) -> None:
    """What went between you: who wrote, what, and how near it came."""
    found = reaching.shown(session_of(ctx).app.journal, bond)
    rows = [asdict(one) for one in (found.parked if parked else found.contacts)]
    if as_json:
        emit_json(rows)
    elif parked:
        emit("\n".join([*map(_parked, found.parked), PARKED]) if rows else "No question is kept unasked.")
    else:
        emit("\n".join([*map(_contact, found.contacts), *_chosen(found)]) if rows else NOTHING_LOGGED)


def _contact(one: Contact) -> str:
    rung = f", {RUNGS[one.rung]}" if one.rung is not None else ""
    head = f"{one.id:>4}  {one.on.isoformat()}  {HAPPENED[one.what]}{rung}"
    return "\n".join([head, *([wrapped(one.text, "      ", "      ")] if one.text else [])])


def _chosen(found: Reaching) -> list[str]:
    told = {"next step": found.step, "rhythm": found.rhythm}
    return [f"      your {name}: {value}" for name, value in told.items() if value]


def _parked(one: Parked) -> str:
    return f"{one.id:>4}  {one.on.isoformat()}\n{wrapped(one.text, '      ', '      ')}"


@contact.command()
def state(ctx: typer.Context, as_json: AsJson = False) -> None:
    """What is shut, for every bond, why, and what would open it."""
    session = session_of(ctx)
    turn = session.app.turn()
    with session.app.journal.reading() as work:
        bonds = [one for one in work.standing().bonds if one.label and not one.closed]
    rows = [_row(turn, one) for one in bonds]
    if as_json:
        emit_json(rows)
    else:
        emit("\n".join(_block(row) for row in rows) or "No bond yet: tending init")


def _row(turn: Turn, one: BondStanding) -> dict[str, Any]:
    shut = {family.value: gates.shut(turn.given, one, family, turn.now) for family in Family}
    why = {family: say(f"why-{door}", turn.language) for family, door in shut.items() if door}
    known = gates.state_of(turn.given, one, turn.now).value
    outlook = views.contact_outlook(turn, one)
    return {"bond": one.label, "state": known, "outlook": outlook, "shut": list(why), "why": why}


def _block(row: dict[str, Any]) -> str:
    lines = [wrapped(f"{family}: {reason}", "  - ", "    ") for family, reason in row["why"].items()]
    return "\n".join([f"{row['bond']}: {stands(row['state'])}", wrapped(row["outlook"], "  ", "  "), *lines])
