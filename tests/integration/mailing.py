"""A channel on the test's mail server, and somebody who listens to it."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Self

from forged import SECRET, token
from integration.mailserver import MailServer
from tending.adapters.channels.mail.channel import EmailChannel
from tending.adapters.channels.mail.settings import EmailSettings
from tending.core import tokens
from tending.core.records import Message, Reply

NOW = datetime(2026, 3, 3, 18, 12, tzinfo=UTC)
MAILS = Path(__file__).parent / "mails"
QUESTION = Message(
    key="41.1", line="A small question for this evening", text="Good evening.\n\nHow was it?", token=token(NOW)
)


MADE: list[EmailChannel] = []


def channel(settings: EmailSettings) -> EmailChannel:
    one = EmailChannel(
        name="mail",
        settings=settings,
        token_reader=lambda given, at: tokens.read(SECRET, given, "mail", min(at, NOW)),
        clock=lambda: datetime.fromtimestamp(time.clock_gettime(time.CLOCK_REALTIME), UTC),
    )
    MADE.append(one)
    return one


class Listening:
    """A channel that is listening, what it heard, and what it saw of ours."""

    def __init__(self, one: EmailChannel, hear: Callable[[Reply], None] = lambda _: None) -> None:
        self.channel = one
        self.heard: list[Reply] = []
        self.ours: list[Reply] = []
        self.failure: BaseException | None = None
        self.stop = threading.Event()
        self._first = hear
        self._more = threading.Condition()
        self._thread = threading.Thread(target=self._receive)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self._thread.join(10)
        assert not self._thread.is_alive()

    def wait_for(self, count: int, seconds: float = 5.0) -> list[Reply]:
        with self._more:
            self._more.wait_for(lambda: len(self.heard) >= count, seconds)
            return list(self.heard)

    def join(self) -> None:
        self._thread.join(20)

    def _hear(self, reply: Reply) -> None:
        self._first(reply)
        with self._more:
            (self.ours if reply.ours else self.heard).append(reply)
            self._more.notify_all()

    def _receive(self) -> None:
        try:
            self.channel.receive(self._hear, self.stop)
        except BaseException as error:  # noqa: BLE001 - the test looks at it
            self.failure = error


def eventually(true: Callable[[], bool], seconds: float = 5.0) -> bool:
    end, pause = time.monotonic() + seconds, threading.Event()
    while not true() and time.monotonic() < end:
        pause.wait(0.02)
    return true()


def taken(server: MailServer, at: int = -1) -> EmailMessage:
    mail = message_from_bytes(server.post.taken[at], policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def mail(name: str) -> bytes:
    return (MAILS / f"{name}.eml").read_bytes().replace(b"{token}", token(NOW).encode())
