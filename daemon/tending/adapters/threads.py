"""Plain functions called from asyncio, each in a thread that never holds up the end of the process."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from tending.core.errors import TendingError

P = ParamSpec("P")
T = TypeVar("T")


async def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
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


def cause(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """The one error to tell of: what was raised on purpose, else the first."""
    found: BaseException = group.subgroup(TendingError) or group
    while isinstance(found, BaseExceptionGroup):
        found = found.exceptions[0]
    return found
