"""`occasion`: dates ahead that may be heavy, or good."""

from typing import Annotated

import typer

from tending.cli.options import Text, Who, needed
from tending.cli.output import AsJson, emit, emit_json, wrapped
from tending.cli.session import session_of
from tending.cli.telling import tell
from tending.service import commanding, occasions

occasion = typer.Typer(rich_markup_mode=None, add_completion=False)


@occasion.command()
def add(
    ctx: typer.Context,
    day: Annotated[str, typer.Argument(metavar="DATE", help="Its day, such as 2026-05-03.")],
    text: Text = None,
    yearly: Annotated[bool, typer.Option("--yearly", help="It comes round every year.")] = False,
    bond: Who = "",
    as_json: AsJson = False,
) -> None:
    """A date ahead: ten days before it you are asked how you would like it."""
    said = needed(text, 'occasion add: what is it? Write: tending occasion add 2026-05-03 "the day we met"')
    session = session_of(ctx)
    turn = session.begun()
    on = commanding.read_day(turn, day)
    tell(session, occasions.add(turn, session.app.journal, said, on, yearly=yearly, bond=bond), as_json=as_json)


@occasion.command()
def remove(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="ID", help="Its number, as in the list.")],
    bond: Who = "",
    as_json: AsJson = False,
) -> None:
    """Take a date away."""
    session = session_of(ctx)
    tell(session, occasions.remove(session.begun(), session.app.journal, number, bond=bond), as_json=as_json)


@occasion.command("list")
def list_(ctx: typer.Context, bond: Who = "", as_json: AsJson = False) -> None:
    """The dates ahead, the nearest first."""
    session = session_of(ctx)
    found = occasions.rows(session.app.turn(), session.app.journal, bond)
    if as_json:
        emit_json([{"id": one.id, "text": one.text, "on": on, "yearly": one.yearly} for on, one in found])
        return
    lines = [
        f"{one.id:>4}  {on.isoformat()}{'  every year' if one.yearly else ''}\n{wrapped(one.text, '      ', '      ')}"
        for on, one in found
    ]
    emit("\n".join(lines) or "No date is noted.")
