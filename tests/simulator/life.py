"""One life of the program: what the daemon does, in its order, one step after the other on one thread.

Each of its tasks has an instant at which it goes on; where two are due, chance says which is first, as threads would.
The steps are the service's own functions. What waits out a busy store, and for how long, is the daemon's.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from threading import Event

from simulator.far import FarSide, Line
from simulator.outside import WAYS, Outside
from simulator.perils import Perilous, Perils
from tending.adapters import alarm
from tending.core.errors import ChannelError, StoreBusyError, TendingError
from tending.core.records import Delivery, Reply, ReplyState
from tending.daemon import Waits
from tending.ports import Channel
from tending.service import asking, beginning, hearing, sending, views
from tending.service.turn import Turn

RETRY = timedelta(seconds=Waits().retry)
BEAT = timedelta(seconds=alarm.BEAT)
PROBE = timedelta(hours=24)
ON_THE_WIRE = 20
FAR = timedelta(days=40_000)
TOO_OFTEN = 20
MEANWHILE = 0.3


@dataclass(kw_only=True)
class Life:
    """`agenda` says when each task goes on, by the time that passes; `hand` what each outbox has claimed."""

    outside: Outside
    journal: Perilous
    perils: Perils
    probe: timedelta = PROBE
    agenda: dict[str, datetime] = field(default_factory=dict)
    hand: dict[str, Delivery] = field(default_factory=dict)
    doubting: set[str] = field(default_factory=set)
    idle: set[str] = field(default_factory=set)
    slept_from: datetime | None = None
    looked: tuple[datetime, int] | None = None
    waits: bool = False
    busy_on: str = ""

    def __post_init__(self) -> None:
        self.channels: dict[str, Channel] = {side.name: self._line(side) for side in self.outside.sides}
        self.starting: list[Callable[[], object]] = [
            lambda: self.journal.prove(self.outside.wall),
            lambda: beginning.begin(self.turn(), self.journal),
            lambda: hearing.hear_unread(self.turn(), self.journal),
            self._last_up,
        ]
        self.agenda["start"] = self.outside.true

    def _line(self, side: FarSide) -> Line:
        return Line(far=side, perils=self.perils, clock=self.outside.clock, meanwhile=self._meanwhile)

    def turn(self) -> Turn:
        return Turn(given=self.outside.given, ways=WAYS, now=self.outside.wall)

    def next(self) -> datetime:
        return min(self._due(task) for task in self.agenda)

    def _due(self, task: str) -> datetime:
        """When a task goes on; the receiver, which listens from its instant on, when a letter lies there."""
        at, letters = self.agenda[task], self.outside.mail.unseen()
        if task != "receive":
            return at
        return max(at, letters[0].at) if letters else at + FAR

    def step(self) -> None:
        """Whatever task is due first goes on; one that meets a busy store waits, and begins its step again."""
        due = [task for task in sorted(self.agenda) if self._due(task) <= self.outside.true]
        if due:
            self._go_on(self.outside.chance.choice(due))

    def _go_on(self, task: str) -> None:
        self.busy_on, before = task, self.busy_on
        try:
            self._tasks()[task]()
        except StoreBusyError:
            self.waits = True
            self._later(task)
        else:
            self.waits = False
        finally:
            self.busy_on = before

    def _tasks(self) -> dict[str, Callable[[], None]]:
        outboxes = {side.name: partial(self._outbox, side.name) for side in self.outside.sides}
        return {
            "start": self._start,
            "look": self._look_ahead,
            "beat": self._beat,
            "receive": self._receive,
            **outboxes,
        }

    def _later(self, task: str) -> None:
        self.agenda[task] = self.outside.true + RETRY
        if task in self.channels:
            self.doubting.add(task)
            self.hand.pop(task, None)

    # -- starting, planning, and the beat ------------------------------------------------------------------------------

    def _start(self) -> None:
        while self.starting:
            self.starting[0]()
            self.starting.pop(0)
        self._look_ahead()
        del self.agenda["start"]
        self.agenda["receive"] = self.outside.true
        for name in self.channels:
            self.doubting.add(name)

    def _last_up(self) -> None:
        with self.journal.reading() as work:
            up = work.meta("up")
        self.slept_from = datetime.fromisoformat(up) if up else None

    def _look_ahead(self) -> None:
        """Do what is due, set the alarm by the plan, wake the outboxes, show what comes next."""
        self.agenda["look"] = self.outside.true + FAR
        wake = asking.tick(self.turn(), self.journal, slept_from=self.slept_from).wake
        self.slept_from = None
        self._mind_wake()
        far = self.outside.true + FAR
        self.agenda["look"] = min(far, max(self.outside.true, wake - self.outside.skew)) if wake is not None else far
        for name in self.channels:
            self.agenda[name] = self.outside.true
        views.next_line(self.turn(), self.journal)

    def _mind_wake(self) -> None:
        """A wake that is past already, again and again, is a daemon that spins."""
        at, count = self.looked or (self.outside.true, 0)
        self.looked = (self.outside.true, count + 1 if at == self.outside.true else 1)
        if self.looked[1] > TOO_OFTEN:
            self.outside.wrong.append(f"{self.outside.true}: it wakes again and again at one instant")

    def clock_was_set(self, before: datetime) -> None:
        """The next beat notices, within fifteen seconds of running, and knows the last instant all was well."""
        if "start" in self.agenda:
            return
        self.slept_from = before
        self.agenda["beat"] = self.outside.true + BEAT * self.outside.chance.random()

    def slept(self, by: timedelta) -> None:
        """Timers stand still while the computer sleeps."""
        self.agenda = {task: at + by for task, at in self.agenda.items()}

    def _beat(self) -> None:
        del self.agenda["beat"]
        self.agenda["look"] = self.outside.true

    # -- sending -------------------------------------------------------------------------------------------------------

    def _outbox(self, name: str) -> None:
        """One step of an outbox: look after what is in doubt, claim, send what was claimed, or wait."""
        channel = {name: self.channels[name]}
        try:
            if name in self.doubting:
                sending.recover(self.turn, self.journal, channel)
                self.doubting.discard(name)
            if name in self.hand:
                sending.send(self.turn, self.journal, channel, self.hand.pop(name))
            else:
                self._claim(name)
        except TendingError:
            raise
        except RuntimeError:
            self._later(name)

    def _claim(self, name: str) -> None:
        claimed = sending.claim(self.turn(), self.journal, name)
        if claimed is not None:
            self.hand[name] = claimed
            self.agenda[name] = self.outside.true + timedelta(seconds=self.outside.chance.randint(0, ON_THE_WIRE))
            return
        until = sending.next_attempt(self.journal, name)
        last = self.outside.true + self.probe
        self.agenda[name] = last if until is None else min(last, max(self.outside.true, until - self.outside.skew))
        if until is None:
            self.doubting.add(name)

    def _meanwhile(self) -> None:
        """While a message is on the wire the other tasks go on."""
        if self.outside.chance.random() < MEANWHILE:
            sender = self.busy_on
            others = [task for task in sorted(self.agenda) if task != sender and self._due(task) <= self.outside.true]
            for task in others:
                self._go_on(task)

    # -- hearing -------------------------------------------------------------------------------------------------------

    def _receive(self) -> None:
        heard = len(self.outside.mail.seen)
        try:
            self.channels["mail"].receive(self._hear, Event())
            self._mind_unread()
        except ChannelError as error:
            sending.note_trouble(self.journal, "mail", str(error), self.outside.wall)
            self._later("receive")
        finally:
            if len(self.outside.mail.seen) > heard:
                self.agenda["look"] = self.outside.true

    def _hear(self, reply: Reply) -> None:
        hearing.hear(self.turn(), self.journal, reply)

    def _mind_unread(self) -> None:
        """All that was marked in the mailbox has been read: nobody comes back to it before the next start."""
        with self.journal.journal.reading() as work:
            unread = work.replies(ReplyState.NEW)
        self.outside.wrong += [f"{self.outside.true}: {one.reply.provider_id} is marked and not read" for one in unread]
