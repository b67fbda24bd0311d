from datetime import timedelta

from service.desk import MAIL, PUSH, Desk, RecordingChannel, a_plan
from tending.core.entries import Asked
from tending.core.model import Level
from tending.core.records import Way


def test_a_tick_before_the_window_asks_nothing_and_names_the_next_wake() -> None:
    desk = Desk().begin()

    decision = desk.tick()

    assert desk.standing.open == ()
    assert decision.wake is not None
    assert decision.wake > desk.now


def test_at_its_wake_one_check_in_is_opened_with_its_reasons() -> None:
    desk = Desk().begin()

    sitting = desk.ask()

    (entry,) = desk.entries("asked")
    assert isinstance(entry.payload, Asked)
    assert entry.payload.prompt == "W0"
    assert [reason.rule for reason in entry.payload.why] == ["first-round", "window", "budget"]
    assert sitting.expires_at == desk.now + timedelta(hours=36)


def test_a_second_tick_at_the_same_instant_asks_nothing_more() -> None:
    desk = Desk().begin()
    desk.ask()

    desk.tick()

    assert desk.kinds().count("asked") == 1


def test_an_ended_check_in_lapses_at_the_instant_it_ended() -> None:
    desk = Desk().begin()
    sitting = desk.ask()

    desk.later(hours=40).tick()

    (entry,) = desk.entries("lapsed")
    assert entry.payload is not None
    assert getattr(entry.payload, "expired_at", None) == sitting.expires_at
    assert desk.standing.open == ()


def test_a_check_in_that_was_open_only_while_nobody_ran_the_program_gets_more_time() -> None:
    desk = Desk().begin()
    sitting = desk.ask()
    slept_from = desk.now + timedelta(minutes=1)

    desk.later(hours=40).tick(slept_from=slept_from)

    assert desk.entries("lapsed") == []
    assert desk.standing.open[0].id == sitting.id
    assert desk.standing.open[0].expires_at == desk.now + timedelta(hours=12)


def test_a_check_in_that_was_seen_before_the_program_stopped_lapses() -> None:
    desk = Desk().begin()
    desk.ask()
    slept_from = desk.now + timedelta(hours=5)

    desk.later(hours=40).tick(slept_from=slept_from)

    assert desk.kinds().count("lapsed") == 1


def test_a_check_in_of_weeks_ago_gets_no_more_time() -> None:
    desk = Desk().begin()
    desk.ask()
    slept_from = desk.now

    desk.later(days=30).tick(slept_from=slept_from)

    assert desk.kinds().count("lapsed") == 1


def test_every_confirmed_channel_gets_the_question_at_its_own_level() -> None:
    desk = Desk(ways=(MAIL, PUSH)).begin()
    desk.ask()
    mail, push = RecordingChannel(), RecordingChannel(name="push", kind="apprise", two_way=False)

    sent = desk.send(mail, push)

    assert sent == 2
    assert "What would you most like to come of this?" in mail.got[0].text
    assert mail.got[0].token
    assert "What would you most like" not in push.got[0].text
    assert push.got[0].token == ""


def test_a_channel_that_was_not_confirmed_gets_nothing() -> None:
    stranger = Way(name="other", kind="email", level=Level.PROMPT, address="c3", two_way=True)
    desk = Desk().begin()
    desk.ways = (stranger,)

    desk.ask()

    assert desk.deliveries() == []


def test_a_channel_whose_address_changed_gets_nothing() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    desk.ways = (Way(name="mail", kind="email", level=Level.PROMPT, address="elsewhere", two_way=True),)

    desk.ask()

    assert desk.deliveries() == []


def test_a_lapse_takes_back_what_has_not_gone_out() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    desk.ask()

    desk.later(hours=40).tick()

    assert [one.state for one in desk.deliveries()][:1] == ["cancelled"]


def test_the_one_reminder_goes_out_at_the_next_window_and_says_so() -> None:
    desk = Desk(plan=a_plan(reminder=True), ways=(MAIL,)).begin()
    desk.ask()
    mail = RecordingChannel()
    desk.send(mail)
    wake = desk.tick().wake
    assert wake is not None
    desk.now = wake

    desk.tick()

    assert desk.kinds().count("reminded") == 1
    desk.send(mail)
    assert mail.got[1].text.startswith("Good evening.\n\nStill open")
    assert mail.got[1].thread == mail.got[0].key


def test_a_page_of_the_night_drawer_comes_back_by_daylight_without_its_words() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    desk.reply("hold\nI miss the old kitchen")
    page = desk.standing.drawer[0]
    desk.now = page.show_at

    desk.tick()

    assert desk.standing.drawer == ()
    texts = [one.message.text for one in desk.deliveries()]
    assert any("held" in text for text in texts)
    assert not any("kitchen" in text for text in texts)


def test_an_echo_that_waited_goes_out_inside_the_next_question() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    desk.ask()
    with desk.journal.writing() as work:
        work.set_meta("echo.mail", "Noted: yes.")
    desk.reply("not sure")
    desk.reply("yes")

    desk.ask()

    last = [one for one in desk.deliveries() if one.kind == "asking"][-1]
    assert last.message.text.startswith("From last time: Noted: yes.")


def test_a_plain_deck_asks_at_its_own_time_and_after_six_ignored_whether_to_keep_it() -> None:
    desk = Desk(plan=a_plan(decks=("gratitude",))).begin()
    for _ in range(900):
        decision = desk.tick()
        assert decision.wake is not None
        desk.now = decision.wake
        if any(sitting.prompt == "plain-keep" for sitting in desk.standing.open):
            break

    keep = next(sitting for sitting in desk.standing.open if sitting.prompt == "plain-keep")

    assert "Keep, pause or drop?" in keep.words.personal
    assert desk.reply("drop", check_in=keep.id).echo.startswith("Paused.")
    assert desk.standing.plain["gratitude"].paused


def test_a_message_by_a_clock_that_is_decades_wrong_goes_without_a_token() -> None:
    desk = Desk(ways=(MAIL,)).begin()

    assert desk.turn.token(3, MAIL) != ""
    desk.now = desk.now.replace(year=1970)
    assert desk.turn.token(3, MAIL) == ""
