"""Hiding: nothing is sent, nothing is shown, replies are kept, and it ends by itself."""

from datetime import timedelta

from service.desk import MAIL, Desk, RecordingChannel
from tending.core import pacing, planning
from tending.core.records import DeliveryState
from tending.service import hiding, sending, views


def a_hidden_desk() -> Desk:
    desk = Desk(ways=(MAIL,)).begin()
    hiding.hide(desk.turn, desk.journal)
    return desk


def test_nothing_is_asked_while_it_is_hidden_and_it_goes_on_by_itself() -> None:
    desk = a_hidden_desk()

    decision = desk.tick()

    assert decision.due == ()
    assert decision.wake == desk.now + timedelta(hours=24)
    assert decision.next is not None
    assert decision.next.at >= desk.now + timedelta(hours=24)
    desk.now = decision.next.at
    assert desk.tick().wake is not None
    assert desk.standing.asking is not None


def test_what_was_on_its_way_waits_until_it_is_over() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    desk.ask()
    until = hiding.hide(desk.turn, desk.journal)
    channel = RecordingChannel()

    assert desk.send(channel) == 0
    assert sending.next_attempt(desk.journal, "mail") == until

    desk.now = until
    assert desk.send(channel) == 1


def test_a_reply_is_kept_and_its_echo_tells_nothing() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    desk.ask()
    hiding.hide(desk.turn, desk.journal)

    heard = desk.reply("1")

    assert (heard.echo, heard.follows, heard.next_at) == ("Kept.", None, None)
    assert desk.entries("answered")[-1].payload is not None


def test_the_help_card_comes_all_the_same() -> None:
    desk = a_hidden_desk()

    heard = desk.reply("help", channel="mail")

    assert heard.card is not None
    assert [one.kind for one in desk.deliveries(DeliveryState.DUE)] == ["card"]
    assert sending.next_attempt(desk.journal, "mail") == desk.now
    assert desk.send(RecordingChannel()) == 1


def test_status_has_the_same_keys_and_nothing_behind_them() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    before = views.status(desk.turn, desk.journal)
    hiding.hide(desk.turn, desk.journal)

    shown = views.status(desk.turn, desk.journal)

    assert set(shown) == {*before, "hidden"}
    assert (shown["bonds"], shown["channels"], shown["next_at"]) == ([], [], None)
    assert views.next_line(desk.turn, desk.journal) == "Nothing to see."


def test_it_can_be_ended_before_its_day_is_over() -> None:
    desk = a_hidden_desk()

    hiding.show_again(desk.turn, desk.journal)

    assert not hiding.is_hidden(desk.turn, desk.journal)
    assert desk.kinds()[-2:] == ["hidden", "hidden"]


def test_ending_what_is_not_hidden_writes_nothing() -> None:
    desk = Desk().begin()

    hiding.show_again(desk.turn, desk.journal)

    assert "hidden" not in desk.kinds()


def test_hiding_is_no_word_of_the_keeper() -> None:
    desk = Desk().begin()
    heard = desk.standing.heard_at
    desk.later(days=3)

    hiding.hide(desk.turn, desk.journal)

    assert desk.standing.heard_at == heard


def test_hidden_ends_at_its_instant() -> None:
    desk = a_hidden_desk()
    until = desk.standing.hidden_until
    assert until is not None

    assert pacing.hidden(desk.standing, until - timedelta(seconds=1))
    assert not pacing.hidden(desk.standing, until)


def test_what_ends_by_itself_ends_while_it_is_hidden() -> None:
    desk = Desk().begin()
    sitting = desk.ask()
    hiding.hide(desk.turn, desk.journal)
    desk.later(hours=1)

    plan = planning.plan(desk.plan, desk.standing, desk.now)

    assert plan.wake == min(sitting.expires_at, desk.now + timedelta(hours=23))
    assert plan.next is None
    assert [reason.rule for reason in plan.held] == ["one-open"]
