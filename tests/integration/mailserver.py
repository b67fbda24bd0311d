"""A mail provider on loopback for one test: aiosmtpd takes mails in, dovecot keeps them, a sub-address reaches the box.

Needs dovecot with IMAP and LMTP: `apt-get install --no-install-recommends dovecot-imapd dovecot-lmtpd`.
"""

# ruff: noqa: ARG002 - aiosmtpd calls these by position
import contextlib
import getpass
import imaplib
import os
import pwd
import shutil
import signal
import smtplib
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from ports import free_port
from tending.adapters.channels.mail.settings import EmailSettings, Security

ADDRESS = "me@example.org"
PASSWORD = "correct-horse"

_CONF = """
base_dir = {home}/run
state_dir = {home}/run
log_path = {home}/log
protocols = imap lmtp
listen = 127.0.0.1
ssl = {ssl}
ssl_cert = <{home}/server.pem
ssl_key = <{home}/server.key
disable_plaintext_auth = no
auth_failure_delay = 0
auth_username_format = %Lu
recipient_delimiter = +
lmtp_save_to_detail_mailbox = no
mail_location = maildir:{home}/mail/%u
first_valid_uid = 1
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
postmaster_address = postmaster@example.org
{capability}
namespace inbox {{
  inbox = yes
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={owner} gid={owner_group} home={home}/mail/%u allow_all_users=yes
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap_port}
  }}
  inet_listener imaps {{
    port = {imaps_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp_port}
  }}
}}
"""


class Post:
    """What the SMTP side does with a mail: hands it to dovecot, unless the test wants it to go wrong."""

    def __init__(self, lmtp_port: int) -> None:
        self.lmtp_port = lmtp_port
        self.taken: list[bytes] = []
        self.connections: set[Any] = set()
        self.refuse: dict[str, str] = {}
        self.break_off_after_data = False

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        self.connections.add(session.peer)
        if "MAIL" in self.refuse:
            return self.refuse["MAIL"]
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        if "RCPT" in self.refuse:
            return self.refuse["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if "DATA" in self.refuse:
            return self.refuse["DATA"]
        self.taken.append(envelope.content)
        with smtplib.LMTP("127.0.0.1", self.lmtp_port) as local:
            local.sendmail(envelope.mail_from, envelope.rcpt_tos, envelope.content)
        if self.break_off_after_data:
            server.transport.abort()
        return "250 taken"


@dataclass(kw_only=True)
class MailServer:
    home: Path
    idle: bool = True
    smtp_security: Security = "none"
    imap_port: int = field(default_factory=free_port)
    imaps_port: int = field(default_factory=free_port)
    lmtp_port: int = field(default_factory=free_port)
    smtp_port: int = field(default_factory=free_port)

    def __post_init__(self) -> None:
        self.post = Post(self.lmtp_port)
        self.logins: list[bytes] = []
        self._dovecot: subprocess.Popen[bytes] | None = None
        self._smtp: Controller | None = None

    def settings(self, **other: Any) -> EmailSettings:
        given: dict[str, Any] = {
            "address": ADDRESS,
            "smtp_host": "127.0.0.1",
            "smtp_port": self.smtp_port,
            "smtp_security": self.smtp_security,
            "imap_host": "127.0.0.1",
            "imap_port": self.imap_port,
            "imap_security": "none",
            "username": ADDRESS,
            "password": PASSWORD,
            "ca_file": str(self.home / "ca.pem"),
        }
        return EmailSettings(**(given | other))

    def start_imap(self) -> None:
        root = os.getuid() == 0
        own = getpass.getuser()
        owner = pwd.getpwnam("nobody") if root else pwd.getpwuid(os.getuid())
        for folder in ("run", "mail"):
            (self.home / folder).mkdir(exist_ok=True)
        if root:
            shutil.chown(self.home / "mail", owner.pw_uid, owner.pw_gid)
        conf = self.home / "dovecot.conf"
        conf.write_text(
            _CONF.format(
                home=self.home,
                ssl="yes",
                internal="dovecot" if root else own,
                internal_group="dovecot" if root else owner.pw_gid,
                login="dovenull" if root else own,
                password=PASSWORD,
                owner=owner.pw_uid,
                owner_group=owner.pw_gid,
                imap_port=self.imap_port,
                imaps_port=self.imaps_port,
                lmtp_port=self.lmtp_port,
                capability="" if self.idle else "imap_capability = IMAP4rev1 LITERAL+ SPECIAL-USE UIDPLUS",
            )
        )
        with (self.home / "dovecot.out").open("ab") as out:
            self._dovecot = subprocess.Popen(
                ["dovecot", "-F", "-c", str(conf)], stdout=out, stderr=out, start_new_session=True
            )
        for port in (self.imap_port, self.lmtp_port):
            self._await(port)

    def stop_imap(self) -> None:
        """At once and without a word to anybody, as a server dies."""
        if self._dovecot is not None:
            os.killpg(self._dovecot.pid, signal.SIGKILL)
            self._dovecot.wait(10)
            self._dovecot = None

    def start_smtp(self) -> None:
        implicit = self._server_tls() if self.smtp_security == "tls" else None
        explicit = self._server_tls() if self.smtp_security == "starttls" else None
        self._smtp = Controller(
            self.post,
            hostname="127.0.0.1",
            port=self.smtp_port,
            ssl_context=implicit,
            tls_context=explicit,
            require_starttls=explicit is not None,
            authenticator=self._authenticate,
            auth_required=explicit is not None,
            auth_require_tls=explicit is not None,
        )
        self._smtp.start()

    def stop_smtp(self) -> None:
        if self._smtp is not None:
            self._smtp.stop()
            self._smtp = None

    def deliver(self, raw: bytes, to: str = ADDRESS, sender: str = "someone@example.net") -> None:
        with smtplib.LMTP("127.0.0.1", self.lmtp_port) as local:
            local.sendmail(sender, [to], raw)

    @contextlib.contextmanager
    def mailbox(self) -> Iterator[imaplib.IMAP4]:
        with imaplib.IMAP4("127.0.0.1", self.imap_port) as box:
            box.login(ADDRESS, PASSWORD)
            box.select("INBOX")
            yield box

    def seen(self) -> list[str]:
        """The sequence numbers of the mails that are marked as seen."""
        with self.mailbox() as box:
            return [number.decode() for number in box.search(None, "SEEN")[1][0].split()]

    def _authenticate(self, server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
        assert isinstance(given, LoginPassword)
        self.logins.append(given.login)
        return AuthResult(success=given.password == PASSWORD.encode(), handled=False)

    def _server_tls(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.home / "server.pem", self.home / "server.key")
        return context

    def _await(self, port: int) -> None:
        waiting = threading.Event()
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                return
            waiting.wait(0.05)
        raise RuntimeError((self.home / "dovecot.out").read_text() + (self.home / "log").read_text())


def make_certificates(home: Path) -> None:
    """An authority of our own and a certificate for 127.0.0.1 signed by it."""
    for line in (
        "req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 2 -subj /CN=test-authority",
        "req -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj /CN=127.0.0.1",
        "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -out server.pem -days 2 -extfile san",
    ):
        (home / "san").write_text("subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE\n")
        subprocess.run(["openssl", *line.split()], cwd=home, check=True, capture_output=True)


@contextlib.contextmanager
def running(
    home: Path, *, certificates: Path, idle: bool = True, smtp_security: Security = "none"
) -> Iterator[MailServer]:
    home.chmod(0o755)
    for name in ("ca.pem", "server.pem", "server.key"):
        shutil.copy(certificates / name, home / name)
    server = MailServer(home=home, idle=idle, smtp_security=smtp_security)
    server.start_imap()
    try:
        server.start_smtp()
        yield server
    finally:
        server.stop_smtp()
        server.stop_imap()


def need_dovecot() -> None:
    if shutil.which("dovecot") or Path("/usr/sbin/dovecot").exists():
        return
    reason = "dovecot is not installed; apt-get install --no-install-recommends dovecot-imapd dovecot-lmtpd"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
