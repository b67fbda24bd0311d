"""`hide`: quiet for a day. Whoever looks meanwhile finds nothing to see."""

from typing import Annotated, Any

import typer

from tending.cli.output import AsJson, emit, emit_json, local
from tending.cli.session import Session, session_of
from tending.core.words import say
from tending.service import hiding

AGAIN = "As before."


def hide(
    ctx: typer.Context,
    off: Annotated[bool, typer.Option("--off", help="Show and send again, from now.")] = False,
    as_json: AsJson = False,
) -> None:
    """Nothing is sent and nothing shown for 24 hours. Replies are kept all the same."""
    session = session_of(ctx)
    turn = session.begun()
    if off:
        hiding.show_again(turn, session.app.journal)
        until = None
    else:
        until = hiding.hide(turn, session.app.journal)
    session.wake()
    stamp = until.isoformat() if until else None
    if as_json:
        emit_json({"hidden_until": stamp})
    else:
        emit(f"Quiet until {local(stamp, turn.given.rules.zone)}." if until else AGAIN)


def is_hidden(session: Session) -> bool:
    return hiding.is_hidden(session.app.turn(), session.app.journal)


def nothing_to_see(session: Session) -> Any:
    """A command that takes any words, and has nothing to show."""

    def shown(ctx: typer.Context) -> None:
        if "--json" in ctx.args:
            emit_json([])
        else:
            emit(say("hidden", session.app.rules.language))

    alone = typer.Typer(rich_markup_mode=None, add_completion=False)
    alone.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(shown)
    return alone
