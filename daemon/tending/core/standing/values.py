"""The standing and its parts, as frozen values."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime

from tending.core.contact import Contact
from tending.core.ledgers import EMPTY, Ledgers
from tending.core.model import Family, InTouch, Profile, Words
from tending.core.values import dataclass

FOLD_VERSION = 6


@dataclass(frozen=True, kw_only=True)
class Track:
    """One family of one bond. `due` is set when it was put off; else it follows from `last` and the gap. `left` is the
    question whose answer left something out, until that is offered once more.
    """

    last: date | None = None
    due: date | None = None
    factor: float = 1.0
    skips: int = 0
    laters: int = 0
    worse: int = 0
    rests_until: date | None = None
    left: str = ""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One prompt of one bond. `on` is None while its text counts as not shown: never asked, lapsed or put off."""

    on: date | None = None
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    settled_at: datetime | None = None
    skips: int = 0
    worse: int = 0
    retired_until: date | None = None
    runs: Mapping[str, int] = field(default_factory=dict)


NEVER = Shown()
FRESH = Track()


@dataclass(frozen=True, kw_only=True)
class BondStanding:
    """One relationship. `asks` holds the questions that an answer led to, with the date each waits for."""

    __hash__ = object.__hash__

    number: int
    label: str
    profile: Profile
    added_at: datetime
    contact: Contact
    since: date | None = None
    in_touch: InTouch = InTouch.NO
    practical: bool = False
    moving_on: bool = False
    closed: bool = False
    slow_until: datetime | None = None
    facts: tuple[str, ...] = ()
    fills: Mapping[str, str] = field(default_factory=dict)
    tracks: Mapping[str, Track] = field(default_factory=dict)
    prompts: Mapping[str, Shown] = field(default_factory=dict)
    asks: Mapping[str, date] = field(default_factory=dict)
    forgotten: bool = False
    ledgers: Ledgers = EMPTY

    def shown(self, prompt: str) -> Shown:
        return self.prompts.get(prompt, NEVER)

    def track(self, family: str) -> Track:
        return self.tracks.get(family, FRESH)


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """A check-in that is open, or was until lately. `prompts` are the questions so far; the last one is waiting.

    `about` is the number of the row of a ledger that it asks about; 0 for none.
    """

    id: int
    bond: int
    family: Family
    prompts: tuple[str, ...]
    words: Words
    asked_at: datetime
    on: date
    expires_at: datetime
    window: str = ""
    deck: str = ""
    opened: bool = False
    probe: bool = False
    asked_back: bool = False
    reminded: bool = False
    answered: bool = False
    closed_at: datetime | None = None
    outcome: str = ""
    about: int = 0

    @property
    def prompt(self) -> str:
        return self.prompts[-1]


@dataclass(frozen=True, kw_only=True)
class Sent:
    """Something that spent budget: a check-in counts 2, a reminder 1, what the keeper opened 0."""

    at: datetime
    halves: int
    check_in: int


@dataclass(frozen=True, kw_only=True)
class WindowScore:
    tries: int = 0
    answers: int = 0


UNTRIED = WindowScore()


@dataclass(frozen=True, kw_only=True)
class PlainStanding:
    """One plain deck: what it asked last, and how many in a row went unanswered."""

    last_at: datetime | None = None
    asked: int = 0
    ignored: int = 0
    paused: bool = False


@dataclass(frozen=True, kw_only=True)
class Loosening:
    """A `more` that waits for its day, with the budget and the family's factor it brings."""

    at: datetime
    bond: int
    family: Family | None
    budget: int
    factor: float


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page of the night drawer that has not been shown by daylight yet. Its words stay in its entry."""

    seq: int
    show_at: datetime
    draft: bool = False
    bond: int = 0


@dataclass(frozen=True, kw_only=True)
class ChannelStanding:
    """A channel by its name: what the settings said of it when they were last recorded.

    `confirmed_at` is of the first release, whose entries name no address.
    """

    kind: str
    address: str = ""
    place: str = ""
    level: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    confirmed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class AddressStanding:
    """An address by its hash. `names` are the channels it has been, `since` when it was first confirmed.

    `held_at` is when it was last known to be the keeper's: by a code or by a reply; `asked_at` when it was asked
    again; `codes` are the codes of the last days, and `seen` is the last thing that happened to it.
    """

    names: tuple[str, ...]
    place: str
    seen: datetime
    since: datetime | None = None
    confirmed_at: datetime | None = None
    held_at: datetime | None = None
    asked_at: datetime | None = None
    codes: tuple[datetime, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Standing:
    __hash__ = object.__hash__

    seq: int = 0
    began_at: datetime | None = None
    bonds: tuple[BondStanding, ...] = ()
    open: tuple[Sitting, ...] = ()
    recent: tuple[Sitting, ...] = ()
    sent: tuple[Sent, ...] = ()
    asked: int = 0
    last_sent_at: datetime | None = None
    settled_at: datetime | None = None
    heard_at: datetime | None = None
    heard: int = 0
    unanswered: int = 0
    lapses_running: int = 0
    lapsed_at: datetime | None = None
    recovering_until: datetime | None = None
    paused_at: datetime | None = None
    paused_until: datetime | None = None
    card: bool = False
    card_at: datetime | None = None
    card_followed: bool = False
    hidden_until: datetime | None = None
    budget: int | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    loosenings: tuple[Loosening, ...] = ()
    windows: Mapping[str, WindowScore] = field(default_factory=dict)
    plain: Mapping[str, PlainStanding] = field(default_factory=dict)
    drawer: tuple[Page, ...] = ()
    drawer_open: bool = False
    digest_on: date | None = None
    writing: tuple[datetime, ...] = ()
    forgotten: tuple[Contact, ...] = ()
    channels: Mapping[str, ChannelStanding] = field(default_factory=dict)
    addresses: Mapping[str, AddressStanding] = field(default_factory=dict)
    stopped: Mapping[str, datetime] = field(default_factory=dict)
    seed: str = ""

    def bond(self, number: int) -> BondStanding:
        return next(bond for bond in self.bonds if bond.number == number)

    def score(self, window: str) -> WindowScore:
        return self.windows.get(window, UNTRIED)

    @property
    def asking(self) -> Sitting | None:
        """The one ordinary check-in that is open."""
        return next((sitting for sitting in self.open if not sitting.deck), None)
