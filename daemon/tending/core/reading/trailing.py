"""Values behind a text: `call her on sundays, 80%`, `she sounded tired - guess`."""

from collections.abc import Sequence

from tending.core.model import FormKind, Part, Value
from tending.core.reading import dates, marks, numbers, options
from tending.core.reading.kinds import in_deck_terms, take
from tending.core.reading.lexicon import Setting
from tending.core.reading.lines import Doubt, Found, Line, Taken, line_of, longest

_SHORT = 4
_CLAUSES = 3


def read(lines: list[str], parts: Sequence[Part], setting: Setting) -> tuple[dict[str, Value], list[str]] | Doubt:
    """The values that stand at the end of a text, and the lines of the text without them."""
    values: dict[str, Value] = {}
    left = list(lines)
    for part in reversed(parts):
        hit = _hit(left, part, setting) if left else None
        if isinstance(hit, Doubt):
            return hit
        if hit:
            values[part.name], left = hit
    return values, left


def _hit(lines: list[str], part: Part, setting: Setting) -> tuple[Value, list[str]] | Doubt | None:
    match part.kind:
        case FormKind.DATE:
            return _date(lines, setting)
        case FormKind.PERCENT:
            return _percent(lines, setting) or _last_clause(lines, part, setting) or _in_front(lines, part, setting)
        case _:
            return _last_clause(lines, part, setting) or _in_front(lines, part, setting)


def _date(lines: list[str], setting: Setting) -> tuple[Value, list[str]] | Doubt | None:
    """The date at the end of a line, else the only one there is, which then stays in the text."""
    for n in dict.fromkeys((len(lines) - 1, 0)):
        line = line_of(lines[n])
        found = dates.found_in(line, setting)
        if found and (len(found) == 1 or found[-1][1].end == len(line)):
            i, dated = found[-1]
            told = dates.told(dated, "", setting.words)
            if not isinstance(told, Taken):
                return told
            ends = dated.end == len(line)
            return told.value, _cut(lines, n, dates.led(line, i, setting.words) if ends else None)
    return None


def _cut(lines: list[str], n: int, rest: str | None) -> list[str]:
    if rest is None:
        return lines
    return [*lines[:n], *([rest] if rest.strip() else []), *lines[n + 1 :]]


def _percent(lines: list[str], setting: Setting) -> tuple[Value, list[str]] | Doubt | None:
    """A number that says it is a percentage, wherever it stands; cut off where it stands at an end."""
    for n in range(len(lines) - 1, -1, -1):
        line = line_of(lines[n])
        marked = numbers.marked_percent(line, setting)
        if marked:
            found, begin, end = marked
            return (
                found if isinstance(found, Doubt) else (found.value, _cut(lines, n, _around(line, begin, end, setting)))
            )
    return None


def _around(line: Line, begin: int, end: int, setting: Setting) -> str | None:
    """The text without `80%`, `80% sure` or `I'm 80% sure`; None where it stands in the middle of a sentence."""
    if setting.words.has("sure", line.word(end)):
        end += 1
    if end == len(line):
        return _not_so_sure(line, begin, setting)
    return numbers.behind_sign(line, end) if begin == 0 else None


def _not_so_sure(line: Line, i: int, setting: Setting) -> str:
    """The text before word i, without the `and I am about` that leads to a percentage."""
    phrases = setting.words.sets["sure_of"]
    while i and (n := next((n for n in (4, 3, 2, 1) if n <= i and line.words[i - n : i] in phrases), 0)):
        i -= n
    return line.before(i)


def _last_clause(lines: list[str], part: Part, setting: Setting) -> tuple[Value, list[str]] | Doubt | None:
    """The value as the last clauses of the last line, with a few words more at most."""
    line = line_of(lines[-1])
    breaks = [i for i in range(len(line) - 1, -1, -1) if _is_clause(line, i, setting)][:_CLAUSES]
    if len(breaks) > 1 and breaks[-1] == 0 and longest(line, 0, setting.words.sets["fillers"]):
        breaks.pop()
    for i in reversed(breaks):
        found = _strict(part, line_of(line.text[line.start(i) :]), setting)
        whole = i == 0 and len(lines) == 1
        if isinstance(found, Taken) and len(line_of(found.rest)) <= (0 if whole else _SHORT):
            return found.value, _cut(lines, len(lines) - 1, line.before(i) if i else "")
        if isinstance(found, Doubt) and i:
            return found
    return None


def _is_clause(line: Line, i: int, setting: Setting) -> bool:
    """Whether a clause begins at word i; `i guess` at the end is one without a comma."""
    unsure = longest(line, i, setting.words.marks) if i else None
    hedged = unsure is not None and unsure[0].value == "unsure" and unsure[1] == len(line) and unsure[1] - i > 1
    return i == 0 or line.breaks(i) or hedged


def _in_front(lines: list[str], part: Part, setting: Setting) -> tuple[Value, list[str]] | None:
    """`yes. she asked how I am`: the value, a break, and then the text."""
    line = line_of(lines[0])
    if part.kind not in (FormKind.CHOICE, FormKind.PERCENT, *marks.VALUES):
        return None
    found = _strict(part, line, setting)
    if not isinstance(found, Taken) or not found.rest:
        return None
    led = line.breaks(len(line) - len(line_of(found.rest)))
    return (found.value, [found.rest, *lines[1:]]) if led else None


def _strict(part: Part, line: Line, setting: Setting) -> Found:
    """A value that begins the line in so many words; no guessing at spelling."""
    if part.kind is not FormKind.CHOICE:
        return take(part, line, setting, alone=True)
    for named in dict.fromkeys((part.shown, part.options)):
        names = options.names_of(named, setting.words.words.articles)
        found = options.option_at(line, 0, names, setting.words) if len(line) else None
        if found:
            taken = Taken(value=found[0], rest=line.after(found[1]))
            return in_deck_terms(part, taken) if named is part.spoken else taken
    return None
