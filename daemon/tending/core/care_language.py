"""The shape of the words of care: what a language brings, as data. A new language is one more file of this shape."""

import re
from collections.abc import Mapping
from enum import StrEnum

from tending.core.values import dataclass

PART = re.compile(r"<([A-Z_]+)>")


class Sign(StrEnum):
    """What a text may say that is more than an answer. A sign is a reason to be careful, never a finding."""

    CRISIS = "crisis"
    PURSUIT = "pursuit"
    SAID_NO = "said-no"
    ORDER = "order"
    UNSAFE = "unsafe"
    VIOLENT = "violent"


class Whose(StrEnum):
    """Who must be speaking of whom: the keeper (or nobody named), anybody else, or no matter who."""

    MINE = "mine"
    THEIRS = "theirs"
    ANY = "any"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """Patterns over plain words that carry a sign.

    `patterns`: one a line, a deeper line goes on with the one above. `stems`: unless one of them is in the text, the
    patterns are not even made. `near` is a negation close before, `far` one up to four words before; both take the
    sign back. `about` words in the same sentence do so too.
    """

    sign: Sign
    stems: tuple[str, ...]
    patterns: str
    whose: Whose = Whose.ANY
    near: bool = True
    far: bool = False
    about: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class CareWords:
    """`spellings` mends one word, `pairs` makes one word of two, `fillers` are left out: before any rule is tried.

    `first` and `third` are the words that say of whom a sentence speaks, `speaking` the keeper's own voice; `told` says
    that what stands in quotation marks is a song's or a letter's. `near` and `far` are patterns of the words before a
    match, `parts` what `<NAME>` in a pattern stands for.
    """

    language: str
    spellings: Mapping[str, str]
    pairs: Mapping[tuple[str, str], str]
    fillers: frozenset[str]
    first: frozenset[str]
    speaking: frozenset[str]
    third: frozenset[str]
    told: frozenset[str]
    near: str
    far: str
    parts: Mapping[str, str]
    rules: tuple[Rule, ...]


def bag(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def lines(text: str) -> list[str]:
    """The patterns of a text: one a line; a line that stands deeper than the first goes on with the one above."""
    found: list[str] = []
    outer = min((len(line) - len(line.lstrip()) for line in text.splitlines() if line.strip()), default=0)
    for line in filter(str.strip, text.splitlines()):
        if found and len(line) - len(line.lstrip()) > outer:
            found[-1] += line.lstrip()
        else:
            found.append(line.lstrip())
    return found


def parts(text: str) -> dict[str, str]:
    """`NAME = pattern`, laid out as `lines` are."""
    return {name: pattern for name, _, pattern in (line.partition(" = ") for line in lines(text))}


def filled(pattern: str, known: Mapping[str, str]) -> str:
    """A pattern with its parts in place."""
    while (found := PART.search(pattern)) is not None:
        pattern = pattern.replace(found[0], known[found[1]])
    return pattern
