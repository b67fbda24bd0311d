"""The words that always work, as commands."""

from typing import Annotated

import typer

from tending.app import typed as as_reply
from tending.cli import typed
from tending.cli.bad_hour import card_whatever_happens, show_card
from tending.cli.lines import entry_line
from tending.cli.output import AsJson, emit
from tending.cli.session import Session, session_of
from tending.cli.telling import tell
from tending.core import care
from tending.core.records import Heard
from tending.ports import Journal
from tending.service import commanding, hearing, views
from tending.service.turn import Turn

While = Annotated[list[str] | None, typer.Argument(metavar="DURATION or DATE", help="Such as 2w, or until 3 May.")]


def next_(ctx: typer.Context, as_json: AsJson = False) -> None:
    _say(ctx, "next", as_json=as_json)


def skip(ctx: typer.Context, as_json: AsJson = False) -> None:
    _say(ctx, "skip", as_json=as_json)


def later(ctx: typer.Context, when: While = None, as_json: AsJson = False) -> None:
    _say(ctx, f"later {typed.words(when)}", as_json=as_json)


def pause(ctx: typer.Context, when: While = None, as_json: AsJson = False) -> None:
    _say(ctx, f"pause {typed.words(when)}", as_json=as_json)


def resume(ctx: typer.Context, as_json: AsJson = False) -> None:
    _say(ctx, "resume", as_json=as_json)


def less(ctx: typer.Context, as_json: AsJson = False) -> None:
    _say(ctx, "less", as_json=as_json)


def more(ctx: typer.Context, as_json: AsJson = False) -> None:
    _say(ctx, "more", as_json=as_json)


def undo(ctx: typer.Context, as_json: AsJson = False) -> None:
    """With what it was, in the keeper's own words: it may be another thing than they thought."""
    heard = _say(ctx, "undo", as_json=as_json)
    if heard.understood == "undo" and heard.changed and not as_json:
        _show_undone(session_of(ctx))


def _show_undone(session: Session) -> None:
    turn = session.app.turn()
    row = views.last_undone(turn, session.app.journal)
    if row is not None:
        emit(entry_line(row, turn.given.rules.zone))


def misread(ctx: typer.Context, as_json: AsJson = False) -> None:
    _say(ctx, "misread", as_json=as_json)


def help_(ctx: typer.Context, as_json: AsJson = False) -> None:
    session = session_of(ctx)
    if session.app.needs_passphrase:
        show_card(session, as_json=as_json)
        return
    with card_whatever_happens(session, "help", as_json=as_json):
        _say(ctx, "help", as_json=as_json)


def _say(ctx: typer.Context, text: str, *, as_json: bool) -> Heard:
    session = session_of(ctx)
    turn = session.begun()
    heard = _heard(turn, session.app.journal, text)
    tell(session, heard, as_json=as_json)
    return heard


def _heard(turn: Turn, journal: Journal, text: str) -> Heard:
    if care.calls_for_card(text, turn.language):
        return hearing.hear(turn, journal, as_reply(text, turn.now))
    return commanding.obey(turn, journal, commanding.spoken(turn, text.strip()))
