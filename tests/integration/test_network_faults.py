"""Mail servers that are silent, slow, refuse, lie or are gone: nothing is lost or doubled, and it is said."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fakes import FakeChannel
from forged import genuine
from integration.daemons import NOON, an_app, home, lived, state_of, until
from integration.faulty import FaultyImap, FaultySmtp, serving
from integration.mailing import NOW, QUESTION, Listening, channel, eventually
from tending.adapters.channels.mail.channel import EmailChannel
from tending.core.errors import ChannelError
from tending.core.records import Query, Reply
from tending.daemon import Daemon
from tending.service import hearing

__all__ = ["home"]

MAIL = genuine(NOW)
LIES: dict[str, dict[str, Any]] = {
    "a greeting that is none": {"greeting": b"\x00\xff\xfe hello\r\n"},
    "a flood for a greeting": {"at": "GREETING", "fault": "flood"},
    "silence for a greeting": {"at": "GREETING", "fault": "silence"},
    "a line that is cut at the greeting": {"at": "GREETING", "fault": "gone"},
    "no capabilities": {"greeting": b"* OK ready\r\n", "says": {"CAPABILITY": b""}},
    "silence at the password": {"at": "LOGIN", "fault": "silence"},
    "goodbye at the password": {"says": {"LOGIN": b"* BYE overloaded\r\n"}, "at": "LOGIN", "fault": "gone"},
    "no folder": {"says": {"SELECT": b"tag NO there is none\r\n"}},
    "a folder of another world": {"says": {"SELECT": b"* x EXISTS\r\n* OK [UIDVALIDITY banana] ok\r\n"}},
    "silence at the folder": {"at": "SELECT", "fault": "silence"},
    "numbers that are words": {"says": {"SEARCH": b"* SEARCH one two\r\n"}},
    "numbers beyond any": {"says": {"SEARCH": b"* SEARCH " + b"9" * 5_000 + b"\r\n"}},
    "a search refused": {"says": {"SEARCH": b"tag BAD no\r\n"}},
    "a mail refused": {"mails": [MAIL], "says": {"FETCH": b"tag NO not now\r\n"}},
    "a mail in no words": {"mails": [MAIL], "says": {"FETCH": b"* 1 FETCH ((((\r\n\x00\x01\r\n"}},
    "a mail shorter than it says": {"mails": [MAIL], "says": {"FETCH": b"* 1 FETCH (UID 1 BODY[] {9000}\r\nFrom"}},
    "a mail longer than it says": {
        "mails": [MAIL],
        "says": {"FETCH": b"* 1 FETCH (UID 1 BODY[] {5}\r\n" + MAIL + b")\r\n"},
    },
    "a mail of no time": {
        "mails": [MAIL],
        "says": {"FETCH": b'* 1 FETCH (UID 1 INTERNALDATE "31-Feb-0000 99:99:99 +9999" BODY[] {2}\r\nxx)\r\n'},
    },
    "a mail without an end": {
        "mails": [MAIL],
        "says": {"FETCH": b"* 1 FETCH (UID 1 BODY[] {4000000000}\r\ntag "},
        "at": "FETCH",
        "fault": "flood",
    },
    "silence in a mail": {"mails": [MAIL], "at": "FETCH", "fault": "silence"},
    "a line that is cut in a mail": {"mails": [MAIL], "at": "FETCH", "fault": "gone"},
    "silence where it should wait": {"at": "IDLE", "fault": "silence"},
}


@pytest.mark.parametrize("name", sorted(LIES))
def test_whatever_a_mailbox_says_is_a_trouble_in_one_line_and_nothing_is_heard(name: str) -> None:
    with serving(FaultyImap(**LIES[name])) as server, Listening(channel(server.settings())) as listening:
        one = listening.channel
        troubled = eventually(lambda: bool(one.trouble) or listening.failure is not None, 8)

        assert troubled
        assert listening.heard == []
        assert server.marked == 0
        assert server.connections <= 4
        assert listening.failure is None or isinstance(listening.failure, ChannelError)
        assert "\n" not in one.trouble


def test_a_mail_said_to_be_larger_than_what_was_asked_for_is_not_waited_for() -> None:
    larger = FaultyImap(mails=[MAIL], says={"FETCH": b"* 1 FETCH (UID 1 BODY[] {4000000000}\r\n"})
    with serving(larger) as server, Listening(channel(server.settings(patience=30))) as listening:
        assert eventually(lambda: bool(listening.channel.trouble), 10)

        server.close()


def test_a_mailbox_that_speaks_a_byte_at_a_time_is_heard() -> None:
    with (
        serving(FaultyImap(mails=[MAIL], at="ALL", fault="slow")) as server,
        Listening(channel(server.settings())) as listening,
    ):
        heard = listening.wait_for(1, 20)

    assert [one.text for one in heard] == ["3"]


def test_a_mail_of_a_leap_second_came_with_the_next_minute() -> None:
    with (
        serving(FaultyImap(mails=[MAIL], date=b"31-Dec-2016 23:59:60 +0000")) as server,
        Listening(channel(server.settings())) as listening,
    ):
        heard = listening.wait_for(1, 20)

    assert [one.received_at for one in heard] == [datetime(2017, 1, 1, tzinfo=UTC)]


def test_a_refused_password_is_final() -> None:
    with (
        serving(FaultyImap(says={"LOGIN": b"tag NO [AUTHENTICATIONFAILED] no\r\n"})) as server,
        Listening(channel(server.settings())) as listening,
    ):
        listening.join()

    assert isinstance(listening.failure, ChannelError)
    assert listening.failure.permanent


def test_a_mail_told_of_again_and_again_is_one_reply_by_its_id() -> None:
    with (
        serving(FaultyImap(mails=[MAIL], repeats=True)) as server,
        Listening(channel(replace(server.settings(), poll_seconds=0))) as listening,
    ):
        heard = listening.wait_for(5, 20)

    assert len(heard) >= 5
    assert {one.provider_id for one in heard} == {"<genuine-0@example.org>"}


BEFORE: dict[str, dict[str, Any]] = {
    "silence for a greeting": {"at": "GREETING", "fault": "silence"},
    "a greeting that is none": {"greeting": b"\x00\xff hello\r\n"},
    "a flood for a greeting": {"at": "GREETING", "fault": "flood"},
    "too busy": {"greeting": b"421 too busy\r\n"},
    "silence at the password": {"at": "AUTH", "fault": "silence"},
    "gone at the sender": {"at": "MAIL", "fault": "gone"},
    "silence at the receiver": {"at": "RCPT", "fault": "silence"},
    "later, it says": {"says": {"RCPT": b"450 greylisted\r\n"}},
    "a word for a code": {"says": {"MAIL": b"okay then\r\n"}},
}


@pytest.mark.parametrize("name", sorted(BEFORE))
def test_what_goes_wrong_before_a_mail_is_handed_over_is_certain_and_may_be_tried_again(name: str) -> None:
    with serving(FaultySmtp(**BEFORE[name])) as server:
        one = channel(server.settings())

        with pytest.raises(ChannelError) as failed:
            one.send(QUESTION, now=NOW)

    assert (failed.value.permanent, failed.value.uncertain) == (False, False)
    assert "\n" not in str(failed.value)
    assert server.taken == []


AFTER: dict[str, dict[str, Any]] = {
    "silence after the mail": {"at": "TAKEN", "fault": "silence"},
    "gone after the mail": {"at": "TAKEN", "fault": "gone"},
    "a flood after the mail": {"says": {"TAKEN": b"tag "}, "at": "TAKEN", "fault": "flood"},
}


@pytest.mark.parametrize("name", sorted(AFTER))
def test_what_goes_wrong_once_a_mail_was_handed_over_is_uncertain(name: str) -> None:
    with serving(FaultySmtp(**AFTER[name])) as server:
        one = channel(server.settings())

        with pytest.raises(ChannelError) as failed:
            one.send(QUESTION, now=NOW)

    assert failed.value.uncertain
    assert len(server.taken) == 1


def test_a_server_that_speaks_a_byte_at_a_time_takes_the_mail_once() -> None:
    with serving(FaultySmtp(at="ALL", fault="slow")) as server:
        channel(server.settings()).send(QUESTION, now=NOW)

    assert len(server.taken) == 1


def a_mail_channel(smtp: FaultySmtp, imap: FaultyImap) -> EmailChannel:
    return channel(replace(smtp.settings(), imap_port=imap.port))


def test_while_the_mail_servers_say_nothing_the_other_channel_goes_on_and_the_trouble_is_shown(home: Path) -> None:
    chat = FakeChannel(name="chat")
    with (
        serving(FaultySmtp(at="GREETING", fault="silence")) as smtp,
        serving(FaultyImap(at="GREETING", fault="silence")) as imap,
    ):
        app = an_app(home, channels=(a_mail_channel(smtp, imap), chat))

        async def act(_: Daemon) -> None:
            await until(lambda: chat.sent)
            await until(lambda: state_of(app, "mail").trouble)

        lived(app, act)

    assert len(chat.sent) == 1
    assert state_of(app, "mail").trouble.endswith("cannot be reached; check the network, smtp_host and smtp_port")
    assert state_of(app, "chat").trouble == ""


def test_a_mail_server_that_refuses_for_a_day_is_asked_now_and_then_and_gets_the_question_once(home: Path) -> None:
    with serving(FaultySmtp(greeting=b"421 not today\r\n")) as smtp, serving(FaultyImap()) as imap:
        app = an_app(home, "2026-01-05T19:59:00Z@14400", channels=(a_mail_channel(smtp, imap),))
        refused = []

        async def act(_: Daemon) -> None:
            begun = app.clock()
            await until(lambda: app.clock() - begun > timedelta(days=1))
            refused.append(smtp.connections)
            smtp.greeting = b"220 ready\r\n"
            await until(lambda: smtp.taken)

        lived(app, act)

    assert 2 <= refused[0] <= 40
    assert len(smtp.taken) == 1
    assert state_of(app, "mail").trouble == ""


def test_a_mailbox_that_is_gone_for_a_day_is_looked_for_now_and_then_and_heard_when_it_is_back(home: Path) -> None:
    with serving(FaultySmtp()) as smtp, serving(FaultyImap(mails=[MAIL])) as imap:
        ready, imap.greeting = imap.greeting, b"* BYE not today\r\n"
        mail = a_mail_channel(smtp, imap)
        app = an_app(home, "2026-01-05T19:59:00Z@28800", channels=(mail,))
        meanwhile: list[tuple[str, int, int]] = []

        async def act(_: Daemon) -> None:
            begun = app.clock()
            await until(lambda: smtp.taken and app.clock() - begun > timedelta(days=1))
            meanwhile.append((mail.trouble, imap.connections, imap.marked))
            imap.greeting = ready
            await until(lambda: imap.marked and not mail.trouble)

        lived(app, act)

    with app.journal.reading() as work:
        kept, said = work.replies(), work.entries(Query(kinds=("note", "answered")))
    ((trouble, tried, marked),) = meanwhile
    assert trouble.endswith("check the network, imap_host, imap_port and imap_folder")
    assert (2 <= tried <= 8, marked) == (True, 0)
    assert (len(kept), len(said)) == (1, 1)


def test_a_mail_told_of_again_and_again_is_in_the_journal_once(home: Path) -> None:
    app = an_app(home, NOON)
    with (
        serving(FaultyImap(mails=[MAIL], repeats=True)) as server,
        Listening(
            channel(replace(server.settings(), poll_seconds=0)),
            lambda reply: void(hearing.hear(app.turn(), app.journal, reply)),
        ) as listening,
    ):
        heard = listening.wait_for(5, 20)

    with app.journal.reading() as work:
        kept, said = work.replies(), work.entries(Query(kinds=("note", "answered")))
    assert len(heard) >= 5
    assert (len(kept), len(said)) == (1, 1)


def void(_: object) -> None:
    """What was heard is not looked at."""


class Faulty(FakeChannel):
    """A receiver with a fault of ours, once."""

    listening = 0

    def receive(self, hear: Callable[[Reply], None], stop: threading.Event) -> None:  # noqa: ARG002 - the protocol's own shape
        self.listening += 1
        if self.listening == 1:
            raise KeyError("private words")
        stop.wait()


def test_a_receiver_with_a_fault_of_ours_is_shown_by_its_kind_and_started_again(home: Path) -> None:
    mail = Faulty(name="mail")
    app = an_app(home, NOON, channels=(mail,))
    seen: list[str] = []

    async def act(_: Daemon) -> None:
        await until(lambda: state_of(app, "mail").trouble)
        seen.append(state_of(app, "mail").trouble)
        await until(lambda: not state_of(app, "mail").trouble)

    lived(app, act)

    assert seen == ["mail: a fault of our own (KeyError); report it"]
    assert mail.listening == 2
