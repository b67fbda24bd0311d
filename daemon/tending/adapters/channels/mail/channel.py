"""E-mail, both ways."""

import ssl
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from threading import Event
from typing import TypeVar

from tending.adapters.channels.mail import settings as checking
from tending.adapters.channels.mail import writing
from tending.adapters.channels.mail.incoming import Incoming
from tending.adapters.channels.mail.mailbox import BROKEN, Mailbox, opened
from tending.adapters.channels.mail.outgoing import Outgoing
from tending.adapters.channels.mail.settings import EmailSettings
from tending.core.errors import ChannelError
from tending.core.records import Message, Receipt, Reply

Answered = TypeVar("Answered")


class EmailChannel:
    """Fulfils `Channel`. `token_reader` is given a token and the instant its mail arrived. Raises SettingsError."""

    kind = "email"
    two_way = True

    def __init__(
        self,
        *,
        name: str,
        settings: EmailSettings,
        token_reader: Callable[[str, datetime], int | None],
        clock: Callable[[], datetime],
    ) -> None:
        checking.check(name, settings)
        self.name = name
        self._settings = settings
        self._outgoing = Outgoing(name, settings, lambda: self._context)
        self._incoming = Incoming(name, settings, lambda: self._context, token_reader, clock)

    @property
    def rejected(self) -> Counter[str]:
        """How many mails to our addresses did not count, by reason, since the start."""
        return self._incoming.rejected

    @property
    def trouble(self) -> str:
        """One line while the mailbox cannot be reached, else empty."""
        return self._incoming.trouble

    def send(self, message: Message, *, now: datetime) -> Receipt:
        mail = writing.write(message, self._settings, now)
        said = self._outgoing.send(mail)
        return Receipt(provider_id=writing.message_id(message.key, self._settings), detail=said)

    def arrived(self, key: str) -> bool | None:
        """True when the mail lies in the mailbox, else None: it may be on its way for hours, so ask again later."""
        if not self._settings.imap_host:
            return None
        wanted = writing.message_id(key, self._settings)
        return self._ask(lambda box: box.holds(wanted, self._settings.imap_folder)) or None

    def receive(self, hear: Callable[[Reply], None], stop: Event) -> None:
        self._incoming.receive(hear, stop)

    def close(self) -> None:
        self._outgoing.close()
        self._incoming.close()

    def probe(self) -> list[str]:
        """Logs in to both servers and says what does not work, one line each."""
        lines: list[str] = []
        for attempt in (self._outgoing.log_in, self._look_in):
            try:
                attempt()
            except ChannelError as error:
                lines.append(str(error))
        return lines

    def _look_in(self) -> None:
        self._ask(lambda box: box.enter(self._settings.imap_folder))

    def _ask(self, question: Callable[[Mailbox], Answered]) -> Answered:
        try:
            with opened(self._settings, lambda: self._context) as box:
                return question(box)
        except ChannelError as error:
            raise ChannelError(f"{self.name}: {error}", permanent=error.permanent) from None
        except BROKEN as error:
            raise ChannelError(self._incoming.away(error)) from None

    @cached_property
    def _context(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self._settings.ca_file or None)
