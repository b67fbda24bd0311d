"""Words as commands, the drawer's pages, what happened between the two, and raw replies read again."""

from datetime import date

import pytest

from service.desk import Desk
from tending.core.entries import Held, Said
from tending.core.errors import UsageError
from tending.core.model import Verb, Word
from tending.core.records import Reply, ReplyState
from tending.service import commanding


def test_a_word_with_its_argument_is_understood() -> None:
    desk = Desk()

    word = commanding.spoken(desk.turn, "pause 2w")

    assert word == Word(verb=Verb.PAUSE, days=14)


@pytest.mark.parametrize("text", ["pause bogus", "pause until 1999-01-01", "pause until 03/04"])
def test_an_argument_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=text):
        commanding.spoken(Desk().turn, text)


def test_a_word_is_said_to_the_open_check_in() -> None:
    desk = Desk().begin()
    asked = desk.ask()

    heard = commanding.obey(desk.turn, desk.journal, Word(verb=Verb.SKIP))

    assert heard.check_in == asked.id
    assert desk.kinds()[-1] == "skipped"


def test_a_word_is_obeyed_while_the_drawer_is_open() -> None:
    desk = Desk().begin()
    desk.reply("hold")

    heard = commanding.obey(desk.turn, desk.journal, commanding.spoken(desk.turn, "less"))

    assert heard.understood == "less"


def test_a_page_goes_into_the_drawer_as_it_was_written() -> None:
    desk = Desk().begin()

    commanding.hold(desk.turn, desk.journal, "all of it\n\nless")

    [(_, page, became)] = commanding.pages(desk.journal)
    assert (page.text, became) == ("all of it\n\nless", "")


def test_kept_pages_are_listed_as_kept_and_thrown_away_ones_not_at_all() -> None:
    desk = Desk().begin()
    commanding.hold(desk.turn, desk.journal, "first")
    commanding.hold(desk.turn, desk.journal, "second")
    newest, oldest = (seq for seq, _, _ in commanding.pages(desk.journal))

    commanding.settle_page(desk.turn, desk.journal, newest, "kept")
    commanding.settle_page(desk.turn, desk.journal, oldest, "deleted")

    assert [(seq, became) for seq, _, became in commanding.pages(desk.journal)] == [(newest, "kept")]
    assert desk.standing.drawer == ()


def test_the_word_that_opened_the_drawer_is_no_page() -> None:
    desk = Desk().begin()

    desk.reply("hold")

    assert commanding.pages(desk.journal) == []


def test_a_page_that_is_not_there_is_named_with_those_that_are() -> None:
    desk = Desk().begin()
    with pytest.raises(UsageError, match="there are: none"):
        commanding.settle_page(desk.turn, desk.journal, 3, "kept")
    commanding.hold(desk.turn, desk.journal, "a page")
    [held] = desk.entries("held")

    with pytest.raises(UsageError, match=f"there are: p{held.seq}"):
        commanding.settle_page(desk.turn, desk.journal, 3, "kept")

    assert isinstance(held.payload, Held)


@pytest.mark.parametrize(
    ("text", "day"),
    [("yesterday", date(2026, 1, 4)), ("6 weeks ago", date(2025, 11, 24)), ("2026-01-05", date(2026, 1, 5))],
)
def test_a_day_that_was_is_read(text: str, day: date) -> None:
    assert commanding.read_day(Desk().turn, text, past=True) == day


@pytest.mark.parametrize(
    ("text", "said"),
    [("soon", "is no day"), ("2026-01-06", "has not come yet"), ("03/04/2025", "which day is it")],
)
def test_a_day_that_cannot_be_is_refused(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        commanding.read_day(Desk().turn, text, past=True)


def test_a_day_ahead_is_read_where_it_may_lie_ahead() -> None:
    assert commanding.read_day(Desk().turn, "2026-01-06") == date(2026, 1, 6)


def test_what_happened_is_logged_on_its_day_about_the_bond_that_was_named() -> None:
    desk = Desk().begin("S", "T")

    heard = commanding.log_contact(
        desk.turn, desk.journal, "they", bond="T", on=date(2026, 1, 3), text="how are you", rung=2
    )

    [entry] = desk.entries("said")
    assert entry.payload == Said(what="they-wrote", on=date(2026, 1, 3), text="how are you", rung=2)
    assert entry.bond == 2
    assert heard.understood == "they-wrote"
    assert heard.follows_prompt == "L11"


def test_without_a_name_it_is_about_the_first_bond() -> None:
    desk = Desk().begin("S", "T")

    commanding.log_contact(desk.turn, desk.journal, "me", bond="", on=date(2026, 1, 3), text="")

    assert desk.entries("said")[0].bond == 1


def test_silence_is_logged_too_and_shuts_nothing() -> None:
    desk = Desk().begin()

    heard = commanding.log_contact(desk.turn, desk.journal, "silence", bond="", on=date(2026, 1, 3), text="nothing yet")

    [entry] = desk.entries("said")
    assert entry.payload == Said(what="silence", on=date(2026, 1, 3), text="nothing yet")
    assert (heard.understood, heard.changed) == ("silence", True)


def test_without_any_bond_there_is_nothing_to_log_about() -> None:
    desk = Desk()

    with pytest.raises(UsageError, match="no bond yet"):
        commanding.log_contact(desk.turn, desk.journal, "i-wrote", bond="", on=date(2026, 1, 3), text="")


def test_a_reply_in_quarantine_is_read_by_a_parser_that_understands_it() -> None:
    desk = Desk().begin()
    asked = desk.ask()
    desk.reply("", trouble="it is not written as a mail should be", check_in=asked.id)

    [(stored, heard)] = commanding.reread(desk.turn, desk.journal, lambda _: "good terms")

    assert heard.understood == "answer"
    with desk.journal.reading() as work:
        assert [one.id for one in work.replies(ReplyState.READ)] == [stored.id]


def test_a_reply_that_still_cannot_be_read_stays_in_quarantine() -> None:
    desk = Desk().begin()
    desk.reply("", trouble="it is not written as a mail should be")

    assert commanding.reread(desk.turn, desk.journal, lambda _: "") == []

    with desk.journal.reading() as work:
        assert len(work.replies(ReplyState.QUARANTINED)) == 1


def test_a_reply_nobody_came_to_read_is_read_as_it_is() -> None:
    desk = Desk().begin()
    with desk.journal.writing() as work:
        work.keep_reply(
            Reply(channel="mail", provider_id="<1>", received_at=desk.now, raw=b"raw", text="a note of mine")
        )

    read = commanding.reread(desk.turn, desk.journal, lambda _: "never asked for")

    assert [heard.understood for _, heard in read] == ["note"]
