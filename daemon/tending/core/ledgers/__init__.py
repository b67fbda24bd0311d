"""The ledgers: where each answer goes. One small file each; every row is a fold of entries.

Here is what the standing carries of them, which is what planning needs: rows that are open, and closed ones as counts.
Everything else is read from the entries when somebody looks.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from tending.core import entries as e
from tending.core.frozen import replace
from tending.core.ledgers import account, promise
from tending.core.ledgers.account import AccountLedger
from tending.core.ledgers.promise import PromiseLedger

# Placeholders that a ledger fills once the question that has them may come at all.
FILLS = frozenset({"promise", "change"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Ledgers:
    account: AccountLedger = field(default_factory=AccountLedger)
    promise: PromiseLedger = field(default_factory=PromiseLedger)


EMPTY = Ledgers()


def apply(ledgers: Ledgers, entry: e.Entry, fact: e.LedgerFact) -> Ledgers:
    match fact:
        case e.Owned():
            return replace(ledgers, account=account.apply(ledgers.account, entry, fact))
        case e.Promised():
            return replace(ledgers, promise=promise.apply(ledgers.promise, entry, fact))
        case _:
            return ledgers


def asked(ledgers: Ledgers, prompt: str, number: int) -> Ledgers:
    """The ledgers once a question about a row has gone out."""
    if prompt == "P4":
        return replace(ledgers, promise=promise.asked(ledgers.promise, number))
    return ledgers


def remark(ledgers: Ledgers, entry: e.Entry) -> str:
    """What is to be said of an entry that the ledgers hold now: a key of the words by language, or nothing."""
    match entry.payload:
        case e.Promised(what="new" | "smaller" as what, of=of):
            return promise.remark(ledgers.promise, of or entry.seq, what)
        case _:
            return ""


def facts(ledgers: Ledgers, day: date) -> frozenset[str]:
    """What the ledgers know on a local date, in the words that decks may need."""
    return promise.facts(ledgers.promise, day) | account.facts(ledgers.account, day)


def changes(ledgers: Ledgers) -> Iterator[date]:
    """The local dates on which time alone changes what may be asked of a row."""
    yield from promise.changes(ledgers.promise)
    yield from account.changes(ledgers.account)


def fills(ledgers: Ledgers, about: int) -> dict[str, str]:
    """What stands for the placeholders of a question about the row that is named by its number."""
    return {**account.fills(ledgers.account), **promise.fills(ledgers.promise, about)}


def rests(ledgers: Ledgers, prompt: str) -> int:
    """Days that a question rests after it was asked, whatever its deck says."""
    return account.every(ledgers.account) if prompt == "A5" else 0


def about(ledgers: Ledgers, prompt: str) -> int:
    """The row that a question is about; 0 for none."""
    match prompt:
        case "A3" | "A4":
            return ledgers.account.newest.id if ledgers.account.newest is not None else 0
        case "A5" | "A6" | "A7" | "A8" | "A10":
            return ledgers.account.change.id if ledgers.account.change is not None else 0
        case "P2" | "P3":
            return ledgers.promise.newest
        case "P4":
            due = promise.due(ledgers.promise)
            return due.id if due is not None else 0
        case "P5" | "P6":
            return ledgers.promise.slipped
        case _:
            return 0
