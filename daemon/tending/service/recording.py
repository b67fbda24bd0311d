"""Recording: what an answer or a command puts into a ledger. Both make the same entries."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from tending.core import ledgers
from tending.core.entries import LEDGERS, Answered, Draft, Entry, Held, HeldKept, Payload, Said, Undone, came_with
from tending.core.model import Answer, Follow, Value
from tending.core.records import Query
from tending.core.standing import Sitting
from tending.core.words import say
from tending.ports import Work
from tending.service import echoes
from tending.service.turn import Turn

BEGINS = frozenset(
    {
        *("account.act", "promise.new", "promise.choice", "promise.pattern", "promise.marker"),
        *("listen.entry", "listen.request", "listen.care", "listen.share"),
    }
)
EACH = frozenset({"rehearse.point", "listen.request"})
DRAFT, SENT = "hold.draft", "reach.contact"
THEIRS = -1


def fact(
    item: str, *, on: date, text: str = "", values: Mapping[str, Value] | None = None, of: int = 0, check_in: int = 0
) -> Payload:
    """A fact for a ledger by its name in the decks, such as `promise.new`."""
    ledger, _, what = item.partition(".")
    return LEDGERS[ledger](what=what, on=on, text=text, values=values or {}, of=of, check_in=check_in)


def recorded(work: Work, kind: str, bond: int | None, *others: str) -> list[Entry]:
    """What a ledger holds about a bond, or about all, the oldest first; what was taken back, and what was emptied, is
    left out. With `others`, entries of those kinds too.
    """
    taken = taken_back(work)
    answers = {(belongs.check_in, entry.at) for entry, belongs in _answers(work, taken)}
    answers |= {(THEIRS, at) for _, at in answers}
    found = work.entries(Query(kinds=(kind, *others), bond=bond, oldest_first=True))
    return [one for one in found if one.seq not in taken and (_belongs(one), one.at) not in answers]


def taken_back(work: Work) -> set[int]:
    """The entries that were taken back. An undo that was itself undone takes nothing back."""
    taken: set[int] = set()
    for entry in work.entries(Query(kinds=(Undone.kind,))):
        if isinstance(entry.payload, Undone) and entry.seq not in taken:
            taken.add(entry.payload.seq)
    return taken


def _belongs(entry: Entry) -> int:
    """The check-in whose answer an entry came with; 0 for none. What they said goes with any answer of its instant."""
    theirs = isinstance(entry.payload, Said) and entry.payload.what in ("they-wrote", "yes")
    return THEIRS if theirs else came_with(entry)


def _answers(work: Work, taken: set[int]) -> Iterator[tuple[Entry, Answered]]:
    for entry in map(work.entry, taken):
        if entry is not None and isinstance(entry.payload, Answered):
            yield entry, entry.payload


def record(turn: Turn, work: Work, follows: Sequence[Follow], answer: Answer, sitting: Sitting) -> str:
    """Put an answer into the ledgers that the deck names for it. Returns what is to be said of it, or nothing."""
    facts = (*_facts(turn, follows, answer, sitting), *_sent(work, follows, sitting))
    entries = work.append(*(Draft(payload=one, at=turn.now, bond=sitting.bond) for one in facts))
    if not entries:
        return ""
    draft = any(isinstance(one, Held) for one in facts)
    held = say("draft-held", turn.language, when=echoes.when(turn, turn.a_day_on)) if draft else ""
    return echoes.joined(*(say(key, turn.language) for key in remarks(work, sitting.bond, entries)), held)


def remarks(work: Work, bond: int, entries: Sequence[Entry]) -> list[str]:
    """What is to be said of facts that were just recorded: keys of the words by language, each once."""
    known = work.standing().bond(bond).ledgers
    return [key for key in dict.fromkeys(ledgers.remark(known, entry) for entry in entries) if key]


def _facts(turn: Turn, follows: Sequence[Follow], answer: Answer, sitting: Sitting) -> Iterator[Payload]:
    for follow in follows:
        ledger, _, _ = follow.target.partition(".")
        if follow.target == DRAFT:
            yield Held(text=answer.text, show_at=turn.a_day_on, check_in=sitting.id, draft=True)
        if follow.then != "ledger" or ledger not in LEDGERS:
            continue
        of = 0 if follow.target in BEGINS else sitting.about
        for text, values in _items(follow.target, answer):
            yield fact(follow.target, on=turn.today, text=text, values=values, of=of, check_in=sitting.id)


def _sent(work: Work, follows: Sequence[Follow], sitting: Sitting) -> Iterator[Payload]:
    """The keeper sent something: that is what became of the latest draft that nothing was told of."""
    if any(one.target == SENT for one in follows):
        pages = recorded(work, Held.kind, None, HeldKept.kind)
        told = {fact.page for one in pages if isinstance(fact := one.payload, HeldKept)}
        drafts = [one for one in pages if one.bond == sitting.bond and _is_draft(one) and one.seq not in told]
        yield from (HeldKept(page=one.seq, became="sent", check_in=sitting.id) for one in drafts[-1:])


def _is_draft(entry: Entry) -> bool:
    return isinstance(entry.payload, Held) and entry.payload.draft


def _items(target: str, answer: Answer) -> Iterator[tuple[str, Mapping[str, Value]]]:
    """A list of rows is a fact for each; all else is one."""
    lists = [value for value in answer.values.values() if isinstance(value, list)] if target in EACH else []
    if not lists:
        yield answer.text, answer.values
    for text in (one for items in lists for one in items):
        yield text, {"text": text}
