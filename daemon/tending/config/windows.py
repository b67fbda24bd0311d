"""`mon-fri 18:00-20:00` and `21:00-09:00` as the keeper writes them, and what the practice allows of them."""

import re
from collections.abc import Sequence
from datetime import time
from itertools import combinations

from tending.core.windows import Quiet, Window

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVERY_DAY = tuple(range(7))
SHORTEST_WINDOW = 30
SHORTEST_QUIET = 8 * 60
A_DAY = 24 * 60

_CLOCK = r"([01]?\d|2[0-3]):([0-5]\d)"
_SPAN = re.compile(rf"\s*(?:([a-z][a-z, -]*?)\s+)?{_CLOCK}\s*[-\u2013]\s*{_CLOCK}\s*", re.IGNORECASE)


def window(text: str) -> Window:
    """Raise ValueError, in words for the keeper, for what is no window."""
    days, start, end = _span(text, 'is no window: write "18:00-20:00" or "mon-fri 18:00-20:00"')
    if start >= end:
        raise ValueError(f"{text} goes past midnight: end it by 23:59, or make two windows of it")
    if _minutes(end) - _minutes(start) < SHORTEST_WINDOW:
        raise ValueError(f"{text} is too short: a window lasts {SHORTEST_WINDOW} minutes or more")
    return Window(start=start, end=end, weekdays=_weekdays(days) if days else EVERY_DAY)


def quiet(text: str) -> Quiet:
    """Raise ValueError for what is no quiet time, or less of it than the practice asks."""
    days, start, end = _span(text, 'are no quiet hours: write "21:00-09:00"')
    if days:
        raise ValueError(f"{text}: quiet hours are the same every day, leave the weekdays out")
    if (_minutes(end) - _minutes(start)) % A_DAY < SHORTEST_QUIET:
        raise ValueError(f"{text} is too short: quiet hours last {SHORTEST_QUIET // 60} hours or more")
    return Quiet(start=start, end=end)


def troubles(windows: Sequence[Window], hours: Quiet) -> list[str]:
    """What is wrong with windows that are each well formed: too near the night, or over one another."""
    night = f"{hours.start:%H:%M}-{hours.end:%H:%M}"
    noisy = [f"{each.name} runs into the quiet hours {night}: move one of them" for each in windows if _in(each, hours)]
    twice = [f"{a.name} and {b.name} overlap: make one of them" for a, b in combinations(windows, 2) if _overlap(a, b)]
    return noisy + twice


def _span(text: str, complaint: str) -> tuple[str | None, time, time]:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise ValueError(f"{text[:40]!r} {complaint}")
    days, *clock = found.groups()
    start_hour, start_minute, end_hour, end_minute = map(int, clock)
    return days, time(start_hour, start_minute), time(end_hour, end_minute)


def _weekdays(text: str) -> tuple[int, ...]:
    return tuple(sorted({day for part in re.split(r"[,\s]+", text.strip().lower()) for day in _days(part)}))


def _days(part: str) -> list[int]:
    first, _, last = part.partition("-")
    start, end = _day(first), _day(last or first)
    return [(start + step) % 7 for step in range((end - start) % 7 + 1)]


def _day(name: str) -> int:
    if name[:3] not in DAYS:
        raise ValueError(f"{name!r} is no weekday: use {', '.join(DAYS)}")
    return DAYS.index(name[:3])


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _in(each: Window, hours: Quiet) -> bool:
    start, end = _minutes(hours.start), _minutes(hours.end)
    stretches = [(start, end)] if start < end else [(start, A_DAY), (0, end)]
    return any(_minutes(each.start) < last and first < _minutes(each.end) for first, last in stretches)


def _overlap(one: Window, other: Window) -> bool:
    same_day = not set(one.weekdays).isdisjoint(other.weekdays)
    return same_day and one.start < other.end and other.start < one.end
