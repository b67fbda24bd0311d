"""The door of a daemon, in a loop of its own."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tending.adapters import doorbell


@contextmanager
def a_door(path: Path, says: str) -> Iterator[Callable[[], int]]:
    """Who asks there is told what it `says`. Gives how often somebody has knocked."""
    knocks: list[int] = []
    loop = asyncio.new_event_loop()

    async def stand() -> doorbell.Door:
        door = doorbell.Door(path, lambda: knocks.append(1), lambda: says)
        door.hang()
        return door

    def knocked() -> int:
        asyncio.run_coroutine_threadsafe(asyncio.sleep(0), loop).result(10)
        return len(knocks)

    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    door = asyncio.run_coroutine_threadsafe(stand(), loop).result(10)
    try:
        yield knocked
    finally:
        loop.call_soon_threadsafe(door.take_down)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
