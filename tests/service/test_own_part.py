"""The keeper's own part by answers: what is missing from an apology, a repair made small, a letter in the drawer."""

from service.consent_desk import a_desk, answered, asked, bond
from service.desk import Desk
from tending.core import choosing
from tending.service import accounting, commanding, promising


def names_led(desk: Desk) -> set[str]:
    found = choosing.candidates(desk.plan, desk.standing, desk.now)
    return {prompt.id for one in found if one.due.called for _, prompt in one.prompts}


def a_change(desk: Desk) -> None:
    answered(desk, "A1", "I shouted on Sunday")
    answered(desk, "A4", "I leave the room first")


def test_what_is_missing_from_an_apology_is_said_and_responsibility_is_named() -> None:
    desk = a_desk("OPEN")
    a_change(desk)

    some = answered(desk, "A8", "regret, what changes")
    without = answered(desk, "A8", "regret, what happened, my part, what changes")
    whole = answered(desk, "A8", "regret, what happened, my part, what changes, how I repair")

    assert "Not in it yet: what happened, my part and how I repair. Asking pardon is optional." in some.echo
    assert "My part" in some.echo
    assert "“My part”" not in without.echo
    assert "All five are in it" in whole.echo


def test_a_repair_becomes_a_promise_that_is_made_smaller_in_the_same_sitting() -> None:
    desk = a_desk("OPEN")
    a_change(desk)

    heard = answered(desk, "A9", "always return what I borrow\n20 April")
    [before] = promising.rows(desk.journal)
    desk.reply("return the key on Friday")
    [after] = promising.rows(desk.journal)

    assert heard.follows_prompt == "P2"
    assert (before.sure, before.waits, before.due.month) == (None, "absolute", 4)
    assert (after.text, after.sure, after.waits) == ("return the key on Friday", 90.0, "")


def test_a_repair_that_nobody_made_smaller_is_open_and_counts_in_no_score() -> None:
    desk = a_desk("OPEN")

    answered(desk, "A9", "return the key\n20 April")
    desk.reply("skip")

    [row] = promising.rows(desk.journal)
    assert (row.open, row.sure) == (True, None)


def test_a_fourth_that_is_made_smaller_still_waits_for_room() -> None:
    desk = a_desk("OPEN")
    for text in ("call", "cook", "walk"):
        promising.add(desk.turn, desk.journal, text, sure=95, by=None, cue="", theirs=False, bond="")

    heard = answered(desk, "A9", "return the key\n20 April")
    desk.reply("return it on Friday")

    assert "three promises are open" in heard.echo.casefold()
    assert promising.rows(desk.journal)[-1].waits == "full"


def test_four_plain_lines_go_into_the_drawer_and_come_back_by_daylight() -> None:
    desk = a_desk("OPEN")

    heard = answered(desk, "A11", "I shouted.\nIt was loud.\nI leave first.\nI call.")

    [(page, held, became)] = commanding.pages(desk.journal)
    assert "Nothing is sent" in heard.echo
    assert (held.text.count("\n"), became) == (3, "")
    desk.later(days=1, hours=6).tick()
    assert [entry.payload.page for entry in desk.entries("held-shown")] == [page]  # type: ignore[union-attr]


def test_undo_takes_the_draft_out_of_the_drawer_with_its_answer() -> None:
    desk = a_desk("OPEN")
    answered(desk, "A11", "I shouted.\nIt was loud.")

    desk.later(minutes=1).reply("undo")

    assert commanding.pages(desk.journal) == []
    assert desk.standing.drawer == ()


def test_for_me_closes_it_and_the_letter_rests_and_the_change_goes_on() -> None:
    desk = a_desk("OPEN")
    a_change(desk)

    answered(desk, "A10", "for me")

    [row] = accounting.rows(desk.journal)
    assert row.closed == desk.turn.today
    assert row.is_current(desk.turn.today)
    assert bond(desk).shown("A11").retired_until is not None
    assert "A5" in bond(desk).asks


def test_what_a_keeper_needs_no_more_is_put_away_though_it_has_been_answered() -> None:
    desk = a_desk("OPEN")
    a_change(desk)

    answered(desk, "P9", "already")

    shown = bond(desk).shown("P9")
    assert shown.answered_at is not None
    assert shown.retired_until is not None
    assert (shown.retired_until - desk.turn.today).days == 180


def test_what_is_hard_to_hear_brings_back_what_to_own_before_its_rest_is_over() -> None:
    desk = a_desk("OPEN")
    answered(desk, "A1", "I shouted on Sunday")

    answered(desk, "L9", "That I never listened. Some of it.")

    assert bond(desk).asks["A1"] == desk.turn.today
    assert "A1" in names_led(desk)


def test_undo_takes_back_all_that_one_command_named() -> None:
    desk = a_desk("OPEN")
    named = accounting.Named(act="I shouted", impact="loud", confirmed=True, change="I leave first")
    accounting.add(desk.turn, desk.journal, named, bond="")
    [row] = accounting.rows(desk.journal)
    change = bond(desk).ledgers.account.change

    desk.later(minutes=1).reply("undo")

    assert (row.impact, row.confirmed, row.text, row.since) == ("loud", True, "I leave first", desk.turn.today)
    assert change == row
    assert accounting.rows(desk.journal) == ()


def test_a_repair_of_nothing_promises_nothing() -> None:
    desk = a_desk("OPEN")
    asked(desk, "A9")

    heard = desk.reply("nothing")

    assert heard.follows_prompt != "P2"
    assert promising.rows(desk.journal) == ()
