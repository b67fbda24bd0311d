"""Daemons that live as long as a test."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from builders import confirm
from fakes import FakeChannel
from tending.app import App
from tending.core.entries import BondAdded
from tending.core.errors import StoreError
from tending.core.model import Level, Profile
from tending.core.records import ChannelState, Heard, Message, Receipt, Way
from tending.core.standing import Sitting, Standing
from tending.daemon import Daemon, Waits
from tending.ports import Channel, Journal, Work
from tending.service import beginning
from tending.service.turn import Turn

EVENING = "2026-01-05T19:59:00Z"
NOON = "2026-01-05T12:00:00Z"
QUICK = Waits(shutdown=1, retry=0.02, retry_most=0.1, steady=0.1)
PATIENCE = 20.0
MADE: list[App] = []


@dataclass
class Pane:
    """A window: what was shown and said in it, and lines that a test types."""

    shown: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    echoes: list[str] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    gone: bool = False
    typing: threading.Condition = field(default_factory=threading.Condition)

    def began(self, turn: Turn, standing: Standing) -> None:  # noqa: ARG002 - the protocol's own shape
        self.begun.append(len(standing.open))

    def show(self, turn: Turn, sitting: Sitting) -> None:  # noqa: ARG002 - the protocol's own shape
        self.shown.append(sitting.prompt)

    def heard(self, heard: Heard, standing: Standing) -> None:  # noqa: ARG002 - the protocol's own shape
        self.echoes.append(heard.card or heard.echo)

    def say(self, text: str) -> None:
        self.said.append(text)

    def read(self) -> str | None:
        with self.typing:
            self.typing.wait_for(lambda: self.lines or self.gone)
            return self.lines.pop(0) if self.lines else None

    def type(self, line: str) -> None:
        with self.typing:
            self.lines.append(line)
            self.typing.notify_all()

    def close(self) -> None:
        with self.typing:
            self.gone = True
            self.typing.notify_all()


class Stuck(FakeChannel):
    """A channel whose sending never ends."""

    def send(self, message: Message, *, now: datetime) -> Receipt:  # noqa: ARG002 - the protocol's own shape
        threading.Event().wait()
        raise AssertionError


@dataclass
class Troubled:
    """A journal that fails a number of times before it works."""

    journal: Journal
    errors: list[StoreError]
    keeper: int = 1

    def _fail(self) -> None:
        if self.errors:
            raise self.errors.pop(0)

    @contextmanager
    def writing(self) -> Iterator[Work]:
        self._fail()
        with self.journal.writing() as work:
            yield work

    @contextmanager
    def reading(self) -> Iterator[Work]:
        self._fail()
        with self.journal.reading() as work:
            yield work

    def prove(self, now: datetime) -> None:
        self._fail()
        self.journal.prove(now)

    def close(self) -> None:
        self.journal.close()


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    while MADE:
        MADE.pop().close()
    assert not (tmp_path / "run" / "tending.sock").exists()


def an_app(home: Path, clock: str = EVENING, channels: tuple[Channel, ...] = (), **environ: str) -> App:
    """A friend called S, set up; the channels are confirmed."""
    app = App({"TENDING_HOME": str(home), "TENDING_CLOCK": clock, "TENDING_CLOCK_SENDS": "yes"} | environ)
    MADE.append(app)
    ways = [
        Way(name=one.name, kind=one.kind, level=Level.PROMPT, address=one.name, place=f"at {one.name}", two_way=True)
        for one in channels
    ]
    app.__dict__["ways"] = tuple(ways)
    app.__dict__["channels"] = {one.name: one for one in channels}
    before = Turn(given=app.plan, ways=app.ways, now=datetime(2026, 1, 5, 8, tzinfo=UTC))
    beginning.begin(before, app.journal)
    with app.journal.writing() as work:
        if not work.standing().bonds:
            beginning.add_bond(before, work, BondAdded(label="S", profile=Profile.FRIEND))
        for way in ways:
            confirm(before, work, way)
    return app


async def until(done: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not done():  # noqa: ASYNC110 - it happens in threads
            await asyncio.sleep(0.01)


def lived(app: App, act: Callable[[Daemon], Awaitable[None]], pane: Pane | None = None, waits: Waits = QUICK) -> bool:
    """Run a daemon while a test acts, then stop it. Returns what it returned."""

    async def inside() -> bool:
        daemon = Daemon(app, pane, waits)
        running = asyncio.ensure_future(daemon.run())
        acting = asyncio.ensure_future(act(daemon))
        await asyncio.wait({running, acting}, return_when=asyncio.FIRST_COMPLETED)
        if not acting.done():
            acting.cancel()
            return await running
        daemon.stop()
        ran = await running
        await acting
        return ran

    try:
        return asyncio.run(inside())
    finally:
        if pane is not None:
            pane.close()
        app.close()


def standing_of(app: App) -> Standing:
    with app.journal.reading() as work:
        return work.standing()


def state_of(app: App, name: str) -> ChannelState:
    with app.journal.reading() as work:
        known = work.channel(name)
    assert known is not None
    return known
