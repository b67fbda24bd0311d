"""What is in force, by which ways, and what was taken back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from tending.core.entries.fact import Fact


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
