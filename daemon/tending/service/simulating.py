"""Simulating: the real core and service on an in-memory journal with a stepped clock.

A persona answers as the practice scripts it. The same seed gives the same bytes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from tending.core import gates, hours
from tending.core.entries import Asked, BondAdded, Entry, WentOn
from tending.core.flat import STAMP
from tending.core.model import Plan, Profile
from tending.core.records import Heard, Query, Reply
from tending.core.standing import Standing
from tending.core.words import because
from tending.ports import Journal
from tending.service import asking, beginning, commanding, hearing
from tending.service.personas import Keeper, Saying
from tending.service.turn import Turn

START = date(2026, 1, 5)
COMES_BACK_DAYS = 14


@dataclass(frozen=True, kw_only=True, slots=True)
class Scenario:
    """What is simulated. `parted` is how many days before the start they parted."""

    persona: str
    profile: Profile
    parted: int = 0
    bonds: int = 1
    days: int = 365
    seed: int = 1
    start: date = START


@dataclass(kw_only=True)
class World:
    """A journal, a keeper and a clock that jumps from event to event."""

    journal: Journal
    given: Plan
    keeper: Keeper
    now: datetime
    end: datetime
    met: set[tuple[int, int]] = field(default_factory=set)
    states: dict[int, str] = field(default_factory=dict)
    transitions: list[dict[str, Any]] = field(default_factory=list)

    def turn(self) -> Turn:
        return Turn(given=self.given, ways=(), now=self.now)

    def run(self) -> None:
        """At one instant: hear what has come, let lapse what has ended, then ask."""
        while self.now <= self.end:
            if self._hear_due():
                self._look()
            else:
                decision = asking.tick(self.turn(), self.journal)
                self._look()
                self.now = self._next(decision.wake)

    def _look(self) -> None:
        """What the keeper sees of it: each new question is met once."""
        with self.journal.reading() as work:
            standing = work.standing()
        self._note_states(standing)
        for sitting in standing.open:
            if (sitting.id, len(sitting.prompts)) not in self.met:
                self.met.add((sitting.id, len(sitting.prompts)))
                self.keeper.meet(sitting, self.now, again=len(sitting.prompts) > 1)

    def _hear_due(self) -> bool:
        """Hear the next reply that has come by now. Returns whether there was one."""
        if not self.keeper.pending or self.keeper.pending[0].at > self.now:
            return False
        saying = self.keeper.pending.pop(0)
        if saying.what:
            today = self.turn().today
            commanding.log_said(self.turn(), self.journal, saying.what, bond="", on=today, text=saying.text)
        else:
            self._hear(saying.text, saying.check_in)
        return True

    def _hear(self, text: str, check_in: int | None) -> Heard:
        count = len(self.met) + self.keeper.answered + len(self.keeper.pending)
        reply = Reply(
            channel="simulated",
            provider_id=f"{self.now.timestamp()}-{count}-{self.keeper.random.getrandbits(64)}",
            received_at=self.now,
            raw=text.encode(),
            text=text,
            check_in=check_in,
        )
        return hearing.hear(self.turn(), self.journal, reply)

    def _note_states(self, standing: Standing) -> None:
        for bond in standing.bonds:
            state = gates.state_of(self.given, bond, self.now).value
            if self.states.get(bond.number) != state:
                self.states[bond.number] = state
                self.transitions.append({"at": self.now.strftime(STAMP), "bond": bond.label, "state": state})

    def _next(self, wake: datetime | None) -> datetime:
        """The next thing that happens: a reply, or the plan's wake; a paused keeper comes back within two weeks."""
        moments = [moment for moment in (wake, *(saying.at for saying in self.keeper.pending)) if moment is not None]
        if self.keeper.persona == "random" and self._is_paused():
            back = self.now + timedelta(days=self.keeper.random.randint(1, COMES_BACK_DAYS))
            self.keeper.will_say(Saying(at=back, text="resume"))
            moments.append(back)
        return max(self.now, min(moments, default=self.end + timedelta(seconds=1)))

    def _is_paused(self) -> bool:
        with self.journal.reading() as work:
            standing = work.standing()
        waiting = any(saying.text == "resume" for saying in self.keeper.pending)
        return standing.paused_at is not None and standing.paused_until is None and not waiting


def simulate(given: Plan, journal: Journal, scenario: Scenario) -> dict[str, Any]:
    """Run a scenario on an empty journal. Returns the JSON of the command line, as plain values."""
    world = _world(given, journal, scenario, _persona(given, scenario))
    world.run()
    with journal.reading() as work:
        labels = {bond.number: bond.label for bond in work.standing().bonds}
        rows = _rows(work.entries(Query(oldest_first=True)), labels)
    return {
        "persona": scenario.persona,
        "profile": scenario.profile.value,
        "days": scenario.days,
        "seed": scenario.seed,
        "asked": rows,
        "contact": world.transitions,
        "counts": counts(rows),
    }


def ahead(given: Plan, journal: Journal, now: datetime, end: datetime) -> list[dict[str, Any]]:
    """What would be asked from now on if everything were answered the same evening: rows with their reasons."""
    keeper = Keeper(random=Random("preview"), persona="no-reply", given=given)  # noqa: S311 - a preview replays
    world = World(journal=journal, given=given, keeper=keeper, now=now, end=end)
    with journal.reading() as work:
        begun = work.standing().seq
    world.run()
    with journal.reading() as work:
        labels = {bond.number: bond.label for bond in work.standing().bonds}
        entries = work.entries(Query(kinds=("asked",), oldest_first=True))
    return [
        _ahead(entry, entry.payload, labels, given.rules.language)
        for entry in entries
        if isinstance(entry.payload, Asked) and entry.seq > begun
    ]


def _ahead(entry: Entry, fact: Asked, labels: Mapping[int, str], language: str) -> dict[str, Any]:
    return {
        "at": entry.at.strftime(STAMP),
        "bond": labels.get(entry.bond, fact.deck),
        "family": fact.family.value,
        "prompt": fact.prompt,
        "line": fact.words.line,
        "why": [because(reason, language) for reason in fact.why],
    }


def seed_bytes(seed: int) -> bytes:
    return f"simulated-{seed:020d}".encode()


def live(given: Plan, journal: Journal, scenario: Scenario, keeper: Keeper) -> None:
    """A scenario on an empty journal, with a keeper of one's own."""
    _world(given, journal, scenario, keeper).run()


def _persona(given: Plan, scenario: Scenario) -> Keeper:
    random = Random(f"{scenario.persona}-{scenario.seed}")  # noqa: S311 - a simulation replays
    return Keeper(random=random, persona=scenario.persona, given=given)


def _world(given: Plan, journal: Journal, scenario: Scenario, keeper: Keeper) -> World:
    zone = given.rules.zone
    midnight = hours.instant(scenario.start, datetime.min.time(), zone)
    keeper.scripted(midnight)
    end = hours.instant(scenario.start + timedelta(days=scenario.days), datetime.min.time(), zone)
    world = World(journal=journal, given=given, keeper=keeper, now=midnight.astimezone(UTC), end=end)
    beginning.begin(world.turn(), journal)
    with journal.writing() as work:
        for number in range(scenario.bonds):
            bond = BondAdded(
                label="SABC"[number],
                profile=scenario.profile,
                since=scenario.start - timedelta(days=scenario.parted),
            )
            beginning.add_bond(world.turn(), work, bond)
    return world


OUTCOMES = {
    "answered": "answered",
    "skipped": "skipped",
    "put-off": "put off",
    "lapsed": "lapsed",
    "undelivered": "undelivered",
    "withdrawn": "withdrawn",
}


def _rows(entries: Sequence[Entry], labels: Mapping[int, str]) -> list[dict[str, Any]]:
    """One row a sitting: the question that opened it, the others in `also`, and how it ended."""
    rows: dict[int, dict[str, Any]] = {}
    for entry in entries:
        fact = entry.payload
        if isinstance(fact, Asked):
            rows[entry.seq] = _row(entry, fact, labels)
        elif isinstance(fact, WentOn):
            rows[fact.check_in]["also"].append(fact.prompt)
        elif entry.kind in OUTCOMES and getattr(fact, "check_in", 0) in rows:
            row = rows[fact.check_in]  # type: ignore[union-attr]
            row["outcome"] = "answered" if row["outcome"] == "answered" else OUTCOMES[entry.kind]
    return list(rows.values())


def _row(entry: Entry, fact: Asked, labels: Mapping[int, str]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "at": entry.at.strftime(STAMP),
        "bond": labels.get(entry.bond, fact.deck),
        "family": fact.family.value,
        "prompt": fact.prompt,
        "also": [],
        "outcome": "open",
    }
    return {**row, "opened": True} if fact.opened else row


def counts(rows: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    names = ("answered", "skipped", "put off", "lapsed", "undelivered", "withdrawn", "open")
    return {"asked": len(rows)} | {name: sum(row["outcome"] == name for row in rows) for name in names}
