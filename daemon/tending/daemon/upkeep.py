"""The daemon's own chores: which there are, and when. What is due is known to the store, the alarm only rings."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta

from tending.adapters.alarm import Alarm
from tending.adapters.journal import backups, checking
from tending.app import App
from tending.daemon.running import Running
from tending.service import retention, upkeep, watching
from tending.service.health import BACKUP, CHORES, LINES, QUICK, THIN, WHOLE
from tending.service.turn import Turn
from tending.service.upkeep import Chore

DAY, WEEK = timedelta(days=1), timedelta(days=7)
MOST_TOLD = 3


class Upkeep:
    """`due` is set when something may be due, and at the end."""

    def __init__(self, running: Running, alarm: Alarm) -> None:
        self._running, self._alarm = running, alarm
        self.due = asyncio.Event()

    async def run(self) -> None:
        """Nothing in the first minutes: a computer that starts has enough to do."""
        running = self._running
        chores = list(chores_of(running.app))
        others = set(CHORES) - {one.name for one in chores}
        await running.patiently(lambda: upkeep.leave_off(running.app.journal, others))
        if await running.rest(running.waits.upkeep):
            return
        while not running.stopping.is_set():
            self.due.clear()
            following = await running.patiently(lambda: upkeep.do(running.turn, running.app.journal, chores))
            left = running.app.clock.seconds_until(following) if following is not None else None
            self._alarm.set(left, name="upkeep", ring=self._ring)
            await self.due.wait()

    async def _ring(self) -> None:
        self.due.set()


def chores_of(app: App) -> Iterator[Chore]:
    store, watch = app.settings.store, app.settings.watch
    yield Chore(name=QUICK, every=DAY, act=lambda turn: _quick(app, turn))
    yield Chore(name=WHOLE, every=WEEK, act=lambda _: checking.check(app.store_file, key=app.key)[:MOST_TOLD])
    if store.backup_days:
        yield Chore(name=BACKUP, every=DAY * store.backup_days, act=lambda turn: _back_up(app, turn))
    if store.replies_days or store.messages_days:
        yield Chore(name=THIN, every=WEEK, act=lambda turn: _thin(app, turn))
    if watch.canary_days:
        yield Chore(name=LINES, every=DAY, act=lambda turn: watching.watch(turn, app.journal, watch.canary_days))


def _quick(app: App, turn: Turn) -> list[str]:
    """The file, and that what was written since the last look is as it was written."""
    problems = checking.quick(app.store_file, key=app.key)
    if not problems:
        app.journal.prove(turn.now)
    return problems[:MOST_TOLD]


def _back_up(app: App, turn: Turn) -> list[str]:
    kept = app.settings.store.backups_kept
    backups.backup(app.store_file, app.paths.backups_dir, now=turn.now, keep=kept, key=app.key)
    return []


def _thin(app: App, turn: Turn) -> list[str]:
    store = app.settings.store
    retention.thin(turn, app.journal, replies_days=store.replies_days, messages_days=store.messages_days)
    return []
