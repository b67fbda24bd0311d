"""Progress: what the ledgers measure, each with its n. No streaks, no days without contact, nothing to raise."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tending.core import figures, hours
from tending.core.contact import RUNGS
from tending.core.entries import Answered, Entry, HeldKept
from tending.core.errors import UnknownError
from tending.core.figures import Count, Figure, Ladder, Levels
from tending.core.ledgers.shown import SHOWN
from tending.core.model import Family
from tending.core.standing import BondStanding, Standing
from tending.core.values import dataclass
from tending.ports import Journal, Work
from tending.service import recording, wishing
from tending.service.turn import Turn


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """What there is to show of one family about one bond. `answers` are those of all its questions."""

    family: Family
    answers: Count
    figures: tuple[Figure, ...]


def bonds(standing: Standing, label: str) -> list[BondStanding]:
    """The one that is named, closed or not; all that are not closed otherwise. Raises UsageError for none."""
    named = [bond for bond in standing.bonds if bond.label and bond.label == label]
    if named:
        return named[-1:]
    found = [bond for bond in standing.bonds if bond.label and not bond.closed]
    if label or not found:
        names = [bond.label for bond in standing.bonds if bond.label]
        said = f"there is no bond called {label}" if label else "no bond is open"
        raise UnknownError(said, names, "none yet: tending init")
    return found


def progress(
    turn: Turn, journal: Journal, *, bond: str = "", family: Family | None = None
) -> list[tuple[str, tuple[Section, ...]]]:
    """What can be shown of each bond by its label, one section a family that has anything."""
    with journal.reading() as work:
        standing = work.standing()
        found = [(one.label, tuple(sections(turn, work, one))) for one in bonds(standing, bond)]
    return [(label, tuple(one for one in those if family in {None, one.family})) for label, those in found]


def sections(turn: Turn, work: Work, bond: BondStanding, *, until: date | None = None) -> Iterator[Section]:
    """Of one bond, families in their own order. `until`: as it stood at the end of that day."""
    day = until or turn.today
    entries = [one for one in read(work, bond.number) if hours.local_date(one.at, turn.given.rules.zone) <= day]
    answered = answers_by_family(turn, work, entries)
    of_families = measured(turn, work, bond, entries, day)
    for family in Family:
        days = [hours.local_date(one.at, turn.given.rules.zone) for one in answered.get(family, ())]
        counted = figures.weekly("answers", days, day)
        some = tuple(one for one in of_families[family] if not figures.is_empty(one))
        if counted.n or some:
            yield Section(family=family, answers=counted, figures=some)


def read(work: Work, bond: int) -> list[Entry]:
    """Everything that is measured or told about a bond, the oldest first; not what was taken back or emptied."""
    ledgers = dict.fromkeys(kind for one in SHOWN for kind in one.made_of)
    found = recording.recorded(work, Answered.kind, bond, *ledgers)
    found += recording.recorded(work, HeldKept.kind, 0)  # what became of a draft is said of its page, not of a bond
    return [one for one in found if one.payload is not None]


def answers_by_family(turn: Turn, work: Work, entries: Sequence[Entry]) -> dict[Family, list[Entry]]:
    """By the family of each question, which may have come along in a check-in of another; of that for one unknown."""
    numbers = sorted({one.payload.check_in for one in entries if isinstance(one.payload, Answered)})
    check_ins = {one.id: one.family for one in work.check_ins(numbers)}
    found: dict[Family, list[Entry]] = {}
    for one in entries:
        if not isinstance(one.payload, Answered):
            continue
        prompt = turn.given.prompts.get(one.payload.prompt)
        family = prompt.family if prompt is not None else check_ins.get(one.payload.check_in, Family.PLAIN)
        found.setdefault(family, []).append(one)
    return found


def measured(
    turn: Turn, work: Work, bond: BondStanding, entries: Sequence[Entry], day: date
) -> dict[Family, list[Figure]]:
    """The figures of each ledger. While a question about the wish is open, what was answered before stays hidden."""
    asks = wishing.waits(turn, work.standing(), bond) > 0
    found: dict[Family, list[Figure]] = {family: [] for family in Family}
    for shown in SHOWN:
        those = shown.figures(shown.of(entries), day)
        found[shown.family] += [replace(one, hidden=asks) if isinstance(one, Levels) else one for one in those]
    rung = bond.contact.rung if day == turn.today else 0
    found[Family.REACH].append(Ladder(name="rung", at=rung, steps=RUNGS))
    return found


def rows(turn: Turn, journal: Journal, *, bond: str = "", family: Family | None = None) -> list[dict[str, Any]]:
    """The same as plain values, for programs."""
    return [
        {
            "bond": label,
            "families": [
                {
                    "family": one.family.value,
                    "answers": figures.values(one.answers),
                    "figures": [figures.values(figure) for figure in one.figures],
                }
                for one in those
            ],
        }
        for label, those in progress(turn, journal, bond=bond, family=family)
    ]
