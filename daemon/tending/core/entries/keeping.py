"""What is in force, by which ways, and what was taken back."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import ClassVar

from tending.core.entries.fact import Fact
from tending.core.values import dataclass


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
    """`change` is added, changed, code, confirmed, asked-again, renewed, unconfirmed, removed or stopped.

    `adopted` is a channel confirmed in the first release, `stays-stopped` an address that only a row knew of.

    `address` is the hash of exactly what the settings name, `place` that of where it leads however it is written;
    entries of the first release have neither. `level` and `settings` are what is in force from here on, in words,
    secrets and addresses left out. `seed` tells the installation's secret from any other, and nothing about it.
    """

    kind: ClassVar[str] = "channel"
    name: str
    channel: str
    change: str
    address: str = ""
    place: str = ""
    level: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    seed: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Undone(Fact):
    """Takes back the entry `seq`, and whatever followed from it in the same breath."""

    kind: ClassVar[str] = "undone"
    word: ClassVar[bool] = True
    seq: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PlainKept(Fact):
    """The answer to "keep, pause or drop?" about a plain deck."""

    kind: ClassVar[str] = "plain-kept"
    word: ClassVar[bool] = True
    deck: str
    choice: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Forgotten(Fact):
    """What was written about the bond of this entry is gone. Counts are left, and what keeps the limits where they
    were: how much was sent, asked and written, and what was not answered.
    """

    kind: ClassVar[str] = "forgotten"
    entries: int = 0
    asked: int = 0
    heard: int = 0
    unanswered: int = 0
    sent: tuple[tuple[datetime, int, int], ...] = ()
    last_sent_at: datetime | None = None
    recovering_until: datetime | None = None
    budget: int | None = None
    writing: tuple[datetime, ...] = ()
