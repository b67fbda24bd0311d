"""Handing mails over by SMTP, over one connection that is kept, and made anew when it has gone stale."""

import re
import smtplib
import ssl
import threading
from collections.abc import Callable

from tending.adapters.channels.mail.settings import EmailSettings
from tending.core.errors import ChannelError

_READY = 354
_OK = 250
_CLOSING = 421
_PERMANENT = 500
_HOST = "[127.0.0.1]"  # what stands in the greeting: our real name is nobody's business


class Outgoing:
    def __init__(self, name: str, settings: EmailSettings, context: Callable[[], ssl.SSLContext]) -> None:
        self._name = name
        self._settings = settings
        self._context = context
        self._kept: smtplib.SMTP | None = None
        self._lock = threading.Lock()

    def send(self, mail: bytes) -> str:
        """The server's own word for the mail it took. Raises ChannelError."""
        with self._lock:
            try:
                return self._data(self._addressed(), mail)
            except (OSError, smtplib.SMTPException) as error:
                self._drop()
                raise self._refusal(error) from None

    def log_in(self) -> None:
        """Connects as for a mail and sends none. Raises ChannelError."""
        with self._lock:
            try:
                self._alive()
            except (OSError, smtplib.SMTPException) as error:
                self._drop()
                raise self._refusal(error) from None

    def close(self) -> None:
        with self._lock:
            self._drop()

    def _addressed(self) -> smtplib.SMTP:
        """A connection that has accepted sender and receiver; nothing is sent yet, so a stale one may be replaced."""
        fresh = self._kept is None
        try:
            return self._address(self._alive())
        except (OSError, smtplib.SMTPException) as error:
            if fresh or not _is_gone(error):
                raise
            self._drop()
            return self._address(self._alive())

    def _address(self, server: smtplib.SMTP) -> smtplib.SMTP:
        own = self._settings.address
        _expect(_OK, server.mail(own))
        _expect(_OK, server.rcpt(own))
        return server

    def _data(self, server: smtplib.SMTP, mail: bytes) -> str:
        _expect(_READY, server.docmd("DATA"))
        try:
            server.send(re.sub(rb"(?m)^\.", b"..", mail) + b".\r\n")
            code, said = server.getreply()
        except (OSError, smtplib.SMTPException):
            self._drop()
            where = f"{self._settings.smtp_host}:{self._settings.smtp_port}"
            raise ChannelError(
                f"{self._name}: {where} broke off while a mail was handed over; it may have arrived", uncertain=True
            ) from None
        _expect(_OK, (code, said))
        return said.decode("ascii", "replace")[:200]

    def _alive(self) -> smtplib.SMTP:
        if self._kept is None:
            self._kept = self._connect()
        return self._kept

    def _connect(self) -> smtplib.SMTP:
        one = self._settings
        if one.smtp_security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                one.smtp_host, one.smtp_port, timeout=one.patience, context=self._context(), local_hostname=_HOST
            )
        else:
            server = smtplib.SMTP(one.smtp_host, one.smtp_port, timeout=one.patience, local_hostname=_HOST)
        try:
            self._greet(server)
        except BaseException:
            server.close()
            raise
        return server

    def _greet(self, server: smtplib.SMTP) -> None:
        if self._settings.smtp_security == "starttls":
            server.starttls(context=self._context())
        if self._settings.username:
            server.login(self._settings.username, self._settings.password)
        else:
            server.ehlo_or_helo_if_needed()

    def _drop(self) -> None:
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    def _refusal(self, error: Exception) -> ChannelError:
        """A code that comes with text is smtplib's own, for what no server should say."""
        where = f"{self._name}: {self._settings.smtp_host}:{self._settings.smtp_port}"
        if isinstance(error, smtplib.SMTPAuthenticationError):
            final = error.smtp_code >= _PERMANENT
            return ChannelError(f"{where} refused the password; check username and password", permanent=final)
        if isinstance(error, smtplib.SMTPResponseException) and isinstance(error.smtp_error, bytes):
            final = error.smtp_code >= _PERMANENT
            return ChannelError(f"{where} refused the mail with code {error.smtp_code}", permanent=final)
        if isinstance(error, ssl.SSLCertVerificationError):
            return ChannelError(f"{where} shows a certificate we do not trust; check smtp_host and ca_file")
        if isinstance(error, smtplib.SMTPNotSupportedError):
            return ChannelError(f"{where} does not offer what the settings ask for; check smtp_security and username")
        return ChannelError(f"{where} cannot be reached; check the network, smtp_host and smtp_port")


def _is_gone(error: Exception) -> bool:
    return not isinstance(error, smtplib.SMTPResponseException) or error.smtp_code == _CLOSING


def _expect(wanted: int, reply: tuple[int, bytes]) -> None:
    code, said = reply
    if code // 100 != wanted // 100:
        raise smtplib.SMTPResponseException(code, said)
