"""The daemon: one TaskGroup of alarm, planner, an outbox for each channel, receivers, doorbell and terminal.

asyncio stays at the edges: the service is plain functions, called in threads.
"""

import asyncio
import contextlib
import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import ParamSpec, Protocol, TypeVar

from tending.adapters import doorbell, systemd
from tending.adapters.alarm import Alarm
from tending.app import App
from tending.config import private_folder
from tending.core.errors import ChannelError, StoreBusyError
from tending.core.model import Reply
from tending.core.planning import Decision
from tending.core.standing import Sitting
from tending.ports import Channel
from tending.service import asking, beginning, hearing, sending, views
from tending.service.turn import Turn

log = logging.getLogger("tending")
P = ParamSpec("P")
T = TypeVar("T")

SHUTDOWN = 10
RETRY = 5.0
RETRY_MOST = 300.0
PROBE = 3600.0


class Terminal(Protocol):
    """The window the daemon was started in, when there is one."""

    def show(self, turn: Turn, sitting: Sitting) -> None: ...

    def say(self, text: str) -> None: ...

    def read(self) -> str | None:
        """The next line typed; None when the window is gone. Blocks, in a thread of its own."""
        ...


async def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run in a daemon thread, which never holds up the end of the process."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(act: Callable[[], None]) -> None:
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(lambda: None if done.done() else act())

    def run() -> None:
        try:
            result = work(*args, **kwargs)
        except BaseException as error:  # noqa: BLE001 - handed on to whoever awaits
            failure = error
            settle(lambda: done.set_exception(failure))
        else:
            settle(lambda: done.set_result(result))

    threading.Thread(target=run, daemon=True, name=getattr(work, "__name__", "work")).start()
    return await done


class Daemon:
    def __init__(self, app: App, terminal: Terminal | None = None) -> None:
        self._app = app
        self._terminal = terminal
        self._woken = asyncio.Event()
        self._outbox = asyncio.Event()
        self._stopping = asyncio.Event()
        self._stop_threads = threading.Event()
        self._shown: set[tuple[int, int]] = set()
        self._probed = time.monotonic()
        self._limit = asyncio.timeout(None)
        sends = app.clock.real or app.environ.get("TENDING_CLOCK_SENDS") == "yes"
        self._ways = app.ways if sends else ()
        self._channels = app.channels if sends else {}

    async def run(self) -> bool:
        """Run until asked to stop. False when another daemon is running already."""
        bell = await self._hang_bell()
        if bell is None:
            return False
        self._alarm = Alarm(ring=self._ring, look=self._look, now=_real_now(self._app))
        try:
            await self._start()
            async with self._limit:
                await self._work_on(bell)
        except TimeoutError:
            log.warning("stopped with something still in hand after %s s", SHUTDOWN)
        finally:
            self._alarm.stop()
            bell.close()
            self._app.paths.socket.unlink(missing_ok=True)
        return True

    async def _hang_bell(self) -> socket.socket | None:
        private_folder(self._app.paths.runtime_dir)
        return doorbell.listen(self._app.paths.socket)

    async def _start(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop)
        await in_thread(beginning.begin, self._turn(), self._app.journal)
        await in_thread(hearing.hear_unread, self._turn(), self._app.journal)
        self._alarm.start()
        decision = await in_thread(self._tick, await in_thread(self._last_up))
        self._follow(decision)
        systemd.ready()

    async def _work_on(self, bell: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        loop.add_reader(bell, self._knocked, bell)
        async with asyncio.TaskGroup() as group:
            group.create_task(self._plan())
            for channel in self._channels.values():
                group.create_task(self._send(channel))
                if channel.two_way:
                    group.create_task(self._receive(channel))
            if self._terminal is not None:
                group.create_task(self._listen(self._terminal))
            await self._stopping.wait()
            loop.remove_reader(bell)

    def stop(self) -> None:
        """Finish what is in hand within ten seconds, and end."""
        systemd.stopping()
        self._stopping.set()
        self._stop_threads.set()
        self._woken.set()
        self._outbox.set()
        self._limit.reschedule(asyncio.get_running_loop().time() + SHUTDOWN)

    def _turn(self) -> Turn:
        return Turn(given=self._app.plan, ways=self._ways, now=self._app.clock())

    def _knocked(self, bell: socket.socket) -> None:
        doorbell.answer(bell)
        self._woken.set()

    async def _ring(self) -> None:
        self._woken.set()

    async def _look(self) -> None:
        """Once a minute: read the store, and only then tell the watchdog that all is well; write once an hour."""
        await in_thread(self._read_store)
        systemd.watchdog()
        if time.monotonic() - self._probed >= PROBE:
            self._woken.set()

    def _read_store(self) -> None:
        with self._app.journal.reading() as work:
            work.standing()

    def _last_up(self) -> datetime | None:
        with self._app.journal.reading() as work:
            up = work.meta("up")
        return datetime.fromisoformat(up) if up else None

    async def _plan(self) -> None:
        while not self._stopping.is_set():
            await self._woken.wait()
            self._woken.clear()
            if self._stopping.is_set():
                return
            try:
                self._follow(await in_thread(self._tick, None))
            except StoreBusyError as error:
                log.warning("%s", error)
                systemd.status(f"waiting: {error}")
                self._alarm.set(RETRY)

    def _tick(self, slept_from: datetime | None) -> Decision:
        decision = asking.tick(self._turn(), self._app.journal, slept_from=slept_from)
        self._probed = time.monotonic()
        return decision

    def _follow(self, decision: Decision) -> None:
        """Set the alarm by the plan, wake the outboxes, show what is open."""
        wake = decision.wake
        self._alarm.set(self._app.clock.seconds_until(wake) if wake is not None else None)
        self._outbox.set()
        systemd.status(views.next_line(self._turn(), self._app.journal))
        if self._terminal is not None:
            self._show_open(self._terminal)

    def _show_open(self, terminal: Terminal) -> None:
        with self._app.journal.reading() as work:
            standing = work.standing()
        for sitting in standing.open:
            if (sitting.id, len(sitting.prompts)) not in self._shown:
                self._shown.add((sitting.id, len(sitting.prompts)))
                terminal.show(self._turn(), sitting)

    async def _send(self, channel: Channel) -> None:
        """The outbox of one channel, so that a slow one holds up no other."""
        journal, clock = self._app.journal, self._app.clock
        await in_thread(sending.recover, journal, {channel.name: channel}, clock)
        while not self._stopping.is_set():
            delivery = await in_thread(sending.claim, journal, clock(), channel.name)
            if delivery is not None:
                await in_thread(sending.send, journal, self._channels, delivery, clock)
                continue
            await self._rest(await in_thread(sending.next_attempt, journal, channel.name))

    async def _rest(self, until: datetime | None) -> None:
        """Wait for the next attempt, or for something new in the outbox."""
        self._outbox.clear()
        seconds = self._app.clock.seconds_until(until) if until is not None else None
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(None if seconds == float("inf") else seconds):
                await self._outbox.wait()

    async def _receive(self, channel: Channel) -> None:
        """Listen; a receiver that fails is started again, later each time, and `status` says so."""
        wait = RETRY
        while not self._stopping.is_set():
            try:
                await in_thread(channel.receive, self._hearer(), self._stop_threads)
                wait = RETRY
            except ChannelError as error:
                await in_thread(sending.note_trouble, self._app.journal, channel.name, str(error), self._app.clock())
            except Exception as error:  # noqa: BLE001 - a receiver must not take the daemon down
                log.error("receiver of %s: %s", channel.name, type(error).__name__)  # noqa: TRY400 - no private words
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._stopping.wait()
            wait = min(RETRY_MOST, wait * 2)

    def _hearer(self) -> Callable[[Reply], None]:
        loop = asyncio.get_running_loop()

        def hear(reply: Reply) -> None:
            hearing.hear(self._turn(), self._app.journal, reply)
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(self._woken.set)

        return hear

    async def _listen(self, terminal: Terminal) -> None:
        """The terminal: what is typed is a reply."""
        count = 0
        while not self._stopping.is_set():
            reading = asyncio.ensure_future(in_thread(terminal.read))
            stopped = asyncio.ensure_future(self._stopping.wait())
            await asyncio.wait({reading, stopped}, return_when=asyncio.FIRST_COMPLETED)
            stopped.cancel()
            if not reading.done():
                reading.cancel()
                return
            line = reading.result()
            if line is None:
                return
            if line.strip():
                count += 1
                await in_thread(self._hear_line, terminal, line, count)
                self._woken.set()

    def _hear_line(self, terminal: Terminal, line: str, count: int) -> None:
        turn = self._turn()
        reply = Reply(
            channel="terminal",
            provider_id=f"{os.getpid()}-{turn.now.timestamp()}-{count}",
            received_at=turn.now,
            raw=line.encode(),
            text=line,
        )
        heard = hearing.hear(turn, self._app.journal, reply)
        terminal.say(heard.card or heard.echo)


def _real_now(app: App) -> Callable[[], datetime]:
    """The alarm waits by the real clock, whatever the keeper's clock shows."""
    return type(app.clock)()
