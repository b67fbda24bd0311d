"""What the store tells the doctor."""

from dataclasses import replace
from datetime import timedelta

from service.desk import MAIL, PUSH, Desk, RecordingChannel
from tending.core.model import Level, Verb, Word
from tending.core.records import Delivery, DeliveryState, Message, Reply, Way
from tending.service import checking, commanding, views


def said(desk: Desk) -> list[str]:
    return [one.what for one in checking.findings(desk.turn, desk.journal) if not one.ok]


def test_a_keeper_whose_channels_are_confirmed_has_nothing_to_mend() -> None:
    desk = Desk(ways=(MAIL,)).begin()

    found = checking.findings(desk.turn, desk.journal)

    assert [(one.what, one.ok) for one in found] == [
        ("set-up is finished", True),
        ("channel mail is confirmed", True),
    ]


def test_a_store_without_a_bond_is_not_set_up() -> None:
    assert "set-up is not finished" in said(Desk(ways=(MAIL,)))


def test_a_pause_is_named_as_the_reason_for_silence() -> None:
    desk = Desk(ways=(MAIL,)).begin()

    commanding.obey(desk.turn, desk.journal, Word(verb=Verb.PAUSE))

    assert said(desk) == ["nothing is asked: it is paused"]


def test_without_a_remote_channel_questions_wait_in_the_terminal() -> None:
    terminal = replace(MAIL, name="terminal", kind="terminal", remote=False)

    assert said(Desk(ways=(terminal,)).begin()) == [
        "no channel reaches out of this computer: questions wait in the terminal"
    ]


def test_a_channel_that_is_not_confirmed_says_how_to_confirm_it() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    desk.ways = (MAIL, PUSH)

    [finding] = [one for one in checking.findings(desk.turn, desk.journal) if not one.ok]

    assert finding.what == "channel push is not confirmed: nothing is sent there"
    assert (finding.remedy, finding.code) == ("tending channel add push", 4)


def test_a_stopped_address_is_told_from_one_that_is_not_confirmed() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    with desk.journal.writing() as work:
        work.stop_address(MAIL.address, desk.now)

    assert said(desk) == ["channel mail was stopped from its far end, and stays closed"]


def test_trouble_of_a_channel_is_told_in_its_own_words() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    with desk.journal.writing() as work:
        state = work.channel("mail")
        assert state is not None
        work.save_channel(replace(state, trouble="mail: the server is away"))

    assert said(desk) == ["channel mail had trouble: mail: the server is away"]


def a_delivery(desk: Desk, key: str, **known: object) -> Delivery:
    message = Message(key=key, line="Noted", text="Noted.")
    made = Delivery(
        check_in=0,
        channel="mail",
        kind="echo",
        key=key,
        message=message,
        next_attempt=desk.now,
        state=DeliveryState.UNCERTAIN,
        detail="it may have arrived",
    )
    return replace(made, **known)  # type: ignore[arg-type]


def test_what_may_have_arrived_or_not_is_listed() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    asked = desk.ask()
    with desk.journal.writing() as work:
        work.queue(a_delivery(desk, "k1"))
        work.queue(a_delivery(desk, "k2", check_in=asked.id))

    assert said(desk) == [
        "echo may have reached mail or not: it may have arrived",
        f"c{asked.id} may have reached mail or not: it may have arrived",
    ]


def test_replies_in_quarantine_and_unread_ones_are_listed() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    desk.reply("", channel="mail", trouble="it takes too much to read")
    with desk.journal.writing() as work:
        work.keep_reply(Reply(channel="mail", provider_id="<1>", received_at=desk.now, raw=b"raw", text="words"))

    assert said(desk) == [
        "a reply on mail could not be read: it takes too much to read",
        "replies not read yet: 1",
    ]


def test_what_a_hand_put_into_the_store_is_told() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    with desk.journal.writing() as work:
        work.queue(a_delivery(desk, "k", state=DeliveryState.DUE))
    desk.send(RecordingChannel())

    assert said(desk) == ["a message for mail is damaged, or was changed by hand, and was not sent"]
    assert views.status(desk.turn, desk.journal)["by_hand"][0]["channel"] == "mail"


def test_who_can_receive_what_and_until_when() -> None:
    other = replace(MAIL, name="other", address="other", place="elsewhere", level=Level.PERSONAL)
    terminal = Way(name="here", kind="terminal", level=Level.PERSONAL, address="t", two_way=True, remote=False)
    desk = Desk(ways=(MAIL, PUSH, other, terminal)).begin()
    desk.reply("stop", channel="mail")
    desk.ways = (*desk.ways, replace(MAIL, name="new", address="new", place="new"))

    found = checking.receivers(desk.turn, desk.journal)
    over = checking.receivers(desk.later(days=91).turn, desk.journal)

    assert {one.name: one.gets for one in found} == {
        "mail": "nothing: stopped for good",
        "push": "one neutral line",
        "other": "the question with your own words",
        "new": "nothing but six digits",
    }
    assert found[1].until == desk.now - timedelta(days=1)
    assert (found[0].until, found[3].last_sent) == (None, None)
    assert [one.gets for one in over[1:3]] == ["one neutral line", "nothing but six digits"]
