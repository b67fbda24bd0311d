"""Decks in another language: whole, of the same shape, and answered by the deck's own names."""

from datetime import date
from functools import cache

import pytest

from deck_builders import TOP, a_deck, read, wrong
from tending.adapters.deck_files import read_decks
from tending.core.deck_languages import in_language
from tending.core.model import Answer, Deck, FormKind, Prompt
from tending.core.reading.kinds import NUMERIC
from tending.core.rendering import question
from tending.core.replies import read as read_reply
from tending.core.words import LANGUAGES, understood

TODAY = date(2026, 4, 16)
CHOOSING = {FormKind.CHOICE, FormKind.CHOICES, FormKind.CHECKLIST}
DE = {"line": '"Eine Zeile"', "body": '"Wie ist es?"'}


def translated(**keys: str) -> str:
    return "{ de = { " + ", ".join(f"{key} = {text}" for key, text in (DE | keys).items()) + " } }"


@cache
def shipped() -> tuple[Deck, ...]:
    return read_decks(None)


def prompts() -> list[tuple[Prompt, Prompt]]:
    pairs = [(deck, in_language(deck, "de")) for deck in shipped()]
    return [both for own, german in pairs for both in zip(own.prompts, german.prompts, strict=True)]


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_every_shipped_deck_is_whole_in_every_language(language: str) -> None:
    untitled = [deck.name for deck in shipped() if language not in deck.titles]
    missing = [prompt.id for deck in shipped() for prompt in deck.prompts if language not in prompt.texts]

    assert (untitled, missing) == ([], [])


def test_nothing_of_a_question_stays_in_english() -> None:
    same = [own.id for own, german in prompts() if own.line == german.line or own.body == german.body]
    bodies = [own.id for own, german in prompts() for one, text in own.variants.items() if german.variants[one] == text]

    assert (same, bodies) == ([], [])


@pytest.mark.parametrize(("own", "german"), prompts(), ids=lambda one: one.id)
def test_an_option_that_is_typed_in_german_or_english_is_answered_by_the_decks_name(
    own: Prompt, german: Prompt
) -> None:
    part = next((one for one in german.form.parts if one.kind in CHOOSING and one.spoken), None)
    if part is None:
        return
    led = "x\n" if german.form.parts[0].kind is FormKind.TEXT else ""
    led = "3, " if german.form.parts[0].kind in NUMERIC - CHOOSING else led

    for option, spoken in zip(part.options, part.spoken, strict=True):
        for typed in (spoken, option):
            found = read_reply(led + typed, german.form, today=TODAY, language="de")
            assert isinstance(found, Answer), (own.id, typed)
            value = found.values[part.name]
            assert value in (option, [option]), (own.id, typed, value)


def test_it_is_asked_and_told_in_german() -> None:
    german = {prompt.id: prompt for _, prompt in prompts()}
    direction, named = german["W4"], german["W2"]

    asked = question(direction.body, direction, "de").splitlines()

    assert asked[-3:] == ["  1  hilft", "  2  steht daneben", "  3  zieht dagegen"]
    assert understood(direction.form, {"choice": "against"}, "de") == "zieht dagegen"
    assert understood(named.form, {"good": ["a", "b"], "hard": ["c"]}, "de") == "zwei gut, eins schwer"


@pytest.mark.parametrize("typed", ["gut: Lachen, Reisen. schwer: Geld", "gut Lachen, Reisen; schwer Geld"])
def test_the_names_of_a_lists_parts_are_read_in_german(typed: str) -> None:
    named = next(prompt for _, prompt in prompts() if prompt.id == "W2")

    found = read_reply(typed, named.form, today=TODAY, language="de")

    assert isinstance(found, Answer)
    assert found.values == {"good": ["Lachen", "Reisen"], "hard": ["Geld"]}


def test_a_deck_without_a_language_is_asked_as_it_stands() -> None:
    deck = read(a_deck())

    assert in_language(deck, "de") == deck


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"form": '"choice: one / two"', "text": translated()}, "text.de.options: are 0, and the form has 2"),
        (
            {"form": '"choice: one / two"', "text": translated(options='["eins", "zwei", "drei"]')},
            "text.de.options: are 3, and the form has 2",
        ),
        ({"form": '"choice: one / two"', "text": translated(options='["eins", "Eins"]')}, "name something twice"),
        ({"form": '"choice: one / two"', "text": translated(options='["eins", "a / b"]')}, "'a / b' is no option"),
        (
            {"form": '"list: good up to 3, hard up to 3"', "text": translated(parts='{ good = "gut" }')},
            "parts.hard: is",
        ),
        ({"text": translated(neutral='{ change = "es" }')}, "text.de.neutral.change: is not"),
        ({"text": translated(line='"' + "x" * 41 + '"')}, "text.de.line: is 41 characters long"),
        ({"text": translated(body='"' + "x" * 201 + '"')}, "text.de.body: is 201 characters long"),
        ({"text": translated(line='"{change}"')}, "text.de.line: has a brace"),
        ({"text": translated(variants='{ friend = "Und?" }')}, "text.de.variants.friend: is not in"),
        ({"text": '{ german = { line = "Eine", body = "Und?" } }'}, "text.german: is not a language"),
        ({"variants": '{ friend = "And?" }', "text": translated()}, "text.de.variants.friend: is missing"),
        ({"variants": '{ friend = "And?" }', "text": translated(variants='{ friend = "{k}?" }')}, "other placeholders"),
    ],
)
def test_a_translation_that_is_not_whole_is_an_error(keys: dict[str, str], expected: str) -> None:
    errors = wrong(a_deck(TOP, keys))

    assert any(expected in error for error in errors), errors


def test_a_language_of_one_prompt_is_one_of_them_all() -> None:
    top = TOP | {"title": '"Walks"'}

    errors = wrong(a_deck(top, {"id": '"N1"', "text": translated()}, {"id": '"N2"'}))

    assert errors == [
        "own.toml: text.de: is missing; add its title, as a question has this language",
        "own.toml: text.de: N2 has none; a deck is translated whole or not at all",
    ]
