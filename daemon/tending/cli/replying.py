"""`reply`: an answer to the open check-in, or to the one named."""

import re
from typing import Annotated

import typer

from tending import app
from tending.cli import typed
from tending.cli.bad_hour import card_whatever_happens
from tending.cli.output import AsJson, emit, wrapped
from tending.cli.session import Session, session_of
from tending.cli.telling import tell
from tending.core import pacing
from tending.core.errors import UsageError
from tending.core.rendering import question
from tending.service import hearing
from tending.service.asking import prompt_of
from tending.service.turn import Turn
from tending.service.views import CHECK_IN

TOO_LONG = re.compile(r"c[0-9]{19,}")


def reply(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="ID TEXT", help="A check-in such as c17, and your answer.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    session = session_of(ctx)
    named, text = _split(list(words or ()))
    answer = "" if not text and typed.at_terminal() else typed.words(text) or typed.rest_of_input("Your answer.")
    with card_whatever_happens(session, answer, as_json=as_json):
        _take(session, named, answer, as_json=as_json)


def _take(session: Session, named: int | None, given: str, *, as_json: bool) -> None:
    turn = session.begun()
    if named is not None:
        _must_exist(session, named)
    answer = given or _asked_for(session, turn)
    if not answer.strip():
        raise UsageError("the answer is empty: write a word, or skip")
    heard = hearing.hear(turn, session.app.journal, app.typed(answer, turn.now, named))
    tell(session, heard, as_json=as_json)


def _split(words: list[str]) -> tuple[int | None, list[str]]:
    """`c17 yes` names a check-in; `3` is an answer."""
    named = CHECK_IN.fullmatch(words[0]) if words else None
    if named:
        return int(named[1]), words[1:]
    if words and TOO_LONG.fullmatch(words[0]):
        raise UsageError("there is no check-in with so long a number: tending status shows what is open")
    return None, words


def _must_exist(session: Session, named: int) -> None:
    with session.app.journal.reading() as work:
        if work.check_in(named) is None:
            open_now = ", ".join(f"c{sitting.id}" for sitting in work.standing().open) or "none"
            raise UsageError(f"there is no check-in c{named}; open now: {open_now}")


def _asked_for(session: Session, turn: Turn) -> str:
    with session.app.journal.reading() as work:
        standing = work.standing()
    asking = None if pacing.hidden(standing, turn.now) else standing.asking
    if asking is not None and typed.at_terminal():
        emit(wrapped(question(asking.words.personal, prompt_of(turn.given, asking), turn.language)))
    return typed.rest_of_input("Your answer.")
