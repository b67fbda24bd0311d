"""The main job on real mail: the daemon asks by SMTP, a person replies from their own client, IMAP brings it back."""

import contextlib
import email
import email.policy
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any, TypeVar

import pytest

from builders import confirm
from integration.mailserver import ADDRESS, PASSWORD, MailServer, running
from tending.app import App
from tending.core import planning
from tending.core.entries import BondAdded
from tending.core.model import Profile
from tending.service import beginning

MAILS = Path(__file__).parent / "mails"
WITHIN = 5.0
T = TypeVar("T")

CLIENTS = {
    "gmail": (b"3", b"yes"),
    "outlook-desktop": (b"2 &#8211; I was tired", b"yes &#8211; I think so"),
    "apple-mail": (b"3. We sat by the river", b"yes. We sat by the river"),
}
VALUES = {"gmail": "put something right", "outlook-desktop": "good terms", "apple-mail": "put something right"}


@pytest.fixture
def server(certificates: Path) -> Iterator[MailServer]:
    home = Path(tempfile.mkdtemp(prefix="mail-"))
    with running(home, certificates=certificates) as one:
        yield one
    shutil.rmtree(home, ignore_errors=True)


@dataclass(kw_only=True)
class Person:
    """A keeper with a mailbox, and the program on their machine."""

    home: Path
    server: MailServer
    at: datetime

    @property
    def environ(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "TENDING_HOME": str(self.home),
            "TENDING_CLOCK": f"{self.at:%Y-%m-%dT%H:%M:%SZ}@1",
            "TENDING_CLOCK_SENDS": "yes",
        }

    def settle_in(self) -> None:
        folder = self.home / "config"
        folder.mkdir(parents=True, mode=0o700)
        settings = folder / "tending.toml"
        settings.write_text(
            '[keeper]\nzone = "UTC"\n[channels.mail]\nkind = "email"\n'
            f'address = "{ADDRESS}"\npassword = "{PASSWORD}"\n'
            f'smtp_host = "127.0.0.1"\nsmtp_port = {self.server.smtp_port}\nsmtp_security = "none"\n'
            f'imap_host = "127.0.0.1"\nimap_port = {self.server.imap_port}\nimap_security = "none"\n'
        )
        settings.chmod(0o600)
        app = App(self.environ)
        turn = app.turn(self.at)
        beginning.begin(turn, app.journal)
        with app.journal.writing() as work:
            beginning.add_bond(turn, work, BondAdded(label="S", profile=Profile.FRIEND))
            confirm(turn, work, app.ways[0])
            following = planning.plan(app.plan, work.standing(), self.at).next
        app.close()
        assert following is not None
        self.at = following.at - timedelta(seconds=1)

    @contextlib.contextmanager
    def daemon(self) -> Iterator[subprocess.Popen[bytes]]:
        process = subprocess.Popen(
            (sys.executable, "-m", "tending", "run"),
            env=self.environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        try:
            yield process
        finally:
            process.terminate()
            said, _ = process.communicate(timeout=15)
        assert process.returncode == 0, said.decode()

    def mails(self) -> list[EmailMessage]:
        with self.server.mailbox() as box:
            numbers = box.search(None, "ALL")[1][0].split()
            raw = [box.fetch(number.decode(), "(BODY.PEEK[])")[1][0] for number in numbers]
        parsed = [
            email.message_from_bytes(one[1], policy=email.policy.default) for one in raw if isinstance(one, tuple)
        ]
        return [one for one in parsed if str(one["From"]).startswith("Check-in")]

    def wait_for_mail(self, count: int) -> EmailMessage:
        return until(lambda: self.mails()[count - 1] if len(self.mails()) >= count else None)

    def reply(self, client: str, mail: EmailMessage, number: int, *, text: tuple[bytes, bytes] | None = None) -> None:
        """Answer as that client writes, to the address the mail asks for."""
        raw = (MAILS / f"{client}.eml").read_bytes()
        token = str(mail["Reply-To"]).partition("+t-")[2].partition("@")[0]
        raw = raw.replace(b"{token}", token.encode()).replace(b"Message-ID: <", f"Message-ID: <{number}".encode())
        if text is not None:
            raw = raw.replace(*text)
        self.server.deliver(raw, to=f"me+t-{token}@example.org", sender=ADDRESS)

    def show(self, *arguments: str) -> Any:
        command = (sys.executable, "-m", "tending", *arguments, "--json")
        done = subprocess.run(command, env=self.environ, capture_output=True, check=True)
        return json.loads(done.stdout)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = (sys.executable, "-m", "tending", *arguments)
        return subprocess.run(command, env=self.environ, capture_output=True, check=False)

    def secret(self) -> Path:
        file = self.home / "password"
        file.write_text(PASSWORD)
        file.chmod(0o600)
        return file

    def answers(self) -> list[dict[str, Any]]:
        app = App(self.environ)
        from tending.core.records import Query  # noqa: PLC0415
        from tending.service import views  # noqa: PLC0415

        rows = views.journal_rows(app.turn(), app.journal, Query(kinds=("answered",), oldest_first=True))
        app.close()
        return rows


def until(found: Callable[[], T | None], seconds: float = 20.0) -> T:
    waiting, end = threading.Event(), time.monotonic() + seconds
    while time.monotonic() < end:
        if (one := found()) is not None:
            return one
        waiting.wait(0.1)
    raise AssertionError(f"nothing came within {seconds} s")


@pytest.mark.parametrize("client", sorted(CLIENTS))
def test_a_question_goes_out_by_mail_and_the_reply_of_a_real_client_counts(
    client: str, server: MailServer, tmp_path: Path
) -> None:
    person = Person(home=tmp_path / "home", server=server, at=datetime(2026, 1, 5, 12, tzinfo=UTC))
    person.settle_in()

    with person.daemon():
        question = person.wait_for_mail(1)
        person.reply(client, question, 1)
        first = until(lambda: next(iter(person.answers()), None), WITHIN)
        following = until(lambda: person.mails()[1] if len(person.mails()) > 1 else None, WITHIN)
        person.reply(client, following, 2, text=CLIENTS[client])
        until(lambda: True if len(person.answers()) > 1 else None, WITHIN)
        ending = until(lambda: person.mails()[2] if len(person.mails()) > 2 else None, WITHIN)
        status, journal, why = person.show("status"), person.show("journal"), person.show("why", "want")

    assert first["answer"]["choice"] == VALUES[client]
    assert question["Auto-Submitted"] == "auto-generated"
    assert question["Subject"] == "A small question for this evening"
    assert question["Message-ID"].startswith("<c")
    assert "reply above this line" in body(question)
    assert "Would you still want the friendship back?" in body(following)
    assert following["In-Reply-To"] == question["Message-ID"]
    assert "Noted: yes" in body(ending)
    assert "Next: Thursday evening." in body(ending)
    assert status["open"] == []
    assert status["channels"][0]["last_heard"]
    assert [row["answer"]["choice"] for row in journal if row["prompt"] == "W0" and row["answer"]] == [VALUES[client]]
    assert why[0]["why"]
    assert len(server.seen()) == 2


def body(mail: EmailMessage) -> str:
    plain = mail.get_body(("plain",))
    assert plain is not None
    return str(plain.get_content())


def as_stop(mail: EmailMessage, *, sender: str, text: str, number: int) -> tuple[bytes, str]:
    to = str(mail["Reply-To"])
    quoted = "\r\n".join(f"> {line}" for line in body(mail).splitlines())
    raw = (
        f"From: {sender}\r\nTo: {to}\r\nSubject: Re: {mail['Subject']}\r\nMessage-ID: <stop-{number}@example.net>\r\n"
        f"In-Reply-To: {mail['Message-ID']}\r\n\r\n{text}\r\n\r\n{quoted}\r\n"
    )
    return raw.encode(), to


@pytest.mark.parametrize("sender", [ADDRESS, "stranger@example.net"])
def test_stop_by_mail_closes_the_address_for_good(sender: str, server: MailServer, tmp_path: Path) -> None:
    person = Person(home=tmp_path / "home", server=server, at=datetime(2026, 1, 5, 12, tzinfo=UTC))
    person.settle_in()
    backup = person.show("backup")["backup"]
    with person.daemon():
        question = person.wait_for_mail(1)
        raw, to = as_stop(question, sender=sender, text=" Stop. ", number=1)
        server.deliver(raw, to=to, sender=sender)
        until(lambda: True if person.show("status")["channels"][0]["stopped"] else None, WITHIN)
    said = person.show("status")["channels"][0]

    person.at += timedelta(days=3)
    person.show("resume")
    with person.daemon():
        restarted = person.show("channel", "list")[0]
        refused = person.run("channel", "test", "mail")
    restored = person.run("restore", backup)
    after = person.show("channel", "list")[0]
    person.run("channel", "remove", "mail")
    again = person.run(
        *(
            "channel",
            "add",
            "email",
            "--name",
            "other",
            "--address",
            "Me+again@Example.org",
            "--smtp-host",
            "127.0.0.1",
        ),
        *("--smtp-port", str(server.smtp_port), "--smtp-security", "none", "--password-file", str(person.secret())),
    )

    assert (said["stopped"], said["confirmed"]) == (True, False)
    assert (restarted["stopped"], after["stopped"]) == (True, True)
    assert refused.returncode == 4
    assert restored.returncode == 0
    assert again.returncode == 3, again.stderr
    assert len(person.mails()) == 1


def test_nothing_else_of_a_stranger_is_heard(server: MailServer, tmp_path: Path) -> None:
    person = Person(home=tmp_path / "home", server=server, at=datetime(2026, 1, 5, 12, tzinfo=UTC))
    person.settle_in()
    with person.daemon():
        question = person.wait_for_mail(1)
        for number, text in enumerate(("1", "who are you\r\nstop"), 1):
            raw, to = as_stop(question, sender="stranger@example.net", text=text, number=number)
            server.deliver(raw, to=to, sender="stranger@example.net")
        raw, to = as_stop(question, sender="stranger@example.net", text="STOP", number=9)
        server.deliver(raw, to=to, sender="stranger@example.net")
        until(lambda: True if person.show("status")["channels"][0]["stopped"] else None, WITHIN)

    assert person.answers() == []
    assert {row["kind"] for row in person.show("journal")} & {"note", "answered"} == set()
