"""Dates on their own: months, weekdays, orders of day and month, and how a date is shown."""

from datetime import date, time, timedelta

from tending.core.reading.lexicon import Lexicon, Setting
from tending.core.values import dataclass

MONTH_FIRST = frozenset(
    {"US", "PH", "PR", "GU", "VI", "AS", "MP", "FM", "MH", "PW", "JP", "CN", "KR", "TW", "HU", "MN"}
)
BOTH_ORDERS = frozenset({"", "CA"})
TWELVE_HOURS = frozenset(
    {"US", "CA", "AU", "NZ", "PH", "IN", "PK", "BD", "EG", "MX", "MY", "SG", "GB", "IE", "ZA", "CO"}
)
_YEARS = range(1000, 3000)
_CENTURY = 100
_AHEAD = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class Dated:
    """A date phrase: its readings, the readings of the time beside it, and the word after it."""

    days: tuple[date, ...]
    end: int
    times: tuple[time, ...] = ()


def shown(day: date, words: Lexicon) -> str:
    """`3 May 2027`: can be read back in the same language, without doubt."""
    return f"{day.day}{words.words.after_day} {words.words.months[day.month - 1][0]} {day.year}"


def can_be_meant(day: date) -> bool:
    """Near the ends of the calendar no day can be counted on from; a year like that is a slip."""
    return day.year in _YEARS


def valid(year: int, month: int, day: int) -> tuple[date, ...]:
    try:
        return (date(year, month, day),)
    except (ValueError, OverflowError):
        return ()


def moved(day: date, days: int) -> tuple[date, ...]:
    try:
        return (day + timedelta(days=days),)
    except OverflowError:
        return ()


def months_on(day: date, months: int) -> tuple[date, ...]:
    """The same day so many months on; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    found = (valid(year, month + 1, last) for last in range(day.day, day.day - 4, -1))
    return next(filter(None, found), ())


def full_year(digits: str, today: date) -> int:
    year = int(digits)
    if len(digits) > 2:  # noqa: PLR2004
        return year
    century = today.year - today.year % _CENTURY
    return century + year if century + year <= today.year + _AHEAD else century + year - _CENTURY


def in_a_year(month: int, day: int, setting: Setting) -> tuple[date, ...]:
    """A day and a month without a year: the next one, or the latest where the setting looks back."""
    today = setting.today
    years = range(today.year, today.year - 9, -1) if setting.past else range(today.year, today.year + 9)
    for year in years:
        found = valid(year, month, day)
        if found and (found[0] <= today if setting.past else found[0] >= today):
            return found
    return ()


def orders(first: int, other: int, country: str, *, dotted: bool) -> tuple[tuple[int, int], ...]:
    """The (day, month) readings of `3/5`. Where the country is not known and both could be, there are two."""
    day_first, month_first = (first, other), (other, first)
    possible = [pair for pair in (day_first, month_first) if pair[1] <= 12 and pair[0] <= 31]  # noqa: PLR2004
    if first == other or len(possible) < 2:  # noqa: PLR2004
        return tuple(possible[:1])
    if country in MONTH_FIRST:
        return (month_first,)
    if dotted or country not in BOTH_ORDERS:
        return (day_first,)
    return (day_first, month_first)


def on_weekday(weekday: int, setting: Setting, *, step: int) -> tuple[date, ...]:
    """The next such weekday (`step` 1) or the last (-1); with 0 the nearest the setting looks to.

    `next friday` on a Thursday has two readings, and so has a bare name on that very weekday.
    """
    ahead = (weekday - setting.today.weekday()) % 7
    if step > 0 and ahead and setting.today.weekday() < weekday:
        return (*moved(setting.today, ahead), *moved(setting.today, ahead + 7))
    if step > 0:
        return moved(setting.today, ahead or 7)
    if step < 0:
        return moved(setting.today, ahead - 7)
    if ahead:
        return moved(setting.today, ahead - 7 if setting.past else ahead)
    return (setting.today, *moved(setting.today, -7 if setting.past else 7))


def end_of_month(year: int, month: int, today: date) -> tuple[date, ...]:
    """The latest day that `March 2024` can mean, and never after today: waits count from it."""
    first = valid(year, month, 1)
    following = months_on(first[0], 1) if first else ()
    last = moved(following[0], -1) if following else ()
    return (min(last[0], today),) if last and first[0] <= today else ()
