"""`moving`: toward moving on, one small thing at a time, and back if you want."""

from dataclasses import asdict
from typing import Annotated, Any

import typer

from tending.cli.options import On, Text, Who, needed, words
from tending.cli.output import AsJson, emit, emit_json, wrapped
from tending.cli.session import session_of
from tending.cli.telling import tell
from tending.core.errors import UsageError
from tending.core.ledgers.moving import PASSED, Measures, Step
from tending.core.model import Value
from tending.service import commanding
from tending.service import moving as service

STILL_THERE = "still there"
moving = typer.Typer(rich_markup_mode=None, add_completion=False)


@moving.command()
def begin(ctx: typer.Context, bond: Who = "", as_json: AsJson = False) -> None:
    """Turn toward moving on: no more questions about going back."""
    session = session_of(ctx)
    tell(session, service.begin(session.begun(), session.app.journal, bond=bond), as_json=as_json)


@moving.command()
def back(ctx: typer.Context, bond: Who = "", as_json: AsJson = False) -> None:
    """Turn back: it begins again quietly, with the first questions. What is shut stays shut."""
    session = session_of(ctx)
    tell(session, service.back(session.begun(), session.app.journal, bond=bond), as_json=as_json)


@moving.command()
def done(ctx: typer.Context, text: Text = None, on: On = "", bond: Who = "", as_json: AsJson = False) -> None:
    """Something kind that you did, and that had nothing to do with them."""
    said = needed(text, 'moving done: what was it? Write: tending moving done "a swim"')
    _add(ctx, "done", said, {}, on, bond, as_json=as_json)


@moving.command()
def urge(
    ctx: typer.Context,
    level: Annotated[int, typer.Argument(metavar="LEVEL", min=1, max=5, help="How strong, 1 to 5.")],
    passed: Annotated[bool | None, typer.Option("--passed/--still-there", help="Did it pass?")] = None,
    on: On = "",
    bond: Who = "",
    as_json: AsJson = False,
) -> None:
    """The urge to write or to look them up: how strong, and whether it passed."""
    told = {} if passed is None else {"choice": PASSED if passed else STILL_THERE}
    _add(ctx, "urge", str(level), {"scale-1-5": level, **told}, on, bond, as_json=as_json)


@moving.command()
def people(ctx: typer.Context, names: Text = None, on: On = "", bond: Who = "", as_json: AsJson = False) -> None:
    """Who was good company, with commas between."""
    found = [name.strip() for name in words(names).split(",") if name.strip()]
    if not found:
        raise UsageError('moving people: who was it? Write: tending moving people "Kim, my sister"')
    _add(ctx, "people", ", ".join(found), {"list": found}, on, bond, as_json=as_json)


def _add(
    ctx: typer.Context, what: str, text: str, values: dict[str, Value], on: str, bond: str, *, as_json: bool
) -> None:
    session = session_of(ctx)
    turn = session.begun()
    day = commanding.read_day(turn, on, past=True) if on else turn.today
    heard = service.add(turn, session.app.journal, what, text, on=day, bond=bond, values=values)
    tell(session, heard, as_json=as_json)


@moving.command(name="list")
def list_(ctx: typer.Context, bond: Who = "", as_json: AsJson = False) -> None:
    """What you did, whom you met, what you keep; and how the urge goes."""
    session = session_of(ctx)
    rows, found = service.look(session.app.turn(), session.app.journal, bond)
    if as_json:
        emit_json([asdict(one) for one in rows])
        return
    lines = [_line(one) for one in rows] + ([_measured(found)] if rows else [])
    emit("\n".join(lines) or "Nothing is noted yet.")


def _line(one: Step) -> str:
    text = one.text if one.level is None else f"{one.level} of 5{PASSES[one.passed]}"
    return f"{one.on.isoformat()}  {one.what}\n{wrapped(text, '    ', '    ')}"


PASSES: dict[Any, str] = {True: ", it passed", False: ", still there", None: ""}


def _measured(found: Measures) -> str:
    told = [f"different people in four weeks: {found.people}"]
    if found.done_rate is not None:
        told.append(f"something kind in {found.done_rate:.0%} of {found.asked}")
    if found.half_life is not None:
        told.append(f"the urge halves in {found.half_life:.0f} days, by {found.urges} numbers")
    return "\n" + wrapped("; ".join(told) + ".")
