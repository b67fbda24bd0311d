"""How long: `45 min`, `1h30`, `an hour and a half`, in whole minutes."""

from tending.core.reading.lexicon import Lexicon, Setting
from tending.core.reading.lines import Doubt, Found, Line, Taken, longest
from tending.core.reading.numbers import Number, number_at, second
from tending.core.values import dataclass

MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10_080, "fortnight": 20_160}
DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}
_LONGEST = 10_080


@dataclass(frozen=True, kw_only=True, slots=True)
class Length:
    minutes: float
    end: int


def duration(line: Line, setting: Setting) -> Found:
    """Minutes. A bare number counts minutes; `1:30` is an hour and a half."""
    words = setting.words
    i = 0
    while i < len(line):
        found = _length(line, i, words)
        if found:
            return found
        passed = longest(line, i, words.sets["hedges"]) or longest(line, i, words.sets["fillers"])
        if not passed:
            return None
        i = passed[1]
    return None


def _length(line: Line, i: int, words: Lexicon) -> Found:
    spoken = longest(line, i, words.durations)
    if spoken:
        return _taken(line, _and_more(line, Length(minutes=spoken[0], end=spoken[1]), words))
    colon = _hours_and_minutes(line, i)
    if colon:
        return _taken(line, colon)
    number = number_at(line, i, words)
    if number is None:
        return None
    other = second(line, number.end, words, listed=False)
    if other and other.value != number.value:
        return _between(line, number, other, words)
    return _taken(line, _counted(line, number, words))


def _hours_and_minutes(line: Line, i: int) -> Length | None:
    hours, minutes = line.word(i), line.word(i + 1)
    written = hours.isdecimal() and minutes.isdecimal() and line.gap(i + 1) == ":"
    if not written or len(hours) > 2 or len(minutes) != 2:  # noqa: PLR2004
        return None
    return Length(minutes=int(hours) * 60 + int(minutes), end=i + 2)


def _counted(line: Line, number: Number, words: Lexicon) -> Length:
    unit = words.units.get(line.word(number.end), "")
    if unit not in MINUTES or line.breaks(number.end):
        return Length(minutes=number.value, end=number.end)
    return _and_more(line, Length(minutes=number.value * MINUTES[unit], end=number.end + 1), words)


def _and_more(line: Line, length: Length, words: Lexicon) -> Length:
    """The thirty of `1h30`, `1 h 30 min` and `an hour and 30 minutes`."""
    i = length.end + 1 if words.has("both", line.word(length.end)) else length.end
    number = number_at(line, i, words) if length.minutes >= MINUTES["hour"] and not line.breaks(i) else None
    if number is None or not 0 < number.value < MINUTES["hour"]:
        return length
    unit = words.units.get(line.word(number.end), "")
    named = unit == "minute"
    if not named and (line.gap(i).strip() or unit):
        return length
    return Length(minutes=length.minutes + number.value, end=number.end + 1 if named else number.end)


def _between(line: Line, number: Number, other: Number, words: Lexicon) -> Doubt:
    named = line.word(other.end) if line.word(other.end) in words.units else "min"
    return Doubt(choices=(f"{number.shown} {named}", f"{other.shown} {named}"))


def _taken(line: Line, length: Length) -> Taken | None:
    minutes = int(length.minutes)
    return Taken(value=minutes, rest=line.after(length.end)) if 0 < minutes <= _LONGEST else None


def days_at(line: Line, i: int, words: Lexicon) -> tuple[int, int] | None:
    """A stretch of days at word i and the word after it: `2w`, `a week`, `10 days`; a bare number counts days."""
    paired = longest(line, i, words.sets["pair"])
    single = longest(line, i, words.sets["one"])
    number = number_at(line, i, words)
    if paired:
        count, end = 2, paired[1]
    elif number and isinstance(number.value, int) and number.value > 0:
        count, end = number.value, number.end
    elif single:
        count, end = 1, single[1]
    else:
        return None
    unit = words.units.get(line.word(end), "") if end == i or not line.breaks(end) else ""
    if unit in DAYS:
        return count * DAYS[unit], end + 1
    return (count, end) if number and not unit else None
