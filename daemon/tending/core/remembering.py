"""Remembering: what was worked out a moment ago about the same frozen values is not worked out again."""

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")

KEPT = 64


def remembered(find: Callable[P, T]) -> Callable[P, T]:
    """Keep the last answers of a pure function of values that never change.

    Large ones are told apart by identity: their `__hash__` is that of an object.
    """
    return cast("Callable[P, T]", lru_cache(maxsize=KEPT)(find))
