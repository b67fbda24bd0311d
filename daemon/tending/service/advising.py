"""Advising: what a check that the deck names finds in an answer. Advice in the echo, never a block."""

from collections.abc import Sequence

from tending.core.ledgers import account
from tending.core.model import Answer, Follow
from tending.core.words import listed, say
from tending.service import echoes
from tending.service.turn import Turn

APOLOGY = "apology:parts"


def advice(turn: Turn, met: Sequence[Follow], answer: Answer) -> str:
    """What is to be said of an answer that was looked over, or nothing."""
    checks = {one.target for one in met if one.then == "check"}
    return _apology(turn, answer) if APOLOGY in checks else ""


def _apology(turn: Turn, answer: Answer) -> str:
    """Which of the five parts it holds; a sixth, asking pardon, is optional."""
    chosen = {word for value in answer.values.values() for word in (value if isinstance(value, list) else [value])}
    missing = account.missing(chosen)
    if not missing:
        return say("apology-whole", turn.language)
    parts = listed(missing, turn.language)
    weighs = say("apology-responsibility", turn.language) if account.RESPONSIBILITY in missing else ""
    return echoes.joined(say("apology-missing", turn.language, parts=parts), weighs)
