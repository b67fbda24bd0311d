from service.desk import MAIL, Desk, RecordingChannel
from tending.core.records import ReplyState
from tending.service import retention


def an_old_desk() -> Desk:
    """A question that went out and was answered, ninety days ago; one more reply could not be read."""
    desk = Desk(ways=(MAIL,)).begin()
    sitting = desk.ask()
    desk.send(RecordingChannel())
    desk.reply("5. maybe 1", channel="mail", check_in=sitting.id)
    desk.send(RecordingChannel())
    desk.reply("?", channel="mail", trouble="no text")
    return desk.later(days=90, minutes=1)


def words(desk: Desk) -> tuple[list[bytes], list[str]]:
    with desk.journal.reading() as work:
        raw = [one.reply.raw for one in work.replies()]
        return raw, [one.message.line for one in work.deliveries()]


def test_nothing_goes_unless_it_is_set() -> None:
    desk = an_old_desk()
    before = words(desk)

    count = retention.thin(desk.turn, desk.journal, replies_days=0, messages_days=0)

    assert (count, words(desk)) == (0, before)


def test_the_raw_mail_of_an_old_answer_goes_and_what_it_said_stays() -> None:
    desk = an_old_desk()
    entries = desk.entries()

    count = retention.thin(desk.turn, desk.journal, replies_days=90, messages_days=0)

    assert count == 1
    assert words(desk)[0] == [b"", b"?"]
    assert all(words(desk)[1])
    assert desk.entries() == entries


def test_what_could_not_be_read_is_kept_to_be_read_again() -> None:
    desk = an_old_desk()

    retention.thin(desk.turn, desk.journal, replies_days=90, messages_days=0)

    with desk.journal.reading() as work:
        assert [one.reply.raw for one in work.replies(ReplyState.QUARANTINED)] == [b"?"]


def test_the_words_of_old_messages_go_and_that_they_went_out_stays() -> None:
    desk = an_old_desk()
    before = desk.deliveries()

    count = retention.thin(desk.turn, desk.journal, replies_days=0, messages_days=90)

    after = desk.deliveries()
    assert count == len([one for one in before if one.state == "sent"]) > 0
    assert [(one.state, one.key, one.next_attempt, one.message.place) for one in after] == [
        (one.state, one.key, one.next_attempt, one.message.place) for one in before
    ]
    assert not any(one.message.line or one.message.text for one in after)


def test_what_is_younger_stays() -> None:
    desk = an_old_desk()

    assert retention.thin(desk.turn, desk.journal, replies_days=91, messages_days=91) == 0


def test_a_reply_that_comes_again_after_its_words_went_is_known_all_the_same() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    desk.reply("a note", provider_id="n1")
    retention.thin(desk.later(days=91).turn, desk.journal, replies_days=90, messages_days=0)

    heard = desk.reply("a note", provider_id="n1")

    assert heard.understood == "duplicate"
