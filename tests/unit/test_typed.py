"""Replies as people type them: how many the grammar reads as a person would. The sets are in tests/typed."""

import pytest

from tending.core.forms import parse_form
from tending.core.model import FormKind, Unclear
from typed.rate import REPLIES, UNSEEN, Typed, settles, typed_in, understood, wrong

KNOWN = list(typed_in(REPLIES))
FRESH = list(typed_in(UNSEEN))


def told(replies: list[Typed]) -> str:
    return "\n".join(f"{one} gives {understood(one)}" for one in replies)


def test_there_are_five_hundred_and_sixty_more_for_every_form() -> None:
    forms = {part.kind for one in KNOWN if one.form for part in one.form.parts}

    assert len(KNOWN) >= 500
    assert len(FRESH) == 60
    assert forms == set(FormKind)


def test_at_least_98_percent_are_read_as_a_person_would() -> None:
    missed = wrong(KNOWN)

    assert len(missed) <= 0.02 * len(KNOWN), told(missed)


def test_no_ambiguous_reply_is_guessed() -> None:
    guessed = [one for one in KNOWN if one.ambiguous and not isinstance(understood(one), Unclear)]

    assert guessed == [], told(guessed)


def test_what_an_ambiguous_reply_is_asked_back_with_can_be_answered_with_it() -> None:
    loops = [one for one in (*KNOWN, *FRESH) if isinstance(understood(one), Unclear) and not settles(one)]

    assert loops == [], told(loops)


@pytest.mark.parametrize("reply", [one.reply for one in KNOWN if one.mail], ids=str)
def test_no_reply_trips_up_a_form_it_was_not_meant_for(reply: str) -> None:
    for form in {one.form.text for one in KNOWN if one.form}:
        understood(Typed(form=parse_form(form), language="de", country="", mail=True, reply=reply, reading="?"))
