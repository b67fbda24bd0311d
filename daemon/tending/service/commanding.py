"""What the command line does by a word: no reply that has to be kept raw, but the same verbs and the same echo."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tending.core import care, replies
from tending.core.entries import Draft, Held, HeldKept, Noted, Said
from tending.core.errors import UsageError
from tending.core.ledgers import hold as hold_ledger
from tending.core.model import Unclear, Verb, Word
from tending.core.records import Heard, Reply, ReplyState, StoredReply
from tending.core.standing import Sitting
from tending.core.words import listed, say
from tending.ports import Journal, Work
from tending.service import beginning, caring, consenting, echoes, hearing, minding, recording, verbs
from tending.service.turn import Turn

TERMINAL = "terminal"


def spoken(turn: Turn, text: str) -> Word:
    """The verb that a command says, with its argument. Raises UsageError when it cannot be read."""
    understood = replies.read(text, None, today=turn.today, language=turn.language, country=turn.given.rules.country)
    if isinstance(understood, Word):
        return understood
    if isinstance(understood, Unclear):
        offered = listed(understood.choices, turn.language, word="or")
        raise UsageError(f"{text}: that can be read in more than one way: {offered}")
    raise UsageError(f"{text}: write a while such as 3d or 2w, or a date such as 2026-05-03")


def obey(turn: Turn, journal: Journal, word: Word) -> Heard:
    """Do what a word says, to the check-in that is open."""
    reply = Reply(channel=TERMINAL, provider_id="", received_at=turn.now, raw=b"", text=word.verb.value)
    with journal.writing() as work:
        target = hearing.find_target(turn, work.standing(), None)
        sitting = target.sitting if target is not None else None
        return minded(turn, work, word.text, sitting, verbs.obey(turn, work, word, sitting, reply))


def minded(turn: Turn, work: Work, text: str, sitting: Sitting | None, heard: Heard) -> Heard:
    """What words that came with a command, and are kept by it, call for: the help card, else a door that holds."""
    return minding.mind(turn, work, text, sitting, heeded(turn, work, text) or heard)


def told(turn: Turn, work: Work, understood: str, key: str, text: str, **filled: str) -> Heard:
    """What a command that was obeyed says, by a key of the words, once its own words have been minded."""
    said = say(key, turn.language, **filled)
    return minded(turn, work, text, None, echoes.closing(turn, work, understood, said, changed=True))


def heeded(turn: Turn, work: Work, text: str) -> Heard | None:
    """The help card, where words call for it."""
    return caring.heed(turn, work) if care.calls_for_card(text, turn.language) else None


def hold(turn: Turn, journal: Journal, text: str) -> Heard:
    """A page for the night drawer."""
    return obey(turn, journal, Word(verb=Verb.HOLD, text=text))


def read_day(turn: Turn, text: str, *, past: bool = False) -> date:
    """A day as the keeper writes it; `past`: not after today. Raises UsageError."""
    rules = turn.given.rules
    day = replies.read_date(text, today=turn.today, country=rules.country, past=past, language=rules.language)
    if isinstance(day, Unclear):
        raise UsageError(f"{text}: which day is it, {listed(day.choices, rules.language, word='or')}?")
    if day is None:
        raise UsageError(f"{text}: is no day: write 2026-05-03, yesterday or 6 weeks ago")
    if past and day > turn.today:
        raise UsageError(f"{text}: {day.isoformat()} has not come yet: name the day it happened")
    return day


def log_contact(
    turn: Turn, journal: Journal, what: str, *, bond: str, on: date, text: str, rung: int | None = None
) -> Heard:
    """What happened between the two, on the day it happened: they, me or silence. `bond` empty is the first one."""
    with journal.writing() as work:
        number = bond_number(work, bond)
        if what == "they":
            heard = consenting.they_wrote(turn, work, number, on=on, text=text, rung=rung)
            return heeded(turn, work, text) or heard
        if what == "me":
            return minded(turn, work, text, None, consenting.i_wrote(turn, work, number, on=on, text=text))
        work.append(Draft(payload=Said(what="silence", on=on, text=text), at=turn.now, bond=number))
        heard = echoes.closing(turn, work, "silence", say("silence", turn.language), changed=True)
        return minded(turn, work, text, None, heard)


def log_said(
    turn: Turn, journal: Journal, what: str, *, bond: str, on: date, text: str, until: date | None = None
) -> Heard:
    """What they said about contact: yes, space, no or order."""
    with journal.writing() as work:
        number = bond_number(work, bond)
        if what == "yes":
            heard = consenting.they_wrote(turn, work, number, on=on, text=text, what="yes")
        else:
            heard = consenting.said(turn, work, number, what, on=on, text=text, until=until)
        return heeded(turn, work, text) or heard


def reopen(turn: Turn, journal: Journal, *, bond: str, statement: str) -> Heard:
    """Raises RefusedError: nothing but its own exit opens a door. Words for a bad hour bring the card instead."""
    with journal.writing() as work:
        number = bond_number(work, bond)
        if (card := heeded(turn, work, statement)) is not None:
            work.append(Draft(payload=Noted(text=statement, channel=TERMINAL), at=turn.now))
            return card
        return consenting.reopen(turn, work, number, statement)


def bond_number(work: Work, label: str) -> int:
    standing = work.standing()
    if label:
        return beginning.bond_called(standing, label).number
    open_bonds = [bond.number for bond in standing.bonds if not bond.closed]
    if not open_bonds:
        raise UsageError("there is no bond yet: tending bond add LABEL")
    return open_bonds[0]


def pages(journal: Journal) -> list[tuple[int, Held, str]]:
    """The pages of the drawer, drafts too, newest first, with what became of each; those thrown away are left out."""
    with journal.reading() as work:
        found = hold_ledger.kept(recording.recorded(work, Held.kind, None, HeldKept.kind))
    return [(entry.seq, page, became) for entry, page, became in reversed(found)]


def settle_page(turn: Turn, journal: Journal, page: int, became: str) -> None:
    """Keep a page, or throw it away: then it is shown no more. Raises UsageError for what is no page."""
    known = [seq for seq, _, _ in pages(journal)]
    if page not in known:
        names = ", ".join(f"p{seq}" for seq in known) or "none"
        raise UsageError(f"there is no page p{page} in the drawer; there are: {names}")
    with journal.writing() as work:
        work.append(Draft(payload=HeldKept(page=page, became=became), at=turn.now))


def reread(turn: Turn, journal: Journal, parse: Callable[[Reply], str]) -> list[tuple[StoredReply, Heard]]:
    """Read again what could not be read when it came, and what nobody came to read.

    `parse` finds the text in a raw reply that had none, or gives nothing.
    """
    with journal.reading() as work:
        waiting = (*work.replies(ReplyState.NEW), *work.replies(ReplyState.QUARANTINED))
    found = [(stored, stored.reply.text or parse(stored.reply)) for stored in waiting]
    return [
        (stored, hearing.read(turn, journal, replace(stored, reply=replace(stored.reply, text=text, trouble=""))))
        for stored, text in found
        if text.strip()
    ]
