"""What an answer means for the doors, and what undo leaves shut."""

from datetime import timedelta

import pytest

from service.consent_desk import a_desk, add, an_answer, answered, asked, bond, marks, said, state_of
from service.desk import Desk, a_plan
from tending.core import contact as doors
from tending.core import entries as e
from tending.core.words import say
from tending.service import caring, consenting

# -- what an answer shuts or opens -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "what", "state", "key"),
    [
        ("C1", "to wait", "space", "SPACE", "space"),
        ("C1", "to stop, or blocked", "no", "CLOSED", "said-no"),
        ("C1", "a court or the police", "order", "LEGAL", "said-order"),
    ],
)
def test_c1_shuts_what_it_names(name: str, text: str, what: str, state: str, key: str) -> None:
    desk = a_desk()

    heard = answered(desk, name, text)

    assert say(key, "en") in heard.echo
    assert (said(desk)[-1].what, said(desk)[-1].text, said(desk)[-1].on) == (what, text, desk.turn.today)
    assert state_of(desk) == state
    assert heard.changed


def test_c1_answered_with_to_wait_while_there_is_space_moves_nothing() -> None:
    desk = a_desk("SPACE")

    answered(desk, "C1", "to wait")

    assert len(said(desk)) == 1


@pytest.mark.parametrize(
    ("name", "text", "mark", "violent"),
    [
        ("U1", "yes", "unsafe", False),
        ("U1", "partly", "unsafe", False),
        ("U2", "partly", "unsafe", False),
        ("U2", "yes", "violent", True),
    ],
)
def test_a_safety_question_that_is_not_clear_shuts_and_brings_the_card(
    name: str, text: str, mark: str, *, violent: bool
) -> None:
    desk = a_desk()

    heard = answered(desk, name, text)

    assert marks(desk) == [mark]
    assert caring.safety_card(desk.turn) in heard.echo
    assert heard.follows_prompt == ""
    assert (state_of(desk), bond(desk).contact.violent) == ("UNSAFE", violent)


def test_the_three_questions_go_on_to_one_another_when_they_are_clear() -> None:
    desk = a_desk()
    asked(desk, "U1")

    follows = [desk.later(minutes=1).reply("no").follows_prompt for _ in range(3)]

    assert follows == ["U2", "C1", ""]
    assert state_of(desk) == "OPEN"
    assert desk.standing.asking is None


def test_c2_does_what_it_is_answered() -> None:
    less, pause, moves, ends, on = (a_desk() for _ in range(5))

    heard = [
        answered(desk, "C2", text)
        for desk, text in zip(
            (less, pause, moves, ends, on), ("less", "pause", "move on", "end well", "go on"), strict=True
        )
    ]

    assert less.standing.budget == 3
    assert pause.standing.paused_at is not None
    assert pause.standing.paused_until is None
    assert bond(moves).moving_on
    assert bond(ends).closed
    assert say("move-on", "en") in heard[2].echo
    assert say("finished", "en") in heard[3].echo
    assert on.entries("mark", "said", "paused", "paced", "moved-on", "bond-closed") == []


def test_c2_that_is_not_answered_once_may_be_a_few_days_away() -> None:
    desk = a_desk()
    asked(desk, "C2")

    desk.later(days=4).tick()

    assert desk.standing.paused_at is None
    assert desk.tick().next is not None


def test_an_answer_to_c2_begins_the_count_anew_however_long_ago_it_was() -> None:
    desk = a_desk()
    asked(desk, "C2")
    desk.later(days=4).tick()
    answered(desk, "C2", "go on")
    asked(desk.later(days=400), "C2")

    desk.later(days=4).tick()

    assert desk.standing.paused_at is None


def test_c2_that_is_not_answered_twice_running_pauses() -> None:
    desk = a_desk()
    asked(desk, "C2")
    desk.later(days=4).tick()
    asked(desk.later(days=40), "C2")

    desk.later(days=4).tick()

    assert desk.standing.paused_at is not None
    assert desk.standing.paused_until is None
    assert desk.tick().next is None


def test_a_wish_that_is_no_clear_yes_holds_until_the_safety_questions_are_answered() -> None:
    desk = a_desk()

    heard = answered(desk, "W6", "partly")

    assert marks(desk) == ["unsure"]
    assert say("mark-unsure", "en") in heard.echo
    assert state_of(desk) == "UNSAFE"


# -- the steps of reaching out -----------------------------------------------------------------------------------------


def test_r1_with_no_sign_against_it_goes_on_and_leads_to_a_light_line_two_days_later() -> None:
    desk = a_desk()

    heard = answered(desk, "R1", "none")

    assert heard.follows_prompt == "R8"
    assert dict(bond(desk).asks) == {"R3": desk.turn.today + timedelta(days=2)}


@pytest.mark.parametrize("text", ["unsure", "yes"])
def test_r1_with_a_sign_against_it_holds_and_owes_c1(text: str) -> None:
    desk = a_desk()

    heard = answered(desk, "R1", text)

    assert marks(desk) == ["owed"]
    assert heard.follows_prompt == ""
    assert say("mark-owed", "en") in heard.echo
    assert state_of(desk) == "HOLD"
    assert answered(desk, "C1", "no").changed is False
    assert state_of(desk) == "OPEN"


def test_r1_when_they_wrote_first_asks_for_their_words_in_the_same_sitting() -> None:
    desk = a_desk()

    heard = answered(desk, "R1", "they wrote first")

    assert heard.follows_prompt == "L11"
    assert (said(desk)[-1].what, said(desk)[-1].rung) == ("they-wrote", None)
    assert bond(desk).contact.wrote_at == desk.now


def test_r4_holds_the_line_for_two_days_either_way() -> None:
    easy, hard = a_desk(), a_desk()

    for desk, text in ((easy, "yes"), (hard, "no")):
        add(desk, an_answer("R3", "hello"))
        answered(desk, "R4", text)

    assert dict(bond(easy).asks) == {"R5": easy.turn.today + timedelta(days=2)}
    assert dict(bond(hard).asks) == {"R3": hard.turn.today + timedelta(days=2)}


@pytest.mark.parametrize(
    ("text", "day"), [("sent\ntoday", 0), ("sent\nyesterday", 1), ("sent", 0), ("sent\ntomorrow", 0)]
)
def test_r5_sent_waits_from_the_day_it_went_out_and_never_from_one_that_has_not_come(text: str, day: int) -> None:
    desk = a_desk()

    heard = answered(desk, "R5", text)

    if heard.understood != "answer":
        heard = desk.later(minutes=1).reply("sent\ntoday")
    fact = said(desk)[-1]
    assert (fact.what, fact.counts, fact.on) == ("i-wrote", True, desk.turn.today - timedelta(days=day))
    assert say("i-wrote-waits", "en") in heard.echo
    assert state_of(desk) == "WAITING"


def test_r5_not_sent_is_a_fine_answer_and_leaves_it_open() -> None:
    desk = a_desk()

    answered(desk, "R5", "not sent")

    assert (marks(desk), said(desk), state_of(desk)) == ([], [], "OPEN")


@pytest.mark.parametrize(("text", "rung"), [("brief", 1), ("friendly", 2), ("open", 3)])
def test_r6_that_something_came_back_opens_at_its_rung_and_asks_c1_along(text: str, rung: int) -> None:
    desk = a_desk("WAITING")
    desk.later(days=7)

    heard = answered(desk, "R6", text)

    assert heard.follows_prompt == "C1"
    assert (said(desk)[-1].what, said(desk)[-1].rung) == ("they-wrote", rung)
    assert bond(desk).asks["R7"] == desk.turn.today
    assert (state_of(desk), bond(desk).contact.attempts) == ("OPEN", ())


def test_r6_none_waits_on_and_asks_c1_along() -> None:
    desk = a_desk("WAITING")

    heard = answered(desk, "R6", "none")

    assert heard.follows_prompt == "C1"
    assert state_of(desk) == "WAITING"


def test_r6_that_they_asked_for_space_shuts_and_slows_the_others() -> None:
    desk = a_desk("WAITING")

    heard = answered(desk, "R6", "asked for space")

    assert state_of(desk) == "SPACE"
    assert say("space", "en") in heard.echo
    assert bond(desk).slow_until == desk.now + timedelta(days=28)


def test_r11_one_last_time_opens_for_one_round() -> None:
    desk = a_desk("WAITING")
    desk.later(days=31)

    heard = answered(desk, "R11", "one last time")

    assert marks(desk) == ["once-more"]
    assert say("mark-once-more", "en") in heard.echo
    assert state_of(desk) == "OPEN"


def test_r11_let_it_rest_rests() -> None:
    desk = a_desk("WAITING")
    desk.later(days=31)

    heard = answered(desk, "R11", "let it rest")

    assert marks(desk) == ["resting"]
    assert say("mark-resting", "en") in heard.echo
    assert state_of(desk) == "RESTING"


def test_r11_that_is_answered_after_the_keeper_wrote_again_opens_nothing() -> None:
    desk = a_desk("WAITING")
    asked(desk.later(days=31), "R11")
    desk.reply("I wrote")

    desk.later(minutes=5).reply("one last time")

    assert state_of(desk) == "WAITING"


def test_the_one_last_time_that_was_not_used_rests_and_the_one_that_was_waits() -> None:
    unused, used = a_desk("WAITING"), a_desk("WAITING")
    for desk in (unused, used):
        answered(desk.later(days=31), "R11", "one last time")
        desk.later(days=3)

    heard = answered(unused, "R5", "not sent")
    answered(used, "R5", "sent\ntoday")

    assert say("mark-resting", "en") in heard.echo
    assert (marks(unused), state_of(unused)) == (["once-more", "resting"], "RESTING")
    assert (marks(used), state_of(used)) == (["once-more"], "WAITING")
    assert state_of(used.later(days=31)) == "RESTING"


# -- undo opens no door ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "before", "state"),
    [
        ("C1", "to stop, or blocked", "OPEN", "CLOSED"),
        ("C1", "a court or the police", "OPEN", "LEGAL"),
        ("C1", "to wait", "OPEN", "SPACE"),
        ("U2", "yes", "OPEN", "UNSAFE"),
        ("W6", "no", "OPEN", "UNSAFE"),
        ("R1", "yes", "OPEN", "HOLD"),
        ("R5", "sent\ntoday", "OPEN", "WAITING"),
        ("R6", "asked for space", "WAITING", "SPACE"),
    ],
)
def test_undo_of_an_answer_opens_nothing_that_it_shut(name: str, text: str, before: str, state: str) -> None:
    desk = a_desk(before)
    answered(desk, name, text)

    heard = desk.later(minutes=1).reply("undo")

    assert heard.understood == "undo"
    assert state_of(desk) == state


@pytest.mark.parametrize(
    ("name", "text", "days", "opened"), [("R6", "friendly", 7, "OPEN"), ("R11", "one last time", 31, "OPEN")]
)
def test_undo_of_an_answer_takes_back_what_it_opened(name: str, text: str, days: int, opened: str) -> None:
    desk = a_desk("WAITING")
    answered(desk.later(days=days), name, text)
    assert state_of(desk) == opened

    desk.later(minutes=1).reply("undo")

    assert state_of(desk) == "WAITING"


def test_undo_of_a_clear_answer_owes_it_again() -> None:
    desk = a_desk()
    answered(desk, "R1", "unsure")
    answered(desk, "C1", "no")

    desk.later(minutes=1).reply("undo")

    assert state_of(desk) == "HOLD"


@pytest.mark.parametrize(("answer", "clear"), [("to stop, or blocked", False), ("no", True)])
def test_undo_leaves_of_an_answer_about_their_wishes_that_it_was_no_clear_one(answer: str, clear: bool) -> None:  # noqa: FBT001
    desk = a_desk()
    answered(desk, "C1", answer)
    told = bond(desk).contact

    desk.later(minutes=1).reply("undo")

    after = bond(desk).contact
    assert (after.told["C1"] == told.told["C1"]) is not clear
    assert doors.is_clear(after) is clear


# -- which bond is meant -----------------------------------------------------------------------------------------------


def test_what_is_told_is_about_the_bond_at_hand_else_the_first_that_is_open() -> None:
    desk = Desk().begin("S", "T", "U")
    add(desk, e.BondClosed(), bond=1)
    asked_about = desk.ask()

    desk.reply("they wrote", check_in=asked_about.id)
    with desk.journal.reading() as work:
        first, none = consenting.bond_at_hand(work, None), consenting.bond_at_hand(work, asked_about)

    assert desk.entries("said")[0].bond == asked_about.bond
    assert (first, none) == (2, asked_about.bond)


def test_nothing_follows_from_an_answer_that_is_about_nobody() -> None:
    desk = Desk(plan=a_plan(decks=("gratitude",))).begin()
    while not any(one.deck for one in desk.standing.open):
        wake = desk.tick().wake
        assert wake is not None
        desk.now = max(desk.now, wake)
    plain = next(one for one in desk.standing.open if one.deck)

    desk.reply("the light this morning", check_in=plain.id)

    assert desk.entries("mark", "said") == []
