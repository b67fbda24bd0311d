"""Dates ahead and trying again: what the keeper logs, and the questions that follow from it."""

from datetime import date, timedelta

import pytest

from service.consent_desk import DOORS, a_desk, add, answered, bond
from service.desk import Desk
from tending.core import choosing, gates
from tending.core.entries import Said
from tending.core.errors import RefusedError, UsageError
from tending.service import forgetting, occasions, trying


def able(desk: Desk) -> set[str]:
    found = choosing.candidates(desk.plan, desk.standing, desk.now)
    return {prompt.id for one in found for day, prompt in one.prompts if day <= desk.turn.today}


def dated(desk: Desk, days: int, text: str = "the day we met", *, yearly: bool = False) -> date:
    day = desk.turn.today + timedelta(days=days)
    occasions.add(desk.turn, desk.journal, text, day, yearly=yearly, bond="")
    return day


def test_a_date_is_asked_about_ten_days_before_in_its_own_words_and_not_again() -> None:
    desk = a_desk("OPEN")
    dated(desk, 30)
    early = able(desk.later(days=19))
    desk.later(days=1)
    near = able(desk)

    while (sitting := desk.ask()).prompt != "G7":
        desk.reply("skip")
    desk.reply("quiet")

    assert "G7" not in early
    assert "G7" in near
    assert sitting.words.personal.startswith('"the day we met" is near.')
    assert sitting.words.neutral.startswith('"A date you noted" is near.')
    assert "G7" not in able(desk.later(days=1))


def test_it_is_never_asked_on_the_day_nor_on_the_eve() -> None:
    desk = a_desk("OPEN")
    dated(desk, 12)

    eve, day = able(desk.later(days=11)), able(desk.later(days=1))

    assert "G7" not in eve | day


def test_a_heavy_day_brings_three_days_of_silence_whatever_is_near() -> None:
    desk = a_desk("OPEN")
    dated(desk, 8)
    answered(desk, "G5", "yes")
    desk.reply("skip")

    following = desk.tick().next

    assert following is not None
    assert following.at >= desk.now + timedelta(days=3) - timedelta(minutes=5)


def test_dates_are_listed_taken_away_and_taken_back() -> None:
    desk = a_desk("OPEN")
    dated(desk, 30)
    dated(desk, 20, "the choir", yearly=True)
    [(_, first), (_, second)] = occasions.rows(desk.turn, desk.journal)

    occasions.remove(desk.turn, desk.journal, first.id, bond="")
    left = [one.text for _, one in occasions.rows(desk.turn, desk.journal)]
    desk.later(minutes=1).reply("undo")

    assert (first.text, second.text, left) == ("the choir", "the day we met", ["the day we met"])
    assert len(occasions.rows(desk.turn, desk.journal)) == 2


def test_a_date_that_is_over_or_unknown_is_wrong_and_there_is_room_for_thirty() -> None:
    desk = a_desk("OPEN")
    with pytest.raises(UsageError, match="is over"):
        dated(desk, -1)
    with pytest.raises(UsageError, match="no occasion"):
        occasions.remove(desk.turn, desk.journal, 99, bond="")
    dated(desk, -1, yearly=True)
    for number in range(29):
        dated(desk, number + 1)

    with pytest.raises(RefusedError, match="30 dates"):
        dated(desk, 40)


def test_forgetting_somebody_takes_their_dates_along() -> None:
    desk = a_desk("OPEN")
    dated(desk, 30)

    forgetting.forget(desk.turn, desk.journal, "S")

    assert "the day we met" not in str([entry.payload for entry in desk.entries()])


# -- trying again --------------------------------------------------------------------------------------------------


def test_both_want_it_for_ninety_days_and_what_wore_them_down_stays_in_view() -> None:
    desk = a_desk("OPEN")
    answered(desk, "W2", "good: the lake\nhard: money talks")
    desk.reply("skip")

    heard = trying.begin(desk.turn, desk.journal, "we both said so", bond="")

    assert "“money talks”" in heard.echo
    assert {"P13", "P12", "P11", "L10", "W1"} <= able(desk.later(days=14))
    assert "P13" in able(desk.later(days=75))
    assert not {"P13", "P12", "P11"} & able(desk.later(days=1))


def test_the_weekly_question_comes_weekly_and_the_others_once() -> None:
    desk = a_desk("OPEN")
    trying.begin(desk.turn, desk.journal, "", bond="")
    for name in ("P13", "P11"):
        answered(desk.later(days=7), name, "yes")

    soon, week = able(desk), able(desk.later(days=7))

    assert "P13" in soon
    assert "P11" not in soon | week


@pytest.mark.parametrize("door", [door for door in DOORS if door not in {"OPEN", "WAITING", "QUIET"}])
def test_behind_a_door_there_is_no_trying_again(door: str) -> None:
    desk = a_desk(door)

    with pytest.raises(RefusedError, match="a door is shut"):
        trying.begin(desk.turn, desk.journal, "", bond="")


@pytest.mark.parametrize("door", [door for door in DOORS if door not in {"OPEN", "WAITING", "QUIET"}])
def test_a_door_that_shuts_ends_it(door: str) -> None:
    desk = a_desk("OPEN")
    trying.begin(desk.turn, desk.journal, "", bond="")

    add(desk, *DOORS[door])

    assert gates.TWO not in gates.facts_of(desk.plan, bond(desk), desk.now)
    assert not {"P13", "P12", "P11"} & able(desk.later(days=10))


def test_once_they_said_no_it_does_not_begin_again_by_itself() -> None:
    desk = a_desk("OPEN")
    trying.begin(desk.turn, desk.journal, "", bond="")

    add(desk, Said(what="space", on=desk.turn.today))

    assert bond(desk).ledgers.promise.both is None


def test_it_can_be_over_and_undo_takes_that_back() -> None:
    desk = a_desk("OPEN")
    trying.begin(desk.turn, desk.journal, "", bond="")
    trying.end(desk.later(minutes=1).turn, desk.journal, "", bond="")
    over = bond(desk).ledgers.promise.both

    desk.later(minutes=1).reply("undo")

    assert over is None
    assert bond(desk).ledgers.promise.both == desk.turn.today


def test_whoever_turned_toward_moving_on_is_asked_nothing_of_it() -> None:
    desk = a_desk("OPEN")
    trying.begin(desk.turn, desk.journal, "", bond="")

    desk.reply("move on")

    assert not {"P13", "P12", "P11"} & able(desk.later(days=10))
    with pytest.raises(RefusedError):
        trying.begin(desk.turn, desk.journal, "", bond="")
