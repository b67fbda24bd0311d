"""The doorbell: a unix datagram socket by which a command wakes the running daemon. It carries no words."""

import contextlib
import os
import socket
from pathlib import Path

KNOCK = b"wake"


def knock(path: Path) -> bool:
    """Wake the daemon. False when none is listening, which is no error."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK) as out:
        try:
            out.sendto(KNOCK, os.fspath(path))
        except OSError:
            return False
    return True


def listen(path: Path) -> socket.socket | None:
    """Open the doorbell, for this account alone. None when another daemon is listening there."""
    if knock(path):
        return None
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    bell = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK)
    before = os.umask(0o177)
    try:
        bell.bind(os.fspath(path))
    finally:
        os.umask(before)
    return bell


def answer(bell: socket.socket) -> None:
    """Take every knock that has come."""
    with contextlib.suppress(BlockingIOError):
        while True:
            bell.recv(16)
