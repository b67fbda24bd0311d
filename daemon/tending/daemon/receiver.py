"""The receiver of one channel: it listens, and one that fails is started again, later each time."""

import asyncio
import contextlib
import time
from collections.abc import Callable
from dataclasses import replace

from tending.adapters.threads import in_thread
from tending.core.errors import ChannelError, StoreBusyError
from tending.core.records import Reply
from tending.daemon.running import Running, log
from tending.ports import Channel
from tending.service import hearing, sending


class Receiver:
    def __init__(self, running: Running, channel: Channel) -> None:
        self._running, self._channel = running, channel

    async def run(self) -> None:
        """`status` says what went wrong, until it has listened for a while without trouble."""
        running, waits = self._running, self._running.waits
        wait, trouble = waits.retry, ""
        while not running.stopping.is_set():
            began = time.monotonic()
            well = asyncio.ensure_future(self._well_again(trouble)) if self._ails(trouble) else None
            before, trouble = trouble, await self._received()
            self._say(trouble, before)
            if well is not None:
                well.cancel()
            lasted = time.monotonic() - began > waits.steady
            wait = waits.retry if not trouble or lasted else min(waits.retry_most, wait * 2)
            await running.rest(wait)

    def _say(self, trouble: str, before: str) -> None:
        """Once for each trouble, and without the words of the channel: they may hold an address."""
        if trouble not in {"", before}:
            about = {"event": "channel", "channel": self._channel.name}
            log.warning("%s: not listening for now: tending status", self._channel.name, extra=about)

    async def _received(self) -> str:
        """Receive until it ends. Returns what went wrong, or nothing."""
        running, name = self._running, self._channel.name
        try:
            await in_thread(self._channel.receive, self._hearer(), running.stop_threads)
        except ChannelError as error:
            trouble = str(error)
        except StoreBusyError as error:
            running.wait_for(error, self)
            return ""
        except Exception as error:  # noqa: BLE001 - a receiver must not take the daemon down
            log.error("receiver of %s: %s", name, type(error).__name__)
            trouble = f"{name}: a fault of our own ({type(error).__name__}); report it"
        else:
            return ""
        now = running.app.clock()
        await running.patiently(lambda: sending.note_trouble(running.app.journal, name, trouble, now))
        return trouble

    def _ails(self, trouble: str) -> bool:
        return bool(trouble) or self._running.waiting.has(self)

    async def _well_again(self, trouble: str) -> None:
        """A receiver that has listened for a while after a trouble: the trouble is over."""
        if await self._running.rest(self._running.waits.steady):
            return
        self._running.waiting.end(self)
        if trouble:
            await self._running.patiently(lambda: self._clear(trouble))

    def _clear(self, trouble: str) -> None:
        with self._running.app.journal.writing() as work:
            known = work.channel(self._channel.name)
            if known is not None and known.trouble == trouble:
                work.save_channel(replace(known, trouble="", trouble_since=None))

    def _hearer(self) -> Callable[[Reply], None]:
        loop, running = asyncio.get_running_loop(), self._running

        def hear(reply: Reply) -> None:
            hearing.hear(running.turn(), running.app.journal, reply)
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(self._heard)

        return hear

    def _heard(self) -> None:
        self._running.waiting.end(self)
        self._running.woken.set()
