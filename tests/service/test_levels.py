"""Below `personal` only the catalogue's own text leaves: nothing the keeper ever wrote, whatever they wrote it to."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.desk import MAIL, Desk, RecordingChannel, a_plan
from tending.core import rendering
from tending.core.entries import BondAdded, Draft, Held
from tending.core.model import MINT, DuePrompt, Family, Level, Permit, Profile, Prompt
from tending.core.records import Message
from tending.core.words_en import TEXTS
from tending.service import asking, beginning

CANARY = "canaryword"
PLAN = a_plan(decks=("gratitude",))
PROMPTS = sorted(PLAN.prompts)
ASKABLE = [name for name in PROMPTS if PLAN.prompts[name].family is not Family.PLAIN]
BELOW = (Level.DISCREET, Level.PROMPT)
LINES = {text for key, text in TEXTS.items() if key.startswith("subject-")}
SHAPES = (
    "{}",
    "yes, {}",
    "partly - {}",
    "no\n{}",
    "3 {}",
    "{} 3/5",
    "1. {}",
    "5. maybe {}",
    "2,4 and {}",
    "good: {}, {}. hard: {}",
    "if {} then {}",
    "next tue {}",
    "03/04 {}",
    "in 2 weeks, {}",
    "20 min {}",
    "70 % {}",
    "{}\n{}\n{}",
    "none of these: {}",
    "kept, {}",
    "they wrote: {}",
    "I wrote {}",
    "hold {}",
    "later {}",
    "pause {}",
    "less {}",
    "skip {}",
    "help {}",
    "why {}",
    "they asked for space: {}",
    "“{}”",
    "?? {}",
)


def opened(level: Level, prompt: str) -> Desk:
    """A desk at which one question was asked by mail, about somebody and with words that only the keeper may read."""
    desk = Desk(ways=(replace(MAIL, level=level),), plan=PLAN).begin(CANARY)
    known = PLAN.prompts[prompt]
    due = DuePrompt(
        bond=1,
        family=known.family,
        prompt=prompt,
        at=desk.now,
        on=desk.turn.today,
        expires_at=desk.now,
        permit=Permit(bond=1, prompt=prompt, minted_by=MINT),
    )
    with desk.journal.writing() as work:
        asking.claim(desk.turn, work, due)
    return desk


def left(desk: Desk) -> Iterator[str]:
    """Everything that went out or waits to, and the echo that will go with the next."""
    mail = RecordingChannel()
    desk.send(mail)
    for message in (*mail.got, *(one.message for one in desk.deliveries())):
        yield from (message.line, message.text, message.thread, message.token, message.key)
    with desk.journal.reading() as work:
        yield work.meta("echo.mail") or ""


def lines(desk: Desk) -> set[str]:
    return {one.message.line for one in desk.deliveries()}


@pytest.mark.parametrize(
    ("level", "prompt"),
    [*((Level.PROMPT, name) for name in ASKABLE), *((Level.DISCREET, name) for name in ASKABLE[::9])],
)
def test_no_word_of_a_reply_leaves_below_personal_whatever_was_asked(level: Level, prompt: str) -> None:
    for shape in SHAPES:
        desk = opened(level, prompt)

        desk.reply(shape.replace("{}", CANARY), channel="mail", check_in=desk.standing.open[0].id)
        desk.reply(CANARY, channel="mail", check_in=0)

        assert not [text for text in left(desk) if CANARY in text.lower()], shape


WORDS = st.lists(
    st.sampled_from([*"3,-:%\n", CANARY, "yes", "and", "maybe", "2w", "good", "hard", "if", "then", "tue"]),
    min_size=1,
    max_size=9,
)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(ASKABLE), st.lists(WORDS, min_size=1, max_size=4), st.sampled_from(BELOW))
def test_nor_in_any_row_of_replies(prompt: str, said: list[list[str]], level: Level) -> None:
    desk = opened(level, prompt)

    for words in said:
        desk.reply(" ".join([*words, CANARY]), channel="mail")

    assert not [text for text in left(desk) if CANARY in text.lower()]


@pytest.mark.parametrize("level", BELOW)
def test_a_page_of_the_drawer_is_offered_without_a_word_of_it(level: Level) -> None:
    desk = Desk(ways=(replace(MAIL, level=level),)).begin(CANARY)
    with desk.journal.writing() as work:
        work.append(Draft(payload=Held(text=f"a page about {CANARY}", show_at=desk.now), at=desk.now))
    desk.tick()

    texts = list(left(desk))

    assert [one.kind for one in desk.deliveries()] == ["page"]
    assert not [text for text in texts if CANARY in text]


def asked(prompt: Prompt, level: Level, profile: Profile) -> Message:
    desk = Desk(plan=PLAN)
    filled = dict.fromkeys([*prompt.neutral, *re.findall(r"\{([a-z_]+)\}", prompt.words(profile))], CANARY)
    return rendering.asking(
        rendering.words_of(prompt, profile, filled),
        prompt,
        PLAN.rules,
        level,
        key="k",
        token="t",
        thread="",
        now=desk.now,
        expires_at=desk.now,
        two_way=True,
    )


@pytest.mark.parametrize("prompt", PROMPTS)
def test_every_question_is_asked_in_the_words_of_its_deck_and_by_a_discreet_line(prompt: str) -> None:
    known = PLAN.prompts[prompt]
    for profile in Profile:
        below = {level: asked(known, level, profile) for level in BELOW}

        assert all(CANARY not in repr(one) for one in below.values())
        assert below[Level.DISCREET].text == below[Level.DISCREET].line == known.line
        assert below[Level.PROMPT].line in LINES
        assert CANARY not in asked(known, Level.PERSONAL, profile).line


def test_the_keepers_own_words_leave_at_personal_and_so_the_tests_above_can_fail() -> None:
    [name, *_] = [name for name in PROMPTS if PLAN.prompts[name].neutral and "{" in PLAN.prompts[name].body]

    assert CANARY in asked(PLAN.prompts[name], Level.PERSONAL, Profile.FRIEND).text


@pytest.mark.parametrize("level", Level)
def test_what_a_lock_screen_shows_is_discreet_at_every_level(level: Level) -> None:
    shown = {prompt.line for prompt in PLAN.prompts.values()} | LINES
    for prompt in ASKABLE[::7]:
        desk = opened(level, prompt)
        for text in ("yes", CANARY, "?", "why", "help", "hold", "next"):
            desk.reply(text, channel="mail", check_in=desk.standing.open[0].id if desk.standing.open else 0)

        assert lines(desk) <= shown
        assert all(len(line) <= 40 for line in lines(desk))


def test_on_a_discreet_channel_nothing_leaves_but_a_line() -> None:
    desk = opened(Level.DISCREET, "W0")
    desk.reply("?", channel="mail", check_in=desk.standing.open[0].id)
    unclear = desk.deliveries()[-1].message
    desk.reply("1", channel="mail", check_in=desk.standing.open[0].id)
    following = desk.deliveries()[-1].message
    mail = RecordingChannel()

    desk.send(mail)

    assert all(one.message.text == one.message.line for one in desk.deliveries())
    assert unclear.line == "Not quite clear yet"
    assert following.line in {prompt.line for prompt in PLAN.prompts.values()}


def test_a_deck_of_ones_own_is_asked_about_by_a_line_that_does_not_name_it() -> None:
    desk = Desk(plan=PLAN)
    due = DuePrompt(
        bond=0,
        family=Family.PLAIN,
        prompt="plain-keep",
        at=desk.now,
        on=desk.turn.today,
        expires_at=desk.now,
        deck="gratitude",
    )
    beginning.begin(desk.turn, desk.journal)

    with desk.journal.reading() as work:
        shown = asking.words_for(PLAN, work.standing(), due)

    assert "gratitude" not in shown.line.lower()
    assert len(shown.line) <= 40


def test_a_label_is_no_part_of_any_message() -> None:
    desk = Desk(ways=(MAIL,), plan=PLAN).begin()
    with desk.journal.writing() as work:
        beginning.add_bond(desk.turn, work, BondAdded(label=CANARY, profile=Profile.FRIEND))

    desk.ask()

    assert not [text for text in left(desk) if CANARY in text]
