from datetime import timedelta

import pytest

from service.desk import MAIL, PUSH, Desk, RecordingChannel
from tending.core.records import Heard, Reply
from tending.service import hearing, hiding, watching

DAYS = 30


def returned(desk: Desk, **at: float) -> Heard:
    at_server = desk.now + timedelta(**at)
    return hearing.hear(
        desk.turn,
        desk.journal,
        Reply(channel="mail", provider_id="<1>", received_at=at_server, raw=b"", ours=True),
    )


def watch(desk: Desk) -> list[str]:
    return watching.watch(desk.turn, desk.journal, DAYS)


def canaries(desk: Desk) -> list[str]:
    return [one.channel for one in desk.deliveries() if one.kind == "canary"]


def a_desk() -> Desk:
    return Desk(ways=(MAIL, PUSH)).begin()


def test_a_message_of_ours_that_comes_back_is_no_reply_and_says_that_the_line_works() -> None:
    desk = a_desk()
    before = desk.kinds()

    heard = returned(desk, minutes=-3)

    with desk.journal.reading() as work:
        assert watching.back_at(desk.turn, work, "mail") == desk.now - timedelta(minutes=3)
        assert work.replies() == []
    assert heard.understood == "ours"
    assert desk.kinds() == before


def test_the_latest_counts_and_none_from_the_future() -> None:
    desk = a_desk()
    returned(desk, days=-1)

    returned(desk, days=-9)
    returned(desk, days=9)

    with desk.journal.reading() as work:
        assert watching.back_at(desk.turn, work, "mail") == desk.now - timedelta(days=1)


def test_where_nothing_has_come_back_a_canary_goes_out_by_what_can_hear_and_is_no_question() -> None:
    desk, mail = a_desk(), RecordingChannel()

    assert watch(desk) == []
    desk.send(mail)

    assert canaries(desk) == ["mail"]
    assert [(one.key.partition(".")[0], one.line) for one in mail.got] == [("canary", "Only a test")]
    assert desk.standing.asking is None


def test_none_goes_out_while_messages_come_back_by_themselves() -> None:
    desk = a_desk()
    returned(desk)

    watch(desk.later(days=DAYS - 1))
    few = canaries(desk)
    watch(desk.later(days=1))

    assert (few, canaries(desk)) == ([], ["mail"])


def test_one_that_has_not_come_back_within_a_day_is_said_and_no_second_one_follows() -> None:
    desk = a_desk()
    watch(desk)

    early = watch(desk.later(hours=23))
    late = watch(desk.later(hours=2))
    watch(desk.later(days=300))

    assert early == []
    assert late == ["mail: what was sent to itself has not come back: answers there may not be heard"]
    assert canaries(desk) == ["mail"]


def test_it_is_well_again_once_it_has_come_back() -> None:
    desk = a_desk()
    watch(desk)
    returned(desk.later(days=3))

    assert watch(desk) == []


@pytest.mark.parametrize("word", ["pause", "help", "hide"])
def test_none_goes_into_a_silence_that_the_keeper_wants(word: str) -> None:
    desk = a_desk()
    if word == "hide":
        hiding.hide(desk.turn, desk.journal)
    else:
        desk.reply(word)

    watch(desk)

    assert canaries(desk) == []


def test_none_goes_to_somebody_who_no_longer_answers() -> None:
    desk = a_desk()
    for _ in range(6):
        desk.ask()
        desk.later(days=4).tick()
    assert desk.standing.unanswered == 6

    watch(desk)

    assert canaries(desk) == []


def test_none_goes_to_an_address_that_nobody_confirmed() -> None:
    desk = Desk(ways=(MAIL,))
    desk.begin()
    with desk.journal.writing() as work:
        known = work.channel("mail")
        assert known is not None
        work.stop_address(MAIL.address, desk.now)

    watch(desk)

    assert canaries(desk) == []


def test_a_clock_that_was_ahead_when_it_was_sent_leaves_no_line_unwatched() -> None:
    desk = a_desk()
    watch(desk.later(days=60))
    returned(desk)

    watch(desk.later(days=-60))
    sent_anew = canaries(desk)
    late = watch(desk.later(days=2))

    assert sent_anew == ["mail", "mail"]
    assert late == ["mail: what was sent to itself has not come back: answers there may not be heard"]


@pytest.mark.parametrize("text", ["x", "2026-01-05", "9999-12-31T23:59:59+00:00"])
def test_what_is_not_to_be_read_is_as_if_nothing_had_come_back(text: str) -> None:
    desk = a_desk()
    with desk.journal.writing() as work:
        for what in ("sent", "back"):
            work.set_meta(f"line.mail.{what}", text)

    assert watch(desk) == []
    returned(desk)

    with desk.journal.reading() as work:
        assert watching.back_at(desk.turn, work, "mail") == desk.now
    assert canaries(desk) == ["mail"]


def test_what_came_back_before_is_seen_again_without_a_write() -> None:
    desk = a_desk()
    returned(desk)

    with desk.journal.writing():  # the store is busy with somebody else
        heard = returned(desk, days=-1)

    assert heard.understood == "ours"
