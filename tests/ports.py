"""Ports for servers of a test's own. Below those the system hands out, so that nobody's connection is on one."""

import random
import socket

_LOWEST, _BELOW = 10_240, 32_768
_random = random.SystemRandom()
_given: set[int] = set()


def free_port() -> int:
    """A port of this computer on which nobody listens, each only once in a run."""
    while True:
        port = _random.randrange(_LOWEST, _BELOW)
        if port not in _given and _is_free(port):
            _given.add(port)
            return port


def _is_free(port: int) -> bool:
    with socket.socket() as one:
        try:
            one.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
