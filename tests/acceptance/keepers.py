"""Random keepers: settings within the hard limits, a persona and a year over both clock changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from acceptance.invariants import violations
from acceptance.missing import missed
from builders import the_shipped_plan
from tending.adapters.journal.memory import MemoryJournal
from tending.core import hours
from tending.core.entries import Entry
from tending.core.model import Plan, Profile
from tending.core.records import Query
from tending.core.windows import Quiet, Window
from tending.service.personas import PERSONAS
from tending.service.simulating import Scenario, simulate

ZONES = (
    *("Europe/Berlin", "Europe/London", "Europe/Dublin", "Africa/Casablanca", "Africa/Cairo", "Asia/Beirut"),
    *("Asia/Jerusalem", "America/New_York", "America/Los_Angeles", "America/St_Johns", "America/Havana"),
    *("America/Santiago", "America/Asuncion", "Australia/Sydney", "Australia/Adelaide", "Australia/Lord_Howe"),
    *("Pacific/Auckland", "Pacific/Chatham", "Atlantic/Azores", "Antarctica/Troll"),
)


@dataclass(frozen=True, kw_only=True)
class Lived:
    """A simulated keeper and what the journal holds of it."""

    given: Plan
    scenario: Scenario
    end: datetime
    result: dict[str, Any]
    entries: tuple[Entry, ...]

    @property
    def name(self) -> str:
        rules = self.given.rules
        return f"{self.scenario} {rules}"


def a_life(number: int, *, days: int = 365) -> Lived:
    """The keeper of a number, simulated; the same number is the same keeper, byte for byte."""
    random = Random(f"keeper-{number}")  # noqa: S311 - a keeper of a number is always the same
    windows, quiet = _windows(random)
    given = the_shipped_plan(
        seed=number,
        zone=ZONES[number % len(ZONES)],
        windows=windows,
        quiet=quiet,
        budget=random.randint(1, 7),
        min_gap_hours=random.choice((12, 20, 20, 20, 30, 48, 72)),
        expiry_hours=random.choice((2, 6, 12, 24, 36, 36, 36, 72)),
        reminder=random.random() < 0.4,
    )
    scenario = Scenario(
        persona=tuple(PERSONAS)[number // len(ZONES) % len(PERSONAS)] if random.random() < 0.6 else "random",
        profile=random.choice(tuple(Profile)),
        bonds=random.choice((1, 1, 2, 3)),
        days=days,
        seed=number,
        start=date(2025, 6, 1) + timedelta(days=random.randint(0, 364)),
    )
    return live_through(given, scenario)


def live_through(given: Plan, scenario: Scenario) -> Lived:
    journal = MemoryJournal()
    result = simulate(given, journal, scenario)
    with journal.reading() as work:
        entries = tuple(work.entries(Query(oldest_first=True)))
    end = hours.instant(scenario.start + timedelta(days=scenario.days), time(0), given.rules.zone)
    return Lived(given=given, scenario=scenario, end=end, result=result, entries=entries)


def _windows(random: Random) -> tuple[tuple[Window, ...], Quiet]:
    """One to four windows in the waking hours, any of them near the hours in which clocks change."""
    begins = random.choice((0, 0, 60, 120, 180, 300, 420, 540))
    awake = 16 * 60
    cuts = sorted(random.sample(range(begins + 30, begins + awake - 30, 35), 2 * random.randint(1, 4)))
    pairs = [(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=True) if end - start >= 30]
    windows = [Window(start=_wall(a), end=_wall(b), weekdays=_weekdays(random)) for a, b in pairs if b < 24 * 60]
    random.shuffle(windows)
    return tuple(windows), Quiet(start=_wall((begins + awake) % 1440), end=_wall(begins))


def _weekdays(random: Random) -> tuple[int, ...]:
    return random.choice(((0, 1, 2, 3, 4, 5, 6), (0, 1, 2, 3, 4, 5, 6), (0, 1, 2, 3, 4), (5, 6)))


def _wall(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def broken(numbers: Iterable[int], *, days: int = 365) -> list[str]:
    """What the keepers of these numbers had asked or missed against the practice: a line each, with its keeper."""
    return [f"{number}: {what}" for number in numbers for what in _wrong(a_life(number, days=days))]


def _wrong(life: Lived) -> list[str]:
    return violations(life.given, life.entries) + missed(life.given, life.entries, life.end)
