"""The catalogue of entries: every fact the journal can hold, each a small record with the version of its shape.

An entry is appended and never edited. What they all add up to is the standing (`standing.py`). Where a record names
a `check_in`, it is the sequence number of the `Asked` entry that opened it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeAlias, get_args

from tending.core.entries.asking import (
    Answered,
    Asked,
    AskedBack,
    Extended,
    Lapsed,
    PutOff,
    Rated,
    Reminded,
    Skipped,
    Undelivered,
    WentOn,
    Withdrawn,
)
from tending.core.entries.bonds import BondAdded, BondChanged, BondClosed, MovedOn, Said
from tending.core.entries.contact import Marked, MarkKind, MarksKept
from tending.core.entries.fact import Fact
from tending.core.entries.keeping import (
    Began,
    ChannelChanged,
    DecksChanged,
    Forgotten,
    PlainKept,
    SettingsChanged,
    Undone,
)
from tending.core.entries.ledgers import (
    Dated,
    LedgerFact,
    Listened,
    Met,
    Moved,
    Owned,
    Promised,
    Reached,
    Rehearsed,
    Wished,
)
from tending.core.entries.words import (
    Digested,
    Held,
    HeldKept,
    HeldShown,
    Hidden,
    Noted,
    Paced,
    Paused,
    Resumed,
    StillHere,
)
from tending.core.values import dataclass

__all__ = [
    "CATALOGUE",
    "LEDGERS",
    "Answered",
    "Asked",
    "AskedBack",
    "Began",
    "BondAdded",
    "BondChanged",
    "BondClosed",
    "ChannelChanged",
    "Dated",
    "DecksChanged",
    "Digested",
    "Draft",
    "Entry",
    "Extended",
    "Fact",
    "Forgotten",
    "Held",
    "HeldKept",
    "HeldShown",
    "Hidden",
    "Lapsed",
    "LedgerFact",
    "Listened",
    "MarkKind",
    "Marked",
    "MarksKept",
    "Met",
    "Moved",
    "MovedOn",
    "Noted",
    "Owned",
    "Paced",
    "Paused",
    "Payload",
    "PlainKept",
    "Promised",
    "PutOff",
    "Rated",
    "Reached",
    "Rehearsed",
    "Reminded",
    "Resumed",
    "Said",
    "SettingsChanged",
    "Skipped",
    "StillHere",
    "Undelivered",
    "Undone",
    "WentOn",
    "Wished",
    "Withdrawn",
    "came_with",
]

Payload: TypeAlias = (
    Began
    | SettingsChanged
    | DecksChanged
    | ChannelChanged
    | BondAdded
    | BondChanged
    | BondClosed
    | Asked
    | WentOn
    | Answered
    | Skipped
    | PutOff
    | Lapsed
    | Extended
    | Undelivered
    | Withdrawn
    | Reminded
    | AskedBack
    | Noted
    | Held
    | HeldKept
    | HeldShown
    | Rated
    | Paused
    | Resumed
    | StillHere
    | Digested
    | Paced
    | Said
    | MovedOn
    | Marked
    | MarksKept
    | PlainKept
    | Undone
    | Forgotten
    | Hidden
    | Wished
    | Reached
    | Owned
    | Met
    | Rehearsed
    | Listened
    | Promised
    | Moved
    | Dated
)

LEDGERS: Mapping[str, type[Wished | Reached | Owned | Met | Rehearsed | Listened | Promised | Moved | Dated]] = {
    kind.kind: kind for kind in (Wished, Reached, Owned, Met, Rehearsed, Listened, Promised, Moved, Dated)
}
CATALOGUE: Mapping[str, type[Payload]] = {kind.kind: kind for kind in get_args(Payload)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A fact on its way into the journal. `bond` 0 belongs to none."""

    payload: Payload
    at: datetime
    bond: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A fact in the journal. `payload` is None once `forget` has emptied it."""

    seq: int
    bond: int
    at: datetime
    payload: Payload | None
    kind: str


def came_with(entry: Entry) -> int:
    """The check-in whose answer brought an entry along, which is the answer again; 0 for what was said by itself."""
    return entry.payload.check_in if isinstance(entry.payload, LedgerFact | Held | HeldKept) else 0
