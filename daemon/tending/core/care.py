"""Signs in what a keeper writes: words for a bad hour, for going round a no, for fear and for violence.

A lexicon with guards, never a detector: it misses, and it is wrong at times (docs/care.md has the figures). Pure, and
linear in the length of the text.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import assert_never

from tending.core.care_language import CareWords, Rule, Sign, Whose, filled, lines
from tending.core.care_words_en import ENGLISH

__all__ = ["Sign", "calls_for_card", "signs"]

LANGUAGES = {"en": ENGLISH}
LONGEST = 1 << 20
WINDOW = 160
_STRAIGHT = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"'})
_WORDS = re.compile(r"[a-z0-9]+(?:'[a-z]+)*|[.!?;,\"]|\n\s*\n")
_ENDS = frozenset(".!?;")


def signs(text: str, language: str = "en") -> frozenset[Sign]:
    """What the whole of a text may say, as far as a lexicon can tell. Never raises."""
    words = LANGUAGES.get(language, ENGLISH)
    plain = f" {_plain(text[:LONGEST], words)} "
    found = {stem for stem in _stems(words.language) if stem in plain}
    if not found:
        return frozenset()
    rules = [rule for rule in words.rules if not found.isdisjoint(rule.stems)]
    sentences = [f" {one.strip()} " for one in plain.split("|")]
    return frozenset(_found(rules, sentences, words))


def calls_for_card(text: str, language: str = "en") -> bool:
    """Whether a text calls for the help card."""
    return Sign.CRISIS in signs(text, language)


def _found(rules: Sequence[Rule], sentences: Sequence[str], words: CareWords) -> Iterator[Sign]:
    for rule in rules:
        if any(_says(rule, sentence, words) for sentence in sentences):
            yield rule.sign


def _plain(text: str, words: CareWords) -> str:
    """Small letters, no apostrophes, common misspellings mended, fillers left out; `|` where a sentence ends."""
    found = _WORDS.findall(text.lower().translate(_STRAIGHT))
    mended = [_mended(word, words) for word in found]
    return " ".join(word for word in _paired(mended, words) if word not in words.fillers)


def _mended(word: str, words: CareWords) -> str:
    if word in _ENDS or not word.strip():
        return "|"
    bare = word.replace("'", "")
    return words.spellings.get(bare, bare)


def _paired(found: Sequence[str], words: CareWords) -> Iterator[str]:
    """Two words that are one: do not, my self, any more."""
    waiting = ""
    for word in found:
        if (both := words.pairs.get((waiting, word))) is not None:
            waiting = both
            continue
        if waiting:
            yield waiting
        waiting = word
    if waiting:
        yield waiting


@cache
def _stems(language: str) -> tuple[str, ...]:
    """Each stem of any rule once."""
    return tuple(sorted({stem for rule in LANGUAGES[language].rules for stem in rule.stems}))


@cache
def _pattern(rule: Rule, language: str) -> re.Pattern[str]:
    patterns = (filled(one, LANGUAGES[language].parts) for one in lines(rule.patterns))
    return re.compile(f"(?<= )(?:{'|'.join(f'(?:{one})' for one in patterns)})(?= )")


def _says(rule: Rule, sentence: str, words: CareWords) -> bool:
    if not any(stem in sentence for stem in rule.stems) or not rule.about.isdisjoint(sentence.split()):
        return False
    return any(
        _holds(rule, sentence[max(0, match.start() - WINDOW) : match.start()], words)
        for match in _pattern(rule, words.language).finditer(sentence)
    )


def _holds(rule: Rule, before: str, words: CareWords) -> bool:
    """Whether a match stands once the guards have looked at the words before it."""
    if rule.near and _ends_with(words.near, before):
        return False
    if rule.far and _ends_with(words.far, before):
        return False
    return _is_whose(rule.whose, before, words) and not _is_quoted(before, words)


def _ends_with(pattern: str, before: str) -> bool:
    return _pattern_at_end(pattern).search(before) is not None


@cache
def _pattern_at_end(pattern: str) -> re.Pattern[str]:
    return re.compile(f"(?:^| )(?:{pattern}) $")


def _is_whose(whose: Whose, before: str, words: CareWords) -> bool:
    """By the last word before a match that names somebody; nobody named is the keeper."""
    last = _last(before, words)
    match whose:
        case Whose.MINE:
            return last not in words.third
        case Whose.THEIRS:
            return last not in words.first
        case Whose.ANY:
            return True
    assert_never(whose)


def _last(before: str, words: CareWords) -> str:
    return next((word for word in reversed(before.split()) if word in words.first or word in words.third), "")


def _is_quoted(before: str, words: CareWords) -> bool:
    """Within quotation marks that somebody else, or a song, is quoted by."""
    outside, mark, _ = before.rpartition('"')
    if not mark or before.count('"') % 2 == 0:
        return False
    said = outside.split()
    who = next((word for word in reversed(said) if word in words.speaking or word in words.third), "")
    return who not in words.speaking and (who != "" or not words.told.isdisjoint(said))
