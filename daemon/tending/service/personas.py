"""Personas: who answers in a simulation, and how. Each as the practice scripts it, the same for the same seed."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from tending.core.model import FormKind, Part, Plan
from tending.core.standing import Sitting
from tending.service import asking

FADES_AFTER = 20
SPORADIC = 0.55
THEY_ANSWER_AFTER = timedelta(days=3)
REPORTS_AFTER = timedelta(days=120)
INVITES_AFTER, MEETS_IN = timedelta(days=60), timedelta(days=12)
MOVES_ON_AFTER = timedelta(days=60)
REPORTS = frozenset({"space", "legal"})
MORNING = timedelta(hours=10)


@dataclass(frozen=True, kw_only=True, slots=True)
class Saying:
    """Something the keeper will say: a reply to a check-in or to none, or `what` they said: yes, order."""

    at: datetime
    text: str
    check_in: int | None = None
    what: str = ""


@dataclass(kw_only=True)
class Keeper:
    """Somebody who answers, or does not. `pending` is what they have decided to say, the next first.

    `met` counts how often each question came, and from `silent_from` on the other does not write any more.
    """

    random: Random
    persona: str
    given: Plan
    answered: int = 0
    met: Counter[str] = field(default_factory=Counter)
    silent_from: datetime | None = None
    pending: list[Saying] = field(default_factory=list)
    meets: date | None = None

    def will_say(self, saying: Saying) -> None:
        self.pending.append(saying)
        self.pending.sort(key=lambda one: one.at)

    def scripted(self, start: datetime) -> None:
        """What the persona says on a day of its own."""
        if self.persona == "welcomed":
            self.meets = (start + INVITES_AFTER + MEETS_IN).date()
            self.will_say(Saying(at=start + INVITES_AFTER + MORNING, text="", what="yes"))
        at = start + REPORTS_AFTER + MORNING
        self.silent_from = at if self.persona in REPORTS else None
        if self.persona == "space":
            self.will_say(Saying(at=at, text="they asked for space"))
        if self.persona == "legal":
            self.will_say(Saying(at=at, text="a letter from the court", what="order"))
        if self.persona == "moves-on":
            self.will_say(Saying(at=start + MOVES_ON_AFTER + MORNING, text="move on"))

    def meet(self, sitting: Sitting, now: datetime, *, again: bool = False) -> None:
        """A question has come: decide about the reply, 5 to 180 minutes later, seconds when a sitting goes on."""
        self.met[sitting.prompt] += 1
        text = PERSONAS[self.persona](self, sitting)
        if text is None:
            return
        self.answered += 1
        wait = timedelta(minutes=1) if again else timedelta(minutes=self.random.randint(5, 180))
        self.will_say(Saying(at=now + wait, text=text, check_in=sitting.id))
        if sitting.prompt == "R5" and text.startswith("sent"):
            self._they_answer(sitting, now + wait)

    def _they_answer(self, sitting: Sitting, sent_at: datetime) -> None:
        """How the other answers what was sent, three days later; where the script says nothing, they do not."""
        nearness = THEY_ANSWER.get(self.persona, "")
        if self.persona == "random":
            nearness = self.random.choice(("", "brief", "friendly", "open"))
        at = sent_at + THEY_ANSWER_AFTER
        if nearness and (self.silent_from is None or at < self.silent_from):
            text = f"they wrote: {nearness}, good to hear from you"
            self.will_say(Saying(at=at, text=text, check_in=sitting.id))

    def answer(self, sitting: Sitting) -> str:
        prompt = asking.prompt_of(self.given, sitting)
        if prompt is None:
            return "keep"
        if prompt.id in INVITED and self.meets is not None:
            return INVITED[prompt.id].replace("$day", f"{self.meets:%d %B %Y}")
        if scripted := SCRIPTS.get(self.persona, {}).get(prompt.id):
            return scripted[(self.met[prompt.id] - 1) % len(scripted)]
        if prompt.id in SAFE:
            return SAFE[prompt.id]
        return "\n".join(_text(part, self) for part in prompt.form.parts)


THEY_ANSWER: Mapping[str, str] = {
    "diligent": "friendly",
    "welcomed": "open",
    "space": "friendly",
    "legal": "friendly",
    "sporadic": "friendly",
    "slips": "friendly",
}
# What a persona answers to a question, one after the other and then from the beginning.
SCRIPTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "slips": {"P4": ("kept", "broken"), "A5": ("did it", "did it", "old way")},
    "moves-on": {"O10": ("as now", "done")},
}
SAFE: Mapping[str, str] = {"U1": "no", "U2": "no", "R5": "sent\ntoday", "R11": "one last time"} | {
    "M1": "not yet",
    "M3": "no",
    "S2": "1, 2",
    "S3": "The heart of it, in a line.\ngood",
}
# Whoever is invited on day sixty: their words, and the day.
INVITED: Mapping[str, str] = {
    "M1": "Would you like to have coffee with me?",
    "M5": "$day 15:00, 45 min",
}
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
    *("they wrote", "I wrote", "they asked for space"),
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
    "no-reply": _always,
    "welcomed": _always,
    "space": _always,
    "legal": _always,
    "slips": _always,
    "moves-on": _always,
    "random": _random,
}
