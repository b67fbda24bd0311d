"""The daemon: one TaskGroup of alarm, planner, an outbox for each channel, receivers, doorbell and terminal.

asyncio stays at the edges: the service is plain functions, called in threads.
"""

import asyncio
import contextlib
import logging
import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, TypeVar

from tending.adapters import doorbell, systemd
from tending.adapters.alarm import Alarm
from tending.adapters.threads import cause, in_thread
from tending.app import App, typed
from tending.config import private_folder
from tending.core import care_pause, pacing, planning
from tending.core.errors import ChannelError, StoreBusyError, StoreError, TendingError
from tending.core.records import Heard, Reply, Way
from tending.core.standing import Sitting, Standing
from tending.core.words import say
from tending.ports import Channel
from tending.service import asking, beginning, hearing, sending, views
from tending.service.turn import Turn

log = logging.getLogger("tending")
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Waits:
    """How long, in seconds: what is in hand at the end, before trying again, and until a trouble counts as over."""

    shutdown: float = 10
    retry: float = 5
    retry_most: float = 300
    steady: float = 30
    probe: float = 3600


class Terminal(Protocol):
    """The window the daemon was started in, when there is one."""

    def began(self, turn: Turn, standing: Standing) -> None:
        """Called once, when the first plan is made: what is open, and what comes next."""
        ...

    def show(self, turn: Turn, sitting: Sitting) -> None: ...

    def heard(self, heard: Heard, standing: Standing) -> None:
        """What came of the line that was typed last."""
        ...

    def say(self, text: str) -> None: ...

    def read(self) -> str | None:
        """The next reply typed; None when the window is gone. Blocks, in a thread of its own."""
        ...


class Daemon:
    """Runs in the loop it is made in. `terminal` is the window that questions are shown in and answers typed into."""

    def __init__(self, app: App, terminal: Terminal | None = None, waits: Waits = Waits()) -> None:
        self._app, self._waits = app, waits
        self._terminal = terminal
        self._woken = asyncio.Event()
        self._stopping = asyncio.Event()
        self._stop_threads = threading.Event()
        self._shown: set[tuple[int, int]] = set()
        self._probed = time.monotonic()
        self._slept_from: datetime | None = None
        self._ready = False
        self._trouble: StoreError | None = None
        self._door = doorbell.Door(app.paths.socket, self._woken.set)
        self._another = False
        self._limit = asyncio.timeout(None)
        self._ways: Sequence[Way] = ()
        self._channels: dict[str, Channel] = {}
        self._outboxes: dict[str, asyncio.Event] = {}
        self._alarm = Alarm(ring=self._ring, look=self._look, stepped=self._stepped, now=type(app.clock)())

    async def run(self) -> bool:
        """Run until asked to stop. False when another daemon is running already, or has taken the doorbell since.

        Raises TendingError when the store is damaged, newer than the program, or cannot be opened.
        """
        try:
            async with self._limit:
                self._mind_signals()
                if not self._hang_bell():
                    return False
                await self._live()
        except TimeoutError:
            log.warning("stopped with something still in hand after %s s", self._waits.shutdown)
        except asyncio.CancelledError:
            if not self._stopping.is_set():
                raise
        finally:
            self._alarm.stop()
        if self._trouble is not None:
            raise self._trouble
        return not self._another

    def _mind_signals(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, self.stop)

    def _mind_bell(self) -> None:
        """Hang the doorbell up again where its file was taken away; end where another daemon's is there now."""
        try:
            self._another = not self._hang_bell()
        except (OSError, TendingError) as error:
            log.warning("commands cannot wake this daemon for now: %s", error)
        if self._another:
            self.stop()

    def _hang_bell(self) -> bool:
        private_folder(self._app.paths.socket.parent)
        return self._door.hang()

    async def _live(self) -> None:
        try:
            await self._begin()
            async with asyncio.TaskGroup() as group:
                self._start_all(group)
        except BaseExceptionGroup as failed:
            raise cause(failed) from None
        finally:
            self._door.take_down()

    def _build(self) -> None:
        """Under a clock that is not the real one nothing leaves this computer, unless it is asked to."""
        if self._app.clock.real or self._app.environ.get("TENDING_CLOCK_SENDS") == "yes":
            self._ways, self._channels = self._app.ways, self._app.channels
        self._outboxes = {name: asyncio.Event() for name in self._channels}

    async def _begin(self) -> None:
        await self._patiently(self._build)
        await self._patiently(lambda: self._app.journal.prove(self._app.clock()))
        await self._patiently(lambda: beginning.begin(self._app.turn(), self._app.journal))
        await self._patiently(lambda: hearing.hear_unread(self._turn(), self._app.journal))
        self._slept_from = await self._patiently(self._last_up)
        self._alarm.start()
        await self._look_ahead()
        self._tell_ready()

    def _start_all(self, group: asyncio.TaskGroup) -> None:
        group.create_task(self._plan())
        for channel in self._channels.values():
            group.create_task(self._send(channel))
            if channel.two_way:
                group.create_task(self._receive(channel))
        if self._terminal is not None:
            group.create_task(self._listen(self._terminal))

    def stop(self) -> None:
        """Finish what is in hand within ten seconds, and end."""
        if self._stopping.is_set():
            return
        systemd.stopping()
        self._stopping.set()
        self._stop_threads.set()
        self._woken.set()
        for outbox in self._outboxes.values():
            outbox.set()
        self._limit.reschedule(asyncio.get_running_loop().time() + self._waits.shutdown)

    def _turn(self) -> Turn:
        return Turn(given=self._app.plan, ways=self._ways, now=self._app.clock())

    async def _patiently(self, work: Callable[[], T]) -> T:
        """A locked, full or read-only store is waited for. Cancelled when the daemon is to stop before it yields."""
        while True:
            try:
                return await in_thread(work)
            except StoreBusyError as error:
                self._wait_for(error)
            if await self._rest(self._waits.retry):
                raise asyncio.CancelledError

    def _wait_for(self, error: StoreBusyError) -> None:
        """Waiting is a way of being well: the supervisor is told so, or it would end us for it."""
        log.warning("%s", error)
        self._tell_ready()
        systemd.watchdog()
        systemd.status(f"waiting: {error}")

    def _tell_ready(self) -> None:
        if not self._ready:
            self._ready = True
            systemd.ready()

    async def _rest(self, seconds: float) -> bool:
        """Wait, but not when the daemon is to stop: then True, at once."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        return self._stopping.is_set()

    async def _ring(self) -> None:
        self._woken.set()

    async def _stepped(self, since: datetime) -> None:
        """The clock was set or the computer slept: what was open only meanwhile gets more time."""
        self._slept_from = since if self._app.clock.real else None
        self._woken.set()

    async def _look(self) -> None:
        """Once a minute: read the store, and only then tell the watchdog that all is well; write once an hour.

        The doorbell is looked after too: for up to a minute after its file was taken away, nobody can ring it.
        """
        self._mind_bell()
        try:
            await in_thread(self._standing)
        except StoreBusyError as error:
            self._wait_for(error)
        except StoreError as error:
            self._trouble = error
            self.stop()
            return
        systemd.watchdog()
        if time.monotonic() - self._probed >= self._waits.probe:
            self._woken.set()

    def _standing(self) -> Standing:
        with self._app.journal.reading() as work:
            return work.standing()

    def _last_up(self) -> datetime | None:
        with self._app.journal.reading() as work:
            up = work.meta("up")
        with contextlib.suppress(ValueError):
            return datetime.fromisoformat(up) if up else None
        return None

    async def _plan(self) -> None:
        while not self._stopping.is_set():
            await self._woken.wait()
            self._woken.clear()
            if not self._stopping.is_set():
                await self._look_ahead()

    async def _look_ahead(self) -> None:
        """Do what is due, set the alarm by the plan, wake the outboxes, show what is open."""
        slept_from, self._slept_from = self._slept_from, None
        wake = (await self._patiently(lambda: self._tick(slept_from))).wake
        self._alarm.set(self._app.clock.seconds_until(wake) if wake is not None else None)
        for outbox in self._outboxes.values():
            outbox.set()
        await self._patiently(self._show_all)

    def _tick(self, slept_from: datetime | None) -> planning.Decision:
        turn = self._turn()
        due = care_pause.lines_due(turn.given.rules, self._standing(), turn.now) if self._terminal is not None else ()
        decision = asking.tick(turn, self._app.journal, slept_from=slept_from)
        if due and self._terminal is not None:
            self._terminal.say("".join(f"\n{say(line, turn.language)}" for line in due))
        self._probed = time.monotonic()
        return decision

    def _show_all(self) -> None:
        turn = self._turn()
        systemd.status(views.next_line(turn, self._app.journal))
        if self._terminal is None:
            return
        standing = self._standing()
        if not self._ready and not pacing.hidden(standing, turn.now):
            self._terminal.began(turn, standing)
        self._show_open(self._terminal, turn, standing)

    def _show_open(self, terminal: Terminal, turn: Turn, standing: Standing, again: str = "") -> None:
        """Every question that waits and has not been shown; `again` names one to show once more."""
        for sitting in standing.open if not pacing.hidden(standing, turn.now) else ():
            place = (sitting.id, len(sitting.prompts))
            if place not in self._shown or sitting.prompt == again:
                self._shown.add(place)
                terminal.show(turn, sitting)

    async def _send(self, channel: Channel) -> None:
        """The outbox of one channel, so that a slow one holds up no other."""
        outbox, journal = self._outboxes[channel.name], self._app.journal
        while not self._stopping.is_set():
            try:
                await in_thread(sending.recover, self._turn, journal, {channel.name: channel})
                await self._empty(channel, outbox)
            except StoreBusyError as error:
                self._wait_for(error)
            except TendingError:
                raise
            except Exception as error:  # noqa: BLE001 - a sender must not take the daemon down
                log.error("sender of %s: %s", channel.name, type(error).__name__)  # noqa: TRY400 - no private words
            await self._rest(self._waits.retry)

    async def _empty(self, channel: Channel, outbox: asyncio.Event) -> None:
        """Send what is due, then wait for the next attempt or for something new, until the daemon is to stop."""
        journal, clock = self._app.journal, self._app.clock
        while not self._stopping.is_set():
            outbox.clear()
            delivery = await in_thread(sending.claim, self._turn(), journal, channel.name)
            if delivery is not None:
                await in_thread(sending.send, self._turn, journal, self._channels, delivery)
                continue
            until = await in_thread(sending.next_attempt, journal, channel.name)
            left = clock.seconds_until(until) if until is not None else self._waits.probe
            try:
                async with asyncio.timeout(min(left, self._waits.probe)):
                    await outbox.wait()
            except TimeoutError:
                if until is None:  # an hour in which nothing happened: ask again about what is uncertain
                    return

    async def _receive(self, channel: Channel) -> None:
        """Listen; a receiver that fails is started again, later each time, and `status` says so."""
        wait, trouble = self._waits.retry, ""
        while not self._stopping.is_set():
            began = time.monotonic()
            well = asyncio.ensure_future(self._well_again(channel, trouble)) if trouble else None
            trouble = await self._received(channel)
            if well is not None:
                well.cancel()
            wait = (
                self._waits.retry
                if not trouble or time.monotonic() - began > self._waits.steady
                else min(self._waits.retry_most, wait * 2)
            )
            await self._rest(wait)

    async def _received(self, channel: Channel) -> str:
        """Receive until it ends. Returns what went wrong, or nothing."""
        try:
            await in_thread(channel.receive, self._hearer(), self._stop_threads)
        except ChannelError as error:
            trouble = str(error)
        except StoreBusyError as error:
            self._wait_for(error)
            return ""
        except Exception as error:  # noqa: BLE001 - a receiver must not take the daemon down
            log.error("receiver of %s: %s", channel.name, type(error).__name__)  # noqa: TRY400 - no private words
            trouble = f"{channel.name}: a fault of our own ({type(error).__name__}); report it"
        else:
            return ""
        journal, now = self._app.journal, self._app.clock()
        await self._patiently(lambda: sending.note_trouble(journal, channel.name, trouble, now))
        return trouble

    async def _well_again(self, channel: Channel, trouble: str) -> None:
        """A receiver that has listened for a while after a trouble: the trouble is over."""
        if not await self._rest(self._waits.steady):
            await self._patiently(lambda: self._clear(channel.name, trouble))

    def _clear(self, channel: str, trouble: str) -> None:
        with self._app.journal.writing() as work:
            known = work.channel(channel)
            if known is not None and known.trouble == trouble:
                work.save_channel(replace(known, trouble="", trouble_since=None))

    def _hearer(self) -> Callable[[Reply], None]:
        loop = asyncio.get_running_loop()

        def hear(reply: Reply) -> None:
            hearing.hear(self._turn(), self._app.journal, reply)
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(self._woken.set)

        return hear

    async def _listen(self, terminal: Terminal) -> None:
        """The terminal: what is typed is a reply. A window that is gone ends the listening, not the daemon."""
        while (line := await self._typed(terminal)) is not None:
            if not line.strip():
                continue
            try:
                await in_thread(self._hear_line, terminal, line)
            except TendingError as error:
                terminal.say(str(error))
            self._woken.set()

    async def _typed(self, terminal: Terminal) -> str | None:
        reading = asyncio.ensure_future(in_thread(terminal.read))
        stopped = asyncio.ensure_future(self._stopping.wait())
        await asyncio.wait({reading, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if reading.done() and not self._stopping.is_set():
            return reading.result()
        reading.cancel()
        return None

    def _hear_line(self, terminal: Terminal, line: str) -> None:
        turn = self._turn()
        heard = hearing.hear(turn, self._app.journal, typed(line, turn.now))
        standing = self._standing()
        terminal.heard(heard, standing)
        self._show_open(terminal, turn, standing, again=heard.follows_prompt)
