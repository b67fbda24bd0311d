"""The far side of a channel: what it took, what is on its way to the keeper, and the mailbox of their replies.

It survives every kill. A `Line` is the channel of one life to it.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random
from threading import Event

from simulator.perils import Perils
from tending.core.errors import ChannelError
from tending.core.records import Message, Receipt, Reply


class Fate(StrEnum):
    """What becomes of one message. The last five raise, two of them although it may have arrived."""

    COMES = "comes"
    LATE = "late"
    DROPPED = "dropped"
    TWICE = "twice"
    REFUSED = "refused"
    REFUSED_FOR_GOOD = "refused for good"
    TAKEN_THEN_SILENT = "taken, then silent"
    SILENT = "silent"
    OUR_FAULT = "a fault of ours"


KIND: Mapping[Fate, int] = {Fate.COMES: 80, Fate.LATE: 8, Fate.DROPPED: 2, Fate.TWICE: 4, Fate.REFUSED: 6}
ROUGH: Mapping[Fate, int] = {**KIND, Fate.REFUSED_FOR_GOOD: 2, Fate.TAKEN_THEN_SILENT: 3, Fate.SILENT: 3}
ROUGHEST: Mapping[Fate, int] = {**ROUGH, Fate.OUR_FAULT: 2}
ERRORS: Mapping[Fate, tuple[bool, bool]] = {
    Fate.REFUSED: (False, False),
    Fate.REFUSED_FOR_GOOD: (True, False),
    Fate.SILENT: (False, True),
}


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A reply of the keeper's that lies in the mailbox from an instant on."""

    number: int
    at: datetime
    text: str
    check_in: int | None

    @property
    def name(self) -> str:
        return f"<{self.number}@keeper>"


@dataclass(kw_only=True)
class FarSide:
    """`tells`: whether it can say if a message came; one that can always tells the truth."""

    name: str
    kind: str
    two_way: bool
    tells: bool
    fates: Mapping[Fate, int]
    chance: Random
    taken: Counter[str] = field(default_factory=Counter)
    on_its_way: list[tuple[datetime, Message]] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def fate(self) -> Fate:
        return self.chance.choices(tuple(self.fates), tuple(self.fates.values()))[0]

    def take(self, message: Message, fate: Fate, now: datetime) -> None:
        """From here on it counts as gone out, whatever the sender comes to know of it."""
        self.taken[message.key] += 1
        times = {Fate.DROPPED: 0, Fate.TWICE: 2}.get(fate, 1)
        for _ in range(times):
            wait = self.chance.randint(5, 2_000) if fate is Fate.LATE else self.chance.randint(1, 60)
            self.on_its_way.append((now + timedelta(seconds=wait * 5), message))

    def come(self, now: datetime) -> list[Message]:
        """What reaches the keeper by now, in the order in which it comes and not that in which it was sent."""
        come = sorted((one for one in self.on_its_way if one[0] <= now), key=lambda one: one[0])
        self.on_its_way = [one for one in self.on_its_way if one[0] > now]
        return [message for _, message in come]

    def unseen(self) -> list[Letter]:
        return sorted((one for one in self.letters if one.number not in self.seen), key=lambda one: one.at)


@dataclass(kw_only=True)
class Line:
    """The channel of one life. `meanwhile`: what the daemon's other threads do while a message is on the wire."""

    far: FarSide
    perils: Perils
    clock: Callable[[], datetime]
    meanwhile: Callable[[], None]

    def __post_init__(self) -> None:
        self.name, self.kind, self.two_way = self.far.name, self.far.kind, self.far.two_way

    def send(self, message: Message, *, now: datetime) -> Receipt:  # noqa: ARG002 - the far side has a clock of its own
        self.perils.point("before a send")
        fate = self.far.fate()
        if fate in ERRORS:
            permanent, uncertain = ERRORS[fate]
            raise ChannelError(f"{self.name}: {fate}", permanent=permanent, uncertain=uncertain)
        self.far.take(message, fate, self.clock())
        self.perils.point("taken")
        self.meanwhile()
        if fate is Fate.TAKEN_THEN_SILENT:
            raise ChannelError(f"{self.name}: {fate}", uncertain=True)
        if fate is Fate.OUR_FAULT:
            raise RuntimeError(fate)
        self.perils.point("before the receipt")
        return Receipt(provider_id=message.key)

    def arrived(self, key: str) -> bool | None:
        return self.far.taken[key] > 0 if self.far.tells else None

    def receive(self, hear: Callable[[Reply], None], stop: Event) -> None:
        """Each letter is marked once `hear` has come back from it, and lies there unmarked until then."""
        for letter in self.far.unseen():
            if letter.at <= self.clock() and not stop.is_set():
                hear(self._reply(letter))
                self.perils.point("before a letter is marked")
                self.far.seen.add(letter.number)

    def _reply(self, letter: Letter) -> Reply:
        return Reply(
            channel=self.name,
            provider_id=letter.name,
            received_at=self.clock(),
            raw=letter.text.encode(),
            text=letter.text,
            check_in=letter.check_in,
        )

    def close(self) -> None:
        """There is nothing to let go of."""
