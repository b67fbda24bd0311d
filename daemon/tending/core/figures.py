"""What can be shown of a ledger: counts, shares with their n, a mean, weeks, levels, a ladder. Never a score to raise.

`name` is the key of its words by language, after `figure-`. Below `ENOUGH` a share and a mean say nothing.
"""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date, timedelta
from typing import Any, TypeAlias

from tending.core.care_scores import Share
from tending.core.values import dataclass

ENOUGH = 5
WEEKS = 12
WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """So many; of `weeks`, how many in each of the last twelve, the present one last. A week has seven days."""

    name: str
    n: int
    weeks: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Portion:
    """`k` of `n`, with the interval of Wilson, 95 %, in which its true share may lie."""

    name: str
    k: int
    n: int

    @property
    def share(self) -> Share | None:
        """None where there are too few to say."""
        return Share(k=self.k, n=self.n) if self.n >= ENOUGH else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Mean:
    """The mean of `n` values, in `unit`: its words by language are keyed after `mean-`."""

    name: str
    total: float
    n: int
    unit: str

    @property
    def value(self) -> float | None:
        """None where there are too few to say."""
        return self.total / self.n if self.n >= ENOUGH else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Levels:
    """Means of a scale of 1 to 5 in whole weeks, the latest last, of `n` numbers: never the present one.

    `hidden`: not while the question they answer is open.
    """

    name: str
    n: int
    means: tuple[float | None, ...]
    hidden: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Ladder:
    """Where somebody is among steps that are no score: the step `at`, of `steps` by name."""

    name: str
    at: int
    steps: tuple[str, ...]


Figure: TypeAlias = Count | Portion | Mean | Levels | Ladder


def weekly(name: str, days: Iterable[date], today: date) -> Count:
    """How many there were, and how many in each of the last weeks."""
    ages = [(today - day) // WEEK for day in days if day <= today]
    return Count(name=name, n=len(ages), weeks=tuple(ages.count(week) for week in reversed(range(WEEKS))))


def is_empty(figure: Figure) -> bool:
    match figure:
        case Ladder():
            return figure.at == 0
        case _:
            return figure.n == 0


def values(figure: Figure) -> dict[str, Any]:
    """A figure as plain values: what is too little to say is None, and what is hidden is not there."""
    plain: dict[str, Any] = {"kind": type(figure).__name__.lower()}
    plain |= {one.name: getattr(figure, one.name) for one in fields(figure) if one.name != "total"}
    match figure:
        case Portion():
            low, high = figure.share.interval if figure.share else (None, None)
            return plain | {"share": figure.share and figure.share.value, "low": low, "high": high}
        case Mean():
            return plain | {"value": figure.value}
        case Levels():
            return plain | {"means": () if figure.hidden else figure.means}
        case _:
            return plain
