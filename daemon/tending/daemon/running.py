"""What every part of the running daemon shares: what was built, what is to be woken, and how to wait."""

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from tending.adapters import systemd
from tending.adapters.threads import in_thread
from tending.app import App
from tending.core.errors import StoreBusyError
from tending.core.records import Way
from tending.core.standing import Standing
from tending.core.values import dataclass
from tending.daemon.waiting import Waiting
from tending.service.turn import Turn

log = logging.getLogger("tending")
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Waits:
    """How long, in seconds: what is in hand at the end, before trying again, until a trouble counts as over, between
    two writes, before the first chore, and until a send counts as stuck.
    """

    shutdown: float = 10
    retry: float = 5
    retry_most: float = 300
    steady: float = 30
    probe: float = 3600
    upkeep: float = 300
    stuck: float = 600


class Running:
    """`woken` makes the plan be looked at; `stopping` ends every wait, and `stop_threads` the threads that listen."""

    def __init__(self, app: App, waits: Waits) -> None:
        self.app, self.waits = app, waits
        self.woken, self.stopping = asyncio.Event(), asyncio.Event()
        self.stop_threads = threading.Event()
        self.ways: Sequence[Way] = ()
        self.ready = False
        self.waiting = Waiting(app.clock, self._say_waiting, self._say_well)

    @property
    def sends(self) -> bool:
        """Under a clock that is not the real one nothing leaves this computer, unless it is asked to."""
        return self.app.clock.real or self.app.environ.get("TENDING_CLOCK_SENDS") == "yes"

    def turn(self) -> Turn:
        return Turn(given=self.app.plan, ways=self.ways, now=self.app.clock())

    def standing(self) -> Standing:
        with self.app.journal.reading() as work:
            return work.standing()

    async def patiently(self, work: Callable[[], T]) -> T:
        """A locked, full or read-only store is waited for. Cancelled when the daemon is to stop before it yields."""
        try:
            while True:
                try:
                    return await in_thread(work)
                except StoreBusyError as error:
                    self.wait_for(error, work)
                if await self.rest(self.waits.retry):
                    raise asyncio.CancelledError
        finally:
            self.waiting.end(work)

    def wait_for(self, error: StoreBusyError, who: Hashable) -> None:
        """Waiting is a way of being well: the supervisor is told so, or it would end us for it."""
        self.tell_ready()
        self.waiting.begin(who, str(error))
        systemd.status(f"waiting: {error}")

    @staticmethod
    def _say_waiting(why: str) -> None:
        log.warning("%s", why, extra={"event": "waiting"})

    def _say_well(self) -> None:
        """The plan is looked at, and with it the status line says again what comes next."""
        log.info("the store is well again")
        self.woken.set()

    def tell_ready(self) -> None:
        if not self.ready:
            self.ready = True
            systemd.ready()
            log.info("ready", extra={"event": "started"})

    async def rest(self, seconds: float) -> bool:
        """Wait, but not when the daemon is to stop: then True, at once."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.stopping.wait()
        return self.stopping.is_set()
