"""The doorbell: a unix datagram socket by which a command wakes the running daemon. It carries no words."""

import contextlib
import fcntl
import os
import socket
from collections.abc import Iterator
from pathlib import Path

KNOCK = b"wake"


def knock(path: Path) -> bool:
    """Wake the daemon. False when none is listening, which is no error."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK) as out:
        try:
            out.sendto(KNOCK, os.fspath(path))
        except BlockingIOError:
            return True  # so many have knocked that its letter box is full: somebody lives there
        except OSError:
            return False
    return True


def listen(path: Path) -> socket.socket | None:
    """Open the doorbell, for this account alone. None when another daemon is listening there.

    The kernel holds the folder for the moment this takes, so that of two that start together one gets it.
    """
    with _alone(path.parent):
        if knock(path):
            return None
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
        return _bound(path)


def _bound(path: Path) -> socket.socket:
    bell = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK)
    before = os.umask(0o177)
    try:
        bell.bind(os.fspath(path))
    except OSError:
        bell.close()
        raise
    finally:
        os.umask(before)
    return bell


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def answer(bell: socket.socket) -> None:
    """Take every knock that has come."""
    with contextlib.suppress(BlockingIOError):
        while True:
            bell.recv(16)


def take_down(bell: socket.socket, path: Path) -> None:
    bell.close()
    path.unlink(missing_ok=True)
