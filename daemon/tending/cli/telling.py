"""What came of a word or an answer, as the screen shows it."""

from typing import Any

from tending.cli.hide import is_hidden
from tending.cli.output import emit, emit_json, wrapped
from tending.cli.session import Session
from tending.core.records import Heard
from tending.core.rendering import offering, question
from tending.core.words import say
from tending.service.views import stamp


def tell(session: Session, heard: Heard, *, as_json: bool) -> None:
    """The echo, then the next question of the sitting; the help card stands alone. A running daemon is told."""
    session.wake()
    heard = seen(session, heard)
    asks = _question(session, heard)
    if as_json:
        emit_json(heard_rows(session, heard))
        return
    blocks = [heard.card] if heard.card is not None else [heard.echo, asks]
    emit("\n\n".join(wrapped(block) for block in blocks if block))


def seen(session: Session, heard: Heard) -> Heard:
    """While it is hidden, that the words were kept, and not what came of them. The card always comes."""
    if heard.card is not None or not is_hidden(session):
        return heard
    return Heard(understood=heard.understood, echo=say("hidden-kept", session.app.rules.language))


def _question(session: Session, heard: Heard) -> str | None:
    if heard.follows is None:
        return None
    plan = session.app.plan
    prompt = offering(plan.prompts.get(heard.follows_prompt), heard.follows, language=plan.rules.language)
    return question(heard.follows.personal, prompt, plan.rules.language)


def heard_rows(session: Session, heard: Heard) -> dict[str, Any]:
    """The same as values for JSON."""
    return {
        "understood": heard.understood,
        "echo": heard.echo,
        "check_in": f"c{heard.check_in}" if heard.check_in is not None else None,
        "next_at": stamp(heard.next_at),
        "card": heard.card,
        "question": _question(session, heard),
    }
