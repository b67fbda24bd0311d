"""Drafts: kept a day, shown again by daylight, never sent; and what became of them."""

from datetime import timedelta

from service.consent_desk import a_desk, answered
from service.desk import MAIL, Desk, RecordingChannel
from tending.service import commanding, drafting, forgetting, reaching


def a_draft(desk: Desk, text: str = "how have you been?") -> None:
    drafting.keep(desk.turn, desk.journal, text, bond="")


def test_a_draft_is_shown_again_a_day_later_and_not_in_the_quiet_hours() -> None:
    desk = a_desk("OPEN")
    a_draft(desk)
    a_draft(desk.later(hours=10), "hello")

    late, first = (page.show_at for _, page, _ in drafting.rows(desk.journal))

    assert first == desk.now - timedelta(hours=10) + timedelta(days=1)
    assert (late.hour, late - desk.now) == (9, timedelta(days=1, hours=10))


def test_a_line_says_that_it_is_there_and_holds_none_of_its_words() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    mail = RecordingChannel()
    a_draft(desk)
    desk.later(days=1).tick()

    desk.send(mail)

    [told] = [message.text for message in mail.got if "draft" in message.text]
    assert "Still true? Kinder? Shorter?" in told
    assert "how have you been" not in "".join(message.text for message in mail.got)
    assert desk.standing.drawer == ()


def test_what_is_written_in_answer_to_a_question_of_reach_is_a_draft_too() -> None:
    desk = a_desk("OPEN")

    heard = answered(desk, "R3", "the choir sang your song")

    [(_, page, became)] = drafting.rows(desk.journal)
    assert (page.text, page.draft, became) == ("the choir sang your song", True, "")
    assert "Nothing is sent" in heard.echo


def test_whoever_sent_something_sees_it_with_the_draft() -> None:
    desk = a_desk("OPEN")
    answered(desk, "R3", "the choir sang your song")
    answered(desk.later(days=2), "R5", "sent today")
    told = [became for _, _, became in drafting.rows(desk.journal)]

    desk.later(minutes=1).reply("undo")

    assert told == ["sent"]
    assert [became for _, _, became in drafting.rows(desk.journal)] == [""]


def test_what_was_not_sent_leaves_the_draft_as_it_is() -> None:
    desk = a_desk("OPEN")
    answered(desk, "R3", "the choir sang your song")

    answered(desk.later(days=2), "R5", "not sent")

    assert [became for _, _, became in drafting.rows(desk.journal)] == [""]


def test_undo_takes_a_draft_back_whether_it_came_by_command_or_with_an_answer() -> None:
    desk = a_desk("OPEN")
    answered(desk, "R3", "the choir sang your song")
    a_draft(desk.later(minutes=1))

    desk.later(minutes=1).reply("undo")
    one = [page.text for _, page, _ in drafting.rows(desk.journal)]
    desk.later(minutes=1).reply("undo")

    assert one == ["the choir sang your song"]
    assert drafting.rows(desk.journal) == []


def test_a_draft_can_be_thrown_away_and_words_for_a_bad_hour_bring_the_card() -> None:
    desk = a_desk("OPEN")
    a_draft(desk)
    [(seq, _, _)] = drafting.rows(desk.journal)

    commanding.settle_page(desk.turn, desk.journal, seq, "deleted")
    heard = drafting.keep(desk.turn, desk.journal, "I want to die", bond="")

    assert heard.card is not None
    assert [page.text for _, page, _ in drafting.rows(desk.journal)] == ["I want to die"]


def test_forgetting_somebody_takes_their_drafts_along() -> None:
    desk = a_desk("OPEN")
    a_draft(desk)

    forgetting.forget(desk.turn, desk.journal, "S")

    assert drafting.rows(desk.journal) == []
    assert desk.standing.drawer == ()


def test_the_drawer_keeps_its_size() -> None:
    desk = a_desk("OPEN")

    for number in range(70):
        a_draft(desk, f"line {number}")

    assert len(desk.standing.drawer) == 60
    assert len(drafting.rows(desk.journal)) == 70


def test_what_was_kept_instead_of_being_asked_and_what_was_chosen_is_there_to_look_at() -> None:
    desk = a_desk("OPEN")
    answered(desk, "R8", "why did you go?")
    desk.reply("they wrote: friendly, hello")
    answered(desk, "R9", "weekly")

    found = reaching.shown(desk.journal)

    assert [one.text for one in found.parked] == ["why did you go?"]
    assert (found.rhythm, found.step) == ("weekly", "")
    assert [one.direction for one in found.contacts] == ["they"]


def test_undo_of_an_answer_takes_the_message_back_that_it_told_of() -> None:
    desk = a_desk("WAITING")
    answered(desk.later(days=7), "R6", "friendly")
    before = [one.direction for one in reaching.shown(desk.journal).contacts]

    desk.later(minutes=1).reply("undo")

    assert before == ["me", "they"]
    assert [one.direction for one in reaching.shown(desk.journal).contacts] == ["me"]
