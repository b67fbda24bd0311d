"""Reaching out, to look back on: what went between the two, what was chosen, and what was kept unasked."""

from tending.core.entries import Reached, Said
from tending.core.ledgers import reach
from tending.core.ledgers.reach import Contact, Parked
from tending.core.values import dataclass
from tending.ports import Journal
from tending.service import commanding, recording


@dataclass(frozen=True, kw_only=True, slots=True)
class Reaching:
    """`step` and `rhythm` are what the keeper chose last; empty where nothing was."""

    contacts: tuple[Contact, ...]
    parked: tuple[Parked, ...]
    step: str
    rhythm: str


def shown(journal: Journal, bond: str = "") -> Reaching:
    with journal.reading() as work:
        number = commanding.bond_number(work, bond)
        said = recording.recorded(work, Said.kind, number)
        reached = recording.recorded(work, Reached.kind, number)
    return Reaching(
        contacts=reach.contacts((*said, *reached)),
        parked=reach.parked(reached),
        step=reach.latest(reached, "step"),
        rhythm=reach.latest(reached, "rhythm"),
    )
