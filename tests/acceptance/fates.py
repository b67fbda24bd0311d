"""Random fates: what may happen between a keeper and others, in any order, at any clock, restores among it.

Folded by the program and by the model of `between`; after each event the two are held against each other. No journal:
a hundred thousand of them are lived in minutes.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache, reduce
from random import Random

from acceptance.between import DAY, PLACES, Between, Everybody, everybody, taken_back
from builders import START, WORDS, a_reaching_plan
from tending.adapters.journal.folding import what_counts
from tending.core import calling, choosing, gates, hours
from tending.core import contact as doors
from tending.core import entries as e
from tending.core.contact import ContactState
from tending.core.entries import Entry, Payload
from tending.core.model import Family, Plan, Profile
from tending.core.standing import BondStanding, Standing, apply

EVENTS = 14
OUTWARD = ("R1", "R3", "R4", "R5", "R6", "R10", "R11", "M1", "S1")
TELLS = {"no": "no", "to wait": "space", "to stop, or blocked": "no", "a court or the police": "order"}
COUNTS = frozenset({ContactState.OPEN, ContactState.WAITING})
RECOVERS_IN = {"HOLD": 90, "CLOSED": 30, "SPACE": 14, "RESTING": 7, "WAITING": 0, "QUIET": 30, "OPEN": 0}
ROUND_TAKES = 30


@cache
def the_plan() -> Plan:
    """As few questions as a gate can have."""
    return a_reaching_plan(without=("W1", "W3", "W8", "W10", "A1", "A8", "G1", "G2", "L1", "O1", "K1"))


@dataclass(kw_only=True)
class Fate:
    """A keeper's history so far. `wrong` lists what the model found; `graver` what can never be taken back."""

    random: Random
    given: Plan = field(default_factory=the_plan)
    now: datetime = START
    furthest: datetime = START
    seq: int = 0
    entries: list[Entry] = field(default_factory=list)
    standing: Standing = field(default_factory=Standing)
    told: Everybody = field(default_factory=lambda: Everybody(zone="UTC"))
    backups: list[list[Entry]] = field(default_factory=list)
    memories: dict[int, Between] = field(default_factory=dict)
    restored: bool = False
    ordered: set[int] = field(default_factory=set)
    came: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    did: list[str] = field(default_factory=list)

    # -- entries -----------------------------------------------------------------------------------------------------

    def add(self, *payloads: Payload, bond: int) -> None:
        self.furthest = max(self.furthest, self.now)
        for payload in payloads:
            self.seq += 1
            entry = Entry(seq=self.seq, bond=bond, at=self.now, payload=payload, kind=payload.kind)
            self.entries.append(entry)
            self.standing = apply(self.standing, entry)
            self.told.take(entry)

    def bond(self, number: int) -> BondStanding:
        return self.standing.bond(number)

    def state(self, number: int) -> ContactState:
        return gates.state_of(self.given, self.bond(number), self.now)

    def ask(self, number: int, family: Family, prompt: str) -> None:
        asked = e.Asked(family=family, prompt=prompt, on=self.now.date(), expires_at=self.now, words=WORDS)
        self.add(asked, e.Lapsed(check_in=self.seq + 1, expired_at=self.now), bond=number)

    def answer(self, number: int, prompt: str, value: str) -> None:
        answered = e.Answered(check_in=0, prompt=prompt, values={"choice": value}, text=value, closes=False)
        self.add(answered, bond=number)

    # -- what may happen ---------------------------------------------------------------------------------------------

    def begin(self) -> None:
        self.seq += 1
        self.standing = apply(self.standing, Entry(seq=1, bond=0, at=self.now, payload=e.Began(), kind="began"))
        for number in range(1, self.random.choice((1, 1, 2, 3)) + 1):
            bond = e.BondAdded(
                label="SAB"[number - 1],
                profile=self.random.choice((Profile.FRIEND, Profile.FORMER_PARTNER, Profile.FAMILY)),
                said=self.random.choice(("no",) * 12 + ("wait", "stop", "order")),
                afraid_of_them=self.random.random() < 0.03,
            )
            self.add(bond, bond=number)
            if self.random.random() < 0.8:
                self.settle(number)

    def settle(self, number: int) -> None:
        """All that has to come before reach is answered."""
        for name in ("W0", "W2", "W7", "A0", "L8", "P1"):
            self.answer(number, name, "yes")
        self.screen(number)

    def screen(self, number: int) -> None:
        for name in doors.SCREEN:
            self.answer(number, name, "no")

    def they_wrote(self, number: int, on: date | None = None) -> None:
        resting = doors.is_resting(
            self.bond(number).contact, gates.distance_of(self.given, self.bond(number)), self.now
        )
        self.add(
            e.Said(what="they-wrote", on=on or self._day(), rung=self.random.randint(1, 4), resting=resting),
            bond=number,
        )

    def i_wrote(self, number: int) -> None:
        self.add(e.Said(what="i-wrote", on=self._day(), counts=self.state(number) in COUNTS), bond=number)

    def reached_out(self, number: int) -> None:
        """A round as it is asked: R1, and days later what went out."""
        if self._called(number, "R1"):
            self.ask(number, Family.REACH, "R1")
            self.answer(number, "R1", "none")
            self.now += timedelta(days=self.random.randint(2, 6))
            if self.state(number) is ContactState.OPEN:
                self.answer(number, "R5", "sent")
                self.add(e.Said(what="i-wrote", on=self.now.date(), counts=True), bond=number)

    def chose(self, number: int) -> None:
        """R11, perhaps answered long after it was asked."""
        last = self.random.random() < 0.7
        self.answer(number, "R11", "one last time" if last else "let it rest")
        self.add(e.Marked(mark=e.MarkKind.ONCE_MORE if last else e.MarkKind.RESTING), bond=number)

    def shut(self, number: int) -> None:
        what = self.random.choice(
            ("space", "space", "no", "no", "hold", "resting", "owed", "unsure", "unsafe", "order")
        )
        if what in {"space", "no", "order"}:
            self.add(e.Said(what=what, on=self._day()), bond=number)
        elif what != "order" or self.random.random() < 0.5:
            self.add(e.Marked(mark=e.MarkKind(what)), bond=number)

    def asked_anew(self, number: int) -> None:
        """C1, answered one way or another."""
        option = self.random.choice(("no", "no", "no", *TELLS))
        self.answer(number, "C1", option)
        if option != "no":
            self.add(e.Said(what=TELLS[option], on=self.now.date()), bond=number)

    def reopen(self, number: int) -> None:
        known = self.bond(number).contact
        if self.state(number) is ContactState.CLOSED and doors.may_reopen(known, self.now):
            self.add(e.Marked(mark=e.MarkKind.REOPENED), bond=number)

    def invited(self, number: int) -> None:
        """They said yes to a meeting, and its plan is the keeper's to make behind any door."""
        self.add(e.Met(what="invitation", on=self.now.date(), text="come"), bond=number)

    def undo(self, _: int) -> None:
        gone = taken_back(self.entries)
        able = [one for one in self.entries if isinstance(one.payload, e.Answered) and one.seq not in gone]
        if not able:
            return
        before = self._doors()
        taken = self.random.choice(able[-6:])
        self.seq += 1
        undone = e.Undone(seq=taken.seq)
        self.entries.append(Entry(seq=self.seq, bond=taken.bond, at=self.now, payload=undone, kind="undone"))
        self._tell_again()
        self._never_looser(before, "undo")

    def back_up(self, _: int) -> None:
        self.backups.append(list(self.entries))

    def restore(self, _: int) -> None:
        """An older backup comes back, and the marks of what it replaces are kept."""
        if not self.backups:
            return
        before = self._doors()
        marks, told = {one.number: one.contact for one in self.standing.bonds}, self.told
        self.entries = list(self.random.choice(self.backups))
        self._tell_again()
        for number, contact in marks.items():
            self.memories[self.seq + 1] = told.bonds[number]
            self.told.memories = self.memories
            self.add(e.MarksKept(contact=contact), bond=number)
        self.restored = True
        self._never_looser(before, "restore")

    def _tell_again(self) -> None:
        self.standing = reduce(apply, what_counts(self.entries), Standing(began_at=START))
        self.told = everybody(self.given, self.entries, self.memories)

    def _day(self) -> date:
        return (self.now - timedelta(days=self.random.choice((0, 0, 0, 1, 3, 20)))).date()

    def _called(self, number: int, *names: str) -> list[str]:
        """The steps of reaching out that may be asked now."""
        today = hours.local_date(self.now, "UTC")
        called = calling.reach(self.given, self.bond(number), self.now)
        return [prompt.id for day, prompt in called if day <= today and (not names or prompt.id in names)]

    # -- held against the model --------------------------------------------------------------------------------------

    def look(self) -> None:
        for bond in self.standing.bonds:
            model, state = self.told.bonds[bond.number], self.state(bond.number).value
            expected = model.state(self.given, self.now)
            self.came.add(state)
            if PLACES[state] > PLACES[expected] or (state != expected and not self.restored):
                self._say(f"{bond.number} is {state}, not {expected}")
            self._look_outward(bond, model)
            if bond.contact.legal_at is not None:
                self.ordered.add(bond.number)
            elif bond.number in self.ordered:
                self._say(f"{bond.number} lost its order")

    def _look_outward(self, bond: BondStanding, model: Between) -> None:
        permitted = [name for name in OUTWARD if gates.permit(self.given, bond, self.given.prompts[name], self.now)]
        state = model.state(self.given, self.now)
        if permitted and (state not in {"OPEN", "WAITING"} or bond.number in self.ordered):
            self._say(f"{bond.number} {permitted} permitted behind {state}")
        for name in self._called(bond.number):
            for why in model.forbids(self.given, name, self.now):
                self._say(f"{bond.number} {name} {why}")

    def _doors(self) -> dict[int, str]:
        """The strictest mark of each bond, the first round left aside: answers are no marks."""
        found = {}
        for bond in self.standing.bonds:
            distance = gates.distance_of(self.given, bond)
            found[bond.number] = doors.state(bond.contact, distance, self.now, round_over=True).value
        return found

    def _never_looser(self, before: Mapping[int, str], what: str) -> None:
        for number, after in self._doors().items():
            if PLACES[after] > PLACES[before[number]]:
                self._say(f"{what}: {number} was {before[number]} and is {after}")

    def _say(self, what: str) -> None:
        self.wrong.append(f"{self.now:%Y-%m-%d %H:%M}: {what}; after {', '.join(self.did[-6:])}")

    # -- nobody who is welcome is locked out -------------------------------------------------------------------------

    def welcome(self) -> None:
        """They write, and the keeper answers what is asked: it opens within its days. An order and safety aside."""
        self.now = self.furthest + timedelta(hours=1)
        for bond in self.standing.bonds:
            state, again = self.state(bond.number).value, bond.contact.closed and bond.contact.reopened_at
            if state in RECOVERS_IN and not again and not self._is_afraid(bond.number):
                self._welcomed(bond.number, state)

    def _is_afraid(self, number: int) -> bool:
        return doors.is_unsafe(self.bond(number).contact, self.now) or self.bond(number).contact.unsure_at is not None

    def _welcomed(self, number: int, state: str) -> None:
        begun, known = self.now, self.bond(number).contact
        if state == "CLOSED" and known.sent_at is not None:
            self.now += 30 * DAY  # what they write now answers nothing that was written to them
        self.they_wrote(number, self.now.date())
        days = max(RECOVERS_IN[name] for name in {state, *(one.value for one in self._marks(number))})
        wrote = self.now
        while self.now < wrote + timedelta(days=days + ROUND_TAKES):
            self.now += DAY
            self._answers_what_is_asked(number)
            if self.state(number) is ContactState.OPEN:
                self.now = begun
                return
        self._say(f"{number} was {state} and is {self.state(number).value} {days + ROUND_TAKES} days after they wrote")
        self.did.append(str(known))
        self.now = begun

    def _marks(self, number: int) -> frozenset[ContactState]:
        bond = self.bond(number)
        marks = doors.marks(bond.contact, gates.distance_of(self.given, bond), self.now, round_over=False)
        return marks - {ContactState.LEGAL, ContactState.UNSAFE}

    def _answers_what_is_asked(self, number: int) -> None:
        """One family of each, as it may be asked today: the first round, and what consent calls for."""
        today = hours.local_date(self.now, "UTC")
        for family in (Family.WANT, Family.CONSENT):
            candidate = choosing.candidate_of(self.given, self.standing, self.bond(number), family, self.now)
            if candidate is None or candidate.ready > today:
                continue
            prompt = candidate.prompt(today).id
            self.ask(number, family, prompt)
            self.answer(number, prompt, "no" if family is Family.CONSENT else "yes")
        self.reopen(number)


DOES: Mapping[str, Callable[[Fate, int], None]] = {
    "they wrote": Fate.they_wrote,
    "I wrote": Fate.i_wrote,
    "reached out": Fate.reached_out,
    "chose": Fate.chose,
    "shut": Fate.shut,
    "answered all": Fate.settle,
    "screened": Fate.screen,
    "C1": Fate.asked_anew,
    "reopened": Fate.reopen,
    "invited": Fate.invited,
    "undid": Fate.undo,
    "backed up": Fate.back_up,
    "restored": Fate.restore,
}
OFTEN = ("they wrote", "they wrote", "I wrote", "I wrote", "reached out", "reached out", "reopened", "answered all")
STEPS = (0, 0.01, 1, 3, 7, 10, 14, 20, 30, 31, 45, 60, 61, 90, 120, 366, -1, -20, -90)


def a_fate(number: int, *, events: int = EVENTS) -> Fate:
    """The fate of a number: the same number, the same fate."""
    fate = Fate(random=Random(f"fate-{number}"))  # noqa: S311 - a fate replays
    fate.begin()
    for _ in range(events):
        fate.now = max(START, fate.now + timedelta(days=fate.random.choice(STEPS)))
        name = fate.random.choice((*OFTEN, *DOES))
        fate.did.append(name)
        DOES[name](fate, fate.random.choice(fate.standing.bonds).number)
        fate.look()
    fate.welcome()
    return fate


def crossed(numbers: Iterable[int]) -> list[str]:
    """What went wrong in these fates, a line each."""
    return [f"{number}: {what}" for number in numbers for what in a_fate(number).wrong]
