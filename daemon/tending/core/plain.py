"""Plain decks: the keeper's own questions for anything. Fixed times or gaps, outside budget and hush."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from tending.core import hours, pacing
from tending.core.model import Deck, DuePrompt, Form, FormKind, Part, Plan, Reason
from tending.core.standing import PlainStanding, Standing
from tending.core.words import say

IGNORED_MOST = 6
KEEP_EVERY = timedelta(days=7)
KEEP_PROMPT = "plain-keep"
KEEP = ("keep", "pause", "drop")
LOOK_AHEAD_DAYS = 62


def keep_form(language: str) -> Form:
    """Keep, pause or drop: what is asked about a deck that went unanswered six times."""
    spoken = tuple(say(f"option-{one}", language) for one in KEEP)
    part = Part(kind=FormKind.CHOICE, name="choice", options=KEEP, spoken=spoken)
    return Form(text=f"choice: {' / '.join(KEEP)}", parts=(part,))


def next_asks(given: Plan, standing: Standing, now: datetime) -> tuple[DuePrompt, ...]:
    """The next question of every plain deck that is on."""
    if standing.began_at is None or pacing.paused_until(standing) == pacing.FOREVER:
        return ()
    asks = [_next(given, standing, deck, now) for deck in given.plain]
    return tuple(ask for ask in asks if ask is not None)


def _next(given: Plan, standing: Standing, deck: Deck, now: datetime) -> DuePrompt | None:
    plain = standing.plain.get(deck.name, PlainStanding())
    if plain.paused:
        return None
    since = max(filter(None, (plain.last_at, standing.began_at, pacing.paused_until(standing))))
    for day in _days(deck, plain, max(since, now - pacing.LATE), given.rules.zone):
        for wall in deck.times or (given.rules.windows[0].start,):
            at = hours.instant(day, wall, given.rules.zone)
            if _fits(plain, at, since, now):
                return _due(given, deck, plain, at)
    return None


def _days(deck: Deck, plain: PlainStanding, since: datetime, zone: str) -> Iterator[date]:
    """The local dates of a deck: what is left of the last one, then from the gap on, on its weekdays."""
    first = hours.local_date(since, zone)
    last = hours.local_date(plain.last_at, zone) if plain.last_at is not None else date.min
    after = last + timedelta(days=deck.gap_days)
    days = (max(first, after) + timedelta(days=offset) for offset in range(LOOK_AHEAD_DAYS))
    yield from (day for day in (*([last] if last == first else []), *days) if day.weekday() in deck.weekdays)


def _fits(plain: PlainStanding, at: datetime, since: datetime, now: datetime) -> bool:
    if at <= since or at + pacing.LATE < now:
        return False
    return plain.ignored < IGNORED_MOST or plain.last_at is None or at - plain.last_at >= KEEP_EVERY


def _due(given: Plan, deck: Deck, plain: PlainStanding, at: datetime) -> DuePrompt:
    keep = plain.ignored >= IGNORED_MOST
    prompt = KEEP_PROMPT if keep else deck.prompts[plain.asked % len(deck.prompts)].id
    rule = "plain-keep" if keep else "plain"
    return DuePrompt(
        bond=0,
        family=deck.family,
        prompt=prompt,
        deck=deck.name,
        at=at,
        on=hours.local_date(at, given.rules.zone),
        expires_at=at + timedelta(hours=given.rules.expiry_hours),
        why=(Reason(rule=rule, values=(("deck", deck.title or deck.name),)),),
    )
