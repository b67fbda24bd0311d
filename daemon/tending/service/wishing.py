"""The wish as the keeper has told it. Earlier answers are out of sight while a question about it is open."""

from collections.abc import Iterator
from datetime import date

from tending.core import hours
from tending.core.entries import Answered
from tending.core.ledgers import wish
from tending.core.ledgers.rows import number
from tending.core.ledgers.wish import Measures, Said, WishLedger
from tending.core.model import Family
from tending.core.standing import BondStanding, Standing
from tending.core.values import dataclass
from tending.ports import Journal, Work
from tending.service import commanding, recording
from tending.service.turn import Turn


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """`waits` is the check-in that is open about it, 0 for none. While one is, nothing else of this is to be shown."""

    label: str
    waits: int
    told: WishLedger
    answers: tuple[Said, ...]
    measures: Measures


def look(turn: Turn, journal: Journal, bond: str = "") -> Wish:
    """What the keeper said of the wish about one bond."""
    with journal.reading() as work:
        standing = work.standing()
        known = standing.bond(commanding.bond_number(work, bond))
        answers = tuple(_answers(turn, work, known))
        levels = [(one.on, float(one.text)) for one in answers if one.prompt == wish.LEVEL]
    said = tuple(one for one in answers if one.prompt != wish.LEVEL)
    return Wish(
        label=known.label,
        waits=waits(turn, standing, known),
        told=known.ledgers.wish,
        answers=said,
        measures=wish.measures(said, levels, turn.today),
    )


def waits(turn: Turn, standing: Standing, bond: BondStanding) -> int:
    """The open check-in whose question is about the wish; the one-key question at the end of another counts too."""
    about = {prompt.id for prompt in turn.given.families.get(Family.WANT, ())}
    return next((one.id for one in standing.open if one.bond == bond.number and one.prompt in about), 0)


def _answers(turn: Turn, work: Work, bond: BondStanding) -> Iterator[Said]:
    """What was answered and not taken back, the oldest first. The strength of the wish is a bare number."""
    for entry in recording.recorded(work, Answered.kind, bond.number):
        if isinstance(fact := entry.payload, Answered) and _is_about(turn, fact) and not fact.addendum:
            yield _said(hours.local_date(entry.at, turn.given.rules.zone), fact)


def _is_about(turn: Turn, fact: Answered) -> bool:
    prompt = turn.given.prompts.get(fact.prompt)
    if fact.prompt == wish.LEVEL:
        return number(fact.values) is not None
    return prompt is not None and prompt.family is Family.WANT


def _said(on: date, fact: Answered) -> Said:
    if fact.prompt == wish.LEVEL:
        return Said(on=on, prompt=fact.prompt, text=str(number(fact.values)))
    return Said(on=on, prompt=fact.prompt, text=fact.text, leans=wish.leans(fact.prompt, fact.values))
