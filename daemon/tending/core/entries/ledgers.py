"""What an answer or a command put into a ledger. Every row of a ledger is a fold of these."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import ClassVar

from tending.core.entries.fact import Fact
from tending.core.model import Value
from tending.core.values import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class LedgerFact(Fact):
    """`what` happened, from the vocabulary of the ledger, on a local date.

    `of` is the number of the entry that began the row it happened to; 0 where it begins one itself. `text` is the
    keeper's own, `values` what was understood by part name. `check_in` is the asking it answered, 0 for a command.
    """

    word: ClassVar[bool] = True
    what: str
    on: date
    of: int = 0
    text: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    check_in: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Wished(LedgerFact):
    kind: ClassVar[str] = "wish"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reached(LedgerFact):
    kind: ClassVar[str] = "reach"


@dataclass(frozen=True, kw_only=True, slots=True)
class Owned(LedgerFact):
    kind: ClassVar[str] = "account"


@dataclass(frozen=True, kw_only=True, slots=True)
class Met(LedgerFact):
    kind: ClassVar[str] = "meet"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rehearsed(LedgerFact):
    kind: ClassVar[str] = "rehearse"


@dataclass(frozen=True, kw_only=True, slots=True)
class Listened(LedgerFact):
    kind: ClassVar[str] = "listen"


@dataclass(frozen=True, kw_only=True, slots=True)
class Promised(LedgerFact):
    kind: ClassVar[str] = "promise"


@dataclass(frozen=True, kw_only=True, slots=True)
class Dated(LedgerFact):
    kind: ClassVar[str] = "occasion"


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved(LedgerFact):
    kind: ClassVar[str] = "moving"
