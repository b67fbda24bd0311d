"""The doorbell: a unix datagram socket by which a command wakes the running daemon, or asks whether it is well.

It is also how a second daemon finds the first. Where its file is taken away while a daemon runs, the daemon hangs it
up again at its next look, once a minute: for that long, commands wake nobody and a second daemon may start. Whoever
then finds the other at the door ends.
"""

import asyncio
import contextlib
import fcntl
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

KNOCK, ASK = b"wake", b"well?"
PATIENCE = 0.3  # seconds: a daemon that is busy is one that runs
LONGEST = 1024


class Bell(socket.socket):
    """Hung up at `path`, for this account alone."""

    def __init__(self, path: Path) -> None:
        super().__init__(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK)
        before = os.umask(0o177)
        try:
            self.bind(os.fspath(path))
        except OSError:
            self.close()
            raise
        finally:
            os.umask(before)
        self._path, self._file = path, _file_at(path)

    def hangs(self) -> bool:
        """Whether its file is still the one at its path."""
        return self._file is not None and _file_at(self._path) == self._file


def _file_at(path: Path) -> tuple[int, ...] | None:
    """The time with it: a file system may give the number of a file that is gone to the next one."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_mtime_ns


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


def ask(path: Path) -> str | None:
    """What the daemon waits for; nothing while it is well, or too busy to say. None when none is listening."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as out:
        out.settimeout(PATIENCE)
        try:
            out.bind("")  # a name of the kernel's choice, to be answered at
            out.sendto(ASK, os.fspath(path))
            return out.recv(LONGEST).decode(errors="replace")
        except TimeoutError:
            return ""
        except OSError:
            return None


def listen(path: Path) -> Bell | None:
    """Open the doorbell. None when another daemon is listening there.

    The kernel holds the folder for the moment this takes, so that of two that start together one gets it.
    """
    with _alone(path.parent):
        if knock(path):
            return None
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
        return Bell(path)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def answer(bell: socket.socket, says: str = "") -> bool:
    """Take all that has come. Who asked is told what it `says`; True when somebody knocked."""
    knocked = False
    with contextlib.suppress(BlockingIOError):
        while True:
            word, whom = bell.recvfrom(16)
            if word == ASK and whom:
                _reply(bell, says, whom)
            else:
                knocked = True
    return knocked


def _reply(bell: socket.socket, says: str, whom: str | bytes) -> None:
    with contextlib.suppress(OSError):
        bell.sendto(says.encode(), whom)


def take_down(bell: Bell, path: Path) -> None:
    """The file at `path` goes with it, unless another daemon has put its own there."""
    if bell.hangs():
        path.unlink(missing_ok=True)
    bell.close()


class Door:
    """The doorbell of a daemon, in the loop it runs in. `knocked` is called when somebody has knocked, `says` is what
    the daemon says to who asks.
    """

    def __init__(self, path: Path, knocked: Callable[[], None], says: Callable[[], str]) -> None:
        self._path, self._knocked, self._says = path, knocked, says
        self._bell: Bell | None = None

    def hang(self) -> bool:
        """See to it that the bell hangs. False when another daemon is listening. Raises OSError."""
        if self._bell is not None and self._bell.hangs():
            return True
        self.take_down()
        self._bell = listen(self._path)
        if self._bell is not None:
            asyncio.get_running_loop().add_reader(self._bell, self._answer, self._bell)
        return self._bell is not None

    def take_down(self) -> None:
        bell, self._bell = self._bell, None
        if bell is not None:
            asyncio.get_running_loop().remove_reader(bell)
            take_down(bell, self._path)

    def _answer(self, bell: Bell) -> None:
        if answer(bell, self._says()):
            self._knocked()
