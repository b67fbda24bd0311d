"""`heard`: what they said, what may be underneath, and what they asked for."""

from dataclasses import asdict
from enum import StrEnum
from typing import Annotated, Any

import typer

from tending.cli.options import Text, Who, needed, worded
from tending.cli.output import AsJson, emit, emit_json, wrapped
from tending.cli.session import session_of
from tending.cli.telling import tell
from tending.core.errors import UsageError
from tending.core.ledgers.listen import Line, Measures
from tending.service import listening

heard = typer.Typer(rich_markup_mode=None, add_completion=False)


class Verdict(StrEnum):
    """Of a guess: right, off or not-asked. Of a request: respected or not-yet."""

    RIGHT = "right"
    OFF = "off"
    NOT_ASKED = "not-asked"
    RESPECTED = "respected"
    NOT_YET = "not-yet"


@heard.command()
def add(
    ctx: typer.Context,
    text: Text = None,
    feeling: Annotated[str, worded("--feeling", "TEXT", "What they may have been feeling.")] = "",
    sure: Annotated[bool, typer.Option("--sure", help="You are sure of that feeling.")] = False,
    guess: Annotated[bool, typer.Option("--guess", help="It is a guess, as it is if you say nothing.")] = False,
    request: Annotated[bool, typer.Option("--request", help="They asked for it.")] = False,
    care: Annotated[bool, typer.Option("--care", help="It helps them on a bad day.")] = False,
    bond: Who = "",
    as_json: AsJson = False,
) -> None:
    """What they said, in their words."""
    said = needed(text, 'heard add: what did they say? Write: tending heard add "I need a quiet week"')
    if sure and guess:
        raise UsageError("heard add: --sure or --guess, one of them")
    if (sure or guess) and not feeling:
        raise UsageError("heard add: --sure and --guess are about a feeling: add --feeling TEXT")
    if request + care + bool(feeling) > 1:
        raise UsageError("heard add: one of --feeling, --request and --care at a time")
    session = session_of(ctx)
    kind = "request" if request else "care" if care else "entry"
    turn, journal = session.begun(), session.app.journal
    told = listening.add(turn, journal, said, kind=kind, feeling=feeling, sure=sure, bond=bond)
    tell(session, told, as_json=as_json)


@heard.command()
def check(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="ID", help="Its number, as in the list.")],
    verdict: Annotated[Verdict, typer.Argument(help="Of a guess once you asked, or of a request.")],
    bond: Who = "",
    as_json: AsJson = False,
) -> None:
    """Whether a guess was right, once you asked, or whether a request is respected."""
    session = session_of(ctx)
    told = listening.check(session.begun(), session.app.journal, number, verdict.value, bond=bond)
    tell(session, told, as_json=as_json)


@heard.command("list")
def list_(ctx: typer.Context, bond: Who = "", as_json: AsJson = False) -> None:
    """What you heard, what you guessed and checked, and what they asked for."""
    rows, found = listening.shown(session_of(ctx).app.journal, bond)
    if as_json:
        emit_json([asdict(one) for one in rows])
        return
    blocks = [_block(one) for one in rows]
    emit("\n".join([*blocks, *_measured(found)]) or "Nothing was heard yet: tending heard add TEXT")


def _block(one: Line) -> str:
    kind = {"entry": "", "request": "they asked for it", "care": "helps them"}[one.kind]
    lines = [f"{one.id:>4}  {one.on.isoformat()}  {kind}".rstrip(), wrapped(one.text, "      ", "      ")]
    if one.feeling:
        told = ", ".join(word for word in (one.sure, one.checked) if word)
        lines.append(wrapped(f"underneath: {one.feeling} ({told})", "      ", "      "))
    if one.kind == "request":
        lines.append(f"      {'respected' if one.respected else 'not marked as respected yet'}")
    return "\n".join(lines)


def _measured(found: Measures) -> list[str]:
    parts: list[tuple[Any, str]] = [
        (
            found.guesses,
            f"guesses checked: {found.checked} of {found.guesses}, right: {found.right} of {found.checked}",
        ),
        (found.requests, f"requests respected: {found.respected} of {found.requests}"),
    ]
    lines = [line for count, line in parts if count]
    return ["", *lines] if lines else []
