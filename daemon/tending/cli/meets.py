"""`meet`: what to know before a meeting, and that it has been."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from tending.cli.hide import is_hidden
from tending.cli.options import Text, Who, worded, words
from tending.cli.output import AsJson, emit, emit_json, wrapped
from tending.cli.session import Session, session_of
from tending.cli.telling import heard_rows, tell
from tending.core.ledgers.meet import MOST_MINUTES
from tending.core.records import Heard
from tending.core.words import say
from tending.service import arranging
from tending.service.arranging import Planned

SHOWN = ("invitation", "purpose", "tricked", "place", "when", "exit", "later", "no", "agreed", "held")

meet = typer.Typer(rich_markup_mode=None, add_completion=False)


class Tricked(StrEnum):
    """Whether the wording would leave them feeling tricked."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


def _words(name: str, helps: str) -> Any:
    return worded(name, "TEXT", helps)


@meet.command()
def plan(
    ctx: typer.Context,
    invitation: Annotated[str, _words("--invitation", "Their invitation or yes, in their words.")] = "",
    purpose: Annotated[str, _words("--purpose", "What it is for, in one plain sentence.")] = "",
    tricked: Annotated[
        Tricked | None, typer.Option("--tricked", help="Would your wording leave them feeling tricked?")
    ] = None,
    place: Annotated[str, _words("--place", "Public, calm, easy to leave.")] = "",
    when: Annotated[str, typer.Option("--when", metavar="DATE", help="Day and hour: in 12 days 15:00.")] = "",
    minutes: Annotated[
        int | None, typer.Option("--minutes", metavar="N", min=5, max=MOST_MINUTES, help="How long; 45 if left out.")
    ] = None,
    leave: Annotated[str, _words("--exit", "What you say to stop, and the way home.")] = "",
    later: Annotated[str, _words("--later", "What you leave for another day.")] = "",
    no: Annotated[str, _words("--no", "What you say if the answer is no.")] = "",
    bond: Who = "",
    as_json: AsJson = False,
) -> None:
    """Whether it is ready, and what is missing; each option sets one of the seven."""
    session = session_of(ctx)
    given = {"invitation": invitation, "purpose": purpose, "place": place, "exit": leave, "later": later, "no": no}
    texts = {name: text for name, text in given.items() if text.strip()}
    heard = None
    if texts or when or minutes or tricked:
        turn = session.begun()
        length = {"duration": minutes} if minutes else {}
        named = arranging.read_when(turn, when) if when else {}
        wording = tricked.value if tricked else ""
        heard = arranging.plan(turn, session.app.journal, texts, when={**named, **length}, wording=wording, bond=bond)
    if is_hidden(session):
        _told_hidden(session, heard, as_json=as_json)
        return
    found = arranging.planned(session.app.turn(), session.app.journal, bond)
    told = heard_rows(session, heard) if heard is not None else {}
    if as_json:
        session.wake()
        emit_json(_row(session, found) | told)
        return
    _show(session, heard, _lines(session, found))


def _show(session: Session, heard: Heard | None, lines: str) -> None:
    """What was understood, then what is missing, once; a question that is asked now stands last."""
    if heard is None or heard.follows is not None:
        emit(lines if heard is None else f"{lines}\n")
    if heard is not None:
        tell(session, heard, as_json=False)
        if heard.follows is None and heard.card is None and lines not in heard.echo:
            emit(lines)


def _told_hidden(session: Session, heard: Heard | None, *, as_json: bool) -> None:
    if heard is not None:
        tell(session, heard, as_json=as_json)
    elif as_json:
        emit_json([])
    else:
        emit(say("hidden", session.app.rules.language))


def _row(session: Session, found: Planned) -> dict[str, Any]:
    language = session.app.turn().language
    why = say(found.reason, language) if found.reason else None
    return {"ready": found.ready, "missing": list(found.missing), "reason": why}


def _lines(session: Session, found: Planned) -> str:
    language = session.app.turn().language
    if found.ready:
        return say("meet-ready", language)
    lines = [wrapped(say(f"check-{name}", language), "  - ", "    ") for name in found.missing]
    return "\n".join([wrapped(say(found.reason, language)), *lines])


@meet.command()
def show(ctx: typer.Context, bond: Who = "", as_json: AsJson = False) -> None:
    """The plan in your own words."""
    session = session_of(ctx)
    found = arranging.planned(session.app.turn(), session.app.journal, bond)
    if as_json:
        emit_json(_row(session, found) | {"plan": _plan(found)})
        return
    rows = [wrapped(f"{name}: {value}", "  ", "    ") for name, value in _shown(_plan(found) or {}) if value]
    emit("\n".join([*rows, _lines(session, found)]))


def _shown(plan: dict[str, Any]) -> list[tuple[str, Any]]:
    """By the names of the options, in their order."""
    on = " ".join(filter(None, (plan.get("day"), plan.get("hour"))))
    when = f"{on}, {plan['minutes']} minutes" if on else ""
    return [(name, when if name == "when" else plan.get(name)) for name in SHOWN]


def _plan(found: Planned) -> dict[str, Any] | None:
    known = found.meeting
    if known is None:
        return None
    return {
        **known.texts,
        "tricked": known.wording or None,
        "day": known.day.isoformat() if known.day else None,
        "hour": known.hour.isoformat("minutes") if known.hour else None,
        "minutes": known.minutes,
        "agreed": known.agreed.isoformat() if known.agreed else None,
        "held": known.held,
    }


@meet.command()
def done(
    ctx: typer.Context,
    text: Text = None,
    off: Annotated[bool, typer.Option("--off", help="There is no meeting after all.")] = False,
    bond: Who = "",
    as_json: AsJson = False,
) -> None:
    """It has been, and what they said or asked for that you want to remember."""
    session = session_of(ctx)
    heard = arranging.done(session.begun(), session.app.journal, words(text), off=off, bond=bond)
    tell(session, heard, as_json=as_json)
