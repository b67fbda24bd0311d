"""What the service needs from outside. Adapters fulfil these protocols; nothing here is implemented."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from threading import Event
from typing import Protocol

from tending.core.entries import Draft, Entry
from tending.core.records import (
    ChannelState,
    CheckIn,
    Delivery,
    DeliveryState,
    Message,
    Query,
    Receipt,
    Reply,
    ReplyState,
    StoredReply,
)
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


class Work(Protocol):
    """One transaction on one keeper's journal: everything in it is committed together, or nothing is."""

    def standing(self) -> Standing:
        """What all entries add up to, as of this transaction."""
        ...

    def append(self, *drafts: Draft) -> tuple[Entry, ...]:
        """Append facts, fold them into the standing, open and close check-ins. Returns them with their numbers."""
        ...

    def refold(self) -> Standing:
        """The standing computed afresh from every entry, stored, with what was undone left out."""
        ...

    def empty(self, bond: int, *, before: int) -> None:
        """Take the words out of every entry of a bond numbered lower, and out of what was asked and replied about it.

        For `forget` alone. A `Forgotten` entry of that bond has to be there, or the store counts as damaged.
        """
        ...

    def plan_wake(self, wake: datetime | None) -> None: ...

    def entry(self, seq: int) -> Entry | None: ...

    def entries(self, query: Query) -> Sequence[Entry]: ...

    def check_in(self, number: int) -> CheckIn | None: ...

    def check_ins(self, numbers: Sequence[int]) -> Sequence[CheckIn]: ...

    def keep_reply(self, reply: Reply) -> StoredReply | None:
        """Store a raw reply; None when this channel has delivered it before."""
        ...

    def reply(self, number: int) -> StoredReply | None: ...

    def settle_reply(self, number: int, state: ReplyState) -> None: ...

    def empty_reply(self, number: int) -> None:
        """Take the words out of a reply; that it came stays."""
        ...

    def replies(self, state: ReplyState | None = None) -> Sequence[StoredReply]: ...

    def queue(self, delivery: Delivery) -> Delivery: ...

    def deliveries(self, *states: DeliveryState, check_in: int | None = None) -> Sequence[Delivery]:
        """Oldest first; every state when none is named."""
        ...

    def mark(self, delivery: Delivery) -> None:
        """Store the state, attempt, next attempt, detail and message of a delivery that has an id.

        For one that is being sent, was, or may have been, `next_attempt` is the instant it went.
        """
        ...

    def sent_since(self, channel: str, since: datetime) -> Sequence[Delivery]:
        """What went out, or may have, on a channel since an instant."""
        ...

    def channel(self, name: str) -> ChannelState | None: ...

    def channels(self) -> Sequence[ChannelState]: ...

    def save_channel(self, state: ChannelState) -> None: ...

    def drop_channel(self, name: str) -> None: ...

    def stop_address(self, address: str, at: datetime) -> None: ...

    def stopped(self, address: str) -> bool: ...

    def stops(self) -> Sequence[str]:
        """Every address that was stopped."""
        ...

    def meta(self, key: str) -> str | None: ...

    def set_meta(self, key: str, value: str) -> None: ...


class Journal(Protocol):
    """The store of one keeper. Raises StoreError, and StoreBusyError where waiting may help."""

    keeper: int

    def writing(self) -> AbstractContextManager[Work]:
        """A transaction that writes: immediate, committed on leaving, rolled back when an error leaves it."""
        ...

    def reading(self) -> AbstractContextManager[Work]: ...

    def prove(self, now: datetime) -> None:
        """Raises StoreError when an entry is not as it was written. What was proven before is looked at weekly."""
        ...

    def close(self) -> None: ...
