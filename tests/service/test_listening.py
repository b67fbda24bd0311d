"""Hearing them by questions: the day after they wrote, once for each time, and what follows from a guess."""

from datetime import timedelta

from service.consent_desk import a_desk, add, an_answer, answered, asked, bond
from service.desk import Desk
from tending.core import choosing
from tending.core.entries import Listened
from tending.core.model import Family
from tending.service import listening


def able(desk: Desk) -> set[str]:
    """The questions of listening that may be asked by now."""
    found = [one for one in choosing.candidates(desk.plan, desk.standing, desk.now) if one.family is Family.LISTEN]
    return {prompt.id for one in found for day, prompt in one.prompts if day <= desk.turn.today}


def they_wrote(desk: Desk, words: str = "They said: I was glad to hear from you, yes") -> None:
    desk.reply("they wrote")
    desk.later(minutes=1).reply(words)


def test_nothing_is_asked_about_their_words_before_they_said_anything() -> None:
    desk = a_desk("OPEN")

    assert able(desk) & {"L1", "L2", "L4", "L5"} == set()


def test_the_day_after_they_wrote_it_asks_for_what_is_underneath_the_words_that_are_kept() -> None:
    desk = a_desk("OPEN")
    they_wrote(desk)

    today, tomorrow = able(desk), able(desk.later(days=1))

    assert today & {"L1", "L2", "L4", "L5"} == set()
    assert {"L2", "L4", "L5"} <= tomorrow
    assert "L1" not in tomorrow


def test_where_their_words_were_not_kept_they_are_asked_for() -> None:
    desk = a_desk("OPEN")
    desk.reply("they wrote")
    desk.reply("skip")

    assert "L1" in able(desk.later(days=1))


def test_each_of_them_comes_once_for_each_time_they_wrote() -> None:
    desk = a_desk("OPEN")
    they_wrote(desk)
    answered(desk.later(days=1), "L4", "half")

    after = able(desk.later(days=3))
    they_wrote(desk)

    assert "L4" not in after
    assert "L4" in able(desk.later(days=1))


def test_what_was_not_answered_in_two_weeks_is_called_for_no_more() -> None:
    desk = a_desk("OPEN")
    they_wrote(desk)

    found = choosing.candidates(desk.plan, desk.standing, desk.later(days=30).now)

    assert not [one for one in found if one.family is Family.LISTEN and one.due.called and one.prompts[0][1].id == "L2"]


def test_a_guess_is_asked_after_in_its_own_words_and_checked() -> None:
    desk = a_desk("OPEN")
    they_wrote(desk)
    answered(desk.later(days=1), "L2", "tired of it all, guess")

    assert bond(desk).asks["L3"] == desk.turn.today + timedelta(days=3)
    asked(desk.later(days=3), "L3")
    [sitting] = desk.standing.open
    desk.reply("right")

    assert sitting.words.personal == 'You guessed "tired of it all". Was it right, once you asked?'
    assert sitting.words.neutral == 'You guessed "a feeling of theirs". Was it right, once you asked?'
    [row], found = listening.shown(desk.journal)
    assert (row.sure, row.checked) == ("guess", "right")
    assert (found.checked, found.right) == (1, 1)


def test_what_they_asked_for_is_a_row_each_and_undo_takes_all_of_them_back() -> None:
    desk = a_desk("OPEN")
    they_wrote(desk)
    answered(desk.later(days=1), "L5", "a quiet week, the blue book")
    before, _ = listening.shown(desk.journal)

    desk.later(minutes=1).reply("undo")

    assert [one.text for one in before if one.kind == "request"] == ["a quiet week", "the blue book"]
    assert [one.kind for one in listening.shown(desk.journal)[0]] == ["entry"]


def test_what_they_mentioned_a_while_ago_comes_back_when_the_ladder_allows_and_not_before() -> None:
    desk = a_desk("OPEN")
    listening.add(desk.turn, desk.journal, "the choir", kind="entry", feeling="", sure=False, bond="")
    early = able(desk)
    they_wrote(desk)

    late = able(desk.later(days=15))
    asked(desk, "L7")

    assert "L7" not in early
    assert "L7" in late
    assert '"the choir"' in desk.standing.open[0].words.personal
    assert bond(desk).ledgers.listen.rows[0].raised


def test_without_anything_they_mentioned_it_is_not_asked() -> None:
    desk = a_desk("OPEN")
    desk.reply("they wrote")
    desk.reply("skip")

    assert "L7" not in able(desk.later(days=40))


def test_after_a_meeting_it_is_as_if_they_had_written() -> None:
    desk = a_desk("OPEN")
    add(desk, an_answer("M9", "They asked for time"))

    assert {"L1", "L4", "L5"} <= able(desk.later(days=1))


def test_the_share_of_the_talking_is_counted() -> None:
    desk = a_desk("OPEN")
    they_wrote(desk)
    answered(desk.later(days=1), "L4", "most")

    assert listening.shown(desk.journal)[1].shares["most"] == 1
    assert [entry.payload.of for entry in desk.entries("listen") if isinstance(entry.payload, Listened)] == [0, 0]
