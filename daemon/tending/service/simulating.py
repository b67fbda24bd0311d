"""Simulating: the real core and service on an in-memory journal with a stepped clock.

A persona answers as the practice scripts it. The same seed gives the same bytes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from tending.core import contact, hours
from tending.core.entries import Asked, BondAdded, Entry, WentOn
from tending.core.model import FormKind, Part, Plan, Profile
from tending.core.records import Heard, Query, Reply
from tending.core.standing import Sitting, Standing
from tending.core.words import because
from tending.ports import Journal
from tending.service import asking, beginning, hearing
from tending.service.turn import STAMP, Turn

START = date(2026, 1, 5)
FADES_AFTER = 20
SPORADIC = 0.55
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
class Keeper:
    """Somebody who answers, or does not. `answers(sitting)` is the text and the minutes until it comes, or None."""

    random: Random
    persona: str
    given: Plan
    answered: int = 0
    pending: list[tuple[datetime, str, int | None]] = field(default_factory=list)

    def meet(self, sitting: Sitting, now: datetime, *, again: bool = False) -> None:
        """A question has come: decide about the reply, 5 to 180 minutes later, seconds when a sitting goes on."""
        text = PERSONAS[self.persona](self, sitting)
        if text is None:
            return
        self.answered += 1
        wait = timedelta(minutes=1) if again else timedelta(minutes=self.random.randint(5, 180))
        self.pending.append((now + wait, text, sitting.id))
        self.pending.sort(key=lambda reply: reply[0])

    def answer(self, sitting: Sitting) -> str:
        prompt = self.given.prompts.get(sitting.prompt)
        if prompt is None:
            return "keep"
        return "\n".join(_text(part, self) for part in prompt.form.parts)


TYPICAL = {
    FormKind.YES_PARTLY_NO: "yes",
    FormKind.YES_NO: "yes",
    FormKind.KEPT_PARTLY_BROKEN: "kept",
    FormKind.NUMBER: "1",
    FormKind.PERCENT: "80%",
    FormKind.DATE: "tomorrow",
    FormKind.DURATION: "45 min",
    FormKind.LIST: "long walks, quiet talks",
    FormKind.IF_THEN: "if I feel it coming, then I will go outside for a minute",
}


def _text(part: Part, keeper: Keeper) -> str:
    """A constructive answer to one part of a form."""
    if part.kind is FormKind.SCALE:
        return str(keeper.random.randint(3, 5))
    text = part.options[0] if part.options else TYPICAL.get(part.kind, "A short and honest line about it.")
    return f"{part.name}: {text}" if part.kind is FormKind.LIST and part.name != part.kind else text


def _always(keeper: Keeper, sitting: Sitting) -> str | None:
    return keeper.answer(sitting)


def _silent(keeper: Keeper, sitting: Sitting) -> str | None:  # noqa: ARG001 - every persona is called alike
    return None


def _fades(keeper: Keeper, sitting: Sitting) -> str | None:
    return keeper.answer(sitting) if keeper.answered < FADES_AFTER else None


def _sporadic(keeper: Keeper, sitting: Sitting) -> str | None:
    return keeper.answer(sitting) if keeper.random.random() < SPORADIC else None


RANDOM_WORDS = (
    *("skip", "later", "later 5d", "not now", "less", "more", "undo", "why", "helped", "neither", "worse"),
    *("pause 3d", "stop", "resume", "tonight", "a free note that answers nothing", "hold\nall of it", "blue", ""),
)


def _random(keeper: Keeper, sitting: Sitting) -> str | None:
    chance = keeper.random.random()
    if chance < 0.5:  # noqa: PLR2004 - half of it is answers
        return keeper.answer(sitting)
    return keeper.random.choice(RANDOM_WORDS) if chance < 0.8 else None  # noqa: PLR2004 - a fifth is silence


PERSONAS: Mapping[str, Callable[[Keeper, Sitting], str | None]] = {
    "silent": _silent,
    "fades": _fades,
    "diligent": _always,
    "sporadic": _sporadic,
    "random": _random,
}


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
        if not self.keeper.pending or self.keeper.pending[0][0] > self.now:
            return False
        _, text, check_in = self.keeper.pending.pop(0)
        self._hear(text, check_in)
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
            state = contact.contact_state(bond).value
            if self.states.get(bond.number) != state:
                self.states[bond.number] = state
                self.transitions.append({"at": self.now.strftime(STAMP), "bond": bond.label, "state": state})

    def _next(self, wake: datetime | None) -> datetime:
        """The next thing that happens: a reply, or the plan's wake; a paused keeper comes back within two weeks."""
        moments = [moment for moment in (wake, *(at for at, _, _ in self.keeper.pending)) if moment is not None]
        if self.keeper.persona == "random" and self._is_paused():
            back = self.now + timedelta(days=self.keeper.random.randint(1, COMES_BACK_DAYS))
            self.keeper.pending.append((back, "resume", None))
            self.keeper.pending.sort(key=lambda reply: reply[0])
            moments.append(back)
        return max(self.now, min(moments, default=self.end + timedelta(seconds=1)))

    def _is_paused(self) -> bool:
        with self.journal.reading() as work:
            standing = work.standing()
        waiting = any(text == "resume" for _, text, _ in self.keeper.pending)
        return standing.paused_at is not None and standing.paused_until is None and not waiting


def simulate(given: Plan, journal: Journal, scenario: Scenario) -> dict[str, Any]:
    """Run a scenario on an empty journal. Returns the JSON of the command line, as plain values."""
    world = _world(given, journal, scenario)
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
    keeper = Keeper(random=Random("preview"), persona="diligent", given=given)  # noqa: S311 - a preview replays
    world = World(journal=journal, given=given, keeper=keeper, now=now, end=end)
    with journal.reading() as work:
        begun = work.standing().seq
    world.run()
    with journal.reading() as work:
        labels = {bond.number: bond.label for bond in work.standing().bonds}
        entries = work.entries(Query(kinds=("asked",), oldest_first=True))
    return [
        _ahead(entry, entry.payload, labels)
        for entry in entries
        if isinstance(entry.payload, Asked) and entry.seq > begun
    ]


def _ahead(entry: Entry, fact: Asked, labels: Mapping[int, str]) -> dict[str, Any]:
    return {
        "at": entry.at.strftime(STAMP),
        "bond": labels.get(entry.bond, fact.deck),
        "family": fact.family.value,
        "prompt": fact.prompt,
        "line": fact.words.line,
        "why": [because(reason) for reason in fact.why],
    }


def seed_bytes(seed: int) -> bytes:
    return f"simulated-{seed:020d}".encode()


def _world(given: Plan, journal: Journal, scenario: Scenario) -> World:
    zone = given.rules.zone
    midnight = hours.instant(scenario.start, datetime.min.time(), zone)
    keeper = Keeper(random=Random(f"{scenario.persona}-{scenario.seed}"), persona=scenario.persona, given=given)  # noqa: S311 - a simulation replays
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
    names = ("answered", "skipped", "put off", "lapsed", "undelivered", "open")
    return {"asked": len(rows)} | {name: sum(row["outcome"] == name for row in rows) for name in names}
