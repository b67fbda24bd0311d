"""A line as people type it, cut into words that remember where they stood."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import TypeAlias, TypeVar

from tending.core.model import Value
from tending.core.values import dataclass

Phrase: TypeAlias = tuple[str, ...]
T = TypeVar("T")

LOOK_AT = 2_000
LONGEST_PHRASE = 7

_QUOTES = dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4\u02bc", "'")
_DOUBLE = dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"')
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
_SPACES = dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000", " ")
_NOTHING = dict.fromkeys(
    "\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff", ""
)
_SIGNS = {"\u20e3": " ", "\u2026": "...", "\u00bd": ".5", "\u2044": "/", "\u2215": "/", "\U0001f51f": "10"}
_TABLE = str.maketrans(_QUOTES | _DOUBLE | _DASHES | _SPACES | _NOTHING | _SIGNS)
_SPELLED_OUT = {
    ":+1:": "\U0001f44d",
    ":thumbsup:": "\U0001f44d",
    ":-1:": "\U0001f44e",
    ":thumbsdown:": "\U0001f44e",
    ":white_check_mark:": "\u2705",
    ":heavy_check_mark:": "\u2705",
    ":x:": "\u274c",
    "<3": "\u2764",
}

_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:'[^\W\d_]+)*|[^\w\s\x00-\x7f]")
_LONG_DRAWN = re.compile(r"([^\W\d_])\1{2,}")
_BREAK = re.compile(r"[,.;:!?()\[\]\"|]|\s-+|-+\s|-$")
_BULLET = re.compile(r"(?:[-*>\u2022\u00b7]\s+)+")
_PAIRS = (("(", ")"), ('"', '"'))
_OPENING = ' \t,.;:!?-/|&*)]"'


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """A value that was read, and what else stood on the line."""

    value: Value
    rest: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """Two readings or more: what to offer back."""

    choices: tuple[str, ...]


Found: TypeAlias = Taken | Doubt | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """Tidied text and its words: lower case, without apostrophes, long-drawn letters shortened."""

    text: str
    words: Phrase
    spans: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        return len(self.words)

    def start(self, i: int) -> int:
        return self.spans[i][0] if i < len(self) else len(self.text)

    def end(self, i: int) -> int:
        """Where word i - 1 ends: the text up to and without word i and the gap before it."""
        return self.spans[min(i, len(self)) - 1][1] if i and len(self) else 0

    def gap(self, i: int) -> str:
        """What stands between word i - 1 and word i; for the last, all that follows it."""
        return self.text[self.end(i) : self.start(i)]

    def breaks(self, i: int) -> bool:
        """Whether the line ends, or a new clause or a picture begins, before word i."""
        return i >= len(self) or bool(_BREAK.search(self.gap(i))) or not self.words[i].isalnum()

    def clause_end(self, i: int) -> int:
        """The first word after i that a break stands before."""
        end = i + 1
        while not self.breaks(end):
            end += 1
        return end

    def after(self, i: int) -> str:
        return opened(self.text[self.end(i) :])

    def before(self, i: int) -> str:
        return self.text[: self.start(i)].rstrip(" \t,;:-(|/&")

    def word(self, i: int) -> str:
        return self.words[i] if i < len(self) else ""


def tidy(text: str) -> str:
    """Straight quotes, plain dashes, ASCII digits, no invisible characters. Positions are not kept."""
    plain = text.replace("`", "'")
    if not plain.isascii():
        plain = unicodedata.normalize("NFC", plain).translate(_TABLE)
        plain = "".join(_ascii_digit(sign) for sign in plain)
    if ":" in plain or "<" in plain:
        for code, sign in _SPELLED_OUT.items():
            plain = plain.replace(code, sign)
    return "\U0001f44d" if plain.strip() == "+1" else plain.strip()


def _ascii_digit(sign: str) -> str:
    number = unicodedata.digit(sign, None)
    return sign if number is None else str(number)


def line_of(text: str) -> Line:
    """The words of one line, the first characters of it only."""
    return _line_of(text[:LOOK_AT])


@lru_cache(maxsize=16)  # one reply is looked at from several sides
def _line_of(text: str) -> Line:
    plain = tidy(text)
    bullet = _BULLET.match(plain)
    plain = plain[bullet.end() :] if bullet else plain
    found = list(_TOKEN.finditer(plain))
    return Line(
        text=plain,
        words=tuple(_word(match.group()) for match in found),
        spans=tuple(match.span() for match in found),
    )


def _word(token: str) -> str:
    return _LONG_DRAWN.sub(r"\1", token.casefold().replace("'", ""))


def phrase(text: str) -> Phrase:
    return line_of(text).words


def longest(line: Line, i: int, table: Mapping[Phrase, T]) -> tuple[T, int] | None:
    """The longest phrase of the table that stands at word i, and the word after it."""
    for n in range(min(LONGEST_PHRASE, len(line) - i), 0, -1):
        found = table.get(line.words[i : i + n])
        if found is not None:
            return found, i + n
    return None


def opened(text: str) -> str:
    """What follows a value, without the comma, dash or brackets that led to it."""
    rest = text.strip()
    if (rest[:1], rest[-1:]) in _PAIRS and len(rest) > 1:
        rest = rest[1:-1]
    return rest.lstrip(_OPENING + "(").rstrip()


def lines_in(text: str) -> list[str]:
    """The lines that say something."""
    return [line.strip() for line in text.splitlines() if tidy(line[:LOOK_AT])]
