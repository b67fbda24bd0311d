"""A question into words that may be shown, and words into a message."""

from datetime import datetime

import pytest

from builders import a_prompt, at, some_rules
from tending.core.model import Level, Profile, Prompt, Words
from tending.core.records import Message
from tending.core.rendering import answering, asking, question, words_of

CHANGE = a_prompt("A5", form="choice: did it / half", body='You work on "{change}".', neutral={"change": "your change"})
SHOWN = Words(line="A line", neutral="How is your change?", personal="How is the shouting?")


def a_message(level: Level = Level.PERSONAL, prompt: Prompt | None = None, **changes: object) -> Message:
    given: dict[str, object] = {"token": "t", "thread": "", "now": at(0, 18), "expires_at": at(2, 6), "two_way": True}
    return asking(SHOWN, prompt, some_rules(), level, key="k", **(given | changes))  # type: ignore[arg-type]


def test_placeholders_hold_the_keepers_words_and_the_decks_neutral_ones() -> None:
    shown = words_of(CHANGE, Profile.FRIEND, {"change": "the\n  shouting"})

    assert shown == Words(line="Line A5", neutral='You work on "your change".', personal='You work on "the shouting".')


def test_words_in_braces_that_nobody_gave_stay_as_they_are() -> None:
    odd = a_prompt(body="{nothing} {Not.this} {0}")

    assert words_of(odd, Profile.FRIEND, {}).personal == "{nothing} {Not.this} {0}"
    assert words_of(CHANGE, Profile.FRIEND, {"change": "{change} {x}"}).personal == 'You work on "{change} {x}".'


def test_a_profile_may_have_words_of_its_own() -> None:
    varied = a_prompt(variants={Profile.FAMILY: "And at home?"})

    assert words_of(varied, Profile.FAMILY, {}).personal == "And at home?"
    assert words_of(varied, Profile.FRIEND, {}).personal == "Body G1?"


def test_choices_are_numbered_and_known_forms_are_named() -> None:
    assert question("Q", a_prompt(form="choice: did it / half")) == "Q\n\n  1  did it\n  2  half"
    assert question("Q", a_prompt(form="yes-partly-no + text")) == "Q\n\n  (yes, partly or no)"
    assert question("Q", a_prompt(form="text")) == "Q"
    assert question("Q", None) == "Q"


@pytest.mark.parametrize(
    ("level", "holds", "hides"),
    [
        (Level.DISCREET, "A line", "change"),
        (Level.PROMPT, "your change", "shouting"),
        (Level.PERSONAL, "shouting", "your change"),
    ],
)
def test_a_channel_gets_no_more_than_its_level(level: Level, holds: str, hides: str) -> None:
    message = a_message(level, CHANGE)

    assert holds in message.text
    assert hides not in message.text
    assert "shouting" not in message.line


def test_a_lock_screen_shows_the_line_and_others_a_subject_that_says_nothing() -> None:
    assert a_message(Level.DISCREET).line == "A line"
    assert a_message(Level.PROMPT).line == "A small question for this evening"
    assert a_message(Level.PERSONAL).line == "A small question for this evening"


@pytest.mark.parametrize(
    ("now", "greeting"),
    [
        (at(0, 8), "Good morning."),
        (at(0, 13), "Good afternoon."),
        (at(0, 18), "Good evening."),
        (at(0, 23), "Good evening."),
    ],
)
def test_it_greets_by_the_hour(now: datetime, greeting: str) -> None:
    assert a_message(now=now).text.startswith(greeting)


def test_it_says_how_to_answer_and_when_it_closes() -> None:
    two_way, one_way = a_message(), a_message(two_way=False)

    assert "Press reply" in two_way.text
    assert "Wednesday morning" in two_way.text
    assert "tending reply" in one_way.text


def test_each_level_has_words_of_its_own() -> None:
    assert [SHOWN.at(level) for level in Level] == ["A line", "How is your change?", "How is the shouting?"]


def test_the_sixth_says_it_is_the_last_and_only_the_sixth() -> None:
    last = "This is the last until you write. Nothing is lost."

    assert last in a_message(last=True).text
    assert last not in a_message().text


def test_a_reminder_says_so_and_follows_the_message_it_is_about() -> None:
    reminder = a_message(reminder=True, thread="c5.1.mail")

    assert "Still open, if you want it." in reminder.text
    assert (reminder.key, reminder.token, reminder.thread, reminder.answer) == ("k", "t", "c5.1.mail", False)


def test_an_answer_to_a_reply_is_marked_as_one() -> None:
    message = answering("Noted.", Level.PROMPT, line="Noted", key="e1", token="t", thread="c5.1.mail")

    assert (message.line, message.text, message.answer) == ("Noted", "Noted.", True)
