"""Numbers, a scale from 1 to 5 and percentages, in digits or words."""

from tending.core.reading.lexicon import Lexicon, Setting
from tending.core.reading.lines import Doubt, Found, Line, Taken, longest, opened
from tending.core.reading.spelling import swapped
from tending.core.values import dataclass

SCALE = ("1", "2", "3", "4", "5")
_TOP = 5
_MOST_DIGITS = 9
_FAR = 4
_STARS = frozenset({"\u2b50", "\u2605", "\U0001f31f"})
_PER = (10, 100)


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """`end` counts words; `spelled` says it was written in letters."""

    value: int | float
    end: int
    spelled: bool = False

    @property
    def shown(self) -> str:
        return f"{self.value:g}" if isinstance(self.value, float) else str(self.value)


def number_at(line: Line, i: int, words: Lexicon) -> Number | None:
    """A number that begins at word i: `3`, `-2`, `2.5`, `1,500`, `eighty five`. Not times, not dotted dates."""
    if not line.word(i).isdecimal():
        return _spelled(line, i, words)
    if len(line.word(i)) > _MOST_DIGITS or line.gap(i).endswith(("<", ">", "$")):
        return None
    number = _digits(line, i)
    joined = line.gap(number.end) if number.end < len(line) else ""
    return None if joined in (":", ".") and line.word(number.end).isdecimal() else number


def _digits(line: Line, i: int) -> Number:
    whole, part, gap = line.word(i), line.word(i + 1), line.gap(i + 1)
    sign = -1 if _is_negative(line, i) else 1
    before = line.gap(i)
    if before.endswith(".") and before[:-1].strip(" (") == "":
        return Number(value=float(f"0.{whole}"), end=i + 1)
    if not part.isdecimal() or gap not in (".", ",") or len(part) > _MOST_DIGITS:
        return Number(value=sign * int(whole), end=i + 1)
    if gap == "," and len(part) == 3 and whole.strip("0"):  # noqa: PLR2004
        return Number(value=sign * int(whole + part), end=i + 2)
    return Number(value=_short(sign * float(f"{whole}.{part}")), end=i + 2)


def _is_negative(line: Line, i: int) -> bool:
    gap = line.gap(i)
    return gap.endswith("-") and (gap[:-1].endswith((" ", "(")) or (gap == "-" and i == 0))


def _short(value: float) -> int | float:
    return int(value) if value.is_integer() else value


def _spelled(line: Line, i: int, words: Lexicon) -> Number | None:
    found = longest(line, i, words.numbers)
    if not found:
        return None
    value, end = found
    unit = words.numbers.get((line.word(end),), 0)
    if value in range(20, 100, 10) and unit in range(1, 10) and line.gap(end) in (" ", "-"):
        return Number(value=value + unit, end=end + 1, spelled=True)
    return Number(value=value, end=end, spelled=True)


def begun(line: Line, words: Lexicon) -> Number | None:
    """The number a line begins with, once hedges and fillers are passed over."""
    i = 0
    while i < len(line):
        number = number_at(line, i, words)
        if number and _counts(line, number, words):
            return number
        passed = longest(line, i, words.sets["hedges"]) or longest(line, i, words.sets["fillers"])
        if not passed:
            return _ordinal(line, i, words)
        i = passed[1]
    return None


def _ordinal(line: Line, i: int, words: Lexicon) -> Number | None:
    """`third`, as a whole clause."""
    found = longest(line, i, words.ordinals)
    counts = found is not None and found[0] > 0 and line.breaks(found[1])
    return Number(value=found[0], end=found[1], spelled=True) if found and counts else None


def _counts(line: Line, number: Number, words: Lexicon) -> bool:
    """Digits always; letters where they end a clause or go on as digits would, unlike `one of the worst`."""
    return (
        not number.spelled
        or line.breaks(number.end)
        or is_measured(line, number.end, words)
        or bool(longest(line, number.end, words.sets["fillers"]) or longest(line, number.end, words.sets["percent"]))
        or _out_of(line, number.end, words) is not None
        or second(line, number.end, words, listed=True) is not None
    )


def second(line: Line, end: int, words: Lexicon, *, listed: bool) -> Number | None:
    """Another number right behind the first: `2 or 3`, `2-3`, `2/3`; with `listed` also `2, 3` and `2 and 3`."""
    if end >= len(line):
        return None
    gap, i = line.gap(end).strip(" "), end
    corrected = correction(line, end, words)
    if corrected:
        i = corrected
    elif words.has("either", line.word(end)) or words.has("to", line.word(end)):
        i = end + 1
    elif listed and (words.has("both", line.word(end)) or gap in (",", "&", "+", "")):
        i = end + 1 if words.has("both", line.word(end)) else end
    elif gap not in ("-", "/", "~"):
        return None
    number = number_at(line, i, words)
    return Number(value=abs(number.value), end=number.end) if number else None


def correction(line: Line, end: int, words: Lexicon) -> int:
    """The word after `no, wait` and the like; 0 where nothing is corrected."""
    i = end
    while found := longest(line, i, words.sets["corrections"]):
        i = found[1]
    return i if i > end else 0


def is_measured(line: Line, end: int, words: Lexicon) -> bool:
    """Whether a unit follows: `3 hours` and `2 am` are no answer out of five."""
    return (line.word(end) in words.units and not line.breaks(end)) or "%" in line.gap(end)[:2]


def scale(line: Line, setting: Setting, *, alone: bool = True) -> Found:
    """1 to 5. `alone`: no other number is asked for, so a second one makes a doubt."""
    words = setting.words
    stars = sum(word in _STARS for word in line.words)
    if stars and stars == len(line):
        return Taken(value=stars) if stars <= _TOP else None
    number = begun(line, words)
    if number is None:
        return _searched(line, words)
    return _scaled(line, number, words, alone=alone)


def _scaled(line: Line, number: Number, words: Lexicon, *, alone: bool) -> Found:
    if isinstance(number.value, float):
        return _between(number.value)
    if not 1 <= number.value <= _TOP or is_measured(line, number.end, words):
        return None
    out_of = _out_of(line, number.end, words)
    if out_of:
        return (
            Taken(value=number.value, rest=line.after(out_of.end)) if out_of.value == _TOP else _other(number, out_of)
        )
    other = second(line, number.end, words, listed=alone)
    if other and not is_measured(line, other.end, words) and other.value != number.value:
        return _other(number, other)
    return Taken(value=number.value, rest=_without_ish(line, number.end, words))


def _without_ish(line: Line, end: int, words: Lexicon) -> str:
    """What follows, without the end of `3ish` or `3rd`."""
    return line.after(end + 1 if words.has("ish", line.word(end)) or words.has("day_ends", line.word(end)) else end)


def _between(value: float) -> Doubt | None:
    return Doubt(choices=(str(int(value)), str(int(value) + 1))) if 1 < value < _TOP else None


def _other(number: Number, other: Number) -> Doubt | None:
    inside = isinstance(other.value, int) and 1 <= other.value <= _TOP
    return Doubt(choices=(str(number.value), str(other.value))) if inside else None


def _out_of(line: Line, end: int, words: Lexicon) -> Number | None:
    """The five of `3/5` and `3 out of 5`."""
    if end < len(line) and line.gap(end).strip(" ") == "/":
        return number_at(line, end, words)
    said = longest(line, end, words.sets["out_of"])
    return number_at(line, said[1], words) if said else None


def _searched(line: Line, words: Lexicon) -> Found:
    """The only digits of the line, when nothing before them takes them back: `tired, 3`."""
    only = _only_digits(line, words)
    if only is None:
        return _last_word(line, words)
    if isinstance(only.value, float) or not 1 <= only.value <= _TOP or is_measured(line, only.end, words):
        return None
    return Taken(value=only.value, rest=line.before(only.end - 1) if only.end == len(line) else line.text)


def _only_digits(line: Line, words: Lexicon) -> Number | None:
    """The one number in digits that a line holds, unless it is taken back."""
    digits = [i for i, word in enumerate(line.words) if word.isdecimal()]
    only = number_at(line, digits[0], words) if len(digits) == 1 else None
    return only if only and not is_denied(line, digits[0], words) else None


def is_denied(line: Line, i: int, words: Lexicon) -> bool:
    """Whether a negation stands a few words before word i, in the same clause."""
    for j in range(i, max(0, i - _FAR), -1):
        if line.breaks(j):
            return False
        if words.has("negations", line.word(j - 1)):
            return True
    return False


def _last_word(line: Line, words: Lexicon) -> Found:
    """A number in letters that is the last clause: `tired - three`."""
    i = len(line) - 1
    number = number_at(line, i, words) if i > 0 and line.breaks(i) else _swapped(line, words)
    if number is None or not number.spelled or not 1 <= number.value <= _TOP:
        return None
    return Taken(value=number.value, rest=line.before(i))


def _swapped(line: Line, words: Lexicon) -> Number | None:
    """`fuor`, as the whole line."""
    known = {spoken[0]: str(value) for spoken, value in words.numbers.items() if len(spoken) == 1}
    value = swapped(line.word(0), known) if len(line) == 1 else ""
    return Number(value=int(value), end=1, spelled=True) if value else None


def number(line: Line, setting: Setting, *, alone: bool = True) -> Found:
    """Any number, with the unit that may follow it: `3`, `twice`, `2.5`, `about 40 minutes`, `3x`."""
    words = setting.words
    counted = _counted(line, words)
    if counted:
        return counted
    found = begun(line, words)
    if found is None:
        only = _only_digits(line, words)
        return Taken(value=only.value, rest=line.text) if only else None
    other = second(line, found.end, words, listed=alone)
    if other and other.value != found.value and not is_measured(line, other.end - 1, words):
        return Doubt(choices=(found.shown, other.shown))
    end = found.end + 1 if line.word(found.end) in words.units and not line.breaks(found.end) else found.end
    return Taken(value=found.value, rest=line.after(end))


def _counted(line: Line, words: Lexicon) -> Taken | Doubt | None:
    """`once`, `twice`, `never`."""
    passed = longest(line, 0, words.sets["hedges"])
    counted = longest(line, passed[1] if passed else 0, words.counted)
    if counted and words.has("either", line.word(counted[1])):
        other = longest(line, counted[1] + 1, words.counted)
        return Doubt(choices=(str(counted[0]), str(other[0]))) if other else None
    if counted:
        return Taken(value=counted[0], rest=line.after(counted[1]))
    none = longest(line, 0, words.sets["nothing"]) or _never(line, words)
    if none and line.breaks(none[1]) and not number_at(line, 0, words):
        return Taken(value=0, rest=line.after(none[1]))
    return None


def _never(line: Line, words: Lexicon) -> tuple[bool, int] | None:
    found = longest(line, 0, words.marks)
    return (True, found[1]) if found and found[0].value == "no" else None


def percent(line: Line, setting: Setting) -> Found:
    """0 to 100, rounded down: `80`, `80 %`, `eighty percent`, `9 out of 10`."""
    words = setting.words
    found = begun(line, words)
    if found is None:
        marked = marked_percent(line, setting)
        return marked[0] if marked else None
    value, end = _per(line, found, words)
    other = second(line, _signed(line, found.end, words) or found.end, words, listed=True) if end == found.end else None
    if other and _is_percent(other.value) and _is_percent(value) and other.value != value:
        return Doubt(choices=(f"{found.shown}%", f"{other.shown}%"))
    if not _is_percent(value) or 0 < value < 1:
        return None
    signed = _signed(line, end, words)
    return Taken(value=int(value), rest=behind_sign(line, signed or end))


def _is_percent(value: float) -> bool:
    return 0 <= value <= 100  # noqa: PLR2004


def _per(line: Line, found: Number, words: Lexicon) -> tuple[int | float, int]:
    """`9/10` and `9 out of 10` as 90; `50/50` as 50."""
    per = _out_of(line, found.end, words)
    if per and per.value in _PER and 0 <= found.value <= per.value:
        return found.value * 100 / per.value, per.end
    if per and per.value == found.value == 50:  # noqa: PLR2004
        return 50, per.end
    return found.value, found.end


def _signed(line: Line, end: int, words: Lexicon) -> int:
    """The word after `percent`, or `end` itself after a `%`; 0 when neither follows."""
    if line.gap(end).lstrip().startswith("%"):
        return end
    named = longest(line, end, words.sets["percent"]) if not line.breaks(end) else None
    return named[1] if named else 0


def behind_sign(line: Line, end: int) -> str:
    """What follows word end - 1, and the `%` after it."""
    rest = line.text[line.end(end) :].lstrip()
    return opened(rest.removeprefix("%"))


def marked_percent(line: Line, setting: Setting) -> tuple[Taken | Doubt, int, int] | None:
    """The last number of a text that says it is a percentage or how sure one is, with its first and last word."""
    words = setting.words
    hits = [
        (i, n, end) for i in range(len(line)) if (n := number_at(line, i, words)) and (end := _said(line, n.end, words))
    ]
    hits = [(i, n, end) for i, n, end in hits if _is_percent(n.value)]
    if not hits:
        return None
    i, last, end = hits[-1]
    lower = _lower_end(line, i, words)
    if lower and lower.value != last.value:
        return Doubt(choices=(f"{lower.shown}%", f"{last.shown}%")), i - 1, end
    if len(hits) > 1 and _are_rivals(line, hits[-2][2], i, words) and hits[-2][1].value != last.value:
        return Doubt(choices=(f"{hits[-2][1].shown}%", f"{last.shown}%")), hits[-2][0], end
    return Taken(value=int(last.value), rest=line.text), i, end


def _lower_end(line: Line, i: int, words: Lexicon) -> Number | None:
    """The 80 of `80-90%`."""
    return next((n for j in range(i) if line.gap(i) == "-" and (n := number_at(line, j, words)) and n.end == i), None)


def _said(line: Line, end: int, words: Lexicon) -> int:
    signed = _signed(line, end, words)
    if signed:
        return signed
    return end + 1 if words.has("sure", line.word(end)) and not line.breaks(end) else 0


def _are_rivals(line: Line, end: int, i: int, words: Lexicon) -> bool:
    between = line.words[end:i]
    return len(between) <= 1 and all(words.has("either", word) or words.has("to", word) for word in between)
