"""Options of a choice: by number, by name, by the beginning of a name, and by what nearly is one."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from tending.core.reading.lexicon import Lexicon, Setting
from tending.core.reading.lines import Doubt, Found, Line, Phrase, Taken, longest, phrase
from tending.core.reading.marks import mark_at
from tending.core.reading.numbers import correction, is_denied, is_measured, number_at
from tending.core.reading.spelling import nearest
from tending.core.values import dataclass

_ALTERNATIVES = re.compile(r", (?:or|oder) |, | or | and | oder | und |/")
_SHORTEST_TYPO = 4
_SIDES = ("yes", "partly", "no", "unsure")


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """The options of one form by every name that means one. `whole` holds their full names only."""

    options: tuple[str, ...]
    whole: Mapping[Phrase, str]
    names: Mapping[Phrase, str]

    @property
    def most_words(self) -> int:
        return max(map(len, self.names), default=0)

    def refuses(self, name: Phrase, words: Lexicon) -> bool:
        return any(words.has("negations", word) for word in name)


@lru_cache(maxsize=256)
def names_of(options: tuple[str, ...], words: tuple[str, ...]) -> Names:
    """`words` are the articles that may be left out."""
    whole = {phrase(option): option for option in options}
    short: dict[Phrase, set[str]] = {}
    for option in options:
        for name in _shorter(option, frozenset(words)):
            short.setdefault(name, set()).add(option)
    alone = {name: found.pop() for name, found in short.items() if len(found) == 1 and name}
    return Names(options=options, whole=whole, names=alone | whole)


def _shorter(option: str, articles: frozenset[str]) -> Iterator[Phrase]:
    for text in (option, *_ALTERNATIVES.split(option)):
        name = phrase(text)
        yield name
        while name and name[0] in articles:
            name = name[1:]
        yield name


def chosen(line: Line, options: tuple[str, ...], setting: Setting, *, alone: bool = True) -> Found:
    """One option. `alone`: nothing else of the form takes a number, so `2, 4` are two readings."""
    words = setting.words
    names = names_of(options, words.words.articles)
    i = 0
    while i < len(line):
        found = option_at(line, i, names, words)
        if found:
            return _single(line, found, names, words, alone=alone)
        passed = longest(line, i, words.sets["fillers"]) or longest(line, i, words.sets["hedges"])
        if not passed:
            break
        i = passed[1]
    return _loosely(line, min(i, max(len(line) - 1, 0)), names, words)


def option_at(line: Line, i: int, names: Names, words: Lexicon) -> tuple[str, int] | None:
    """The option that is named, numbered or implied at word i, and the word after it."""
    mark = mark_at(line, i, words, _SIDES)
    named = _named(line, i, names) or _guessed(line, i, mark, names, words)
    if named and not (mark and mark[0] == "unsure" and mark[1] > named[1]) and _stands(line, i, named[1], words):
        return named
    numbered = _numbered(line, i, names, words)
    if numbered:
        return numbered
    implied = _implied(mark[0], names, words) if mark else ""
    return (implied, mark[1]) if mark and implied and _stands(line, i, mark[1], words) else None


def _guessed(line: Line, i: int, mark: tuple[str, int] | None, names: Names, words: Lexicon) -> tuple[str, int] | None:
    """The `guess` of `i guess`, where that is an option; never the `sure` of `not sure`."""
    if not mark or mark[0] != "unsure" or any(words.has("negations", word) for word in line.words[i : mark[1]]):
        return None
    found = (_named(line, j, names) for j in range(i + 1, mark[1]))
    return next((hit for hit in found if hit and hit[1] == mark[1]), None)


def _stands(line: Line, i: int, end: int, words: Lexicon) -> bool:
    """`no, never` and `no they did not` say no; `no contact` may well say the opposite."""
    if end - i > 1 or line.breaks(end) or not words.has("negations", line.word(i)):
        return True
    return bool(
        mark_at(line, end, words, _SIDES)
        or any(longest(line, end, words.sets[name]) for name in ("fillers", "polite", "negations", "both", "either"))
    )


def _named(line: Line, i: int, names: Names) -> tuple[str, int] | None:
    for n in range(min(names.most_words, len(line) - i), 0, -1):
        option = names.names.get(line.words[i : i + n])
        if option:
            return option, i + n
    return None


def _numbered(line: Line, i: int, names: Names, words: Lexicon) -> tuple[str, int] | None:
    ordinal = longest(line, i, words.ordinals)
    if ordinal and line.breaks(ordinal[1]):
        return _nth(ordinal[0], ordinal[1], names)
    begin = i + 1 if words.has("option", line.word(i)) else i
    number = number_at(line, begin, words)
    if not number or isinstance(number.value, float) or is_measured(line, number.end, words):
        return _first_of_several(line, begin, names)
    if number.spelled and not line.breaks(number.end) and not _goes_on(line, number.end, words):
        return None
    return _nth(number.value, number.end, names)


def _first_of_several(line: Line, i: int, names: Names) -> tuple[str, int] | None:
    """`2,4` reads as a decimal number elsewhere; here it is the second of them."""
    pair = line.word(i).isdecimal() and line.gap(i + 1) == "," and line.word(i + 1).isdecimal()
    return _nth(int(line.word(i)), i + 1, names) if pair and len(line.word(i)) == 1 else None


def _goes_on(line: Line, end: int, words: Lexicon) -> bool:
    following = line.word(end)
    return any(words.has(name, following) for name in ("either", "both", "polite")) or bool(
        longest(line, end, words.sets["fillers"])
    )


def _nth(n: int, end: int, names: Names) -> tuple[str, int] | None:
    count = len(names.options)
    if n == -1:
        return names.options[-1], end
    return (names.options[n - 1], end) if 1 <= n <= count else None


def _implied(side: str, names: Names, words: Lexicon) -> str:
    """What yes, no, partly and "not sure" mean among these options; empty when that is open."""
    like = [names.whole[name] for name in map(phrase, words.words.like[side]) if name in names.whole]
    if len(like) == 1:
        return like[0]
    pair = _opposites(names, words)
    return pair[side] if not like and side in pair else ""


def _opposites(names: Names, words: Lexicon) -> Mapping[str, str]:
    """`sent / not sent`: yes is the one, no the other."""
    for name, option in names.whole.items():
        if len(names.whole) == 2 and words.has("opposite", name[0]) and name[1:] in names.whole:  # noqa: PLR2004
            return {"no": option, "yes": names.whole[name[1:]]}
    return {}


def _single(line: Line, found: tuple[str, int], names: Names, words: Lexicon, *, alone: bool) -> Found:
    option, end = found
    other = _rival(line, end, names, words, alone=alone)
    if other and other != option:
        return Doubt(choices=(option, other))
    return Taken(value=option, rest=line.after(end))


def _rival(line: Line, end: int, names: Names, words: Lexicon, *, alone: bool) -> str:
    """Another option right behind the first: `2 or 3`, `2-3`, `2 and 4`, `helps or beside`."""
    if end >= len(line):
        return ""
    gap = line.gap(end).strip(" ")
    corrected = correction(line, end, words)
    if corrected:
        found = option_at(line, corrected, names, words)
        return found[0] if found else ""
    joined = words.has("either", line.word(end)) or words.has("both", line.word(end)) or words.has("to", line.word(end))
    close = gap in ("/", "-", "&", "+") or (gap in ("", ",") and line.word(end).isdecimal())
    if not joined and not close:
        return ""
    begin = end + 1 if joined else end
    listed = gap == "," or words.has("both", line.word(end)) or line.gap(end) == " - "
    if not alone and listed and line.word(begin).isdecimal():
        return ""
    found = option_at(line, begin, names, words)
    return found[0] if found else ""


def _loosely(line: Line, i: int, names: Names, words: Lexicon) -> Found:
    """No option stands at the beginning: a beginning of one, part of one, nearly one, or one somewhere in it."""
    if not len(line):
        return None
    denied = _denied(line, i, names, words)
    if denied:
        return Taken(value=denied, rest=line.text)
    mark = mark_at(line, i, words, _SIDES)
    if mark and _says_enough(line, i, mark):
        return None
    for begin in dict.fromkeys((0, i)):
        end = line.clause_end(begin)
        clause = line.words[begin:end]
        option = _begun(clause, names) or _part_of(clause, names, words) or _nearly(clause, names)
        if option:
            return Taken(value=option, rest=line.after(end))
    return _somewhere(line, names, words)


def _says_enough(line: Line, i: int, mark: tuple[str, int]) -> bool:
    """`no`, `k` and `not sure` are words of their own, not the beginning of `no moment` or `know`."""
    short = mark[0] == "yes" and len(line.word(i)) == 1
    return mark[0] == "unsure" or (line.breaks(mark[1]) and (mark[0] == "no" or short))


def _denied(line: Line, i: int, names: Names, words: Lexicon) -> str:
    """`didn't send it` among `sent / not sent`."""
    found = longest(line, i, words.marks)
    return _opposites(names, words).get("no", "") if found and found[0].value == "no" else ""


def _only(found: set[str]) -> str:
    return found.pop() if len(found) == 1 else ""


def _begun(clause: Phrase, names: Names) -> str:
    typed = " ".join(clause)
    return _only({option for name, option in names.names.items() if " ".join(name).startswith(typed)})


def _part_of(clause: Phrase, names: Names, words: Lexicon) -> str:
    """All the words of the clause stand in one option, and it does not say the opposite."""
    kept = {word for word in clause if not words.has("articles", word) and not words.has("one", word)}
    if all(words.has("fillers", word) for word in kept):
        return ""
    found = {
        option
        for name, option in names.whole.items()
        if kept <= set(name) and names.refuses(name, words) <= names.refuses(clause, words)
    }
    return _only(found)


def _nearly(clause: Phrase, names: Names) -> str:
    typed = " ".join(clause)
    known = {" ".join(name): option for name, option in names.names.items()}
    return nearest(typed, known) if len(typed) >= _SHORTEST_TYPO else ""


def _somewhere(line: Line, names: Names, words: Lexicon) -> Found:
    """An option named in the middle of a sentence, when it is the only one and nothing takes it back."""
    hits: dict[str, None] = {}
    i = 0
    while i < len(line):
        found = _named(line, i, names)
        if found and not _is_slight(line.words[i : found[1]], words):
            if not names.refuses(line.words[i : found[1]], words) and is_denied(line, i, words):
                return None
            hits[found[0]] = None
        i = found[1] if found else i + 1
    if len(hits) > 1:
        return Doubt(choices=tuple(hits))
    option = next(iter(hits), "") or _stemmed(line, names, words)
    return Taken(value=option, rest=line.text) if option else None


def _stemmed(line: Line, names: Names, words: Lexicon) -> str:
    """`once a month` for `monthly`, `quietly` for `quiet`: one-word options only."""
    single = {name[0]: option for name, option in names.whole.items() if len(name) == 1}
    found = {
        option
        for i, typed in enumerate(line.words)
        for word, option in single.items()
        if min(len(typed), len(word)) >= _SHORTEST_TYPO and (word.startswith(typed) or typed.startswith(word))
        if not is_denied(line, i, words)
    }
    return _only(found)


def _is_slight(name: Phrase, words: Lexicon) -> bool:
    """`no` and `yes` in the middle of a sentence say nothing."""
    mark = words.marks.get(name)
    return mark is not None and mark.value in ("yes", "no")


def several(line: Line, options: tuple[str, ...], setting: Setting, most: int | None) -> Found:
    """Several options: `2,4`, `2 and 4`, `1-3`, `all`, `none`, or names with commas between them."""
    words = setting.words
    names = names_of(options, words.words.articles)
    if line.words in names.whole:
        return Taken(value=[names.whole[line.words]])
    every = longest(line, 0, words.sets["everything"])
    if every and not line.breaks(every[1]) and not _piece(line, 0, names, words):
        return None
    if every and line.breaks(every[1]):
        return _up_to(list(options), most, line.after(every[1]), options)
    none = longest(line, 0, words.sets["nothing"])
    if none and line.breaks(none[1]):
        return Taken(value=[], rest=line.after(none[1]))
    picked, end = _row(line, names, words)
    if picked and (_is_idle(line, end, words) or line.breaks(end)) and not _leads_on(line, end):
        return _up_to(picked, most, line.after(end), options)
    return _scattered(line, names, words, most)


def _up_to(picked: list[str], most: int | None, rest: str, options: tuple[str, ...]) -> Found:
    return Doubt(choices=options) if most is not None and len(picked) > most else Taken(value=picked, rest=rest)


def _leads_on(line: Line, end: int) -> bool:
    """A comma behind the last option that was read: something more was meant."""
    return end < len(line) and line.gap(end).strip(" ") == ","


def _row(line: Line, names: Names, words: Lexicon) -> tuple[list[str], int]:
    """Options one after another from the beginning, and the word after the last."""
    picked: dict[str, None] = {}
    i, end = 0, 0
    while passed := _passed(line, i, words):
        if _piece(line, i, names, words):
            break
        i = passed
    while found := _piece(line, i, names, words):
        between = _span(picked, found[0], names) if picked and _is_range(line, end, i, words) else (found[0],)
        picked.update(dict.fromkeys(between))
        end = found[1]
        i = end
        while words.has("both", line.word(i)) or words.has("either", line.word(i)) or words.has("to", line.word(i)):
            i += 1
    return list(picked), end


def _passed(line: Line, i: int, words: Lexicon) -> int:
    """The word after `only`, `numbers` and the like; 0 where there is none."""
    for name in ("fillers", "hedges", "option"):
        found = longest(line, i, words.sets[name])
        if found:
            return found[1]
    return 0


def _is_idle(line: Line, i: int, words: Lexicon) -> bool:
    """Whether nothing but `only` or `please` is left."""
    return all(words.has("courtesy", word) or words.has("hedges", word) for word in line.words[i:])


def _piece(line: Line, i: int, names: Names, words: Lexicon) -> tuple[str, int] | None:
    if i >= len(line):
        return None
    ordinal = longest(line, i, words.ordinals)
    if ordinal:
        return _nth(ordinal[0], ordinal[1], names)
    if line.word(i).isdecimal():
        return _nth(int(line.word(i)), i + 1, names) if len(line.word(i)) <= 3 else None  # noqa: PLR2004
    found = _named(line, i, names) or _numbered(line, i, names, words)
    if found:
        return found
    end, farthest = i + 1, i + names.most_words
    while end <= farthest and not line.breaks(end) and not words.has("both", line.word(end)):
        end += 1
    clause = line.words[i:end]
    if end > farthest:
        return None
    option = _begun(clause, names) or _part_of(clause, names, words) or _nearly(clause, names)
    return (option, end) if option else None


def _is_range(line: Line, end: int, i: int, words: Lexicon) -> bool:
    return line.word(i).isdecimal() and (words.has("to", line.word(end)) or line.gap(i).strip(" ") == "-")


def _span(picked: dict[str, None], last: str, names: Names) -> tuple[str, ...]:
    first, final = names.options.index(next(reversed(picked))), names.options.index(last)
    return names.options[first : final + 1] if first < final else (last,)


def _scattered(line: Line, names: Names, words: Lexicon, most: int | None) -> Found:
    """Options named anywhere in a sentence, when nothing takes them back."""
    picked: dict[str, None] = {}
    i = 0
    while i < len(line):
        found = _named(line, i, names)
        if found and is_denied(line, i, words):
            return None
        if found:
            picked[found[0]] = None
        i = found[1] if found else i + 1
    return _up_to(list(picked), most, line.text, names.options) if picked else None


def is_option(typed: Phrase, options: Iterable[str]) -> bool:
    """Whether a reply is one of the options, word for word."""
    return typed in map(phrase, options)
