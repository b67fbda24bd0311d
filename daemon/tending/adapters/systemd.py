"""Tell systemd how we are. Without systemd each of these does nothing."""

import os
import re
import socket
import time
from collections.abc import Mapping

LONGEST_STATUS = 200
PATIENCE = 2.0  # seconds: systemd's mailbox may be full, and we must not hang on it

_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


def beat(environ: Mapping[str, str], usual: float, beats_a_look: int) -> float:
    """How often to beat, in seconds, so that a watchdog is fed twice in the time it allows; `usual`, or faster."""
    allowed = environ.get("WATCHDOG_USEC", "")
    ours = environ.get("WATCHDOG_PID", "") in {"", str(os.getpid())}
    if not (ours and allowed.isdecimal() and int(allowed)):
        return usual
    return min(usual, int(allowed) / 1_000_000 / 2 / beats_a_look)


def notify(state: str, environ: Mapping[str, str] | None = None) -> bool:
    """Send one state, such as `READY=1`. False when nobody listens; never an error, never a long wait."""
    address = _address((os.environ if environ is None else environ).get("NOTIFY_SOCKET", ""))
    if address is None:
        return False
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as out:
            out.settimeout(PATIENCE)
            out.sendto(state.encode(), address)
    except OSError:
        return False
    return True


def _address(named: str) -> str | None:
    """A path as it is, an abstract name with its NUL in front, nothing else."""
    if named.startswith("@"):
        return "\0" + named[1:]
    return named if named.startswith("/") else None


def minds(environ: Mapping[str, str]) -> bool:
    """Whether it is systemd that started us, and waits to hear of us."""
    return _address(environ.get("NOTIFY_SOCKET", "")) is not None


def ready(environ: Mapping[str, str] | None = None) -> bool:
    return notify("READY=1", environ)


def reloading(environ: Mapping[str, str] | None = None) -> bool:
    """The settings are being read anew; `ready` says that this is over."""
    return notify(f"RELOADING=1\nMONOTONIC_USEC={time.monotonic_ns() // 1000}", environ)


def status(text: str, environ: Mapping[str, str] | None = None) -> bool:
    """One line for `systemctl status`. Line ends are taken out: behind one, systemd would read another state."""
    return notify(f"STATUS={_CONTROL.sub(' ', text)[:LONGEST_STATUS]}", environ)


def stopping(environ: Mapping[str, str] | None = None) -> bool:
    return notify("STOPPING=1", environ)


def watchdog(environ: Mapping[str, str] | None = None) -> bool:
    return notify("WATCHDOG=1", environ)
