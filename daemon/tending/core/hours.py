"""Wall-clock hours and UTC instants: the only file that knows about clock changes.

Every day at nine is wall-clock arithmetic (`instant`); two days after the answer is elapsed time (plain timedelta on
UTC instants). A wall time that a clock change skips is read as that much later; one that comes twice is read as its
first coming. A date that a zone skips altogether (Apia, 2011-12-30) has no hours.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from tending.core.remembering import remembered
from tending.core.values import dataclass
from tending.core.windows import Quiet, Window

STEP = timedelta(minutes=5)


@lru_cache(maxsize=128)
def zone_of(name: str) -> ZoneInfo:
    """The zone by its IANA name. Raises ZoneInfoNotFoundError or ValueError, so settings check it first."""
    return ZoneInfo(name)


def local(instant: datetime, zone: str) -> datetime:
    return instant.astimezone(zone_of(zone))


@lru_cache(maxsize=4096)
def local_date(instant: datetime, zone: str) -> date:
    return local(instant, zone).date()


@lru_cache(maxsize=4096)
def instant(day: date, wall: time, zone: str) -> datetime:
    """The UTC instant of a wall time; in a gap, as much later as the gap is wide."""
    return datetime.combine(day, wall, tzinfo=zone_of(zone)).astimezone(UTC)


def _exists(day: date, wall: time, zone: str) -> bool:
    back = local(instant(day, wall, zone), zone)
    return back.date() == day and back.time() == wall


def out_of_quiet(at: datetime, quiet: Quiet, zone: str) -> datetime:
    """An instant, or the end of the quiet hours that it lies in."""
    if not is_quiet(at, quiet, zone):
        return at
    day = local_date(at, zone)
    ends = (instant(day + timedelta(days=days), quiet.end, zone) for days in range(3))
    return next(end for end in ends if end > at)


def is_quiet(moment: datetime, quiet: Quiet, zone: str) -> bool:
    wall = local(moment, zone).time()
    if quiet.start <= quiet.end:
        return quiet.start <= wall < quiet.end
    return wall >= quiet.start or wall < quiet.end


@dataclass(frozen=True, kw_only=True, slots=True)
class Opening:
    """A window on one date. `steps` are the instants, five minutes apart on the wall, at which a check-in may come."""

    start: datetime
    end: datetime
    count: int
    steps: tuple[datetime, ...] = ()

    def at(self, pick: int) -> datetime:
        """One of the instants, by a number of any size. The last step is left out where there is another."""
        chosen = pick % max(1, self.count - 1)
        return self.steps[chosen] if self.steps else self.start + STEP * chosen


@remembered
def opening(window: Window, day: date, zone: str, quiet: Quiet) -> Opening | None:
    """The window on that date, or None: not on this weekday, a date that is skipped, or nothing left outside quiet."""
    if day.weekday() not in window.weekdays:
        return None
    start, end = instant(day, window.start, zone), instant(day, window.end, zone)
    width = _minutes(window.end) - _minutes(window.start)
    whole = end - start == timedelta(minutes=width)
    if whole and _exists(day, window.start, zone) and _exists(day, window.end, zone):
        return Opening(start=start, end=end, count=width * 60 // STEP.seconds)
    return _changed(window, day, zone, quiet, width)


def _changed(window: Window, day: date, zone: str, quiet: Quiet, width: int) -> Opening | None:
    """A window on a day whose clock changes in it: the steps that exist, each once; wholly in a gap, shifted."""
    first = datetime.combine(day, window.start)
    walls = [first + STEP * k for k in range(width * 60 // STEP.seconds)]
    steps = [instant(day, wall.time(), zone) for wall in walls if _exists(day, wall.time(), zone)]
    if not steps:
        start = instant(day, window.start, zone)
        steps = [start + STEP * k for k in range(len(walls)) if local_date(start + STEP * k, zone) == day]
    usable = tuple(step for step in steps if not is_quiet(step, quiet, zone))
    if not usable:
        return None
    return Opening(start=usable[0], end=usable[-1] + STEP, count=len(usable), steps=usable)


def _minutes(wall: time) -> int:
    return wall.hour * 60 + wall.minute
