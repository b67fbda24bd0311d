"""The log of systemd, in its own protocol: a line with its priority, and fields to look for it by."""

import os
import re
import socket
from collections.abc import Mapping
from pathlib import Path

MAILBOX = Path("/run/systemd/journal/socket")
LONGEST = 2000
PATIENCE = 2.0  # seconds: a log that takes nothing must not hold us up
ERROR, WARNING, INFO = 3, 4, 6

# The few events that last: journalctl MESSAGE_ID=...
EVENTS: Mapping[str, str] = {
    "started": "9b47903335b34bd8abbef8f1ea13a60d",
    "waiting": "c70520f8e5384eeeb31440eab68eb7a2",
    "channel": "05444182dcd248369ebe3156e41ba098",
    "settings": "99b8ee1159f04d4ba043a35227b71964",
    "reloaded": "9c02d5933bb8436aa78c80b1f0ec3c14",
}
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


def is_log(environ: Mapping[str, str], handle: int = 2) -> bool:
    """Whether standard error leads to the log of systemd already."""
    try:
        found = os.fstat(handle)
    except OSError:
        return False
    return environ.get("JOURNAL_STREAM") == f"{found.st_dev}:{found.st_ino}"


def send(
    text: str, priority: int, event: str = "", fields: Mapping[str, object] | None = None, mailbox: Path = MAILBOX
) -> bool:
    """One line for the log. False when nobody takes it; never an error."""
    entry = {"MESSAGE": text, "PRIORITY": priority, "SYSLOG_IDENTIFIER": "tending"}
    if event:
        entry["MESSAGE_ID"] = EVENTS[event]
    entry |= {f"TENDING_{name.upper()}": value for name, value in (fields or {}).items()}
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as out:
            out.settimeout(PATIENCE)
            out.sendto("".join(f"{name}={_line(value)}\n" for name, value in entry.items()).encode(), str(mailbox))
    except OSError:
        return False
    return True


def _line(value: object) -> str:
    """On one line and with an end: behind a line end the log would read another field."""
    return _CONTROL.sub(" ", str(value).encode(errors="replace").decode())[:LONGEST]
