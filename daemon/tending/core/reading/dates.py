"""Dates as people type them: `next tue 19:00`, `in 2 weeks`, `3 May`, `6 weeks ago`, `3/5/2027`."""

from collections.abc import Callable
from datetime import date, time

from tending.core.reading.calendar import (
    Dated,
    can_be_meant,
    end_of_month,
    full_year,
    in_a_year,
    months_on,
    moved,
    on_weekday,
    orders,
    shown,
    valid,
)
from tending.core.reading.clocks import half_at, times_at
from tending.core.reading.durations import DAYS
from tending.core.reading.lexicon import Lexicon, Setting
from tending.core.reading.lines import Doubt, Found, Line, Taken, longest
from tending.core.reading.numbers import number_at

_YEAR = 4
_DAY = 2


def when(line: Line, setting: Setting) -> Found:
    """An ISO date, with the time when one is given: `2026-11-24T19:00`."""
    words = setting.words
    dated = begun(line, setting)
    if dated is None:
        return _two_days(line, setting) or _bare_stretch(line, setting)
    other = dated_at(line, dated.end + 1, setting, loose=True) if words.has("either", line.word(dated.end)) else None
    if other:
        dated = Dated(days=dated.days + other.days, end=other.end)
    return None if _is_counted_on(line, dated.end, words) else told(dated, line.after(dated.end), words)


def _is_counted_on(line: Line, end: int, words: Lexicon) -> bool:
    """`friday week` is a week later than Friday."""
    return words.units.get(line.word(end)) == "week" and not line.breaks(end)


def _two_days(line: Line, setting: Setting) -> Doubt | None:
    """`3 or 4 may`."""
    words = setting.words
    other = dated_at(line, 2, setting, loose=False) if words.has("either", line.word(1)) else None
    if not other or not line.word(0).isdecimal() or len(line.word(0)) > _DAY:
        return None
    last = other.days[0]
    first = valid(last.year, last.month, int(line.word(0)))
    return Doubt(choices=tuple(shown(day, words) for day in (*first, last))) if first else None


def _bare_stretch(line: Line, setting: Setting) -> Doubt | None:
    """`2 weeks` may lie ahead or behind."""
    words = setting.words
    counted = _counted(line, 0, words)
    if not counted or counted[1] not in DAYS or counted[2] < len(line):
        return None
    return Doubt(choices=(f"{words.words.within[0]} {line.text}", f"{line.text} {words.words.ago[0]}"))


def somewhere(line: Line, setting: Setting) -> Found:
    """The only date of a sentence, wherever it stands: `let us say on Tuesday`."""
    found = found_in(line, setting)
    if len(found) != 1:
        return None
    i, dated = found[0]
    after = i > 0 and setting.words.has("counting_from", line.words[i - 1])
    if after or _is_counted_on(line, dated.end, setting.words):
        return None
    return told(dated, led(line, i, setting.words) if dated.end == len(line) else line.text, setting.words)


def led(line: Line, i: int, words: Lexicon) -> str:
    """The text before a date at word i, without the `by` or `on` that leads to it."""
    while i and words.has("leading_to", line.words[i - 1]) and not line.breaks(i):
        i -= 1
    return line.before(i)


def told(dated: Dated, rest: str, words: Lexicon) -> Found:
    if not all(map(can_be_meant, dated.days)):
        return None
    times: tuple[time | None, ...] = dated.times or (None,)
    if len(dated.days) == 1 and len(times) == 1:
        return Taken(value=_iso(dated.days[0], times[0]), rest=rest)
    return Doubt(choices=tuple(_spoken(day, at, words) for day in dated.days for at in times))


def _iso(day: date, at: time | None) -> str:
    return f"{day.isoformat()}T{at:%H:%M}" if at else day.isoformat()


def _spoken(day: date, at: time | None, words: Lexicon) -> str:
    return f"{shown(day, words)} {at:%H:%M}" if at else shown(day, words)


def begun(line: Line, setting: Setting) -> Dated | None:
    """The date a line begins with, once `on`, `about` and the like are passed over."""
    i = 0
    while i < len(line):
        dated = dated_at(line, i, setting, loose=True)
        if dated:
            return dated
        passed = longest(line, i, setting.words.sets["dating"])
        if not passed:
            return None
        i = passed[1]
    return None


def found_in(line: Line, setting: Setting) -> list[tuple[int, Dated]]:
    """Every date of a text, with the word it begins at. Words that are seldom dates (`sat`, `may`) do not count."""
    found: list[tuple[int, Dated]] = []
    i = 0
    while i < len(line):
        dated = dated_at(line, i, setting, loose=_is_led(line, i, setting.words))
        if dated:
            found.append((i, dated))
        i = dated.end if dated else i + 1
    return found


def _is_led(line: Line, i: int, words: Lexicon) -> bool:
    before = line.words[i - 1] if i else ""
    return words.has("this", before) or words.has("until", before) or line.breaks(i + 1)


def dated_at(line: Line, i: int, setting: Setting, *, loose: bool) -> Dated | None:
    """A date at word i and the time beside it. `loose`: short weekdays and bare stretches count too."""
    day = _day_at(line, i, setting, loose=loose)
    if day:
        return _timed(line, day, setting)
    times = times_at(line, i, setting)
    if not times:
        return None
    on = longest(line, times[1], setting.words.sets["this"])
    day = _day_at(line, on[1] if on else times[1], setting, loose=True)
    return Dated(days=day.days, times=times[0], end=day.end) if day else None


def _timed(line: Line, day: Dated, setting: Setting) -> Dated:
    part, end = half_at(line, day.end, setting.words)
    before = part or half_at(line, day.end - 1, setting.words)[0]
    if not part and line.word(day.end) == "t" and not line.gap(day.end):
        end = day.end + 1
    times = times_at(line, end, setting, part=before)
    return Dated(days=day.days, times=times[0], end=times[1]) if times else Dated(days=day.days, end=end)


def _day_at(line: Line, i: int, setting: Setting, *, loose: bool) -> Dated | None:
    readers: tuple[Callable[[Line, int, Setting], Dated | None], ...] = (
        _named,
        _in_next_week,
        _year_first,
        _in_figures,
        _day_and_month,
        _month_and_day,
        _distance,
        _next_or_last,
    )
    for reader in readers:
        found = reader(line, i, setting)
        if found:
            return found
    weekday = _weekday(line, i, setting, loose=loose)
    if weekday or not loose:
        return weekday
    return _day_alone(line, i, setting) or _bare_distance(line, i, setting) or _month_alone(line, i, setting)


def _at(days: tuple[date, ...], end: int) -> Dated | None:
    return Dated(days=days, end=end) if days else None


def _named(line: Line, i: int, setting: Setting) -> Dated | None:
    """`today`, `tomorrow`, `the day before yesterday`."""
    found = longest(line, i, setting.words.days)
    return _at(moved(setting.today, found[0]), found[1]) if found else None


def _figures(line: Line, i: int, n: int) -> tuple[str, ...]:
    """The groups of digits with one and the same sign between them, then that sign; nothing where there are none."""
    groups = line.words[i : i + n]
    signs = {line.gap(j) for j in range(i + 1, i + n)}
    if len(groups) < n or not all(group.isdecimal() for group in groups) or len(signs) != 1:
        return ()
    sign = signs.pop()
    return (*groups, sign) if sign in ("/", ".", "-") else ()


def _year_first(line: Line, i: int, setting: Setting) -> Dated | None:  # noqa: ARG001
    groups = _figures(line, i, 3)
    if not groups or len(groups[0]) != _YEAR or max(len(groups[1]), len(groups[2])) > _DAY:
        return None
    year, month, day = map(int, groups[:3])
    return _at(valid(year, month, day), i + 3)


def _in_figures(line: Line, i: int, setting: Setting) -> Dated | None:
    """`3/5/2027`, `3.5.27`, `3/5`, `3.5.`"""
    groups = _figures(line, i, 3)
    if groups and max(len(groups[0]), len(groups[1])) <= _DAY and len(groups[2]) in (_DAY, _YEAR):
        year = full_year(groups[2], setting.today)
        pairs = orders(int(groups[0]), int(groups[1]), setting.country, dotted=groups[3] == ".")
        return _at(tuple(found for day, month in pairs for found in valid(year, month, day)), i + 3)
    groups = _figures(line, i, 2)
    if not groups or groups[2] == "-" or max(len(groups[0]), len(groups[1])) > _DAY:
        return None
    pairs = orders(int(groups[0]), int(groups[1]), setting.country, dotted=groups[2] == ".")
    return _at(tuple(found for day, month in pairs for found in in_a_year(month, day, setting)), i + 2)


def _day_of(line: Line, i: int, words: Lexicon) -> tuple[int, int] | None:
    """`3`, `3rd`, `the 3rd of`, and the word after it."""
    begin = i + 1 if words.has("articles", line.word(i)) else i
    digits = line.word(begin)
    if not digits.isdecimal() or len(digits) > _DAY:
        return None
    end = begin + 1
    if words.has("day_ends", line.word(end)) and not line.gap(end):
        end += 1
    of = longest(line, end, words.sets["out_of"])
    return int(digits), of[1] if of else end


def _year_at(line: Line, i: int) -> tuple[int, int]:
    """The year at word i; 0 where there is none."""
    digits = line.word(i)
    is_year = digits.isdecimal() and len(digits) == _YEAR and line.gap(i).strip(" .,") == ""
    return (int(digits), i + 1) if is_year else (0, i)


def _dayed(month: int, day: int, line: Line, i: int, setting: Setting) -> Dated | None:
    year, end = _year_at(line, i)
    return _at(valid(year, month, day) if year else in_a_year(month, day, setting), end)


def _day_and_month(line: Line, i: int, setting: Setting) -> Dated | None:
    day = _day_of(line, i, setting.words)
    month = setting.words.months.get(line.word(day[1])) if day else None
    return _dayed(month, day[0], line, day[1] + 1, setting) if day and month else None


def _month_and_day(line: Line, i: int, setting: Setting) -> Dated | None:
    month = setting.words.months.get(line.word(i))
    day = _day_of(line, i + 1, setting.words) if month else None
    return _dayed(month, day[0], line, day[1], setting) if day and month else None


def _counted(line: Line, i: int, words: Lexicon) -> tuple[int, str, int] | None:
    """`2 weeks`, `a month`, `a couple of days`, `half a year` at word i: how many, of what, and the word after it."""
    half = longest(line, i, words.sets["half"])
    if half and words.units.get(line.word(half[1])) == "year":
        return 6, "month", half[1] + 1
    pair, one, number = (
        longest(line, i, words.sets["pair"]),
        longest(line, i, words.sets["one"]),
        number_at(line, i, words),
    )
    count, end = (2, pair[1]) if pair else (0, i)
    if not pair and number and isinstance(number.value, int):
        count, end = number.value, number.end
    elif not pair and one:
        count, end = 1, one[1]
    unit = words.units.get(line.word(end), "")
    return (count, unit, end + 1) if 0 < count < 10_000 and unit in (*DAYS, "hour", "minute") else None  # noqa: PLR2004


def _away(setting: Setting, count: int, unit: str) -> tuple[date, ...]:
    match unit:
        case "year":
            return months_on(setting.today, 12 * count)
        case "month":
            return months_on(setting.today, count)
        case "hour" | "minute":
            return (setting.today,) if count < 0 else ()
        case _:
            return moved(setting.today, DAYS[unit] * count)


def _distance(line: Line, i: int, setting: Setting) -> Dated | None:
    """`in 2 weeks`, `6 weeks ago`, `vor 6 Wochen`, `a week from now`."""
    words = setting.words
    within, before = longest(line, i, words.sets["within"]), longest(line, i, words.sets["before"])
    led = within or before
    counted = _counted(line, led[1] if led else i, words)
    if not counted:
        return None
    count, unit, end = counted
    ago, ahead = longest(line, end, words.sets["ago"]), longest(line, end, words.sets["ahead"])
    if before or (ago and not line.breaks(end)):
        return _at(_away(setting, -count, unit), ago[1] if ago else end)
    if not within and not ahead:
        return None
    return _at(_away(setting, count, unit), ahead[1] if ahead else end)


def _bare_distance(line: Line, i: int, setting: Setting) -> Dated | None:
    """`6 weeks`: since then where the setting looks back. Ahead it needs an `in`, lest a length be taken for a date."""
    counted = _counted(line, i, setting.words) if setting.past else None
    return _at(_away(setting, -counted[0], counted[1]), counted[2]) if counted else None


def _next_or_last(line: Line, i: int, setting: Setting) -> Dated | None:
    """`next week`, `last month`."""
    words = setting.words
    coming, last = longest(line, i, words.sets["coming"]), longest(line, i, words.sets["last"])
    turn = coming or last
    unit = words.units.get(line.word(turn[1]), "") if turn else ""
    if not turn or unit not in ("week", "month", "year"):
        return None
    return _at(_away(setting, 1 if coming else -1, unit), turn[1] + 1)


def _weekday(line: Line, i: int, setting: Setting, *, loose: bool) -> Dated | None:
    """`tue`, `next tue`, `last friday`; an exact date behind it wins, unless it falls on another day."""
    words = setting.words
    coming, last, this = (longest(line, i, words.sets[name]) for name in ("coming", "last", "this"))
    turn = coming or last or this
    begin = turn[1] if turn else i
    weekday = words.weekdays.get(line.word(begin))
    if weekday is None or (not loose and not turn and len(line.word(begin)) <= _YEAR):
        return None
    exact = _exact(line, begin + 1, setting)
    days = on_weekday(weekday, setting, step=1 if coming else -1 if last else 0)
    if not exact:
        return _at(days, begin + 1)
    agreed = tuple(day for day in exact.days if day.weekday() == weekday)
    return Dated(days=agreed or (*exact.days, *days[:1]), end=exact.end)


def _in_next_week(line: Line, i: int, setting: Setting) -> Dated | None:
    """`friday next week`, `next week on friday`: of the week that begins next Monday."""
    words = setting.words
    names = words.weekdays
    first = names.get(line.word(i))
    turn = longest(line, i + 1 if first is not None else i, words.sets["coming"])
    if not turn or words.units.get(line.word(turn[1])) != "week":
        return None
    end = turn[1] + 1
    on = end + 1 if words.has("this", line.word(end)) else end
    weekday = first if first is not None else names.get(line.word(on))
    if weekday is None:
        return None
    monday = moved(setting.today, 7 - setting.today.weekday())
    days = moved(monday[0], weekday) if monday else ()
    return _at(days, end if first is not None else on + 1)


def month_at(line: Line, i: int, setting: Setting) -> Dated | None:
    """The first of a month that is only named: what `until May` waits for."""
    month = setting.words.months.get(line.word(i))
    return _at(in_a_year(month, 1, setting), i + 1) if month else None


def _day_alone(line: Line, i: int, setting: Setting) -> Dated | None:
    """`the 18th`: the next one, or the latest."""
    day = _day_of(line, i, setting.words)
    if not day or not setting.words.has("day_ends", line.word(day[1] - 1)) or line.gap(day[1] - 1):
        return None
    turn = -1 if setting.past else 1
    for months in range(0, 3 * turn, turn):
        first = months_on(setting.today.replace(day=1), months)
        found = valid(first[0].year, first[0].month, day[0]) if first else ()
        if found and (found[0] <= setting.today if setting.past else found[0] >= setting.today):
            return _at(found, day[1])
    return None


def _exact(line: Line, i: int, setting: Setting) -> Dated | None:
    begin = i + 1 if setting.words.has("articles", line.word(i)) else i
    for reader in (_year_first, _in_figures, _day_and_month, _month_and_day, _day_alone):
        found = reader(line, begin, setting)
        if found:
            return found
    return None


def _month_alone(line: Line, i: int, setting: Setting) -> Dated | None:
    """`March 2024`, `last October`, `2019`, looking back: the latest day it can mean."""
    if not setting.past:
        return None
    last = longest(line, i, setting.words.sets["last"])
    begin = last[1] if last else i
    month = setting.words.months.get(line.word(begin))
    year, end = _year_at(line, begin + 1 if month else begin)
    if not year and not month:
        return None
    today = setting.today
    this_year = today.year if month and month <= today.month else today.year - 1
    return _at(end_of_month(year or this_year, month or 12, today), end)
