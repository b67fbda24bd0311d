"""One part of a form and the words that fill it; what to offer where nothing did."""

from typing import assert_never

from tending.core.model import FormKind, Part
from tending.core.reading import dates, durations, marks, numbers, options
from tending.core.reading.lexicon import Setting
from tending.core.reading.lines import Found, Line

FREE = frozenset({FormKind.TEXT, FormKind.IF_THEN, FormKind.LIST, FormKind.LINES})
NUMERIC = frozenset(FormKind) - FREE - marks.VALUES.keys()

_OFFERED: dict[FormKind, tuple[str, ...]] = {
    **marks.VALUES,
    FormKind.SCALE: numbers.SCALE,
    FormKind.NUMBER: ("0", "1", "2", "3"),
    FormKind.PERCENT: ("50%", "70%", "90%", "100%"),
    FormKind.DATE: ("today", "tomorrow", "in 2 weeks"),
    FormKind.DURATION: ("15 min", "30 min", "45 min", "1 h"),
}


def take(part: Part, line: Line, setting: Setting, *, alone: bool) -> Found:
    """The value of a part that is not free. `alone`: no other part of the form takes a number."""
    match part.kind:
        case FormKind.YES_PARTLY_NO | FormKind.YES_NO | FormKind.KEPT_PARTLY_BROKEN:
            return marks.marked(line, setting, marks.VALUES[part.kind])
        case FormKind.SCALE:
            return numbers.scale(line, setting, alone=alone)
        case FormKind.CHOICE:
            return options.chosen(line, part.options, setting, alone=alone)
        case FormKind.CHOICES | FormKind.CHECKLIST:
            return options.several(line, part.options, setting, part.most)
        case FormKind.NUMBER:
            return numbers.number(line, setting, alone=alone)
        case FormKind.PERCENT:
            return numbers.percent(line, setting)
        case FormKind.DATE:
            return dates.when(line, setting) or dates.somewhere(line, setting)
        case FormKind.DURATION:
            return durations.duration(line, setting)
        case FormKind.TEXT | FormKind.IF_THEN | FormKind.LIST | FormKind.LINES:
            return None
        case _:
            assert_never(part.kind)


def choices(part: Part) -> tuple[str, ...]:
    """Short answers that can be read back."""
    return part.options or _OFFERED.get(part.kind, ("skip", "later"))
