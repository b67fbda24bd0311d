"""`hold`: the night drawer. Nothing in it is ever sent."""

import re
from typing import Annotated, Any

import typer

from tending.cli import typed
from tending.cli.bad_hour import card_whatever_happens
from tending.cli.options import Text, words
from tending.cli.output import AsJson, emit, emit_json, local, wrapped
from tending.cli.session import Session, session_of
from tending.cli.telling import tell
from tending.core.errors import UsageError
from tending.core.words import say
from tending.service import commanding, echoes
from tending.service.views import stamp

PAGE = re.compile(r"p?([1-9][0-9]{0,17})")


def hold(
    ctx: typer.Context,
    text: Text = None,
    listed: Annotated[bool, typer.Option("--list", help="The pages that are held, newest first.")] = False,
    keep: Annotated[str, typer.Option("--keep", metavar="ID", help="Keep a page, such as p12, out of the way.")] = "",
    delete: Annotated[str, typer.Option("--delete", metavar="ID", help="Throw a page away.")] = "",
    as_json: AsJson = False,
) -> None:
    session = session_of(ctx)
    if sum(map(bool, (listed, keep, delete))) > 1:
        raise UsageError("hold: one of --list, --keep and --delete at a time")
    if text and (listed or keep or delete):
        raise UsageError("hold: words for a new page stand alone, without --list, --keep and --delete")
    if listed:
        _list(session, as_json=as_json)
    elif keep or delete:
        _settle(session, keep or delete, "kept" if keep else "deleted", as_json=as_json)
    else:
        _hold(session, words(text) or _typed(session), as_json=as_json)


def _typed(session: Session) -> str:
    turn = session.app.bare_turn()
    shown = say("hold-open", turn.language, when=echoes.when(turn, turn.daylight))
    return typed.rest_of_input(wrapped(shown) + "\n")


def _hold(session: Session, text: str, *, as_json: bool) -> None:
    with card_whatever_happens(session, text, as_json=as_json):
        tell(session, commanding.hold(session.begun(), session.app.journal, text), as_json=as_json)


def _list(session: Session, *, as_json: bool) -> None:
    rows: list[dict[str, Any]] = [
        {"id": f"p{seq}", "show_at": stamp(page.show_at), "text": page.text, "became": became or None}
        for seq, page, became in commanding.pages(session.app.journal)
        if not page.draft
    ]
    if as_json:
        emit_json(rows)
        return
    zone = session.app.rules.zone
    lines = [f"{row['id']}  {local(row['show_at'], zone)}\n{wrapped(row['text'], '  ')}" for row in rows]
    emit("\n\n".join(lines) or "The drawer is empty.")


def _settle(session: Session, name: str, became: str, *, as_json: bool) -> None:
    found = PAGE.fullmatch(name)
    if found is None:
        raise UsageError(f"{name}: is no page: write its id, such as p12")
    commanding.settle_page(session.begun(), session.app.journal, int(found[1]), became)
    session.wake()
    if as_json:
        emit_json({"id": f"p{found[1]}", "became": became})
    else:
        emit("Kept." if became == "kept" else "Put away. It is not shown again; its words stay in your journal.")
