"""A keeper in German: asked, answered, echoed and cared for in it, and kept by the deck's own names."""

from datetime import date

from service.desk import MAIL, Desk, RecordingChannel, a_plan
from tending.core import replies
from tending.core.deck_languages import in_language
from tending.core.decks import plan_of
from tending.core.entries import Answered, Asked
from tending.core.model import Answer, Rules
from tending.service import advising


def german(**known: object) -> Desk:
    plain = a_plan(language="de", country="DE")
    decks = tuple(in_language(deck, "de") for deck in plain.decks)
    return Desk(plan=plan_of(Rules(language="de", country="DE"), decks, plain.seed), **known).begin()  # type: ignore[arg-type]


def test_a_question_goes_out_and_is_logged_in_german() -> None:
    desk, mail = german(ways=(MAIL,)), RecordingChannel()

    sitting = desk.ask()
    desk.send(mail)

    asked = desk.entries("asked")[-1].payload
    assert isinstance(asked, Asked)
    assert asked.words.neutral == desk.plan.prompts[sitting.prompt].texts["de"].body
    (message,) = [one for one in mail.got if asked.words.neutral in one.text]
    assert message.line.startswith("Eine kleine Frage")
    assert "niemand nimmt es übel" in message.text


def test_an_answer_in_german_is_kept_by_the_decks_own_name_and_echoed_in_german() -> None:
    desk = german()
    sitting = desk.ask()
    (part, *_) = desk.plan.prompts[sitting.prompt].form.parts

    heard = desk.reply("gut auskommen" if sitting.prompt == "W0" else "2")

    (answer,) = [one.payload for one in desk.entries("answered")]
    assert isinstance(answer, Answered)
    assert answer.values[part.name] == part.options[1]
    assert f"Notiert: {part.shown[1]}" in heard.echo


def test_what_is_ambiguous_is_asked_back_in_german() -> None:
    desk = german()
    desk.ask()

    first, again = desk.reply("2 oder 3"), desk.reply("2 oder 3")

    assert first.echo.startswith("Das kann ich auf mehr als eine Art lesen")
    assert again.echo.startswith("Behalten, wie du es geschrieben hast.")


def test_hilfe_brings_the_card_in_german() -> None:
    heard = german().reply("Hilfe")

    assert heard.card is not None
    assert heard.card.startswith("Danke, dass du das sagst.")


def test_words_for_a_bad_hour_are_known_in_english_only() -> None:
    assert german().reply("I want to die").card is not None
    assert german().reply("ich will nicht mehr leben").card is None


def test_the_window_of_a_day_is_named_in_german() -> None:
    desk = german()

    heard = desk.reply("heute war ein ruhiger Tag")

    assert heard.echo.startswith("Behalten, in deinen Worten.")
    assert "Als Nächstes: " in heard.echo


def test_what_an_apology_lacks_is_told_in_german() -> None:
    desk = german()
    prompt = desk.plan.prompts["A8"]
    follow = tuple(one for one in prompt.follow if one.then == "check")
    answer = replies.read("1, 2, 4", prompt.form, today=date(2026, 1, 5), language="de")

    assert isinstance(answer, Answer)
    said = advising.advice(desk.turn, follow, answer, prompt.form)
    assert said == (
        "Noch nicht darin: mein Anteil und wie ich es gutmache. Um Verzeihung zu bitten ist freigestellt."
        " „Mein Anteil“ wiegt am meisten."
    )
