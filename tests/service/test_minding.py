"""Words beside the answer: what they hold at once, and what is asked about them."""

import pytest

from service.desk import Desk
from tending.core import gates
from tending.core.entries import BondAdded, Draft, Marked, Said
from tending.service import ending


def marks(desk: Desk) -> list[str]:
    return [entry.payload.mark.value for entry in desk.entries("mark") if isinstance(entry.payload, Marked)]


def state(desk: Desk) -> str:
    return gates.state_of(desk.plan, desk.standing.bonds[0], desk.now).value


@pytest.mark.parametrize(
    ("text", "mark", "stands", "asks"),
    [
        ("she blocked me last night", "owed", "HOLD", "C1"),
        ("there is a restraining order now", "owed", "HOLD", "C1"),
        ("i drove past her house again", "hold", "HOLD", ""),
        ("he hit me once and i still dream of it", "unsure", "UNSAFE", "U1"),
        ("i hit her that night", "unsure", "UNSAFE", "U1"),
    ],
)
def test_a_free_line_holds_at_once_and_the_question_comes_with_the_reply(
    text: str, mark: str, stands: str, asks: str
) -> None:
    desk = Desk().begin()

    heard = desk.reply(text)

    assert marks(desk) == [mark]
    assert state(desk) == stands
    assert heard.follows_prompt == asks
    assert heard.changed


def test_an_answer_that_says_so_counts_as_the_answer_and_holds() -> None:
    desk = Desk().begin()
    desk.ask()

    desk.reply("5. she told me to leave her alone")

    assert desk.entries("answered")
    assert marks(desk) == ["owed"]


def test_what_is_open_stays_open_and_the_question_waits_for_its_turn() -> None:
    desk = Desk().begin()
    sitting = desk.ask()

    heard = desk.reply("hold\nshe blocked me")

    assert desk.standing.asking is not None
    assert desk.standing.asking.id == sitting.id
    assert heard.follows_prompt == ""
    assert marks(desk) == ["owed"]


def test_their_own_words_are_theirs_and_hold_nothing() -> None:
    desk = Desk().begin()

    desk.reply("they wrote: he hit me, she says")

    assert marks(desk) == []


def test_the_same_words_again_ask_nothing_new() -> None:
    desk = Desk().begin()
    desk.reply("she blocked me")
    desk.later(hours=30)

    desk.reply("as i said, she blocked me", check_in=0)

    assert marks(desk) == ["owed"]


def test_going_round_a_no_again_holds_anew() -> None:
    desk = Desk().begin()
    desk.reply("i made a new number")
    desk.later(days=80)

    desk.reply("i made a new account to see")

    assert marks(desk) == ["hold", "hold"]
    assert state(desk.later(days=20)) == "HOLD"


@pytest.mark.parametrize("known", [Said(what="order", on=Desk().turn.today), Said(what="no", on=Desk().turn.today)])
def test_where_something_graver_was_said_nothing_is_asked(known: Said) -> None:
    desk = Desk().begin()
    with desk.journal.writing() as work:
        work.append(Draft(payload=known, at=desk.now, bond=1))

    heard = desk.reply("she blocked me everywhere")

    assert marks(desk) == []
    assert heard.follows is None


def test_the_answer_to_that_very_question_is_no_new_sign() -> None:
    desk = Desk().begin()
    desk.reply("she blocked me")

    heard = desk.reply("3, she blocked me on everything")

    assert state(desk) == "CLOSED"
    assert marks(desk) == ["owed"]
    assert "said no" in heard.echo


def test_without_anybody_to_tend_words_are_words() -> None:
    desk = Desk().begin()
    with desk.journal.writing() as work:
        ending.finish(desk.turn, work, desk.standing.bonds[0])

    heard = desk.reply("she blocked me")

    assert marks(desk) == []
    assert heard.understood == "note"


def test_the_fear_that_set_up_was_told_of_is_not_asked_again() -> None:
    desk = Desk().begin(afraid_of_them=True)

    heard = desk.reply("he hit me, you know")

    assert marks(desk) == []
    assert heard.follows is None
    assert isinstance(desk.entries("bond")[0].payload, BondAdded)


def test_an_order_is_asked_about_behind_a_no() -> None:
    desk = Desk().begin()
    desk.reply("she blocked me")
    desk.reply("3")
    desk.later(days=2)

    heard = desk.reply("now there is a restraining order")

    assert marks(desk) == ["owed", "owed"]
    assert heard.follows_prompt == "C1"


def test_where_their_words_are_asked_for_a_message_of_ones_own_is_no_answer() -> None:
    desk = Desk().begin()
    desk.reply("they wrote")

    heard = desk.reply("I wrote back and said thanks")

    assert heard.understood == "i-wrote"
    assert desk.standing.asking is not None
    assert desk.standing.asking.prompt == "L11"


def test_where_their_words_are_asked_for_a_page_for_the_drawer_is_no_answer() -> None:
    desk = Desk().begin()
    desk.reply("they wrote")

    heard = desk.reply("hold I hate this silence")

    assert heard.understood == "hold"
    assert [entry.payload.text for entry in desk.entries("held")] == ["I hate this silence"]  # type: ignore[union-attr]
    assert desk.standing.asking is not None
    assert desk.standing.asking.prompt == "L11"


def test_the_drawer_is_open_for_a_night_and_not_for_good() -> None:
    desk = Desk().begin()
    desk.reply("hold")
    desk.later(hours=11)
    desk.reply("a page of it")
    desk.reply("hold")
    desk.later(hours=13)

    heard = desk.reply("a word the next day")

    assert heard.understood == "note"
    assert len([entry for entry in desk.entries("held") if getattr(entry.payload, "text", "")]) == 1
