"""The week in the keeper's own words, where they may go; elsewhere in numbers. Never in a prompt's place."""

from collections.abc import Sequence
from datetime import timedelta

from tending.core.entries import Answered, Entry, Held
from tending.core.model import Level
from tending.core.records import Query
from tending.core.words import say
from tending.ports import Work
from tending.service import recording
from tending.service.turn import Turn

WEEK = timedelta(days=7)
WORDS_MOST, LONG = 5, 80


def week(turn: Turn, work: Work) -> Sequence[Entry]:
    """What was answered and held in the last seven days, without what was taken back; the oldest first."""
    found = work.entries(Query(kinds=("answered", "held"), since=turn.now - WEEK, oldest_first=True))
    taken = recording.taken_back(work)
    return [entry for entry in found if entry.seq not in taken]


def text(turn: Turn, found: Sequence[Entry], level: Level) -> str:
    """What is said of a week; nothing where there was none."""
    answers = [one for entry in found if isinstance(one := entry.payload, Answered)]
    pages = sum(isinstance(entry.payload, Held) and entry.payload.text != "" for entry in found)
    if not answers and not pages:
        return ""
    counted = say(
        "digest", turn.language, answers=_count(turn, "answer", len(answers)), pages=_count(turn, "page", pages)
    )
    lines = [f"- {_short(one.text)}" for one in answers if one.text.strip()][-WORDS_MOST:]
    return "\n".join([counted, *(lines if level is Level.PERSONAL else [])])


def _count(turn: Turn, what: str, number: int) -> str:
    return say(f"digest-{what}" if number == 1 else f"digest-{what}s", turn.language, number=str(number))


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONG else f"{line[:LONG].rstrip()} \u2026"
