"""The alarm: the only importer of APScheduler. It wakes the service and holds no truth.

One date job at the next wake, replaced whenever the plan changes, another at the next chore. Beside them a beat, which
is no job: APScheduler counts by the wall clock, and after a step of it would be silent for as long, or make up for
every beat that was left out. Every 15 seconds the beat compares the wall clock with the monotonic one, so that a step
or a suspend is noticed; on Python 3.13 and later a timer of the kernel tells of a step at once. Every fourth looks at
the store.
"""

import asyncio
import itertools
import logging
import os
import time
from collections.abc import Awaitable, Callable, Coroutine
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

BEAT = 15
BEATS_A_LOOK = 4
STEP = timedelta(seconds=2)
FAR = 2**33  # a timer that only ever fires because the clock was set

log = logging.getLogger("tending")

Ring = Callable[[], Awaitable[None]]
Stepped = Callable[[datetime], Awaitable[None]]


class Alarm:
    """`ring` is awaited at the wake, `look` once a minute, `stepped` when the clock was set or the computer slept.

    `stepped` is given the last instant at which all was well. `now` reads the real clock, `beat` is in seconds.
    """

    def __init__(
        self, *, ring: Ring, look: Ring, stepped: Stepped, now: Callable[[], datetime], beat: float = BEAT
    ) -> None:
        self._every = beat
        self._ring, self._look, self._on_step, self._now = ring, look, stepped, now
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        self._seen = now()
        self._apart = self._distance()
        self._timer: int | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        self._scheduler.start()
        self._in_background(self._beats())
        self._watch_clock()

    def set(self, seconds: float | None, *, name: str = "wake", ring: Ring | None = None) -> None:
        """Ring that many seconds from now; None takes the next ring away. Another `name` is a bell of its own."""
        if seconds is None or seconds == float("inf"):
            if self._scheduler.get_job(name):
                self._scheduler.remove_job(name)
            return
        at = self._now() + timedelta(seconds=min(max(0.0, seconds), FAR / 10))
        self._scheduler.add_job(ring or self._ring, "date", run_date=at, id=name, replace_existing=True)

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        for task in self._tasks:
            task.cancel()
        if self._timer is not None:
            asyncio.get_running_loop().remove_reader(self._timer)
            os.close(self._timer)
            self._timer = None

    def _in_background(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _beats(self) -> None:
        for beat in itertools.count(1):
            await asyncio.sleep(self._every)
            await self._beat(looks=beat % BEATS_A_LOOK == 0)

    async def _beat(self, *, looks: bool) -> None:
        """What fails in it is a fault of ours, and ends no beat."""
        try:
            await self._notice()
            if looks:
                await self._look()
        except Exception as error:  # noqa: BLE001 - without the beat nothing is noticed any more
            log.error("the beat: a fault of ours (%s)", type(error).__name__)  # noqa: TRY400 - no traceback: it may hold words

    async def _notice(self) -> None:
        before, self._apart = self._apart, self._distance()
        seen, self._seen = self._seen, self._now()
        if abs(self._apart - before) > STEP:
            self._scheduler.wakeup()
            await self._on_step(seen)

    def _distance(self) -> timedelta:
        """How far the wall clock is from the monotonic one: it changes only when a clock is set, or in a suspend."""
        return self._now() - datetime.fromtimestamp(time.monotonic(), UTC)

    def _watch_clock(self) -> None:
        create = getattr(os, "timerfd_create", None)
        if create is None:
            return
        flags = os.TFD_NONBLOCK | os.TFD_CLOEXEC  # type: ignore[attr-defined,unused-ignore]
        self._timer = create(time.CLOCK_REALTIME, flags=flags)
        self._arm()
        asyncio.get_running_loop().add_reader(self._timer, self._clock_set)

    def _arm(self) -> None:
        flags = os.TFD_TIMER_ABSTIME | os.TFD_TIMER_CANCEL_ON_SET  # type: ignore[attr-defined,unused-ignore]
        os.timerfd_settime(self._timer, flags=flags, initial=FAR)  # type: ignore[attr-defined,unused-ignore]

    def _clock_set(self) -> None:
        """The kernel cancels the timer when the clock is set: reading it says so."""
        try:
            os.read(self._timer or 0, 8)
        except OSError:
            self._arm()
            self._in_background(self._notice())
