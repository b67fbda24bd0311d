"""Form strings as decks write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tending.core.forms import parse_form
from tending.core.model import Form, FormKind, Part


def a_part(kind: FormKind, name: str = "", options: tuple[str, ...] = (), most: int | None = None) -> Part:
    return Part(kind=kind, name=name or kind.value, options=options, most=most)


FORMS: list[tuple[str, tuple[Part, ...]]] = [
    ("yes-partly-no", (a_part(FormKind.YES_PARTLY_NO),)),
    ("yes-no", (a_part(FormKind.YES_NO),)),
    ("kept-partly-broken", (a_part(FormKind.KEPT_PARTLY_BROKEN),)),
    ("scale-1-5", (a_part(FormKind.SCALE),)),
    ("number", (a_part(FormKind.NUMBER),)),
    ("percent", (a_part(FormKind.PERCENT),)),
    ("date", (a_part(FormKind.DATE),)),
    ("duration", (a_part(FormKind.DURATION),)),
    ("text", (a_part(FormKind.TEXT),)),
    ("  text  ", (a_part(FormKind.TEXT),)),
    ("if-then", (a_part(FormKind.IF_THEN),)),
    ("list", (a_part(FormKind.LIST),)),
    ("list: up to 3", (a_part(FormKind.LIST, most=3),)),
    ("list: good up to 3", (a_part(FormKind.LIST, "good", most=3),)),
    (
        "list: good up to 3, hard up to 3",
        (a_part(FormKind.LIST, "good", most=3), a_part(FormKind.LIST, "hard", most=3)),
    ),
    ("lines: 4", (a_part(FormKind.LINES, most=4),)),
    ("choice: a / b / c", (a_part(FormKind.CHOICE, options=("a", "b", "c")),)),
    (
        "choice: no / to wait / to stop, or blocked / a court or the police",
        (a_part(FormKind.CHOICE, options=("no", "to wait", "to stop, or blocked", "a court or the police")),),
    ),
    ("choice: {open_promises}", (a_part(FormKind.CHOICE, options=("{open_promises}",)),)),
    ("choices: a / b, up to 5", (a_part(FormKind.CHOICES, options=("a", "b"), most=5),)),
    ("choices: a / b", (a_part(FormKind.CHOICES, options=("a", "b")),)),
    ("choices: {points}, up to 5", (a_part(FormKind.CHOICES, options=("{points}",), most=5),)),
    ("checklist: a / b", (a_part(FormKind.CHECKLIST, options=("a", "b")),)),
    ("scale-1-5 + text", (a_part(FormKind.SCALE), a_part(FormKind.TEXT))),
    ("if-then + date", (a_part(FormKind.IF_THEN), a_part(FormKind.DATE))),
    ("text + text + text", (a_part(FormKind.TEXT), a_part(FormKind.TEXT, "text2"), a_part(FormKind.TEXT, "text3"))),
    (
        "text + choice: sure / guess / no idea",
        (a_part(FormKind.TEXT), a_part(FormKind.CHOICE, options=("sure", "guess", "no idea"))),
    ),
    (
        "choice: sent / not sent + date",
        (a_part(FormKind.CHOICE, options=("sent", "not sent")), a_part(FormKind.DATE)),
    ),
]


@pytest.mark.parametrize(("text", "parts"), FORMS, ids=[text for text, _ in FORMS])
def test_a_form_is_read_into_its_parts(text: str, parts: tuple[Part, ...]) -> None:
    assert parse_form(text) == Form(text=text.strip(), parts=parts)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", '"" is not a form'),
        ("essay", '"essay" is not a form; begin with one of yes-partly-no'),
        ("scale-1-7", "is not a form"),
        ("text + ", "is not a form"),
        ("choice", '"choice" needs options: write "choice: ..."'),
        ("checklist", '"checklist" needs options'),
        ("choices:", "nothing follows the colon"),
        ("lines", '"lines" needs a number of lines'),
        ("lines: many", "write a number of lines from 1 to 99"),
        ("lines: 0", "write a number of lines from 1 to 99"),
        ("choice: a", "at least two options"),
        ("choice: a /  / b", "at least two options"),
        ("choice: a / A", "stands there twice"),
        ("choice: {points} / b", "a placeholder stands alone"),
        ("choice: {points / b", "a placeholder stands alone"),
        ("choice: {Points}", "a placeholder stands alone"),
        ("text: long", '"text" takes nothing after it; remove ": long"'),
        ("list: three", 'write "up to 3"'),
        ("list: up to 0", 'write "up to 3"'),
        ("list: also up to 3", '"also" is taken'),
    ],
)
def test_a_form_that_is_wrong_is_refused_in_one_line(text: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=r".") as raised:
        parse_form(text)

    assert wrong in str(raised.value)
    assert "\n" not in str(raised.value)


@given(st.text(max_size=80) | st.lists(st.sampled_from([text for text, _ in FORMS])).map(" + ".join))
def test_names_are_unique_and_nothing_but_value_error_is_raised(text: str) -> None:
    try:
        form = parse_form(text)
    except ValueError:
        return

    names = [part.name for part in form.parts]
    assert names
    assert len(set(names)) == len(names)
