"""A model of who answers a prompt, for evaluation. Its numbers are assumptions: plausible, and not validated.

logit p = a - 1.3 [wrong window] - b burden - d week - 1.8 [busy] - w [weekend]
"""

import math
from datetime import date, datetime, time, timedelta

from tending.core.values import dataclass

WEEK = timedelta(days=7)
USUAL_BURDEN = 3
SATURDAY = 5
ANCHORS = {"first": 0.55, "second": 0.86}
MORNING, EVENING = time(9), time(18)
HOUR_LASTS = timedelta(hours=2)


@dataclass(frozen=True, kw_only=True, slots=True)
class Assumptions:
    """Means over keepers; each keeper's own values lie around them.

    `anchor` is p in the first week, at their own hour, with three prompts a week, on a day that is neither busy nor at
    a weekend; `spread` is the standard deviation of its logit between keepers. `busy` is the share of days,
    `mornings` that of keepers whose hour is from nine, the others' is from six in the evening. `unasked` is the chance
    in a week that they write of their own accord. The others are logits: for a prompt in the last seven days, a week,
    a weekend, an hour that is not theirs, a busy day.
    """

    anchor: float = ANCHORS["first"]
    spread: float = 0.8
    burden: float = 0.2
    week: float = 0.04
    weekend: float = 0.3
    busy: float = 0.15
    mornings: float = 0.5
    unasked: float = 0.0
    wrong_window: float = 1.3
    on_busy_day: float = 1.8


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """One simulated keeper. `hour` is when theirs begins, on the clock of UTC; it lasts two hours."""

    a: float
    burden: float
    week: float
    weekend: float
    hour: time
    busy_days: frozenset[date]

    def is_own_hour(self, at: datetime) -> bool:
        return timedelta() <= at - at.replace(hour=self.hour.hour, minute=0) < HOUR_LASTS


def logit(share: float) -> float:
    return math.log(share / (1 - share))


def chance(given: Assumptions, person: Person, at: datetime, *, since: timedelta, burden: int) -> float:
    """That this person answers a prompt which comes `since` the start, after `burden` others in seven days."""
    value = person.a - person.burden * (burden - USUAL_BURDEN) - person.week * (since / WEEK)
    value -= 0 if person.is_own_hour(at) else given.wrong_window
    value -= given.on_busy_day if at.date() in person.busy_days else 0
    value -= person.weekend if at.weekday() >= SATURDAY else 0
    return 1 / (1 + math.exp(-value))
