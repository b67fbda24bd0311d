"""Answers on their way in, from a real server on loopback."""

import contextlib
import re
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from imap_tools import MailBoxUnencrypted

from forged import ADDRESS, bombs, forged, genuine, token
from integration.mailing import MADE, NOW, QUESTION, Listening, channel, eventually, mail, taken
from integration.mailserver import MailServer, running
from tending.adapters.channels.mail.bell import Bell
from tending.adapters.channels.mail.channel import EmailChannel
from tending.adapters.channels.mail.mailbox import Mailbox
from tending.core.errors import ChannelError, StoreBusyError
from tending.core.records import Reply


@pytest.mark.parametrize(
    ("name", "answer"),
    [("gmail", "3"), ("outlook-desktop", "2 – I was tired"), ("apple-iphone", "partly — only twice")],  # noqa: RUF001
)
def test_an_answer_is_heard_within_five_seconds(mail_server: MailServer, name: str, answer: str) -> None:
    with Listening(channel(mail_server.settings())) as listening:
        assert eventually(lambda: "Login" in (mail_server.home / "log").read_text())
        mail_server.deliver(mail(name), f"me+t-{token(NOW)}@example.org")
        heard = listening.wait_for(1)

    assert [(reply.text, reply.check_in, reply.trouble) for reply in heard] == [(answer, 41, "")]
    assert mail(name).strip() in heard[0].raw
    assert heard[0].channel == "mail"
    assert heard[0].received_at.tzinfo is UTC


def test_a_mail_is_marked_as_seen_only_when_it_has_been_heard(mail_server: MailServer) -> None:
    waiting, go_on = threading.Event(), threading.Event()

    def hear(_: Reply) -> None:
        waiting.set()
        go_on.wait(10)

    mail_server.deliver(genuine(NOW))
    with Listening(channel(mail_server.settings()), hear) as listening:
        assert waiting.wait(5)
        before = mail_server.seen()
        go_on.set()
        listening.wait_for(1)
        marked = eventually(lambda: mail_server.seen() == ["1"])

    assert before == []
    assert marked


def test_what_the_store_could_not_take_stays_unread_and_is_heard_again(mail_server: MailServer) -> None:
    def hear(_: Reply) -> None:
        raise StoreBusyError("the store is full")

    one = channel(mail_server.settings())
    mail_server.deliver(genuine(NOW))
    with Listening(one, hear) as full:
        full.join()
    unread = mail_server.seen()
    with Listening(one) as listening:
        heard = listening.wait_for(1)

    assert isinstance(full.failure, StoreBusyError)
    assert unread == []
    assert len(heard) == 1


def test_an_answer_the_phone_has_already_opened_is_heard(mail_server: MailServer) -> None:
    mail_server.deliver(genuine(NOW))
    with mail_server.mailbox() as box:
        box.store("1", "+FLAGS", r"(\Seen)")

    with Listening(channel(mail_server.settings())) as listening:
        heard = listening.wait_for(1)

    assert [reply.text for reply in heard] == ["3"]


def test_of_the_keepers_own_mail_nothing_but_heads_is_looked_at(mail_server: MailServer) -> None:
    one = channel(mail_server.settings())
    for number in range(3):
        mail_server.deliver(f"From: friend@example.net\r\nTo: {ADDRESS}\r\nSubject: {number}\r\n\r\nprivate".encode())
    one.send(QUESTION, now=NOW)

    with Listening(one) as listening:
        mail_server.deliver(f"From: friend@example.net\r\nTo: {ADDRESS}\r\n\r\nprivate".encode())
        heard = listening.wait_for(1, 3)

    assert heard == []
    assert [reply.provider_id for reply in listening.ours] == ["<41.1@example.org>"]
    assert one.rejected == {}
    assert mail_server.seen() == []
    assert eventually(lambda: (mail_server.home / "log").read_text().count("body_count") == 2)
    assert set(re.findall(r"body_count=(\d+)", (mail_server.home / "log").read_text())) == {"0"}


def test_nothing_of_the_keepers_is_ever_expunged(mail_server: MailServer) -> None:
    mail_server.deliver(f"From: friend@example.net\r\nTo: {ADDRESS}\r\n\r\nto be thought over".encode())
    with mail_server.mailbox() as box:
        box.store("1", "+FLAGS", r"(\Deleted)")
    mail_server.deliver(genuine(NOW))

    with Listening(channel(mail_server.settings())) as listening:
        listening.wait_for(1)

    with mail_server.mailbox() as box:
        assert box.search(None, "ALL")[1] == [b"1 2"]


def from_a_stranger(text: str, number: int = 1) -> bytes:
    to = f"me+t-{token(NOW)}@example.org"
    return (
        f"From: stranger@example.net\r\nTo: {to}\r\nMessage-ID: <stop{number}@example.net>\r\n\r\n"
        f"{text}\r\n> Good evening.\r\n"
    ).encode()


def test_whoever_got_our_mail_may_answer_stop_and_nothing_else(mail_server: MailServer) -> None:
    one = channel(mail_server.settings())
    mail_server.deliver(from_a_stranger("who are you, and why stop", 1))
    mail_server.deliver(from_a_stranger("Stop.\r\n\r\nNever write to me again, my name is Canary", 2))

    with Listening(one) as listening:
        heard = listening.wait_for(1)

    assert [(reply.text, reply.raw, reply.check_in) for reply in heard] == [("stop", b"stop", 41)]
    assert one.rejected == {"wrong sender": 1}


def test_forged_mails_are_counted_left_alone_and_never_heard(mail_server: MailServer) -> None:
    mails = [one for one in forged(NOW, 74) if not one.dmarc_only][::2]
    for one in mails:
        mail_server.deliver(one.raw)

    with Listening(channel(mail_server.settings())) as listening:
        mail_server.deliver(genuine(NOW))
        heard = listening.wait_for(2, 4)

    assert len(mails) > 30
    assert [reply.provider_id for reply in heard] == ["<genuine-0@example.org>"]
    assert sum(listening.channel.rejected.values()) > 20
    assert set(listening.channel.rejected) >= {"no token", "wrong token", "wrong sender", "automatic"}
    assert mail_server.seen() == [str(len(mails) + 1)]


def test_a_thousand_replays_would_be_one_reply(mail_server: MailServer) -> None:
    for _ in range(10):
        mail_server.deliver(genuine(NOW))

    with Listening(channel(mail_server.settings())) as listening:
        heard = listening.wait_for(10)

    assert len(heard) == 10
    assert {reply.provider_id for reply in heard} == {"<genuine-0@example.org>"}


def test_an_answer_without_a_message_id_is_known_again_too(mail_server: MailServer) -> None:
    mail_server.deliver(re.sub(rb"Message-ID: .*\r\n", b"", genuine(NOW)))
    one = mail_server.settings()

    ids = set()
    for _ in range(2):
        with Listening(channel(one)) as listening:
            ids |= {reply.provider_id for reply in listening.wait_for(1)}

    assert len(ids) == 1
    assert ids.pop().startswith("sha256:")


def test_bombs_go_into_quarantine_and_the_next_answer_is_heard(mail_server: MailServer) -> None:
    mails = bombs(f"me+t-{token(NOW)}@example.org")
    for raw in mails.values():
        mail_server.deliver(raw)

    with Listening(channel(mail_server.settings())) as listening:
        listening.wait_for(len(mails), 30)
        mail_server.deliver(genuine(NOW))
        heard = listening.wait_for(len(mails) + 1)

    assert [reply.text for reply in heard if not reply.trouble] == ["3"]
    assert [reply.check_in for reply in heard] == [41] * (len(mails) + 1)
    assert max(len(reply.raw) for reply in heard) == 1 << 20


def test_an_answer_that_came_while_the_daemon_was_off_counts_from_when_it_came(mail_server: MailServer) -> None:
    mail_server.deliver(genuine(NOW))
    asked: list[datetime] = []
    later = datetime.fromtimestamp(time.clock_gettime(time.CLOCK_REALTIME), UTC) + timedelta(days=20)

    def reader(_: str, at: datetime) -> int:
        asked.append(at)
        return 41

    one = EmailChannel(name="mail", settings=mail_server.settings(), token_reader=reader, clock=lambda: later)
    MADE.append(one)
    with Listening(one) as listening:
        heard = listening.wait_for(1)

    assert later - asked[0] > timedelta(days=19)
    assert heard[0].received_at == asked[0]


def test_an_answer_that_comes_between_the_look_and_the_wait_is_heard(mail_server: MailServer) -> None:
    def hear(reply: Reply) -> None:
        if reply.provider_id == "<genuine-0@example.org>":
            mail_server.deliver(genuine(NOW, number=1))

    with Listening(channel(mail_server.settings()), hear) as listening:
        mail_server.deliver(genuine(NOW, number=0))
        heard = listening.wait_for(2)

    assert len(heard) == 2


def test_answers_are_heard_again_when_the_server_comes_back(mail_server: MailServer) -> None:
    with Listening(channel(mail_server.settings())) as listening:
        mail_server.deliver(genuine(NOW, number=0))
        assert eventually(lambda: mail_server.seen() == ["1"])
        mail_server.stop_imap()
        assert eventually(lambda: bool(listening.channel.trouble))
        mail_server.start_imap()
        mail_server.deliver(genuine(NOW, number=1))
        heard = listening.wait_for(2, 15)

    assert [reply.provider_id for reply in heard] == ["<genuine-0@example.org>", "<genuine-1@example.org>"]
    assert listening.channel.trouble == ""


def test_a_server_that_cannot_wait_is_asked_now_and_then(mail_home: Path, certificates: Path) -> None:
    with running(mail_home, certificates=certificates, idle=False) as mail_server:
        with Listening(channel(mail_server.settings(poll_seconds=1))) as listening:
            assert eventually(lambda: "Login" in (mail_server.home / "log").read_text())
            threading.Event().wait(2.5)
            mail_server.deliver(genuine(NOW))
            heard = listening.wait_for(1)

        assert [reply.text for reply in heard] == ["3"]


def test_it_stops_at_once(mail_server: MailServer) -> None:
    with Listening(channel(mail_server.settings())) as listening:
        assert eventually(lambda: "Login" in (mail_server.home / "log").read_text())
        threading.Event().wait(3)
        started = time.monotonic()
        listening.stop.set()
        listening.join()

    assert time.monotonic() - started < 1
    assert listening.failure is None


def test_a_refused_password_ends_the_listening_and_is_not_shown(mail_server: MailServer) -> None:
    with Listening(channel(mail_server.settings(password="swordfish"))) as listening:
        listening.join()

    assert isinstance(listening.failure, ChannelError)
    assert listening.failure.permanent
    assert "refused the password" in str(listening.failure)
    assert "swordfish" not in str(listening.failure)


@contextlib.contextmanager
def speaking(idling: bytes) -> Iterator[int]:
    """An IMAP server that says `idling` in one breath when it is asked to wait."""

    def answer(listening: socket.socket) -> None:
        talk, _ = listening.accept()
        with talk, talk.makefile("rwb", buffering=0) as lines:
            lines.write(b"* OK [CAPABILITY IMAP4rev1 IDLE] ready\r\n")
            tag = b""
            while asked := lines.readline():
                tag = tag if asked.startswith(b"DONE") else asked.split()[0]
                said = b"* CAPABILITY IMAP4rev1 IDLE\r\n" if b"CAPABILITY" in asked else b""
                said = b"* BYE\r\n" if b"LOGOUT" in asked else said
                lines.write(idling if b"IDLE" in asked else said + tag + b" OK done\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=answer, args=(listening,), daemon=True)
        thread.start()
        yield listening.getsockname()[1]


@pytest.mark.parametrize("idling", [b"+ idling\r\n* 5 EXISTS\r\n", b"* 5 EXISTS\r\n+ idling\r\n"])
def test_news_told_in_the_same_breath_as_idling_are_not_slept_over(idling: bytes) -> None:
    stop = threading.Event()
    with speaking(idling) as port, MailBoxUnencrypted("127.0.0.1", port) as box, contextlib.closing(Bell(stop)) as bell:
        started = time.monotonic()
        Mailbox(box).wait(20, bell)
        stop.set()

        assert time.monotonic() - started < 2


def test_without_news_it_waits() -> None:
    stop = threading.Event()
    idling = b"+ idling\r\n"
    with speaking(idling) as port, MailBoxUnencrypted("127.0.0.1", port) as box, contextlib.closing(Bell(stop)) as bell:
        started = time.monotonic()
        Mailbox(box).wait(0.5, bell)
        stop.set()

        assert 0.4 < time.monotonic() - started < 3


def test_a_canary_goes_to_the_address_for_answers_comes_back_and_is_no_unread_mail(mail_server: MailServer) -> None:
    one = channel(mail_server.settings())
    canary = replace(QUESTION, key="canary.1.mail", token=token(NOW, 0))

    with Listening(one) as listening:
        one.send(canary, now=NOW)
        came = eventually(lambda: bool(listening.ours))

    assert came
    assert f"me+t-{canary.token}@" in taken(mail_server)["To"]
    assert listening.heard == []
    assert len(mail_server.seen()) == 1


def test_a_mail_that_only_says_it_is_ours_does_not_count_as_come_back(mail_server: MailServer) -> None:
    one = channel(mail_server.settings())
    forged_one = genuine(NOW).replace(token(NOW).encode(), b"a" * 37)

    with Listening(one) as listening:
        mail_server.deliver(b"X-Check-In: 1\r\n" + forged_one)
        mail_server.deliver(genuine(NOW))
        listening.wait_for(1)

    assert listening.ours == []
