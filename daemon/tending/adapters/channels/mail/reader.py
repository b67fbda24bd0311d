"""Starts the child that reads mails. The child ends itself after 1.5 s of work; the wall clock ends one that hangs."""

import io
import os
import subprocess
import sys
from collections.abc import Sequence

import msgspec

from tending.adapters.channels.mail import marks
from tending.adapters.channels.mail.child import Order, Text
from tending.adapters.channels.mail.head import Head, Ours

_PATIENCE = 10.0
_COMMAND = (sys.executable, "-I", "-B", "-m", "tending.adapters.channels.mail.child")


class Reader:
    """Reads mails for one channel. Every mail is read in a process of its own, heads in one for the batch."""

    def __init__(self, ours: Ours, command: Sequence[str] = _COMMAND) -> None:
        self._ours = ours
        self._command = command

    def heads(self, raw: Sequence[bytes]) -> list[Head | None]:
        """The head of each mail; None for one that brought the child down."""
        if not raw:
            return []
        clipped = [one[: marks.MOST_HEAD_BYTES + 1] for one in raw]
        lines = self._run(Order(ours=self._ours, sizes=[len(one) for one in clipped]), clipped)
        if len(lines) == len(raw):
            return [msgspec.json.decode(line, type=Head) for line in lines]
        return [None] if len(raw) == 1 else [head for one in raw for head in self.heads([one])]

    def text(self, raw: bytes) -> Text:
        """The answer in one mail, or the trouble with it."""
        lines = self._run(Order(ours=self._ours), [raw[: marks.MOST_BYTES]])
        return msgspec.json.decode(lines[0], type=Text) if lines else Text(trouble="it takes too much to read")

    def _run(self, order: Order, raw: Sequence[bytes]) -> list[bytes]:
        """The lines the child wrote, or none when it had to be ended. Its input lies in memory only."""
        with io.FileIO(os.memfd_create("mail"), "rb+") as given:
            given.write(b"".join([msgspec.json.encode(order), b"\n", *raw]))
            given.seek(0)
            try:
                done = subprocess.run(  # noqa: S603 - our own module, with nothing of the mail in its arguments
                    self._command, stdin=given, capture_output=True, timeout=_PATIENCE, check=True, env={}, cwd="/"
                )
            except subprocess.SubprocessError:
                return []
            return done.stdout.splitlines()
