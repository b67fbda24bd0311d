"""The ledgers: where each answer goes. One small file each; every row is a fold of entries.

Here is what the standing carries of them, which is what planning needs: rows that are open, and closed ones as counts.
Everything else is read from the entries when somebody looks.
"""

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date

from tending.core import entries as e
from tending.core.frozen import replace
from tending.core.ledgers import account, listen, meet, occasion, promise, rehearse, wish
from tending.core.ledgers.account import AccountLedger
from tending.core.ledgers.listen import ListenLedger
from tending.core.ledgers.meet import MeetLedger
from tending.core.ledgers.occasion import OccasionLedger
from tending.core.ledgers.promise import PromiseLedger
from tending.core.ledgers.rehearse import RehearseLedger
from tending.core.ledgers.wish import WishLedger
from tending.core.values import dataclass

# Placeholders that a ledger fills once the question that has them may come at all.
FILLS = frozenset({"promise", "change", "cue", "occasion"})


@dataclass(frozen=True, kw_only=True)
class Ledgers:
    account: AccountLedger = field(default_factory=AccountLedger)
    listen: ListenLedger = field(default_factory=ListenLedger)
    promise: PromiseLedger = field(default_factory=PromiseLedger)
    occasion: OccasionLedger = field(default_factory=OccasionLedger)
    meet: MeetLedger = field(default_factory=MeetLedger)
    rehearse: RehearseLedger = field(default_factory=RehearseLedger)
    wish: WishLedger = field(default_factory=WishLedger)


EMPTY = Ledgers()


def apply(ledgers: Ledgers, entry: e.Entry, fact: e.LedgerFact) -> Ledgers:
    match fact:
        case e.Owned():
            return replace(ledgers, account=account.apply(ledgers.account, entry, fact))
        case e.Listened():
            return replace(ledgers, listen=listen.apply(ledgers.listen, entry, fact))
        case e.Dated():
            return replace(ledgers, occasion=occasion.apply(ledgers.occasion, entry, fact))
        case e.Promised():
            return replace(ledgers, promise=promise.apply(ledgers.promise, entry, fact))
        case e.Met():
            after = rehearse.rested(ledgers.rehearse) if fact.what == "done" else ledgers.rehearse
            return replace(ledgers, meet=meet.apply(ledgers.meet, entry, fact), rehearse=after)
        case e.Rehearsed():
            return replace(ledgers, rehearse=rehearse.apply(ledgers.rehearse, entry, fact))
        case e.Wished():
            return replace(ledgers, wish=wish.apply(ledgers.wish, fact))
        case _:
            return ledgers


def asked(ledgers: Ledgers, prompt: str, number: int, day: date) -> Ledgers:
    """The ledgers once a question about a row has gone out, on a local date."""
    match prompt:
        case "P4":
            return replace(ledgers, promise=promise.asked(ledgers.promise, number))
        case "G7":
            return replace(ledgers, occasion=occasion.asked(ledgers.occasion, number, day))
        case "L7":
            return replace(ledgers, listen=listen.raised(ledgers.listen, number))
        case "S3":
            return replace(ledgers, rehearse=rehearse.asked(ledgers.rehearse, number, day))
        case "M8" | "M9" | "M10":
            return replace(ledgers, meet=meet.asked(ledgers.meet, prompt))
        case _:
            return ledgers


def are_together(ledgers: Ledgers) -> bool:
    """Whether there is something between the two that cannot stand behind a shut door: a meeting, or trying again."""
    return ledgers.meet.open is not None or ledgers.promise.both is not None


def apart(ledgers: Ledgers) -> Ledgers:
    """The ledgers once such a door has shut."""
    return replace(ledgers, meet=meet.off(ledgers.meet), promise=replace(ledgers.promise, both=None))


def remark(ledgers: Ledgers, entry: e.Entry) -> str:
    """What is to be said of an entry that the ledgers hold now: a key of the words by language, or nothing."""
    match entry.payload:
        case e.Promised(what="new" | "smaller" as what, of=of):
            return promise.remark(ledgers.promise, of or entry.seq, what)
        case e.Met() as fact:
            return meet.remark(ledgers.meet, fact)
        case e.Rehearsed() as fact:
            return rehearse.remark(ledgers.rehearse, entry, fact)
        case e.Wished() as fact:
            return wish.remark(fact)
        case _:
            return ""


def facts(ledgers: Ledgers, day: date) -> frozenset[str]:
    """What the ledgers know on a local date, in the words that decks may need."""
    meeting = meet.day_of(ledgers.meet, day)
    known = promise.facts(ledgers.promise, day) | account.facts(ledgers.account, day) | meet.facts(ledgers.meet, day)
    return known | rehearse.facts(ledgers.rehearse, day, meeting) | occasion.facts(ledgers.occasion, day)


def changes(ledgers: Ledgers) -> Iterator[date]:
    """The local dates on which time alone changes what may be asked of a row."""
    yield from promise.changes(ledgers.promise)
    yield from account.changes(ledgers.account)
    yield from meet.changes(ledgers.meet)
    yield from rehearse.changes(ledgers.rehearse, ledgers.meet.open.day if ledgers.meet.open is not None else None)


def fills(ledgers: Ledgers, about: int) -> dict[str, str]:
    """What stands for the placeholders of a question about the row that is named by its number."""
    return {
        **account.fills(ledgers.account),
        **listen.fills(ledgers.listen, about),
        **occasion.fills(ledgers.occasion, about),
        **promise.fills(ledgers.promise, about),
        **rehearse.fills(ledgers.rehearse, about),
    }


def known(ledgers: Ledgers) -> frozenset[str]:
    """The placeholders that the ledgers can fill for want of which a question waits."""
    return listen.known(ledgers.listen)


def not_before(ledgers: Ledgers, prompt: str) -> date:
    """The first local date on which a question about a row makes sense."""
    return listen.topic_from(ledgers.listen) if prompt == "L7" else date.min


def rests(ledgers: Ledgers, prompt: str) -> int:
    """Days that a question rests after it was asked, whatever its deck says."""
    return account.every(ledgers.account) if prompt == "A5" else 0


def options(ledgers: Ledgers) -> Mapping[str, tuple[str, ...]]:
    """The keeper's own words that a choice may be among, by the placeholder that stands for them."""
    return {
        "points": ledgers.rehearse.points,
        "promises": tuple(one.text for one in ledgers.promise.mine),
    }


def is_known(ledgers: Ledgers, prompt: str, day: date) -> bool:
    """Whether what a question asks for is known already on a local date."""
    return meet.is_known(ledgers.meet, prompt, day)


def about(ledgers: Ledgers, prompt: str, day: date) -> int:
    """The row that a question is about on a local date; 0 for none."""
    match prompt:
        case "G7":
            following = occasion.upcoming(ledgers.occasion, day)
            return following[1].id if following is not None else 0
        case "A3" | "A4":
            return ledgers.account.newest.id if ledgers.account.newest is not None else 0
        case "A5" | "A6" | "A7" | "A8" | "A10":
            return ledgers.account.change.id if ledgers.account.change is not None else 0
        case "L2":
            return ledgers.listen.newest
        case "L3" | "L7":
            line = listen.guess(ledgers.listen) if prompt == "L3" else listen.topic(ledgers.listen)
            return line.id if line is not None else 0
        case "P2" | "P3":
            return ledgers.promise.newest
        case "P4":
            due = promise.due(ledgers.promise)
            return due.id if due is not None else 0
        case "P5" | "P6":
            return ledgers.promise.slipped
        case "S3":
            cards = rehearse.due(ledgers.rehearse, day, meet.day_of(ledgers.meet, day))
            return cards[0].id if cards else 0
        case _:
            return 0
