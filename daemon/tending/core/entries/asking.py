"""A check-in, from its asking to its end."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from typing import ClassVar

from tending.core.entries.fact import Fact
from tending.core.model import Family, Reason, Value, Words
from tending.core.values import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked(Fact):
    """A check-in is open from here. `on` is its local date, `window` the name of the window it came in.

    `about` is the number of the row of a ledger that the question is about; 0 for none.
    """

    kind: ClassVar[str] = "asked"
    family: Family
    prompt: str
    on: date
    expires_at: datetime
    words: Words
    window: str = ""
    deck: str = ""
    opened: bool = False
    probe: bool = False
    last: bool = False
    why: tuple[Reason, ...] = ()
    about: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class WentOn(Fact):
    """The next question of the sitting went out in answer to a reply."""

    kind: ClassVar[str] = "went-on"
    check_in: int
    prompt: str
    words: Words
    about: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered(Fact):
    """`closes` says the sitting ended with it; `addendum` that the check-in had been answered before.

    `asks` are the questions it leads to, with their days; `retires` those it puts away, until a day; `runs` how often
    running a condition has been met. `rest_days` rest its own family, `rests` others, until a day.
    """

    kind: ClassVar[str] = "answered"
    word: ClassVar[bool] = True
    check_in: int
    prompt: str
    values: Mapping[str, Value]
    text: str
    closes: bool
    partial: bool = False
    addendum: bool = False
    channel: str = ""
    fills: Mapping[str, str] = field(default_factory=dict)
    rest_days: int = 0
    asks: Mapping[str, date] = field(default_factory=dict)
    retires: Mapping[str, date] = field(default_factory=dict)
    rests: Mapping[str, date] = field(default_factory=dict)
    runs: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Skipped(Fact):
    """An answer too, and the end of its sitting."""

    kind: ClassVar[str] = "skipped"
    word: ClassVar[bool] = True
    check_in: int
    prompt: str
    channel: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PutOff(Fact):
    """Not now. `due` is the local date on which the family may come back; None leaves the check-in open (tonight)."""

    kind: ClassVar[str] = "put-off"
    word: ClassVar[bool] = True
    check_in: int
    prompt: str
    due: date | None
    channel: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lapsed(Fact):
    """`expired_at` is when it ended; the entry may be written later, when somebody was awake to see it.

    `pauses`: no answer is an answer too, and this one means silence until `resume`.
    """

    kind: ClassVar[str] = "lapsed"
    check_in: int
    expired_at: datetime
    pauses: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Extended(Fact):
    """More time, because the program was not running while the check-in was open."""

    kind: ClassVar[str] = "extended"
    check_in: int
    expires_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Undelivered(Fact):
    """No channel took it. Never a lapse."""

    kind: ClassVar[str] = "undelivered"
    check_in: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Withdrawn(Fact):
    """A door shut on a question that was open: it is asked no longer. Never a lapse."""

    kind: ClassVar[str] = "withdrawn"
    check_in: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Reminded(Fact):
    kind: ClassVar[str] = "reminded"
    check_in: int
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedBack(Fact):
    """The reply had two readings, or none, and was asked back. Once a question."""

    kind: ClassVar[str] = "asked-back"
    word: ClassVar[bool] = True
    check_in: int
    prompt: str
    text: str
    channel: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rated(Fact):
    """Did that question help: helped, neither or worse."""

    kind: ClassVar[str] = "rated"
    word: ClassVar[bool] = True
    check_in: int
    prompt: str
    effect: str
