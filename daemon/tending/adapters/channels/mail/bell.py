"""Waits for a socket, for a time, or for the daemon to stop, without waking up in between to look."""

import select
import socket
import threading


class Bell:
    """Rings once, when `stop` is set, and goes on ringing."""

    def __init__(self, stop: threading.Event) -> None:
        self.stop = stop
        self._listening, self._ringing = socket.socketpair()
        threading.Thread(target=self._ring, name="mail-bell", daemon=True).start()

    def wait(self, seconds: float, other: socket.socket | None = None) -> None:
        """Returns when there is something to read on `other`, when the bell rings, or after `seconds`."""
        poller = select.poll()
        for one in (self._listening, other):
            if one is not None:
                poller.register(one, select.POLLIN)
        poller.poll(seconds * 1000)

    def close(self) -> None:
        """For when nobody waits any more."""
        self._listening.close()

    def _ring(self) -> None:
        self.stop.wait()
        self._ringing.close()
