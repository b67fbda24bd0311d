"""The reply grammar: a table of replies as people type them, and what must hold for any text at all."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tending.core.forms import parse_form
from tending.core.model import Answer, Form, Understood, Unclear, Verb, Word
from tending.core.reading.kinds import choices
from tending.core.replies import read

TODAY = date(2026, 4, 16)
TABLE = Path(__file__).with_name("replies.txt")


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    form: str
    country: str
    reply: str
    expected: str
    line: int

    def __str__(self) -> str:
        return f"{self.line}: {self.form}: {self.reply}"


def cases() -> Iterator[Case]:
    form, country = "", ""
    for n, row in enumerate(TABLE.read_text(encoding="utf-8").splitlines(), 1):
        if row.startswith("["):
            form, _, country = row.strip("[]").partition(" @ ")
        elif row and not row.startswith("#"):
            reply, _, expected = row.rpartition(" => ")
            yield Case(form=form, country=country, reply=reply.replace("\\n", "\n"), expected=expected, line=n)


def form_of(text: str) -> Form | None:
    return None if text == "-" else parse_form(text)


def told(understood: Understood, form: Form | None) -> str:
    """What was understood, in the notation of the table."""
    match understood:
        case Word():
            return _word(understood)
        case Unclear():
            offered = choices(form.parts[0]) if form else ()
            return "?" if understood.choices == offered else "? " + " | ".join(understood.choices)
        case Answer():
            return _answer(understood, form)


def _word(word: Word) -> str:
    said = [f"! {word.verb}"]
    said += [f"days={word.days}"] if word.days is not None else []
    said += [f"until={word.until}"] if word.until else []
    said += [f"text={json.dumps(word.text, ensure_ascii=False)}"] if word.text else []
    return " ".join(said)


def _answer(answer: Answer, form: Form | None) -> str:
    values = dict(answer.values)
    name = form.parts[0].name if form else "text"
    if answer.partial or (form and len(form.parts) > 1) or name not in values:
        return ("~" if answer.partial else "") + json.dumps(values, ensure_ascii=False)
    value = json.dumps(values.pop(name), ensure_ascii=False)
    return value + "".join(f" + {json.dumps(note, ensure_ascii=False)}" for note in values.values())


def same(one: str, other: str) -> bool:
    return re.sub(r"^~?\{.*", _sorted, one) == re.sub(r"^~?\{.*", _sorted, other)


def _sorted(match: re.Match[str]) -> str:
    text = match.group()
    return text[: text.index("{")] + json.dumps(json.loads(text[text.index("{") :]), sort_keys=True)


@pytest.mark.parametrize("case", cases(), ids=str)
def test_a_reply_is_read_as_it_was_meant(case: Case) -> None:
    form = form_of(case.form)

    understood = read(case.reply, form, today=TODAY, country=case.country)

    found = told(understood, form)
    assert same(found, case.expected), f"{case.reply!r} for {case.form}: {found}, not {case.expected}"
