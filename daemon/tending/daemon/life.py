"""The life of the daemon, from the first plan to the last thing in hand."""

import asyncio
import contextlib
import signal
import time
from datetime import datetime

from tending.adapters import doorbell, systemd
from tending.adapters.alarm import BEAT, BEATS_A_LOOK, Alarm
from tending.adapters.threads import cause, in_thread
from tending.app import App
from tending.config import private_folder
from tending.core import care_pause, planning
from tending.core.errors import StoreBusyError, StoreError, TendingError
from tending.daemon.outbox import Outbox
from tending.daemon.pulse import Pulse
from tending.daemon.receiver import Receiver
from tending.daemon.running import Running, Waits, log
from tending.daemon.upkeep import Upkeep
from tending.daemon.window import Terminal, Window
from tending.ports import Channel
from tending.service import asking, beginning, hearing, views


class Daemon:
    """Runs in the loop it is made in. `terminal` is the window that questions are shown in and answers typed into.

    `again`: it has ended so that another may go on, with the settings as they are by now.
    """

    def __init__(self, app: App, terminal: Terminal | None = None, waits: Waits | None = None) -> None:
        self._app, self._waits = app, waits or Waits()
        self._running = Running(app, self._waits)
        self._window = Window(self._running, terminal) if terminal is not None else None
        self._probed = time.monotonic()
        self._slept_from: datetime | None = None
        self._trouble: StoreError | None = None
        self._door = doorbell.Door(app.paths.socket, self._running.woken.set, self._running.waiting.told)
        self._another = False
        self._rereading: asyncio.Future[None] | None = None
        self.again: App | None = None
        self._limit = asyncio.timeout(None)
        self._channels: dict[str, Channel] = {}
        self._outboxes: list[Outbox] = []
        self._beat = systemd.beat(app.environ, BEAT, BEATS_A_LOOK)
        self._alarm = Alarm(
            ring=self._ring, look=self._look, stepped=self._stepped, now=type(app.clock)(), beat=self._beat
        )
        self._upkeep = Upkeep(self._running, self._alarm)
        self._pulse: Pulse | None = None

    async def run(self) -> bool:
        """Run until asked to stop. False when another daemon is running already, or has taken the doorbell since.

        Raises TendingError when the store is damaged, newer than the program, or cannot be opened.
        """
        try:
            async with self._limit:
                self._mind_signals()
                if not await self._has_bell():
                    return False
                await self._live()
                if self._rereading is not None:
                    await self._rereading
        except TimeoutError:
            log.warning("stopped with something still in hand after %s s", self._waits.shutdown)
        except asyncio.CancelledError:
            if not self._running.stopping.is_set():
                raise
        finally:
            self._alarm.stop()
        if self._trouble is not None:
            raise self._trouble
        return not self._another

    def _mind_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop)
        loop.add_signal_handler(signal.SIGHUP, self.stop if self._window is not None else self._reread)

    def _reread(self) -> None:
        if self._rereading is None or self._rereading.done():
            self._rereading = asyncio.ensure_future(self._read_anew())

    async def _read_anew(self) -> None:
        """Settings and decks that are wrong change nothing; with right ones it ends what is in hand, and begins anew.

        What is in hand has all the time it needs, and the watchdog is fed meanwhile. Asked once more in that time, it
        begins with what was read last.
        """
        systemd.reloading()
        try:
            fresh = await in_thread(self._app.afresh)
        except TendingError as error:
            self._stay(str(error))
        except Exception as error:  # noqa: BLE001 - what cannot be read must not take the daemon down
            self._stay(f"a fault of ours ({type(error).__name__})")
        else:
            if self.again is not None or not self._running.stopping.is_set():
                self.again = fresh
                self._end()

    @staticmethod
    def _stay(trouble: str) -> None:
        lines = trouble.splitlines()
        log.error("the settings stay as they were: %s", "; ".join(lines), extra={"event": "settings"})
        systemd.status(f"the settings stay as they were: {lines[0]}")
        systemd.ready()

    def _mind_bell(self) -> None:
        """Hang the doorbell up again where its file was taken away; end where another daemon's is there now."""
        try:
            self._another = not self._hang_bell()
        except (OSError, TendingError) as error:
            log.warning("commands cannot wake this daemon for now: %s", error)
        if self._another:
            self.stop()

    async def _has_bell(self) -> bool:
        """False when another daemon is running. systemd would start us again and again: there, its end is awaited."""
        while not self._hang_bell():
            if not systemd.minds(self._app.environ):
                return False
            systemd.ready()
            systemd.status("another daemon is running; this one goes on when it ends")
            while await in_thread(doorbell.ask, self._app.paths.socket) is not None:
                systemd.watchdog()
                if await self._running.rest(self._beat):
                    return False
        return True

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
        if self._running.sends:
            self._running.ways, self._channels = self._app.ways, self._app.channels

    async def _begin(self) -> None:
        """The alarm first: its look feeds the watchdog, however long the store is waited for."""
        patiently, app = self._running.patiently, self._app
        self._alarm.start()
        await patiently(self._build)
        self._outboxes = [Outbox(self._running, channel) for channel in self._channels.values()]
        await patiently(lambda: app.journal.prove(app.clock()))
        await patiently(lambda: beginning.begin(app.turn(), app.journal))
        await patiently(lambda: hearing.hear_unread(self._running.turn(), app.journal))
        self._slept_from = await patiently(self._last_up)
        await self._look_ahead()
        self._running.tell_ready()
        self._pulse = Pulse(self._running, self._stuck)
        self._pulse.start()

    def _start_all(self, group: asyncio.TaskGroup) -> None:
        group.create_task(self._plan())
        group.create_task(self._upkeep.run())
        for outbox in self._outboxes:
            group.create_task(outbox.run())
        for channel in self._channels.values():
            if channel.two_way:
                group.create_task(Receiver(self._running, channel).run())
        if self._window is not None:
            group.create_task(self._window.run())

    def stop(self) -> None:
        """Finish what is in hand within ten seconds, and end."""
        if self._running.stopping.is_set() and self.again is None:
            return
        self.again = None
        systemd.stopping()
        self._end()
        self._limit.reschedule(asyncio.get_running_loop().time() + self._waits.shutdown)

    def _end(self) -> None:
        self._running.stopping.set()
        self._running.stop_threads.set()
        self._running.woken.set()
        self._upkeep.due.set()
        self._wake_outboxes()

    def _wake_outboxes(self) -> None:
        for outbox in self._outboxes:
            outbox.look.set()

    def _stuck(self) -> bool:
        return any(outbox.stuck for outbox in self._outboxes)

    async def _ring(self) -> None:
        self._running.woken.set()

    async def _stepped(self, since: datetime) -> None:
        """The clock was set or the computer slept: what was open only meanwhile gets more time."""
        self._slept_from = since if self._app.clock.real else None
        self._running.woken.set()
        self._upkeep.due.set()

    async def _look(self) -> None:
        """Once a minute: read the store, and only then tell the watchdog that all is well; write once an hour.

        The doorbell is looked after too: for up to a minute after its file was taken away, nobody can ring it.
        """
        self._mind_bell()
        try:
            await in_thread(self._running.standing)
        except StoreBusyError as error:
            self._running.wait_for(error, self)
        except StoreError as error:
            self._trouble = error
            self.stop()
            return
        else:
            self._running.waiting.end(self)
        systemd.watchdog()
        if self._pulse is not None:
            self._pulse.beat()
        if time.monotonic() - self._probed >= self._waits.probe:
            self._running.woken.set()

    def _last_up(self) -> datetime | None:
        with self._app.journal.reading() as work:
            up = work.meta("up")
        with contextlib.suppress(ValueError):
            return datetime.fromisoformat(up) if up else None
        return None

    async def _plan(self) -> None:
        running = self._running
        while not running.stopping.is_set():
            await running.woken.wait()
            running.woken.clear()
            if not running.stopping.is_set():
                await self._look_ahead()

    async def _look_ahead(self) -> None:
        """Do what is due, set the alarm by the plan, wake the outboxes, show what is open."""
        slept_from, self._slept_from = self._slept_from, None
        wake = (await self._running.patiently(lambda: self._tick(slept_from))).wake
        self._alarm.set(self._app.clock.seconds_until(wake) if wake is not None else None)
        self._wake_outboxes()
        await self._running.patiently(self._show)

    def _tick(self, slept_from: datetime | None) -> planning.Decision:
        turn = self._running.turn()
        due = care_pause.lines_due(turn.given.rules, self._running.standing(), turn.now) if self._window else ()
        decision = asking.tick(turn, self._app.journal, slept_from=slept_from)
        if self._window is not None:
            self._window.say_all(due)
        self._probed = time.monotonic()
        return decision

    def _show(self) -> None:
        systemd.status(views.next_line(self._running.turn(), self._app.journal))
        if self._window is not None:
            self._window.show()
