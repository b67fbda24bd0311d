"""What is written freely: lists, numbered lines, and text."""

import re
from collections.abc import Sequence

from tending.core.model import FormKind, Part, Value
from tending.core.reading.lexicon import Lexicon
from tending.core.reading.lines import line_of, lines_in, longest, opened

_ITEM = re.compile(r"\s*(?:[-*+\u2022\u00b7>]+\s+|\(?\d{1,2}[.)]\s+|\d{1,2}:\s+)?(.*?)[\s,;.]*", re.DOTALL)
_ROW = re.compile(r"^(?:[-*+\u2022\u00b7>]+\s+|\(?\d{1,2}[.)]\s+|\d{1,2}:\s+)")
_NUMBERED = re.compile(r"(?:^|[\s,;])\(?\d{1,2}[.)]\s+")
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_PARTED = re.compile(r"\s+/\s+|\s*\|\s*")
_FEW_WORDS = 3
_KEEP = 16_384


def items(text: str, words: Lexicon) -> list[str]:
    """The items of a list: a line each, or parted by semicolons, numbers, or commas and a last `and`."""
    line = line_of(text)
    none = longest(line, 0, words.sets["nothing"])
    if (none and none[1] == len(line)) or not len(line):
        return []
    return [item for piece in _pieces(text[:_KEEP], words) if (item := _ITEM.fullmatch(piece)[1])]  # type: ignore[index]


def _pieces(text: str, words: Lexicon) -> list[str]:
    lines = lines_in(text)
    if len(lines) > 1:
        return lines
    if ";" in text:
        return text.split(";")
    if len(_NUMBERED.findall(text)) > 1:
        return _NUMBERED.split(text)
    if _PARTED.search(text):
        return _PARTED.split(text)
    pieces = re.split(r",(?!\d)", text)
    return [*pieces[:-1], *_final(pieces[-1], words, listed=len(pieces) > 1)]


def _final(piece: str, words: Lexicon, *, listed: bool) -> list[str]:
    """`laughing and her cooking` as two, `sitting on the porch in the rain and talking` as one."""
    line = line_of(piece.replace(" & ", f" {words.words.joining[0]} "))
    joints = [i for i, word in enumerate(line.words) if words.has("joining", word)]
    if not joints or joints[-1] == len(line) - 1:
        return [piece]
    i = joints[-1]
    if i > 0 and not listed and max(i, len(line) - i - 1) > _FEW_WORDS:
        return [piece]
    return [line.before(i), line.after(i + 1)]


def capped(found: list[str], most: int | None) -> tuple[list[str], list[str]]:
    """As many as were asked for, and the rest: nothing of it is lost."""
    return (found, []) if most is None else (found[:most], found[most:])


def labelled(text: str, parts: Sequence[Part], words: Lexicon) -> dict[str, str]:
    """The text under each label of `good: a, b. hard: c`; without labels, one line or one part of a line each."""
    found = list(_label(parts, words).finditer(text[:_KEEP])) or _bare_labels(text, parts)
    meant = _meanings(parts, words)
    texts: dict[str, str] = {}
    for i, match in enumerate(found):
        end = found[i + 1].start() if i + 1 < len(found) else len(text)
        texts.setdefault(meant[_plain(match[1])], text[match.end() : end].strip(" *\n;,./|-"))
    before = opened(text[: found[0].start()]) if found else text
    return _unlabelled(before, [part for part in parts if part.name not in texts]) | texts


def _label(parts: Sequence[Part], words: Lexicon) -> re.Pattern[str]:
    named = "|".join(sorted(map(re.escape, _meanings(parts, words)), key=len, reverse=True)).replace(r"\ ", r"\s+")
    return re.compile(rf"(?:^|(?<=[\s.,;/|(*]))({named})\**\s*(?::|=|\s[-\u2013\u2014]+\s)\**", re.IGNORECASE)


def _bare_labels(text: str, parts: Sequence[Part]) -> list[re.Match[str]]:
    """`good walks, hard money`: labels without a sign, when each of them begins a clause."""
    named = "|".join(re.escape(name) for part in parts for name in {part.name, part.label} - {""})
    found = list(re.finditer(rf"(?:^|[.,;/\n]\s*)({named})\s+(?=\S)", text[:_KEEP], re.IGNORECASE))
    named_so = {part.label.casefold(): part.name for part in parts} | {part.name: part.name for part in parts}
    return found if {named_so[_plain(match[1])] for match in found} == {part.name for part in parts} else []


def _plain(label: str) -> str:
    return " ".join(label.casefold().split())


def _meanings(parts: Sequence[Part], words: Lexicon) -> dict[str, str]:
    synonyms = {same: part.name for part in parts for same in words.words.labels.get(part.name, ())}
    labels = {part.label.casefold(): part.name for part in parts if part.label}
    return synonyms | labels | {part.name: part.name for part in parts}


def _unlabelled(text: str, parts: Sequence[Part]) -> dict[str, str]:
    pieces = spread(text, len(parts)) if parts and text.strip() else []
    return {part.name: piece for part, piece in zip(parts, pieces, strict=False)}


def spread(text: str, n: int) -> list[str]:
    """A text over n parts: by lines, ` / `, `|`, `;`, numbers, or as many sentences. The last takes what is left."""
    numbered = [piece for piece in _NUMBERED.split(text) if piece.strip()]
    for pieces in (lines_in(text), _PARTED.split(text), text.split(";"), numbered):
        if len(pieces) > 1:
            return [piece.strip() for piece in (*pieces[: n - 1], "\n".join(pieces[n - 1 :])) if piece.strip()]
    sentences = _SENTENCES.split(text.strip())
    return sentences if len(sentences) == n else [text.strip()]


def rows(text: str, n: int | None) -> list[str]:
    """Lines: as typed, or parted by ` / `, or as many sentences as were asked for."""
    return [_ROW.sub("", row, count=1).strip() for row in spread(text, n or 1)]


def value_of(part: Part, text: str, words: Lexicon) -> tuple[Value, list[str]]:
    """The value of a free part, and the items that were too many."""
    match part.kind:
        case FormKind.LIST:
            return capped(items(text, words), part.most)
        case FormKind.LINES:
            return rows(text, part.most), []
        case _:
            return text.strip(), []
