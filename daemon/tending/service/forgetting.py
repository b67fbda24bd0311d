"""Forgetting a bond: the words are gone, the limits stay where they were, a number without a name is left."""

from functools import reduce

from tending.core.contact import Contact
from tending.core.contact_union import union
from tending.core.entries import Draft, Forgotten, MarksKept
from tending.core.errors import UnknownError
from tending.core.records import Query
from tending.core.standing import Standing
from tending.core.values import dataclass
from tending.ports import Journal, Work
from tending.service import asking
from tending.service.turn import Turn

UNFINISHED = "forgetting"


@dataclass(frozen=True, kw_only=True, slots=True)
class Gone:
    """What was emptied, in numbers."""

    entries: int
    check_ins: int


def forget(turn: Turn, journal: Journal, label: str) -> Gone:
    """Every bond of that label, closed ones too: each keeps the marks of all. Raises UsageError where there is none."""
    with journal.writing() as work:
        numbers = called(work.standing(), label)
        marks = reduce(union, [work.standing().bond(number).contact for number in numbers])
        gone = [_forget(turn, work, number, marks) for number in numbers]
        for way in turn.ways:
            work.set_meta(f"echo.{way.name}", "")
        work.set_meta(UNFINISHED, "yes")
    return Gone(entries=sum(one.entries for one in gone), check_ins=sum(one.check_ins for one in gone))


def is_unfinished(journal: Journal) -> bool:
    """Whether words that were forgotten may still lie in free pages and in copies: the process that did it died."""
    with journal.reading() as work:
        return bool(work.meta(UNFINISHED))


def finish(journal: Journal) -> None:
    with journal.writing() as work:
        work.set_meta(UNFINISHED, "")


def called(standing: Standing, label: str) -> list[int]:
    known = [bond for bond in standing.bonds if bond.label]
    found = [bond.number for bond in known if bond.label == label]
    if not found:
        raise UnknownError(f"there is no bond called {label}", [bond.label for bond in known], "none yet")
    return found


def _forget(turn: Turn, work: Work, number: int, marks: Contact) -> Gone:
    standing = work.standing()
    for sitting in standing.open:
        if sitting.bond == number:
            asking.cancel(work, sitting.id)
    entries = work.entries(Query(bond=number))
    facts = (_kept(standing, len(entries)), MarksKept(contact=marks))
    marker, _ = work.append(*(Draft(payload=fact, at=turn.now, bond=number) for fact in facts))
    work.empty(number, before=marker.seq)
    return Gone(entries=len(entries), check_ins=sum(one.kind == "asked" for one in entries))


def _kept(standing: Standing, entries: int) -> Forgotten:
    """What keeps the limits where they are although what led to them is gone."""
    return Forgotten(
        entries=entries,
        asked=standing.asked,
        heard=standing.heard,
        unanswered=standing.unanswered,
        sent=tuple((one.at, one.halves, one.check_in) for one in standing.sent),
        last_sent_at=standing.last_sent_at,
        recovering_until=standing.recovering_until,
        budget=standing.budget,
        writing=standing.writing,
    )
