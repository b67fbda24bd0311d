"""`promise`: what you promise, how sure you are, and how it went."""

import re
from dataclasses import asdict
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

import typer

from tending.cli.options import Text, Who, needed, worded, words
from tending.cli.output import AsJson, emit, emit_json, wrapped
from tending.cli.session import session_of
from tending.cli.telling import tell
from tending.core.errors import UsageError
from tending.core.ledgers import promise as ledger
from tending.core.ledgers.promise import Promise
from tending.service import commanding, promising

MOST = 100

promise = typer.Typer(rich_markup_mode=None, add_completion=False)


class Outcome(StrEnum):
    KEPT = "kept"
    PARTLY = "partly"
    BROKEN = "broken"
    RENEGOTIATED = "renegotiated"
    RELEASED = "released"


@promise.command()
def add(
    ctx: typer.Context,
    text: Text = None,
    sure: Annotated[
        str, typer.Option("--sure", metavar="PERCENT", help="How sure you are: 90 or more. Not needed for theirs.")
    ] = "",
    by: Annotated[str, typer.Option("--by", metavar="DATE", help="Its day; a week from now when left out.")] = "",
    when: Annotated[str, worded("--when", "IF-THEN", "The moment you will notice.")] = "",
    theirs: Annotated[bool, typer.Option("--theirs", help="It is one of theirs.")] = False,
    bond: Who = "",
    as_json: AsJson = False,
) -> None:
    """A promise small enough to keep: without always or never, and 90 % sure or more."""
    said = needed(text, 'promise add: what is it? Write: tending promise add "call on Sunday" --sure 95')
    percent = _percent(sure)
    if percent is None and not theirs:
        raise UsageError("promise add --sure: how sure are you that you will keep it, in percent?")
    session = session_of(ctx)
    turn = session.begun()
    day = commanding.read_day(turn, by) if by else None
    heard = promising.add(
        turn, session.app.journal, said, sure=percent or 0, by=day, cue=when, theirs=theirs, bond=bond
    )
    tell(session, heard, as_json=as_json)


def _percent(text: str) -> int | None:
    """`95` and `95%`; None where nothing was said."""
    if not text:
        return None
    found = re.fullmatch(r"([0-9]{1,3}) ?%?", text.strip())
    if found is None or int(found[1]) > MOST:
        raise UsageError(f"promise add --sure: {text} is no percentage: write a whole number such as 95")
    return int(found[1])


@promise.command()
def review(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="ID", help="Its number, as in the list.")],
    outcome: Annotated[Outcome, typer.Argument(help="How it went.")],
    text: Text = None,
    bond: Who = "",
    as_json: AsJson = False,
) -> None:
    """How a promise went, and what got in the way. Renegotiated and released are honest outcomes."""
    session = session_of(ctx)
    turn = session.begun()
    heard = promising.review(turn, session.app.journal, number, outcome.value, text=words(text), bond=bond)
    tell(session, heard, as_json=as_json)


@promise.command(name="list")
def list_(
    ctx: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="Those with an outcome too.")] = False,
    bond: Who = "",
    as_json: AsJson = False,
) -> None:
    """The promises that are open, the earliest day first."""
    session = session_of(ctx)
    today = session.app.turn().today
    found = [one for one in promising.rows(session.app.journal, bond) if every or not one.outcome]
    found.sort(key=lambda one: (one.outcome != "", one.due, one.id))
    if as_json:
        emit_json([_row(one, today) for one in found])
    else:
        emit("\n".join(_line(one, today) for one in found) or "No promise is open.")


def _row(one: Promise, today: date) -> dict[str, Any]:
    state = one.outcome or ("open" if one.open else f"waits: {WAITS[one.waits]}")
    return {**asdict(one), "state": state, "overdue": one.open and one.due < today}


WAITS = {"absolute": "too large", "unsure": "too large", "full": f"{ledger.MOST_OPEN} are open"}


def _line(one: Promise, today: date) -> str:
    row = _row(one, today)
    sure = f", {one.sure:g} % sure" if one.sure is not None else ", theirs"
    day = "overdue since" if row["overdue"] else "by"
    head = f"{one.id:>4}  {row['state']}, {day} {one.due.isoformat()}{sure}"
    return f"{head}\n{wrapped(one.text, '      ', '      ')}"
