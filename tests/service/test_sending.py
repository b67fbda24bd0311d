from datetime import timedelta

from service.desk import MAIL, PUSH, Desk, RecordingChannel
from tending.core.errors import ChannelError
from tending.core.records import DeliveryState
from tending.service import sending


def an_asked_desk() -> Desk:
    desk = Desk(ways=(MAIL,)).begin()
    desk.ask()
    return desk


def test_a_delivery_is_committed_as_sending_before_it_leaves() -> None:
    desk = an_asked_desk()

    delivery = sending.claim(desk.turn, desk.journal)

    assert delivery is not None
    assert [one.state for one in desk.deliveries()] == ["sending"]
    assert sending.claim(desk.turn, desk.journal) is None


def test_a_claim_for_one_channel_leaves_the_others() -> None:
    desk = an_asked_desk()

    assert sending.claim(desk.turn, desk.journal, "push") is None
    assert sending.claim(desk.turn, desk.journal, "mail") is not None


def test_what_was_sent_is_recorded_and_shown_with_the_channel() -> None:
    desk = an_asked_desk()

    desk.send(RecordingChannel())

    assert [one.state for one in desk.deliveries()] == ["sent"]
    with desk.journal.reading() as work:
        known = work.channel("mail")
    assert known is not None
    assert known.last_sent == desk.now


def test_a_passing_failure_is_tried_again_later() -> None:
    desk = an_asked_desk()
    mail = RecordingChannel(fails=[ChannelError("mail: no answer")])

    assert desk.send(mail) == 0
    assert sending.next_attempt(desk.journal) == desk.now + timedelta(minutes=1)
    assert sending.next_attempt(desk.journal, "push") is None

    assert desk.later(minutes=1).send(mail) == 1
    assert len(mail.got) == 1


def test_trouble_keeps_the_instant_it_began_and_ends_with_a_success() -> None:
    desk = an_asked_desk()
    began = desk.now
    mail = RecordingChannel(fails=[ChannelError("mail: no answer"), ChannelError("mail: still none")])
    desk.send(mail)
    desk.later(minutes=1).send(mail)

    with desk.journal.reading() as work:
        troubled = work.channel("mail")
    desk.later(minutes=5).send(mail)
    with desk.journal.reading() as work:
        mended = work.channel("mail")

    assert troubled is not None
    assert (troubled.trouble, troubled.trouble_since) == ("mail: still none", began)
    assert mended is not None
    assert (mended.trouble, mended.trouble_since) == ("", None)


def test_what_may_have_arrived_is_held_and_never_sent_again() -> None:
    desk = an_asked_desk()
    mail = RecordingChannel(fails=[ChannelError("mail: cut off", uncertain=True)])

    desk.send(mail)
    desk.later(hours=2).send(mail)

    assert [one.state for one in desk.deliveries()] == ["uncertain"]
    assert mail.got == []


def test_a_check_in_that_no_channel_takes_is_undelivered_and_no_lapse() -> None:
    desk = an_asked_desk()

    desk.send(RecordingChannel(fails=[ChannelError("mail: no such address", permanent=True)]))

    assert desk.kinds().count("undelivered") == 1
    assert desk.standing.unanswered == 0
    assert desk.standing.sent == ()


def test_a_check_in_that_one_channel_takes_is_delivered() -> None:
    desk = Desk(ways=(MAIL, PUSH)).begin()
    desk.ask()
    mail = RecordingChannel(fails=[ChannelError("mail: no such address", permanent=True)])

    desk.send(mail, RecordingChannel(name="push", kind="apprise"))

    assert desk.kinds().count("undelivered") == 0
    assert desk.standing.asking is not None


def test_a_check_in_answered_while_its_mail_failed_stays_answered() -> None:
    desk = an_asked_desk()
    delivery = sending.claim(desk.turn, desk.journal)
    assert delivery is not None
    desk.reply("not sure")
    desk.reply("yes")

    sending.failed(desk.turn, desk.journal, delivery, ChannelError("mail: no such address", permanent=True))

    assert desk.kinds().count("undelivered") == 0


def test_an_answer_in_one_place_takes_back_what_waits_for_another() -> None:
    desk = an_asked_desk()
    desk.reply("not sure")
    desk.reply("yes")

    assert desk.send(RecordingChannel()) == 0


def test_trying_again_ends_when_the_check_in_does() -> None:
    desk = an_asked_desk()
    sitting = desk.standing.open[0]
    desk.now = sitting.expires_at - timedelta(seconds=30)

    desk.send(RecordingChannel(fails=[ChannelError("mail: no answer")]))

    assert [one.state for one in desk.deliveries()] == ["failed"]


def test_a_channel_that_left_the_settings_fails_for_good() -> None:
    desk = an_asked_desk()

    desk.send()

    assert [one.state for one in desk.deliveries()] == ["failed"]
    assert "not in the settings" in desk.deliveries()[0].detail


def test_an_echo_that_nobody_takes_within_the_hour_goes_with_the_next_question() -> None:
    desk = an_asked_desk()
    mail = RecordingChannel()
    desk.send(mail)
    heard = desk.reply("what is this", channel="mail")
    mail.fails = [ChannelError("mail: no answer") for _ in range(9)]
    for _ in range(9):
        desk.later(minutes=10).send(mail)
    mail.fails = []
    desk.reply("skip")

    desk.ask()
    desk.send(mail)

    assert mail.got[-1].text.startswith(f"From last time: {heard.echo}")
    assert "cancelled" in [one.state for one in desk.deliveries()]
    assert desk.kinds().count("undelivered") == 0


def test_a_card_that_nobody_takes_for_a_day_is_given_up() -> None:
    desk = an_asked_desk()
    mail = RecordingChannel()
    desk.send(mail)
    desk.reply("help", channel="mail")
    mail.fails = [ChannelError("mail: no answer") for _ in range(40)]
    for _ in range(40):
        desk.later(hours=1).send(mail)

    assert "failed" in [one.state for one in desk.deliveries()]
    assert desk.kinds().count("undelivered") == 0


def crashed(arrivals: bool | None) -> tuple[Desk, RecordingChannel]:  # noqa: FBT001 - what a channel tells has three values
    desk = an_asked_desk()
    sending.claim(desk.turn, desk.journal)
    return desk, RecordingChannel(arrivals=arrivals)


def recover(desk: Desk, channel: RecordingChannel) -> int:
    return sending.recover(lambda: desk.turn, desk.journal, {channel.name: channel})


def test_after_a_crash_what_arrived_counts_as_sent() -> None:
    desk, mail = crashed(arrivals=True)

    assert recover(desk, mail) == 0
    assert [one.state for one in desk.deliveries()] == ["sent"]


def test_after_a_crash_what_did_not_arrive_goes_out_once_more() -> None:
    desk, mail = crashed(arrivals=False)

    recover(desk, mail)

    assert desk.send(mail) == 1


def test_after_a_crash_what_did_not_arrive_in_time_is_let_go() -> None:
    desk, mail = crashed(arrivals=False)
    desk.later(hours=40).tick()

    recover(desk, mail)

    assert DeliveryState.CANCELLED in [one.state for one in desk.deliveries()]


def test_after_a_crash_what_a_channel_cannot_tell_is_held_as_uncertain() -> None:
    desk, mail = crashed(arrivals=None)

    assert recover(desk, mail) == 1
    assert [one.state for one in desk.deliveries()] == ["uncertain"]
    assert desk.send(mail) == 0


def test_after_a_crash_a_channel_out_of_reach_cannot_tell() -> None:
    desk, mail = crashed(arrivals=True)
    mail.fails = [ChannelError("mail: no answer")]

    assert recover(desk, mail) == 1


def test_recovery_of_one_channel_leaves_the_others_alone() -> None:
    desk, _ = crashed(arrivals=True)

    assert recover(desk, RecordingChannel(name="push")) == 0
    assert [one.state for one in desk.deliveries()] == ["sending"]


def test_a_receiver_that_fails_is_shown_with_its_channel() -> None:
    desk = an_asked_desk()

    sending.note_trouble(desk.journal, "mail", "mail: the mailbox is shut", desk.now)
    sending.note_trouble(desk.journal, "nobody", "gone", desk.now)

    with desk.journal.reading() as work:
        known = work.channel("mail")
    assert known is not None
    assert known.trouble == "mail: the mailbox is shut"
