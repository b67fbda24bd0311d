"""What went between the two, read from entries anew: which doors stand, and what may lead outward.

Written from section 4 of the practice and from nothing of the program's: every claim ever made is kept beside the
others, and a door is open only when each of its claims has found its exit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from tending.core import entries as e
from tending.core.entries import Entry
from tending.core.model import Family, InTouch, Plan, Profile

Key = TypeVar("Key")
DAY = timedelta(days=1)
YEAR = 365 * DAY
STRICTEST = ("LEGAL", "UNSAFE", "CLOSED", "SPACE", "HOLD", "RESTING", "WAITING", "QUIET", "OPEN")
PLACES = {state: place for place, state in enumerate(STRICTEST)}
PROFILES = {"friend": (7, 30, 30), "former-partner": (21, 30, 60), "family": (30, 60, 60), "moving-on": (30, 60, 60)}
SCREEN = ("U1", "U2", "C1")
LOOKS_BACK = {"R6", "R8", "R10", "R11"}
OF_WHAT_IS_AGREED = {f"M{number}" for number in range(2, 11)} | {f"S{number}" for number in range(1, 14)}
STEPS = {"R3", "R4", "R5"}
SAYS = {"wait": "space", "stop": "no", "order": "order"}


@dataclass(kw_only=True)
class Between:
    """One bond. A mapping holds each claim by its instant, with the message of theirs that answered it, if any."""

    began: datetime
    zone: str
    profile: str = "friend"
    parted: date | None = None
    in_touch: bool = False
    moving_on: bool = False
    closed: bool = False
    order: datetime | None = None
    violent: bool = False
    fears: set[datetime] = field(default_factory=set)
    doubts: set[datetime] = field(default_factory=set)
    owed: set[datetime] = field(default_factory=set)
    holds: set[datetime] = field(default_factory=set)
    noes: dict[datetime, datetime | None] = field(default_factory=dict)
    spaces: dict[datetime, datetime | None] = field(default_factory=dict)
    rests: dict[datetime, datetime | None] = field(default_factory=dict)
    attempts: dict[tuple[datetime, int], datetime | None] = field(default_factory=dict)
    reopened: list[datetime] = field(default_factory=list)
    chosen: datetime | None = None
    sent: datetime | None = None
    wrote: datetime | None = None
    answers: dict[str, list[tuple[datetime, bool]]] = field(default_factory=dict)
    skips: dict[str, int] = field(default_factory=dict)
    filled: set[str] = field(default_factory=set)
    excused: bool = False
    agreed: bool = False

    # -- what happens ------------------------------------------------------------------------------------------------

    def take(self, entry: Entry) -> None:
        match entry.payload:
            case e.BondAdded() | e.BondChanged() as fact:
                self._met(entry.at, fact)
            case e.Said() as fact:
                self._said(min(entry.at, _midnight_after(fact.on, self.zone)), fact.what, entry.at, counts=fact.counts)
            case e.Marked(mark=mark):
                self._marked(entry.at, mark.value)
            case e.Answered(addendum=False) as answer:
                self._answered(entry.at, answer)
            case e.Skipped(prompt=prompt):
                self.skips[prompt] = self.skips.get(prompt, 0) + 1
            case e.Met(what=what):
                self.agreed = what not in {"off", "after"} and (self.agreed or what == "invitation")
            case e.MovedOn():
                self.moving_on = True
            case e.BondClosed():
                self.closed = True
            case _:
                pass

    def _met(self, at: datetime, fact: e.BondAdded | e.BondChanged) -> None:
        self.profile = fact.profile.value if fact.profile is not None else self.profile
        self.moving_on = self.profile == Profile.MOVING_ON.value
        self.parted = fact.since or self.parted
        if fact.in_touch is not None:
            self.in_touch = fact.in_touch is InTouch.YES
        for question, fear in (("U1", fact.afraid_of_them), ("U2", fact.they_afraid_of_me)):
            if fear is not None:
                self.answers.setdefault(question, []).append((at, not fear))
            if fear:
                self._marked(at, "violent" if fact.violent else "unsafe")
        if fact.said is not None:
            self.answers.setdefault("C1", []).append((at, fact.said == "no"))
            self._said(at, SAYS.get(fact.said, ""), at)

    def _said(self, at: datetime, what: str, logged: datetime, *, counts: bool = False) -> None:
        match what:
            case "they-wrote" | "yes":
                self._they_wrote(at, logged)
            case "i-wrote":
                if counts:
                    of_that_day = sum(one == at for one, _ in self.attempts)
                    self.attempts[at, of_that_day], self.chosen = None, None
                self.sent = max(at, self.sent or at)
            case "space":
                self.spaces = {max([at, *self.spaces]): None}
                self.chosen = None
            case "no":
                self.noes = {max([at, *self.noes]): None}
                self.chosen = None
            case "order":
                self.order = self.order or at
            case _:
                pass

    def _they_wrote(self, at: datetime, logged: datetime) -> None:
        rested = self._rests(logged)
        pressed = self.sent is not None and any(self.sent > no for no in self.noes) and at - self.sent < 30 * DAY
        for claims in (self.spaces, self.rests, *([] if pressed else [self.noes])):
            claims.update({since: at for since, heard in claims.items() if heard is None and at >= since})
        if rested:
            self.attempts |= {one: heard or at for one, heard in self.attempts.items() if at >= one[0]}
        else:
            self.attempts = {one: heard for one, heard in self.attempts.items() if one[0] > at}
        self.chosen, self.wrote = None, max(at, self.wrote or at)

    def _marked(self, at: datetime, mark: str) -> None:
        match mark:
            case "unsafe" | "violent":
                self.fears.add(at)
                self.violent = self.violent or mark == "violent"
            case "unsure":
                self.doubts = {at}
            case "owed":
                self.owed = {at}
            case "hold":
                self.holds.add(at)
            case "resting":
                self.rests = {max([at, *self.rests]): None}
                self.chosen = None
            case "once-more":
                self.chosen = at
            case "reopened":
                self.noes, self.reopened = {}, [*self.reopened, at]
            case _:
                raise AssertionError(mark)

    def _answered(self, at: datetime, answer: e.Answered) -> None:
        plain_no = bool(answer.values) and all(value == "no" for value in answer.values.values())
        self.answers.setdefault(answer.prompt, []).append((at, plain_no))
        self.filled |= set(answer.fills)
        if answer.prompt == "A0":
            self.excused = "not really" in answer.values.values()
        if answer.prompt == "C1":
            self.owed = set()
        if answer.prompt not in SCREEN:
            return
        self.doubts = {doubt for doubt in self.doubts if not all(self._told(one) > doubt for one in ("U1", "U2"))}

    def learn(self, other: "Between") -> None:
        """The strictest of both: each claim stands until both know of its exit."""
        for name in ("noes", "spaces", "rests", "attempts"):
            setattr(self, name, _both(getattr(self, name), getattr(other, name)))
        for name in ("fears", "doubts", "owed", "holds"):
            setattr(self, name, getattr(self, name) | getattr(other, name))
        self.order = max((at for at in (self.order, other.order) if at), default=None)
        self.violent = self.violent or other.violent
        self.in_touch = self.in_touch and other.in_touch
        self.chosen = min(self.chosen, other.chosen) if self.chosen and other.chosen else None
        self.sent = max((at for at in (self.sent, other.sent) if at), default=None)
        self.wrote = min(self.wrote, other.wrote) if self.wrote and other.wrote else None

    # -- what stands -------------------------------------------------------------------------------------------------

    def _told(self, question: str) -> datetime:
        return self.answers.get(question, [(self.began - YEAR, False)])[-1][0]

    def _last_no(self, question: str) -> datetime:
        return next((at for at, no in reversed(self.answers.get(question, [])) if no), self.began - YEAR)

    def _clear(self, question: str) -> bool:
        return question in self.answers and self.answers[question][-1][1]

    @property
    def distance(self) -> timedelta:
        return max(PROFILES[self.profile][1:]) * DAY

    def begins(self, now: datetime | None = None) -> datetime:
        """Since when the first round counts."""
        ends = [*self.reopened, *(heard + 14 * DAY for heard in self.spaces.values() if heard is not None)]
        return max([self.began, *(at for at in ends if now is None or at <= now)])

    def _unanswered(self, now: datetime) -> list[datetime]:
        """What was sent and has no answer by now, whatever a clock that ran ahead has logged."""
        return sorted(at for (at, _), heard in self.attempts.items() if heard is None or heard > now)

    def _spent(self, at: datetime) -> bool:
        """Two in the year up to an instant."""
        return sum(at - YEAR < one <= at for one, _ in self.attempts) >= 2

    def _rests(self, now: datetime) -> bool:
        heard = [at for at in self.attempts.values() if at is not None and at <= now]
        soon = [*self.rests.values(), *heard]
        over = [at for at in self._unanswered(now) if now >= at + self.distance and self._spent(at)]
        return any(at is None or now < at + 7 * DAY for at in soon) or bool(over)

    def _waits(self, now: datetime) -> bool:
        """Something was sent, and the keeper has not chosen, once the distance had passed, to write one last time."""
        last = max(self._unanswered(now), default=None)
        return last is not None and (self.chosen is None or self.chosen < last + self.distance)

    def _is_afraid(self, now: datetime) -> bool:
        for fear in self.fears:
            over = fear + 90 * DAY
            clear = [self._last_no(question) >= over for question in ("U1", "U2")]
            if now < over or not all(clear):
                return True
        return self.violent

    def _is_quiet(self, now: datetime) -> bool:
        if not all(self._clear(question) for question in SCREEN):
            return True
        if self.in_touch or (self.wrote is not None and (self.sent is None or self.wrote > self.sent)):
            return now < self.begins()
        parted = datetime.combine(self.parted, time(0), tzinfo=self.began.tzinfo) if self.parted else self.began
        since = max(parted, self.sent or parted)
        return now < max(since + PROFILES[self.profile][0] * DAY, self.began + 10 * DAY, self.begins())

    def doors(self, now: datetime) -> set[str]:
        """Every mark that stands, the first round left aside."""
        marks = {
            "LEGAL": self.order is not None,
            "UNSAFE": self._is_afraid(now) or bool(self.doubts),
            "CLOSED": bool(self.noes),
            "SPACE": any(heard is None or now < heard + 14 * DAY for heard in self.spaces.values()),
            "HOLD": bool(self.owed) or any(now < hold + 90 * DAY for hold in self.holds),
            "RESTING": self._rests(now),
            "WAITING": self._waits(now) and not self._rests(now),
            "QUIET": self._is_quiet(now),
        }
        return {mark for mark, stands in marks.items() if stands}

    def is_long_shut(self, now: datetime) -> bool:
        """Four weeks and more behind a door that time alone does not open."""
        over = [at + self.distance for at in self._unanswered(now) if self._spent(at)][:1]
        since = [
            *([self.order] if self.order is not None else []),
            *([max(self.fears)] if self.violent else []),
            *([max(self.noes)] if self.noes else []),
            *([max(self.spaces)] if "SPACE" in self.doors(now) else []),
            *((sorted(self.rests)[-1:] or over) if self._rests(now) else []),
        ]
        return bool(since) and now - min(since) >= 28 * DAY

    def state(self, given: Plan, now: datetime) -> str:
        marks = self.doors(now) | ({"OPEN"} if self.round_answered(given, now) else {"QUIET"})
        return min(marks, key=STRICTEST.index)

    # -- what may lead outward ---------------------------------------------------------------------------------------

    def round_answered(self, given: Plan, now: datetime) -> bool:
        asked = [
            prompt
            for prompt in given.families[Family.WANT]
            if prompt.first_round and (not prompt.profiles or self.profile in prompt.profiles)
        ]
        since = self.begins(now)
        return all(
            self._answered_since(prompt.id, since) or (prompt.neutral and not self.filled >= set(prompt.neutral))
            for prompt in asked
        )

    def _answered_since(self, prompt: str, since: datetime) -> bool:
        return prompt in self.answers and self._told(prompt) >= since

    def _settled(self, prompt: str) -> bool:
        return prompt in self.answers or self.skips.get(prompt, 0) >= 2

    def forbids(self, given: Plan, prompt: str, now: datetime) -> list[str]:
        """Why a question of reach, rehearse or meet may not be asked about this bond now; nothing when it may."""
        state = self.state(given, now)
        if self.moving_on or self.closed:
            return ["moving on" if self.moving_on else "a closed bond"]
        if state == "WAITING" and (prompt in LOOKS_BACK or (self.agreed and prompt in OF_WHAT_IS_AGREED)):
            return []
        if state != "OPEN":
            return [f"behind {state}"]
        wrong = {
            "before the keeper's own part": not self._own_part(given),
            "before listening": not any(self._settled(one.id) for one in given.families[Family.LISTEN]),
            "before a promise": not any(self._settled(one.id) for one in given.families[Family.PROMISE]),
        }
        if prompt in STEPS | {"R1"}:
            wrong |= self._round(prompt, now)
        return [name for name, broken in wrong.items() if broken]

    def _own_part(self, given: Plan) -> bool:
        needed = [given.prompts[name] for name in ("A0", "A1", "A2", "A3", "A4") if name in given.prompts]
        return self.excused or all(self._settled(one.id) or set(one.neutral) - self.filled for one in needed)

    def _round(self, prompt: str, now: datetime) -> Mapping[str, bool]:
        since, begun = self.begins(now), self._told("R1")
        return {
            "a third in a year": self._spent(now) or any(one > now for one, _ in self.attempts),
            "a round in the week of another": prompt == "R1" and now - begun < 6 * DAY,
            "a step without its round": prompt != "R1" and begun < since,
            "before the three questions": prompt == "R1" and not all(self._told(one) > since for one in SCREEN),
        }


def _both(one: Mapping[Key, datetime | None], other: Mapping[Key, datetime | None]) -> dict[Key, datetime | None]:
    found: dict[Key, datetime | None] = {**one, **other}
    for at in one.keys() & other.keys():
        first, second = one[at], other[at]
        found[at] = max(first, second) if first is not None and second is not None else None
    return found


def _midnight_after(day: date, zone: str) -> datetime:
    return datetime.combine(day + DAY, time(0), tzinfo=ZoneInfo(zone))


NOTHING: Mapping[int, Between] = {}


def taken_back(entries: Sequence[Entry]) -> set[int]:
    """What was undone, and what it opened in the same breath; what it shut stays shut."""
    undone: set[int] = set()
    for entry in reversed(entries):
        if isinstance(entry.payload, e.Undone) and entry.seq not in undone:
            undone.add(entry.payload.seq)
    gone = set(undone)
    for place, entry in enumerate(entries):
        if entry.seq in undone and isinstance(entry.payload, e.Answered):
            for after in entries[place + 1 :]:
                same_breath = after.at == entry.at and after.bond in {entry.bond, 0}
                if isinstance(after.payload, e.Answered) or not same_breath:
                    break
                if _opened(after):
                    gone.add(after.seq)
    return gone


def _opened(entry: Entry) -> bool:
    match entry.payload:
        case e.WentOn():
            return True
        case e.Marked(mark=mark):
            return mark.value == "once-more"
        case e.Said(what=what):
            return what in {"they-wrote", "yes"}
        case _:
            return False


@dataclass(kw_only=True)
class Everybody:
    """All bonds of a journal, as its entries tell of them; `memories` by the entries that brought their marks back."""

    zone: str
    bonds: dict[int, Between] = field(default_factory=dict)
    memories: Mapping[int, Between] = field(default_factory=dict)

    def take(self, entry: Entry) -> None:
        if isinstance(entry.payload, e.BondAdded):
            self.bonds[entry.bond] = Between(began=entry.at, zone=self.zone)
        if isinstance(entry.payload, e.MarksKept) and entry.seq in self.memories:
            self.bonds[entry.bond].learn(self.memories[entry.seq])
        elif entry.bond in self.bonds:
            self.bonds[entry.bond].take(entry)


def everybody(given: Plan, entries: Sequence[Entry], memories: Mapping[int, Between] = NOTHING) -> Everybody:
    """All that entries tell, what was taken back left out."""
    gone, found = taken_back(entries), Everybody(zone=given.rules.zone, memories=memories)
    for entry in entries:
        if entry.seq not in gone or _still_shuts(entry):
            found.take(entry)
    return found


def _still_shuts(entry: Entry) -> bool:
    """An answer about safety or their wishes that was no plain no: it was said, though it was taken back."""
    fact = entry.payload
    if not isinstance(fact, e.Answered) or fact.prompt not in SCREEN or fact.addendum:
        return False
    return not fact.values or any(value != "no" for value in fact.values.values())
