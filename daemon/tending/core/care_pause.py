"""After the help card: nothing comes until `resume`, but for one line a day later where the keeper agreed to it."""

from datetime import datetime, timedelta

from tending.core import hours, pacing
from tending.core.model import Rules
from tending.core.standing import Standing

FOLLOWS = timedelta(hours=24)
NOT_AGAIN = timedelta(minutes=30)


def given_lately(standing: Standing, now: datetime) -> bool:
    """Whether the card is in force and was given so lately that a line that it is still there is enough."""
    return standing.card and standing.card_at is not None and now - standing.card_at < NOT_AGAIN


def still_at(rules: Rules, standing: Standing, now: datetime) -> datetime | None:
    """When the one line comes that help is still here: a day after the card, never in the quiet hours; or never."""
    if not rules.still_here or not standing.card or standing.card_followed or standing.card_at is None:
        return None
    at = max(standing.card_at + FOLLOWS, now)
    return _quiet_ends(at, rules) if hours.is_quiet(at, rules.quiet, rules.zone) else at


def _quiet_ends(at: datetime, rules: Rules) -> datetime:
    day = hours.local_date(at, rules.zone)
    ends = (hours.instant(day + timedelta(days=days), rules.quiet.end, rules.zone) for days in range(3))
    return next(end for end in ends if end > at)


def pages_due(standing: Standing, now: datetime) -> tuple[int, ...]:
    """The pages of the night drawer that are shown now."""
    return () if standing.card else tuple(page.seq for page in standing.drawer if page.show_at <= now)


def lines_due(rules: Rules, standing: Standing, now: datetime) -> tuple[str, ...]:
    """What a window says now that is no question, by the keys of the words."""
    if pacing.hidden(standing, now):
        return ()
    still = still_at(rules, standing, now)
    pages = ["page-offer"] if pages_due(standing, now) else []
    return (*pages, *(["still-here"] if still is not None and still <= now else []))
