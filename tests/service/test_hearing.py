from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from service.desk import MAIL, PUSH, Desk, RecordingChannel, a_plan
from tending.adapters.journal.memory import MemoryJournal, MemoryWork
from tending.core.entries import Answered
from tending.core.errors import StoreBusyError
from tending.core.model import Answer, Value
from tending.core.records import Reply, ReplyState
from tending.service import echoes, hearing


def answers(desk: Desk) -> list[Answered]:
    return [entry.payload for entry in desk.entries("answered") if isinstance(entry.payload, Answered)]


def test_an_answer_is_echoed_and_the_sitting_goes_on_at_once() -> None:
    desk = Desk().begin()
    desk.ask()

    heard = desk.reply("5")

    assert heard.echo == "Noted: not sure."
    assert heard.follows_prompt == "W1"
    assert desk.standing.open[0].prompts == ("W0", "W1")


def test_the_last_answer_of_a_sitting_says_when_the_next_comes() -> None:
    desk = Desk().begin()
    desk.ask()
    desk.reply("5")

    heard = desk.reply("partly - only on sundays")

    assert heard.echo == "Noted: partly. Next: Thursday evening."
    assert heard.next_at is not None
    assert desk.standing.open == ()


def test_a_reply_delivered_twice_changes_nothing() -> None:
    desk = Desk().begin()
    desk.ask()
    desk.reply("5", provider_id="same")
    before = desk.standing

    heard = desk.reply("5", provider_id="same")

    assert heard.understood == "duplicate"
    assert desk.standing == before


def test_a_reply_that_a_crash_left_unread_is_read_at_the_next_start() -> None:
    desk = Desk().begin()
    desk.ask()
    with desk.journal.writing() as work:
        work.keep_reply(Reply(channel="mail", provider_id="x", received_at=desk.now, raw=b"5", text="5"))

    assert hearing.hear_unread(desk.turn, desk.journal) == 1
    assert hearing.hear_unread(desk.turn, desk.journal) == 0
    assert [one.values for one in answers(desk)] == [{"choice": "not sure"}]


def test_a_reply_that_another_process_reads_at_the_same_time_counts_once() -> None:
    desk = Desk().begin()
    with desk.journal.writing() as work:
        stored = work.keep_reply(Reply(channel="mail", provider_id="x", received_at=desk.now, raw=b"a", text="a"))
    assert stored is not None
    hearing.read(desk.turn, desk.journal, stored)

    heard = hearing.read(desk.turn, desk.journal, stored)

    assert heard.understood == "duplicate"
    assert desk.kinds().count("note") == 1


def a_desk_with_a_fault_of_ours() -> Desk:
    desk = Desk().begin()
    desk.ask()
    desk.plan = replace(desk.plan, rules=replace(desk.plan.rules, zone="Nowhere/Land"))
    return desk


def test_a_reply_that_trips_us_up_is_set_aside_and_said() -> None:
    desk = a_desk_with_a_fault_of_ours()

    with pytest.raises(KeyError):
        desk.reply("5")

    with desk.journal.reading() as work:
        assert [one.state for one in work.replies()] == [ReplyState.QUARANTINED]


def test_a_reply_that_trips_us_up_keeps_no_start_waiting() -> None:
    desk = a_desk_with_a_fault_of_ours()
    with desk.journal.writing() as work:
        work.keep_reply(Reply(channel="mail", provider_id="x", received_at=desk.now, raw=b"5", text="5"))

    assert hearing.hear_unread(desk.turn, desk.journal) == 1

    with desk.journal.reading() as work:
        assert [one.state for one in work.replies()] == [ReplyState.QUARANTINED]


class Full(MemoryJournal):
    """A store that takes the raw reply and is full after it."""

    writes = 0

    @contextmanager
    def writing(self) -> Iterator[MemoryWork]:
        self.writes += 1
        if self.writes > 1:
            raise StoreBusyError("the disk is full")
        with super().writing() as work:
            yield work


def test_a_store_that_is_full_is_no_fault_of_the_reply() -> None:
    journal = Full(standing=Desk().begin().standing)
    desk = Desk(journal=journal)

    with pytest.raises(StoreBusyError):
        desk.reply("a note")
    with pytest.raises(StoreBusyError):
        hearing.hear_unread(desk.turn, journal)

    with journal.reading() as work:
        assert [one.state for one in work.replies()] == [ReplyState.NEW]


def test_a_reply_kept_while_the_store_got_full_is_read_when_it_is_delivered_again() -> None:
    journal = Full(standing=Desk().begin().standing)
    desk = Desk(journal=journal)
    with pytest.raises(StoreBusyError):
        desk.reply("a note", provider_id="same")
    journal.writes = -1

    heard = desk.reply("a note", provider_id="same")

    assert heard.understood != "duplicate"
    with journal.reading() as work:
        assert [one.state for one in work.replies()] == [ReplyState.READ]


def test_what_cannot_be_read_is_kept_in_quarantine() -> None:
    desk = Desk(ways=(MAIL,)).begin()

    heard = desk.reply("", channel="mail", trouble="the mail is too large")

    assert heard.understood == "unread"
    with desk.journal.reading() as work:
        assert [one.state for one in work.replies()] == [ReplyState.QUARANTINED]


def test_a_reply_after_the_lapse_still_counts() -> None:
    desk = Desk().begin()
    desk.ask()
    desk.later(hours=40).tick()

    heard = desk.reply("5")

    assert heard.echo.startswith("Noted: not sure.")
    assert heard.follows is None
    assert desk.standing.recent[-1].outcome == "answered"
    assert desk.standing.unanswered == 0


def test_a_reply_eight_days_after_the_lapse_is_a_note() -> None:
    desk = Desk().begin()
    desk.ask()
    desk.later(hours=40).tick()
    desk.later(days=8)

    heard = desk.reply("5")

    assert heard.understood == "note"
    assert desk.kinds().count("note") == 1


def test_a_second_reply_to_the_same_check_in_adds_and_never_overwrites() -> None:
    desk = Desk().begin()
    sitting = desk.ask()
    desk.reply("5", check_in=sitting.id)
    desk.reply("yes", check_in=sitting.id)

    heard = desk.reply("and one thing more", check_in=sitting.id)

    assert heard.understood == "addendum"
    assert [(one.prompt, one.addendum) for one in answers(desk)] == [("W0", False), ("W1", False), ("W1", True)]


def test_a_reply_to_a_check_in_nobody_remembers_is_a_note() -> None:
    desk = Desk().begin()
    desk.ask()

    assert desk.reply("5", check_in=9999).understood == "note"


def test_an_unclear_reply_is_asked_back_once_and_then_kept_as_it_is() -> None:
    desk = Desk().begin()
    desk.ask()

    first = desk.reply("blue")
    second = desk.reply("blue, really")

    assert first.understood == "unclear"
    assert "Or skip." in first.echo
    assert second.echo.startswith("Kept as you wrote it.")
    assert answers(desk)[0].values == {"text": "blue, really"}
    assert answers(desk)[0].partial


def test_two_readings_are_offered_back() -> None:
    desk = Desk().begin()
    desk.ask()

    heard = desk.reply("2 or 3")

    assert heard.understood == "unclear"
    assert "Which?" in heard.echo


def test_an_unclear_late_reply_is_kept_as_it_is() -> None:
    desk = Desk().begin()
    desk.ask()
    desk.later(hours=40).tick()

    assert desk.reply("blue").echo.startswith("Kept as you wrote it.")


def test_an_empty_reply_to_nothing_is_a_note() -> None:
    desk = Desk().begin()

    assert desk.reply("").understood == "note"


def test_the_first_three_mails_are_echoed_at_once_and_then_with_the_next_question() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    mail = RecordingChannel()
    for _ in range(4):
        sitting = desk.ask()
        while desk.standing.asking is not None:
            desk.reply("skip", channel="mail", check_in=sitting.id)
        desk.send(mail)

    echoed = [one for one in desk.deliveries() if one.kind == "echo"]

    assert len(echoed) == 3
    desk.ask()
    desk.send(mail)
    assert mail.got[-1].text.startswith("From last time: Skipped")


def test_the_next_question_of_a_sitting_goes_out_with_the_echo_by_mail() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    sitting = desk.ask()
    mail = RecordingChannel()
    desk.reply("5", channel="mail", check_in=sitting.id)

    desk.send(mail)

    assert "Noted: not sure." in mail.got[-1].text
    assert "Would you still want the friendship back?" in mail.got[-1].text
    assert mail.got[-1].answer
    assert mail.got[-1].thread == desk.turn.key(f"c{sitting.id}", 1, "mail")


def test_a_reply_by_a_way_that_cannot_be_answered_gets_no_echo() -> None:
    desk = Desk(ways=(PUSH,)).begin()
    desk.ask()

    desk.reply("5", channel="push")

    assert [one.kind for one in desk.deliveries()] == ["asking"]


def test_no_more_than_eight_mails_a_day_are_answered_but_the_card_always_goes() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    for _ in range(12):
        desk.reply("why", channel="mail")
    mail = RecordingChannel()
    before = desk.send(mail)

    heard = desk.reply("help", channel="mail")
    desk.send(mail)

    assert before == 8
    assert heard.card is not None
    assert mail.got[-1].text == heard.card
    assert len(mail.got) == 9


def test_what_is_typed_after_hold_is_the_page_whatever_it_looks_like() -> None:
    desk = Desk().begin()
    desk.ask()
    opened = desk.reply("hold")

    held = desk.reply("5\nI want to tell her everything")

    assert opened.echo.startswith("Write it here")
    assert held.echo.startswith("Held.")
    assert answers(desk) == []
    assert len(desk.standing.drawer) == 1


def test_help_is_obeyed_even_while_the_drawer_is_open() -> None:
    desk = Desk().begin()
    desk.reply("hold")

    assert desk.reply("help").card is not None


def a_plain_question() -> Desk:
    desk = Desk(plan=a_plan(decks=("gratitude",))).begin()
    for _ in range(40):
        decision = desk.tick()
        if any(sitting.deck for sitting in desk.standing.open):
            return desk
        assert decision.wake is not None
        desk.now = decision.wake
    raise AssertionError("the deck asked nothing")


def test_a_plain_question_is_answered_like_any_other() -> None:
    desk = a_plain_question()

    heard = desk.reply("the light this morning")

    assert heard.echo.startswith("Noted")
    assert desk.standing.plain["gratitude"].ignored == 0


@pytest.mark.parametrize("word", ["skip", "later", "later tonight", "worse"])
def test_the_words_work_on_a_plain_question_too(word: str) -> None:
    desk = a_plain_question()

    assert desk.reply(word).echo


def test_three_good_things_without_hard_ones_leave_nothing_to_quote() -> None:
    desk = Desk().begin()
    for prompts in (("W0", "W1"), ("W2", "W4")):
        desk.ask()
        for prompt in prompts:
            desk.reply({"W0": "5", "W1": "yes", "W2": "good: walks", "W4": "beside"}[prompt])

    sitting = desk.ask()

    assert desk.standing.bonds[0].fills == {}
    assert sitting.prompt == "W5"


@pytest.mark.parametrize("text", ["", "   ", "\x00", "a" * 20_000, "🙂" * 500])
def test_any_text_is_heard(text: str) -> None:
    desk = Desk().begin()
    desk.ask()

    heard = desk.reply(text)

    assert heard.echo


def test_the_understood_of_an_answer_without_a_form_is_in_the_keepers_words() -> None:
    desk = Desk().begin()
    values: dict[str, Value] = {"text": "a line"}

    said = echoes.noted(desk.turn, desk.plan.prompts["A1"], Answer(values=values, text="a line"))

    assert said == "Noted, in your words."


def test_a_late_answer_within_seven_days_counts_for_the_latest_lapse() -> None:
    desk = Desk().begin()
    desk.ask()
    desk.later(days=6).tick()

    assert isinstance(desk.reply("5").check_in, int)
    assert desk.now - timedelta(days=7) < desk.standing.recent[-1].asked_at
