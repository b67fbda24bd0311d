"""The hours in which a check-in may come, and those in which none may: times of day in the keeper's own zone."""

from datetime import time
from functools import cached_property

from tending.core.values import dataclass


@dataclass(frozen=True, kw_only=True)
class Window:
    """A stretch of the local day in which a check-in may come. Never across midnight. Weekdays: Monday is 0."""

    __hash__ = object.__hash__

    start: time
    end: time
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)

    @cached_property
    def name(self) -> str:
        return f"{self.start.isoformat('minutes')}-{self.end.isoformat('minutes')}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Quiet:
    """Hours of the local day in which nothing is asked, usually across midnight."""

    __hash__ = object.__hash__

    start: time = time(21)
    end: time = time(9)
