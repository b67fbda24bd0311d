"""Who in the daemon waits for the store, why, and since when."""

import time
from collections.abc import Callable, Hashable
from datetime import datetime

HOUR = 3600.0


class Waiting:
    """`say` is told why, once an hour for as long as it lasts; `over` is called when nobody waits any more."""

    def __init__(self, now: Callable[[], datetime], say: Callable[[str], None], over: Callable[[], None]) -> None:
        self._now, self._say, self._over = now, say, over
        self._who: set[Hashable] = set()
        self._said: dict[str, float] = {}
        self._began = 0.0
        self.why = ""
        self.since: datetime | None = None

    def begin(self, who: Hashable, why: str) -> None:
        if not self._who:
            self.since, self._began = self._now(), time.monotonic()
        self._who.add(who)
        self.why = why
        if time.monotonic() - self._said.get(why, -HOUR) >= HOUR:
            self._said[why] = time.monotonic()
            self._say(why)

    def end(self, who: Hashable) -> None:
        if who not in self._who:
            return
        self._who.remove(who)
        if not self._who:
            self.why, self.since = "", None
            self._said.clear()
            self._over()

    def told(self) -> str:
        """In a line: since when, and why. Nothing while nobody waits."""
        return f"{self.since.isoformat()} {self.why}" if self.since is not None else ""

    def has(self, who: Hashable) -> bool:
        return who in self._who

    def lasts(self, seconds: float) -> bool:
        """Whether somebody has waited that long without a break."""
        return bool(self._who) and time.monotonic() - self._began >= seconds
