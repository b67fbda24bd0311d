"""Evaluating the pacing: simulated keepers on the real planner and service, beside what cron jobs would ask.

Everybody is asked by all four in the same half year, with the same inclination to answer.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from tending.core import hours, pacing
from tending.core.entries import Asked, Entry
from tending.core.model import Plan, Profile
from tending.core.records import Query
from tending.core.responding import Answering, Assumptions, Person, a_person, every, thrice
from tending.core.standing import Sitting
from tending.ports import Journal
from tending.service import simulating
from tending.service.personas import Keeper, Saying
from tending.service.simulating import Scenario

WEEKS = 26
DAYS = WEEKS * 7
ARMS = ("a job a family, 09:00", "three a week, 09:00", "three a week, own hour", "tending")
STRONG, OURS = ARMS[2], ARMS[3]
MORNING, EVENING = 9, 18
WHOLE_DAY = timedelta(days=1)
SIX = pacing.MOST_UNANSWERED
WORDS = ("answered", "note", "asked-back")  # what these keepers say


@dataclass(frozen=True, kw_only=True, slots=True)
class Week:
    """What one keeper got and gave, a week, in one arm."""

    sent: float
    answered: float

    @property
    def ignored(self) -> float:
        return self.sent - self.answered


@dataclass(frozen=True, kw_only=True, slots=True)
class Half:
    """One keeper's half year in every arm, and how many limits were broken in ours."""

    weeks: Mapping[str, Week]
    broken: int


class Responding(Keeper):
    """A keeper who answers as the model says; within a sitting that was begun, always."""

    def __init__(self, *, answering: Answering, given: Plan, random: Random) -> None:
        super().__init__(random=random, persona="diligent", given=given)
        self.answering = answering

    def scripted(self, start: datetime) -> None:
        """What is written unasked, which ends a silence."""
        for week in range(WEEKS):
            if self.random.random() < self.answering.given.returns:
                self.will_say(Saying(at=start + timedelta(weeks=week, hours=12), text="a thought of my own"))

    def meet(self, sitting: Sitting, now: datetime, *, again: bool = False) -> None:
        if again or sitting.opened or self.answering.answers(now, own_hour=True):
            super().meet(sitting, now, again=again)


def lived(
    plans: Mapping[bool, Plan], journal: Callable[[], Journal], number: int, *, seed: int, given: Assumptions
) -> Half:
    """The half year of one keeper. `plans` has one for those whose hour is the morning, and one for the others."""
    random = Random(f"{seed}-{number}")  # noqa: S311 - an evaluation replays
    person = a_person(random, given, days=DAYS)
    start = datetime.combine(simulating.START, datetime.min.time(), tzinfo=UTC)
    own = MORNING if person.morning else EVENING

    def answering(arm: str) -> Answering:
        return Answering(person=person, given=given, random=Random(f"{seed}-{number}-{arm}"), start=start)  # noqa: S311

    gaps = [pace.gap for pace in pacing.PACES.values()]
    crons = {
        ARMS[0]: (every(gaps, start, DAYS, MORNING), person.morning),
        ARMS[1]: (thrice(start, DAYS, MORNING), person.morning),
        ARMS[2]: (thrice(start, DAYS, own), True),
    }
    weeks = {arm: _by_cron(answering(arm), prompts, own_hour=fits) for arm, (prompts, fits) in crons.items()}
    ours, broken = _by_tending(plans[person.morning], journal(), answering(OURS), number=number, person=person)
    return Half(weeks={**weeks, OURS: ours}, broken=broken)


def _by_cron(answering: Answering, prompts: Iterator[datetime], *, own_hour: bool) -> Week:
    answers = [answering.answers(at, own_hour=own_hour) for at in prompts]
    return Week(sent=len(answers) / WEEKS, answered=sum(answers) / WEEKS)


def _by_tending(plan: Plan, journal: Journal, answering: Answering, *, number: int, person: Person) -> tuple[Week, int]:
    keeper = Responding(answering=answering, given=plan, random=Random(f"{number}-{person.a}"))  # noqa: S311
    scenario = Scenario(persona="diligent", profile=Profile.FRIEND, parted=60, days=DAYS, seed=number)
    simulating.live(plan, journal, scenario, keeper)
    with journal.reading() as work:
        entries = work.entries(Query(kinds=("asked", *WORDS), oldest_first=True))
    asked = [entry for entry in entries if isinstance(entry.payload, Asked) and not entry.payload.opened]
    answered = {getattr(entry.payload, "check_in", 0) for entry in entries if entry.kind == "answered"}
    week = Week(sent=len(asked) / WEEKS, answered=sum(entry.seq in answered for entry in asked) / WEEKS)
    return week, sum(1 for _ in broken(plan, entries, asked))


def broken(plan: Plan, entries: Sequence[Entry], asked: Sequence[Entry]) -> Iterator[str]:
    """Each limit that was broken: budget of seven dates, one a day, gap, quiet hours, six after the last word."""
    rules, dates = plan.rules, [hours.local_date(entry.at, plan.rules.zone) for entry in asked]
    for place, entry in enumerate(asked):
        if _within_a_week(dates, place) > rules.budget:
            yield f"{entry.at}: over budget"
        if place and dates[place] == dates[place - 1]:
            yield f"{entry.at}: twice on a date"
        if place and entry.at - asked[place - 1].at < timedelta(hours=rules.min_gap_hours):
            yield f"{entry.at}: too soon"
        if hours.is_quiet(entry.at, rules.quiet, rules.zone):
            yield f"{entry.at}: in quiet hours"
    last = max((entry.seq for entry in entries if entry.kind != "asked"), default=0)
    if sum(entry.seq > last for entry in asked) > SIX:
        yield "more than six after the last word"


def _within_a_week(dates: Sequence[date], place: int) -> int:
    return sum(dates[place] - one < 7 * WHOLE_DAY for one in dates[: place + 1])


# -- figures -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A mean over keepers, or a ratio of two, with half the width of its 95 % interval."""

    value: float
    reach: float


Z = 1.959963984540054


def mean(values: Sequence[float]) -> Figure:
    """The mean, and 1.96 standard errors."""
    value = sum(values) / len(values)
    spread = math.sqrt(sum((one - value) ** 2 for one in values) / max(1, len(values) - 1))
    return Figure(value=value, reach=Z * spread / math.sqrt(len(values)))


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> Figure:
    """Of two means over the same keepers, by linearization."""
    below = sum(theirs) / len(theirs)
    value = sum(ours) / len(ours) / below
    rest = mean([one - value * other for one, other in zip(ours, theirs, strict=True)])
    return Figure(value=value, reach=rest.reach / below)


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """Every arm a keeper-week, and ours beside the strong baseline: three a week at the keeper's own hour."""

    keepers: int
    arms: Mapping[str, tuple[Figure, Figure, Figure]]
    ignored: Figure
    answered: Figure
    broken: int

    @property
    def gate(self) -> bool:
        """Ignored at most .9 of the strong baseline's, at .9 of its answers or more."""
        return self.ignored.value <= 0.9 and self.answered.value >= 0.9  # noqa: PLR2004 - the gate itself


def compared(halves: Sequence[Half]) -> Compared:
    def of(arm: str, what: str) -> list[float]:
        return [getattr(half.weeks[arm], what) for half in halves]

    return Compared(
        keepers=len(halves),
        arms={arm: (mean(of(arm, "sent")), mean(of(arm, "answered")), mean(of(arm, "ignored"))) for arm in ARMS},
        ignored=ratio(of(OURS, "ignored"), of(STRONG, "ignored")),
        answered=ratio(of(OURS, "answered"), of(STRONG, "answered")),
        broken=sum(half.broken for half in halves),
    )
