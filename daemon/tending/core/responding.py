"""A model of who answers a prompt, for evaluation. Its numbers are assumptions: plausible, and not validated.

logit p = a - 1.3 [not at their own hour] - b (prompts in the last 7 days - 3) - d weeks - 1.8 [busy] - w [weekend]
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

WRONG_HOUR, BUSY, USUAL_BURDEN = 1.3, 1.8, 3
WEEK = timedelta(days=7)
SATURDAY = 5
ANCHORS = {"first": 0.55, "second": 0.86}


class Dice(Protocol):
    """What is drawn from: a seeded source, so that an evaluation replays."""

    def random(self) -> float: ...
    def gauss(self, mu: float, sigma: float) -> float: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Assumptions:
    """Means over keepers; each keeper's own lie around them.

    `anchor` is p in the first week, at their own hour, with three prompts a week, on a day that is neither busy nor at
    a weekend (Tonkin 2023 has .86 at a chosen hour and .58 at others). `mornings` is the share of keepers whose hour is
    nine in the morning, the others' is six in the evening. `returns` is the chance that they write unasked, a week.
    """

    anchor: float = ANCHORS["first"]
    spread: float = 0.8
    burden: float = 0.12
    decay: float = 0.02
    busy: float = 0.15
    weekend: float = 0.3
    wrong_hour: float = WRONG_HOUR
    mornings: float = 0.5
    returns: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    a: float
    burden: float
    decay: float
    weekend: float
    morning: bool
    busy_days: frozenset[int]


def a_person(random: Dice, given: Assumptions, *, days: int) -> Person:
    """One keeper; what varies is drawn, never below nothing."""
    anchor = math.log(given.anchor / (1 - given.anchor))
    return Person(
        a=random.gauss(anchor, given.spread),
        burden=max(0.0, random.gauss(given.burden, given.burden / 2)),
        decay=max(0.0, random.gauss(given.decay, given.decay / 2)),
        weekend=max(0.0, random.gauss(given.weekend, given.weekend / 2)),
        morning=random.random() < given.mornings,
        busy_days=frozenset(day for day in range(days + 2) if random.random() < given.busy),
    )


@dataclass(kw_only=True)
class Answering:
    """Whether a person answers what comes, one prompt after the other. The same random source, the same answers."""

    person: Person
    given: Assumptions
    random: Dice
    start: datetime
    got: list[datetime] = field(default_factory=list)

    def answers(self, at: datetime, *, own_hour: bool) -> bool:
        self.got = [one for one in self.got if at - one < WEEK]
        chance = self._chance(at, len(self.got), own_hour=own_hour)
        self.got.append(at)
        return self.random.random() < chance

    def _chance(self, at: datetime, burden: int, *, own_hour: bool) -> float:
        person, since = self.person, at - self.start
        logit = person.a - person.burden * (burden - USUAL_BURDEN) - person.decay * (since / WEEK)
        logit -= 0 if own_hour else self.given.wrong_hour
        logit -= BUSY if since.days in person.busy_days else 0
        logit -= person.weekend if at.weekday() >= SATURDAY else 0
        return 1 / (1 + math.exp(-logit))


def every(gaps: Sequence[int], start: datetime, days: int, hour: int) -> Iterator[datetime]:
    """One cron job a family: each at the same hour, at its own gap in days."""
    for offset in range(1, days + 1):
        at = (start + timedelta(days=offset)).replace(hour=hour, minute=0)
        yield from (at for gap in gaps if offset % gap == 0)


def thrice(start: datetime, days: int, hour: int) -> Iterator[datetime]:
    """Monday, Wednesday and Friday, at the same hour."""
    for offset in range(1, days + 1):
        at = (start + timedelta(days=offset)).replace(hour=hour, minute=0)
        if at.weekday() in {0, 2, 4}:
            yield at
