"""How an outcome changes the gap, the budget and the hush. Numbers are the practice's: judgement, not validated."""

import math
from datetime import UTC, datetime, time, timedelta

from tending.core import hours
from tending.core.model import Family, Prompt, Rules
from tending.core.standing import HUSH_AFTER, Standing, Track
from tending.core.values import dataclass

FIRST_ROUND_GAP = 3
GROUND_FIRST = 8
PROBE_WAITS = {HUSH_AFTER: timedelta(days=7), HUSH_AFTER + 1: timedelta(days=14)}
MOST_UNANSWERED = HUSH_AFTER + len(PROBE_WAITS)
BUDGET_MOST = 7
MORE_WAITS_DAYS = 7
STEP = 1.5
SLOW = 1.5
LATER_DAYS = 2
LATERS_RUNNING = 3
LATE = timedelta(hours=2)
DOWNTIME_GRACE = timedelta(hours=12)
LATE_ANSWER = timedelta(days=7)
DOSE_SESSIONS = 4
DOSE_SPAN = timedelta(days=14)
DOSE_REST = timedelta(days=7)
NOON = time(12)
FOREVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """A family's gap in days: as it starts, and how short and long it may become."""

    gap: int
    least: int
    most: int


PACES = {
    Family.WANT: Pace(gap=21, least=7, most=60),
    Family.GROUND: Pace(gap=10, least=4, most=30),
    Family.ACCOUNT: Pace(gap=5, least=3, most=14),
    Family.LISTEN: Pace(gap=10, least=4, most=30),
    Family.PROMISE: Pace(gap=7, least=3, most=30),
    Family.REACH: Pace(gap=14, least=7, most=90),
    Family.REHEARSE: Pace(gap=21, least=1, most=21),
    Family.MEET: Pace(gap=14, least=7, most=60),
    Family.MOVING: Pace(gap=4, least=2, most=30),
    Family.PRACTICAL: Pace(gap=7, least=3, most=30),
    Family.CONSENT: Pace(gap=90, least=90, most=90),
}
FIRST_ROUND = Pace(gap=FIRST_ROUND_GAP, least=FIRST_ROUND_GAP, most=60)


def gap(pace: Pace, track: Track, *, slow: bool = False) -> int:
    """Days between two check-ins of a family: its own gap by all factors, within its limits."""
    days = math.ceil(pace.gap * track.factor * (SLOW if slow else 1))
    return min(pace.most, max(pace.least, days))


def slower(pace: Pace, factor: float) -> float:
    return min(factor * STEP, pace.most / pace.gap)


def faster(pace: Pace, factor: float) -> float:
    return max(min(factor, pace.most / pace.gap) / STEP, pace.least / pace.gap)


def full_budget(standing: Standing, rules: Rules) -> int:
    """The budget that was set or asked for, a week of recovery left aside."""
    return standing.budget if standing.budget is not None else rules.budget


def budget(standing: Standing, rules: Rules, at: datetime) -> int:
    """Check-ins in seven local dates; half of it in the week after a hush has ended."""
    full = min(BUDGET_MOST, max(1, full_budget(standing, rules)))
    recovering = standing.recovering_until is not None and at < standing.recovering_until
    return max(1, full // 2) if recovering else full


def hushed_until(standing: Standing) -> datetime | None:
    """Until when nothing is asked because nothing was answered; FOREVER once the sixth has gone, or none has lapsed."""
    if standing.unanswered < HUSH_AFTER:
        return None
    if standing.unanswered >= MOST_UNANSWERED or standing.lapsed_at is None:
        return FOREVER
    return standing.lapsed_at + PROBE_WAITS[standing.unanswered]


def paused_until(standing: Standing) -> datetime | None:
    """Until when there is silence; FOREVER until they say `resume`, as after the help card."""
    if standing.card:
        return FOREVER
    if standing.paused_at is None:
        return None
    return standing.paused_until or FOREVER


def hidden(standing: Standing, now: datetime) -> bool:
    """Whether nothing is sent and nothing shown just now. It ends by itself."""
    return standing.hidden_until is not None and now < standing.hidden_until


def expires(prompt: Prompt | None, asked_at: datetime, rules: Rules) -> datetime:
    """When a check-in closes by itself: after the set hours, a rating at noon of the next local day."""
    if prompt is None or not prompt.rating:
        return asked_at + timedelta(hours=rules.expiry_hours)
    tomorrow = hours.local_date(asked_at, rules.zone) + timedelta(days=1)
    return hours.instant(tomorrow, NOON, rules.zone)


def writing_rests_until(standing: Standing) -> datetime | None:
    """Until when the questions that invite long writing rest: four sessions in 14 days are enough (Sbarra 2013)."""
    if len(standing.writing) < DOSE_SESSIONS:
        return None
    last = standing.writing[-1]
    return last + DOSE_REST if last - standing.writing[-DOSE_SESSIONS] < DOSE_SPAN else None
