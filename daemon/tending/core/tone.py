"""The tone of a draft: what may land badly. Advice, never a block, and nothing is rewritten.

Patterns and counts, worked out on half of some authored drafts (docs/tone.md has the figures): they miss, and they are
wrong at times. English only.
"""

import math
import re
from collections.abc import Iterable
from functools import cache

from tending.core import tone_words_en
from tending.core.values import dataclass

FAULTS = ("blame", "apology", "pressure", "closure")
WORDS_AN_APOLOGY = 60
APOLOGIES_MOST = 3
_STRAIGHT = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"'})


@dataclass(frozen=True, kw_only=True, slots=True)
class Tone:
    """The words found for each fault, as they stand in the draft; how many words it has; whether it attacks oneself."""

    blame: tuple[str, ...] = ()
    apology: tuple[str, ...] = ()
    pressure: tuple[str, ...] = ()
    closure: tuple[str, ...] = ()
    words: int = 0
    self_attack: bool = False

    def found(self, fault: str) -> tuple[str, ...]:
        words: tuple[str, ...] = getattr(self, fault)
        return words

    @property
    def faults(self) -> tuple[str, ...]:
        return tuple(fault for fault in FAULTS if self.found(fault))


def check(text: str, *, purpose: str = "") -> Tone:
    """What may land badly in a draft. `purpose` is what a meeting is for, in the keeper's own words."""
    plain = text.translate(_STRAIGHT)
    words = len(plain.split())
    return Tone(
        blame=_found(tone_words_en.BLAME, plain),
        apology=_apologies(plain, words),
        pressure=(*_found(tone_words_en.PRESSURE, plain), *_questions(plain)),
        closure=_found(tone_words_en.CLOSURE, plain) if _hopes(purpose.translate(_STRAIGHT)) else (),
        words=words,
        self_attack=bool(_found(tone_words_en.SELF, plain)),
    )


def _hopes(purpose: str) -> bool:
    """Whether a purpose names a reunion; one that is not wanted is none."""
    return bool(_found(tone_words_en.REUNION, _compiled(tone_words_en.NOT_WANTED).sub("", purpose)))


def _found(patterns: Iterable[str], text: str) -> tuple[str, ...]:
    """What the patterns find, in the order of the text, each place once."""
    spans = sorted({match.span() for pattern in patterns for match in _compiled(pattern).finditer(text)})
    return tuple(text[start:end] for start, end in spans)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _apologies(text: str, words: int) -> tuple[str, ...]:
    """More than one in sixty words, or more than three in all."""
    found = _found((tone_words_en.APOLOGY,), text)
    return found if len(found) > min(APOLOGIES_MOST, math.ceil(words / WORDS_AN_APOLOGY)) else ()


def _questions(text: str) -> tuple[str, ...]:
    count = text.count("?")
    return ("?" * count,) if count > tone_words_en.QUESTIONS_MOST else ()
