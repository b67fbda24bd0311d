"""The help card needs no store: where nothing can be kept, whoever calls for it gets it all the same."""

from collections.abc import Iterator
from contextlib import contextmanager

from tending.cli.session import Session
from tending.cli.telling import tell
from tending.core import care, replies
from tending.core.errors import SettingsError, StoreError
from tending.core.model import Verb, Word
from tending.core.records import Heard
from tending.service import caring
from tending.service.turn import Turn


@contextmanager
def card_whatever_happens(session: Session, text: str, *, as_json: bool) -> Iterator[None]:
    """Around a command that keeps words: the card, and then what was wrong."""
    try:
        yield
    except (StoreError, SettingsError):
        if _calls(session.app.bare_turn(), text):
            show_card(session, as_json=as_json)
        raise


def show_card(session: Session, *, as_json: bool) -> None:
    """The card alone. It waits for no key to be typed."""
    card = caring.crisis_card(session.app.bare_turn())
    tell(session, Heard(understood="help", echo=card, card=card), as_json=as_json)


def _calls(turn: Turn, text: str) -> bool:
    if care.calls_for_card(text, turn.language):
        return True
    read = replies.read(text, None, today=turn.today, language=turn.language, country=turn.given.rules.country)
    return isinstance(read, Word) and read.verb is Verb.HELP
