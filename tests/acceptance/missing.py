"""What should have been asked and was not: `missed`, by the same plain reading of a journal as `violations`."""

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from functools import reduce
from zoneinfo import ZoneInfo

from acceptance.invariants import (
    DAY,
    LATE,
    LONG_AGO,
    STEP,
    Life,
    is_paused,
    is_quiet,
    live,
    local_date,
    probe_may_come,
)
from tending.adapters.journal.folding import what_counts
from tending.core import calling, choosing, meetings
from tending.core import entries as e
from tending.core.entries import Entry
from tending.core.ledgers.meet import OF_ITS_DAY
from tending.core.model import Plan
from tending.core.standing import Standing, apply, loosened
from tending.core.windows import Quiet, Window


def missed(given: Plan, entries: Sequence[Entry], end: datetime) -> list[str]:
    """Instants at which something had to be asked and was not, and askings at instants that no rule gives.

    Between two entries nothing changes. On each of the local dates in between, the naive rule says at which instant
    the family that is most overdue is asked; the journal must show it there and nowhere else.
    """
    found: list[str] = []
    after = [*entries[1:], None]
    for (standing, life), entry, next_entry in zip(_told(given, entries), entries, after, strict=True):
        until = next_entry.at if next_entry is not None else end
        following = next_entry.payload if next_entry is not None else None
        asked = isinstance(following, e.Asked) and _is_ordinary(following)
        expected = _next_by_rule(given, standing, life, entry.at, until)
        if expected is not None and expected < until:
            found.append(f"{expected}: nothing was asked")
        if asked and expected != until:
            found.append(f"{until}: asked, though the rule says {expected}")
    return found


def _is_ordinary(asked: e.Asked) -> bool:
    """In a window, by turn or on a day of its own; the three of a meeting's day come by the clock."""
    return not asked.opened and not asked.deck and asked.prompt not in OF_ITS_DAY


def _told(given: Plan, entries: Sequence[Entry]) -> Iterator[tuple[Standing, Life]]:
    """What is known after each entry: folded on from the one before, afresh when something was taken back."""
    standing, life = Standing(), Life(budget=given.rules.budget, zone=given.rules.zone)
    for place, entry in enumerate(entries):
        if isinstance(entry.payload, e.Undone):
            so_far = entries[: place + 1]
            standing = reduce(apply, what_counts(so_far), Standing())
            life = live(given, so_far)
        else:
            standing = apply(standing, entry)
            life.take(entry)
        yield standing, life


def _next_by_rule(given: Plan, standing: Standing, life: Life, since: datetime, until: datetime) -> datetime | None:
    """The first instant from `since` to `until` at which an ordinary check-in has to come.

    Time alone opens and shuts doors in between: from one such change to the next the same families are due.
    """
    if life.open or life.since == LONG_AGO:
        return None
    begins = since
    while True:
        changes = [calling.changes(given, bond, begins) for bond in standing.bonds if bond.label and not bond.closed]
        change = min((at for at in changes if at is not None and at <= until), default=None)
        found = _next_between(given, standing, life, since, begins=begins, ends=change or until)
        if found is not None and found != change:
            return found
        if change is None:
            return None
        begins = change


def _next_between(
    given: Plan, standing: Standing, life: Life, since: datetime, *, begins: datetime, ends: datetime
) -> datetime | None:
    zone = given.rules.zone
    day, last = local_date(max(begins, life.since), zone), local_date(ends, zone)
    families: dict[int, tuple[choosing.Candidate, ...]] = {}
    met = meetings.quiet_days(given, standing.bonds, begins)
    while day <= last:
        loose = sum(one.at <= _first_instant(day, zone) for one in standing.loosenings)
        if loose not in families:
            now = max(begins, _first_instant(day, zone)) if loose else begins
            families[loose] = choosing.candidates(given, loosened(standing, now), begins)
        chosen = choosing.choose(families[loose], day)
        able = chosen if day not in met else None
        at = _slot(given, life, day, able.family.value, since, begins=begins) if able is not None else None
        if able is not None and at is not None and at <= ends and _leaves_one(given, standing, life, able, at=at):
            return at
        day += DAY
    return None


def _leaves_one(given: Plan, standing: Standing, life: Life, chosen: choosing.Candidate, *, at: datetime) -> bool:
    """One of the week is left for the rehearsal on the day before a meeting; a promise on its day goes first."""
    if chosen.rank >= calling.PROMISED:
        return True
    day, zone = local_date(at, given.rules.zone), given.rules.zone
    eves = [meetings.eve(given, bond, at) for bond in standing.bonds]
    noons = [_first_instant(eve, zone) + timedelta(hours=12) for eve in eves if eve and day < eve < day + 7 * DAY]
    return all(life.used(noon, zone) + 2 <= life.allowed(noon) for noon in noons)


def _first_instant(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(0), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _slot(given: Plan, life: Life, day: date, family: str, since: datetime, *, begins: datetime) -> datetime | None:
    """The instant of a date; one drawn before a door opened in its window is late, and comes as it opens."""
    zone, rules = given.rules.zone, given.rules
    if life.last is not None and local_date(life.last, zone) == day:
        return None
    for window in _in_order(rules.windows, life, day):
        steps = _steps(window, day, zone, rules.quiet)
        if not steps:
            continue
        digest = hmac.new(given.seed, f"{day}|{family}".encode(), hashlib.sha256).digest()
        at = steps[int.from_bytes(digest[:8], "big") % max(1, len(steps) - 1)]
        if at < life.since or _held(life, at):
            continue
        if life.last is not None:
            at = max(at, life.last + timedelta(hours=rules.min_gap_hours))
        if at < since:
            continue
        late = at < begins and (begins > steps[-1] + STEP + LATE or is_quiet(rules.quiet, begins, zone))
        free = _free(given, life, at) and _free(given, life, max(at, begins))
        if at < steps[-1] + STEP and free and not late:
            return max(at, begins)
    return None


def _free(given: Plan, life: Life, at: datetime) -> bool:
    return life.used(at, given.rules.zone) + 1 <= life.allowed(at)


def _held(life: Life, at: datetime) -> bool:
    """Whether a pause or a hush lies over the instant that was drawn. Only the minimum gap moves it."""
    hushed = life.unanswered >= 6 or (life.unanswered >= 4 and not probe_may_come(life, at))
    return hushed or is_paused(life, at)


def _in_order(windows: Sequence[Window], life: Life, day: date) -> list[Window]:
    """The window that is answered best, each twentieth time the one least tried, then the later ones of the day."""
    today = [window for window in windows if day.weekday() in window.weekdays]
    ordinary = [row for row in life.rows.values() if not row.opened]
    tries = {window.name: sum(row.window == window.name for row in ordinary) for window in today}
    heard = {window.name: sum(row.window == window.name and row.heard for row in ordinary) for window in today}
    if len(ordinary) % 20 == 19:
        today.sort(key=lambda window: tries[window.name])
    else:
        today.sort(key=lambda window: Fraction(heard[window.name] + 1, tries[window.name] + 2), reverse=True)
    return today[:1] + [window for window in windows if window in today and window.start > today[0].start]


def _steps(window: Window, day: date, zone: str, quiet: Quiet) -> list[datetime]:
    """The instants of a window: each wall step that date has, at its first coming; else those behind the gap."""
    first, last = datetime.combine(day, window.start), datetime.combine(day, window.end)
    walls = [first + STEP * number for number in range((last - first) // STEP)]
    steps = [wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) for wall in walls]
    exist = [at for at, wall in zip(steps, walls, strict=True) if _wall(at, zone) == wall]
    if not exist:
        exist = [
            steps[0] + STEP * number
            for number in range(len(walls))
            if local_date(steps[0] + STEP * number, zone) == day
        ]
    return [at for at in exist if not is_quiet(quiet, at, zone)]


def _wall(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
