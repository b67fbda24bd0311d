"""Random stories through the whole service: replies, commands, restores and clock steps, on the journal in memory."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from acceptance.between import PLACES, Between, everybody
from acceptance.invariants import led_outward
from builders import Story, at, the_shipped_plan
from tending.core import contact, gates
from tending.core import entries as e
from tending.core.contact import Contact
from tending.core.errors import TendingError
from tending.core.model import Plan, Profile
from tending.core.standing import Sitting
from tending.service import commanding
from tending.service.personas import Keeper

STEPS = 70
BEGINS_WITH = 24
ANSWERS = {"U1": "no", "U2": "no", "C1": "no", "C2": "go on", "R1": "none", "R5": "sent\ntoday", "R11": "one last time"}
UNLIKELY = {
    "U1": ("partly", "yes"),
    "U2": ("partly", "yes"),
    "C1": ("to wait", "to stop, or blocked", "a court or the police"),
    "R1": ("unsure", "they wrote first", "yes"),
    "R5": ("not sent",),
    "R6": ("none", "friendly", "asked for space"),
    "R11": ("let it rest",),
    "W6": ("no", "partly"),
    "A0": ("not really",),
}
WORDS = ("they wrote: hello", "they wrote: friendly, hello", "I wrote", "they asked for space", "undo", "undo", "next")
SAYS = ("skip", "later", "less", "resume", "a free note", "I thought of going by her place", "they blocked me")
STATEMENT = "They wrote to me by themselves and asked how I am, so an answer is welcome."


@dataclass(kw_only=True)
class Told:
    """A story with its memory of older marks, and what went wrong in it."""

    random: Random
    story: Story
    keeper: Keeper
    memories: dict[int, Between] = field(default_factory=dict)
    older: list[tuple[dict[int, Contact], dict[int, Between]]] = field(default_factory=list)
    ordered: set[int] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    @property
    def given(self) -> Plan:
        return self.story.given

    def begin(self) -> None:
        """Weeks in which all is answered, so that the gate to reaching out is open early."""
        for _ in range(self.random.randint(0, BEGINS_WITH)):
            self.story.until(self.story.now + timedelta(days=1))
            self.answer()

    def live(self, steps: int) -> None:
        for _ in range(steps):
            self.wait()
            self.random.choice(ACTS)(self)
            self.look()

    def wait(self) -> None:
        days = self.random.choice((0.1, 0.5, 1, 1, 2, 2, 3, 3, 7, 14, 31, 61, -1, -30))
        if days > 0:
            self.story.until(self.story.now + timedelta(days=days))
        else:
            self.story.now = max(at(0, 1), self.story.now + timedelta(days=days))
            self.story.tick()

    def answer(self) -> None:
        """What is open is answered, to its end, mostly as well as can be."""
        for _turn in range(3):
            sitting = self.story.standing.asking
            if sitting is None:
                return
            self.story.says(self._answer(sitting), check_in=sitting.id)

    def _answer(self, sitting: Sitting) -> str:
        if sitting.prompt in UNLIKELY and self.random.random() < 0.15:
            return self.random.choice(UNLIKELY[sitting.prompt])
        return ANSWERS.get(sitting.prompt) or self.keeper.answer(sitting)

    def say(self) -> None:
        self.story.says(self.random.choice((*WORDS, *SAYS)))

    def log(self) -> None:
        bond = self.random.choice(self.story.standing.bonds).label
        day = self.story.now.date() - timedelta(days=self.random.choice((0, 0, 2, 20)))
        turn, journal = self.story.turn(), self.story.journal
        what = self.random.choice(("they", "they", "me", "me", "space", "no", "yes", "yes", "order"))
        if what in {"they", "me"}:
            commanding.log_contact(turn, journal, what, bond=bond, on=day, text="")
        elif what != "order" or self.random.random() < 0.3:
            commanding.log_said(turn, journal, what, bond=bond, on=day, text="")

    def reopen(self) -> None:
        bond = self.random.choice(self.story.standing.bonds).label
        try:
            commanding.reopen(self.story.turn(), self.story.journal, bond=bond, statement=STATEMENT)
        except TendingError:
            return

    def remember(self) -> None:
        marks = {bond.number: bond.contact for bond in self.story.standing.bonds}
        self.older.append((marks, everybody(self.given, self.story.entries, self.memories).bonds))

    def learn(self) -> None:
        """Marks of another history come in, as a restore brings them."""
        if not self.older:
            return
        marks, told = self.random.choice(self.older)
        before = self.doors()
        for number, known in marks.items():
            self.story.add(e.MarksKept(contact=known), bond=number)
            self.memories[self.story.entries[-1].seq] = told[number]
        after = self.doors()
        self.wrong += [f"{at_}: {one} from {before[one]} to {after[one]}" for at_, one in self.looser(before, after)]

    def states(self) -> dict[int, str]:
        now = self.story.now
        return {bond.number: gates.state_of(self.given, bond, now).value for bond in self.story.standing.bonds}

    def doors(self) -> dict[int, str]:
        """The strictest mark of each bond, the first round left aside: answers are no marks."""
        found = {}
        for bond in self.story.standing.bonds:
            distance = gates.distance_of(self.given, bond)
            found[bond.number] = contact.state(bond.contact, distance, self.story.now, round_over=True).value
        return found

    def looser(self, before: dict[int, str], after: dict[int, str]) -> list[tuple[str, int]]:
        return [(f"{self.story.now}", one) for one in before if PLACES[after[one]] > PLACES[before[one]]]

    def look(self) -> None:
        told = everybody(self.given, self.story.entries, self.memories).bonds
        for number, state in self.states().items():
            expected = told[number].state(self.given, self.story.now)
            if PLACES[state] > PLACES[expected]:
                self.wrong.append(f"{self.story.now}: {number} is {state}, not {expected}")
            if state == "LEGAL":
                self.ordered.add(number)
            elif number in self.ordered:
                self.wrong.append(f"{self.story.now}: {number} lost its order")


ACTS: tuple[Callable[[Told], None], ...] = (
    *(Told.answer,) * 9,
    *(Told.say, Told.say, Told.log, Told.log, Told.reopen),
    *(Told.remember, Told.learn),
)


def a_story(number: int, *, steps: int = STEPS) -> Told:
    """The story of a number: the same number, the same story."""
    random = Random(f"story-{number}")  # noqa: S311 - a story replays
    given = the_shipped_plan(seed=number, budget=random.choice((4, 7)))
    profile = random.choice((Profile.FRIEND, Profile.FORMER_PARTNER, Profile.FAMILY))
    story = Story(given=given, now=at(0, 1)).begin(*"STU"[: random.choice((1, 1, 2))], profile=profile)
    told = Told(random=random, story=story, keeper=Keeper(random=random, persona="random", given=given))
    told.begin()
    told.live(steps)
    told.wrong += led_outward(given, story.entries, told.memories)
    return told


def gone_wrong(numbers: Iterable[int]) -> list[str]:
    return [f"{number}: {what}" for number in numbers for what in a_story(number).wrong]
