"""Remembering: what was worked out a moment ago about the same frozen values is not worked out again."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")

KEPT = 64


def remembered(find: Callable[P, T]) -> Callable[P, T]:
    """Keep the last answers of a pure function of values that never change, told apart by identity.

    What is kept holds on to its arguments, so an identity is never that of something else.
    """
    kept: dict[tuple[int, ...], tuple[tuple[Any, ...], T]] = {}
    afresh = cast("Callable[..., T]", find)

    @wraps(find)
    def look(*args: Any) -> T:
        key = tuple(map(id, args))
        try:
            return kept[key][1]
        except KeyError:
            found = afresh(*args)
            if len(kept) >= KEPT:
                kept.clear()
            kept[key] = (args, found)
            return found

    return cast("Callable[P, T]", look)
