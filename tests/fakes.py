"""Fakes that record; tests assert on the record."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event

from tending.core.errors import ChannelError
from tending.core.records import Message, Receipt, Reply


@dataclass(kw_only=True)
class SteppedClock:
    """A clock that stands still until it is stepped. `read` counts how often somebody looked."""

    now: datetime
    read: int = 0

    def __call__(self) -> datetime:
        self.read += 1
        return self.now

    def step(self, **by: float) -> datetime:
        self.now += timedelta(**by)
        return self.now


@dataclass(kw_only=True)
class FakeChannel:
    """A channel that keeps what it was handed. Every error of `troubles` is raised once, in turn, instead of sending.

    `waiting` are the replies that `receive` hands over; `came` is what `arrived` answers for each key.
    """

    name: str = "fake"
    kind: str = "apprise"
    two_way: bool = True
    sent: list[tuple[Message, datetime]] = field(default_factory=list)
    troubles: list[ChannelError] = field(default_factory=list)
    waiting: list[Reply] = field(default_factory=list)
    came: dict[str, bool | None] = field(default_factory=dict)
    asked_after: list[str] = field(default_factory=list)
    closed: bool = False

    def send(self, message: Message, *, now: datetime) -> Receipt:
        if self.troubles:
            raise self.troubles.pop(0)
        self.sent.append((message, now))
        return Receipt(provider_id=f"{self.name}-{len(self.sent)}")

    def arrived(self, key: str) -> bool | None:
        self.asked_after.append(key)
        return self.came.get(key)

    def receive(self, hear: Callable[[Reply], None], stop: Event) -> None:
        while self.waiting and not stop.is_set():
            hear(self.waiting.pop(0))

    def close(self) -> None:
        self.closed = True

    @property
    def texts(self) -> list[str]:
        return [message.text for message, _ in self.sent]
