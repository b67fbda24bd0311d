"""The alarm, with the real scheduler and beats that are short."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from freezegun import freeze_time

from tending.adapters.alarm import BEATS_A_LOOK, Alarm
from tending.app import Clock

BEAT = 0.03
PATIENCE = 30.0


class Rung:
    """What the alarm did, and a wall clock that a test can set."""

    def __init__(self) -> None:
        self.rings = 0
        self.looks = 0
        self.steps: list[datetime] = []
        self.off = timedelta()
        self.fails: Exception | None = None
        self._real = Clock()
        self._changed = asyncio.Event()
        self.alarm = Alarm(ring=self.ring, look=self.look, stepped=self.stepped, now=self.now, beat=BEAT)

    def now(self) -> datetime:
        return self._real() + self.off

    async def ring(self) -> None:
        self.rings += 1
        self._changed.set()

    async def look(self) -> None:
        self.looks += 1
        self._changed.set()
        if self.fails is not None:
            raise self.fails

    async def stepped(self, since: datetime) -> None:
        self.steps.append(since)
        self._changed.set()

    async def until(self, done: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not done():
                await self._changed.wait()
                self._changed.clear()


def tried(test: Callable[[Rung], Coroutine[Any, Any, None]]) -> None:
    async def inside() -> None:
        rung = Rung()
        rung.alarm.start()
        try:
            await test(rung)
        finally:
            rung.alarm.stop()

    asyncio.run(inside())


def test_it_rings_when_the_time_has_come_and_not_before() -> None:
    async def test(rung: Rung) -> None:
        began = asyncio.get_running_loop().time()

        rung.alarm.set(0.2)
        await rung.until(lambda: rung.rings == 1)

        assert asyncio.get_running_loop().time() - began >= 0.19

    tried(test)


def test_a_time_that_has_gone_by_rings_at_once() -> None:
    async def test(rung: Rung) -> None:
        rung.alarm.set(-5)
        await rung.until(lambda: rung.rings == 1)

    tried(test)


def test_a_new_time_takes_the_place_of_the_old_one() -> None:
    async def test(rung: Rung) -> None:
        rung.alarm.set(0.05)
        rung.alarm.set(3600)

        await rung.until(lambda: rung.looks == 2)

        assert rung.rings == 0

    tried(test)


def test_no_time_and_a_clock_that_stands_still_ring_never() -> None:
    async def test(rung: Rung) -> None:
        rung.alarm.set(0.05)
        rung.alarm.set(None)
        rung.alarm.set(float("inf"))

        await rung.until(lambda: rung.looks == 2)

        assert rung.rings == 0

    tried(test)


def test_a_time_further_off_than_any_calendar_is_taken_too() -> None:
    async def test(rung: Rung) -> None:
        rung.alarm.set(1e15)

        await rung.until(lambda: rung.looks == 1)

        assert rung.rings == 0

    tried(test)


def test_it_looks_at_the_store_every_few_beats() -> None:
    async def test(rung: Rung) -> None:
        began = asyncio.get_running_loop().time()

        await rung.until(lambda: rung.looks == 2)

        assert asyncio.get_running_loop().time() - began >= BEAT * (2 * BEATS_A_LOOK - 1)

    tried(test)


def test_a_clock_that_is_set_is_noticed_with_the_last_instant_all_was_well() -> None:
    async def test(rung: Rung) -> None:
        before = rung.now()

        rung.off = timedelta(days=2)
        await rung.until(lambda: bool(rung.steps))

        assert len(rung.steps) == 1
        assert before - timedelta(seconds=5) < rung.steps[0] < before + timedelta(seconds=5)

    tried(test)


def test_a_clock_that_is_set_back_is_noticed_once() -> None:
    async def test(rung: Rung) -> None:
        rung.off = -timedelta(hours=1)

        await rung.until(lambda: rung.looks == 2)

        assert len(rung.steps) == 1

    tried(test)


def test_a_clock_that_drifts_a_little_is_no_step() -> None:
    async def test(rung: Rung) -> None:
        rung.off = timedelta(seconds=1)

        await rung.until(lambda: rung.looks == 2)

        assert rung.steps == []

    tried(test)


def test_an_alarm_that_was_never_started_can_be_stopped() -> None:
    async def inside() -> int:
        rung = Rung()
        rung.alarm.stop()
        return rung.rings

    assert asyncio.run(inside()) == 0


@pytest.mark.parametrize("by", [-timedelta(hours=1), timedelta(days=365 * 150)], ids=["back", "to the next century"])
def test_it_beats_on_whatever_the_clock_is_set_to(by: timedelta) -> None:
    """APScheduler reads the clock itself, which is set here."""
    with freeze_time("2026-03-29T12:00:00Z", real_asyncio=True) as clock:

        async def is_set(rung: Rung) -> None:
            rung.alarm.set(3600)
            await rung.until(lambda: rung.looks == 1)

            clock.move_to(datetime(2026, 3, 29, 12, tzinfo=UTC) + by)
            await rung.until(lambda: rung.looks == 3)

        tried(is_set)


def test_a_look_that_fails_is_told_by_its_kind_and_the_next_one_comes(caplog: pytest.LogCaptureFixture) -> None:
    async def test(rung: Rung) -> None:
        rung.fails = KeyError("a private word")
        await rung.until(lambda: rung.looks == 2)

    tried(test)

    assert "the beat: a fault of ours (KeyError)" in caplog.text
    assert "private" not in caplog.text


def test_a_wake_that_the_clock_leapt_over_rings_all_the_same_and_once() -> None:
    """APScheduler reads the clock itself: it is frozen here, and leaps over the wake, as after a suspend.

    The clock that only goes forward is the real one, where the alarm reads it.
    """
    with freeze_time("2026-03-29T00:30:00Z", real_asyncio=True, ignore=["tending.adapters.alarm"]) as clock:

        async def leaps(rung: Rung) -> None:
            rung.alarm.set(3600)
            await asyncio.sleep(3 * BEAT)
            before = rung.rings

            clock.tick(timedelta(hours=6))
            await rung.until(lambda: rung.rings > 0)
            await asyncio.sleep(3 * BEAT)

            assert (before, rung.rings) == (0, 1)

        tried(leaps)
