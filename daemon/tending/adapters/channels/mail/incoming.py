"""Listening for answers: one look at the mailbox after another, and quiet waiting in between."""

import hashlib
import ssl
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from threading import Event

from tending.adapters.channels.mail import marks
from tending.adapters.channels.mail.bell import Bell
from tending.adapters.channels.mail.child import Text
from tending.adapters.channels.mail.head import Head, Ours
from tending.adapters.channels.mail.mailbox import BROKEN, Mailbox, Sight, opened
from tending.adapters.channels.mail.reader import Reader
from tending.adapters.channels.mail.screening import Verdict, judge
from tending.adapters.channels.mail.settings import EmailSettings
from tending.core.errors import ChannelError
from tending.core.records import Reply
from tending.core.replies import is_stop

_BATCH = 50
_SETTLE = 2.0
_RENEW = 9 * 60.0
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 60.0
_TRIES = 8

STOP = b"stop"

Hear = Callable[[Reply], None]


class Incoming:
    """`rejected` counts the mails that did not count, by reason. `trouble` is one line while the mailbox is away.

    Where it stands in the mailbox is kept over a lost connection, and a new object begins some days back: whether a
    mail was heard before is for the journal to know, by its provider id, never for the mark another device may set.
    """

    def __init__(
        self,
        name: str,
        settings: EmailSettings,
        context: Callable[[], ssl.SSLContext],
        token_reader: Callable[[str, datetime], int | None],
        clock: Callable[[], datetime],
    ) -> None:
        self.rejected: Counter[str] = Counter()
        self.trouble = ""
        self._name = name
        self._settings = settings
        self._context = context
        self._token_reader = token_reader
        self._clock = clock
        ours = Ours(replies=settings.replies, domain=settings.domain, authserv_id=settings.authserv_id)
        self._reader = Reader(ours)
        self._validity = 0
        self._last = 0
        self._bell: Bell | None = None

    def receive(self, hear: Hear, stop: Event) -> None:
        """Returns when `stop` is set. Raises ChannelError when the mailbox stays away, and whatever `hear` raises."""
        bell = self._bell_for(stop)
        failures = 0
        while not stop.is_set():
            try:
                with opened(self._settings, self._context) as box:
                    self._begin(box)
                    failures, self.trouble = 0, ""
                    self._listen(box, hear, bell)
            except ChannelError as error:
                self.trouble = f"{self._name}: {error}"
                raise ChannelError(self.trouble, permanent=error.permanent) from None
            except _Unheard as error:
                raise error.cause from None
            except BROKEN as error:
                failures += 1
                self.trouble = self.away(error)
                if failures >= _TRIES:
                    raise ChannelError(self.trouble) from None
                stop.wait(min(_FIRST_PAUSE * 2 ** (failures - 1), _LONGEST_PAUSE))

    def _bell_for(self, stop: Event) -> Bell:
        if self._bell is None or self._bell.stop is not stop:
            self.close()
            self._bell = Bell(stop)
        return self._bell

    def close(self) -> None:
        """For when it has returned for good."""
        if self._bell:
            self._bell.close()

    def away(self, error: Exception) -> str:
        where = f"{self._name}: {self._settings.imap_host}:{self._settings.imap_port}"
        if isinstance(error, ssl.SSLCertVerificationError):
            return f"{where} shows a certificate we do not trust; check imap_host and ca_file"
        return f"{where} cannot be reached; check the network, imap_host, imap_port and imap_folder"

    def _begin(self, box: Mailbox) -> None:
        validity = box.enter(self._settings.imap_folder)
        if validity != self._validity:
            self._validity, self._last = validity, 0

    def _listen(self, box: Mailbox, hear: Hear, bell: Bell) -> None:
        """After news it waits only briefly before it looks again: news may come between the look and the wait."""
        settled = False
        while not bell.stop.is_set():
            found = self._look(box, hear, bell)
            if box.has_changed():
                continue
            settled = not found and settled
            self._wait(box, bell, settled=settled)
            settled = True

    def _wait(self, box: Mailbox, bell: Bell, *, settled: bool) -> None:
        if box.can_wait:
            box.wait(_RENEW if settled else _SETTLE, bell)
        else:
            bell.wait(self._settings.poll_seconds if settled else min(_SETTLE, self._settings.poll_seconds))

    def _look(self, box: Mailbox, hear: Hear, bell: Bell) -> bool:
        """Whether there was anything new, ours or not."""
        uids = box.after(self._last) if self._last else box.since(self._first_day())
        for start in range(0, len(uids), _BATCH):
            batch = uids[start : start + _BATCH]
            for sight, head in self._candidates(box, batch):
                if bell.stop.is_set():
                    return False
                self._take(box, sight, head, hear)
                self._last = sight.uid
            self._last = batch[-1]
        return bool(uids)

    def _first_day(self) -> date:
        return (self._clock() - timedelta(days=self._settings.look_back_days + 1)).date()

    def _candidates(self, box: Mailbox, uids: list[int]) -> list[tuple[Sight, Head | None]]:
        """The mails addressed to a token of ours. Of all others no more is fetched than to whom they go."""
        ours = [sight.uid for sight in box.glances(uids) if self._is_addressed(sight.raw.lower())]
        sights = box.heads(ours)
        return list(zip(sights, self._reader.heads([sight.raw for sight in sights]), strict=True))

    def _is_addressed(self, glance: bytes) -> bool:
        local = self._settings.replies.rpartition("@")[0].lower()
        return f"{local}+{marks.TAG}".encode() in glance or f"<{marks.TAG}".encode() in glance

    def _take(self, box: Mailbox, sight: Sight, head: Head | None, hear: Hear) -> None:
        at = min(sight.at or self._clock(), self._clock())
        verdict = judge(head, self._settings, lambda token: self._token_reader(token, at))
        reply = self._counting(box, sight, head, verdict, at) if head is not None else None
        if reply is not None:
            _heard(hear, reply)
            box.mark_seen(sight.uid)
        elif head is not None and verdict.returned is not None:
            _heard(hear, Reply(channel=self._name, provider_id=head.message_id, received_at=at, raw=b"", ours=True))
            self._put_away(box, sight, head)
        elif verdict.reason:
            self.rejected[verdict.reason] += 1

    def _put_away(self, box: Mailbox, sight: Sight, head: Head) -> None:
        """A message of ours stays unread, for it is the keeper's to read; but for one that was only a test."""
        if head.message_id.startswith(f"<{marks.CANARY}"):
            box.mark_seen(sight.uid)

    def _counting(self, box: Mailbox, sight: Sight, head: Head, verdict: Verdict, at: datetime) -> Reply | None:
        """The reply in a mail, whole where it counts; of one that only its token vouches for, nothing but its STOP."""
        check_in = verdict.check_in if verdict.check_in is not None else verdict.stops
        raw = box.whole(sight.uid) if check_in is not None else b""
        if check_in is None or not raw:
            return None
        read = Text(trouble=head.trouble) if head.trouble else self._reader.text(raw)
        if not verdict.reason:
            return self._reply(head, raw, read, check_in, at)
        return self._reply(head, STOP, Text(text=STOP.decode()), check_in, at) if is_stop(read.text) else None

    def _reply(self, head: Head, raw: bytes, read: Text, check_in: int, at: datetime) -> Reply:
        return Reply(
            channel=self._name,
            provider_id=head.message_id or f"sha256:{hashlib.sha256(raw).hexdigest()}",
            received_at=at,
            raw=raw,
            text=read.text,
            check_in=check_in,
            trouble=read.trouble,
        )


class _Unheard(Exception):  # noqa: N818 - it only carries what `hear` raised past our own net
    def __init__(self, cause: Exception) -> None:
        super().__init__()
        self.cause = cause


def _heard(hear: Hear, reply: Reply) -> None:
    try:
        hear(reply)
    except Exception as error:  # noqa: BLE001 - told apart from a broken connection, and raised again unchanged
        raise _Unheard(error) from None
