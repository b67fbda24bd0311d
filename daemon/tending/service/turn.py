"""One turn of the service: everything a decision needs beside the journal."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from tending.core import hours
from tending.core.model import Plan
from tending.core.records import Way
from tending.core.tokens import can_expire, sign
from tending.core.values import dataclass

TOKEN_LASTS = timedelta(days=30)


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """The plan that is given, the ways to the keeper, and the one instant this turn happens at."""

    given: Plan
    ways: Sequence[Way]
    now: datetime

    def key(self, *parts: object) -> str:
        """The name of a message: the same for every attempt, and never that of another installation."""
        tag = hashlib.blake2b(self.given.seed, digest_size=5, person=b"message key").hexdigest()
        return ".".join(str(part) for part in (*parts, tag))

    def token(self, check_in: int, way: Way) -> str:
        """What ties a reply to its check-in; none by a clock that is decades wrong, and the message goes without."""
        expires = self.now + TOKEN_LASTS
        return sign(self.seed, check_in, way.name, expires) if can_expire(expires) else ""

    @property
    def seed(self) -> bytes:
        return self.given.seed

    def way(self, name: str) -> Way | None:
        """The way to the keeper that the settings call so."""
        return next((way for way in self.ways if way.name == name), None)

    @property
    def language(self) -> str:
        return self.given.rules.language

    @property
    def today(self) -> date:
        return hours.local_date(self.now, self.given.rules.zone)

    @property
    def daylight(self) -> datetime:
        """When a page of the night drawer is shown again: tomorrow, as the first window begins."""
        rules = self.given.rules
        return hours.instant(self.today + timedelta(days=1), rules.windows[0].start, rules.zone)

    @property
    def a_day_on(self) -> datetime:
        """When a draft is shown again: a day later, out of the quiet hours."""
        rules = self.given.rules
        return hours.out_of_quiet(self.now + timedelta(days=1), rules.quiet, rules.zone)
