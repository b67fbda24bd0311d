"""A store that refuses for an hour in which a question is due: nothing is lost or doubled, and it goes on at once.

The faults are real: another process holds the lock, the disk is full, or read-only, or gone.
"""

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from integration.daemons import Pane, an_app, home, lived
from simulator.crashes import a_quiet_world
from simulator.life import RETRY
from simulator.outside import START
from simulator.promises import broken
from simulator.stores import OnDisk
from simulator.world import RELIEF, World
from tending.adapters.journal.sql import SqlJournal
from tending.core.errors import StoreBusyError, StoreError
from tending.daemon import Daemon, Waits

__all__ = ["home"]
AN_HOUR = timedelta(hours=1)
MINUTES_BEFORE = timedelta(minutes=20)
LOCKS = (
    "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.isolation_level = None; c.execute('BEGIN EXCLUSIVE'); "
)
WAITS = "print('held', flush=True); sys.stdin.read()"
NO_MOUNT = "needs root to mount a small disk: run it with sudo"


@contextmanager
def locked(store: Path) -> Iterator[None]:
    with subprocess.Popen(
        [sys.executable, "-c", LOCKS + WAITS, str(store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        yield
        other.communicate("")


@contextmanager
def full(store: Path) -> Iterator[None]:
    ballast = store.parent.parent / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(512))
        except OSError:
            pass
    yield
    ballast.unlink()


@contextmanager
def read_only(store: Path) -> Iterator[None]:
    disk = store.parents[2]
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    yield
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Four megabytes, of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip(NO_MOUNT)
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def before_a_question(folder: Path) -> World:
    """A world shortly before its first question is due."""
    world = a_quiet_world(1, folder, 0)
    world.run(START + timedelta(minutes=1))
    assert world.life is not None
    return world.run(world.life.agenda["look"] - MINUTES_BEFORE)


def place_of(world: World) -> Path:
    assert isinstance(world.store, OnDisk)
    return world.store.path


def through(world: World, fault: Callable[[Path], AbstractContextManager[None]]) -> None:
    """An hour of the fault, and fifteen seconds after it."""
    outside = world.outside
    with fault(place_of(world)):
        outside.note()
        world.run(outside.true + AN_HOUR)
        assert outside.mail.taken.total() == 0
        assert outside.mail.seen == set()
    world.run(outside.true + RELIEF)


def asked_and_heard(world: World) -> bool:
    """Whether the question that was due is on its way, and the letter that came meanwhile is marked."""
    return world.count() > 0 and len(world.outside.mail.seen) == 1


def whole(world: World) -> list[str]:
    found = broken(world.calm_down())
    world.close()
    return found


def test_a_store_locked_for_an_hour_is_planned_anew_within_fifteen_seconds(tmp_path: Path) -> None:
    world = before_a_question(tmp_path / "home")

    through(world, locked)

    assert asked_and_heard(world)
    assert whole(world) == []
    assert RETRY < RELIEF


def test_a_disk_that_is_full_for_an_hour_costs_nothing(small_disk: Path) -> None:
    world = before_a_question(small_disk / "home")

    through(world, full)

    assert asked_and_heard(world)
    assert whole(world) == []


def test_a_disk_that_is_read_only_when_it_starts_is_waited_for(small_disk: Path) -> None:
    world = before_a_question(small_disk / "home")
    world.close()

    through(world, read_only)

    assert asked_and_heard(world)
    assert whole(world) == []


def test_a_disk_that_vanished_ends_it_and_nothing_is_lost_when_it_is_back(tmp_path: Path) -> None:
    world = before_a_question(tmp_path / "home")
    world.outside.note()
    away = tmp_path / "away"
    (tmp_path / "home").rename(away)

    with pytest.raises(StoreError, match="removed or replaced") as ended:
        world.run(world.outside.true + AN_HOUR)
    world.close()
    there = (tmp_path / "home").exists()
    away.rename(tmp_path / "home")

    assert not isinstance(ended.value, StoreBusyError)
    assert not there
    assert world.outside.mail.taken.total() == 0
    world.run(world.outside.true + AN_HOUR)
    assert asked_and_heard(world)
    assert whole(world) == []


def test_damage_ends_it_before_anything_more_goes_out(tmp_path: Path) -> None:
    world = before_a_question(tmp_path / "home")
    with sqlite3.connect(place_of(world)) as hand:
        hand.execute("UPDATE standing SET body = X'00'")
    hand.close()

    with pytest.raises(StoreError) as ended:
        world.run(world.outside.true + AN_HOUR)

    assert not isinstance(ended.value, StoreBusyError)
    assert world.outside.mail.taken.total() == 0
    world.close()


def test_the_daemon_itself_goes_on_within_fifteen_seconds_of_an_hour_of_a_locked_store(home: Path) -> None:
    app, pane = an_app(home, "2026-01-05T17:30:00Z@1200"), Pane()
    store = app.store_file
    app.journal.close()
    app.__dict__["journal"] = SqlJournal(store, patience=0.1)

    async def act(_: Daemon) -> None:
        with locked(store):
            await asyncio.sleep(3)
            assert pane.shown == []
        async with asyncio.timeout(RELIEF.seconds):
            while not pane.shown:  # noqa: ASYNC110 - it happens in threads
                await asyncio.sleep(0.01)

    assert lived(app, act, pane, Waits())
