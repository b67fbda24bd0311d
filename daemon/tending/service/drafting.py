"""Drafts: kept for a day and shown again. Nothing here sends one."""

from tending.core.entries import Draft, Held
from tending.core.records import Heard
from tending.core.words import say
from tending.ports import Journal
from tending.service import commanding, echoes
from tending.service.turn import Turn


def keep(turn: Turn, journal: Journal, text: str, *, bond: str) -> Heard:
    """Put a draft into the drawer."""
    with journal.writing() as work:
        held = Held(text=text, show_at=turn.a_day_on, draft=True)
        work.append(Draft(payload=held, at=turn.now, bond=commanding.bond_number(work, bond)))
        said = say("draft-held", turn.language, when=echoes.when(turn, held.show_at))
        return commanding.minded(turn, work, text, None, Heard(understood="draft", echo=said, changed=True))


def rows(journal: Journal) -> list[tuple[int, Held, str]]:
    """Every draft that was not thrown away, newest first, with what became of it."""
    return [(seq, page, became) for seq, page, became in commanding.pages(journal) if page.draft]
