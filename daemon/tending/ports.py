"""What the service needs from outside. Adapters fulfil these protocols; nothing here is implemented."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from threading import Event
from typing import Protocol

from tending.core.entries import Entry, Payload
from tending.core.model import Delivery, Message, Receipt, Reply
from tending.core.standing import Standing


class Clock(Protocol):
    def __call__(self) -> datetime: ...


class Channel(Protocol):
    """One way to the keeper. All methods block, and are called in a thread.

    `kind` is `terminal`, `email` or `apprise`. `two_way` says whether a reply can come back.
    """

    name: str
    kind: str
    two_way: bool

    def send(self, message: Message, *, now: datetime) -> Receipt:
        """Hand one message over. Raises ChannelError."""
        ...

    def arrived(self, key: str) -> bool | None:
        """Whether the message with this key arrived; None where the channel cannot tell. Raises ChannelError."""
        ...

    def receive(self, hear: Callable[[Reply], None], stop: Event) -> None:
        """Listen until `stop`, calling `hear` for each reply; when it returns the reply is safe and may be marked.

        Returns at once for a channel that is one-way. Raises ChannelError when the connection fails.
        """
        ...

    def close(self) -> None: ...
