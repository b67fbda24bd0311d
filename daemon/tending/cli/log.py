"""The log of the daemon: on standard error, or with priorities and fields where that is the log of systemd.

Of an error it says the kind and the place, never a value, which may be the keeper's own word.
"""

import logging
import os
from pathlib import Path

from tending.adapters import journald
from tending.cli.discretion import brief

FIELDS = ("channel", "check_in")


def said(record: logging.LogRecord) -> str:
    text = record.getMessage() if record.name == "tending" else record.name
    error = record.exc_info[1] if record.exc_info else None
    return f"{text}: {brief(error)}" if error is not None else text


class Discreet(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return said(record)


class ToSystemd(logging.StreamHandler):  # type: ignore[type-arg]
    """What the log of systemd does not take goes where it would have gone without."""

    def __init__(self, mailbox: Path = journald.MAILBOX) -> None:
        super().__init__()
        self._mailbox = mailbox

    def emit(self, record: logging.LogRecord) -> None:
        fields = {name: record.__dict__[name] for name in FIELDS if name in record.__dict__}
        event = record.__dict__.get("event", "")
        if not journald.send(said(record), _priority(record), event, fields, self._mailbox):
            super().emit(record)


def _priority(record: logging.LogRecord) -> int:
    known = ((logging.ERROR, journald.ERROR), (logging.WARNING, journald.WARNING))
    return next((priority for level, priority in known if record.levelno >= level), journald.INFO)


def keep_log() -> None:
    """Every way by which something could reach a log. For the daemon, which alone has one."""
    to_systemd = journald.is_log(os.environ)
    handler = ToSystemd() if to_systemd else logging.StreamHandler()
    handler.setFormatter(Discreet())
    handler.setLevel(logging.INFO if to_systemd else logging.WARNING)
    logging.getLogger("tending").setLevel(handler.level)
    logging.getLogger().addHandler(handler)
