"""The week, on Sundays, for whoever wants it. It is no question, and comes only after a week with a word."""

from datetime import date, datetime, time, timedelta

from tending.core import hours, pacing
from tending.core.model import Rules
from tending.core.standing import Standing

SUNDAY, AT = 6, time(11)
WEEK = timedelta(days=7)


def digest_at(rules: Rules, standing: Standing, now: datetime) -> datetime | None:
    """When it comes next: Sunday at eleven, out of the quiet hours; None where it is not wanted, or all is silent."""
    if not rules.digest or standing.heard_at is None or standing.card:
        return None
    day = _sunday(rules, standing, now)
    at = hours.out_of_quiet(hours.instant(day, AT, rules.zone), rules.quiet, rules.zone)
    paused = pacing.paused_until(standing)
    silent = at - standing.heard_at > WEEK or (paused is not None and paused > max(at, now))
    return None if silent else at


def _sunday(rules: Rules, standing: Standing, now: datetime) -> date:
    """The Sunday of this week, or the next one, where it has come already or its day is nearly over."""
    today = hours.local_date(now, rules.zone)
    day = today + timedelta(days=SUNDAY - today.weekday())
    over = day == today and now > hours.instant(day, AT, rules.zone) and hours.is_quiet(now, rules.quiet, rules.zone)
    return day + WEEK if over or standing.digest_on == day else day
