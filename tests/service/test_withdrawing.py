"""A door that shuts takes back what was asked before it: the question that leads outward is asked no longer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

import pytest

from service.desk import MAIL, Desk, RecordingChannel
from tending.adapters.journal.memory import MemoryJournal
from tending.core import contact as doors
from tending.core.entries import Draft, MarksKept, Said
from tending.core.model import FormKind, InTouch
from tending.core.records import Way
from tending.core.standing import Sitting, Standing
from tending.service import beginning, commanding

SAYS = {"A0": "yes", "R1": "none", "R5": "sent", "U1": "no", "U2": "no", "C1": "no"}
SAID = {FormKind.SCALE: "4", FormKind.NUMBER: "2", FormKind.PERCENT: "80", FormKind.CHOICE: "1"}
QUESTIONS = 300


def live_until(prompt: str, *ways: Way) -> Desk:
    """Everything is answered until this question waits."""
    desk = Desk(ways=ways).begin(in_touch=InTouch.YES)
    for _ in range(QUESTIONS):
        sitting = desk.standing.asking or desk.ask()
        if sitting.prompt == prompt:
            return desk
        kind = desk.plan.prompts[sitting.prompt].form.parts[0].kind
        desk.reply(SAYS.get(sitting.prompt, SAID.get(kind, "yes, a thing and another")))
        desk.later(minutes=1)
    raise AssertionError(prompt)


@lru_cache
def lived_until(prompt: str) -> tuple[Standing, datetime]:
    desk = live_until(prompt)
    return desk.standing, desk.now


def asked(prompt: str) -> tuple[Desk, Sitting]:
    standing, now = lived_until(prompt)
    assert standing.asking is not None
    desk = Desk(journal=MemoryJournal(standing=standing), now=now)
    beginning.begin(desk.turn, desk.journal)
    return desk, standing.asking


def order(desk: Desk) -> None:
    commanding.log_said(desk.turn, desk.journal, "order", bond="", on=desk.turn.today, text="")


def order_told_elsewhere(desk: Desk) -> None:
    """By another process, which got no further than the entry."""
    with desk.journal.writing() as work:
        work.append(Draft(payload=Said(what="order", on=desk.turn.today), at=desk.now, bond=1))


SHUTS: dict[str, Callable[[Desk], object]] = {
    "an order": order,
    "they asked for space": lambda desk: desk.reply("they asked for space"),
    "the keeper wrote": lambda desk: desk.reply("I wrote"),
    "the keeper moves on": lambda desk: desk.reply("move on"),
}


@pytest.mark.parametrize("shuts", SHUTS)
def test_a_step_that_was_open_is_asked_no_longer_once_a_door_shuts(shuts: str) -> None:
    desk, sitting = asked("R3")

    SHUTS[shuts](desk)

    assert desk.standing.asking is None
    assert desk.standing.recent[-1].outcome == "withdrawn"
    assert desk.reply("next").check_in != sitting.id


def test_words_of_a_no_in_the_answer_bring_no_further_step() -> None:
    desk, _ = asked("R3")

    heard = desk.reply("hello S, I know you blocked me, just one light line")

    assert heard.follows_prompt == "C1"
    assert [one.prompt for one in desk.standing.open] == ["C1"]


def test_what_a_question_goes_on_with_stays_where_no_door_has_shut_on_it() -> None:
    desk, sitting = asked("R6")

    heard = desk.reply("asked for space")

    assert (heard.check_in, heard.follows_prompt) == (sitting.id, "C1")
    assert [one.prompt for one in desk.standing.open] == ["C1"]


def test_a_step_of_a_deck_that_is_gone_is_withdrawn_too() -> None:
    desk, _ = asked("R3")
    known = {name: prompt for name, prompt in desk.plan.prompts.items() if name != "R3"}
    desk.plan = replace(desk.plan, prompts=known)

    desk.tick()

    assert desk.standing.asking is None


def test_a_question_about_something_else_stays_open_behind_a_door() -> None:
    desk, sitting = asked("A1")

    order(desk)

    assert desk.standing.asking == sitting


@pytest.mark.parametrize("looks", ["a tick", "a start"])
def test_what_shut_unseen_is_withdrawn_as_soon_as_anybody_looks(looks: str) -> None:
    desk, sitting = asked("R3")
    shut = doors.ordered(desk.standing.bond(1).contact, desk.now)
    with desk.journal.writing() as work:
        work.append(Draft(payload=MarksKept(contact=shut), at=desk.now, bond=1))
    assert desk.standing.asking == sitting

    if looks == "a tick":
        desk.tick()
    else:
        beginning.begin(desk.turn, desk.journal)

    assert desk.standing.open == ()
    assert desk.kinds()[-1] == "withdrawn"


def test_a_step_on_its_way_out_is_not_sent_behind_a_door() -> None:
    desk, mail = live_until("R3", MAIL), RecordingChannel()
    sitting = desk.standing.asking
    assert sitting is not None

    order_told_elsewhere(desk)

    assert desk.send(mail) == 0
    assert [(one.state.value, one.detail) for one in desk.deliveries() if one.check_in == sitting.id] == [
        ("cancelled", "a door has shut on it")
    ]


def test_a_step_that_is_withdrawn_goes_out_nowhere() -> None:
    desk, mail = live_until("R3", MAIL), RecordingChannel()
    sitting = desk.standing.asking
    assert sitting is not None

    order(desk)

    desk.send(mail)
    assert {one.state.value for one in desk.deliveries() if one.check_in == sitting.id} == {"cancelled"}
    assert "light hello" not in "".join(message.text for message in mail.got)


# -- late answers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("prompt", "answer"), [("R6", "friendly"), ("R1", "they wrote first")])
def test_a_late_answer_tells_of_no_message_after_their_no(prompt: str, answer: str) -> None:
    desk, sitting = asked(prompt)
    commanding.log_said(desk.turn, desk.journal, "no", bond="", on=desk.turn.today, text="")
    desk.later(days=1)

    heard = desk.reply(answer, check_in=sitting.id)

    closed = desk.standing.bond(1).contact.closed
    assert closed is not None
    assert closed.wrote_at is None
    assert "from before they asked for peace" in heard.echo


def test_a_late_answer_begins_no_exit_of_space() -> None:
    desk, sitting = asked("R6")
    desk.reply("they asked for space")
    desk.later(days=1)

    desk.reply("friendly", check_in=sitting.id)

    space = desk.standing.bond(1).contact.space
    assert space is not None
    assert space.wrote_at is None


def test_what_came_back_counts_from_today_where_nobody_asked_for_peace() -> None:
    desk, _ = asked("R6")

    heard = desk.reply("friendly")

    assert desk.standing.bond(1).contact.wrote_at == desk.now
    assert "peace" not in heard.echo
