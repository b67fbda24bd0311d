"""How many replies, written by hand with what a person would understand, the grammar reads the same way."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import assert_never

from tending.adapters.channels.mail.answers import answer_in
from tending.core.forms import ALSO, parse_form
from tending.core.model import Answer, Form, Unclear, Understood, Value, Word
from tending.core.reading.kinds import FREE
from tending.core.replies import read

HERE = Path(__file__).parent
REPLIES = HERE / "replies.toml"
UNSEEN = HERE / "unseen.toml"
TODAY = date(2026, 4, 16)
NOTHING_OPEN = "-"


@dataclass(frozen=True, kw_only=True, slots=True)
class Typed:
    """One reply and its reading, in the notation that stands at the head of the files."""

    form: Form | None
    language: str
    country: str
    mail: bool
    reply: str
    reading: object

    def __str__(self) -> str:
        return f"{self.form.text if self.form else NOTHING_OPEN}: {self.reply!r} as {self.reading!r}"

    @property
    def ambiguous(self) -> bool:
        return isinstance(self.reading, str) and self.reading.split(" ")[0] == "?"


def typed_in(path: Path) -> Iterator[Typed]:
    for asked in tomllib.loads(path.read_text(encoding="utf-8"))["asked"]:
        form = None if asked["form"] == NOTHING_OPEN else parse_form(asked["form"])
        for reply, reading in asked["typed"]:
            yield Typed(
                form=form,
                language=asked.get("language", "en"),
                country=asked.get("country", ""),
                mail=asked.get("mail", False),
                reply=reply,
                reading=reading,
            )


def understood(typed: Typed, reply: str | None = None) -> Understood:
    """What the program makes of it, or of another reply to the same question."""
    text = typed.reply if reply is None else reply
    text = answer_in(text) if typed.mail else text
    return read(text, typed.form, today=TODAY, language=typed.language, country=typed.country)


def agrees(typed: Typed) -> bool:
    """Whether it is read as a person would read it."""
    found = understood(typed)
    match found:
        case Word():
            return typed.reading == _spoken(found)
        case Unclear():
            return typed.ambiguous and _offers(typed, found)
        case Answer():
            return not typed.ambiguous and _answers(typed, found)
        case _:
            assert_never(found)


def settles(typed: Typed) -> bool:
    """Whether each of what an ambiguous reply is asked back with is an answer: nobody is asked twice."""
    found = understood(typed)
    return isinstance(found, Unclear) and all(
        not isinstance(understood(typed, choice), Unclear) for choice in found.choices
    )


def _spoken(word: Word) -> str:
    days = "" if word.days is None else f" {word.days}"
    until = "" if word.until is None else f" until {word.until}"
    return f"! {word.verb}{days}{until}"


def _offers(typed: Typed, unclear: Unclear) -> bool:
    offered = " | ".join(unclear.choices)
    return typed.reading in {"?", f"? {offered}"}


def _answers(typed: Typed, answer: Answer) -> bool:
    values = {name: value for name, value in answer.values.items() if name != ALSO}
    if typed.form is None:
        return values == {"text": typed.reading}
    name = typed.form.parts[0].name
    wanted = typed.reading if isinstance(typed.reading, Mapping) else {name: typed.reading}
    return _same(typed.form, values, wanted)


def _same(form: Form, values: Mapping[str, Value], wanted: Mapping[str, object]) -> bool:
    texts = {part.name for part in form.parts if part.kind in FREE and len(form.parts) > 1}
    fixed = {name for name in values if name not in texts} | {name for name in wanted if name not in texts}
    return all(values.get(name) == wanted.get(name) for name in fixed) and all(
        _holds(values.get(name, ""), wanted.get(name, "")) for name in texts
    )


def _holds(value: Value, wanted: object) -> bool:
    return str(wanted) in value if isinstance(value, str) else value == wanted


def wrong(typed: Sequence[Typed]) -> list[Typed]:
    return [one for one in typed if not agrees(one)]
