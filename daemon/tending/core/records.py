"""What is stored and what is sent: replies, messages, deliveries, channels, and the questions asked of the store."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum

from tending.core.model import Family, Level, Words
from tending.core.values import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What came in, raw, before anybody read it.

    `provider_id` is unique within its channel and makes a second delivery of the same reply harmless. `check_in` is
    set only when a signed token named it. `trouble` is why it cannot be read, and puts it into quarantine. One that is
    `ours` is no reply: it is a message of ours that has come back, and says that the line works.
    """

    channel: str
    provider_id: str
    received_at: datetime
    raw: bytes
    text: str = ""
    check_in: int | None = None
    trouble: str = ""
    ours: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """Rendered words on their way out.

    `key` is the same for every attempt at the same delivery. `token` ties a reply to its check-in. `thread` is the
    key of the message this one follows. An `answer` is a message that a reply called for. `level` is how much is in
    it, `place` the hash of where it leads, `at` when it was written. One that `renews` takes six digits along, which
    are nowhere stored. `seal` is the installation's own mark on the delivery that carries it.
    """

    key: str
    line: str
    text: str
    token: str = ""
    thread: str = ""
    answer: bool = False
    level: Level = Level.PERSONAL
    place: str = ""
    at: datetime | None = None
    renews: bool = False
    seal: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    provider_id: str
    detail: str = ""


class DeliveryState(StrEnum):
    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """One message on one channel. `check_in` 0 belongs to none.

    `kind` is asking, reminder, page, digest, canary or code, which the program starts, or echo, trial or card, which
    answer.
    """

    id: int = 0
    check_in: int
    channel: str
    kind: str = "asking"
    attempt: int = 1
    state: DeliveryState = DeliveryState.DUE
    key: str
    message: Message
    next_attempt: datetime
    detail: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ChannelState:
    """What the store knows of a channel. `address` is a salted hash: an address that changes must confirm again.

    `code` is the hash of the six digits on their way, `tries` how often they were typed wrong.
    """

    name: str
    kind: str
    address: str
    confirmed_at: datetime | None = None
    code: str = ""
    code_until: datetime | None = None
    tries: int = 0
    replies: int = 0
    last_sent: datetime | None = None
    last_heard: datetime | None = None
    trouble: str = ""
    trouble_since: datetime | None = None


class ReplyState(StrEnum):
    NEW = "new"
    READ = "read"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredReply:
    id: int
    reply: Reply
    state: ReplyState


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckIn:
    """An asking as the store keeps it, closed or open."""

    id: int
    bond: int
    family: Family
    prompt: str
    asked_at: datetime
    expires_at: datetime
    open: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """Which entries to read. `words` searches what the keeper wrote; newest first unless `oldest_first`."""

    kinds: tuple[str, ...] = ()
    since: datetime | None = None
    bond: int | None = None
    family: Family | None = None
    words: str = ""
    limit: int | None = None
    oldest_first: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """One channel as the settings describe it. Nobody's address is in the journal, only hashes of it.

    `address` is of exactly what stands there: another spelling has to confirm again. `place` is of where it leads,
    however it is written: by that it is stopped. `settings` are the rest of it, in words, without secrets.
    """

    name: str
    kind: str
    level: Level
    address: str
    two_way: bool = False
    remote: bool = True
    place: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def hashes(self) -> tuple[str, ...]:
        return tuple(one for one in (self.address, self.place) if one)


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """What came of a reply: the echo, the next question of the sitting if there is one, the card if it was called for.

    `understood` names what it was read as; `follows` the Words of the question that goes out with the echo.
    """

    understood: str
    echo: str
    check_in: int | None = None
    next_at: datetime | None = None
    card: str | None = None
    follows: Words | None = None
    follows_prompt: str = ""
    changed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarDay:
    """A day for a calendar of the keeper's own; without an `at` all of it. `name` is the same at each export."""

    name: str
    title: str
    on: date
    at: datetime | None = None
    minutes: int = 0
