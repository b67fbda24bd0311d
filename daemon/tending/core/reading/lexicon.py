"""The words of a language, made ready for looking up by phrase."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from itertools import chain
from typing import Any

from tending.core.model import Verb
from tending.core.reading.language import ReplyWords
from tending.core.reading.lines import Phrase, phrase
from tending.core.reply_words import LANGUAGES
from tending.core.values import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """One of yes, partly, no, open (not yet), kept, broken, unsure. `alone`: it counts only as a whole clause."""

    value: str
    alone: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Lexicon:
    """ReplyWords by phrase. Sets of phrases are maps to True, so that one look-up serves all."""

    words: ReplyWords
    verbs: Mapping[Phrase, Verb]
    marks: Mapping[Phrase, Mark]
    sets: Mapping[str, Mapping[Phrase, bool]]
    numbers: Mapping[Phrase, int]
    ordinals: Mapping[Phrase, int]
    counted: Mapping[Phrase, int]
    units: Mapping[str, str]
    durations: Mapping[Phrase, int]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    days: Mapping[Phrase, int]
    delays: Mapping[Phrase, int]
    stretches: Mapping[Phrase, int]

    def has(self, name: str, word: str) -> bool:
        return (word,) in self.sets[name]


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """What a reply is read against. `past`: a date without a year or sign lies behind us."""

    words: Lexicon
    today: date
    country: str = ""
    past: bool = False

    def looking(self, *, past: bool) -> "Setting":
        return Setting(words=self.words, today=self.today, country=self.country, past=past)


@cache
def lexicon(language: str) -> Lexicon:
    """The language and English; English alone where the language is not known."""
    own = LANGUAGES.get(language.partition("-")[0].casefold())
    english = LANGUAGES["en"]
    return compiled(english if own is None or own is english else both(own, english))


def both(first: ReplyWords, second: ReplyWords) -> ReplyWords:
    """Two languages read side by side. Where one word means two things the first wins."""
    unlike = frozenset(first.unlike)
    return ReplyWords(
        **{
            part.name: _joined(getattr(first, part.name), _without(getattr(second, part.name), unlike))
            for part in fields(ReplyWords)
        }
    )


def _without(value: Any, unlike: frozenset[str]) -> Any:
    """The second language's words, but for those that are something else in the first."""
    if isinstance(value, Mapping):
        return {key: _without(inner, unlike) for key, inner in value.items() if key not in unlike}
    if value and isinstance(value, tuple) and isinstance(value[0], tuple):
        return tuple(_without(inner, unlike) for inner in value)
    return tuple(text for text in value if text not in unlike) if isinstance(value, tuple) else value


def _joined(first: Any, second: Any) -> Any:
    if isinstance(first, str):
        return first
    if isinstance(first, Mapping):
        return {**second, **first, **{key: _merged(first[key], second[key]) for key in first if key in second}}
    if first and isinstance(first[0], tuple):
        return tuple(tuple(chain(*pair)) for pair in zip(first, second, strict=True))
    return (*first, *second) if not second or isinstance(second[0], str) else second


def _merged(first: Any, second: Any) -> Any:
    return (*first, *second) if isinstance(first, tuple) else first


def compiled(words: ReplyWords) -> Lexicon:
    return Lexicon(
        words=words,
        verbs={spoken: verb for verb, phrases in words.verbs.items() for spoken in _spoken(phrases, words)},
        marks=_marks(words),
        sets={part.name: _set(getattr(words, part.name)) for part in fields(words) if _is_set(words, part.name)},
        numbers=_keyed(words.numbers),
        ordinals=_keyed(words.ordinals),
        counted=_keyed(words.counted),
        units={word.casefold(): unit for unit, named in words.units.items() for word in named},
        durations=_keyed(words.durations),
        months=_numbered(words.months, first=1),
        weekdays=_numbered(words.weekdays, first=0),
        days=_keyed(words.days),
        delays=_keyed(words.delays),
        stretches=_keyed(words.stretches),
    )


def _is_set(words: ReplyWords, name: str) -> bool:
    value = getattr(words, name)
    return isinstance(value, tuple) and (not value or isinstance(value[0], str))


def _set(phrases: Iterable[str]) -> Mapping[Phrase, bool]:
    return dict.fromkeys(map(phrase, phrases), True)


def _keyed(table: Mapping[str, int]) -> Mapping[Phrase, int]:
    return {phrase(text): value for text, value in table.items()}


def _numbered(names: tuple[tuple[str, ...], ...], *, first: int) -> Mapping[str, int]:
    return {name.casefold(): n for n, same in enumerate(names, first) for name in same}


def _marks(words: ReplyWords) -> Mapping[Phrase, Mark]:
    alone = {phrase(text): Mark(value=value, alone=True) for value, texts in words.alone.items() for text in texts}
    first = {phrase(text): Mark(value=value, alone=False) for value, texts in words.marks.items() for text in texts}
    return alone | first


def _spoken(phrases: Iterable[str], words: ReplyWords) -> Iterator[Phrase]:
    for text in phrases:
        for filled in _filled(text, words):
            yield phrase(filled)


def _filled(text: str, words: ReplyWords) -> Iterator[str]:
    if "{they}" in text:
        yield from (text.replace("{they}", they) for they in words.they)
    elif "{them}" in text:
        yield from (text.replace("{them}", them) for them in words.them)
    else:
        yield text
