from service.desk import MAIL, Desk, RecordingChannel
from tending.core import pacing
from tending.core.model import Family


def an_asked_desk() -> Desk:
    desk = Desk().begin()
    desk.ask()
    return desk


def test_less_is_at_once_and_slows_the_family_at_hand() -> None:
    desk = an_asked_desk()

    heard = desk.reply("less")

    assert heard.echo.startswith("Less often, from now: at most 3 a week, and this kind every")
    assert desk.standing.budget == 3


def test_less_never_goes_below_one() -> None:
    desk = Desk().begin()

    for _ in range(8):
        desk.reply("less")

    assert desk.standing.budget == 1


def test_more_waits_seven_calendar_days() -> None:
    desk = Desk().begin()

    heard = desk.reply("more")

    assert heard.echo.startswith("More often from")
    assert pacing.budget(desk.standing, desk.plan.rules, desk.now) == 4
    desk.later(days=8)
    desk.ask()
    assert desk.standing.loosenings[0].at <= desk.now


def test_more_about_a_family_shortens_its_gap_on_the_day() -> None:
    desk = an_asked_desk()

    heard = desk.reply("more often")

    assert "this kind every" in heard.echo
    assert desk.standing.loosenings[0].family is Family.WANT


def test_less_in_between_cancels_more() -> None:
    desk = Desk().begin()
    desk.reply("more")

    desk.reply("less")

    assert desk.standing.loosenings == ()


def test_pause_for_two_weeks_says_until_when() -> None:
    desk = Desk().begin()

    heard = desk.reply("pause 2w")

    assert heard.echo.startswith("Paused until Monday 19 January.")
    assert desk.tick().next is not None


def test_pause_until_a_day() -> None:
    desk = Desk().begin()

    assert "Tuesday 3 February" in desk.reply("pause until 3 February").echo


def test_pause_without_end_lasts_until_resume() -> None:
    desk = Desk().begin()

    heard = desk.reply("pause")

    assert heard.echo.startswith("Paused until you write resume.")
    assert desk.tick().wake is None
    assert desk.reply("resume").echo.startswith("Going on. Next:")


def test_an_answer_while_paused_says_that_it_is_paused() -> None:
    desk = Desk().begin()
    desk.reply("pause")

    assert desk.reply("a thought in between").echo.endswith("Paused until you write resume. Nothing is lost.")


def test_stop_in_the_terminal_is_pause() -> None:
    desk = Desk().begin()

    assert desk.reply("stop").understood == "pause"


def test_stop_on_the_last_address_closes_it_and_pauses_everything() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    sitting = desk.ask()
    mail = RecordingChannel()
    desk.send(mail)

    heard = desk.reply("STOP", channel="mail", check_in=sitting.id)
    desk.send(mail)

    assert "closed for good" in heard.echo
    assert "everything pauses" in heard.echo
    assert len(mail.got) == 1
    assert desk.standing.paused_at is not None


def test_stop_on_one_of_two_addresses_leaves_the_other() -> None:
    other = type(MAIL)(name="work", kind="email", level=MAIL.level, address="other", two_way=True)
    desk = Desk(ways=(MAIL, other)).begin()

    heard = desk.reply("stop", channel="mail")

    assert heard.echo.endswith("The others go on.")
    assert desk.standing.paused_at is None
