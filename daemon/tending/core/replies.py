"""One grammar for replies, on every channel: the first line decides the value, the whole text is kept."""

import re
import unicodedata
from datetime import date

from tending.core.forms import ALSO
from tending.core.model import Answer, Form, FormKind, Unclear, Understood, Verb, Word
from tending.core.reading import parts
from tending.core.reading.calendar import can_be_meant, shown
from tending.core.reading.dates import begun
from tending.core.reading.kinds import FREE, choices
from tending.core.reading.lexicon import Lexicon, Setting, lexicon
from tending.core.reading.lines import Doubt, Line, line_of, lines_in
from tending.core.reading.options import is_option
from tending.core.reading.verbs import impolite, is_help, misspelt, word

__all__ = ["ALSO", "is_stop", "read", "read_date", "read_in"]

_NOTE = "text"
_STOP = re.compile(r"[\W_]*stopp?[\W_]*")
_CHOOSING = frozenset({FormKind.CHOICE, FormKind.CHOICES, FormKind.CHECKLIST})


def read(text: str, form: Form | None, *, today: date, language: str = "en", country: str = "") -> Understood:
    """What a reply means for the form that is open; `form` None: nothing is.

    `values` by kind: yes-partly-no, yes-no, kept-partly-broken, choice: the option as the form has it; scale, percent:
    int; number: int or float; duration: minutes; date: ISO, with `T19:00` when a time was given; choices, checklist,
    list, lines: list of str; text, if-then: str. What no part took is kept under `also`. With nothing open a reply that
    is no word is a note under `text`. Two readings, or none, give Unclear with what to offer back. Never raises.
    """
    return read_in(text, form, Setting(words=lexicon(language), today=today, country=country.upper()))


def read_in(text: str, form: Form | None, setting: Setting) -> Understood:
    """As `read`, in a setting of one's own."""
    lines = lines_in(text)
    if not lines:
        return Unclear(choices=_offered(form, setting.words), text=text)
    line = line_of(lines[0])
    spoken = _spoken(line, "\n".join(lines[1:]), form, setting)
    if isinstance(spoken, Doubt):
        return Unclear(choices=spoken.choices, text=text)
    if spoken:
        return spoken
    more = "\n".join(lines[1:])
    if form is None:
        return misspelt(line, more, setting.words) or Answer(values={_NOTE: text.strip()}, text=text)
    answer = parts.answer(text, form, setting)
    if not isinstance(answer, Unclear):
        return answer
    return _put_off(line, form, setting.words) or misspelt(line, more, setting.words) or answer


def is_stop(text: str) -> bool:
    """STOP, alone on the first line, in any case and with any point behind it, whatever else is open."""
    lines = lines_in(unicodedata.normalize("NFKC", text))
    return bool(lines) and _STOP.fullmatch(lines[0].casefold()) is not None


def _spoken(line: Line, more: str, form: Form | None, setting: Setting) -> Word | Doubt | None:
    """Help comes before all; then an option of the open form; then the words."""
    if is_help(line, setting.words):
        return Word(verb=Verb.HELP, text=more)
    if form and _is_option(line, form, setting.words):
        return None
    free = form is not None and any(part.kind in FREE for part in form.parts)
    return word(line, more, setting, free=free, open_=form is not None)


def _is_option(line: Line, form: Form, words: Lexicon) -> bool:
    options = [option for part in form.parts if part.kind in _CHOOSING for option in (*part.options, *part.spoken)]
    return is_option(line.words, options) or is_option(impolite(line, words), options)


def _put_off(line: Line, form: Form, words: Lexicon) -> Word | None:
    """`tomorrow`, as the whole reply to a form that cannot take a day."""
    said = impolite(line, words)
    days = words.delays.get(said[1:] if words.has("hedges", said[0]) else said) if said else None
    dated = any(part.kind is FormKind.DATE for part in form.parts)
    return Word(verb=Verb.LATER, days=days) if days is not None and not dated else None


def _offered(form: Form | None, words: Lexicon) -> tuple[str, ...]:
    return choices(form.parts[0], words.words) if form else (words.words.named[Verb.HELP],)


def read_date(
    text: str, *, today: date, country: str = "", past: bool = False, language: str = "en"
) -> date | Unclear | None:
    """The day a text begins with; Unclear with both readings where it has two, None where it has none.

    `past`: a day without a year is the latest there was, and `6 weeks` are weeks ago.
    """
    setting = Setting(words=lexicon(language), today=today, country=country.upper(), past=past)
    lines = lines_in(text)
    dated = begun(line_of(lines[0]), setting) if lines else None
    if dated is None or not all(map(can_be_meant, dated.days)):
        return None
    if len(dated.days) == 1:
        return dated.days[0]
    return Unclear(choices=tuple(shown(day, setting.words) for day in dated.days), text=text)
