"""After the help card: nothing comes until `resume`, but for one line a day later where the keeper agreed to it."""

from datetime import datetime, timedelta

from tending.core import hours, pacing
from tending.core.model import Rules
from tending.core.standing import Page, Standing

FOLLOWS = timedelta(hours=24)
NOT_AGAIN = timedelta(minutes=30)


def given_lately(standing: Standing, now: datetime) -> bool:
    """Whether the card is in force and was given so lately that a line that it is still there is enough."""
    return standing.card and standing.card_at is not None and now - standing.card_at < NOT_AGAIN


def still_at(rules: Rules, standing: Standing, now: datetime) -> datetime | None:
    """When the one line comes that help is still here: a day after the card, never in the quiet hours; or never."""
    if not rules.still_here or not standing.card or standing.card_followed or standing.card_at is None:
        return None
    return hours.out_of_quiet(max(standing.card_at + FOLLOWS, now), rules.quiet, rules.zone)


def pages_due(standing: Standing, now: datetime) -> tuple[Page, ...]:
    """The pages of the night drawer, and the drafts, that are shown now."""
    return () if standing.card else tuple(page for page in standing.drawer if page.show_at <= now)


def offer(page: Page) -> str:
    """What is said of a page that is there to be read, by the key of the words."""
    return "draft-offer" if page.draft else "page-offer"


def lines_due(rules: Rules, standing: Standing, now: datetime) -> tuple[str, ...]:
    """What a window says now that is no question, by the keys of the words."""
    if pacing.hidden(standing, now):
        return ()
    still = still_at(rules, standing, now)
    pages = dict.fromkeys(map(offer, pages_due(standing, now)))
    return (*pages, *(["still-here"] if still is not None and still <= now else []))
