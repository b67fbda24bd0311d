"""Consenting: what happened between the two, and what an answer means for the doors, as entries.

What shuts a door is recorded at once and is never taken back by `undo`; what opens one is an exit of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from tending.core import calling, gates, hours, meetings, pacing
from tending.core import contact as doors
from tending.core.contact import ContactState
from tending.core.entries import BondClosed, Draft, Marked, MarkKind, MovedOn, Paced, Payload, Said
from tending.core.errors import DoorError, RefusedError
from tending.core.ledgers import wish
from tending.core.ledgers.rows import number
from tending.core.model import Answer, Family, Follow, Prompt, Verb
from tending.core.records import Heard
from tending.core.standing import BondStanding, Sitting, Standing
from tending.core.values import dataclass
from tending.core.words import on_day, say
from tending.core.words import rung as rung_in
from tending.ports import Work
from tending.service import asking, caring, echoes, ending, recording
from tending.service.turn import Turn

THEIR_WORDS = "L11"
NO_ANSWER = frozenset({ContactState.LEGAL, ContactState.UNSAFE})
NEARNESS = {"brief": 1, "friendly": 2, "warm": 2, "open": 3, "personal": 3}
LED_TO = frozenset({*calling.STEPS, "R7", meetings.THE_ASK})
BY_RULE = frozenset({Family.REACH, Family.CONSENT, Family.MEET})
ASKED_AGAIN = timedelta(days=7)
LEADS = frozenset({"ask", "lift"})
SAFETY_CARD = "safety-card"
SHUTS = {"space": "space", "closed": "no", "legal": "order"}


def bond_at_hand(work: Work, sitting: Sitting | None) -> int:
    """The bond of the check-in at hand, else the first; 0 when there is none."""
    open_bonds = [bond.number for bond in work.standing().bonds if not bond.closed]
    return sitting.bond if sitting is not None and sitting.bond else next(iter(open_bonds), 0)


def they_wrote(
    turn: Turn, work: Work, bond: int, *, on: date, text: str = "", rung: int | None = None, what: str = "they-wrote"
) -> Heard:
    """A message of theirs is logged, and their words are asked for at once: answering them is not outreach."""
    known = work.standing().bond(bond)
    work.append(Draft(payload=_their_message(turn, known, on, text, rung=rung, what=what), at=turn.now, bond=bond))
    if what == "yes":
        invited = recording.fact("meet.invitation", on=on, text=text)
        work.append(Draft(payload=invited, at=turn.now, bond=bond))
    state = gates.state_of(turn.given, work.standing().bond(bond), turn.now)
    if state in NO_ANSWER:
        key = "they-wrote-legal" if state is ContactState.LEGAL else "they-wrote-unsafe"
        return echoes.closing(turn, work, "they-wrote", say(key, turn.language), changed=True)
    said = say("they-wrote", turn.language)
    sitting = open_now(turn, work, bond, THEIR_WORDS)
    if sitting is None:
        return echoes.closing(turn, work, "they-wrote", said, changed=True)
    return followed(Heard(understood="they-wrote", echo=said, changed=True), sitting)


def followed(heard: Heard, sitting: Sitting) -> Heard:
    """An echo with the question that was opened behind it."""
    return replace(heard, check_in=sitting.id, follows=sitting.words, follows_prompt=sitting.prompt, next_at=None)


def safety_first(turn: Turn, bond: BondStanding) -> Prompt | None:
    """The first of the two questions that come before a meeting, where they were not answered lately."""
    if not gates.is_invited(turn.given, bond, turn.now) or gates.is_safe_to_meet(bond, turn.now):
        return None
    return turn.given.prompts.get(doors.SAFETY[0])


def _their_message(
    turn: Turn, bond: BondStanding, on: date, text: str, *, rung: int | None, what: str = "they-wrote"
) -> Said:
    resting = doors.is_resting(bond.contact, gates.distance_of(turn.given, bond), turn.now)
    return Said(what=what, on=on, text=text, rung=_nearness(text) if rung is None else rung, resting=resting)


def _nearness(text: str) -> int | None:
    """`they wrote: friendly, ...` says how near it came."""
    first = text.split(maxsplit=1)[0].strip(",.:;!").casefold() if text.split() else ""
    return NEARNESS.get(first)


def open_now(turn: Turn, work: Work, bond: int, name: str) -> Sitting | None:
    """Ask a question by its name, if the decks have it, because of what the keeper just told."""
    prompt = turn.given.prompts.get(name)
    return asking.at_once(turn, work, bond, prompt, "told") if prompt is not None else None


def i_wrote(turn: Turn, work: Work, bond: int, *, on: date, text: str = "") -> Heard:
    """A message of the keeper's: an outreach that waits, an answer to them, or something behind a shut door."""
    known = work.standing().bond(bond)
    state = gates.state_of(turn.given, known, turn.now)
    counts = state in {ContactState.OPEN, ContactState.WAITING}
    work.append(Draft(payload=Said(what="i-wrote", on=on, text=text, counts=counts), at=turn.now, bond=bond))
    asking.withdraw(turn, work)
    if counts:
        return echoes.closing(turn, work, "i-wrote", say("i-wrote-waits", turn.language), changed=True)
    answers = state is not ContactState.LEGAL and is_answer(turn, known)
    key = "i-wrote-answer" if answers else f"i-wrote-{_card(state)}"
    return echoes.closing(turn, work, "i-wrote", say(key, turn.language), changed=True)


def _card(state: ContactState) -> str:
    match state:
        case ContactState.LEGAL:
            return "legal"
        case ContactState.QUIET | ContactState.RESTING:
            return "early"
        case _:
            return "shut"


def is_answer(turn: Turn, bond: BondStanding) -> bool:
    """Whether a message of the keeper's answers one of theirs, or comes on the day they named."""
    known = bond.contact
    if known.wrote_at is not None and (known.sent_at is None or known.wrote_at > known.sent_at):
        return True
    return is_named_day(turn, bond)


def is_named_day(turn: Turn, bond: BondStanding) -> bool:
    """A day that they named for hearing from the keeper has come, and nothing was written since."""
    known = bond.contact
    if known.space is None or known.named is None or turn.today < known.named:
        return False
    return known.sent_at is None or hours.local_date(known.sent_at, turn.given.rules.zone) < known.named


def said(turn: Turn, work: Work, bond: int, what: str, *, on: date, text: str = "", until: date | None = None) -> Heard:
    """What they said about contact: space, no or order. It shuts at once."""
    met = gates.is_agreed(turn.given, work.standing().bond(bond), turn.now)
    work.append(Draft(payload=Said(what=what, on=on, text=text, until=until), at=turn.now, bond=bond))
    asking.withdraw(turn, work)
    said_so = say(what if what == "space" else f"said-{what}", turn.language)
    said_so = echoes.joined(say("meet-off", turn.language), said_so) if met else said_so
    if until is not None:
        said_so = echoes.joined(say("space-until", turn.language, day=on_day(until, turn.language)), said_so)
    return echoes.closing(turn, work, what, said_so, changed=True)


def reopen(turn: Turn, work: Work, bond: int, statement: str) -> Heard:
    """CLOSED and its one exit. Raises RefusedError with the reason, whatever is typed."""
    known = work.standing().bond(bond)
    state = gates.state_of(turn.given, known, turn.now)
    if state is not ContactState.CLOSED or not doors.may_reopen(known.contact, turn.now):
        raise DoorError(say(f"reopen-{state.value.lower()}", turn.language, label=known.label))
    if len(statement.split()) < STATEMENT_WORDS:
        raise RefusedError(say("reopen-statement", turn.language))
    work.append(Draft(payload=Marked(mark=MarkKind.REOPENED, text=statement), at=turn.now, bond=bond))
    return echoes.closing(turn, work, "reopen", say("reopened", turn.language), changed=True)


STATEMENT_WORDS = 8


# -- what an answer means ------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """An answer that is being taken, and what was known when it came."""

    turn: Turn
    standing: Standing
    bond: BondStanding
    prompt: Prompt
    answer: Answer
    sitting: Sitting

    @property
    def is_from_before(self) -> bool:
        """Whether they asked for peace since the question came: what its answer tells of may be older than that."""
        return _asked_for_peace_since(self.bond, self.sitting)

    @property
    def heard_on(self) -> date:
        """The day of a message of theirs that the answer tells of."""
        return self.sitting.on - timedelta(days=1) if self.is_from_before else self.turn.today


def _asked_for_peace_since(bond: BondStanding, sitting: Sitting) -> bool:
    marks = (bond.contact.space, bond.contact.closed)
    return any(mark is not None and mark.at >= sitting.asked_at for mark in marks)


def still_fit(work: Work, sitting: Sitting, met: Sequence[Follow]) -> Sequence[Follow]:
    """Without the drawer to answer them from, where they asked for peace since the question came."""
    if not sitting.bond or not _asked_for_peace_since(work.standing().bond(sitting.bond), sitting):
        return met
    return [one for one in met if (one.then, one.target) != ("offer", Verb.HOLD)]


def asks_of(
    turn: Turn, work: Work, prompt: Prompt, answer: Answer, sitting: Sitting, *, met: Sequence[Follow]
) -> dict[str, date]:
    """What an answer leads to on a day of its own: W7 too, where the difference is still to be named, and C2 after a
    long low wish. What else leads outward, or rests on consent, is called by rules.
    """
    if not sitting.bond:
        return {}
    leads = (one for one in met if one.then in LEADS and _is_led_to(turn, one.target))
    asks = {one.target: turn.today + timedelta(days=one.days) for one in leads}
    if prompt.id == wish.DIFFERENCE and wish.owes_by(answer.values):
        asks[wish.DIFFERENCE] = turn.today + ASKED_AGAIN
    if prompt.id == ending.WISH and _is_low(turn, work, answer, sitting.bond):
        asks[calling.MAY_GO_ON] = turn.today + timedelta(days=1)
    return asks


def _is_led_to(turn: Turn, name: str) -> bool:
    prompt = turn.given.prompts.get(name)
    return prompt is not None and (name in LED_TO or prompt.family not in BY_RULE)


def _is_low(turn: Turn, work: Work, answer: Answer, bond: int) -> bool:
    given = (turn.today, number(answer.values))
    return ending.is_long_low(work, work.standing().bond(bond), given, turn.given.rules.zone)


def follow_up(
    turn: Turn, work: Work, prompt: Prompt, answer: Answer, sitting: Sitting, *, met: Sequence[Follow]
) -> str:
    """What an answer shuts or opens, as entries. Returns what is to be said of it, or nothing."""
    if not sitting.bond:
        return ""
    standing = work.standing()
    told = Told(
        turn=turn, standing=standing, bond=standing.bond(sitting.bond), prompt=prompt, answer=answer, sitting=sitting
    )
    facts = [fact for follow in met for fact in _facts(told, follow.then, follow.target)]
    facts += _last_round_left(told, facts)
    work.append(*(Draft(payload=fact, at=turn.now, bond=sitting.bond) for fact in facts))
    return echoes.joined(_said_of(turn, facts), _from_before(told, facts), _advice(told))


def _from_before(told: Told, facts: list[Payload]) -> str:
    tells = any(isinstance(fact, Said) and fact.what == "they-wrote" for fact in facts)
    return say("wrote-before", told.turn.language) if tells and told.is_from_before else ""


def _advice(told: Told) -> str:
    """Their message asks for an answer: the ladder is there at once, and the drawer is offered by the deck."""
    language = told.turn.language
    if told.prompt.id != THEIR_WORDS or "yes" not in told.answer.values.values() or told.is_from_before:
        return ""
    rung = rung_in(doors.RUNGS[max(told.bond.contact.rung, 1)], language)
    return say("ladder-advice", language, rung=rung)


def _facts(told: Told, then: str, target: str) -> Iterator[Payload]:
    turn, bond, text = told.turn, told.bond, told.answer.text
    match then, target:
        case "shut", "waiting":
            yield Said(what="i-wrote", on=_day(turn, told.answer), text=text, counts=True)
        case "shut", ("space" | "closed" | "legal") as door:
            if door != "space" or not doors.is_space(bond.contact, turn.now):
                yield Said(what=SHUTS[door], on=turn.today, text=text)
        case "shut", "unsafe":
            yield Marked(mark=MarkKind.VIOLENT if _is_violent(told) else MarkKind.UNSAFE)
        case "shut", ("unsure" | "resting" | "hold") as door:
            yield Marked(mark=MarkKind(door))
        case "open", "waiting":
            yield _opens(told)
        case "word", "they wrote":
            yield _their_message(turn, bond, told.heard_on, "", rung=None)
        case "word", "less":
            yield _less(told)
        case "ask", "C1":
            yield Marked(mark=MarkKind.OWED)
        case "track", "moving" if not bond.moving_on:
            yield MovedOn()
        case "finish", _:
            yield BondClosed()
        case _:
            return


def _less(told: Told) -> Payload:
    budget = max(1, pacing.full_budget(told.standing, told.turn.given.rules) - 1)
    return Paced(more=False, at=told.turn.now, budget=budget)


def _opens(told: Told) -> Payload:
    """R11 chooses one last time; R6 tells of a message of theirs, and how near it came."""
    if told.prompt.id == calling.LAST:
        return Marked(mark=MarkKind.ONCE_MORE)
    chosen = next((str(value) for value in told.answer.values.values()), "")
    return _their_message(told.turn, told.bond, told.heard_on, told.answer.text, rung=NEARNESS.get(chosen))


def _is_violent(told: Told) -> bool:
    return told.prompt.id == "U2" and "yes" in told.answer.values.values()


def _day(turn: Turn, answer: Answer) -> date:
    """The day that an answer names, never one that has not come."""
    value = str(answer.values.get("date", ""))
    named = datetime.fromisoformat(value).date() if value else turn.today
    return min(named, turn.today)


def _last_round_left(told: Told, facts: list[Payload]) -> list[Payload]:
    """The one last time was not used: then it rests."""
    left = told.prompt.id == calling.STEPS[-1] and not facts and _is_last_round(told)
    return [Marked(mark=MarkKind.RESTING)] if left else []


def _is_last_round(told: Told) -> bool:
    return doors.is_last_round(told.bond.contact, gates.distance_of(told.turn.given, told.bond))


def _said_of(turn: Turn, facts: list[Payload]) -> str:
    keys = dict.fromkeys(key for fact in facts if (key := _key(fact)))
    return echoes.joined(*(caring.safety_card(turn) if key == SAFETY_CARD else say(key, turn.language) for key in keys))


def _key(fact: Payload) -> str:
    match fact:
        case Marked(mark=MarkKind.UNSAFE | MarkKind.VIOLENT):
            return SAFETY_CARD
        case Marked(mark=mark):
            return f"mark-{mark.value}"
        case Said(what="i-wrote"):
            return "i-wrote-waits"
        case Said(what="space"):
            return "space"
        case Said(what="no" | "order" as what):
            return f"said-{what}"
        case MovedOn():
            return "move-on"
        case BondClosed():
            return "finished"
        case _:
            return ""
