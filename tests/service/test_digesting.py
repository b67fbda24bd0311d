"""The week on Sunday: off unless wanted, no question, in the keeper's own words only where they may go."""

from dataclasses import replace
from datetime import timedelta

import pytest

from service.consent_desk import answered
from service.desk import MAIL, Desk, RecordingChannel, a_plan
from tending.core.digest import digest_at
from tending.core.model import Level

WANTED = a_plan(digest=True)


def a_week(level: Level = Level.PROMPT, *, wanted: bool = True) -> Desk:
    """A Monday at noon, with one thing answered."""
    desk = Desk(plan=WANTED if wanted else a_plan(), ways=(replace(MAIL, level=level),)).begin()
    answered(desk, "G2", "the lake at dawn")
    desk.reply("skip")
    return desk


def told(desk: Desk) -> list[str]:
    mail = RecordingChannel()
    desk.send(mail)
    return [message.text for message in mail.got if "Your week" in message.text]


def on_sunday(desk: Desk, **by: float) -> Desk:
    desk.now = desk.now.replace(hour=11, minute=0) + timedelta(days=6, **by)
    desk.tick()
    return desk


def test_it_comes_on_sunday_at_eleven_in_numbers_below_personal() -> None:
    desk = a_week()
    early = told(on_sunday(desk, minutes=-1))

    desk.later(minutes=1).tick()

    assert early == []
    assert told(desk) == ["Your week: 1 answer, 0 pages held. Nothing to answer."]
    assert desk.tick() is not None
    assert told(desk) == []


def test_the_keepers_own_words_go_only_where_they_may() -> None:
    personal = told(on_sunday(a_week(Level.PERSONAL)))

    assert personal == ["Your week: 1 answer, 0 pages held. Nothing to answer.\n- the lake at dawn"]


def test_what_was_taken_back_is_not_told_and_long_words_are_shortened() -> None:
    desk = a_week(Level.PERSONAL)
    answered(desk, "G4", "somebody, " * 30)
    desk.reply("skip")
    answered(desk.later(minutes=1), "G3", "gone again")
    desk.later(minutes=1).reply("undo")

    [text] = told(on_sunday(desk))

    assert "gone again" not in text
    assert all(len(line) < 90 for line in text.splitlines())
    assert text.startswith("Your week: 2 answers")


def test_it_is_off_unless_wanted() -> None:
    assert told(on_sunday(a_week(wanted=False))) == []


@pytest.mark.parametrize("word", ["pause", "help"])
def test_nothing_of_it_comes_in_a_silence(word: str) -> None:
    desk = a_week()

    desk.reply(word)

    assert told(on_sunday(desk)) == []


def test_after_a_week_without_a_word_there_is_none() -> None:
    desk = a_week()
    on_sunday(desk)
    told(desk)

    assert digest_at(WANTED.rules, desk.standing, desk.later(days=7).now) is None


def test_a_week_of_notes_alone_is_not_told_of() -> None:
    desk = Desk(plan=WANTED, ways=(MAIL,)).begin()
    desk.reply("resume")

    assert told(on_sunday(desk)) == []
    assert [entry.kind for entry in desk.entries("digest")] == ["digest"]


def test_whoever_is_awake_only_in_the_night_does_not_get_it_then() -> None:
    desk = a_week()
    desk.now = desk.now.replace(hour=22) + timedelta(days=6)

    desk.tick()

    assert digest_at(WANTED.rules, desk.standing, desk.now) is None
    assert told(desk) == []
