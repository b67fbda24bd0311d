"""Simulated keepers who answer as the model of `core/responding.py` says, each the same for the same seed."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from tending.core.responding import EVENING, MORNING, WEEK, Assumptions, Person, chance, logit
from tending.core.standing import Sitting
from tending.service.personas import Keeper, Saying

UNASKED = "resume"


def a_person(random: Random, given: Assumptions, start: date, days: int) -> Person:
    """One keeper. What lowers an answer varies by half of its mean, and is never below nothing."""
    dates = [start + timedelta(days=number) for number in range(days)]
    return Person(
        a=random.gauss(logit(given.anchor), given.spread),
        burden=_around(random, given.burden),
        week=_around(random, given.week),
        weekend=_around(random, given.weekend),
        hour=MORNING if random.random() < given.mornings else EVENING,
        busy_days=frozenset(day for day in dates if random.random() < given.busy),
    )


def _around(random: Random, average: float) -> float:
    return max(0.0, random.gauss(average, average / 2))


@dataclass(kw_only=True)
class Answering:
    """Whether a person answers what comes, one prompt after the other."""

    given: Assumptions
    person: Person
    random: Random
    start: datetime
    got: list[datetime] = field(default_factory=list)

    def answers(self, at: datetime) -> bool:
        self.got = [one for one in self.got if at - one < WEEK]
        p = chance(self.given, self.person, at, since=at - self.start, burden=len(self.got))
        self.got.append(at)
        return self.random.random() < p


@dataclass(kw_only=True)
class Respondent(Keeper):
    """Answers what opens a check-in by the model, and what goes on within one always; both constructively."""

    answering: Answering

    def meet(self, sitting: Sitting, now: datetime, *, again: bool = False) -> None:
        if again or self.answering.answers(now):
            super().meet(sitting, now, again=again)

    def writes_unasked(self, start: datetime, weeks: int) -> None:
        """In some weeks a word that answers nothing, on a night of its own."""
        for week in range(weeks):
            if self.random.random() < self.answering.given.unasked:
                days = 7 * week + self.random.randrange(7)
                self.will_say(Saying(at=start + timedelta(days=days, hours=20, minutes=30), text=UNASKED))
