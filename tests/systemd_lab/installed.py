"""The service as `tending service install` makes it, in the lab, with a mail provider beside it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_string
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from integration.mailserver import ADDRESS, PASSWORD
from systemd_lab.driver import ROOT, Lab, Unit

PROGRAM = "/opt/tending/bin/tending"
MONDAY = "2026-01-05T12:00:00Z"
LABEL = "Kingfisher"
ANSWERS = f'label = "{LABEL}"\nprofile = "friend"\nsince = 2025-12-01\nzone = "UTC"\nwindows = ["18:00-20:00"]\n'


@dataclass(kw_only=True)
class PostOffice:
    """A mail provider in the network of the lab, and what it was told."""

    process: "subprocess.Popen[str]"
    ports: dict[str, int] = field(default_factory=dict)

    def _ask(self, **asked: str) -> list[str]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(json.dumps(asked), file=self.process.stdin, flush=True)
        answer: list[str] = json.loads(self.process.stdout.readline())
        return answer

    def mails(self) -> list[EmailMessage]:
        """Those that the program sent, oldest first."""
        parsed = [message_from_string(raw, policy=default) for raw in self._ask()]
        return [one for one in parsed if str(one["From"]).startswith("Check-in")]

    def reply(self, mail: EmailMessage, text: str) -> None:
        to = str(mail["Reply-To"])
        raw = f"From: {ADDRESS}\r\nTo: {to}\r\nMessage-ID: <{len(text)}@client>\r\nSubject: Re\r\n\r\n{text}\r\n"
        self._ask(raw=raw, to=to, sender=ADDRESS)

    def settings(self) -> str:
        """A mailbox without its password, which is a credential here."""
        return (
            f'[keeper]\nzone = "UTC"\n[channels.mail]\nkind = "email"\naddress = "{ADDRESS}"\n'
            f'smtp_host = "127.0.0.1"\nsmtp_port = {self.ports["smtp"]}\nsmtp_security = "none"\n'
            f'imap_host = "127.0.0.1"\nimap_port = {self.ports["imap"]}\nimap_security = "none"\n'
        )


@contextmanager
def post_office(lab: Lab, home: Path, certificates: Path) -> Iterator[PostOffice]:
    script = str(Path(__file__).with_name("post_office.py"))
    inside = ["nsenter", "-t", lab.first_process, "-n", "--", sys.executable, script, str(home), str(certificates)]
    with subprocess.Popen(inside, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        office = PostOffice(process=process, ports=json.loads(process.stdout.readline()))
        yield office
        process.communicate(timeout=30)


def by_clock(start: str) -> str:
    """The line of a unit by which the daemon has another clock, and sends all the same."""
    return f"Environment=TENDING_CLOCK={start}@1 TENDING_CLOCK_SENDS=yes"


@dataclass(kw_only=True)
class Installed:
    """A unit that the command put there, and the person who commands it."""

    unit: Unit
    post: PostOffice
    said: list[subprocess.CompletedProcess[str]] = field(default_factory=list)

    def tending(self, *words: str, clock: str = MONDAY) -> subprocess.CompletedProcess[str]:
        """A command of the account whose journal it is."""
        told = ("env", f"TENDING_CLOCK={clock}", "TENDING_CLOCK_SENDS=yes", PROGRAM)
        return self.unit.lab.ran(*self.unit.as_owner, *told, *words)

    def service(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command of whoever may change the service."""
        return self.unit.lab.ran(*self.unit.as_installer, PROGRAM, "service", *words)

    def shows(self, *words: str, clock: str = MONDAY) -> Any:
        done = self.tending(*words, "--json", clock=clock)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def runs_at(self, moment: datetime, *lines: str) -> None:
        """From now on by another clock."""
        self.unit.drop_in("\n".join([by_clock(f"{moment:%Y-%m-%dT%H:%M:%SZ}"), *lines]))
        self.unit.systemctl("restart", "tending.service")

    def settled(self) -> "Installed":
        """With a friend, a mailbox whose password is a credential, and a question on its way; it is noon there."""
        self.said.append(self.service("install"))
        self.unit.settings(self.post.settings())
        secret = f"{self.unit.secrets}/channels.mail.password"
        self.unit.lab.write(secret, PASSWORD, mode="600", owner=self.unit.owner)
        self.unit.lab.write("/srv/answers.toml", ANSWERS)
        self.said.append(self.tending("init", "--answers", "/srv/answers.toml"))
        self.unit.drop_in(by_clock(MONDAY))
        self.said.append(self.service("install"))
        return self

    def first_at(self) -> datetime:
        at = datetime.fromisoformat(self.shows("preview")[0]["at"])
        return at.astimezone(UTC) - timedelta(seconds=2)
