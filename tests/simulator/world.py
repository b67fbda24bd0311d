"""A world: one installation over months, driven by a seed on one thread, with everything that may go wrong going wrong.

The same seed gives the same bytes. `python -m simulator.replay SEED` lives it again.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from builders import confirm
from simulator.life import RETRY, Life
from simulator.outside import WAYS, Outside
from simulator.perils import Killed, Perilous, Perils, Spell, nobody_watches
from simulator.stores import Store
from tending.core.entries import BondAdded
from tending.core.errors import StoreBusyError
from tending.core.model import Profile
from tending.core.records import DeliveryState
from tending.core.standing import Leave
from tending.ports import Journal
from tending.service import addresses, beginning
from tending.service.turn import Turn

RELIEF = timedelta(seconds=15)
CALM = timedelta(days=2)
AT_A_POINT = 12
MINUTES = 240


@dataclass(frozen=True, kw_only=True)
class Happening:
    """Something that befalls the installation at an instant: kill, stop, spell, step, sleep, note, visit."""

    at: datetime
    what: str
    lasts: timedelta = timedelta(0)
    spell: Spell | None = None


@dataclass(kw_only=True)
class World:
    """`happened` counts what befell it, `inside` the messages that a life's end met between claim and record."""

    outside: Outside
    store: Store
    happenings: list[Happening] = field(default_factory=list)
    perils: Perils = field(default_factory=Perils)
    happened: Counter[str] = field(default_factory=Counter)
    kill_in: int | None = None
    inside: int = 0
    steps_back: bool = False
    life: Life | None = None
    relief: datetime | None = None
    point: Callable[[str], None] = nobody_watches
    _open: Journal | None = None

    # -- living --------------------------------------------------------------------------------------------------------

    def settle_in(self, *, bonds: int = 1) -> "World":
        """Somebody who was set up, with two channels that were confirmed."""
        turn = Turn(given=self.outside.given, ways=WAYS, now=self.outside.wall)
        beginning.begin(turn, self.journal)
        with self.journal.writing() as work:
            for number in range(bonds):
                beginning.add_bond(turn, work, BondAdded(label="STU"[number], profile=Profile.FRIEND))
            for way in WAYS:
                confirm(turn, work, way)
        self.close()
        return self

    def run(self, until: datetime) -> "World":
        """Live until an instant, or until a promise is seen to be broken."""
        while self.outside.true < until and not self.outside.wrong:
            try:
                self._on(until)
            except Killed:
                self._fall()
        return self

    def calm_down(self) -> "World":
        """Nothing befalls it any more, and everything that waited has the time to come."""
        self.happenings, self.kill_in, self.perils.spell = [], None, None
        self.run(self.outside.true + CALM)
        self.outside.keeper.persona = "silent"
        self.outside.keeper.pending.clear()
        for _ in range(MINUTES):
            if self.life is None or self.life.hand or self.outside.mail.unseen() or self.outside.next():
                self.run(self.outside.true + timedelta(minutes=1))
        self.life = None
        return self

    def _on(self, until: datetime) -> None:
        try:
            life = self._alive()
        except StoreBusyError:
            self._pass(min(until, self.outside.true + RETRY))
            return
        self._pass(min([until, life.next(), *self.outside.next(), *(one.at for one in self.happenings[:1])]))
        self.outside.write()
        self._look()
        if self.happenings and self.happenings[0].at <= self.outside.true:
            self._befall(self.happenings.pop(0))
        else:
            life.step()
        self._mind_relief()

    def _pass(self, until: datetime) -> None:
        self.outside.true = max(self.outside.true, until)

    def _alive(self) -> Life:
        if self.life is None:
            self.perils.watch = self._watch
            journal = Perilous(journal=self.journal, perils=self.perils)
            self.inside += self.count(DeliveryState.SENDING)
            self.life = Life(outside=self.outside, journal=journal, perils=self.perils)
        return self.life

    @property
    def journal(self) -> Journal:
        """As the present process has it open, or the next one will."""
        if self._open is None:
            self._open = self.store.open()
        return self._open

    def count(self, *states: DeliveryState) -> int:
        with self.journal.reading() as work:
            return len(work.deliveries(*states))

    def _look(self) -> None:
        """The keeper looks at what has come; it takes no part in what befalls the store."""
        if any(when <= self.outside.true for when in self.outside.next()):
            with self.journal.reading() as work:
                self.outside.look(work.standing())

    # -- what befalls it -----------------------------------------------------------------------------------------------

    def _befall(self, one: Happening) -> None:
        self.happened[one.what] += 1
        acts: dict[str, Callable[[Happening], None]] = {
            "kill": lambda _: setattr(self, "kill_in", self.outside.chance.randint(0, AT_A_POINT)),
            "stop": lambda one: self.stop(one.lasts),
            "spell": self._begin_spell,
            "relief": lambda _: self._end_spell(),
            "step": lambda one: self.step_clock(one.lasts),
            "sleep": lambda one: self.sleep(one.lasts),
            "note": lambda _: self.outside.note(),
            "visit": lambda _: self._visit(),
        }
        acts[one.what](one)

    def plan(self, what: str, at: datetime, lasts: timedelta = timedelta(0), spell: Spell | None = None) -> None:
        self.happenings.append(Happening(at=at, what=what, lasts=lasts, spell=spell))
        self.happenings.sort(key=lambda one: one.at)

    def _watch(self, point: str) -> None:
        self.point(point)
        if self.kill_in is not None:
            self.kill_in -= 1
            if self.kill_in < 0:
                self.kill_in = None
                self.store.leave()
                raise Killed

    def _fall(self) -> None:
        """The process is gone, and comes again: in seconds where it is minded, in days where nobody is there."""
        self.happened["killed"] += 1
        self.close()
        chance = self.outside.chance
        wait = (
            timedelta(seconds=chance.randint(1, 60))
            if chance.random() < 0.7
            else timedelta(hours=chance.randint(1, 90))
        )
        self._pass(self.outside.true + wait)

    def stop(self, down: timedelta) -> None:
        """Asked to end, and started again later."""
        self.close()
        self._pass(self.outside.true + down)

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
        self.life, self._open = None, None

    def _begin_spell(self, one: Happening) -> None:
        self.perils.spell = one.spell
        self.plan("relief", self.outside.true + one.lasts)

    def _end_spell(self) -> None:
        self.perils.spell, self.relief = None, self.outside.true

    def _mind_relief(self) -> None:
        """Fifteen seconds of running after the store is well again, what waited for it has gone on."""
        waits = self.life is not None and self.life.waits and self.perils.spell is None
        if waits and self.relief is not None and self.outside.true - self.relief > RELIEF:
            self.outside.wrong.append(
                f"{self.outside.true}: it still waits for a store that is well since {self.relief}"
            )

    def step_clock(self, by: timedelta) -> None:
        before = self.outside.wall
        self.outside.skew += by
        self.steps_back = self.steps_back or by < timedelta(0)
        if self.life is not None:
            self.life.clock_was_set(before)

    def sleep(self, by: timedelta) -> None:
        before = self.outside.wall
        self._pass(self.outside.true + by)
        self.relief = self.relief and self.relief + by
        if self.life is not None:
            self.life.slept(by)
            self.life.clock_was_set(before)

    def _visit(self) -> None:
        """Now and then the keeper confirms again what has run out, and goes on where they had paused."""
        turn = Turn(given=self.outside.given, ways=WAYS, now=self.outside.wall)
        with self.journal.writing() as work:
            for way in WAYS:
                if addresses.leave_for(turn, work, way) in {Leave.OVER, Leave.AGAIN}:
                    confirm(turn, work, way)
