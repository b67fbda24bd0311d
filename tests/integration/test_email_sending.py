"""Mails on their way out, through a real server on loopback."""

import re
from pathlib import Path
from typing import Any

import pytest

from forged import ADDRESS, genuine, token
from integration.mailing import NOW, QUESTION, Listening, channel, taken
from integration.mailserver import PASSWORD, MailServer, running
from ports import free_port
from tending.adapters.channels.mail.settings import EmailSettings, Security
from tending.app import App
from tending.config import EmailChannel as EmailChannelSettings
from tending.core.errors import ChannelError, SettingsError
from tending.core.records import Message


def test_a_question_arrives_with_all_that_an_answer_needs(mail_server: MailServer) -> None:
    one = channel(mail_server.settings())

    receipt = one.send(QUESTION, now=NOW)

    sent = taken(mail_server)
    assert receipt.provider_id == sent["Message-ID"] == "<41.1@example.org>"
    assert sent["From"] == "Check-in <me@example.org>"
    assert sent["To"] == ADDRESS
    assert sent["Subject"] == "A small question for this evening"
    assert sent["Date"] == "Tue, 03 Mar 2026 18:12:00 +0000"
    assert sent["Reply-To"] == f"me+t-{token(NOW)}@example.org"
    assert sent["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in sent.iter_parts()] == ["text/plain", "text/html"]
    assert one.arrived("41.1") is True
    assert one.arrived("41.2") is None


def test_the_plain_words_stand_between_the_marker_and_the_way_out(mail_server: MailServer) -> None:
    channel(mail_server.settings()).send(QUESTION, now=NOW)

    part = taken(mail_server).get_body(("plain",))
    assert part is not None
    lines = part.get_content().splitlines()
    assert lines[:6] == ["-- reply above this line --", "", "Good evening.", "", "How was it?", ""]
    assert lines[6:8] == ["--", "You asked for this note on your own computer. Your answer is kept there;"]
    assert lines[-1].endswith("no more to this address:  stop")


def test_the_html_words_are_the_same_and_fetch_nothing(mail_server: MailServer) -> None:
    message = Message(key="k", line="A question", text='You wrote: <img src="http://example.net"> & more', token="")
    channel(mail_server.settings()).send(message, now=NOW)

    part = taken(mail_server).get_body(("html",))
    assert part is not None
    page = part.get_content()
    assert "You wrote: &lt;img src=&quot;http://example.net&quot;&gt; &amp; more" in page
    assert re.findall(r"<(\w+)", page) == ["html", "body", "div", "div", "p", "div", "br"]


def test_the_next_question_of_a_sitting_is_threaded_under_the_first(mail_server: MailServer) -> None:
    message = Message(key="42.1", line="And then", text="One more?", token=token(NOW), thread="41.1")
    channel(mail_server.settings()).send(message, now=NOW)

    sent = taken(mail_server)
    assert sent["In-Reply-To"] == "<41.1@example.org>"
    assert sent["References"].split() == [f"<t-{token(NOW)}@example.org>", "<41.1@example.org>"]


@pytest.mark.parametrize("bad", ["\r\n", "\n", "\r", "\0", "\u2028", "\x1b", "\x85"])
def test_no_word_can_add_a_header(mail_server: MailServer, bad: str) -> None:
    message = Message(
        key=f"k{bad}Bcc: a@example.net", line=f"hello{bad}Bcc: a@example.net", text=f"x{bad}y", thread=bad
    )
    channel(mail_server.settings(sender=f"Check{bad}Bcc: a@example.net")).send(message, now=NOW)

    sent = taken(mail_server)
    assert sent["Bcc"] is None
    assert sent["Subject"] == "hello Bcc: a@example.net"
    assert re.fullmatch(r"<[0-9a-f]{64}@example\.org>", sent["Message-ID"])


def test_mails_share_one_connection(mail_server: MailServer) -> None:
    one = channel(mail_server.settings())

    for number in range(5):
        one.send(Message(key=f"{number}", line="A question", text="x"), now=NOW)

    assert len(mail_server.post.taken) == 5
    assert len(mail_server.post.connections) == 1


def test_a_connection_that_went_stale_is_made_anew(mail_server: MailServer) -> None:
    one = channel(mail_server.settings())
    one.send(QUESTION, now=NOW)

    mail_server.stop_smtp()
    mail_server.start_smtp()
    one.send(Message(key="41.2", line="A question", text="x"), now=NOW)
    one.close()

    assert len(mail_server.post.taken) == 2


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize(("code", "permanent"), [("451 later", False), ("550 never", True)])
def test_a_refused_mail_is_never_uncertain(mail_server: MailServer, stage: str, code: str, *, permanent: bool) -> None:
    one = channel(mail_server.settings())
    mail_server.post.refuse = {stage: code}

    with pytest.raises(ChannelError) as refused:
        one.send(QUESTION, now=NOW)
    mail_server.post.refuse = {}
    one.send(QUESTION, now=NOW)

    assert (refused.value.permanent, refused.value.uncertain) == (permanent, False)
    assert str(refused.value).endswith(f"refused the mail with code {code[:3]}")
    assert len(mail_server.post.taken) == 1


def test_a_line_that_breaks_after_the_mail_was_handed_over_is_uncertain_and_can_be_asked_about(
    mail_server: MailServer,
) -> None:
    one = channel(mail_server.settings())
    mail_server.post.break_off_after_data = True

    with pytest.raises(ChannelError) as broken:
        one.send(QUESTION, now=NOW)

    assert broken.value.uncertain
    assert not broken.value.permanent
    assert one.arrived("41.1") is True


def test_a_server_that_is_not_there_is_neither_final_nor_uncertain(mail_server: MailServer) -> None:
    one = channel(mail_server.settings(smtp_port=free_port()))

    with pytest.raises(ChannelError, match="cannot be reached; check the network") as away:
        one.send(QUESTION, now=NOW)

    assert not away.value.permanent
    assert not away.value.uncertain


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_both_ways_are_encrypted_and_the_certificate_is_checked(
    mail_home: Path, certificates: Path, security: Security
) -> None:
    with running(mail_home, certificates=certificates, smtp_security=security) as mail_server:
        port = mail_server.imaps_port if security == "tls" else mail_server.imap_port
        settings = mail_server.settings(imap_security=security, imap_port=port)
        one = channel(settings)

        one.send(QUESTION, now=NOW)
        with Listening(one) as listening:
            mail_server.deliver(genuine(NOW))
            heard = listening.wait_for(1)
        strange = channel(mail_server.settings(imap_security=security, imap_port=port, ca_file="")).probe()
        one.close()

        assert [reply.text for reply in heard] == ["3"]
        assert one.arrived("41.1") is True
        assert len(mail_server.post.taken) == 1
        assert [line.partition(" shows ")[2] for line in strange] == [
            "a certificate we do not trust; check smtp_host and ca_file",
            "a certificate we do not trust; check imap_host and ca_file",
        ]


def test_the_probe_says_in_one_line_each_what_does_not_work(mail_server: MailServer) -> None:
    fine = channel(mail_server.settings()).probe()
    locked_out = channel(mail_server.settings(password="swordfish")).probe()
    away = channel(mail_server.settings(smtp_port=free_port(), imap_port=free_port())).probe()

    assert fine == []
    assert len(locked_out) == 2
    assert all("refused the password" in line and "swordfish" not in line for line in locked_out)
    assert len(away) == 2
    assert all("cannot be reached" in line for line in away)


@pytest.mark.parametrize(
    ("other", "line"),
    [
        ({"address": "me"}, "channels.mail.address: not a mail address; write it as name@example.org"),
        ({"address": "me@ex ample.org"}, "channels.mail.address: not a mail address; write it as name@example.org"),
        (
            {"address": "a.very.long.name.indeed.that.is@example.org"},
            "channels.mail.reply_to: the part before @ is longer than 24; set a shorter address of the same mailbox",
        ),
        (
            {"smtp_host": "mail.example.org"},
            'channels.mail.smtp_security: "none" is for this machine only; use "tls" or "starttls"',
        ),
        (
            {"imap_host": "mail.example.org"},
            'channels.mail.imap_security: "none" is for this machine only; use "tls" or "starttls"',
        ),
    ],
)
def test_wrong_settings_are_refused_with_what_to_do(other: dict[str, Any], line: str) -> None:
    given: dict[str, Any] = {"address": ADDRESS, "smtp_host": "localhost", "imap_host": "::1"}
    given |= {"smtp_security": "none", "imap_security": "none"}

    with pytest.raises(SettingsError) as refused:
        channel(EmailSettings(**(given | other)))

    assert line in refused.value.lines


def test_a_long_name_may_have_its_answers_at_another_address() -> None:
    long = "a.very.long.name.indeed.that.is@example.org"

    one = channel(EmailSettings(address=long, reply_to=ADDRESS, smtp_host="localhost", imap_host="localhost"))

    assert one.two_way


def test_the_settings_do_not_show_the_password() -> None:
    settings = EmailSettings(address=ADDRESS, smtp_host="localhost", imap_host="localhost", password=PASSWORD)

    assert PASSWORD not in repr(settings)


def test_every_setting_of_a_mailbox_reaches_it(tmp_path: Path) -> None:
    set_up = {
        "address": "me@example.org",
        "sender_name": "A name",
        "smtp_host": "127.0.0.1",
        "smtp_port": "2525",
        "smtp_security": "none",
        "username": "somebody",
        "password": "a password",
        "imap_host": "127.0.0.1",
        "imap_port": "1143",
        "imap_security": "none",
        "imap_folder": "Answers",
        "reply_to": "answers@example.org",
        "allow_from": "else@example.org",
        "authserv_id": "mx.example.org",
        "ca_file": "/etc/ssl/own.pem",
        "poll_seconds": "90",
    }
    assert set(set_up) == set(EmailChannelSettings.model_fields) - {"kind", "level"}
    environ = {f"TENDING_CHANNELS__MAIL__{name.upper()}": value for name, value in (set_up | {"kind": "email"}).items()}
    app = App({"TENDING_HOME": str(tmp_path)} | environ)

    given = app.channel("mail")._settings  # type: ignore[attr-defined]  # noqa: SLF001 - what it was made with

    app.close()
    assert {name: str(getattr(given, name)) for name in set_up if name not in {"sender_name", "allow_from"}} == {
        name: value for name, value in set_up.items() if name not in {"sender_name", "allow_from"}
    }
    assert (given.sender, given.allow_from) == ("A name", ("else@example.org",))
