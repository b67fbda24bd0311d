"""Names taken out of a text: whole words, in any case, with or without accents.

A name with a letter of a script that has no capitals, such as Chinese, Arabic or Thai, is taken out wherever it stands:
there a name may grow together with the words around it.
"""

import unicodedata
from collections.abc import Iterator, Sequence

from tending.core.values import dataclass

SIGN = "[…]"
CONTRACTED = frozenset("stdm")
APOSTROPHES = frozenset("'\u2019\u02bc")
LOOKS_LIKE = 3
JOINS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A word of a text, or what lies between two. `key` is the word as it is compared; empty for what lies between."""

    text: str
    key: str


def key_of(word: str) -> str:
    """A word without case, accents and signs that cannot be seen."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(letter for letter in folded if not _is_beside(letter)).casefold()


def _is_beside(letter: str) -> bool:
    """A mark on a letter, or a sign that cannot be seen."""
    return unicodedata.category(letter) in {"Mn", "Mc", "Me", "Cf"}


def _is_of_word(letter: str) -> bool:
    return letter not in APOSTROPHES and (letter.isalnum() or _is_beside(letter))


def pieces(text: str) -> Iterator[Piece]:
    """The words of a text and what lies between them, in order: together they are the text."""
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or _is_of_word(text[end]) != _is_of_word(text[start]):
            piece = text[start:end]
            yield Piece(text=piece, key=key_of(piece) if _is_of_word(text[start]) else "")
            start = end


def names_in(words: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Each name as the keys of its words, the longest first."""
    found = {tuple(piece.key for piece in pieces(word) if piece.key) for word in words}
    return tuple(sorted((name for name in found if name), key=lambda name: (-len(name), name)))


def redacted(text: str, words: Sequence[str]) -> str:
    """The text with a sign in the place of every name."""
    names = names_in(words)
    known, place, kept = list(pieces(text)), 0, []
    while place < len(known):
        name = next((name for name in names if _stands(name, known, place)), None)
        kept.append(SIGN if name else _inside(known[place], names))
        place += 2 * len(name) - 1 if name else 1
    return "".join(kept)


def _stands(name: Sequence[str], known: Sequence[Piece], place: int) -> bool:
    """Whether a name begins at a place: its words one after the other, with a little between them."""
    if known[place : place + 1] and not known[place].key:
        return False
    those = known[place : place + 2 * len(name) - 1]
    if tuple(one.key for one in those[::2]) != tuple(name):
        return False
    return all(len(one.text) <= JOINS for one in those[1::2]) and not _is_contracted(known, place)


def _is_contracted(known: Sequence[Piece], place: int) -> bool:
    """The `s` of `it's`, which is nobody's initial."""
    if known[place].text not in CONTRACTED or place < 2:  # noqa: PLR2004 - a word and its apostrophe
        return False
    return known[place - 1].text in APOSTROPHES


def _inside(piece: Piece, names: Sequence[Sequence[str]]) -> str:
    """A word with names in it that have no capitals: all of it goes."""
    grown = any(_is_uncased(part) and part in piece.key for name in names if len(name) == 1 for part in name)
    return SIGN if grown else piece.text


def _is_uncased(key: str) -> bool:
    return any(unicodedata.category(letter) == "Lo" for letter in key)


def lookalikes(text: str, words: Sequence[str]) -> dict[str, int]:
    """Words that begin as a name does and stay: `Annas`, where `Anna` was taken out. How often each is there."""
    starts = {part for name in names_in(words) for part in name if len(part) >= LOOKS_LIKE}
    found: dict[str, int] = {}
    for piece in pieces(redacted(text, words)):
        if piece.key and any(piece.key.startswith(start) for start in starts):
            found[piece.text] = found.get(piece.text, 0) + 1
    return found
