"""What the e-mail channel needs to know."""

import ipaddress
from dataclasses import field
from typing import Literal, TypeAlias

from tending.adapters.channels.mail import marks
from tending.core import tokens
from tending.core.errors import SettingsError
from tending.core.values import dataclass

Security: TypeAlias = Literal["tls", "starttls", "none"]

_MOST_LOCAL = 64 - len(f"+{marks.TAG}") - tokens.LENGTH


@dataclass(frozen=True, kw_only=True, slots=True)
class EmailSettings:
    """One mailbox of the keeper's: mails go to `address` and answers come back to it.

    `reply_to` is an address of the same mailbox for answers, where `address` cannot take a `+` part or its name is
    longer than 24 letters. `allow_from` are the addresses an answer may come from (none: `address`). With
    `authserv_id`, an answer needs a DMARC pass written by that server. `ca_file` holds the certificates to trust,
    empty the system's. `poll_seconds` is how often to look where the server cannot wait (IDLE). Mails of the last
    `look_back_days` are looked through at each start. `language` is that of the fixed lines. A server that says nothing
    for `patience` seconds is away.
    """

    address: str
    smtp_host: str
    imap_host: str
    username: str = ""
    password: str = field(default="", repr=False)
    sender: str = "Check-in"
    reply_to: str = ""
    smtp_port: int = 465
    smtp_security: Security = "tls"
    imap_port: int = 993
    imap_security: Security = "tls"
    imap_folder: str = "INBOX"
    allow_from: tuple[str, ...] = ()
    authserv_id: str = ""
    ca_file: str = ""
    poll_seconds: int = 300
    look_back_days: int = 30
    language: str = "en"
    patience: float = 30.0

    @property
    def replies(self) -> str:
        return self.reply_to or self.address

    @property
    def senders(self) -> frozenset[str]:
        return frozenset(address.strip().lower() for address in self.allow_from or (self.address,))

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2].lower()


def check(name: str, settings: EmailSettings) -> None:
    """Raises SettingsError with one line for each thing that is wrong."""
    lines = [
        *_address_trouble(name, "address", settings.address),
        *_address_trouble(name, "reply_to", settings.replies),
        *_room_trouble(name, settings.replies),
        *_plain_trouble(name, "smtp", settings.smtp_security, settings.smtp_host),
        *_plain_trouble(name, "imap", settings.imap_security, settings.imap_host),
    ]
    if lines:
        raise SettingsError(lines)


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _address_trouble(name: str, key: str, address: str) -> list[str]:
    local, at, domain = address.rpartition("@")
    fine = at and local and domain and address.isascii() and address.isprintable() and not set(address) & set(' <>",;:')
    return [] if fine else [f"channels.{name}.{key}: not a mail address; write it as name@example.org"]


def _room_trouble(name: str, address: str) -> list[str]:
    if len(address.rpartition("@")[0]) <= _MOST_LOCAL:
        return []
    where = f"channels.{name}.reply_to"
    return [f"{where}: the part before @ is longer than {_MOST_LOCAL}; set a shorter address of the same mailbox"]


def _plain_trouble(name: str, service: str, security: Security, host: str) -> list[str]:
    if security != "none" or is_loopback(host):
        return []
    return [f'channels.{name}.{service}_security: "none" is for this machine only; use "tls" or "starttls"']
