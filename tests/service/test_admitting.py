"""The one gate: caps, and what becomes of what does not pass."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from builders import confirm
from service.desk import MAIL, PUSH, Desk, RecordingChannel, a_plan
from service.queued import a_message, put, states
from tending.core.errors import ChannelError, RefusedError
from tending.core.model import Level
from tending.core.records import Delivery, DeliveryState
from tending.service import addresses, admitting, confirming, sending

HOUR = timedelta(hours=1)


def test_two_a_day_that_the_program_starts_and_the_third_waits() -> None:
    desk, mail = Desk(ways=(MAIL,)).begin(), RecordingChannel()
    for number in range(3):
        a_message(desk, f"k{number}")

    at_once = desk.send(mail)
    waiting = sending.next_attempt(desk.journal)
    too_early = desk.later(hours=23, minutes=59).send(mail)

    detail = desk.deliveries()[2].detail

    assert (at_once, too_early) == (2, 0)
    assert waiting == desk.now + timedelta(minutes=1)
    assert detail == "2 messages went there today: the next may go tomorrow afternoon"
    assert desk.later(minutes=1).send(mail) == 1


def test_a_day_is_twenty_four_hours_and_a_local_date_whichever_is_later() -> None:
    """The night the clocks go back has twenty-five hours: both went at the first minute of that date."""
    desk, mail = Desk(ways=(MAIL,), plan=a_plan(zone="Europe/Berlin")), RecordingChannel()
    desk.now = datetime(2026, 10, 24, 22, 0, 30, tzinfo=UTC)
    desk.begin()
    for number in range(3):
        a_message(desk, f"k{number}")
    desk.send(mail)

    a_day_later = desk.later(hours=24).send(mail)

    assert a_day_later == 0
    assert desk.later(minutes=59, seconds=30).send(mail) == 1


def test_each_channel_has_its_own_two() -> None:
    desk, mail, push = Desk(ways=(MAIL, PUSH)).begin(), RecordingChannel(), RecordingChannel(name="push")
    for number in range(3):
        a_message(desk, f"k{number}")
        a_message(desk, f"p{number}", channel="push")

    assert desk.send(mail, push) == 4
    assert (len(mail.got), len(push.got)) == (2, 2)


def test_the_same_place_under_two_names_has_two_in_all() -> None:
    other = replace(MAIL, name="other", address="spelt another way")
    desk, mail, again = Desk(ways=(MAIL, other)).begin(), RecordingChannel(), RecordingChannel(name="other")
    for number in range(2):
        a_message(desk, f"k{number}")
        a_message(desk, f"o{number}", channel="other")

    desk.send(mail, again)

    assert len(mail.got) + len(again.got) == 2


def test_a_clock_that_was_set_back_wins_no_message() -> None:
    desk, mail = Desk(ways=(MAIL,)).begin().later(days=2), RecordingChannel()
    for number in range(3):
        a_message(desk, f"k{number}")
    desk.send(mail)

    assert desk.later(days=-1, hours=-5).send(mail) == 0


def test_a_question_that_would_wait_past_its_end_was_never_asked() -> None:
    desk, mail = Desk(ways=(MAIL,), plan=a_plan(expiry_hours=12)).begin(), RecordingChannel()
    desk.ask()
    with desk.journal.writing() as work:
        work.mark(replace(work.deliveries()[0], next_attempt=desk.now + HOUR))
    for number in range(2):
        a_message(desk, f"k{number}")
    desk.send(mail)

    desk.later(hours=1).send(mail)

    assert states(desk) == ["failed", "sent", "sent"]
    assert desk.kinds().count("undelivered") == 1
    assert desk.standing.unanswered == 0


def test_a_question_that_may_wait_does_and_goes_while_it_is_open() -> None:
    desk, mail = Desk(ways=(MAIL,)).begin(), RecordingChannel()
    for number in range(2):
        a_message(desk, f"k{number}")
    desk.send(mail)
    desk.ask()
    waited = desk.send(mail)

    desk.later(hours=24).send(mail)

    assert waited == 0
    assert states(desk) == ["sent", "sent", "sent"]


def test_of_a_question_that_was_closed_nothing_goes_out() -> None:
    desk, mail = Desk(ways=(MAIL,)).begin(), RecordingChannel()
    sitting = desk.ask()
    desk.reply("skip")
    a_message(desk, "k", "asking", check_in=sitting.id)
    a_message(desk, "r", "reminder", check_in=sitting.id)

    assert desk.send(mail) == 0
    assert [one.detail for one in desk.deliveries()][1:] == ["the question is closed"] * 2


def test_eight_answers_a_day_and_the_ninth_goes_with_the_next_message() -> None:
    desk, mail = Desk(ways=(MAIL,)).begin(), RecordingChannel()
    for _ in range(10):
        desk.reply("why", channel="mail")
    desk.send(mail)
    answers = len(mail.got)
    ninth = desk.deliveries()[8].message.text

    desk.ask()
    desk.send(mail)

    assert answers == 8
    assert mail.got[-1].text.startswith(f"From last time: {ninth}\n{ninth}\n\nGood ")
    with desk.journal.reading() as work:
        assert work.meta("echo.mail") == ""


def test_answers_and_what_is_started_are_counted_apart() -> None:
    desk, mail = Desk(ways=(MAIL,)).begin(), RecordingChannel()
    for number in range(3):
        a_message(desk, f"k{number}")
    for _ in range(9):
        desk.reply("why", channel="mail")

    assert desk.send(mail) == 10


def test_the_help_card_always_goes_and_takes_nobodys_place() -> None:
    desk, mail = Desk(ways=(MAIL,)).begin(), RecordingChannel()
    for _ in range(8):
        desk.reply("why", channel="mail")
    for number in range(2):
        a_message(desk, f"k{number}")
    desk.send(mail)
    for _ in range(3):
        desk.reply("help", channel="mail")

    assert desk.send(mail) == 3
    desk.later(hours=25).reply("why", channel="mail")
    assert desk.send(mail) == 1


def test_the_card_goes_whole_on_a_discreet_channel_and_an_echo_does_not() -> None:
    desk, mail = Desk(ways=(replace(MAIL, level=Level.DISCREET),)).begin(), RecordingChannel()
    desk.reply("why", channel="mail")
    card = desk.reply("help", channel="mail").card

    desk.send(mail)

    assert [(one.line, one.text) for one in mail.got] == [("Noted", "Noted"), ("Noted", card)]


def test_an_echo_that_waits_has_no_room_on_a_discreet_channel_and_does_not_pile_up() -> None:
    desk, mail = Desk(ways=(replace(MAIL, level=Level.DISCREET),)).begin(), RecordingChannel()
    with desk.journal.writing() as work:
        work.set_meta("echo.mail", "Noted: yes.")

    desk.ask()
    desk.send(mail)

    assert mail.got[0].text == mail.got[0].line
    with desk.journal.reading() as work:
        assert work.meta("echo.mail") == ""


def test_what_went_to_another_place_under_the_same_name_does_not_count() -> None:
    desk, mail = Desk(ways=(MAIL,)).begin(), RecordingChannel()
    for number in range(2):
        a_message(desk, f"k{number}")
    desk.send(mail)
    desk.ways = (replace(MAIL, address="new", place="new place"),)
    with desk.journal.writing() as work:
        confirm(desk.turn, work, desk.ways[0])
    a_message(desk, "k")

    assert desk.send(mail) == 1


def test_what_a_hand_made_unsent_still_counts() -> None:
    desk, mail = Desk(ways=(MAIL,)).begin(), RecordingChannel()
    for number in range(2):
        a_message(desk, f"k{number}")
    desk.send(mail)
    for number in range(2):
        put(desk, lambda one: replace(one, state=DeliveryState.DUE), f"k{number}")
    for number in range(2):
        a_message(desk, f"new{number}")

    assert desk.send(mail) == 0
    assert desk.later(hours=24).send(mail) == 2


def some_code(desk: Desk, number: int) -> Delivery:
    return confirming.begin(desk.turn, desk.journal, MAIL, lambda count: bytes([number]) * count)


@pytest.mark.parametrize("told", [True, False])
def test_six_codes_a_month_by_what_entries_say_or_what_went_out_whichever_is_more(told: bool) -> None:  # noqa: FBT001 - one or the other
    desk, mail = Desk(ways=(MAIL,)), RecordingChannel()
    for number in range(6):
        desk.later(days=1)
        code = some_code(desk, number)
        if told:
            with desk.journal.writing() as work:
                addresses.note(desk.turn, work, MAIL, "code")
        else:
            sending.hand_over(desk.turn, desk.journal, mail, code)

    with pytest.raises(RefusedError, match="6 codes in a month"):
        confirming.send(desk.later(days=1).turn, desk.journal, MAIL, mail, some_code(desk, 9))


def test_a_code_that_could_not_go_out_is_not_tried_again_by_itself() -> None:
    desk, mail = Desk(ways=(MAIL,)), RecordingChannel(fails=[ChannelError("mail: away")])
    code = some_code(desk, 1)

    with pytest.raises(ChannelError):
        confirming.send(desk.turn, desk.journal, MAIL, mail, code)

    assert states(desk) == ["failed"]
    assert desk.later(days=1).send(mail) == 0


# --- what is no more than the channel may have


def test_words_that_were_queued_do_not_leave_once_the_level_is_stricter() -> None:
    desk, mail = Desk(ways=(MAIL,)).begin(), RecordingChannel()
    sitting = desk.ask()
    desk.ways = (replace(MAIL, level=Level.DISCREET),)

    desk.send(mail)

    assert mail.got[0].text == mail.got[0].line
    assert sitting.words.neutral not in mail.got[0].text


def test_what_is_for_a_channel_that_left_the_settings_is_let_go() -> None:
    desk, mail = Desk(ways=(MAIL,)).begin(), RecordingChannel()
    desk.ask()
    desk.ways = ()

    assert desk.send(mail) == 0
    assert "not in the settings" in desk.deliveries()[0].detail
    assert admitting.whole(desk.turn, desk.deliveries()[0]) == desk.deliveries()[0].message


@pytest.mark.parametrize("kind", ["page", "echo", "card", "reminder-of-another-kind", "trial"])
def test_nothing_but_its_digits_leaves_for_a_channel_that_is_not_confirmed(kind: str) -> None:
    desk, mail = Desk(ways=(MAIL,)).begin(), RecordingChannel()
    a_message(desk, "k", kind)
    with desk.journal.writing() as work:
        row = work.channel("mail")
        assert row is not None
        work.save_channel(replace(row, confirmed_at=None))

    assert desk.send(mail) == 0
    assert (states(desk), desk.deliveries()[0].detail) == (["cancelled"], "the channel is not confirmed")


def test_nothing_at_all_leaves_for_an_address_that_was_stopped() -> None:
    desk, mail = Desk(ways=(MAIL,)).begin(), RecordingChannel()
    desk.reply("stop", channel="mail")
    for kind in ("page", "card", "code", "echo"):
        a_message(desk, kind, kind)

    assert desk.send(mail) == 0
    assert {one.detail for one in desk.deliveries()} == {"the address was stopped"}


def test_a_trial_passes_the_same_gate() -> None:
    desk, mail = Desk(ways=(MAIL,)).begin(), RecordingChannel()
    for number in range(8):
        trial = confirming.trial(desk.turn, desk.journal, MAIL, lambda count, at=number: bytes([at]) * count)  # type: ignore[misc]
        confirming.send(desk.turn, desk.journal, MAIL, mail, trial)

    ninth = confirming.trial(desk.turn, desk.journal, MAIL, lambda count: bytes([9]) * count)
    with pytest.raises(RefusedError, match="8 messages went there today"):
        confirming.send(desk.turn, desk.journal, MAIL, mail, ninth)

    assert len(mail.got) == 8
    assert [one.message.text for one in desk.deliveries()] == [""] * 8


def test_a_code_that_may_have_arrived_is_held_and_one_that_did_not_is_let_go() -> None:
    desk = Desk(ways=(MAIL,))
    mail = RecordingChannel(fails=[ChannelError("mail: cut off", uncertain=True)])
    code = confirming.begin(desk.turn, desk.journal, MAIL, bytes)
    with pytest.raises(ChannelError):
        confirming.send(desk.turn, desk.journal, MAIL, mail, code)
    held = states(desk)

    mail.arrivals = False
    sending.recover(lambda: desk.turn, desk.journal, {"mail": mail})

    assert held == ["uncertain"]
    assert states(desk) == ["cancelled"]
    assert desk.send(mail) == 0
