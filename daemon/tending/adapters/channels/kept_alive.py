"""One session for the messages of a moment, where Apprise's plugins open a connection for each.

A plugin calls `requests.post` and its like, which read the certificates that are trusted anew for every message: 40 ms
for one over HTTPS to a sink on loopback, and 2 ms through one session (measured).
"""

import sys
import time
from collections.abc import Callable
from http.cookiejar import DefaultCookiePolicy
from threading import Lock
from typing import Any

import requests

IDLE = 2.0
_VERBS = frozenset({"get", "post", "put", "patch", "delete", "head", "options"})


class KeptAlive:
    """Stands for the module `requests` in a plugin, and is it but for the session.

    A connection that lay idle for two seconds of `now` is not used again: whoever is at its other end may have left
    without a word, and what is lost that way is uncertain. Nothing but the connection is kept, no cookie either. A
    certificate that is not to be checked gets a session of its own each time, as ever: an older requests would check
    none after it.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = Lock()
        self._session = requests.Session()
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self._used = now()

    def __getattr__(self, name: str) -> Any:
        if name not in _VERBS:
            return getattr(requests, name)
        return lambda url, *more, **options: self._sent(name, url, *more, **options)

    def request(self, method: str, url: str, **options: Any) -> requests.Response:
        return self._sent("request", method, url, **options)

    def close(self) -> None:
        self._session.close()

    def _sent(self, verb: str, *what: Any, **options: Any) -> requests.Response:
        if options.get("verify", True) is not True:
            return getattr(requests, verb)(*what, **options)  # type: ignore[no-any-return]
        with self._lock:
            now, before = self._now(), self._used
            self._used = now
            if now - before > IDLE:
                self._session.close()
        return getattr(self._session, verb)(*what, **options)  # type: ignore[no-any-return]


def keep_alive(plugin: type) -> KeptAlive | None:
    """From here on the plugin's module sends through one session, which is returned; None where it sends otherwise."""
    module = sys.modules[plugin.__module__]
    used = getattr(module, "requests", None)
    if used is requests:
        used = module.requests = KeptAlive()  # type: ignore[attr-defined]
    return used if isinstance(used, KeptAlive) else None
