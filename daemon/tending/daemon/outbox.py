"""The outbox of one channel, so that a slow one holds up no other."""

import asyncio
import time

from tending.adapters.threads import in_thread
from tending.core.errors import StoreBusyError, TendingError
from tending.core.records import Delivery, DeliveryState
from tending.daemon.running import Running, log
from tending.ports import Channel
from tending.service import sending


class Outbox:
    """`look` is set when something may be due."""

    def __init__(self, running: Running, channel: Channel) -> None:
        self._running, self._channel = running, channel
        self.look = asyncio.Event()
        self._sending_since: float | None = None

    @property
    def stuck(self) -> bool:
        since = self._sending_since
        return since is not None and time.monotonic() - since > self._running.waits.stuck

    async def run(self) -> None:
        running, journal, channels = self._running, self._running.app.journal, {self._channel.name: self._channel}
        while not running.stopping.is_set():
            try:
                await in_thread(sending.recover, running.turn, journal, channels)
                await self._empty()
            except StoreBusyError as error:
                running.wait_for(error, self)
            except TendingError:
                raise
            except Exception as error:  # noqa: BLE001 - a sender must not take the daemon down
                about = {"event": "channel", "channel": self._channel.name}
                log.error("sender of %s: %s", self._channel.name, type(error).__name__, extra=about)
            await running.rest(running.waits.retry)

    async def _empty(self) -> None:
        """Send what is due, then wait for the next attempt or for something new, until the daemon is to stop."""
        running, journal = self._running, self._running.app.journal
        while not running.stopping.is_set():
            self.look.clear()
            delivery = await in_thread(sending.claim, running.turn(), journal, self._channel.name)
            running.waiting.end(self)
            if delivery is not None:
                await self._send(delivery)
            elif not await self._waited():
                return

    async def _send(self, delivery: Delivery) -> None:
        running, self._sending_since = self._running, time.monotonic()
        try:
            channels = {self._channel.name: self._channel}
            became = await in_thread(sending.send, running.turn, running.app.journal, channels, delivery)
        finally:
            self._sending_since = None
        self._say(delivery, became)

    def _say(self, delivery: Delivery, became: DeliveryState) -> None:
        """A channel's own words may hold an address: they are in `tending status`, and not in a log."""
        if became is not DeliveryState.SENT:
            about = {"event": "channel", "channel": delivery.channel, "check_in": f"c{delivery.check_in}"}
            log.warning("%s: a message is %s: tending status", delivery.channel, became.value, extra=about)

    async def _waited(self) -> bool:
        """False after an hour in which nothing happened: ask again about what is uncertain."""
        running, probe = self._running, self._running.waits.probe
        until = await in_thread(sending.next_attempt, running.app.journal, self._channel.name)
        left = running.app.clock.seconds_until(until) if until is not None else probe
        try:
            async with asyncio.timeout(min(left, probe)):
                await self.look.wait()
        except TimeoutError:
            return until is not None
        return True
