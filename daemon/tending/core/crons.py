"""What cron jobs would ask: the schedules that the pacing is held beside, by the clock of UTC."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta


def a_family_each(gaps: Sequence[int], start: date, days: int, hour: time) -> Iterator[datetime]:
    """One job a family, each at its own gap in days; all of them at the same hour."""
    yield from (at for number, at in _daily(start, days, hour) for gap in gaps if number % gap == 0)


def on_weekdays(weekdays: Iterable[int], start: date, days: int, hour: time) -> Iterator[datetime]:
    """The same days of each week, Monday being 0."""
    wanted = frozenset(weekdays)
    yield from (at for _, at in _daily(start, days, hour) if at.weekday() in wanted)


def _daily(start: date, days: int, hour: time) -> Iterator[tuple[int, datetime]]:
    first = datetime.combine(start, hour, tzinfo=UTC)
    return ((number, first + timedelta(days=number - 1)) for number in range(1, days + 1))
