"""Contacts: what went between the two, by direction, and what was kept instead of being asked. Never a score.

Nothing of it is in the standing: the doors and the ladder are `contact`, and planning needs no more.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from tending.core.entries import Entry, Reached, Said
from tending.core.ledgers.rows import said, text_of
from tending.core.values import dataclass

DIRECTIONS: Mapping[str, str] = {
    "i-wrote": "me",
    "silence": "silence",
    **dict.fromkeys(("they-wrote", "yes", "space", "no", "order"), "they"),
}
NOTHING_CAME = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """One thing that went between the two, or did not. `direction` is me, they or silence; `what` is the entry's word.

    `rung` is how near a message of theirs came, 1 casual to 4 in person; None where nobody said.
    """

    id: int
    on: date
    direction: str
    what: str
    text: str = ""
    rung: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Parked:
    """A question that was kept here instead of being asked."""

    id: int
    on: date
    text: str


def contacts(entries: Iterable[Entry]) -> tuple[Contact, ...]:
    """Every contact, the oldest first."""
    found = (_contact(entry) for entry in entries)
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.id))


def _contact(entry: Entry) -> Contact | None:
    match entry.payload:
        case Said(what=what, on=on, text=text, rung=rung) if what in DIRECTIONS:
            return Contact(id=entry.seq, on=on, direction=DIRECTIONS[what], what=what, text=text, rung=rung)
        case Reached(what="reply", on=on) as fact if said(fact) == NOTHING_CAME:
            return Contact(id=entry.seq, on=on, direction="silence", what="silence")
        case _:
            return None


def parked(entries: Iterable[Entry]) -> tuple[Parked, ...]:
    """The questions that were kept instead of being asked, the oldest first."""
    facts = ((entry, fact) for entry in entries if isinstance(fact := entry.payload, Reached) and fact.what == "parked")
    return tuple(Parked(id=entry.seq, on=fact.on, text=text_of(fact)) for entry, fact in facts)


def latest(entries: Iterable[Entry], what: str) -> str:
    """What was last chosen as `step` or `rhythm`; nothing where it was not."""
    chosen = [said(fact) for entry in entries if isinstance(fact := entry.payload, Reached) and fact.what == what]
    return chosen[-1] if chosen else ""
