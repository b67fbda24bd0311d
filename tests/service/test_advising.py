"""What an answer sets off beside its ledger: advice, an offer, a card, a question put away or lifted, a rest."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from service.consent_desk import a_desk, answered, bond
from service.desk import Desk, a_plan
from tending.core import choosing
from tending.core.model import Answer, Condition, Follow, Form
from tending.service import advising

ANY = Condition()
YES = Form(text="yes-no", parts=())


@pytest.mark.parametrize(
    ("prompt", "text", "says"),
    [
        ("A1", "You made me shout at you", "blame"),
        ("A2", "I am worthless and I shouted", "hard on yourself"),
        ("S5", "Sorry, sorry, I am so sorry", "One clear one"),
        ("S9", "This is your last chance\nanswer me???\nnow\nplease", "press them"),
        ("P3", "if it rings, I always answer", "always or never"),
        ("A8", "1, 2", "my part"),
        ("A8", "1, 2, 3, 4, 5", "All five"),
        ("R3", "word " * 41, "41 words; 40"),
        ("R3", "Have you moved on yet??", "press them"),
        ("S8", "word " * 21, "21 words; 20"),
        ("M2", "For closure, and then we are back together", "tricked"),
        ("P9", "yes", "counsellor or a group"),
    ],
)
def test_an_answer_is_looked_over_as_its_deck_says(prompt: str, text: str, says: str) -> None:
    desk = a_desk("OPEN")
    asked = desk.plan.prompts[prompt]
    met = [one for one in asked.follow if one.when.test != "is" or text == "yes"]

    told = advising.advice(desk.turn, met, read(text), asked.form)

    assert says in told
    assert text not in told


def read(text: str) -> Answer:
    return Answer(values={"checklist": [PARTS[int(one) - 1] for one in text.split(", ") if one.isdigit()]}, text=text)


PARTS = ("regret", "what happened", "my part", "what changes", "how I repair")


@pytest.mark.parametrize(
    ("prompt", "text"),
    [("A1", "I shouted on Sunday"), ("P3", "if it rings, I answer"), ("R3", "how have you been?")],
)
def test_what_is_fine_gets_no_advice(prompt: str, text: str) -> None:
    desk = a_desk("OPEN")
    asked = desk.plan.prompts[prompt]

    assert advising.advice(desk.turn, asked.follow, read(text), asked.form) == ""


def test_a_card_is_given_once_and_a_word_is_named() -> None:
    desk = a_desk("OPEN")
    card, shut = Follow(when=ANY, then="card", target="help"), Follow(when=ANY, then="shut", target="unsafe")
    offer = Follow(when=ANY, then="offer", target="pause")

    assert "somebody near" not in advising.advice(desk.turn, [card, shut], read("yes"), YES)
    assert "a person to talk to" in advising.advice(desk.turn, [card], read("yes"), YES)
    assert advising.advice(desk.turn, [offer], read("yes"), YES) == "A word that is there for this: pause"


def test_the_echo_of_an_answer_holds_the_advice() -> None:
    desk = a_desk("OPEN")

    heard = answered(desk, "A1", "You made me shout at you")

    assert "blame" in heard.echo


def test_whoever_has_help_already_is_not_asked_for_half_a_year() -> None:
    desk = a_desk("OPEN")
    answered(desk, "A4", "I leave the room")

    heard = answered(desk, "P9", "already")

    assert bond(desk).shown("P9").retired_until == desk.turn.today + timedelta(days=180)
    assert "counsellor" not in heard.echo


def test_what_was_hard_to_hear_lifts_the_rest_of_the_first_question_of_ones_own_part() -> None:
    desk = a_desk("OPEN")
    answered(desk, "L9", "that I never listen; there is something in it")

    assert "A1" in called(desk.later(days=1))


def test_two_bad_nights_running_let_the_ground_rest_and_name_the_word() -> None:
    desk = a_desk("OPEN")
    first = answered(desk, "G1", "1")

    second = answered(desk.later(days=10), "G1", "1")

    assert "help" not in first.echo
    assert "help" in second.echo
    assert bond(desk).track("ground").rests_until == desk.turn.today + timedelta(days=7)


def test_a_good_memory_lets_reaching_out_rest_and_nothing_else() -> None:
    desk = a_desk("OPEN")

    answered(desk, "G3", "the lake")

    assert bond(desk).track("reach").rests_until == desk.turn.today + timedelta(days=7)
    assert bond(desk).track("ground").rests_until is None


def test_what_is_behind_a_door_rests_already() -> None:
    desk = a_desk("SPACE")

    answered(desk, "G3", "the lake")

    assert bond(desk).track("reach").rests_until is None


def test_turning_toward_moving_on_is_an_answer_too() -> None:
    desk = a_desk("OPEN")

    answered(desk, "W9", "3")

    assert bond(desk).moving_on


def test_good_company_needs_no_moving_on() -> None:
    desk = a_desk("WAITING")
    answered(desk, "G4", "nobody")

    assert "O7" in called(desk.later(days=1))
    assert not bond(desk).moving_on


def test_a_wish_for_something_else_leads_to_a_bottom_line_and_to_company() -> None:
    desk = a_desk("OPEN")

    answered(desk, "W5", "company")

    assert {"W10", "O7"} <= set(bond(desk).asks)


def test_what_takes_two_running_is_called_for_by_the_second() -> None:
    desk = a_desk("OPEN")
    answered(desk, "W1", "no")
    once = "W9" in bond(desk).asks

    answered(desk.later(days=28), "W1", "partly")

    assert not once
    assert "W9" in bond(desk).asks


def test_a_question_put_away_for_good_never_comes_back() -> None:
    plan = a_plan()
    once = replace(plan.prompts["G2"], follow=(Follow(when=ANY, then="retire", target="G2"),))
    desk = a_desk("OPEN", replace(plan, prompts={**plan.prompts, "G2": once}))

    answered(desk, "G2", "the lake")

    assert bond(desk).shown("G2").retired_until == date.max


def called(desk: Desk) -> set[str]:
    """What may be asked by now because an answer led to it."""
    found = choosing.candidates(desk.plan, desk.standing, desk.now)
    return {prompt.id for one in found if one.due.called for day, prompt in one.prompts if day <= desk.turn.today}
