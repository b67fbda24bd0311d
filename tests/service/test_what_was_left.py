"""What an answer left out is offered once more, and whoever put something off may name another time."""

from datetime import timedelta

import pytest

from service.consent_desk import a_desk, answered, asked, bond
from service.desk import Desk, a_plan
from tending.core.model import DuePrompt, Family
from tending.service import asking

REST = "Last time you left something out of “Name the good and the hard”."


def shown(desk: Desk, name: str, *, opened: bool = False) -> str:
    prompt = desk.plan.prompts[name]
    due = DuePrompt(
        bond=1, family=prompt.family, prompt=name, at=desk.now, on=desk.turn.today, expires_at=desk.now, opened=opened
    )
    return asking.words_for(desk.plan, desk.standing, due).neutral


def test_the_rest_is_offered_inside_the_next_question_of_its_family_once() -> None:
    desk = a_desk("OPEN")
    answered(desk, "W2", "good: the lake")
    desk.reply("skip")
    other, offered = shown(desk, "G2"), shown(desk, "W5")

    asked(desk.later(days=21), "W5")

    assert REST not in other
    assert REST in offered
    assert REST in desk.standing.open[0].words.neutral
    assert REST not in shown(desk, "W10")


def test_a_whole_answer_leaves_nothing_to_offer() -> None:
    desk = a_desk("OPEN")
    answered(desk, "W2", "good: the lake\nhard: money")

    assert bond(desk).track("want").left == ""


def test_the_same_question_and_what_the_keeper_opens_stand_alone() -> None:
    desk = a_desk("OPEN")
    answered(desk, "W2", "good: the lake")

    assert REST not in shown(desk, "W2")
    assert REST not in shown(desk, "W5", opened=True)
    assert "left something" not in shown(desk, "C2")


def test_nothing_is_left_over_of_what_leads_outward() -> None:
    assert {Family.REACH, Family.REHEARSE, Family.MEET, Family.CONSENT} <= asking.NO_REST


def test_not_now_names_its_choices() -> None:
    desk = a_desk("OPEN")
    asked(desk, "G2")

    heard = desk.reply("not now")

    assert "later tonight, later tomorrow, later 1w" in heard.echo
    assert bond(desk).track("ground").due == desk.turn.today + timedelta(days=2)


@pytest.mark.parametrize(("word", "days"), [("later tomorrow", 1), ("later next week", 7), ("later 3d", 3)])
def test_another_day_may_be_named_right_after_and_counts_as_one(word: str, days: int) -> None:
    desk = a_desk("OPEN")
    asked(desk, "G2")
    desk.reply("not now")

    heard = desk.later(minutes=5).reply(word)

    assert "Another time" not in heard.echo
    assert bond(desk).track("ground").due == desk.turn.today + timedelta(days=days)
    assert bond(desk).track("ground").laters == 1


def test_tonight_after_all_opens_it_again_and_it_can_be_answered() -> None:
    desk = a_desk("OPEN")
    asked(desk, "G2")
    desk.reply("not now")
    desk.later(minutes=5).reply("later tonight")
    [again] = desk.standing.open
    due = bond(desk).track("ground").due

    desk.later(hours=1).reply("the lake")

    assert again.prompt == "G2"
    assert due is None
    assert bond(desk).track("ground").laters == 0
    assert bond(desk).shown("G2").answered_at == desk.now


def test_a_question_of_ones_own_deck_is_open_again_tonight_too() -> None:
    desk = Desk(plan=a_plan(decks=("evening-look-back",))).begin()
    desk.now = desk.now.replace(hour=20, minute=30)
    desk.tick()
    [own] = [one for one in desk.standing.open if one.deck]
    desk.reply("not now", check_in=own.id)

    desk.later(minutes=5).reply("later tonight", check_in=own.id)

    assert [one.id for one in desk.standing.open if one.deck] == [own.id]


def test_the_next_day_it_is_too_late_to_name_another() -> None:
    desk = a_desk("OPEN")
    asked(desk, "G2")
    desk.reply("not now")

    heard = desk.later(hours=13).reply("later tomorrow")

    assert heard.echo == "Nothing is open just now."


def test_tonight_is_over_when_the_question_would_have_closed() -> None:
    desk = a_desk("OPEN")
    asked(desk, "G1")
    desk.later(hours=22).reply("not now")

    heard = desk.later(hours=11).reply("later tonight")

    assert heard.echo == "Nothing is open just now."
    assert desk.standing.open == ()
