"""Whose an address is: the stricter of what the entries and the rows of the store say."""

from dataclasses import replace
from datetime import timedelta

import pytest

from builders import confirm
from service.desk import MAIL, PUSH, Desk, RecordingChannel
from tending.core.entries import ChannelChanged, Draft
from tending.core.errors import ChannelError, RefusedError, StoreError, UsageError
from tending.core.model import Level
from tending.core.records import ChannelState, Way
from tending.core.standing import Leave
from tending.service import addresses, beginning, confirming

ROW = ChannelState(name="mail", kind="email", address="a1")


def leave(desk: Desk, way: Way = MAIL) -> Leave:
    with desk.journal.reading() as work:
        return addresses.leave_for(desk.turn, work, way)


def save(desk: Desk, row: ChannelState) -> None:
    with desk.journal.writing() as work:
        work.save_channel(row)


def changes(desk: Desk) -> list[str]:
    return [entry.payload.change for entry in desk.entries("channel") if isinstance(entry.payload, ChannelChanged)]


def test_a_row_alone_confirms_nothing() -> None:
    desk = Desk(ways=(MAIL,))
    beginning.begin(desk.turn, desk.journal)

    save(desk, replace(ROW, confirmed_at=desk.now))

    assert leave(desk) is Leave.UNCONFIRMED


def test_entries_alone_confirm_nothing_either() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    confirmed = leave(desk)

    save(desk, ROW)
    unconfirmed = leave(desk)
    save(desk, replace(ROW, confirmed_at=desk.now, address="other"))

    assert confirmed is Leave.OPEN
    assert unconfirmed is leave(desk) is Leave.UNCONFIRMED


def test_a_row_put_into_stopped_closes_and_becomes_an_entry() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    with desk.journal.writing() as work:
        work.stop_address(MAIL.place, desk.now)
    closed = leave(desk)

    beginning.begin(desk.turn, desk.journal)
    beginning.begin(desk.turn, desk.journal)

    assert closed is Leave.STOPPED
    assert changes(desk).count("stays-stopped") == 1
    assert desk.standing.stopped == {"p1": desk.now}


def test_a_stop_outlives_its_row_another_name_and_another_spelling() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    desk.reply("STOP", channel="mail")
    other = Way(name="other", kind="email", level=Level.PROMPT, address="spelt another way", place=MAIL.place)
    desk.ways = (other,)
    beginning.begin(desk.turn, desk.journal)

    with pytest.raises(RefusedError, match="stopped, and stays closed for good"):
        confirming.begin(desk.turn, desk.journal, other, bytes)

    with desk.journal.writing() as work:
        confirm(desk.turn, work, other)
    assert leave(desk, other) is Leave.STOPPED


def test_a_stop_lets_go_what_was_to_go_there_and_nothing_else() -> None:
    desk = Desk(ways=(MAIL, PUSH)).begin()
    desk.ask()

    desk.reply("stop", channel="mail")

    assert {one.channel: one.state for one in desk.deliveries()} == {"mail": "cancelled", "push": "due"}
    assert desk.standing.paused_at is None


def test_a_stop_after_the_address_was_changed_closes_both() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    moved = replace(MAIL, address="new", place="new place")
    desk.ways = (moved,)
    beginning.begin(desk.turn, desk.journal)

    desk.later(days=3).reply("stop", channel="mail")

    assert set(desk.standing.stopped) == {"a1", "p1", "new", "new place"}
    with desk.journal.reading() as work:
        assert all(work.stopped(one) for one in ("a1", "p1", "new", "new place"))
    assert leave(desk, moved) is leave(desk) is Leave.STOPPED


def test_a_reply_with_a_token_renews_the_ninety_days_once_a_day() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    desk.later(days=80).reply("why", channel="mail", check_in=0)
    desk.later(hours=1).reply("why", channel="mail", check_in=0)
    desk.later(days=80)

    assert leave(desk) is Leave.OPEN
    assert changes(desk).count("renewed") == 1


def test_a_reply_without_a_token_renews_nothing() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    desk.later(days=80).reply("why", channel="mail")

    assert leave(desk.later(days=10)) is Leave.OVER


def test_a_reply_to_an_address_whose_days_are_over_is_heard_and_renews_nothing() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    heard = desk.later(days=91).reply("a thought", channel="mail", check_in=0)

    assert heard.understood == "note"
    assert leave(desk) is Leave.OVER


def test_from_where_no_digits_were_typed_back_nothing_is_heard_but_stop() -> None:
    desk = Desk(ways=(MAIL,))
    beginning.begin(desk.turn, desk.journal)
    before = len(desk.entries())
    heard = desk.reply("my own words", channel="mail", check_in=0)
    unheard = len(desk.entries())

    desk.reply(" Stop. \n\nwho are you", channel="mail", check_in=0)

    assert (heard.understood, heard.echo) == ("unheard", "")
    assert unheard == before
    assert leave(desk) is Leave.STOPPED


@pytest.mark.parametrize("text", ["STOP", "stop", "Stop.", "  sToP  ", "\n\nSTOP!\nmore", "“stop”", "ＳＴＯＰ"])  # noqa: RUF001 - as somebody may type it
def test_stop_closes_whatever_is_open(text: str) -> None:
    desk = Desk(ways=(MAIL,)).begin()
    desk.ask()
    desk.reply("hold")

    desk.reply(text, channel="mail")

    assert leave(desk) is Leave.STOPPED
    assert desk.standing.paused_at == desk.now


@pytest.mark.parametrize("text", ["stopped", "non-stop", "stop it all and tell me why we ever", "no\nstop"])
def test_other_words_close_nothing(text: str) -> None:
    desk = Desk(ways=(MAIL,)).begin()
    desk.ask()

    desk.reply(text, channel="mail")

    assert leave(desk) is Leave.OPEN


def test_what_the_settings_say_of_channels_is_recorded_when_it_changes() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    desk.ways = (replace(MAIL, level=Level.PERSONAL, settings={"may answer": "#1"}), PUSH)
    beginning.begin(desk.turn, desk.journal)
    desk.ways = (PUSH,)
    beginning.begin(desk.turn, desk.journal)

    beginning.begin(desk.turn, desk.journal)

    assert changes(desk) == ["added", "confirmed", "changed", "added", "removed"]
    assert set(desk.standing.channels) == {"push"}


def test_a_channel_that_comes_back_has_to_confirm_again() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    desk.ways = ()
    beginning.begin(desk.turn, desk.journal)
    desk.ways = (MAIL,)

    beginning.begin(desk.turn, desk.journal)

    assert leave(desk) is Leave.UNCONFIRMED


def test_a_secret_that_was_changed_is_refused() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    desk.plan = replace(desk.plan, seed=b"another seed, of 32 bytes length")

    with pytest.raises(StoreError, match="seed in the store is damaged or was changed"):
        beginning.begin(desk.turn, desk.journal)


def first_release(desk: Desk, *changes: str) -> Desk:
    with desk.journal.writing() as work:
        for change in changes:
            work.append(Draft(payload=ChannelChanged(name="mail", channel="email", change=change), at=desk.now))
    return desk


def test_a_channel_confirmed_in_the_first_release_is_taken_over_for_ninety_days() -> None:
    desk = first_release(Desk(ways=(MAIL,)), "added", "confirmed")
    save(desk, replace(ROW, confirmed_at=desk.now))
    desk.later(days=200)

    beginning.begin(desk.turn, desk.journal)

    assert leave(desk) is Leave.OPEN
    assert leave(desk.later(days=90)) is Leave.OVER
    assert changes(desk) == ["added", "confirmed", "adopted"]


@pytest.mark.parametrize("days", [0, 1])
@pytest.mark.parametrize("row", [None, ROW, replace(ROW, address="of somebody else")])
def test_a_row_that_does_not_fit_the_entries_of_the_first_release_is_not_taken_over(
    row: ChannelState | None, days: int
) -> None:
    desk = first_release(Desk(ways=(MAIL,)), "added", "confirmed")
    if row is not None and (days or row.address != MAIL.address):
        save(desk, replace(row, confirmed_at=desk.now + timedelta(days=days)))

    beginning.begin(desk.turn, desk.journal)

    assert leave(desk) is Leave.UNCONFIRMED
    assert "adopted" not in changes(desk)


def test_a_channel_of_the_first_release_may_be_removed() -> None:
    desk = first_release(Desk(ways=(MAIL,)), "added", "confirmed")
    desk.ways = ()

    beginning.begin(desk.turn, desk.journal)

    assert desk.standing.channels == {}
    with desk.journal.writing() as work:
        addresses.forget(desk.turn, work, "mail")
    assert changes(desk)[-1] == "removed"


# --- asked again, after ninety days


def digits(mail: RecordingChannel) -> str:
    return mail.got[-1].text.rpartition("confirm ")[2].split()[1].strip(".")


def test_a_channel_that_cannot_answer_gets_new_digits_with_its_next_question() -> None:
    desk = Desk(ways=(PUSH,)).begin()
    push = RecordingChannel(name="push", kind="apprise", two_way=False)
    desk.later(days=91).ask()
    desk.send(push)
    asked = push.got[-1]

    confirming.confirm(desk.later(days=6).turn, desk.journal, PUSH, digits(push))

    assert asked.text.startswith(asked.line)
    assert "within 7 days" in asked.text
    assert leave(desk.later(days=80), PUSH) is Leave.OPEN
    assert [one.message.text for one in desk.deliveries()] == [asked.line]


def test_after_seven_days_without_them_nothing_goes_there_any_more() -> None:
    desk = Desk(ways=(PUSH,)).begin()
    push = RecordingChannel(name="push", kind="apprise", two_way=False)
    desk.later(days=91).ask()
    desk.send(push)
    code = digits(push)
    desk.reply("skip")
    desk.later(days=4).ask()
    desk.send(push)
    desk.reply("skip")
    within = len(push.got)

    desk.later(days=5).ask()
    desk.send(push)

    assert within == 2
    assert "within 7 days" not in push.got[1].text
    assert len(push.got) == 2
    with pytest.raises(ChannelError, match="no digits are on their way"):
        confirming.confirm(desk.turn, desk.journal, PUSH, code)


def test_a_two_way_channel_whose_days_are_over_gets_nothing_but_digits_and_those_once() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    mail = RecordingChannel()
    for _ in range(3):
        desk.later(days=91).ask()
        desk.send(mail)
        desk.reply("skip")

    assert len(mail.got) == 1
    assert "open it again: tending channel confirm mail" in mail.got[0].text
    assert mail.got[0].token
    assert leave(desk) is Leave.OVER


def test_the_digits_of_a_two_way_channel_open_it_again() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    mail = RecordingChannel()
    desk.later(days=91).ask()
    desk.send(mail)
    with pytest.raises(ChannelError, match="4 more tries"):
        confirming.confirm(desk.turn, desk.journal, MAIL, "123")

    confirming.confirm(desk.turn, desk.journal, MAIL, digits(mail))

    assert leave(desk) is Leave.OPEN
    with pytest.raises(UsageError, match="confirmed already"):
        confirming.confirm(desk.turn, desk.journal, MAIL, digits(mail))


def test_a_reminder_and_a_page_do_not_go_to_a_channel_that_is_to_be_asked_again() -> None:
    desk = Desk(ways=(PUSH,)).begin()
    desk.later(days=91)

    with desk.journal.reading() as work:
        assert addresses.confirmed(desk.turn, work) == []
        assert addresses.is_confirmed(desk.turn, work, PUSH)


def test_until_when_it_holds_is_told() -> None:
    desk = Desk(ways=(MAIL, PUSH)).begin()
    with desk.journal.reading() as work:
        told = [addresses.until(desk.turn, work, way) for way in (MAIL, PUSH)]
        stranger = addresses.until(desk.turn, work, replace(MAIL, address="other"))
        never = addresses.was_confirmed(work, replace(MAIL, address="other"))

    assert told == [desk.now + timedelta(days=90)] * 2
    assert stranger is None
    assert not never


def test_renewing_what_nobody_knows_does_nothing() -> None:
    desk = Desk(ways=(MAIL,))

    with desk.journal.writing() as work:
        addresses.renew(desk.turn, work, MAIL)

    assert desk.entries() == []
