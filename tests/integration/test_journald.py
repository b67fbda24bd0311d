"""What the log of systemd would get, listened to on a plain datagram socket; and what never gets there."""

import logging
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tending.adapters import journald
from tending.adapters.journald import ERROR, EVENTS, LONGEST, WARNING
from tending.cli.log import ToSystemd

CANARY = "kingfisher"


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as found:
        found.settimeout(5)
        found.bind(str(tmp_path / "socket"))
        yield found


def heard(mailbox: socket.socket) -> dict[str, str]:
    lines = mailbox.recv(65536).decode().splitlines()
    return dict(line.split("=", 1) for line in lines)


def test_a_line_comes_with_its_priority_its_event_and_its_fields(mailbox: socket.socket) -> None:
    fields = {"channel": "mail", "check_in": "c17"}

    sent = journald.send("mail: waits", WARNING, "channel", fields, Path(mailbox.getsockname()))

    assert sent
    assert heard(mailbox) == {
        "MESSAGE": "mail: waits",
        "PRIORITY": "4",
        "SYSLOG_IDENTIFIER": "tending",
        "MESSAGE_ID": EVENTS["channel"],
        "TENDING_CHANNEL": "mail",
        "TENDING_CHECK_IN": "c17",
    }


def test_nothing_in_a_line_can_become_another_field(mailbox: socket.socket) -> None:
    text = "one\nPRIORITY=0\r\x00\u2028two \udcff" + "x" * 5000

    journald.send(text, ERROR, fields={"channel": "a\nMESSAGE_ID=1"}, mailbox=Path(mailbox.getsockname()))

    found = heard(mailbox)
    assert (found["PRIORITY"], found["TENDING_CHANNEL"], "MESSAGE_ID" in found) == ("3", "a MESSAGE_ID=1", False)
    assert found["MESSAGE"].startswith("one PRIORITY=0 two ?x")
    assert len(found["MESSAGE"]) == LONGEST


def test_without_a_log_nothing_is_sent_and_nothing_fails(tmp_path: Path) -> None:
    assert not journald.send("x", ERROR, mailbox=tmp_path / "gone")


def test_standard_error_is_the_log_only_where_systemd_says_so(tmp_path: Path) -> None:
    with (tmp_path / "other").open("w") as other:
        found = os.fstat(other.fileno())
        named = {"JOURNAL_STREAM": f"{found.st_dev}:{found.st_ino}"}

        told = [journald.is_log(environ, other.fileno()) for environ in (named, {}, {"JOURNAL_STREAM": "1:2"})]

    assert told == [True, False, False]
    assert not journald.is_log(named, 10_000)


def a_record() -> logging.LogRecord:
    record = logging.LogRecord("tending", logging.ERROR, __file__, 1, "mail: waits", (), None)
    record.__dict__ |= {"event": "channel", "channel": "mail"}
    return record


def test_a_record_of_the_daemon_keeps_its_event_and_its_fields(mailbox: socket.socket) -> None:
    ToSystemd(Path(mailbox.getsockname())).handle(a_record())

    found = heard(mailbox)
    assert (found["PRIORITY"], found["MESSAGE_ID"], found["TENDING_CHANNEL"]) == ("3", EVENTS["channel"], "mail")


def test_what_the_log_does_not_take_is_written_where_it_would_have_been(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ToSystemd(tmp_path / "gone").handle(a_record())

    assert capsys.readouterr().err == "mail: waits\n"


def test_no_value_of_an_error_reaches_the_log() -> None:
    code = (
        "import asyncio, logging, sys\nfrom tending.adapters import journald\nfrom tending.cli import log\n"
        "sent = []\njournald.is_log = lambda environ: True\n"
        "journald.send = lambda *words: not sent.append(words)\nlog.keep_log()\n"
        f"try:\n    raise ValueError('{CANARY}')\n"
        "except ValueError:\n    logging.getLogger('tending').exception('sender of mail', extra={'channel': 'mail'})\n"
        f"logging.getLogger('asyncio').error('{CANARY}')\nprint(sent)\n"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "sender of mail: ValueError <string>:" in done.stdout
    assert "{'channel': 'mail'}" in done.stdout
    assert CANARY not in done.stdout + done.stderr
