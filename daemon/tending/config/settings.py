"""Every setting, its default and its hard limit. Limits come from the practice and can only be made stricter."""

import ipaddress
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator
from pydantic.functional_validators import AfterValidator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from tending.config.fields import (
    Address,
    Addresses,
    Country,
    FullPath,
    Host,
    Language,
    Line,
    MaybeAddress,
    MaybeHost,
    Names,
    Port,
    PrivacyLevel,
    PushUrl,
    QuietHours,
    StoreUrl,
    WebUrl,
    Windows,
    Zone,
    between,
    matching,
    no_less_than,
    stricter_than,
)
from tending.config.windows import quiet, troubles, window
from tending.core.model import Level, Rules

MOST_REMOTE = 3
SECRETS = (
    ("store", "url"),
    ("store", "key"),
    ("watch", "ping_url"),
    ("channels", "*", "password"),
    ("channels", "*", "url"),
)

Security: TypeAlias = Literal["tls", "starttls", "none"]
_SMTP_PORTS: dict[Security, int] = {"tls": 465, "starttls": 587, "none": 25}
_IMAP_PORTS: dict[Security, int] = {"tls": 993, "starttls": 143, "none": 143}


def _at(key: str, lines: list[str]) -> PydanticCustomError:
    """An error of a whole table that belongs beside one of its keys."""
    return PydanticCustomError("at", "several", {"key": key, "lines": lines})


class Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Keeper(Section):
    zone: Zone = "UTC"
    language: Language = "en"
    country: Country = ""
    still_here: bool = False


class Pace(Section):
    windows: Windows = ("18:00-20:00",)
    quiet: QuietHours = "21:00-09:00"
    budget: Annotated[int, between(1, 7, "a week")] = 4
    min_gap_hours: Annotated[int, between(12, 72, "hours")] = 20
    expiry_hours: Annotated[int, between(2, 72, "hours")] = 36
    reminder: bool = False
    digest: bool = False

    @model_validator(mode="after")
    def _nights_are_quiet(self) -> "Pace":
        lines = troubles([window(text) for text in self.windows], quiet(self.quiet))
        if lines:
            raise _at("windows", lines)
        return self


class Contact(Section):
    """What makes the doors stricter than the kind of relationship has them. 0 adds nothing; looser does not exist."""

    quiet_days: Annotated[int, stricter_than(7, "of quiet")] = 0
    wait_days: Annotated[int, stricter_than(30, "of waiting")] = 0
    apart_days: Annotated[int, stricter_than(30, "apart")] = 0
    attempts: Annotated[int, between(0, 2, "without an answer, in a year")] = 2


class TerminalChannel(Section):
    remote: ClassVar[bool] = False
    kind: Literal["terminal"]
    level: PrivacyLevel = Level.PERSONAL


class AppriseChannel(Section):
    """A push service, one way."""

    remote: ClassVar[bool] = True
    kind: Literal["apprise"]
    level: PrivacyLevel = Level.DISCREET
    url: PushUrl


def _usual_port(values: dict[str, Any], which: str, ports: dict[Security, int]) -> int:
    return ports.get(values.get(f"{which}_security", "tls"), 0)


class EmailChannel(Section):
    """A mailbox. Without `imap_host` it only sends. `reply_to` and `allow_from` empty mean the keeper's own address."""

    remote: ClassVar[bool] = True
    kind: Literal["email"]
    level: PrivacyLevel = Level.PROMPT
    address: Address
    sender_name: Line = "Check-in"
    smtp_host: Host
    smtp_security: Security = "tls"
    smtp_port: Port = Field(default_factory=lambda values: _usual_port(values, "smtp", _SMTP_PORTS))
    username: Line = Field(default_factory=lambda values: values.get("address", ""))
    password: SecretStr = SecretStr("")
    imap_host: MaybeHost = ""
    imap_security: Security = "tls"
    imap_port: Port = Field(default_factory=lambda values: _usual_port(values, "imap", _IMAP_PORTS))
    imap_folder: Annotated[Line, matching(r".+", "is empty: INBOX is the usual one")] = "INBOX"
    reply_to: MaybeAddress = ""
    allow_from: Addresses = ()
    authserv_id: Line = ""
    ca_file: FullPath = ""
    poll_seconds: Annotated[int, between(30, 3600, "seconds")] = 300

    @model_validator(mode="after")
    def _passwords_travel_locked(self) -> "EmailChannel":
        for which, host, security in (
            ("smtp", self.smtp_host, self.smtp_security),
            ("imap", self.imap_host, self.imap_security),
        ):
            if security == "none" and host and not _is_loopback(host):
                raise _at(f"{which}_security", ['none is for this computer only: use "tls" or "starttls"'])
        return self


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


Channel: TypeAlias = EmailChannel | AppriseChannel | TerminalChannel
KINDS: dict[str, type[Section]] = {"email": EmailChannel, "apprise": AppriseChannel, "terminal": TerminalChannel}
ChannelName: TypeAlias = Annotated[
    str,
    matching(
        r"[a-z][a-z0-9]{0,15}(?:_[a-z0-9]{1,15})?", "is no name for a channel: small letters and digits, such as mail"
    ),
]


def _few_remote(channels: dict[str, Channel]) -> dict[str, Channel]:
    remote = [name for name, channel in channels.items() if channel.remote]
    if len(remote) > MOST_REMOTE:
        raise ValueError(f"{len(remote)} reach out of this computer: {MOST_REMOTE} at most, remove one")
    return channels


class Store(Section):
    url: StoreUrl = SecretStr("")
    key: SecretStr = SecretStr("")
    keyring: bool = False
    backups_kept: Annotated[int, between(1, 365, "backups")] = 7
    backup_days: Annotated[int, between(0, 30, "days")] = 1
    replies_days: Annotated[int, no_less_than(90, "all replies")] = 0
    messages_days: Annotated[int, no_less_than(90, "all messages")] = 0


class Watch(Section):
    """How others may know that it works. Nothing here is on by itself but the canary, which goes to the keeper."""

    ping_url: WebUrl = SecretStr("")
    ping_minutes: Annotated[int, between(1, 1440, "minutes")] = 15
    metrics_file: FullPath = ""
    canary_days: Annotated[int, between(0, 365, "days")] = 30


class Decks(Section):
    enabled: Names = ()


class Settings(BaseSettings):
    model_config = SettingsConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, case_sensitive=True)

    keeper: Keeper = Keeper()
    pace: Pace = Pace()
    contact: Contact = Contact()
    channels: Annotated[
        dict[ChannelName, Annotated[Channel, Field(discriminator="kind")]], AfterValidator(_few_remote)
    ] = {}
    store: Store = Store()
    watch: Watch = Watch()
    decks: Decks = Decks()

    def rules(self) -> Rules:
        """What the planner needs of all this."""
        return Rules(
            zone=self.keeper.zone,
            language=self.keeper.language,
            country=self.keeper.country,
            windows=tuple(window(text) for text in self.pace.windows),
            quiet=quiet(self.pace.quiet),
            budget=self.pace.budget,
            min_gap_hours=self.pace.min_gap_hours,
            expiry_hours=self.pace.expiry_hours,
            reminder=self.pace.reminder,
            quiet_days=self.contact.quiet_days,
            wait_days=self.contact.wait_days,
            apart_days=self.contact.apart_days,
            attempts=self.contact.attempts,
            still_here=self.keeper.still_here,
            digest=self.pace.digest,
        )
