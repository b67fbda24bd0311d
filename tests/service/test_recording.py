"""Answers into ledgers: a promise made small in one sitting, asked about on its day, and what follows when it slips."""

from datetime import date, timedelta

from service.consent_desk import a_desk, add, answered, asked, bond
from service.desk import Desk
from tending.core.entries import Undone
from tending.core.ledgers import promise
from tending.core.ledgers.promise import Promise
from tending.service import accounting, promising


def promised(desk: Desk, text: str, by: date | None = None) -> None:
    promising.add(desk.turn, desk.journal, text, sure=95, by=by or desk.turn.today, cue="", theirs=False, bond="")


def rows(desk: Desk) -> tuple[Promise, ...]:
    return promising.rows(desk.journal)


def test_a_promise_is_made_smaller_and_dated_within_one_sitting() -> None:
    desk = a_desk("OPEN")
    asked(desk, "P1")

    first = desk.reply("call every day, 60%")
    second = desk.reply("call on Sunday")
    desk.reply("if it is noon, then I call\n20 April")

    assert (first.follows_prompt, second.follows_prompt) == ("P2", "P3")
    [row] = rows(desk)
    assert (row.text, row.sure, row.waits) == ("call on Sunday", 90.0, "")
    assert row.due.month == 4
    assert bond(desk).ledgers.promise.mine == (row,)


def test_always_is_sent_back_however_sure_it_is() -> None:
    desk = a_desk("OPEN")
    asked(desk, "P1")

    heard = desk.reply("always be kind, 99%")

    assert heard.follows_prompt == "P2"
    assert "always or never" in desk.reply("always be a bit kind").echo


def test_it_is_asked_about_on_its_day_in_its_own_words_and_the_next_in_the_same_sitting() -> None:
    desk = a_desk("OPEN")
    for text in ("call", "cook"):
        promised(desk, text, desk.turn.today + timedelta(days=2))
    sitting = desk.later(days=2).ask()

    heard = desk.reply("kept")
    last = desk.reply("broken")

    assert (sitting.prompt, sitting.words.personal) == ("P4", 'You said: "call". Kept?')
    assert sitting.words.neutral == 'You said: "your promise". Kept?'
    assert heard.follows is not None
    assert heard.follows.personal == 'You said: "cook". Kept?'
    assert last.follows_prompt == "W8"
    assert [(row.text, row.outcome) for row in rows(desk)] == [("call", "kept"), ("cook", "broken")]
    assert bond(desk).asks == {"P5": desk.turn.today}


def test_a_promise_that_slipped_is_looked_into_and_two_running_lead_to_help() -> None:
    desk = a_desk("OPEN")
    for number in range(2):
        promised(desk, f"call {number}")
        answered(desk, "P4", "broken")

    heard = answered(desk, "P5", "I was tired. A note would help.")

    assert "P9" in bond(desk).asks
    assert heard.follows_prompt == "P6"
    assert rows(desk)[1].learned.startswith("I was tired")


def test_undo_of_an_answer_takes_its_row_back_too() -> None:
    desk = a_desk("OPEN")
    answered(desk, "P1", "call on Sunday, 95%")

    desk.later(minutes=1).reply("undo")

    assert rows(desk) == ()
    assert promise.due(bond(desk).ledgers.promise) is None


def test_an_undo_that_was_taken_back_leaves_the_row_where_it_is() -> None:
    desk = Desk().begin()
    promised(desk, "call on Sunday")
    [row] = rows(desk)
    add(desk, Undone(seq=row.id))
    assert rows(desk) == ()

    add(desk, Undone(seq=desk.standing.seq))

    assert rows(desk) == (row,)


def test_a_promise_left_open_for_two_weeks_is_asked_about_no_more_and_stays_open() -> None:
    desk = a_desk("OPEN")
    promised(desk, "call", desk.turn.today)
    desk.later(days=200)

    following = desk.tick().next

    assert following is None or following.prompt != "P4"
    assert rows(desk)[0].open


def test_undo_takes_back_what_the_keeper_said_and_not_what_made_room_for_a_question() -> None:
    desk = a_desk("OPEN")
    asked(desk, "P1")
    promised(desk, "call")
    desk.reply("they wrote")

    desk.later(minutes=1).reply("undo")

    assert rows(desk) == ()
    assert [entry.payload for entry in desk.entries("put-off")] != []


def test_a_change_is_made_in_the_sitting_and_asked_about_a_week_later_in_its_own_words() -> None:
    desk = a_desk("OPEN")
    answered(desk, "A1", "I shouted on Sunday")
    answered(desk, "A3", "It was loud for them")
    answered(desk, "A4", "I leave the room first")
    day = desk.turn.today

    known = bond(desk).ledgers.account

    assert known.change is not None
    assert (known.change.act, known.change.impact) == ("I shouted on Sunday", "It was loud for them")
    assert bond(desk).asks["A5"] == day + timedelta(days=7)
    heard = asked_now(desk, "A5")
    assert heard == 'You are working on "I leave the room first". When a moment came this week, what did you do?'
    desk.reply("did it")
    assert bond(desk).ledgers.account.change is not None
    assert [one.did for one in accounting.rows(desk.journal)[0].moments] == [True]


def test_the_old_way_leads_to_what_set_it_off_and_to_help() -> None:
    desk = a_desk("OPEN")
    for name, text in (("A1", "I shouted"), ("A4", "I leave first"), ("A5", "old way")):
        answered(desk, name, text)

    assert {"A6", "P9"} <= set(bond(desk).asks)
    answered(desk, "A6", "when it got late")
    assert asked_now(desk, "A7") == 'Finish: "If when it got late, then I will ...". One small action you control.'
    desk.reply("then I will go to bed")
    assert accounting.rows(desk.journal)[0].plan == "then I will go to bed"


def asked_now(desk: Desk, name: str) -> str:
    asked(desk, name)
    [sitting] = desk.standing.open
    return sitting.words.personal
