"""A mailbox from the command line, with a real mail server at its other end."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli_home import Home
from integration.mailserver import ADDRESS, PASSWORD, MailServer
from tending.adapters.journal.sql import SqlJournal
from tending.core.records import Reply

NOW = datetime(2026, 1, 5, 17, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, monkeypatch, capsys)


def add(home: Home, server: MailServer, password: str = PASSWORD) -> int:
    return home(
        *("channel", "add", "email", "--address", ADDRESS, "--smtp-host", "127.0.0.1", "--imap-host", "127.0.0.1"),
        *("--smtp-port", str(server.smtp_port), "--imap-port", str(server.imap_port)),
        *("--smtp-security", "none", "--imap-security", "none"),
        typed=f"{password}\n",
    ).code


def confirmed(home: Home, server: MailServer) -> Home:
    assert add(home, server) == 0
    found = re.search(rb"digits are (\d{6})", server.post.taken[-1])
    assert found is not None
    assert home("channel", "confirm", "mail", found[1].decode()).out == "Confirmed. To answer, just reply there.\n"
    return home


def test_a_mailbox_is_confirmed_by_the_digits_that_arrive_in_it(home: Home, mail_server: MailServer) -> None:
    confirmed(home, mail_server)

    [row] = home("channel", "list", "--json").json
    assert (row["name"], row["kind"], row["confirmed"]) == ("mail", "email", True)
    assert len(mail_server.post.taken) == 1


def test_a_round_trip_ends_when_the_mail_lies_in_the_mailbox(home: Home, mail_server: MailServer) -> None:
    confirmed(home, mail_server)

    assert home("channel", "test", "mail", "--round-trip").out == "Sent by mail, and it has arrived.\n"


def test_the_doctor_finds_a_mailbox_that_lets_us_in(home: Home, mail_server: MailServer) -> None:
    confirmed(home, mail_server)

    ran = home("doctor")

    assert ran.code == 0
    assert "ok    the servers of mail let us in\n" in ran.out


def test_a_password_that_is_wrong_is_said_and_never_shown(home: Home, mail_server: MailServer) -> None:
    code = add(home, mail_server, "wrong-canary-4711")

    ran = home("doctor", "--json")

    assert (code, ran.code) == (4, 4)
    assert "canary" not in ran.out + ran.err
    assert any("refused the password" in row["what"] for row in json.loads(ran.out))


def test_a_mail_that_could_not_be_read_is_read_again_by_the_parser_of_today(
    home: Home, mail_server: MailServer
) -> None:
    confirmed(home, mail_server)
    raw = f"From: {ADDRESS}\r\nTo: {ADDRESS}\r\nContent-Type: text/plain\r\n\r\nA note about rain.\r\n".encode()
    keep(home, Reply(channel="mail", provider_id="<1>", received_at=NOW, raw=raw, trouble="an old parser failed"))
    keep(home, Reply(channel="gone", provider_id="<2>", received_at=NOW, raw=raw, trouble="an old parser failed"))
    before = home("status").out

    ran = home("journal", "reread")

    assert "A reply on mail could not be read: an old parser failed\n" in before
    assert ran.out.startswith("mail: Kept, in your own words")
    assert [row["text"] for row in home("journal", "--search", "rain", "--json").json] == ["A note about rain."]
    assert [row["channel"] for row in home("status", "--json").json["quarantined"]] == ["gone"]


def keep(home: Home, reply: Reply) -> None:
    journal = SqlJournal(home.store)
    with journal.writing() as work:
        work.keep_reply(reply)
    journal.close()
