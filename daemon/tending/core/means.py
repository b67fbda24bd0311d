"""Means over simulated keepers, and ratios of two means, with 95 % intervals from the normal distribution."""

import math
from collections.abc import Sequence
from itertools import pairwise

from tending.core.care_scores import Z
from tending.core.values import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A value, and half the width of its 95 % interval."""

    value: float
    reach: float


def mean(values: Sequence[float]) -> Figure:
    """Of one value a keeper, from two keepers on: the mean, and 1.96 standard errors."""
    value = sum(values) / len(values)
    variance = sum((one - value) ** 2 for one in values) / (len(values) - 1)
    return Figure(value=value, reach=Z * math.sqrt(variance / len(values)))


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> Figure:
    """Of two means over the same keepers in the same order; the interval by linearization (Taylor's, of order one)."""
    below = sum(theirs) / len(theirs)
    value = sum(ours) / len(ours) / below
    rest = mean([one - value * other for one, other in zip(ours, theirs, strict=True)])
    return Figure(value=value, reach=rest.reach / below)


def between(points: Sequence[tuple[float, float]], x: float) -> float | None:
    """The height at `x` of straight lines through points in the order of x; None beyond their ends."""
    for (left, low), (right, high) in pairwise(points):
        if left < right and left <= x <= right:
            return low + (high - low) * (x - left) / (right - left)
    return None
