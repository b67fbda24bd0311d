"""The words that always work: a reply whose first line is one of them, with its argument, and nothing else."""

import re
from datetime import date

from tending.core.model import Verb, Word
from tending.core.reading.calendar import shown
from tending.core.reading.dates import dated_at, month_at
from tending.core.reading.durations import days_at
from tending.core.reading.lexicon import Lexicon, Setting
from tending.core.reading.lines import Doubt, Line, longest, opened
from tending.core.reading.spelling import nearest
from tending.core.values import dataclass

_MOST_DAYS = 3650
_LEADS = re.compile(r"\s*(?::|-+\s|\s-+)")
_LETTERS = frozenset({Verb.HOLD, Verb.THEY_WROTE, Verb.I_WROTE, Verb.SPACE})
_HARMLESS = frozenset({Verb.SKIP, Verb.LATER, Verb.HELP, Verb.PAUSE, Verb.RESUME})
_SHORTEST_TYPO = 4
_BARE_LETTER = ("i", "wrote")
_DATED = frozenset({Verb.THEY_WROTE, Verb.I_WROTE, Verb.SPACE})


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """A verb at the beginning of a line. `end` and `close` fence what follows it, politeness left out."""

    verb: Verb
    begin: int
    end: int
    close: int


def word(line: Line, more: str, setting: Setting, *, free: bool, open_: bool) -> Word | Doubt | None:
    """The verb a reply is, if it is one. `more`: its further lines.

    `free`: the open form takes text, so a line that only begins like a verb is an answer. `open_`: a form is open.
    """
    spoken = _spoken(line, setting.words)
    if spoken is None:
        return None
    if spoken.verb in _LETTERS and _LEADS.match(line.gap(spoken.end)):
        return Word(verb=spoken.verb, text=_joined(opened(line.text[line.end(spoken.end) :]), more))
    if spoken.end == spoken.close:
        return Word(verb=spoken.verb, text=more)
    if spoken.verb is Verb.LATER or spoken.verb is Verb.PAUSE:
        found = _timed(line, spoken, more, setting)
        if found:
            return found
    if spoken.verb in _LETTERS:
        return _letter(line, spoken, more, setting, free=free, open_=open_)
    return _with_a_note(line, spoken, more, free=free)


def misspelt(line: Line, more: str, words: Lexicon) -> Word | None:
    """`skipp`: the whole line is one of the harmless words, but for a letter. Never one that shuts or ends anything."""
    known = {spoken[0]: str(verb) for spoken, verb in words.verbs.items() if len(spoken) == 1 and verb in _HARMLESS}
    typed = line.word(0) if len(line) == 1 else ""
    verb = nearest(typed, known) if len(typed) > _SHORTEST_TYPO else ""
    return Word(verb=Verb(verb), text=more) if verb else None


def is_help(line: Line, words: Lexicon) -> bool:
    spoken = _spoken(line, words)
    return spoken is not None and spoken.verb is Verb.HELP and spoken.end == spoken.close


def impolite(line: Line, words: Lexicon) -> tuple[str, ...]:
    """The words of a line without `please` and the like before and behind."""
    begin, close = _fence(line, words)
    return line.words[begin:close]


def _fence(line: Line, words: Lexicon) -> tuple[int, int]:
    begin, close = 0, len(line)
    while begin < close and (polite := longest(line, begin, words.sets["polite"])):
        begin = polite[1]
    while close > begin and (start := _polite_end(line, begin, close, words)):
        close = start
    return begin, close


def _polite_end(line: Line, begin: int, close: int, words: Lexicon) -> int:
    for n in (3, 2, 1):
        if close - n > begin and line.words[close - n : close] in words.sets["courtesy"]:
            return close - n
    return 0


def _spoken(line: Line, words: Lexicon) -> Spoken | None:
    begin, close = _fence(line, words)
    found = longest(line, begin, words.verbs)
    return Spoken(verb=found[0], begin=begin, end=found[1], close=max(close, found[1])) if found else None


def _timed(line: Line, spoken: Spoken, more: str, setting: Setting) -> Word | Doubt | None:
    """`later 2d`, `not now, tomorrow`, `pause until 3 May`."""
    words = setting.words
    i = spoken.end
    while passed := longest(line, i, words.sets["hedges"]):
        i = passed[1]
    until = longest(line, i, words.sets["until"])
    endless = longest(line, spoken.end, words.sets["endless"])
    if endless and spoken.verb is Verb.PAUSE and endless[1] == spoken.close:
        return Word(verb=spoken.verb, text=more)
    if until:
        return _until(line, spoken, until[1], more, setting)
    figures = line.words[i : i + 3]
    if len(figures) == 3 and all(word.isdigit() for word in figures):  # noqa: PLR2004 - year, month and day
        return _until(line, spoken, i, more, setting)
    return _for_days(line, spoken, i, more, words) or _until(line, spoken, i, more, setting)


def _for_days(line: Line, spoken: Spoken, i: int, more: str, words: Lexicon) -> Word | None:
    delay = longest(line, i, words.delays if spoken.verb is Verb.LATER else words.stretches)
    within = longest(line, i, words.sets["within"])
    found = delay or days_at(line, within[1] if within else i, words)
    if not found or found[0] > _MOST_DAYS or not _ends(line, found[1], spoken):
        return None
    return Word(verb=spoken.verb, days=found[0], text=_noted(line, found[1], spoken, more))


def _until(line: Line, spoken: Spoken, i: int, more: str, setting: Setting) -> Word | Doubt | None:
    dated = dated_at(line, i, setting, loose=True) or month_at(line, i, setting)
    if dated is None or not _ends(line, dated.end, spoken):
        return None
    ahead = tuple(day for day in dated.days if 0 < (day - setting.today).days <= _MOST_DAYS)
    if len(ahead) == 1:
        return Word(verb=spoken.verb, until=ahead[0], text=_noted(line, dated.end, spoken, more))
    return Doubt(choices=_again(spoken.verb, ahead, setting)) if ahead else _today(spoken, dated.days, more, setting)


def _again(verb: Verb, days: tuple[date, ...], setting: Setting) -> tuple[str, ...]:
    until = setting.words.words.until[0]
    named = setting.words.words.named[verb]
    return tuple(f"{named} {until} {shown(day, setting.words)}" for day in days)


def _today(spoken: Spoken, days: tuple[date, ...], more: str, setting: Setting) -> Word | Doubt:
    """`later today` waits for tonight; a day that is over cannot be waited for."""
    if spoken.verb is Verb.LATER and days == (setting.today,):
        return Word(verb=spoken.verb, days=0, text=more)
    return Doubt(choices=(setting.words.words.named[spoken.verb],))


def _ends(line: Line, end: int, spoken: Spoken) -> bool:
    return end >= spoken.close or line.breaks(end)


def _noted(line: Line, end: int, spoken: Spoken, more: str) -> str:
    return _joined(line.after(end), more) if end < spoken.close else more


def _joined(first: str, more: str) -> str:
    return "\n".join(text for text in (first, more) if text)


def _letter(line: Line, spoken: Spoken, more: str, setting: Setting, *, free: bool, open_: bool) -> Word | None:
    """`hold. ...`, `she wrote yesterday`; with nothing open also `they wrote that ...`.

    A bare `I wrote ...` without an address may be about a diary, and costs an attempt: it stays a note.
    """
    leads = line.gap(spoken.end).startswith((".", "!")) and (spoken.verb is Verb.HOLD or not free)
    addressed = spoken.verb is not Verb.I_WROTE or spoken.end - spoken.begin > len(_BARE_LETTER)
    if _is_urge(line, spoken, setting.words):
        return Word(verb=spoken.verb, text=more)
    if leads or (addressed and not open_) or _is_just_a_day(line, spoken, setting):
        return Word(verb=spoken.verb, text=_joined(opened(line.text[line.end(spoken.end) :]), more))
    return None


def _is_just_a_day(line: Line, spoken: Spoken, setting: Setting) -> bool:
    dated = dated_at(line, spoken.end, setting.looking(past=True), loose=True)
    return spoken.verb in _DATED and dated is not None and dated.end >= spoken.close


def _is_urge(line: Line, spoken: Spoken, words: Lexicon) -> bool:
    """`I want to write to her right now`."""
    pressing = longest(line, spoken.end, words.sets["pressing"])
    return spoken.verb is Verb.HOLD and pressing is not None and pressing[1] >= spoken.close


def _with_a_note(line: Line, spoken: Spoken, more: str, *, free: bool) -> Word | None:
    """`skip, too tired`: a reason after a comma. `Later, she told me` answers a text."""
    named = line.words[spoken.begin : spoken.end]
    noted = spoken.verb in (Verb.SKIP, Verb.LATER) and line.breaks(spoken.end)
    if not noted or (free and len(named) == 1 and spoken.verb is Verb.LATER):
        return None
    return Word(verb=spoken.verb, text=_joined(line.after(spoken.end), more))
