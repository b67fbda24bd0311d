"""Yes, partly and no, kept and broken: in words, letters and reactions."""

from collections.abc import Mapping

from tending.core.model import FormKind
from tending.core.reading.lexicon import Lexicon, Mark, Setting
from tending.core.reading.lines import Doubt, Found, Line, Taken, longest
from tending.core.reading.spelling import nearest, swapped

_KEPT = {"yes": "kept", "no": "broken", "open": "unsure"}
_PLAIN = {"open": "no"}
_SHORTEST_TYPO = 4
VALUES = {
    FormKind.YES_PARTLY_NO: ("yes", "partly", "no"),
    FormKind.YES_NO: ("yes", "no"),
    FormKind.KEPT_PARTLY_BROKEN: ("kept", "partly", "broken"),
}


def marked(line: Line, setting: Setting, values: tuple[str, ...]) -> Found:
    """One of the values, from the words that may begin a reply or a clause that is nothing else."""
    i = 0
    while i < len(line):
        found = mark_at(line, i, setting.words, values)
        if found and found[0] == "unsure":
            return None
        if found:
            return _settled(line, found, setting.words, values)
        passed = longest(line, i, setting.words.sets["fillers"])
        if not passed:
            return _misspelt(line, i, setting.words, values)
        i = passed[1]
    return None


def mark_at(line: Line, i: int, words: Lexicon, values: tuple[str, ...]) -> tuple[str, int] | None:
    """The value at word i, in the terms of `values`, and the word after it. `unsure` is always one."""
    for n in range(min(6, len(line) - i), 0, -1):
        mark = words.marks.get(line.words[i : i + n])
        value = _in_terms(mark, values) if mark else ""
        if mark and value and (not mark.alone or _is_whole(line, i + n) or _is_letter(line, i + n, words)):
            return value, i + n
    return None


def _is_whole(line: Line, end: int) -> bool:
    return line.breaks(end) and not line.gap(end).startswith("/") and not _heads(line, end)


def _heads(line: Line, end: int) -> bool:
    """`good: her laughing. bad: the fights` is a list, and its first word no yes."""
    return end < len(line) and line.gap(end).startswith(":")


def _is_letter(line: Line, end: int, words: Lexicon) -> bool:
    """`y it was`: a letter, and a sentence that goes on."""
    begins = longest(line, end, words.sets["fillers"]) is not None
    return begins and len(line.words[end - 1]) == 1 and line.gap(end) == " "


def _in_terms(mark: Mark, values: tuple[str, ...]) -> str:
    meanings = _KEPT if "kept" in values else _PLAIN
    value = meanings.get(mark.value, mark.value)
    return value if value in (*values, "unsure", "partly") else ""


def _settled(line: Line, found: tuple[str, int], words: Lexicon, values: tuple[str, ...]) -> Found:
    """The value, unless another one stands right behind it: `yes and no`, `kept it mostly`, `yes or no`."""
    value, end = found
    other = _other(line, end, words, values)
    if other and other != value:
        return _weighed(line, (value, other), end, words, values)
    if _turns(line, value, end, words):
        value = "partly"
    return Taken(value=value, rest=line.after(end)) if value in values else None


def _turns(line: Line, value: str, end: int, words: Lexicon) -> bool:
    """`kept until Wednesday, then I slipped`: a later clause that begins with the opposite."""
    opposite = {"kept": "broken", "broken": "kept"}.get(value)
    return any(_begins(line, i, words) == opposite for i in range(end, len(line)) if opposite and line.breaks(i))


def _begins(line: Line, i: int, words: Lexicon) -> str:
    while words.has("both", line.word(i)):
        i += 1
    found = longest(line, i, words.marks)
    return found[0].value if found and not found[0].alone else ""


def _other(line: Line, end: int, words: Lexicon, values: tuple[str, ...]) -> str:
    i = end
    while words.has("objects", line.word(i)) or words.has("either", line.word(i)) or words.has("both", line.word(i)):
        i += 1
    found = mark_at(line, i, words, values)
    if not found or not line.breaks(found[1]) or found[0] == "unsure" or words.marks[line.words[i : found[1]]].alone:
        return ""
    return found[0]


def _weighed(line: Line, pair: tuple[str, str], end: int, words: Lexicon, values: tuple[str, ...]) -> Found:
    if "partly" in pair and "partly" in values and not words.has("either", line.word(end)):
        return Taken(value="partly", rest=line.after(end))
    choices = tuple(value for value in values if value in pair)
    return Doubt(choices=choices if len(choices) > 1 else values)


def _misspelt(line: Line, i: int, words: Lexicon, values: tuple[str, ...]) -> Found:
    """A clause that is nearly one of ours, word for word; a short one only by swapped letters."""
    end = line.clause_end(i)
    if _heads(line, end):
        return None
    typed = " ".join(line.words[i:end])
    known = {
        " ".join(spoken): value
        for spoken, mark in words.marks.items()
        if len(spoken) == end - i and (value := _in_terms(mark, values))
    }
    value = swapped(typed, known) if len(typed) < _SHORTEST_TYPO else nearest(typed, _long(known))
    return Taken(value=value, rest=line.after(end)) if value in values else None


def _long(known: Mapping[str, str]) -> Mapping[str, str]:
    return {spoken: value for spoken, value in known.items() if len(spoken) >= _SHORTEST_TYPO}
