"""Form strings of decks, read into parts: `scale-1-5 + text`, `list: good up to 3, hard up to 3`."""

import re
from collections.abc import Iterator

from tending.core.model import Form, FormKind, Part

ALSO = "also"

_BARE = frozenset(FormKind) - {FormKind.CHOICE, FormKind.CHOICES, FormKind.CHECKLIST, FormKind.LINES}
_PLACEHOLDER = re.compile(r"\{[a-z][a-z_]{0,40}\}")
_UP_TO = re.compile(r"(?:(?P<name>[a-z][a-z -]{0,30}?)\s+)?up to (?P<most>[1-9][0-9]?)")
_CHOSEN = re.compile(r"(?P<options>.*), *up to (?P<most>[1-9][0-9]?)", re.DOTALL)


def parse_form(text: str) -> Form:
    """A form as a deck writes it: parts joined by ` + `. A dynamic option keeps its braces: `("{points}",)`.

    Raises ValueError with one line saying what is wrong and what to write.
    """
    parts = [part for piece in re.split(r"\s\+\s", text.strip()) for part in _parts(piece.strip())]
    return Form(text=text.strip(), parts=tuple(_unique(parts)))


def _parts(piece: str) -> Iterator[Part]:
    name, colon, rest = piece.partition(":")
    kind = _kind(name.strip(), piece)
    argument = rest.strip()
    if not colon:
        yield _bare(kind)
    elif not argument:
        raise ValueError(f'"{piece}": nothing follows the colon; leave it out or write what belongs there')
    elif kind is FormKind.LIST:
        yield from _lists(argument)
    else:
        yield _with_argument(kind, argument)


def _kind(name: str, piece: str) -> FormKind:
    try:
        return FormKind(name)
    except ValueError:
        known = ", ".join(FormKind)
        raise ValueError(f'"{piece}" is not a form; begin with one of {known}') from None


def _bare(kind: FormKind) -> Part:
    if kind in _BARE:
        return Part(kind=kind, name=kind.value)
    wanted = "a number of lines" if kind is FormKind.LINES else "options"
    raise ValueError(f'"{kind}" needs {wanted}: write "{kind}: ..."')


def _with_argument(kind: FormKind, argument: str) -> Part:
    match kind:
        case FormKind.CHOICE | FormKind.CHECKLIST:
            return Part(kind=kind, name=kind.value, options=_options(kind, argument))
        case FormKind.CHOICES:
            chosen = _CHOSEN.fullmatch(argument)
            options = _options(kind, chosen["options"] if chosen else argument)
            return Part(kind=kind, name=kind.value, options=options, most=int(chosen["most"]) if chosen else None)
        case FormKind.LINES:
            return Part(kind=kind, name=kind.value, most=_count(argument))
        case _:
            raise ValueError(f'"{kind}" takes nothing after it; remove ": {argument}"')


def _count(argument: str) -> int:
    if re.fullmatch(r"[1-9][0-9]?", argument):
        return int(argument)
    raise ValueError(f'"lines: {argument}": write a number of lines from 1 to 99')


def _options(kind: FormKind, argument: str) -> tuple[str, ...]:
    options = tuple(option.strip() for option in re.split(r"\s/\s", argument))
    dynamic = [option for option in options if _PLACEHOLDER.fullmatch(option)]
    if dynamic and len(options) == 1:
        return options
    if dynamic or any("{" in option or "}" in option for option in options):
        raise ValueError(f'"{kind}: {argument}": a placeholder stands alone, as in "{kind}: {{points}}"')
    if len(options) < 2 or not all(options):  # noqa: PLR2004
        raise ValueError(f'"{kind}: {argument}": write at least two options, with " / " between them')
    if len({option.casefold() for option in options}) < len(options):
        raise ValueError(f'"{kind}: {argument}": an option stands there twice; keep one')
    return options


def _lists(argument: str) -> Iterator[Part]:
    for piece in argument.split(","):
        found = _UP_TO.fullmatch(piece.strip())
        if not found:
            raise ValueError(f'"list: {argument}": write "up to 3", or names as in "good up to 3, hard up to 3"')
        if found["name"] == ALSO:
            raise ValueError(f'"list: {argument}": the name "{ALSO}" is taken; choose another')
        yield Part(kind=FormKind.LIST, name=found["name"] or FormKind.LIST.value, most=int(found["most"]))


def _unique(parts: list[Part]) -> Iterator[Part]:
    taken: set[str] = set()
    for part in parts:
        name, n = part.name, 2
        while name in taken:
            name, n = f"{part.name}{n}", n + 1
        taken.add(name)
        yield Part(kind=part.kind, name=name, options=part.options, most=part.most)
