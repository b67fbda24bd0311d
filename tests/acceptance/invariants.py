"""An independent checker: what a journal shows was asked, against the limits of the practice.

`violations` says what was asked and should not have been; `missed` what should have been asked and was not. Both read
entries, and share with the program only what a question is and which families were due: the rest is worked out anew.
"""

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from functools import reduce
from zoneinfo import ZoneInfo

from tending.core import choosing
from tending.core import entries as e
from tending.core.entries import Entry
from tending.core.model import Plan, Quiet, Window
from tending.core.standing import Standing, apply, loosened

DAY = timedelta(days=1)
STEP = timedelta(minutes=5)
OUTWARD = {"reach", "rehearse", "meet"}
HALF = Fraction(1, 2)
LONG_AGO = datetime.min.replace(tzinfo=UTC)
WORDS = (
    *(e.BondAdded, e.BondChanged, e.BondClosed, e.Answered, e.Skipped, e.PutOff, e.AskedBack, e.Noted, e.Held),
    *(e.HeldKept, e.Rated, e.Paused, e.Resumed, e.Paced, e.Said, e.MovedOn, e.PlainKept, e.Undone),
)


@dataclass(kw_only=True)
class Row:
    """One check-in that was asked."""

    seq: int
    at: datetime
    window: str
    opened: bool
    heard: bool = False
    closed_at: datetime | None = None


@dataclass(kw_only=True)
class Life:
    """What the entries up to now tell, plainly kept. `sent` holds instants and what they cost of the budget."""

    budget: int
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

    @property
    def open(self) -> list[Row]:
        return [row for row in self.rows.values() if row.closed_at is None]

    def allowed(self, when: datetime) -> int:
        """The budget in force at an instant."""
        full = next((budget for at, budget in reversed(self.more) if at <= when), self.budget)
        return max(1, full // 2) if when < self.half_until else full

    def used(self, when: datetime, zone: str) -> Fraction:
        """What was spent on the local date of an instant and the six before it."""
        today = _date(when, zone)
        return sum((cost for at, cost in self.sent if 0 <= (today - _date(at, zone)).days < 7), Fraction())

    def take(self, entry: Entry) -> None:
        fact = entry.payload
        if isinstance(fact, WORDS) or (isinstance(fact, e.Asked) and fact.opened):
            self._word(entry.at)
        match fact:
            case e.Asked(deck=""):
                self._asked(entry, fact)
            case e.Answered() | e.Skipped() | e.PutOff():
                self._told(entry, fact)
            case e.Lapsed(check_in=number, expired_at=at) if number in self.rows:
                self._close(number, at)
                if not self.rows[number].heard:
                    self.lapses, self.lapsed_at = self.lapses + 1, at
            case e.Undelivered(check_in=number) if number in self.rows:
                self._close(number, entry.at)
                self.sent = [(at, cost) for at, cost in self.sent if at != self.rows[number].at]
                self.unanswered -= 1
            case e.Reminded():
                self.sent.append((entry.at, HALF))
            case e.Paused(until=until):
                self.paused, self.paused_until = True, until
            case e.Resumed():
                self.paused = False
            case e.Paced():
                self._paced(fact)
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
        self.rows[entry.seq] = Row(seq=entry.seq, at=entry.at, window=fact.window, opened=fact.opened)
        self.last = entry.at
        if not fact.opened:
            self.sent.append((entry.at, Fraction(1)))
            self.unanswered += 1

    def _told(self, entry: Entry, fact: e.Answered | e.Skipped | e.PutOff) -> None:
        row = self.rows.get(fact.check_in)
        if row is None:
            return
        row.heard = row.heard or not isinstance(fact, e.PutOff)
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
    taken = {entry.payload.seq for entry in entries if isinstance(entry.payload, e.Undone)}
    life = Life(budget=given.rules.budget)
    for entry in entries:
        if entry.seq not in taken:
            life.take(entry)
    return life


def violations(given: Plan, entries: Sequence[Entry]) -> list[str]:
    """Every check-in and reminder that broke a limit."""
    found: list[str] = []
    life = Life(budget=given.rules.budget)
    for place, entry in enumerate(entries):
        if isinstance(entry.payload, e.Asked) and not entry.payload.deck:
            found += [f"{entry.at}: {what}" for what in _broken_by_asking(given, life, entry, entry.payload)]
        if isinstance(entry.payload, e.Reminded):
            found += [f"{entry.at}: {what}" for what in _broken_by_reminding(given, life, entry)]
        if isinstance(entry.payload, e.Undone):
            life = live(given, entries[: place + 1])
        else:
            life.take(entry)
    return found


def _broken_by_asking(given: Plan, life: Life, entry: Entry, fact: e.Asked) -> list[str]:
    zone, at = given.rules.zone, entry.at
    always = {"two open at once": bool(life.open), "outward": fact.family.value in OUTWARD}
    if fact.opened:
        return [name for name, broken in always.items() if broken]
    limits = always | {
        "over the budget": life.used(at, zone) + 1 > life.allowed(at),
        "twice on a date": life.last is not None and _date(life.last, zone) == _date(at, zone),
        "too soon": life.last is not None and at - life.last < timedelta(hours=given.rules.min_gap_hours),
        "in quiet hours": _quiet(given.rules.quiet, at, zone),
        "while paused": _paused(life, at),
        "a seventh": life.unanswered >= 6,
        "in a hush": life.unanswered >= 4 and not _probe_may_come(life, at),
        "not marked as the last": fact.last != (life.unanswered == 5),
        "not marked as a probe": fact.probe != (life.unanswered >= 4),
        "wrong date": fact.on != _date(at, zone),
    }
    return [name for name, broken in limits.items() if broken]


def _broken_by_reminding(given: Plan, life: Life, entry: Entry) -> list[str]:
    zone, at = given.rules.zone, entry.at
    asked = life.open[0] if life.open else None
    limits = {
        "reminder of nothing open": asked is None,
        "reminder of a probe": life.unanswered > 4,
        "reminder after two lapses": life.lapses >= 2,
        "reminder over the budget": life.used(at, zone) + HALF > life.allowed(at),
        "reminder in quiet hours": _quiet(given.rules.quiet, at, zone),
        "reminder while paused": _paused(life, at),
        "reminders not wanted": not given.rules.reminder,
    }
    return [name for name, broken in limits.items() if broken]


def _date(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


def _quiet(quiet: Quiet, at: datetime, zone: str) -> bool:
    wall = at.astimezone(ZoneInfo(zone)).time()
    return (wall >= quiet.start or wall < quiet.end) if quiet.start > quiet.end else quiet.start <= wall < quiet.end


def _paused(life: Life, at: datetime) -> bool:
    return life.paused and (life.paused_until is None or at < life.paused_until)


def _probe_may_come(life: Life, at: datetime) -> bool:
    waits = {4: 7 * DAY, 5: 14 * DAY}.get(life.unanswered)
    return waits is not None and life.lapsed_at is not None and at >= life.lapsed_at + waits


# -- nothing is missed -------------------------------------------------------------------------------------------------


def missed(given: Plan, entries: Sequence[Entry], end: datetime) -> list[str]:
    """Instants at which something had to be asked and was not, and askings at instants that no rule gives.

    Between two entries nothing changes. On each of the local dates in between, the naive rule says at which instant
    the family that is most overdue is asked; the journal must show it there and nowhere else.
    """
    found: list[str] = []
    after = [*entries[1:], None]
    for (standing, life), entry, next_entry in zip(_told(given, entries), entries, after, strict=True):
        until = next_entry.at if next_entry is not None else end
        following = next_entry.payload if next_entry is not None else None
        asked = isinstance(following, e.Asked) and not following.opened and not following.deck
        expected = _next_by_rule(given, standing, life, entry.at, until)
        if expected is not None and expected < until:
            found.append(f"{expected}: nothing was asked")
        if asked and expected != until:
            found.append(f"{until}: asked, though the rule says {expected}")
    return found


def _told(given: Plan, entries: Sequence[Entry]) -> Iterator[tuple[Standing, Life]]:
    """What is known after each entry: folded on from the one before, afresh when something was taken back."""
    standing, life = Standing(), Life(budget=given.rules.budget)
    for place, entry in enumerate(entries):
        if isinstance(entry.payload, e.Undone):
            so_far = entries[: place + 1]
            left_out = {one.payload.seq for one in so_far if isinstance(one.payload, e.Undone)} | _went_on(so_far)
            standing = reduce(apply, (one for one in so_far if one.seq not in left_out), Standing())
            life = live(given, so_far)
        else:
            standing = apply(standing, entry)
            life.take(entry)
        yield standing, life


def _went_on(entries: Sequence[Entry]) -> set[int]:
    """The questions that came in the same breath as an answer that was taken back."""
    taken = {one.payload.seq for one in entries if isinstance(one.payload, e.Undone)}
    return {one.seq for one in entries if isinstance(one.payload, e.WentOn) and one.seq - 1 in taken}


def _next_by_rule(given: Plan, standing: Standing, life: Life, since: datetime, until: datetime) -> datetime | None:
    """The first instant from `since` to `until` at which an ordinary check-in has to come."""
    if life.open or life.since == LONG_AGO:
        return None
    zone = given.rules.zone
    day, last = _date(max(since, life.since), zone), _date(until, zone)
    families: dict[int, tuple[choosing.Candidate, ...]] = {}
    while day <= last:
        loose = sum(one.at <= _first_instant(day, zone) for one in standing.loosenings)
        if loose not in families:
            families[loose] = choosing.candidates(given, loosened(standing, _first_instant(day, zone)))
        chosen = choosing.choose(families[loose], day)
        at = _slot(given, life, day, chosen.family.value, since) if chosen is not None else None
        if at is not None and at <= until:
            return at
        day += DAY
    return None


def _first_instant(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(0), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _slot(given: Plan, life: Life, day: date, family: str, since: datetime) -> datetime | None:
    zone, rules = given.rules.zone, given.rules
    if life.last is not None and _date(life.last, zone) == day:
        return None
    for window in _in_order(rules.windows, life, day):
        steps = _steps(window, day, zone, rules.quiet)
        if not steps:
            continue
        digest = hmac.new(given.seed, f"{day}|{family}".encode(), hashlib.sha256).digest()
        at = steps[int.from_bytes(digest[:8], "big") % max(1, len(steps) - 1)]
        if at < max(since, life.since) or _held(life, at):
            continue
        if life.last is not None:
            at = max(at, life.last + timedelta(hours=rules.min_gap_hours))
        if at < steps[-1] + STEP and _free(given, life, at):
            return at
    return None


def _free(given: Plan, life: Life, at: datetime) -> bool:
    return life.used(at, given.rules.zone) + 1 <= life.allowed(at)


def _held(life: Life, at: datetime) -> bool:
    """Whether a pause or a hush lies over the instant that was drawn. Only the minimum gap moves it."""
    hushed = life.unanswered >= 6 or (life.unanswered >= 4 and not _probe_may_come(life, at))
    return hushed or _paused(life, at)


def _in_order(windows: Sequence[Window], life: Life, day: date) -> list[Window]:
    """The window that is answered best, each twentieth time the one least tried, then the later ones of the day."""
    today = [window for window in windows if day.weekday() in window.weekdays]
    ordinary = [row for row in life.rows.values() if not row.opened]
    tries = {window.name: sum(row.window == window.name for row in ordinary) for window in today}
    heard = {window.name: sum(row.window == window.name and row.heard for row in ordinary) for window in today}
    if len(ordinary) % 20 == 19:
        today.sort(key=lambda window: tries[window.name])
    else:
        today.sort(key=lambda window: Fraction(heard[window.name] + 1, tries[window.name] + 2), reverse=True)
    return today[:1] + [window for window in windows if window in today and window.start > today[0].start]


def _steps(window: Window, day: date, zone: str, quiet: Quiet) -> list[datetime]:
    """The instants of a window: each wall step that date has, at its first coming; else those behind the gap."""
    first, last = datetime.combine(day, window.start), datetime.combine(day, window.end)
    walls = [first + STEP * number for number in range((last - first) // STEP)]
    steps = [wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) for wall in walls]
    exist = [at for at, wall in zip(steps, walls, strict=True) if _wall(at, zone) == wall]
    if not exist:
        exist = [
            steps[0] + STEP * number for number in range(len(walls)) if _date(steps[0] + STEP * number, zone) == day
        ]
    return [at for at in exist if not _quiet(quiet, at, zone)]


def _wall(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
