"""The relationships the keeper tends, and what happened in them."""

from datetime import date
from typing import ClassVar

from tending.core.entries.fact import Fact
from tending.core.model import InTouch, Profile
from tending.core.values import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class BondAdded(Fact):
    """`label` is private and never leaves on a channel. `said` is the answer to C1: no, wait, stop or order.
    `violent`: the keeper says it plainly of themselves.

    `known_before`: it is somebody the keeper had forgotten here, so the strictest marks kept of those come back.
    """

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
    violent: bool = False
    known_before: bool = False


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
    violent: bool | None = None
    known_before: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class BondClosed(Fact):
    """Nothing more is asked about it. `how` it ended, in a word, where the keeper said so."""

    kind: ClassVar[str] = "bond-closed"
    word: ClassVar[bool] = True
    how: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Said(Fact):
    """What happened between the two: `what` is they-wrote, i-wrote, space, no, order, yes or silence; `on` its day.

    `rung` is how near a message of theirs came, 1 casual to 4 in person; `resting` that the keeper's attempts had been
    let rest before it, and stay counted. `counts`: a message of the keeper's is an outreach, and uses an attempt.
    `until` is the day they named in asking for space.
    """

    kind: ClassVar[str] = "said"
    word: ClassVar[bool] = True
    what: str
    on: date
    text: str = ""
    rung: int | None = None
    resting: bool = False
    counts: bool = False
    until: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class MovedOn(Fact):
    """The keeper turned toward moving on. `back`: and has turned back, to begin again."""

    kind: ClassVar[str] = "moved-on"
    word: ClassVar[bool] = True
    back: bool = False
