"""The catalogue of entries: every fact the journal can hold, each a small record with the version of its shape.

An entry is appended and never edited. What they all add up to is the standing (`standing.py`). Where a record names
a `check_in`, it is the sequence number of the `Asked` entry that opened it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, TypeAlias, get_args

from tending.core.model import Family, InTouch, Profile, Reason, Value, Words


class Fact:
    """What every payload knows about itself. `word`: the keeper wrote or did something, which ends a hush."""

    __slots__ = ()

    kind: ClassVar[str]
    version: ClassVar[int] = 1
    word: ClassVar[bool] = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Began(Fact):
    kind: ClassVar[str] = "began"


@dataclass(frozen=True, kw_only=True, slots=True)
class SettingsChanged(Fact):
    """The settings in force from here on, secrets left out."""

    kind: ClassVar[str] = "settings"
    digest: str
    rules: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class DecksChanged(Fact):
    kind: ClassVar[str] = "decks"
    digest: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ChannelChanged(Fact):
    """`change` is added, confirmed, removed or stopped."""

    kind: ClassVar[str] = "channel"
    name: str
    channel: str
    change: str


@dataclass(frozen=True, kw_only=True, slots=True)
class BondAdded(Fact):
    """`label` is private and never leaves on a channel. `said` is the answer to C1: no, wait, stop or order."""

    kind: ClassVar[str] = "bond"
    word: ClassVar[bool] = True
    label: str
    profile: Profile
    since: date | None = None
    in_touch: InTouch = InTouch.NO
    practical: bool = False
    said: str = "no"
    afraid_of_them: bool = False
    they_afraid_of_me: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class BondChanged(Fact):
    """What set-up asked after the first question had been answered. Absent is unchanged."""

    kind: ClassVar[str] = "bond-changed"
    word: ClassVar[bool] = True
    label: str | None = None
    profile: Profile | None = None
    since: date | None = None
    in_touch: InTouch | None = None
    practical: bool | None = None
    said: str | None = None
    afraid_of_them: bool | None = None
    they_afraid_of_me: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class BondClosed(Fact):
    kind: ClassVar[str] = "bond-closed"
    word: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked(Fact):
    """A check-in is open from here. `on` is its local date, `window` the name of the window it came in."""

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


@dataclass(frozen=True, kw_only=True, slots=True)
class WentOn(Fact):
    """The next question of the sitting went out in answer to a reply."""

    kind: ClassVar[str] = "went-on"
    check_in: int
    prompt: str
    words: Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered(Fact):
    """`closes` says the sitting ended with it; `addendum` that the check-in had been answered before."""

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
    """`expired_at` is when it ended; the entry may be written later, when somebody was awake to see it."""

    kind: ClassVar[str] = "lapsed"
    check_in: int
    expired_at: datetime


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
class Noted(Fact):
    """Words that answer nothing: kept, never lost."""

    kind: ClassVar[str] = "note"
    word: ClassVar[bool] = True
    text: str
    channel: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Held(Fact):
    """A page of the night drawer. Nothing is sent; it is shown once by daylight, at `show_at`."""

    kind: ClassVar[str] = "held"
    word: ClassVar[bool] = True
    text: str
    show_at: datetime
    channel: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldKept(Fact):
    """What became of a page: read, kept or deleted. `page` is the sequence number of its entry."""

    kind: ClassVar[str] = "held-kept"
    word: ClassVar[bool] = True
    page: int
    became: str


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldShown(Fact):
    kind: ClassVar[str] = "held-shown"
    page: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Rated(Fact):
    """Did that question help: helped, neither or worse."""

    kind: ClassVar[str] = "rated"
    word: ClassVar[bool] = True
    check_in: int
    prompt: str
    effect: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Paused(Fact):
    """Silence. `until` None lasts until `resume`. `card`: the help card, which leaves a pause before it as it was."""

    kind: ClassVar[str] = "paused"
    word: ClassVar[bool] = True
    until: datetime | None = None
    card: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Resumed(Fact):
    """Going on. `misread`: only the help card is taken back, and a pause before it goes on."""

    kind: ClassVar[str] = "resumed"
    word: ClassVar[bool] = True
    misread: bool = False


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
class Said(Fact):
    """What happened between the two: `what` is they-wrote, i-wrote or space; `on` the day it happened."""

    kind: ClassVar[str] = "said"
    word: ClassVar[bool] = True
    what: str
    on: date
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class MovedOn(Fact):
    kind: ClassVar[str] = "moved-on"
    word: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True, slots=True)
class PlainKept(Fact):
    """The answer to "keep, pause or drop?" about a plain deck."""

    kind: ClassVar[str] = "plain-kept"
    word: ClassVar[bool] = True
    deck: str
    choice: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Undone(Fact):
    """Takes back the entry `seq`, and whatever followed from it in the same breath."""

    kind: ClassVar[str] = "undone"
    word: ClassVar[bool] = True
    seq: int


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
    | Reminded
    | AskedBack
    | Noted
    | Held
    | HeldKept
    | HeldShown
    | Rated
    | Paused
    | Resumed
    | Paced
    | Said
    | MovedOn
    | PlainKept
    | Undone
)

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
