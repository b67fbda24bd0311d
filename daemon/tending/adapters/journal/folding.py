"""What both journals do with entries beyond folding them: check-ins, what was undone, the words to search."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import reduce
from typing import Final, TypeAlias

from tending.core import entries as e
from tending.core.entries import Entry
from tending.core.records import CheckIn, Delivery, DeliveryState, Message, Reply, ReplyState
from tending.core.standing import Sitting, Standing, shuts

Fold: TypeAlias = Callable[[Standing, Entry], Standing]

NOTHING: Final = Standing()

_WORD: Final = re.compile(r"\w+")
_MARK: Final = re.compile("[\u0300-\u036f]")


def tokens(text: str) -> list[str]:
    """The words of a text as search knows them: without case and accents."""
    plain = _MARK.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return _WORD.findall(plain.replace("_", " "))


def written(entry: Entry) -> str:
    """The keeper's own words in an entry."""
    match entry.payload:
        case e.Answered(text=text) | e.Noted(text=text) | e.Said(text=text) | e.Held(text=text):
            return text
        case e.LedgerFact(text=text, check_in=0):
            return text
        case _:
            return ""


def belongs_to(entry: Entry) -> int | None:
    """The check-in an entry is about; an asking is about itself."""
    if isinstance(entry.payload, e.Asked):
        return entry.seq
    number: int | None = getattr(entry.payload, "check_in", None)
    return number


def opened(entry: Entry) -> CheckIn | None:
    match entry.payload:
        case e.Asked(family=family, prompt=prompt, expires_at=expires_at):
            return CheckIn(
                id=entry.seq,
                bond=entry.bond,
                family=family,
                prompt=prompt,
                asked_at=entry.at,
                expires_at=expires_at,
                open=True,
            )
        case _:
            return None


def shifted(before: Standing, after: Standing) -> dict[int, datetime | None]:
    """The check-ins that are open until another instant than before; None for those that are open no longer."""
    if before.open is after.open:
        return {}
    old = {sitting.id: sitting.expires_at for sitting in before.open}
    new = {sitting.id: sitting.expires_at for sitting in after.open}
    return {number: new.get(number) for number in sorted(old | new) if old.get(number) != new.get(number)}


def shift(check_in: CheckIn, until: datetime | None) -> CheckIn:
    return replace(check_in, open=False) if until is None else replace(check_in, open=True, expires_at=until)


def undone(entries: Sequence[Entry]) -> frozenset[int]:
    """What `Undone` entries take back: the entry each names, and the question that followed an answer at once.

    An `Undone` that was itself undone takes nothing back.
    """
    taken: set[int] = set()
    for entry in reversed(entries):
        if isinstance(entry.payload, e.Undone) and entry.seq not in taken:
            taken.add(entry.payload.seq)
    return frozenset(taken | _went_on(entries, taken))


def what_counts(entries: Sequence[Entry]) -> list[Entry]:
    """The entries that make the standing. Of an answer that was undone there is left what it shut."""
    left_out, doubtful = undone(entries), _undone_across_a_restore(entries)
    found = (entry if entry.seq not in left_out else _what_it_shut(entry, doubtful) for entry in entries)
    return [entry for entry in found if entry is not None]


def _undone_across_a_restore(entries: Sequence[Entry]) -> frozenset[int]:
    """What was taken back once two histories had been made one: the marks of the other may rest on it."""
    found, restored = set(), 0
    for entry in entries:
        if isinstance(entry.payload, e.MarksKept):
            restored = entry.seq
        elif isinstance(entry.payload, e.Undone) and entry.payload.seq < restored:
            found.add(entry.payload.seq)
    return frozenset(found)


def _what_it_shut(entry: Entry, doubtful: frozenset[int]) -> Entry | None:
    """Whoever takes back that they were afraid, or asked to stop, is asked again; across a restore, after any answer
    about it.
    """
    fact = entry.payload
    if not isinstance(fact, e.Answered) or fact.addendum:
        return None
    left = replace(fact, addendum=True, values={} if entry.seq in doubtful else fact.values)
    return replace(entry, payload=left) if shuts(left) else None


def _went_on(entries: Sequence[Entry], taken: set[int]) -> set[int]:
    """What followed in the same breath and goes with the answer: the next question, and whatever it opened.

    What it shut stays shut.
    """
    followers: set[int] = set()
    answer: Entry | None = None
    for entry in entries:
        if isinstance(entry.payload, e.Answered):
            answer = entry if entry.seq in taken else None
        elif answer is not None and (entry.at != answer.at or entry.bond not in {answer.bond, 0}):
            answer = None
        elif answer is not None and _goes_with(answer, entry):
            followers.add(entry.seq)
    return followers


def _goes_with(answer: Entry, entry: Entry) -> bool:
    match entry.payload:
        case e.WentOn(check_in=number):
            return number == belongs_to(answer)
        case e.LedgerFact(check_in=number) | e.Held(check_in=number) | e.HeldKept(check_in=number) if number:
            return number == belongs_to(answer)
        case e.Marked(mark=e.MarkKind.ONCE_MORE) | e.Said(what="they-wrote" | "yes"):
            return True
        case _:
            return False


def open_now(sitting: Sitting) -> CheckIn:
    return CheckIn(
        id=sitting.id,
        bond=sitting.bond,
        family=sitting.family,
        prompt=sitting.prompts[0],
        asked_at=sitting.asked_at,
        expires_at=sitting.expires_at,
        open=True,
    )


def fold_all(fold: Fold, entries: Sequence[Entry], start: Standing = NOTHING) -> tuple[Standing, dict[int, CheckIn]]:
    """The standing and the check-ins of a whole journal, oldest entry first; `start` is what it continues."""
    counting = what_counts(entries)
    standing = reduce(fold, counting, start)
    return standing, _check_ins(entries, counting, standing)


def _check_ins(entries: Sequence[Entry], counting: Sequence[Entry], standing: Standing) -> dict[int, CheckIn]:
    """An asking that was undone still happened: it stays, closed."""
    found = {asking.id: shift(asking, None) for entry in entries if (asking := opened(entry)) is not None}
    for entry in counting:
        if isinstance(entry.payload, e.Extended) and entry.payload.check_in in found:
            number = entry.payload.check_in
            found[number] = replace(found[number], expires_at=entry.payload.expires_at)
    for sitting in standing.open:
        if sitting.id in found:
            found[sitting.id] = shift(found[sitting.id], sitting.expires_at)
    return found


def went_out_at(delivery: Delivery) -> datetime | None:
    """When a delivery went out, or may have: the instant of the attempt that is being made or was."""
    match delivery.state:
        case DeliveryState.SENDING | DeliveryState.SENT | DeliveryState.UNCERTAIN:
            return delivery.next_attempt
        case DeliveryState.DUE | DeliveryState.FAILED | DeliveryState.CANCELLED:
            return None


def said(entry: Entry) -> str:
    """The words of a reply that became this entry."""
    text: str = getattr(entry.payload, "text", "")
    return text


def is_about(reply: Reply, gone: Sequence[Entry]) -> bool:
    """Whether a raw reply is what one of these entries was made of: by its check-in, its words, or its instant."""
    askings = {entry.seq for entry in gone if isinstance(entry.payload, e.Asked)}
    return (
        reply.check_in in askings
        or any(entry.at == reply.received_at for entry in gone)
        or (bool(reply.text.strip()) and reply.text in {said(entry) for entry in gone})
    )


def without_words(reply: Reply) -> Reply:
    return replace(reply, raw=b"", text="", trouble="")


def unsaid(delivery: Delivery) -> Delivery:
    """A delivery that is as it was, and says nothing. What had not gone out does not."""
    waits = delivery.state in {DeliveryState.DUE, DeliveryState.SENDING}
    message = Message(key=delivery.key, line="", text="")
    return replace(delivery, message=message, detail="", state=DeliveryState.CANCELLED if waits else delivery.state)


def first_state(reply: Reply) -> ReplyState:
    return ReplyState.QUARANTINED if reply.trouble else ReplyState.NEW
