"""The composition root: builds everything, and owns the one clock and the one random source."""

import hashlib
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from tending import config
from tending.adapters.deck_files import read_decks
from tending.adapters.help_lines import help_lines
from tending.adapters.journal import engine, keyring, keys
from tending.adapters.journal.codec import read_seed
from tending.adapters.journal.memory import MemoryJournal
from tending.adapters.journal.sql import SqlJournal
from tending.config import AppriseChannel, EmailChannel, Paths, Settings, TerminalChannel
from tending.core.deck_languages import in_language
from tending.core.decks import plan_of
from tending.core.errors import SettingsError, StoreError, UsageError
from tending.core.model import Deck, Family, Plan, Rules
from tending.core.records import Reply, Way
from tending.core.tokens import read as read_token
from tending.core.values import dataclass
from tending.ports import Channel, Journal
from tending.service.turn import Turn

TERMINAL = "terminal"
FIRST, LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 12, 31, tzinfo=UTC)
FASTEST = 1_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """The instant now. `start` and `speed` are for demos and tests; speed 0 stands still, as all time does at LAST."""

    start: datetime | None = None
    speed: float = 1.0
    began: float = 0.0

    def __call__(self) -> datetime:
        if self.start is None:
            return datetime.now(UTC)  # noqa: TID251 - the one clock
        gone = (time.monotonic() - self.began) * self.speed
        return self.start + timedelta(seconds=min(gone, (LAST - self.start).total_seconds()))

    def seconds_until(self, moment: datetime) -> float:
        """How long to wait, by the real clock, until this one shows `moment`; one that stops before never does."""
        left = (moment - self()).total_seconds()
        never = not self.speed or (self.start is not None and moment > LAST)
        return float("inf") if never else left / self.speed

    @property
    def real(self) -> bool:
        return self.start is None


def clock_of(environ: Mapping[str, str]) -> Clock:
    """TENDING_CLOCK=2026-01-05T18:00:00Z stands still there; with @3600 behind it, it runs that many times as fast.

    Raises UsageError when it cannot be read.
    """
    text = environ.get("TENDING_CLOCK", "")
    if not text:
        return Clock()
    at, _, speed = text.partition("@")
    try:
        start = datetime.fromisoformat(at)
        fast = float(speed) if speed else 0.0
    except ValueError:
        raise UsageError(f"TENDING_CLOCK: {text} is no time: write 2026-01-05T18:00:00Z, or that and @3600") from None
    if start.tzinfo is None or not 0 <= fast <= FASTEST:
        raise UsageError(f"TENDING_CLOCK: {text} needs its zone, such as Z, and a speed between 0 and {FASTEST}")
    if not FIRST <= start <= LAST:
        raise UsageError(f"TENDING_CLOCK: {text} is out of reach: write a time between {FIRST:%Y} and {LAST:%Y}")
    return Clock(start=start.astimezone(UTC), speed=fast, began=time.monotonic())


class App:
    """Everything, built when first asked for. `environ` and `config_file` decide where things are.

    `ask` gives the passphrase of a locked store, or nothing where nobody can be asked.
    """

    def __init__(
        self, environ: Mapping[str, str], config_file: Path | None = None, ask: Callable[[], str] = str
    ) -> None:
        self.environ = environ
        self.clock = clock_of(environ)
        self.paths: Paths = config.paths(environ, config_file)
        self._config_file = config_file
        self._ask = ask

    def afresh(self) -> "App":
        """Another one, of the settings and decks as they are by now. Raises TendingError where they are wrong.

        The store that is in use stays open by the key it has; another store must open.
        """
        fresh = App(self.environ, self._config_file, self._ask)
        _ = fresh.settings, fresh.decks
        if fresh.store_file != self.store_file:
            _ = fresh.journal
        else:
            fresh._keep(self.key)
        _ = fresh.channels
        return fresh

    def _keep(self, key: keys.Key | None) -> None:
        """A passphrase that was typed is not asked for again. Raises SettingsError for the key of another store."""
        if key is not None and self.known_secret and keys.derive(self.known_secret, key.salt) != key:
            raise SettingsError([f"store.key: it does not open the store {self.store_file}"])
        self.__dict__["key"] = key

    @staticmethod
    def entropy(count: int) -> bytes:
        """The one random source."""
        return os.urandom(count)

    @cached_property
    def settings(self) -> Settings:
        return config.load(self.environ, self._config_file)

    @cached_property
    def rules(self) -> Rules:
        return self.settings.rules()

    @cached_property
    def decks(self) -> tuple[Deck, ...]:
        decks = enabled(read_decks(self.paths.decks_dir), self.settings.decks.enabled)
        return tuple(in_language(deck, self.rules.language) for deck in decks)

    @cached_property
    def plan(self) -> Plan:
        return replace(plan_of(self.rules, self.decks, self.seed), help_lines=help_lines(self.rules.country))

    @cached_property
    def journal(self) -> Journal:
        _ = self._store_is_there
        return SqlJournal(self.store, key=self.key)

    @cached_property
    def key(self) -> keys.Key | None:
        """What opens the store; None for one that is not locked. Found before anything is opened, and once."""
        return self.key_of(self.store_file)

    def key_of(self, file: Path) -> keys.Key | None:
        """What opens a store or a backup that nobody here has open. Raises StoreError when there is no key for it."""
        salt = keys.salt_of(file)
        if salt is not None:
            return keys.derive(self._secret(file), salt)
        known = self.known_secret
        return keys.new(known, self.entropy) if known and not engine.is_there(file) else None

    def _secret(self, file: Path) -> str:
        secret = self.known_secret or self._ask()
        if not secret:
            raise StoreError(f"The store {file} is locked: {engine.GIVE_KEY}.")
        return secret

    @cached_property
    def known_secret(self) -> str:
        """The key that need not be asked for: from the settings or the keyring they name."""
        set_up = self.settings.store
        return set_up.key.get_secret_value() or (keyring.read(self.store_file) if set_up.keyring else "")

    @property
    def needs_passphrase(self) -> bool:
        """Whether the store is locked, and its key would have to be typed."""
        return not self.known_secret and keys.salt_of(self.store_file) is not None

    @property
    def store_file(self) -> Path:
        """Raises StoreError when settings name a store that is no file."""
        return engine.path_of(self.store)

    @property
    def present_store(self) -> Path:
        """The file of the store. Raises StoreError where there is none."""
        if not self._store_is_there:
            raise StoreError(f"The store {self.store_file} is not there yet: tending init makes it.")
        return self.store_file

    @property
    def _store_is_there(self) -> bool:
        """Raises StoreError for one that is gone while its backups are there: no new one is made in its place."""
        there = engine.is_there(self.store_file)
        if not there:
            from tending.adapters.journal import backups  # noqa: PLC0415 - once in a store's life

            backups.refuse_a_new_store(self.store_file, self.paths.backups_dir)
        return there

    @property
    def store(self) -> str | Path:
        """The path of the store, or its URL when settings name one."""
        return self.settings.store.url.get_secret_value() or self.paths.store

    @cached_property
    def seed(self) -> bytes:
        """The installation's secret: it places check-ins in their windows and signs reply tokens."""
        with self.journal.reading() as work:
            known = work.meta("seed")
        if known is None:
            with self.journal.writing() as work:
                known = work.meta("seed") or os.urandom(32).hex()
                work.set_meta("seed", known)
        return read_seed(known)

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        return tuple(self._way(name, channel) for name, channel in self.settings.channels.items())

    def _way(self, name: str, channel: config.Channel) -> Way:
        return Way(
            name=name,
            kind=channel.kind,
            level=channel.level,
            address=self._hash(f"{channel.kind}|{config.exactly(channel)}"),
            place=self._hash(f"place|{channel.kind}|{config.place_of(channel)}"),
            two_way=is_two_way(channel),
            remote=channel.remote,
            settings=config.settings_in_words(channel, self._hash),
        )

    def _hash(self, plain: str) -> str:
        """Salted, so that a stopped address is known again and never readable."""
        return hashlib.blake2b(plain.encode(), key=self.seed, digest_size=16).hexdigest()

    def turn(self, now: datetime | None = None) -> Turn:
        return Turn(given=self.plan, ways=self.ways, now=now or self.clock())

    def bare_turn(self) -> Turn:
        """A turn that needs no store, and goes without settings where they are wrong: enough to say something."""
        try:
            rules = self.rules
        except SettingsError:
            rules = Rules()
        plan = replace(plan_of(rules, (), b""), help_lines=help_lines(rules.country))
        return Turn(given=plan, ways=(), now=self.clock())

    @cached_property
    def channels(self) -> dict[str, Channel]:
        """Every remote channel in the settings, ready to send. Their libraries are imported here and not before."""
        return {
            name: self._channel(name, channel) for name, channel in self.settings.channels.items() if channel.remote
        }

    def channel(self, name: str) -> Channel:
        """Raises UsageError for a name that is not in the settings."""
        return self._channel(name, self.known_channel(name))

    def known_channel(self, name: str) -> config.Channel:
        """What the settings say of a channel. Raises UsageError for a name that is not there."""
        if name not in self.settings.channels:
            names = ", ".join(self.settings.channels) or "none yet: tending channel add"
            raise UsageError(f"there is no channel called {name}; there are: {names}")
        return self.settings.channels[name]

    def _channel(self, name: str, channel: config.Channel) -> Channel:
        if isinstance(channel, EmailChannel):
            return self._email(name, channel)
        if isinstance(channel, AppriseChannel):
            from tending.adapters.channels.fanout import AppriseChannel as Fanout  # noqa: PLC0415 - heavy

            return Fanout(name=name, url=channel.url.get_secret_value())
        raise UsageError(f"{name} is this terminal: nothing is sent there")

    def _email(self, name: str, channel: EmailChannel) -> Channel:
        from tending.adapters.channels.mail.channel import EmailChannel as Mail  # noqa: PLC0415 - heavy
        from tending.adapters.channels.mail.settings import EmailSettings  # noqa: PLC0415 - heavy

        return Mail(
            name=name,
            settings=EmailSettings(
                address=channel.address,
                sender=channel.sender_name,
                language=self.rules.language,
                smtp_host=channel.smtp_host,
                smtp_port=channel.smtp_port,
                smtp_security=channel.smtp_security,
                username=channel.username,
                password=channel.password.get_secret_value(),
                imap_host=channel.imap_host,
                imap_port=channel.imap_port,
                imap_security=channel.imap_security,
                imap_folder=channel.imap_folder,
                reply_to=channel.reply_to,
                allow_from=tuple(channel.allow_from),
                authserv_id=channel.authserv_id,
                ca_file=channel.ca_file,
                poll_seconds=channel.poll_seconds,
            ),
            token_reader=lambda token, at: read_token(self.seed, token, name, at),
            clock=self.clock,
        )

    def copied(self) -> Journal:
        """An in-memory journal that starts from the keeper's own standing: for looking ahead."""
        with self.journal.reading() as work:
            return MemoryJournal(standing=work.standing())

    def close(self) -> None:
        for thing in ("channels", "journal"):
            built = self.__dict__.get(thing)
            for one in built.values() if isinstance(built, dict) else [built] if built is not None else []:
                one.close()


def is_two_way(channel: config.Channel) -> bool:
    match channel:
        case EmailChannel():
            return bool(channel.imap_host)
        case AppriseChannel():
            return False
        case TerminalChannel():
            return True


def enabled(decks: tuple[Deck, ...], names: tuple[str, ...]) -> tuple[Deck, ...]:
    """The decks with the named plain ones turned on. Raises SettingsError for a name that no plain deck has."""
    plain = {deck.name for deck in decks if deck.family is Family.PLAIN}
    unknown = [name for name in names if name not in plain]
    if unknown:
        known = ", ".join(sorted(plain))
        raise SettingsError(
            [f"decks.enabled: there is no plain deck called {name}; there are: {known}" for name in unknown]
        )
    return tuple(replace(deck, enabled=True) if deck.name in names else deck for deck in decks)


def typed(line: str, now: datetime, check_in: int | None = None) -> Reply:
    """What was typed on this computer, as a reply with a name of its own. Bytes that are no text are marked as such."""
    raw = line.encode(errors="surrogateescape")
    return Reply(
        channel=TERMINAL,
        provider_id=App.entropy(16).hex(),
        received_at=now,
        raw=raw,
        text=raw.decode(errors="replace"),
        check_in=check_in,
    )
