"""Times of day beside a date: `19:00`, `7pm`, `at 7`, `noon`."""

import re
from collections.abc import Iterator
from datetime import time

from tending.core.reading.calendar import TWELVE_HOURS
from tending.core.reading.lexicon import Lexicon, Setting
from tending.core.reading.lines import Line, longest

_HOURS = 24
_MINUTES = re.compile("[0-5][0-9]")
_NOON = 12
_AWAKE = range(6, 22)
Times = tuple[tuple[time, ...], int]


def times_at(line: Line, i: int, setting: Setting, *, part: str = "") -> Times | None:
    """The readings of a time at word i, and the word after it. `part` is the part of the day already named."""
    words = setting.words
    at = longest(line, i, words.sets["at"])
    begin = at[1] if at else i
    noon = longest(line, begin, words.sets["noon"])
    if noon:
        return (time(_NOON),), noon[1]
    halved = _halved(line, begin, setting, part)
    if halved:
        return halved
    hour = str(words.numbers.get((line.word(begin),), "")) if at else ""
    hour = hour or line.word(begin)
    if not hour.isdecimal() or len(hour) > 2 or int(hour) >= _HOURS:  # noqa: PLR2004
        return None
    minutes, end = _minutes(line, begin + 1)
    half, after = half_at(line, end, words)
    half = half or _half_of_range(line, int(hour), end, words)
    if half and 1 <= int(hour) <= _NOON:
        return (time(int(hour) % _NOON + (_NOON if half == "pm" else 0), minutes or 0),), after
    said = bool(at) or "@" in line.gap(begin) or bool(part) or minutes is not None
    said = said or (end >= len(line) and line.gap(begin) == " ")
    clock = longest(line, end, words.sets["clock"]) if not line.breaks(end) else None
    if not said and not clock:
        return None
    exact = minutes is not None and (hour.startswith("0") or setting.country not in TWELVE_HOURS)
    return tuple(_readings(int(hour), minutes or 0, part, exact=exact)), clock[1] if clock else end


def _halved(line: Line, i: int, setting: Setting, part: str) -> Times | None:
    """`half past 7`, and `halb 8`, which is the same."""
    words = setting.words
    past, to = longest(line, i, words.sets["half_past"]), longest(line, i, words.sets["half_to"])
    led = past or to
    number = words.numbers.get((line.word(led[1]),)) if led else None
    digits = line.word(led[1]) if led else ""
    hour = int(digits) if digits.isdecimal() and len(digits) <= 2 else number  # noqa: PLR2004
    if led is None or hour is None or not 1 <= hour <= _NOON:
        return None
    half, end = half_at(line, led[1] + 1, words)
    readings = _readings((hour if past else hour - 1) % _NOON or _NOON, 30, half or part, exact=False)
    return tuple(readings), end


def _minutes(line: Line, i: int) -> tuple[int | None, int]:
    """`:30`, `.30`, `h30`; None where there are none."""
    h = line.word(i) == "h" and line.gap(i) == ""
    j = i + 1 if h else i
    signs = ("",) if h else (":", ".")
    if _MINUTES.fullmatch(line.word(j)) and line.gap(j) in signs:
        return int(line.word(j)), j + 1
    return None, i


def _readings(hour: int, minutes: int, part: str, *, exact: bool) -> Iterator[time]:
    """`at 3` is in the afternoon; `at 7` may be in the morning or in the evening."""
    if part == "pm" and 1 <= hour < _NOON:
        yield time(hour + _NOON, minutes)
        return
    if part or exact or not 1 <= hour < _NOON:
        yield time(hour, minutes)
        return
    yield from (time(either, minutes) for either in (hour, hour + _NOON) if either in _AWAKE)


def half_at(line: Line, i: int, words: Lexicon) -> tuple[str, int]:
    """`am`, `pm` or `in the evening` at word i: which half of the day, and the word after it."""
    for half, names in (("pm", ("pm", "evening")), ("am", ("am", "morning"))):
        for name in names:
            found = longest(line, i, words.sets[name])
            if found:
                return half, found[1]
    return "", i


def _half_of_range(line: Line, hour: int, end: int, words: Lexicon) -> str:
    """The `pm` of `3-4pm`, which counts for both."""
    i = end + 1 if words.has("to", line.word(end)) else end
    if i == end and (end >= len(line) or line.gap(end).strip(" ") != "-"):
        return ""
    until = line.word(i)
    if not until.isdecimal() or not hour <= int(until[:2]) <= _NOON:
        return ""
    return half_at(line, _minutes(line, i + 1)[1], words)[0]
