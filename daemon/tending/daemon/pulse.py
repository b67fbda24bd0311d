"""The pulse: whether everything that should run does, told to a monitor where the keeper set one.

It beats with the look at the store, so that silence means that the alarm, or the whole computer, stands still.
"""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tending.adapters import metrics
from tending.adapters.threads import in_thread
from tending.core.errors import TendingError
from tending.daemon.running import Running, log
from tending.service import health

if TYPE_CHECKING:
    from tending.adapters.ping import What

MINUTE = 60


def is_time(since: float, minutes: int) -> bool:
    """Whether a ping is due, `since` seconds after the last. A look that comes a little early does not leave it out."""
    return since >= minutes * MINUTE - MINUTE / 2


class Pulse:
    """`stuck` says that something has not moved for long, such as a channel that never returns from a send."""

    def __init__(self, running: Running, stuck: Callable[[], bool]) -> None:
        self._running, self._stuck = running, stuck
        self._watch = running.app.settings.watch
        self._pinging: asyncio.Future[None] | None = None
        self._writing: asyncio.Future[None] | None = None
        self._pinged = -float("inf")
        self._told = True
        self._unwritten = ""

    def start(self) -> None:
        if self._pings:
            self._pinging = asyncio.ensure_future(in_thread(self._ping, "start"))

    def beat(self) -> None:
        """Called once a minute, when the store has been read. It waits for nobody, and the figures for no monitor."""
        if self._watch.metrics_file and _is_over(self._writing):
            self._writing = asyncio.ensure_future(in_thread(self._write_figures))
        if self._pings and _is_over(self._pinging):
            self._pinging = asyncio.ensure_future(in_thread(self._tell))

    @property
    def _pings(self) -> bool:
        return bool(self._watch.ping_url.get_secret_value()) and self._running.sends

    def _tell(self) -> None:
        if is_time(time.monotonic() - self._pinged, self._watch.ping_minutes):
            self._pinged = time.monotonic()
            self._ping("ok" if self._is_well() else "fail")

    def _is_well(self) -> bool:
        running = self._running
        if self._stuck() or running.waiting.lasts(running.waits.steady):
            return False
        try:
            with running.app.journal.reading() as work:
                return not health.wrong(running.turn(), work)
        except TendingError:
            return False

    def _ping(self, what: "What") -> None:
        """A monitor that cannot be reached is said once, until it can be again."""
        from tending.adapters.ping import ping  # noqa: PLC0415 - only those who have a monitor pay for it

        taken = ping(self._watch.ping_url.get_secret_value(), what)
        if self._told and not taken:
            log.warning("the monitor of watch.ping_url cannot be reached")
        self._told = taken

    def _write_figures(self) -> None:
        """What keeps them from being written is said once, until it is something else."""
        trouble = self._written()
        if trouble not in {"", self._unwritten}:
            log.warning("%s", trouble)
        self._unwritten = trouble

    def _written(self) -> str:
        running = self._running
        try:
            metrics.write(Path(self._watch.metrics_file), health.figures(running.turn(), running.app.journal))
        except OSError as error:
            return f"watch.metrics_file cannot be written: {error.strerror}"
        except TendingError as error:
            return str(error)
        return ""


def _is_over(last: asyncio.Future[None] | None) -> bool:
    return last is None or last.done()
