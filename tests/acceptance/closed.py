"""A month in which everything goes on: what reaches a stranger, an address that was stopped, and the keeper's own."""

import asyncio
import contextlib
import random
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from ports import free_port
from push_sink import PushSink, a_push_sink
from tending.adapters.journal import backups
from tending.app import App
from tending.core.entries import BondAdded
from tending.core.errors import TendingError
from tending.core.model import Profile
from tending.core.records import Reply
from tending.service import asking, beginning, confirming, hearing, sending
from tending.service.turn import Turn

BEGAN = datetime(2026, 3, 1, 8, tzinfo=UTC)
OWN, STRANGER, SPELT = "me@example.org", "stranger@example.net", "Me+again@Example.org"
PUSH_PATH = "/phone"
STEP = timedelta(hours=3)
STARTED, ANSWERED, CODES = 2, 8, 6
MONTH = timedelta(days=30)
SAID = ("yes", "3", "why", "help", "resume", "hold I want to write to her", "next", "skip", "a walk", "misread")
PUT_IN = (
    "INSERT INTO delivery (keeper, channel, kind, attempt, state, key, message, next_attempt, detail)"
    " SELECT 1, 'other', 'card', 1, 'due', 'k' || hex(randomblob(8)),"
    """ CAST('{"key":"k","line":"x","text":"y"}' AS BLOB), 0, ''"""
)
BY_HAND = (
    PUT_IN,
    "UPDATE channel SET confirmed_at = 1767600000000000",
    "UPDATE channel SET code = '', code_until = NULL, tries = 0",
    "DELETE FROM stopped",
    "UPDATE delivery SET state = 'due', sent_at = NULL, next_attempt = 0",
    "UPDATE delivery SET channel = 'other' WHERE state = 'due'",
    "DELETE FROM meta WHERE key LIKE 'changes%' OR key LIKE 'codes%'",
)


@dataclass(frozen=True, kw_only=True)
class Got:
    """One message as a far end got it."""

    to: str
    at: datetime
    line: str
    text: str

    @property
    def is_code(self) -> bool:
        return "Six digits" in self.line


@dataclass(kw_only=True)
class World:
    """One keeper's computer, and the far ends of its channels. `now` is the time they all have.

    `stopped_at` is how many messages had been got when STOP was said.
    """

    home: Path
    push: PushSink
    smtp_port: int
    chance: random.Random
    now: datetime = BEGAN
    got: list[Got] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    stopped_at: int | None = None
    own: str = OWN
    replies: int = 0
    seen: int = 0
    restores: int = 0
    restarts: int = 0

    def write_settings(self) -> None:
        mail = 'smtp_host = "127.0.0.1"\nsmtp_security = "none"\nimap_host = "127.0.0.1"\nimap_security = "none"\n'
        text = "".join(
            f'[channels.{name}]\nkind = "email"\naddress = "{address}"\n{mail}smtp_port = {self.smtp_port}\n'
            'username = ""\nimap_port = 1\n'
            for name, address in (("mail", self.own), ("other", STRANGER))
        )
        file = self.home / "config" / "tending.toml"
        file.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
        url = f"json://127.0.0.1:{self.push.port}{PUSH_PATH}"
        pace = '[keeper]\nzone = "Europe/Berlin"\n[pace]\nbudget = 7\nreminder = true\n'
        file.write_text(f'{pace}{text}[channels.phone]\nkind = "apprise"\nurl = "{url}"\n')
        file.chmod(0o600)

    @contextlib.contextmanager
    def program(self) -> Iterator[App]:
        """One life of the program: started afresh, and ended."""
        environ = {"TENDING_HOME": str(self.home), "HOME": str(self.home), "TENDING_CLOCK": f"{self.now.isoformat()}"}
        app = App(environ)
        self.restarts += 1
        try:
            beginning.begin(app.turn(self.now), app.journal)
            yield app
        finally:
            app.close()

    def note_pushes(self) -> None:
        for body in self.push.bodies[self.seen :]:
            self.got.append(Got(to=PUSH_PATH, at=self.now, line=body["title"], text=body["message"]))
        self.seen = len(self.push.bodies)

    def attempt(self, act: Callable[[], object]) -> None:
        """Do something that may be refused, as the command line would say it."""
        try:
            act()
        except TendingError as error:
            self.refused[f"{error.exit_code}"] += 1
        self.note_pushes()


class Post:
    """Takes every mail, and notes for whom it was and when."""

    world: World

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: ARG002, N802 - aiosmtpd's names
        await asyncio.sleep(0)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        body = mail.get_body(("plain",))
        assert body is not None
        self.world.got += [
            Got(to=to, at=self.world.now, line=str(mail["Subject"]), text=str(body.get_content()))
            for to in envelope.rcpt_tos
        ]
        return "250 taken"


@contextlib.contextmanager
def a_world(home: Path, seed: int) -> Iterator[World]:
    post = Post()
    controller = Controller(post, hostname="127.0.0.1", port=free_port(), data_size_limit=2**20)
    with a_push_sink() as push:
        chance = random.Random(seed)  # noqa: S311 - the same month in every run
        post.world = World(home=home, push=push, smtp_port=controller.port, chance=chance)
        controller.start()
        try:
            yield post.world
        finally:
            controller.stop()


def a_month(home: Path, *, seed: int, days: int = 31) -> World:
    """Confirm two channels of three, live, say STOP by mail in the middle, and go on trying to open what is shut."""
    with a_world(home, seed) as world:
        world.write_settings()
        with world.program() as app:
            _settle_in(world, app)
            backup = backups.backup(app.paths.store, home / "kept", now=world.now, keep=9, by_hand=True)
        end = world.now + timedelta(days=days)
        while world.now < end:
            _meddle(world, backup)
            if world.stopped_at is None and world.now > BEGAN + timedelta(days=days / 2):
                _stop(world)
            with world.program() as app:
                for _ in range(world.chance.randrange(1, 16)):
                    world.now += STEP
                    _live(world, app)
        return world


def _settle_in(world: World, app: App) -> None:
    turn = app.turn(world.now)
    with app.journal.writing() as work:
        beginning.add_bond(turn, work, BondAdded(label="S", profile=Profile.FRIEND))
    for name in ("mail", "phone"):
        world.attempt(lambda name=name: _send_code(world, app, name))  # type: ignore[misc]
        digits = re.search(r"\b\d{6}\b", world.got[-1].text)
        assert digits is not None
        way = app.turn(world.now).way(name)
        assert way is not None
        confirming.confirm(app.turn(world.now), app.journal, way, digits[0])


def _send_code(world: World, app: App, name: str) -> None:
    turn = app.turn(world.now)
    way = turn.way(name)
    assert way is not None
    code = confirming.begin(turn, app.journal, way, world.chance.randbytes)
    confirming.send(turn, app.journal, way, app.channels[name], code)


def _try(world: World, app: App, name: str) -> None:
    turn = app.turn(world.now)
    way = turn.way(name)
    assert way is not None
    trial = confirming.trial(turn, app.journal, way, world.chance.randbytes)
    confirming.send(turn, app.journal, way, app.channels[name], trial)


def _guess(world: World, app: App, name: str) -> None:
    turn = app.turn(world.now)
    way = turn.way(name)
    assert way is not None
    confirming.confirm(turn, app.journal, way, f"{world.chance.randrange(10**6):06d}")


def _live(world: World, app: App) -> None:
    """Three hours: what is due goes out, the keeper writes from here and there, and somebody tries their luck."""
    chance = world.chance

    def turns() -> Turn:
        return app.turn(world.now)

    asking.tick(turns(), app.journal)
    sending.send_due(turns, app.journal, app.channels)
    for channel in ("terminal", "mail", "other"):
        if chance.random() < 0.4:
            for _ in range(chance.choice((1, 1, 2, 12))):
                _say(world, app, channel)
    if chance.random() < 0.15:
        for name in ("other", "mail", "phone")[: 1 if world.stopped_at is None else 2]:
            world.attempt(lambda name=name: _send_code(world, app, name))  # type: ignore[misc]
            world.attempt(lambda name=name: _guess(world, app, name))  # type: ignore[misc]
    if chance.random() < 0.2:
        world.attempt(lambda: _try(world, app, chance.choice(("mail", "phone", "other"))))
    asking.tick(turns(), app.journal)
    sending.recover(turns, app.journal, {"phone": app.channels["phone"]})
    sending.send_due(turns, app.journal, app.channels)
    world.note_pushes()


def _say(world: World, app: App, channel: str, text: str = "") -> None:
    world.replies += 1
    text = text or world.chance.choice(SAID)
    reply = Reply(
        channel=channel,
        provider_id=f"<{world.replies}>",
        received_at=world.now,
        raw=text.encode(),
        text=text,
        check_in=0 if channel != "terminal" else None,
    )
    hearing.hear(app.turn(world.now), app.journal, reply)


def _stop(world: World) -> None:
    with world.program() as app:
        _say(world, app, "mail", "STOP\n\nplease")
        world.stopped_at = len(world.got)
    world.own = SPELT
    world.write_settings()


def _meddle(world: World, backup: Path) -> None:
    """A hand in the store, a restored backup, a clock set back."""
    store = world.home / "data" / "journal.db"
    if world.chance.random() < 0.2:
        backups.restore(backup, store, now=world.now)
        world.restores += 1
        with world.program():  # as `tending restore` ends
            pass
    with contextlib.closing(sqlite3.connect(store)) as connection, connection:
        connection.execute(world.chance.choice(BY_HAND))
    if world.chance.random() < 0.3:
        world.now -= timedelta(hours=world.chance.choice((1, 5)))


def wrong(world: World) -> list[str]:
    """Every message that should not have gone where it went."""
    found = [f"a stranger got {one.line!r} at {one.at}" for one in world.got if one.to == STRANGER and not one.is_code]
    if world.stopped_at is not None:
        late = [one for one in world.got[world.stopped_at :] if "example.org" in one.to.lower()]
        found += [f"after STOP came {one.line!r} at {one.at}" for one in late]
    for to in {one.to for one in world.got}:
        mine = [one for one in world.got if one.to == to and not _is_card(one)]
        found += [f"{to}: {count} of a sort in a day" for count in _too_many(mine)]
    codes = [one.at for one in world.got if one.to == STRANGER]
    most = max((sum(first <= other < first + MONTH for other in codes) for first in codes), default=0)
    return found + ([f"a stranger got {most} codes in a month"] if most > CODES else [])


def _is_card(one: Got) -> bool:
    return "I am a reminder program" in one.text


def _too_many(got: list[Got]) -> list[int]:
    """How many went within twenty-four hours of one another, where that is over the cap of their sort."""
    day = timedelta(days=1)
    answers = [one.at for one in got if one.line.startswith(("Noted", "Not quite")) and "page you held" not in one.text]
    started = [one.at for one in got if one.at not in answers or one.is_code or "small question" in one.line]
    found = []
    for instants, most in ((answers, ANSWERED), (started, STARTED)):
        counts = [sum(first <= other < first + day for other in instants) for first in instants]
        found += [count for count in counts if count > most]
    return found
