"""The keeper's mailbox over IMAP: look at heads, fetch what is ours, mark what was heard, wait for more.

Nothing is ever deleted or expunged. `imap_tools` expunges whenever it sets a flag, so the one flag is set past it; its
way to IDLE misses what the server says in the same breath as "idling", so that is done here too.
"""

import contextlib
import imaplib
import re
import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from time import mktime
from typing import Any

from imap_tools import AND, BaseMailBox, H, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError, MailboxLoginError

from tending.adapters.channels.mail import marks
from tending.adapters.channels.mail.bell import Bell
from tending.adapters.channels.mail.settings import EmailSettings
from tending.core.errors import ChannelError
from tending.core.values import dataclass

# The last three: what reading the words of a server ends in that says what no server should.
BROKEN = (OSError, imaplib.IMAP4.error, ImapToolsError, ValueError, LookupError, ArithmeticError)

_GLANCE = "TO CC DELIVERED-TO X-ORIGINAL-TO ENVELOPE-TO IN-REPLY-TO REFERENCES"
_HEAD = f"BODY.PEEK[HEADER]<0.{marks.MOST_HEAD_BYTES + 1}>"
_WHOLE = f"BODY.PEEK[]<0.{marks.MOST_BYTES}>"
_MOST_AT_ONCE = marks.MOST_BYTES + marks.MOST_HEAD_BYTES
_UID = re.compile(rb"\bUID (\d+)")
_FOLDERS_TO_ASK = frozenset(("\\sent", "\\all", "\\archive", "\\junk", "\\trash"))
_KEEPALIVE = ((socket.TCP_KEEPIDLE, 60), (socket.TCP_KEEPINTVL, 15), (socket.TCP_KEEPCNT, 4))


@dataclass(frozen=True, kw_only=True, slots=True)
class Sight:
    """What was fetched of one mail, and when the server received it."""

    uid: int
    at: datetime | None
    raw: bytes


class Mailbox:
    """One connection, logged in. Methods raise one of `BROKEN` when it breaks."""

    def __init__(self, box: BaseMailBox, patience: float = 30.0) -> None:
        self._box = box
        self._patience = patience
        self._client: Any = box.client  # imaplib's own methods for IDLE are not public
        self._count = 0
        self.can_wait = b"IDLE" in self._client.capability()[1][-1].upper().split()

    def enter(self, folder: str) -> int:
        """Opens a folder and gives its UIDVALIDITY: under another one, uids mean other mails."""
        self._box.folder.set(folder)
        self.has_changed()
        validity = self._client.response("UIDVALIDITY")[1]
        return int(validity[-1] or 0)

    def has_changed(self) -> bool:
        """Whether the server has spoken of other mails than before, since this was last asked."""
        spoken = self._client.untagged_responses
        counts, removed = spoken.pop("EXISTS", None), spoken.pop("EXPUNGE", None)
        before, self._count = self._count, int(counts[-1]) if counts else self._count
        return self._count != before or removed is not None

    def since(self, day: date) -> list[int]:
        return sorted(map(int, self._box.uids(AND(date_gte=day), charset=None)))

    def after(self, uid: int) -> list[int]:
        return sorted(one for one in map(int, self._box.uids(f"UID {uid + 1}:*", charset=None)) if one > uid)

    def glances(self, uids: Sequence[int]) -> list[Sight]:
        """To whom each mail goes, and what it answers. Nothing else of it is fetched."""
        return self._fetch(uids, f"BODY.PEEK[HEADER.FIELDS ({_GLANCE})]<0.{marks.MOST_HEAD_BYTES}>")

    def heads(self, uids: Sequence[int]) -> list[Sight]:
        return self._fetch(uids, _HEAD)

    def whole(self, uid: int) -> bytes:
        """The mail, at most its first 1 MiB. Empty when somebody has removed it meanwhile."""
        found = self._fetch([uid], _WHOLE)
        return found[0].raw if found else b""

    def mark_seen(self, uid: int) -> None:
        _check(self._client.uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)"))

    def holds(self, message_id: str, folder: str) -> bool:
        """Whether a mail with this id lies in the folder or wherever the server keeps sent, old and discarded mail."""
        listed = [one.name for one in self._box.folder.list() if {flag.lower() for flag in one.flags} & _FOLDERS_TO_ASK]
        for name in dict.fromkeys((folder, *listed)):
            self._box.folder.set(name, readonly=True)
            if self._box.uids(AND(header=H("Message-ID", message_id)), charset=None):
                return True
        return False

    def wait(self, seconds: float, bell: Bell) -> None:
        """Returns when something changes, when the bell rings, or after `seconds`."""
        tag = self._client._command("IDLE")  # noqa: SLF001
        while self._client._get_response() is not None:  # noqa: SLF001 - None is the server's "go on"
            if self._client.tagged_commands[tag]:
                raise imaplib.IMAP4.abort("the server will not wait")
        if not self.has_changed() and not self._has_bytes():
            bell.wait(seconds, self._client.sock)
        self._client.send(b"DONE\r\n")
        self._client._command_complete("IDLE", tag)  # noqa: SLF001
        self._client.untagged_responses.clear()

    def _has_bytes(self) -> bool:
        """Whether something was read together with the last line and not looked at yet."""
        self._client.sock.settimeout(0)
        try:
            return bool(self._client.file.peek(1))
        except (BlockingIOError, ssl.SSLWantReadError):
            return False
        finally:
            self._client.sock.settimeout(self._patience)

    def _fetch(self, uids: Sequence[int], what: str) -> list[Sight]:
        if not uids:
            return []
        lines = _check(self._client.uid("FETCH", ",".join(map(str, uids)), f"(UID INTERNALDATE {what})"))
        found = [_sight(before, raw, after) for (before, raw), after in _literals(lines)]
        wanted = set(uids)
        return sorted((one for one in found if one.uid in wanted), key=lambda one: one.uid)


@contextlib.contextmanager
def opened(settings: EmailSettings, context: Callable[[], ssl.SSLContext]) -> Iterator[Mailbox]:
    """A mailbox for as long as the block runs. Raises ChannelError when the password is refused, else `BROKEN`."""
    box = _connect(settings, context)
    try:
        _keep_alive(box.client.sock)
        _bound(box.client)
        _log_in(box, settings)
        yield Mailbox(box, settings.patience)
    finally:
        _leave(box)


def _connect(one: EmailSettings, context: Callable[[], ssl.SSLContext]) -> BaseMailBox:
    match one.imap_security:
        case "tls":
            return MailBox(one.imap_host, one.imap_port, timeout=one.patience, ssl_context=context())
        case "starttls":
            return MailBoxStartTls(one.imap_host, one.imap_port, timeout=one.patience, ssl_context=context())
        case "none":
            return MailBoxUnencrypted(one.imap_host, one.imap_port, timeout=one.patience)


def _keep_alive(sock: socket.socket) -> None:
    """Lets the kernel notice a peer that vanished while we sleep."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in _KEEPALIVE:
        sock.setsockopt(socket.IPPROTO_TCP, option, value)


def _bound(client: Any) -> None:
    """A server that announces more than was ever asked for is given no memory for it."""
    read = client.read

    def bounded(size: int) -> Any:
        if size > _MOST_AT_ONCE:
            raise imaplib.IMAP4.abort("more than was asked for")
        return read(size)

    client.read = bounded


def _log_in(box: BaseMailBox, settings: EmailSettings) -> None:
    plain = (settings.username + settings.password).isascii()
    log_in = box.login if plain else box.login_utf8
    try:
        log_in(settings.username, settings.password, initial_folder=None)
    except imaplib.IMAP4.abort:
        raise
    except (MailboxLoginError, imaplib.IMAP4.error):
        where = f"{settings.imap_host}:{settings.imap_port}"
        raise ChannelError(f"{where} refused the password; check username and password", permanent=True) from None


def _leave(box: BaseMailBox) -> None:
    with contextlib.suppress(*BROKEN):
        box.client.sock.settimeout(2)
        box.logout()
    with contextlib.suppress(*BROKEN):
        box.client.shutdown()


def _check(answer: tuple[str, list[Any]]) -> list[Any]:
    status, lines = answer
    if status != "OK":
        raise imaplib.IMAP4.error(f"the server said {status}")
    return lines


def _literals(lines: list[Any]) -> Iterator[tuple[tuple[bytes, bytes], bytes]]:
    for at, line in enumerate(lines):
        if isinstance(line, tuple):
            after = lines[at + 1] if at + 1 < len(lines) else b""
            yield (line[0], line[1]), after if isinstance(after, bytes) else b""


def _sight(before: bytes, raw: bytes, after: bytes) -> Sight:
    uid = _UID.search(before) or _UID.search(after)
    date_given = imaplib.Internaldate2tuple(before) or imaplib.Internaldate2tuple(after)
    at = datetime.fromtimestamp(mktime(date_given), UTC) if date_given else None
    return Sight(uid=int(uid[1]) if uid else 0, at=at, raw=raw)
