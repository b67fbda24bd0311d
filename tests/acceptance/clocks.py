"""Every clock there is: zones by the hours they show, and a keeper of each who is asked where its clock changes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from acceptance.invariants import STEP, is_quiet, violations
from acceptance.keepers import Lived, live_through
from acceptance.missing import missed
from builders import the_shipped_plan
from tending.core import entries as e
from tending.core.entries import Entry
from tending.core.model import Profile
from tending.core.windows import Quiet, Window
from tending.service.simulating import Scenario

YEARS = 10
START = date(2010, 1, 1)  # of all decades since then the one with most changes: Samoa's lost day, Russia's three
DAYS = (date(START.year + YEARS, 1, 1) - START).days
LOOK = timedelta(hours=12)
MINUTE = timedelta(minutes=1)
DAY_MINUTES = 24 * 60
LAST_MINUTE = DAY_MINUTES - 5
# How a window may lie to the wall hour at which a clock changes, in minutes before it and behind it.
SHAPES = ((-45, 105), (-60, 30), (30, 120), (0, 60))
AWAKE = 12 * 60
ANY_EVENING = 18 * 60


@dataclass(frozen=True, kw_only=True, order=True)
class Change:
    """The instant from which a clock shows another offset, and both of them."""

    at: datetime
    before: timedelta
    after: timedelta

    @property
    def wall(self) -> datetime:
        """The hour at which a gap begins, or that comes for the second time."""
        return self.at.replace(tzinfo=None) + min(self.before, self.after)


@dataclass(frozen=True, kw_only=True)
class Clock:
    """What a zone shows at every instant of a time: an offset, and its changes."""

    first: timedelta
    changes: tuple[Change, ...]


def clock_of(name: str, start: date = START, days: int = DAYS) -> Clock:
    zone = ZoneInfo(name)
    at = datetime.combine(start, time(0), tzinfo=UTC) - timedelta(days=1)
    end = at + timedelta(days=days + 2)
    first, found = _offset(at, zone), []
    while at < end:
        if _offset(at, zone) != _offset(at + LOOK, zone):
            found.append(_change(at, at + LOOK, zone))
        at += LOOK
    return Clock(first=first, changes=tuple(found))


def _change(before: datetime, after: datetime, zone: ZoneInfo) -> Change:
    was, becomes = _offset(before, zone), _offset(after, zone)
    while after - before > MINUTE:
        between = before + (after - before) // 2
        before, after = (between, after) if _offset(between, zone) == was else (before, between)
    return Change(at=after.replace(second=0, microsecond=0), before=was, after=becomes)


def _offset(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta(0)


def different(names: Iterable[str]) -> dict[Clock, list[str]]:
    """The names of zones by the clock they share: those of one clock show the same hour at every instant."""
    found: dict[Clock, list[str]] = defaultdict(list)
    for name in sorted(names):
        found[clock_of(name)].append(name)
    return dict(found)


def a_life_by(name: str, clock: Clock, number: int, *, start: date = START, days: int = DAYS) -> Lived:
    """A keeper who answers everything, in hours that its clock's changes fall into."""
    windows, quiet = hours_around(clock, SHAPES[number % len(SHAPES)])
    given = the_shipped_plan(seed=number, zone=name, windows=windows, quiet=quiet, budget=7, min_gap_hours=12)
    profile = tuple(Profile)[number % len(Profile)]
    return live_through(
        given, Scenario(persona="no-reply", profile=profile, days=days, seed=number, start=start, parted=400)
    )


def hours_around(clock: Clock, shape: tuple[int, int]) -> tuple[tuple[Window, ...], Quiet]:
    """Windows at the two hours at which a clock changes most, the quiet ones far from them."""
    walls = [change.wall.hour * 60 + change.wall.minute for change in clock.changes]
    often = sorted(set(walls), key=lambda wall: (-walls.count(wall), wall)) or [ANY_EVENING]
    first = often[0]
    others = [wall for wall in often[1:] if 4 * 60 <= abs(wall - first) <= DAY_MINUTES - 4 * 60]
    near = [wall for wall in others if min((wall - first) % DAY_MINUTES, (first - wall) % DAY_MINUTES) < AWAKE // 2]
    quiet = Quiet(start=_wall(first + AWAKE - 4 * 60), end=_wall(first + AWAKE + 4 * 60))
    return tuple(_window(wall, shape) for wall in [first, *near[:1]]), quiet


def _window(wall: int, shape: tuple[int, int]) -> Window:
    """Within its day: one at midnight begins there."""
    start = min(max(0, wall + shape[0]), LAST_MINUTE - 30)
    return Window(start=_wall(start), end=_wall(min(LAST_MINUTE, max(start + 30, wall + shape[1]))))


def _wall(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60 // 5 * 5)


def wrong(life: Lived) -> list[str]:
    """What was missed, came twice or outside its hours: a line each."""
    return [*violations(life.given, life.entries), *missed(life.given, life.entries, life.end), *outside(life)]


def outside(life: Lived) -> list[str]:
    """Questions outside the windows, worked out from the wall alone."""
    rules = life.given.rules
    seen: set[date] = set()
    found = []
    for one in asked_of(life):
        there = one.at.astimezone(ZoneInfo(rules.zone))
        if there.date() in seen:
            found.append(f"{there}: the second of its date")
        seen.add(there.date())
        if is_quiet(rules.quiet, one.at, rules.zone):
            found.append(f"{there}: in quiet hours")
        if not any(_is_in(window, there, ZoneInfo(rules.zone)) for window in rules.windows):
            found.append(f"{there}: in no window")
    return found


def asked_of(life: Lived) -> list[Entry]:
    """The questions that came by themselves."""
    return [one for one in life.entries if isinstance(one.payload, e.Asked) and not one.payload.opened]


def _is_in(window: Window, there: datetime, zone: ZoneInfo) -> bool:
    """Between its hours; of a window that its date does not have, as much later as the gap is wide."""
    day, wall = there.date(), there.time()
    first, last = datetime.combine(day, window.start), datetime.combine(day, window.end)
    walls = [first + STEP * number for number in range((last - first) // STEP)]
    if any(_shown(one, zone) == one for one in walls):
        return window.start <= wall < window.end
    later = _shown(first, zone)
    return later <= there.replace(tzinfo=None) < later + (last - first)


def _shown(wall: datetime, zone: ZoneInfo) -> datetime:
    return wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None)


def on_a_change(life: Lived, changes: Sequence[Change]) -> int:
    """How many questions came on a date on which the clock changes."""
    zone = ZoneInfo(life.given.rules.zone)
    days = {one.at.astimezone(zone).date() for one in changes} | {one.wall.date() for one in changes}
    return sum(one.at.astimezone(zone).date() in days for one in asked_of(life))
