"""Moving on: something kind done, the pull and whether it passed, people, and what is kept and set down.

Planning needs nothing of it: the rows are read from the entries when somebody looks.
"""

import math
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from tending.core.entries import Entry, Moved
from tending.core.ledgers.rows import text_of
from tending.core.ledgers.wish import slope
from tending.core.values import dataclass

MONTH = timedelta(days=28)
URGES_LEAST, URGES_SPAN = 5, timedelta(days=14)
SLOWEST = 365
PASSED = "passed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One thing on the way. `what` is done, urge, people, self, trace or carry; `asked`: it answered a question.

    `level` is how strong an urge was, 1 to 5, and `passed` whether it did; None where nothing was said of it.
    """

    id: int
    on: date
    what: str
    text: str
    asked: bool = False
    people: tuple[str, ...] = ()
    level: int | None = None
    passed: bool | None = None


def all_rows(entries: Iterable[Entry]) -> tuple[Step, ...]:
    """Every step, the oldest first."""
    return tuple(_step(entry, entry.payload) for entry in entries if isinstance(entry.payload, Moved))


def _step(entry: Entry, fact: Moved) -> Step:
    listed, level, choice = (fact.values.get(part) for part in ("list", "scale-1-5", "choice"))
    return Step(
        id=entry.seq,
        on=fact.on,
        what=fact.what,
        text=text_of(fact),
        asked=fact.check_in > 0,
        people=tuple(listed) if fact.what == "people" and isinstance(listed, list) else (),
        level=int(level) if isinstance(level, int | float) else None,
        passed=choice == PASSED if fact.what == "urge" and choice else None,
    )


# -- what it shows -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Measures:
    """`done_rate` is how often something kind was named, of the `asked` times it was asked and answered or skipped.

    `half_life` is the days in which the urge halves, by its numbers so far: None below five of them, within less than
    two weeks, or where it does not halve within a year. `passed` is the share of the `urges_told` where it was said
    whether they did. `people` are different ones in 28 days. Judgement, not validated.
    """

    done: int
    asked: int
    done_rate: float | None
    urges: int
    half_life: float | None
    urges_told: int
    passed: float | None
    people: int


def measures(rows: Sequence[Step], asked: int, day: date) -> Measures:
    done = [one for one in rows if one.what == "done"]
    urges = [(one.on, one.level) for one in rows if one.level is not None]
    told = [one.passed for one in rows if one.passed is not None]
    lately = (one.people for one in rows if timedelta(0) <= day - one.on < MONTH)
    return Measures(
        done=len(done),
        asked=asked,
        done_rate=min(1.0, sum(one.asked for one in done) / asked) if asked else None,
        urges=len(urges),
        half_life=half_life(urges),
        urges_told=len(told),
        passed=sum(told) / len(told) if told else None,
        people=len({name.casefold() for names in lately for name in names}),
    )


def half_life(urges: Sequence[tuple[date, float]]) -> float | None:
    """Days in which an urge that falls by a steady share halves, by the straight line nearest to the logarithms."""
    if len(urges) < URGES_LEAST or urges[-1][0] - urges[0][0] < URGES_SPAN:
        return None
    falls = -slope([((on - urges[0][0]).days, math.log(level)) for on, level in urges])
    return math.log(2) / falls if falls > math.log(2) / SLOWEST else None
