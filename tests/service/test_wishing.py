"""The wish by answers: what is hidden, what holds reach, a fork that turns, and the way back."""

import pytest

from service.consent_desk import a_desk, add, answered, asked, bond, state_of
from service.desk import Desk, a_plan
from tending.core import gates
from tending.core.entries import Answered, BondChanged, Moved, Withdrawn
from tending.core.errors import RefusedError
from tending.core.model import Family, Profile
from tending.service import moving, wishing


def test_earlier_answers_are_out_of_sight_while_a_question_about_it_is_open() -> None:
    desk = a_desk("OPEN")
    answered(desk, "W4", "against")
    desk.reply("4")

    asked(desk, "W1")
    during = wishing.look(desk.turn, desk.journal)
    desk.reply("no")
    after = wishing.look(desk.turn, desk.journal)

    assert during.waits == desk.entries("asked")[-1].seq
    assert after.waits == 0
    assert [(one.prompt, one.leans) for one in after.answers][-2:] == [("W4", "away"), ("W1", "away")]


def test_the_strength_of_the_wish_is_no_answer_and_comes_by_weeks() -> None:
    desk = a_desk("OPEN")
    answered(desk, "W8", "4")

    now = wishing.look(desk.turn, desk.journal)
    later = wishing.look(desk.later(days=7).turn, desk.journal)

    assert now.measures.drift.n == 0
    assert later.measures.drift.n == 1
    assert "W8" not in {one.prompt for one in now.answers}


def test_a_remark_behind_the_number_is_not_taken_for_it() -> None:
    desk = a_desk("OPEN")
    add(
        desk,
        Answered(check_in=0, prompt="W8", values={"also": "calmer", "scale-1-5": 2}, text="2, calmer", closes=True),
    )

    later = wishing.look(desk.later(days=7).turn, desk.journal)

    assert [week.mean for week in later.measures.drift.weeks][-1] == 2


def test_a_difference_that_is_owed_holds_reach_until_it_is_named() -> None:
    desk = a_desk("OPEN")
    add(desk, BondChanged(profile=Profile.FORMER_PARTNER))

    heard = answered(desk, "W7", "3")
    owing = state_of(desk), bond(desk).asks.get("W7")
    answered(desk, "W7", "3, we had stopped shouting")

    assert "one thing that is different" in heard.echo
    assert owing[0] == "QUIET"
    assert owing[1] is not None
    assert (owing[1] - desk.turn.today).days == 7
    assert state_of(desk) == "OPEN"
    assert "W7" not in bond(desk).asks


def test_the_fork_can_turn_toward_moving_on() -> None:
    desk = a_desk("OPEN")

    heard = answered(desk, "W9", "turn toward moving on")

    assert "about you" in heard.echo
    assert bond(desk).moving_on
    assert gates.shut(desk.plan, bond(desk), Family.MOVING, desk.now) == ""


def test_a_month_of_rest_is_silence_and_nothing_turns() -> None:
    desk = a_desk("OPEN")

    answered(desk, "W9", "rest a month")

    assert desk.standing.paused_until is not None
    assert (desk.standing.paused_until - desk.now).days == 28
    assert not bond(desk).moving_on


def test_a_small_closing_turns_nobody_twice() -> None:
    desk = a_desk("OPEN")
    moving.begin(desk.turn, desk.journal, bond="")

    answered(desk, "O1", "the walks")

    assert len(desk.entries("moved-on")) == 1


def test_what_was_open_and_leads_back_is_asked_no_longer_once_the_keeper_moved_on() -> None:
    desk = a_desk("OPEN")
    asked(desk, "W1")

    desk.reply("move on")

    assert desk.standing.asking is None
    assert [type(entry.payload) for entry in desk.entries("withdrawn")] == [Withdrawn]


def test_what_was_open_and_is_theirs_anyway_stays_open() -> None:
    desk = a_desk("OPEN")
    asked(desk, "G2")

    desk.reply("move on")

    assert desk.standing.asking is not None


def test_whoever_turns_back_begins_again_and_every_mark_stands() -> None:
    desk = a_desk("RESTING")
    moving.begin(desk.turn, desk.journal, bond="")
    again = moving.begin(desk.turn, desk.journal, bond="")

    moving.back(desk.turn, desk.journal, bond="")
    twice = moving.back(desk.turn, desk.journal, bond="")

    assert not bond(desk).moving_on
    assert state_of(desk) == "RESTING"
    assert not gates.first_round_over(desk.plan, bond(desk), desk.now)
    assert "already" in again.echo
    assert "Nothing has turned" in twice.echo
    assert len(desk.entries("moved-on")) == 2


def test_turning_back_opens_nothing_at_once() -> None:
    desk = a_desk("OPEN")
    moving.begin(desk.turn, desk.journal, bond="")

    moving.back(desk.later(days=100).turn, desk.journal, bond="")

    assert state_of(desk) == "QUIET"


def test_whoever_was_moving_on_from_the_start_has_nothing_to_turn_back_to() -> None:
    desk = Desk(plan=a_plan()).begin(profile=Profile.MOVING_ON)

    with pytest.raises(RefusedError, match="from the start"):
        moving.back(desk.turn, desk.journal, bond="")


def test_how_often_something_kind_was_named_is_of_what_was_asked() -> None:
    desk = a_desk("OPEN")
    moving.begin(desk.turn, desk.journal, bond="")
    answered(desk, "O2", "a swim")
    asked(desk, "O2")
    desk.reply("skip")
    answered(desk, "O6", "4, passed")
    desk.reply("and it was raining")
    add(desk, Moved(what="done", on=desk.turn.today, text="tea"))

    rows, found = moving.look(desk.turn, desk.journal)

    assert [row.what for row in rows] == ["done", "urge", "done"]
    assert (found.done, found.asked, found.done_rate, found.passed) == (2, 2, 0.5, 1.0)
