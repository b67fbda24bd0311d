"""An independent checker: what a journal shows was asked, against the limits of the practice.

`violations` says what was asked and should not have been; `missed` what should have been asked and was not. Both read
entries, and share with the program only what a question is and which families were due: the rest is worked out anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from acceptance.between import NOTHING, Between, Everybody, everybody, taken_back
from tending.core import entries as e
from tending.core.entries import Entry
from tending.core.model import Plan
from tending.core.windows import Quiet

DAY = timedelta(days=1)
STEP = timedelta(minutes=5)
OUTWARD = {"reach", "rehearse", "meet"}
HALF = Fraction(1, 2)
LATE = timedelta(hours=2)
LONG_AGO = datetime.min.replace(tzinfo=UTC)
WORDS = (
    *(e.BondAdded, e.BondChanged, e.BondClosed, e.Answered, e.Skipped, e.PutOff, e.AskedBack, e.Noted, e.Held),
    *(e.HeldKept, e.Rated, e.Paused, e.Resumed, e.Paced, e.Said, e.Marked, e.MovedOn, e.PlainKept, e.Undone),
)
OF_A_MEETING = frozenset({"M8", "M9", "M10"})  # these need no budget, gap or window, and nothing else is let go
BESIDE_THE_PACE = frozenset({"over the budget", "twice on a date", "too soon"})


@dataclass(kw_only=True)
class Row:
    """One check-in that was asked."""

    seq: int
    at: datetime
    window: str
    opened: bool
    bond: int = 0
    outward: bool = False
    heard: bool = False
    closed_at: datetime | None = None


@dataclass(kw_only=True)
class Life:
    """What the entries up to now tell, plainly kept. `sent` holds instants and what they cost of the budget."""

    budget: int
    zone: str = "UTC"
    between: Everybody = field(init=False)
    rows: dict[int, Row] = field(default_factory=dict)
    sent: list[tuple[datetime, Fraction]] = field(default_factory=list)
    last: datetime | None = None
    since: datetime = LONG_AGO
    unanswered: int = 0
    lapses: int = 0
    lapsed_at: datetime | None = None
    half_until: datetime = LONG_AGO
    paused: bool = False
    paused_until: datetime | None = None
    more: list[tuple[datetime, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.between = Everybody(zone=self.zone)

    @property
    def open(self) -> list[Row]:
        return [row for row in self.rows.values() if row.closed_at is None]

    def allowed(self, when: datetime) -> int:
        """The budget in force at an instant: half of it after a hush, and half once every door is shut for long."""
        full = next((budget for at, budget in reversed(self.more) if at <= when), self.budget)
        full = max(1, full // 2) if when < self.half_until else full
        bonds = [bond for bond in self.between.bonds.values() if not bond.closed]
        shut = bool(bonds) and all(bond.is_long_shut(when) for bond in bonds)
        return max(1, full // 2) if shut else full

    def used(self, when: datetime, zone: str) -> Fraction:
        """What was spent on the local date of an instant and the six before it."""
        today = local_date(when, zone)
        near = ((at, cost) for at, cost in self.sent if abs(when - at) < 9 * DAY)
        return sum((cost for at, cost in near if 0 <= (today - local_date(at, zone)).days < 7), Fraction())

    def take(self, entry: Entry) -> None:
        fact = entry.payload
        self.between.take(entry)
        if isinstance(fact, WORDS) or (isinstance(fact, e.Asked) and fact.opened):
            self._word(entry.at)
        match fact:
            case e.Asked(deck=""):
                self._asked(entry, fact)
            case e.Answered() | e.Skipped() | e.PutOff():
                self._told(entry, fact)
            case e.Lapsed(check_in=number, expired_at=at, pauses=pauses) if number in self.rows:
                self._close(number, at)
                if pauses:
                    self.paused, self.paused_until = True, None
                if not self.rows[number].heard:
                    self.lapses, self.lapsed_at = self.lapses + 1, at
            case e.Undelivered(check_in=number) if number in self.rows:
                self._close(number, entry.at)
                self.sent = [(at, cost) for at, cost in self.sent if at != self.rows[number].at]
                self.unanswered -= 1
            case e.Withdrawn(check_in=number) if number in self.rows:
                self._close(number, entry.at)
            case e.Withdrawn(check_in=number) if number in self.rows:
                self._close(number, entry.at)
            case e.Reminded():
                self.sent.append((entry.at, HALF))
            case e.Paused(until=until):
                self.paused, self.paused_until = True, until
            case e.Resumed():
                self.paused = False
            case e.Paced():
                self._paced(fact)
            case e.BondClosed():
                for row in self.open:
                    if row.bond == entry.bond:
                        self._close(row.seq, entry.at)
            case e.Began():
                self.since = entry.at
            case _:
                pass

    def _word(self, at: datetime) -> None:
        if self.unanswered >= 4:
            self.half_until = at + 7 * DAY
        self.unanswered, self.lapses, self.lapsed_at, self.since = 0, 0, None, at

    def _asked(self, entry: Entry, fact: e.Asked) -> None:
        for row in self.open:
            row.closed_at = entry.at
        self.rows[entry.seq] = Row(seq=entry.seq, at=entry.at, window=fact.window, opened=fact.opened, bond=entry.bond)
        self.rows[entry.seq].outward = fact.family.value in OUTWARD
        self.last = entry.at
        if not fact.opened:
            self.sent.append((entry.at, Fraction(1)))
            self.unanswered += 1

    def _told(self, entry: Entry, fact: e.Answered | e.Skipped | e.PutOff) -> None:
        row = self.rows.get(fact.check_in)
        if row is None:
            return
        added = isinstance(fact, e.Answered) and fact.addendum
        row.heard = row.heard or not (isinstance(fact, e.PutOff) or added)
        ends = fact.closes if isinstance(fact, e.Answered) else not (isinstance(fact, e.PutOff) and fact.due is None)
        if ends:
            self._close(fact.check_in, entry.at)

    def _close(self, number: int, at: datetime) -> None:
        row = self.rows[number]
        if row.closed_at is None:
            row.closed_at = at
            self.since = max(self.since, at)

    def _paced(self, fact: e.Paced) -> None:
        if fact.more:
            self.more.append((fact.at, fact.budget))
        else:
            self.budget, self.more = fact.budget, []


def live(given: Plan, entries: Sequence[Entry]) -> Life:
    """The life that entries tell, what was taken back left out."""
    taken = taken_back(entries)
    life = Life(budget=given.rules.budget, zone=given.rules.zone)
    for entry in entries:
        if entry.seq not in taken:
            life.take(entry)
    return life


def violations(given: Plan, entries: Sequence[Entry]) -> list[str]:
    """Every check-in and reminder that broke a limit."""
    found: list[str] = []
    life = Life(budget=given.rules.budget, zone=given.rules.zone)
    for place, entry in enumerate(entries):
        if isinstance(entry.payload, e.Asked) and not entry.payload.deck:
            found += [f"{entry.at}: {what}" for what in _broken_by_asking(given, life, entry, entry.payload)]
        if isinstance(entry.payload, e.WentOn) and (prompt := given.prompts.get(entry.payload.prompt)) is not None:
            gone = _outward(given, life, entry, prompt.family.value, prompt.id)
            found += [f"{entry.at}: went on to {what}" for what in gone]
        if isinstance(entry.payload, e.Reminded):
            found += [f"{entry.at}: {what}" for what in _broken_by_reminding(given, life, entry)]
        if isinstance(entry.payload, e.Undone):
            life = live(given, entries[: place + 1])
        else:
            life.take(entry)
    return found


def led_outward(given: Plan, entries: Sequence[Entry], memories: Mapping[int, Between] = NOTHING) -> list[str]:
    """What led outward and should not have, whatever the clock did: each question, held against what was known then."""
    found: list[str] = []
    for place, entry in enumerate(entries):
        match entry.payload:
            case e.Asked(prompt=name, opened=opened):
                pass
            case e.WentOn(prompt=name):
                opened = False
            case _:
                continue
        prompt = given.prompts.get(name)
        if prompt is not None and prompt.family.value in OUTWARD:
            life = Life(budget=1, zone=given.rules.zone)
            life.between = everybody(given, entries[:place], memories)
            found += [
                f"{entry.at}: {why}" for why in _outward(given, life, entry, prompt.family.value, name, opened=opened)
            ]
    return found


def _broken_by_asking(given: Plan, life: Life, entry: Entry, fact: e.Asked) -> list[str]:
    zone, at = given.rules.zone, entry.at
    always = {"two open at once": bool(life.open)}
    outward = _outward(given, life, entry, fact.family.value, fact.prompt, opened=fact.opened)
    if fact.opened:
        return [*outward, *(name for name, broken in always.items() if broken)]
    limits = always | {
        "over the budget": life.used(at, zone) + 1 > life.allowed(at),
        "twice on a date": life.last is not None and local_date(life.last, zone) == local_date(at, zone),
        "too soon": life.last is not None and at - life.last < timedelta(hours=given.rules.min_gap_hours),
        "in quiet hours": is_quiet(given.rules.quiet, at, zone),
        "while paused": is_paused(life, at),
        "a seventh": life.unanswered >= 6,
        "in a hush": life.unanswered >= 4 and not probe_may_come(life, at),
        "not marked as the last": fact.last != (life.unanswered == 5),
        "not marked as a probe": fact.probe != (life.unanswered >= 4),
        "wrong date": fact.on != local_date(at, zone),
    }
    free = BESIDE_THE_PACE if fact.prompt in OF_A_MEETING else frozenset()
    return [*outward, *(name for name, broken in limits.items() if broken and name not in free)]


def _outward(given: Plan, life: Life, entry: Entry, family: str, prompt: str, *, opened: bool = False) -> list[str]:
    """Why a question that leads outward should not have come: one that the keeper's word opened never does."""
    if family not in OUTWARD:
        return []
    if opened:
        return [f"{prompt} opened by a word"]
    return [f"{prompt} {why}" for why in life.between.bonds[entry.bond].forbids(given, prompt, entry.at)]


def _broken_by_reminding(given: Plan, life: Life, entry: Entry) -> list[str]:
    zone, at = given.rules.zone, entry.at
    asked = life.open[0] if life.open else None
    limits = {
        "reminder of nothing open": asked is None,
        "reminder of something outward": asked is not None and asked.outward,
        "reminder of a probe": life.unanswered > 4,
        "reminder after two lapses": life.lapses >= 2,
        "reminder over the budget": life.used(at, zone) + HALF > life.allowed(at),
        "reminder in quiet hours": is_quiet(given.rules.quiet, at, zone),
        "reminder while paused": is_paused(life, at),
        "reminders not wanted": not given.rules.reminder,
    }
    return [name for name, broken in limits.items() if broken]


def local_date(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


def is_quiet(quiet: Quiet, at: datetime, zone: str) -> bool:
    wall = at.astimezone(ZoneInfo(zone)).time()
    return (wall >= quiet.start or wall < quiet.end) if quiet.start > quiet.end else quiet.start <= wall < quiet.end


def is_paused(life: Life, at: datetime) -> bool:
    return life.paused and (life.paused_until is None or at < life.paused_until)


def probe_may_come(life: Life, at: datetime) -> bool:
    waits = {4: 7 * DAY, 5: 14 * DAY}.get(life.unanswered)
    return waits is not None and life.lapsed_at is not None and at >= life.lapsed_at + waits


# -- nothing is missed -------------------------------------------------------------------------------------------------
