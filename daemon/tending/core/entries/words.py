"""What the keeper wrote or asked for beside an answer."""

from datetime import date, datetime
from typing import ClassVar

from tending.core.entries.fact import Fact
from tending.core.model import Family
from tending.core.values import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Noted(Fact):
    """Words that answer nothing: kept, never lost."""

    kind: ClassVar[str] = "note"
    word: ClassVar[bool] = True
    text: str
    channel: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Held(Fact):
    """A page of the night drawer. Nothing is sent; it is shown once by daylight, at `show_at`.

    `draft`: it was meant for the other one day. `check_in` is the asking that it answered; 0 for a page of its own.
    """

    kind: ClassVar[str] = "held"
    word: ClassVar[bool] = True
    text: str
    show_at: datetime
    channel: str = ""
    check_in: int = 0
    draft: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldKept(Fact):
    """What became of a page: read, kept or deleted; of a draft, that the keeper sent something. `page` is the sequence
    number of its entry, `check_in` the asking whose answer told of it.
    """

    kind: ClassVar[str] = "held-kept"
    word: ClassVar[bool] = True
    page: int
    became: str
    check_in: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldShown(Fact):
    kind: ClassVar[str] = "held-shown"
    page: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Paused(Fact):
    """Silence. `until` None lasts until `resume`. `card`: the help card, which leaves a pause before it as it was.

    `brief`: the card had been given so lately that only a line said it is still there.
    """

    kind: ClassVar[str] = "paused"
    word: ClassVar[bool] = True
    until: datetime | None = None
    card: bool = False
    brief: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Resumed(Fact):
    """Going on. `misread`: only the help card is taken back, and a pause before it goes on."""

    kind: ClassVar[str] = "resumed"
    word: ClassVar[bool] = True
    misread: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class StillHere(Fact):
    """The one line a day after the help card, where the keeper agreed to it at set-up."""

    kind: ClassVar[str] = "still-here"


@dataclass(frozen=True, kw_only=True, slots=True)
class Digested(Fact):
    """The week was told of, on a Sunday."""

    kind: ClassVar[str] = "digest"
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Paced(Fact):
    """Less or more often: the budget and the family's factor from `at` on. `less` at once, `more` a week later."""

    kind: ClassVar[str] = "paced"
    word: ClassVar[bool] = True
    more: bool
    at: datetime
    budget: int
    family: Family | None = None
    factor: float = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Hidden(Fact):
    """Nothing is sent and nothing is shown until then; None ends it now. No word: it may not be the keeper's."""

    kind: ClassVar[str] = "hidden"
    until: datetime | None = None
