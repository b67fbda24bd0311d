"""A reply spread over the parts of a form: each takes what it can, and what is left stays as a note."""

from collections.abc import Sequence
from datetime import datetime, time

from tending.core.forms import ALSO
from tending.core.frozen import replace
from tending.core.model import Answer, Form, FormKind, Part, Unclear, Value
from tending.core.reading import trailing
from tending.core.reading.clocks import times_at
from tending.core.reading.free import labelled, value_of
from tending.core.reading.kinds import FREE, NUMERIC, choices, take
from tending.core.reading.lexicon import Setting
from tending.core.reading.lines import Doubt, Taken, line_of, lines_in, longest
from tending.core.reading.verbs import impolite

_HALF_A_DAY = 12 * 60
_MOST_LINES = 40


def answer(text: str, form: Form, setting: Setting) -> Answer | Unclear:
    """The answer to a form, or what to offer back: the two readings, or what the form could have taken."""
    setting = setting.looking(past=_looks_back(form))
    lines = lines_in(text)
    fixed = [part for part in form.parts if part.kind not in FREE]
    free = [part for part in form.parts if part.kind in FREE]
    leads = form.parts[0].kind in FREE
    reading = trailing.read(lines, fixed, setting) if leads and fixed else _in_turn(lines, fixed, setting)
    if isinstance(reading, Doubt):
        return Unclear(choices=reading.choices, text=text)
    values, left = reading
    if fixed and not leads and not values:
        return Unclear(choices=choices(fixed[0], setting.words.words), text=text)
    note = text.strip() if list(left) == lines else "\n".join(left)
    values |= _written(note, free, setting) if free else _noted(note, setting)
    return Answer(values=values, text=text, partial=_is_partial(form, values, leads=leads))


def _looks_back(form: Form) -> bool:
    """`sent + date` asks for a day that was; other dates lie ahead."""
    kinds = [part.kind for part in form.parts]
    return FormKind.DATE in kinds and FormKind.CHOICE in kinds[: kinds.index(FormKind.DATE)]


def _in_turn(lines: list[str], parts: list[Part], setting: Setting) -> tuple[dict[str, Value], list[str]] | Doubt:
    """Values from the beginning of the first line; once it is used up, from the next."""
    values: dict[str, Value] = {}
    left, tail, pending = lines[0], lines[1:], list(parts)
    while pending:
        if not left and tail:
            left, tail = tail[0], tail[1:]
        hit = _first_hit(left, pending, parts, values, setting)
        if isinstance(hit, Doubt):
            return hit
        if hit is None:
            break
        part, taken = hit
        values[part.name] = taken.value
        left = taken.rest
        pending.remove(part)
    if len(parts) == 1 and parts[0].kind in (FormKind.CHOICES, FormKind.CHECKLIST) and tail and not left:
        return _listed(lines, parts[0], setting)
    return values, [line for line in (left, *tail) if line]


def _first_hit(
    left: str, pending: Sequence[Part], parts: Sequence[Part], values: dict[str, Value], setting: Setting
) -> tuple[Part, Taken] | Doubt | None:
    line = line_of(left)
    alone = sum(part.kind in NUMERIC for part in pending) <= 1
    for part in pending:
        found = _until(left, part, parts, values, setting) or take(part, line, setting, alone=alone)
        if isinstance(found, Taken):
            return part, found
        if found:
            return found
    return None


def _until(left: str, part: Part, parts: Sequence[Part], values: dict[str, Value], setting: Setting) -> Taken | None:
    """How long from `15:00 to 15:45`, or `3-4pm`, once the beginning is known."""
    begins = [values.get(other.name) for other in parts if other.kind is FormKind.DATE]
    if part.kind is not FormKind.DURATION or not begins or "T" not in str(begins[0]):
        return None
    begin = datetime.fromisoformat(str(begins[0])).time()
    line = line_of(left)
    said = longest(line, 0, setting.words.sets["until"])
    times = times_at(line, said[1] if said else 0, setting, part="pm" if begin.hour >= time(12).hour and said else "")
    minutes = _minutes(times[0][0]) - _minutes(begin) if times else 0
    return Taken(value=minutes, rest=line.after(times[1])) if times and 0 < minutes <= _HALF_A_DAY else None


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _listed(lines: list[str], part: Part, setting: Setting) -> tuple[dict[str, Value], list[str]] | Doubt:
    """Options on lines of their own; lines that name none are a note."""
    any_number = replace(part, most=None)
    named = [
        line for line in lines[:_MOST_LINES] if isinstance(take(any_number, line_of(line), setting, alone=True), Taken)
    ]
    found = take(part, line_of(", ".join(named)), setting, alone=True)
    if isinstance(found, Taken):
        return {part.name: found.value}, [line for line in lines if line not in named]
    return found or Doubt(choices=choices(part, setting.words.words))


def _written(note: str, free: list[Part], setting: Setting) -> dict[str, Value]:
    texts = {free[0].name: note} if len(free) == 1 else labelled(note, free, setting.words)
    values: dict[str, Value] = {}
    extra: list[str] = []
    for part in free:
        if texts.get(part.name, "").strip():
            values[part.name], more = value_of(part, texts[part.name], setting.words)
            extra += more
    return values | _noted(", ".join(extra), setting)


def _noted(note: str, setting: Setting) -> dict[str, Value]:
    """What is left over, unless it only says please or thanks."""
    return {ALSO: note} if impolite(line_of(note), setting.words) else {}


def _is_partial(form: Form, values: dict[str, Value], *, leads: bool) -> bool:
    """Whether parts were left out. A text behind a value is "a line, or none"."""
    optional = {part.name for part in form.parts if part.kind is FormKind.TEXT and not leads}
    missing = [part for part in form.parts if part.name not in values and part.name not in optional]
    return bool(missing) or any(_is_short(part, values.get(part.name)) for part in form.parts)


def _is_short(part: Part, value: Value | None) -> bool:
    return part.kind is FormKind.LINES and isinstance(value, list) and len(value) < (part.most or 1)
