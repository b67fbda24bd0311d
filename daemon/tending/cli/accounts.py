"""`account`: your own part, and a change that can be seen."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

import typer

from tending.cli.options import On, Text, Who, needed, worded, words
from tending.cli.output import AsJson, emit, emit_json, wrapped
from tending.cli.session import session_of
from tending.cli.telling import tell
from tending.core.errors import UsageError
from tending.core.ledgers import account as ledger
from tending.core.ledgers.account import Change
from tending.service import accounting, commanding

NOTHING_NAMED = "Nothing is named yet."
NOTHING_CURRENT = "Nothing is worked on now. What was named before: tending account list --all"

account = typer.Typer(rich_markup_mode=None, add_completion=False)


@account.command()
def add(
    ctx: typer.Context,
    text: Text = None,
    impact: Annotated[str, worded("--impact", "TEXT", "What it may have been like for them.")] = "",
    confirmed: Annotated[bool, typer.Option("--confirmed", help="They said so; without it, it is a guess.")] = False,
    change: Annotated[str, worded("--change", "TEXT", "What a stranger would see now.")] = "",
    bond: Who = "",
    as_json: AsJson = False,
) -> None:
    """One thing you did that hurt: only what a camera would have seen."""
    act = needed(text, 'account add: what was it? Write: tending account add "I shouted on Sunday"')
    session = session_of(ctx)
    turn = session.begun()
    named = accounting.Named(act=act, impact=impact, confirmed=confirmed, change=change)
    heard = accounting.add(turn, session.app.journal, named, bond=bond)
    tell(session, heard, as_json=as_json)


@account.command()
def log(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="ID", help="Its number, as in the list.")],
    text: Text = None,
    did: Annotated[bool, typer.Option("--did", help="The change was there.")] = False,
    slip: Annotated[bool, typer.Option("--slip", help="The old way came back.")] = False,
    on: On = "",
    bond: Who = "",
    as_json: AsJson = False,
) -> None:
    """A moment came: the change was there, or the old way."""
    if did + slip != 1:
        raise UsageError("account log: say --did or --slip")
    session = session_of(ctx)
    turn = session.begun()
    day = commanding.read_day(turn, on, past=True) if on else turn.today
    journal = session.app.journal
    heard = accounting.log(turn, journal, number, did=did, on=day, text=words(text), bond=bond)
    tell(session, heard, as_json=as_json)


@account.command(name="list")
def list_(
    ctx: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="What is closed, or was worked on long ago, too.")] = False,
    bond: Who = "",
    as_json: AsJson = False,
) -> None:
    """What you named, the change you work on, and how often it was there."""
    session = session_of(ctx)
    today = session.app.turn().today
    named = accounting.rows(session.app.journal, bond)
    rows = [one for one in named if every or one.is_current(today)]
    if as_json:
        emit_json([_row(one, today) for one in rows])
    else:
        emit("\n".join(_block(one, today) for one in rows) or (NOTHING_CURRENT if named else NOTHING_NAMED))


def _row(one: Change, today: date) -> dict[str, Any]:
    found = ledger.measures([one], today)
    measured = {"n": found.n, "share": found.share, "worked_on": one.is_worked_on(today)}
    return {**asdict(one), **measured}


def _block(one: Change, today: date) -> str:
    found = ledger.measures([one], today)
    lines = [f"{one.id:>4}  {one.named.isoformat()}", wrapped(one.act, "      ", "      ")]
    if one.impact:
        lines.append(wrapped(f"for them{'' if one.confirmed else ', a guess'}: {one.impact}", "      ", "      "))
    if one.text:
        lines.append(wrapped(f"now: {one.text}", "      ", "      "))
    if found.share is not None:
        lines.append(f"      there in {found.share:.0%} of {found.n} moments, last four weeks")
    return "\n".join(lines)
