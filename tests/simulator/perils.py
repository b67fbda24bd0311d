"""What may befall the store and the process: points at which a life ends, and spells in which the store refuses.

All of it is around the real journal; nothing in it is changed.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

from tending.core.errors import StoreBusyError
from tending.ports import Journal, Work


class Killed(BaseException):
    """kill -9: nobody catches it, and nothing that runs after it reaches what the next life finds."""


class Spell(StrEnum):
    """How the store refuses for a while. FLAKY fails at some call within each transaction that writes."""

    LOCKED = "locked"
    FULL = "full"
    READ_ONLY = "read-only"
    FLAKY = "flaky"
    AWAY = "away"


def nobody_watches(point: str) -> None:
    """Every point is passed alive."""


@dataclass(kw_only=True)
class Perils:
    """Counts the points that are passed. `watch` is told of each, and may raise Killed there."""

    watch: Callable[[str], None] = nobody_watches
    spell: Spell | None = None
    passed: int = 0
    calls_left: int = 0

    def point(self, name: str) -> None:
        self.passed += 1
        self.watch(name)

    def refuse(self, *spells: Spell) -> None:
        if self.spell in spells:
            raise StoreBusyError(f"the store is {self.spell}")

    def call(self) -> None:
        """Once in a while a call within a transaction meets a disk that reports an error."""
        self.calls_left -= 1
        if self.calls_left < 0:
            self.calls_left = 5 + self.passed % 11
            self.refuse(Spell.FLAKY)


@dataclass(kw_only=True)
class Flaky:
    """The work of one transaction, each call of which may fail."""

    work: Work
    perils: Perils

    def __getattr__(self, name: str) -> Any:
        self.perils.call()
        return getattr(self.work, name)


@dataclass(kw_only=True)
class Perilous:
    """A journal with a point before and after each commit."""

    journal: Journal
    perils: Perils = field(default_factory=Perils)
    keeper: int = 1

    @contextmanager
    def writing(self) -> Iterator[Work]:
        self.perils.refuse(Spell.LOCKED, Spell.READ_ONLY, Spell.AWAY)
        with self.journal.writing() as work:
            yield cast("Work", Flaky(work=work, perils=self.perils))
            self.perils.refuse(Spell.FULL)
            self.perils.point("before the commit")
        self.perils.point("after the commit")

    @contextmanager
    def reading(self) -> Iterator[Work]:
        self.perils.refuse(Spell.AWAY)
        with self.journal.reading() as work:
            yield work

    def prove(self, now: datetime) -> None:
        self.perils.refuse(Spell.LOCKED, Spell.READ_ONLY, Spell.AWAY)
        self.journal.prove(now)

    def close(self) -> None:
        self.journal.close()
