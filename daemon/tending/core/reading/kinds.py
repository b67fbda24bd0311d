"""One part of a form and the words that fill it; what to offer where nothing did."""

from collections.abc import Callable
from typing import assert_never

from tending.core.model import FormKind, Part
from tending.core.reading import dates, durations, marks, numbers, options
from tending.core.reading.language import ReplyWords
from tending.core.reading.lexicon import Setting
from tending.core.reading.lines import Found, Line, Taken

FREE = frozenset({FormKind.TEXT, FormKind.IF_THEN, FormKind.LIST, FormKind.LINES})
NUMERIC = frozenset(FormKind) - FREE - marks.VALUES.keys()


def take(part: Part, line: Line, setting: Setting, *, alone: bool) -> Found:
    """The value of a part that is not free. `alone`: no other part of the form takes a number."""
    match part.kind:
        case FormKind.YES_PARTLY_NO | FormKind.YES_NO | FormKind.KEPT_PARTLY_BROKEN:
            return marks.marked(line, setting, marks.VALUES[part.kind])
        case FormKind.SCALE:
            return numbers.scale(line, setting, alone=alone)
        case FormKind.CHOICE:
            return _either(part, line, lambda named: options.chosen(line, named, setting, alone=alone))
        case FormKind.CHOICES | FormKind.CHECKLIST:
            return _either(part, line, lambda named: options.several(line, named, setting, part.most))
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


def _either(part: Part, line: Line, read: Callable[[tuple[str, ...]], Found]) -> Found:
    """By the names in the keeper's language, else by those of the deck."""
    if part.spoken and options.is_option(line.words, set(part.options) - set(part.spoken)):
        return read(part.options)
    found = read(part.shown)
    return in_deck_terms(part, found) if found or not part.spoken else read(part.options)


def in_deck_terms(part: Part, found: Found) -> Found:
    """What was read by the names in the keeper's language, by those of the deck."""
    if not isinstance(found, Taken) or not part.spoken:
        return found
    own = dict(zip(part.spoken, part.options, strict=True))
    value = found.value
    return Taken(value=[own[one] for one in value] if isinstance(value, list) else own[str(value)], rest=found.rest)


def choices(part: Part, words: ReplyWords) -> tuple[str, ...]:
    """Short answers that can be read back."""
    return part.shown or tuple(words.offered.get(part.kind.value, words.offered["any"]).split(" / "))
