"""Evaluating the pacing: simulated keepers on the real planner and service, beside what cron jobs would ask.

In every arm the same person is asked for the same half year; only chance on the day differs.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import UTC, datetime
from random import Random

from tending.core import crons, limits, means, pacing
from tending.core.entries import Answered, Asked, Entry, Skipped
from tending.core.means import Figure
from tending.core.model import Family, Plan, Profile, Rules
from tending.core.records import Query
from tending.core.responding import EVENING, HOUR_LASTS, MORNING, Assumptions, Person
from tending.core.values import dataclass
from tending.core.windows import Window
from tending.ports import Journal
from tending.service import simulating
from tending.service.respondents import Answering, Respondent, a_person
from tending.service.simulating import Scenario

WEEKS = 26
DAYS = WEEKS * 7
PARTED = 60
PROFILES = (Profile.FORMER_PARTNER, Profile.FRIEND, Profile.FAMILY)
OWN_HOUR: Mapping[str, tuple[int, ...]] = {
    "one": (0,),
    "two": (0, 3),
    "three": (0, 2, 4),
    "five": (0, 1, 2, 3, 4),
    "seven": (0, 1, 2, 3, 4, 5, 6),
}
FAMILIES, FIXED, STRONG, OURS = "families", "fixed", "three", "tending"
BY_EVENT = {Family.MEET, Family.CONSENT}
FEWER_IGNORED, SAME_ANSWERS = 0.9, 0.9


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """What is assumed of the keepers, and how tending is set: its budget, and whether it is told the keeper's hour."""

    given: Assumptions = field(default_factory=Assumptions)
    budget: int = 4
    told: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Week:
    """What one keeper got and gave in one arm, a week."""

    sent: float
    answered: float

    @property
    def ignored(self) -> float:
        return self.sent - self.answered


@dataclass(frozen=True, kw_only=True, slots=True)
class Half:
    """One keeper's half year in every arm. Of ours: the limits that were broken, and whether it fell silent by then."""

    weeks: Mapping[str, Week]
    broken: tuple[str, ...]
    silent: bool


def lived(plan_of: Callable[[Rules], Plan], journal: Journal, setting: Setting, number: int, *, seed: int) -> Half:
    """The half year of the keeper of a number, ours on an empty journal; the same for the same seed."""
    person = a_person(_random(seed, number), setting.given, simulating.START, DAYS)

    def answering(arm: str) -> Answering:
        source = _random(seed, number, arm)
        start = datetime.combine(simulating.START, datetime.min.time(), tzinfo=UTC)
        return Answering(given=setting.given, person=person, random=source, start=start)

    weeks = {arm: _by_cron(answering(arm), prompts) for arm, prompts in _schedules(person)}
    plan = plan_of(Rules(windows=_windows(setting, person), budget=setting.budget))
    keeper = Respondent(
        persona="diligent", given=plan, random=_random(seed, number, "words"), answering=answering(OURS)
    )
    ours, broken, silent = _by_tending(plan, journal, keeper, number)
    return Half(weeks={**weeks, OURS: ours}, broken=broken, silent=silent)


def _random(*names: object) -> Random:
    return Random("-".join(str(name) for name in names))  # noqa: S311 - an evaluation replays


def _schedules(person: Person) -> Iterator[tuple[str, Iterator[datetime]]]:
    gaps = [pace.gap for family, pace in pacing.PACES.items() if family not in BY_EVENT]
    yield FAMILIES, crons.a_family_each(gaps, simulating.START, DAYS, MORNING)
    yield FIXED, crons.on_weekdays(OWN_HOUR[STRONG], simulating.START, DAYS, MORNING)
    for name, weekdays in OWN_HOUR.items():
        yield name, crons.on_weekdays(weekdays, simulating.START, DAYS, person.hour)


def _by_cron(answering: Answering, prompts: Iterator[datetime]) -> Week:
    answers = [answering.answers(at) for at in prompts]
    return Week(sent=len(answers) / WEEKS, answered=sum(answers) / WEEKS)


def _windows(setting: Setting, person: Person) -> tuple[Window, ...]:
    starts = (person.hour,) if setting.told else (MORNING, EVENING)
    ends = (datetime.combine(simulating.START, start) + HOUR_LASTS for start in starts)
    return tuple(Window(start=start, end=end.time()) for start, end in zip(starts, ends, strict=True))


def _by_tending(plan: Plan, journal: Journal, keeper: Respondent, number: int) -> tuple[Week, tuple[str, ...], bool]:
    profile = PROFILES[number % len(PROFILES)]
    keeper.writes_unasked(keeper.answering.start, WEEKS)
    simulating.live(plan, journal, Scenario(persona="diligent", profile=profile, parted=PARTED, days=DAYS), keeper)
    with journal.reading() as work:
        entries = work.entries(Query(oldest_first=True))
        silent = work.standing().unanswered >= pacing.MOST_UNANSWERED
    return _counted(entries), tuple(limits.broken(plan.rules, entries)), silent


def _counted(entries: Sequence[Entry]) -> Week:
    asked = [entry.seq for entry in entries if isinstance(entry.payload, Asked)]
    heard = {entry.payload.check_in for entry in entries if isinstance(entry.payload, Answered | Skipped)}
    return Week(sent=len(asked) / WEEKS, answered=len(heard.intersection(asked)) / WEEKS)


# -- what it adds up to ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Arm:
    """Of one keeper in one week."""

    sent: Figure
    answered: Figure
    ignored: Figure


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """Every arm, and ours beside the strong baseline: three a week at the keeper's own hour, as ratios.

    `silent` is the share of keepers who had let six pass by the end, and heard nothing more.
    """

    keepers: int
    arms: Mapping[str, Arm]
    ignored: Figure
    answered: Figure
    silent: Figure
    broken: int

    @property
    def gate(self) -> bool:
        """At most .9 of what is ignored, at .9 of the answers or more."""
        return self.ignored.value <= FEWER_IGNORED and self.answered.value >= SAME_ANSWERS

    @property
    def as_many_answers(self) -> float | None:
        """What a plain schedule at the keeper's hour would have ignored at as many answers as ours, by interpolation.

        None where it is more than seven a week bring, or fewer than one.
        """
        curve = sorted((self.arms[name].answered.value, self.arms[name].ignored.value) for name in OWN_HOUR)
        return means.between(curve, self.arms[OURS].answered.value)


def compared(halves: Sequence[Half]) -> Compared:
    """Of two keepers or more."""
    weeks = {arm: [half.weeks[arm] for half in halves] for arm in halves[0].weeks}
    answered = {arm: [week.answered for week in every] for arm, every in weeks.items()}
    ignored = {arm: [week.ignored for week in every] for arm, every in weeks.items()}
    return Compared(
        keepers=len(halves),
        arms={
            arm: Arm(
                sent=means.mean([week.sent for week in every]),
                answered=means.mean(answered[arm]),
                ignored=means.mean(ignored[arm]),
            )
            for arm, every in weeks.items()
        },
        ignored=means.ratio(ignored[OURS], ignored[STRONG]),
        answered=means.ratio(answered[OURS], answered[STRONG]),
        silent=means.mean([float(half.silent) for half in halves]),
        broken=sum(len(half.broken) for half in halves),
    )
