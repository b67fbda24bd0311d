"""The drawer: pages of the night, and drafts. Each is shown again by daylight; nothing here is ever sent.

Nothing of it is among the ledgers of the standing: the pages that are still to be shown are its drawer.
"""

from collections.abc import Iterable
from datetime import datetime

from tending.core.entries import Answered, Entry, Held, HeldKept
from tending.core.values import dataclass

DELETED = "deleted"


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """`id` is the number of its entry, `became` what became of it: kept, sent, or nothing yet."""

    id: int
    at: datetime
    text: str
    draft: bool
    show_at: datetime
    became: str


def kept(entries: Iterable[Entry]) -> list[tuple[Entry, Held, str]]:
    """Every page that has words and was not thrown away, the oldest first, with what became of it."""
    known = list(entries)
    became = _became(known)
    return [
        (one, one.payload, became.get(one.seq, ""))
        for one in known
        if isinstance(one.payload, Held) and one.payload.text and became.get(one.seq) != DELETED
    ]


def _became(entries: Iterable[Entry]) -> dict[int, str]:
    return {fact.page: fact.became for one in entries if isinstance(fact := one.payload, HeldKept)}


def all_rows(entries: Iterable[Entry]) -> tuple[Page, ...]:
    return tuple(
        Page(id=one.seq, at=one.at, text=fact.text, draft=fact.draft, show_at=fact.show_at, became=became)
        for one, fact, became in kept(entries)
    )


def answers(entries: Iterable[Entry]) -> frozenset[tuple[int, str]]:
    """Check-in and words of each answer that is a page of the drawer too."""
    facts = (fact for one in entries if isinstance(fact := one.payload, Held) and fact.check_in)
    return frozenset((fact.check_in, fact.text) for fact in facts)


def is_page(fact: Answered, known: frozenset[tuple[int, str]]) -> bool:
    return (fact.check_in, fact.text) in known


@dataclass(frozen=True, kw_only=True, slots=True)
class Measures:
    """Drafts, and how many of them were kept, or let go. What was sent is a contact, and counted there."""

    drafts: int
    kept: int
    let_go: int


def measures(entries: Iterable[Entry]) -> Measures:
    known = list(entries)
    became = _became(known)
    drafts = [became.get(one.seq, "") for one in known if isinstance(one.payload, Held) and one.payload.draft]
    return Measures(drafts=len(drafts), kept=drafts.count("kept"), let_go=drafts.count(DELETED))
