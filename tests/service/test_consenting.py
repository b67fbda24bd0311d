"""What happened between the two, and what they said about contact."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from service.consent_desk import (
    DOORS,
    STATEMENT,
    a_desk,
    asked,
    bond,
    marks,
    said,
    state_of,
)
from service.desk import Desk, a_plan
from tending.core import entries as e
from tending.core.errors import RefusedError
from tending.core.records import Heard
from tending.core.words import say
from tending.service import commanding

# -- they wrote --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [name for name in DOORS if name not in {"LEGAL", "UNSAFE"}])
def test_their_words_are_asked_for_at_once_behind_every_door_but_an_order_and_fear(state: str) -> None:
    desk = a_desk(state)

    heard = desk.reply("they wrote: thank you for the photo")

    assert heard.follows_prompt == "L11"
    assert heard.understood == "they-wrote"
    assert heard.changed
    assert heard.check_in == bond_sitting(desk)
    assert said(desk)[-1].text == "thank you for the photo"
    assert state_of(desk) == {"WAITING": "OPEN"}.get(state, state)


def bond_sitting(desk: Desk) -> int:
    sitting = desk.standing.asking
    assert sitting is not None
    assert sitting.opened
    return sitting.id


@pytest.mark.parametrize(("state", "key"), [("LEGAL", "they-wrote-legal"), ("UNSAFE", "they-wrote-unsafe")])
def test_under_an_order_and_where_somebody_is_afraid_their_message_is_kept_and_asks_nothing(
    state: str, key: str
) -> None:
    desk = a_desk(state)

    heard = desk.reply("they wrote: hello")

    assert heard.echo.startswith(say(key, "en"))
    assert desk.standing.asking is None
    assert said(desk)[-1].what == "they-wrote"
    assert state_of(desk) == state


def test_what_is_open_waits_until_tomorrow_and_their_words_come_first() -> None:
    desk = a_desk()
    asked(desk, "G1")

    heard = desk.reply("they wrote")

    assert heard.follows_prompt == "L11"
    put_off = desk.entries("put-off")[0].payload
    assert isinstance(put_off, e.PutOff)
    assert put_off.due == desk.turn.today + timedelta(days=1)
    assert len(desk.standing.open) == 1


def test_without_the_question_in_the_decks_their_message_is_kept_all_the_same() -> None:
    plan = a_plan()
    without = {name: prompt for name, prompt in plan.prompts.items() if name != "L11"}
    desk = a_desk(plan=type(plan)(rules=plan.rules, decks=(), prompts=without, families=plan.families, seed=plan.seed))

    heard = desk.reply("they wrote: hello")

    assert heard.echo.startswith(say("they-wrote", "en"))
    assert desk.standing.asking is None


@pytest.mark.parametrize(
    ("text", "rung"),
    [
        ("they wrote: brief, ok", 1),
        ("they wrote: Friendly! good to hear", 2),
        ("they wrote: open; a long letter", 3),
        ("they wrote: personal", 3),
        ("they wrote: how are you", None),
        ("they wrote", None),
    ],
)
def test_the_first_word_may_say_how_near_it_came(text: str, rung: int | None) -> None:
    desk = a_desk()

    desk.reply(text)

    assert said(desk)[-1].rung == rung


def test_a_message_that_came_when_it_had_been_let_rest_says_so() -> None:
    resting, waiting = a_desk("RESTING"), a_desk("WAITING")

    for desk in (resting, waiting):
        desk.reply("they wrote")

    assert said(resting)[-1].resting
    assert not said(waiting)[-1].resting
    assert state_of(resting.later(days=7)) == "OPEN"


def test_their_words_answered_with_yes_bring_the_ladder_and_the_drawer() -> None:
    desk = a_desk("SPACE")
    desk.reply("they wrote")

    heard = desk.later(minutes=1).reply("thank you for the photo\nyes")

    assert say("ladder-advice", "en", rung="casual") in heard.echo
    assert say("drawer-advice", "en") in heard.echo
    assert heard.changed


@pytest.mark.parametrize("asked_for", ["space", "no"])
def test_once_they_asked_for_peace_nothing_leads_to_an_answer(asked_for: str) -> None:
    desk = a_desk()
    desk.reply("they wrote")
    desk.later(minutes=1)
    commanding.log_said(desk.turn, desk.journal, asked_for, bond="", on=desk.turn.today, text="")

    heard = desk.later(minutes=1).reply("thank you for the photo\nyes")

    assert heard.echo.startswith("Noted: yes.")
    assert say("ladder-advice", "en", rung="casual") not in heard.echo
    assert say("drawer-advice", "en") not in heard.echo


def test_their_words_that_ask_for_no_answer_bring_no_advice() -> None:
    desk = a_desk()
    desk.reply("they wrote")

    heard = desk.later(minutes=1).reply("thank you for the photo\nno")

    assert say("drawer-advice", "en") not in heard.echo


# -- I wrote -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "key", "counts"),
    [
        ("OPEN", "i-wrote-waits", True),
        ("WAITING", "i-wrote-waits", True),
        ("QUIET", "i-wrote-early", False),
        ("RESTING", "i-wrote-early", False),
        ("HOLD", "i-wrote-shut", False),
        ("SPACE", "i-wrote-shut", False),
        ("CLOSED", "i-wrote-shut", False),
        ("UNSAFE", "i-wrote-shut", False),
        ("LEGAL", "i-wrote-legal", False),
    ],
)
def test_what_the_keeper_wrote_is_an_outreach_where_it_is_open_and_else_a_plain_card(
    state: str, key: str, *, counts: bool
) -> None:
    desk = a_desk(state)
    before = bond(desk).contact

    heard = desk.reply("I wrote: happy birthday")

    after = bond(desk).contact
    assert heard.echo.startswith(say(key, "en"))
    assert (said(desk)[-1].counts, said(desk)[-1].text) == (counts, "happy birthday")
    assert len(after.attempts) - len(before.attempts) == counts
    assert state_of(desk) == ("WAITING" if counts else state)
    if not counts:
        assert replace(after, sent_at=before.sent_at) == before


@pytest.mark.parametrize("state", ["SPACE", "CLOSED", "RESTING", "HOLD"])
def test_an_answer_to_their_message_is_no_outreach_behind_a_door(state: str) -> None:
    desk = a_desk(state)
    desk.reply("they wrote: how are you")
    desk.later(hours=2)

    heard = desk.reply("I wrote")
    again = desk.later(hours=2).reply("I wrote")

    assert heard.echo.startswith(say("i-wrote-answer", "en"))
    assert not again.echo.startswith(say("i-wrote-answer", "en"))
    assert bond(desk).contact.attempts == ()


def test_under_an_order_even_an_answer_gets_the_card_about_the_order() -> None:
    desk = a_desk("LEGAL")
    desk.reply("they wrote")

    assert desk.later(hours=1).reply("I wrote").echo.startswith(say("i-wrote-legal", "en"))


def test_on_a_day_they_named_one_message_is_an_answer_to_them() -> None:
    desk = a_desk()
    day = desk.turn.today + timedelta(days=10)
    commanding.log_said(desk.turn, desk.journal, "space", bond="", on=desk.turn.today, text="in spring", until=day)

    early = desk.later(days=9).reply("I wrote")
    then = desk.later(days=1).reply("I wrote")
    again = desk.later(days=1).reply("I wrote")

    assert [one.echo.startswith(say("i-wrote-answer", "en")) for one in (early, then, again)] == [False, True, False]
    assert state_of(desk) == "SPACE"


def test_a_day_they_named_is_said_back() -> None:
    desk = a_desk()

    heard = commanding.log_said(
        desk.turn, desk.journal, "space", bond="", on=desk.turn.today, text="", until=date(2026, 3, 2)
    )

    assert "Monday 2 March" in heard.echo
    assert bond(desk).contact.named == date(2026, 3, 2)


# -- what they said ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "state", "key"),
    [("space", "SPACE", "space"), ("no", "CLOSED", "said-no"), ("order", "LEGAL", "said-order")],
)
def test_what_they_said_shuts_at_once(what: str, state: str, key: str) -> None:
    desk = a_desk()

    heard = commanding.log_said(desk.turn, desk.journal, what, bond="S", on=desk.turn.today, text="their words")

    assert heard.echo.startswith(say(key, "en"))
    assert heard.understood == what
    assert state_of(desk) == state
    assert said(desk)[-1].text == "their words"


def test_a_yes_of_theirs_is_a_message_and_their_words_are_asked_for() -> None:
    desk = a_desk("WAITING")

    heard = commanding.log_said(desk.turn, desk.journal, "yes", bond="S", on=desk.turn.today, text="gladly")

    assert heard.follows_prompt == "L11"
    assert (said(desk)[-1].what, state_of(desk)) == ("yes", "OPEN")


# -- opening what was closed -------------------------------------------------------------------------------------------


def test_a_no_is_opened_once_thirty_days_after_they_wrote_with_a_statement() -> None:
    desk = a_desk("CLOSED")
    with pytest.raises(RefusedError, match="S said no"):
        reopen(desk)
    desk.reply("they wrote: are you well")
    with pytest.raises(RefusedError, match="S said no"):
        reopen(desk.later(days=29))
    with pytest.raises(RefusedError, match="a sentence of your own"):
        reopen(desk.later(days=1), "They wrote, so there it is now")

    heard = reopen(desk)

    assert heard.echo.startswith(say("reopened", "en"))
    assert (heard.understood, heard.changed) == ("reopen", True)
    assert desk.entries("mark")[-1].payload == e.Marked(mark=e.MarkKind.REOPENED, text=STATEMENT)
    assert state_of(desk) == "QUIET"


def reopen(desk: Desk, statement: str = STATEMENT) -> Heard:
    return commanding.reopen(desk.turn, desk.journal, bond="S", statement=statement)


def test_a_no_that_comes_again_is_for_good() -> None:
    desk = a_desk("CLOSED")
    desk.reply("they wrote")
    reopen(desk.later(days=31))
    commanding.log_said(desk.turn, desk.journal, "no", bond="S", on=desk.turn.today, text="")
    desk.later(days=40).reply("they wrote")

    with pytest.raises(RefusedError, match="S said no"):
        reopen(desk.later(days=400))

    assert state_of(desk) == "CLOSED"


@pytest.mark.parametrize("state", [name for name in DOORS if name != "CLOSED"])
def test_nothing_but_a_no_is_opened_by_a_command_and_the_reason_is_given(state: str) -> None:
    desk = a_desk(state)

    with pytest.raises(RefusedError) as refused:
        reopen(desk)

    assert str(refused.value) == say(f"reopen-{state.lower()}", "en", label="S")
    assert marks(desk) == [fact.mark.value for fact in DOORS[state] if isinstance(fact, e.Marked)]
