"""A desk to work at: the real service on the in-memory journal, a clock that a test sets, channels that record."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from threading import Event

from builders import confirm
from tending.adapters.deck_files import read_decks
from tending.adapters.journal.memory import MemoryJournal
from tending.app import enabled
from tending.core.decks import plan_of
from tending.core.entries import BondAdded, Entry
from tending.core.errors import ChannelError
from tending.core.model import Level, Plan, Profile, Rules
from tending.core.planning import Decision
from tending.core.records import Delivery, Heard, Message, Query, Receipt, Reply, Way
from tending.core.standing import Sitting, Standing
from tending.service import asking, beginning, hearing, sending
from tending.service.turn import Turn

SEED = b"a seed for tests, 32 bytes long."
MAIL = Way(name="mail", kind="email", level=Level.PROMPT, address="a1", place="p1", two_way=True)
PUSH = Way(name="push", kind="apprise", level=Level.DISCREET, address="b2", place="p2")


shipped = lru_cache(lambda: read_decks(None))


def a_plan(*, decks: tuple[str, ...] = (), **rules: object) -> Plan:
    return plan_of(Rules(**rules), enabled(shipped(), decks), SEED)  # type: ignore[arg-type]


@dataclass(kw_only=True)
class RecordingChannel:
    """Keeps what it was given. `fails` are raised one after the other; `arrivals` says what reached the far end."""

    name: str = "mail"
    kind: str = "email"
    two_way: bool = True
    fails: list[ChannelError] = field(default_factory=list)
    arrivals: bool | None = None
    got: list[Message] = field(default_factory=list)

    def send(self, message: Message, *, now: datetime) -> Receipt:  # noqa: ARG002 - the protocol's own shape
        if self.fails:
            raise self.fails.pop(0)
        self.got.append(message)
        return Receipt(provider_id=message.key)

    def arrived(self, key: str) -> bool | None:  # noqa: ARG002 - the protocol's own shape
        if self.fails:
            raise self.fails.pop(0)
        return self.arrivals

    def receive(self, hear: Callable[[Reply], None], stop: Event) -> None: ...

    def close(self) -> None: ...


@dataclass(kw_only=True)
class Desk:
    """Monday 5 January 2026 at noon, a friend called S, no channel but the terminal; a test changes what it needs."""

    plan: Plan = field(default_factory=a_plan)
    journal: MemoryJournal = field(default_factory=MemoryJournal)
    now: datetime = datetime(2026, 1, 5, 12, tzinfo=UTC)
    ways: tuple[Way, ...] = ()
    replies: int = 0

    @property
    def turn(self) -> Turn:
        return Turn(given=self.plan, ways=self.ways, now=self.now)

    @property
    def standing(self) -> Standing:
        with self.journal.reading() as work:
            return work.standing()

    def begin(self, *labels: str, profile: Profile = Profile.FRIEND, **known: object) -> "Desk":
        beginning.begin(self.turn, self.journal)
        with self.journal.writing() as work:
            for label in labels or ("S",):
                bond = replace(BondAdded(label=label, profile=profile), **known)  # type: ignore[arg-type]
                beginning.add_bond(self.turn, work, bond)
            for way in self.ways:
                confirm(self.turn, work, way)
        return self

    def later(self, **by: float) -> "Desk":
        self.now += timedelta(**by)
        return self

    def tick(self, **known: datetime) -> Decision:
        return asking.tick(self.turn, self.journal, **known)

    def ask(self) -> Sitting:
        """Move on to the next ordinary check-in and ask it."""
        for _ in range(20):
            decision = self.tick()
            if self.standing.asking is not None:
                return self.standing.asking
            assert decision.wake is not None
            self.now = max(self.now, decision.wake)
        raise AssertionError("nothing was asked")

    def reply(self, text: str, *, channel: str = "terminal", check_in: int | None = None, **known: str) -> Heard:
        self.replies += 1
        reply = Reply(
            channel=channel,
            provider_id=known.get("provider_id", str(self.replies)),
            received_at=self.now,
            raw=text.encode(),
            text=text,
            check_in=check_in,
            trouble=known.get("trouble", ""),
        )
        return hearing.hear(self.turn, self.journal, reply)

    def entries(self, *kinds: str) -> list[Entry]:
        with self.journal.reading() as work:
            return list(work.entries(Query(kinds=kinds, oldest_first=True)))

    def kinds(self) -> list[str]:
        return [entry.kind for entry in self.entries()]

    def deliveries(self, *states: str) -> list[Delivery]:
        with self.journal.reading() as work:
            return [one for one in work.deliveries() if not states or one.state in states]

    def send(self, *channels: RecordingChannel) -> int:
        return sending.send_due(lambda: self.turn, self.journal, {one.name: one for one in channels})
