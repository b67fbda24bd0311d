"""Meetings and what to say at them, by command: the same entries as the questions make."""

from collections.abc import Mapping
from datetime import date

from tending.core import gates, replies
from tending.core.contact import ContactState
from tending.core.entries import Draft, Payload, Rehearsed
from tending.core.errors import DoorError, RefusedError, UsageError
from tending.core.forms import parse_form
from tending.core.ledgers import meet, rehearse
from tending.core.ledgers.meet import Meeting
from tending.core.ledgers.rehearse import Card, Measures
from tending.core.meetings import SAY
from tending.core.model import Answer, Family, Unclear, Value
from tending.core.records import Heard
from tending.core.standing import BondStanding
from tending.core.values import dataclass
from tending.core.words import listed, say
from tending.ports import Journal, Work
from tending.service import asking, commanding, consenting, echoes, recording
from tending.service.turn import Turn

OPEN_TO_PLANS = frozenset({ContactState.OPEN, ContactState.WAITING, ContactState.QUIET})
WHEN = parse_form("date")


@dataclass(frozen=True, kw_only=True, slots=True)
class Planned:
    """Which of the seven are missing on a day, and why it is not ready. `meeting` is the one that is open, if any."""

    missing: tuple[str, ...]
    reason: str
    meeting: Meeting | None

    @property
    def ready(self) -> bool:
        return not self.missing and not self.reason


def planned(turn: Turn, journal: Journal, bond: str = "") -> Planned:
    """How far the plan is. Never raises for what is missing."""
    with journal.reading() as work:
        known = _bond(work, bond)
    ledger = known.ledgers.meet
    door = "" if _may_plan(turn, known) else "meet-shut"
    return Planned(
        missing=meet.missing(ledger, turn.today),
        reason=door or meet.reason(ledger, turn.today),
        meeting=ledger.at(turn.today),
    )


def _bond(work: Work, label: str) -> BondStanding:
    return work.standing().bond(commanding.bond_number(work, label))


def _may_plan(turn: Turn, bond: BondStanding) -> bool:
    return not bond.moving_on and gates.state_of(turn.given, bond, turn.now) in OPEN_TO_PLANS


def _refuse_behind_doors(turn: Turn, bond: BondStanding, family: Family) -> None:
    if not _may_plan(turn, bond):
        door = gates.shut(turn.given, bond, family, turn.now)
        raise DoorError(say(f"why-{door}", turn.language))


def plan(
    turn: Turn, journal: Journal, texts: Mapping[str, str], *, when: Mapping[str, Value], wording: str, bond: str
) -> Heard:
    """Set checks of the plan. Raises RefusedError behind a door."""
    with journal.writing() as work:
        number = commanding.bond_number(work, bond)
        _refuse_behind_doors(turn, work.standing().bond(number), Family.MEET)
        facts = [recording.fact(f"meet.{name}", on=turn.today, text=text) for name, text in texts.items()]
        if wording:
            facts.append(recording.fact("meet.wording", on=turn.today, text=wording, values={"choice": wording}))
        if when:
            facts.append(recording.fact("meet.end", on=turn.today, values=when))
        heard = _told(turn, work, number, facts, "meet-planned")
        if "invitation" in texts and heard.card is None:
            heard = _safety_first(turn, work, number, heard)
        return commanding.minded(turn, work, "\n".join(texts.values()), None, heard)


def _told(turn: Turn, work: Work, bond: int, facts: list[Payload], key: str) -> Heard:
    entries = work.append(*(Draft(payload=fact, at=turn.now, bond=bond) for fact in facts))
    keys = recording.remarks(work, bond, entries) or [key]
    said = echoes.joined(*(say(one, turn.language) for one in keys))
    return echoes.closing(turn, work, "meet", said, changed=True)


def _safety_first(turn: Turn, work: Work, bond: int, heard: Heard) -> Heard:
    """An invitation that was told leads to both safety questions at once, where they are not fresh."""
    safety = consenting.safety_first(turn, work.standing().bond(bond))
    sitting = consenting.open_now(turn, work, bond, safety.id) if safety is not None else None
    return heard if sitting is None else consenting.followed(heard, sitting)


def done(turn: Turn, journal: Journal, text: str, *, off: bool, bond: str) -> Heard:
    """It has been, with what is to be remembered; `off`: there is none. Raises RefusedError where none is agreed."""
    with journal.writing() as work:
        number = commanding.bond_number(work, bond)
        if work.standing().bond(number).ledgers.meet.at(turn.today) is None:
            raise DoorError(say("meet-none", turn.language))
        what = "off" if off else "done"
        facts = [recording.fact(f"meet.{what}", on=turn.today, text=text)]
        if text and not off:
            facts.append(recording.fact("listen.entry", on=turn.today, text=text, values={"text": text}))
        work.append(*(Draft(payload=fact, at=turn.now, bond=number) for fact in facts))
        asking.withdraw(turn, work)
        return commanding.told(turn, work, "meet", "meet-put-away" if off else "meet-done", text)


def read_when(turn: Turn, text: str) -> Mapping[str, Value]:
    """A day and an hour as the keeper writes them. Raises UsageError."""
    rules = turn.given.rules
    found = replies.read(text, WHEN, today=turn.today, language=rules.language, country=rules.country)
    if isinstance(found, Unclear) and len(found.choices) > 1:
        raise UsageError(f"{text}: which is it, {listed(found.choices, rules.language, word='or')}?")
    if not isinstance(found, Answer) or "date" not in found.values:
        raise UsageError(f"{text}: is no day: write 2026-05-03 15:00 or in 12 days 15:00")
    return {"date": found.values["date"]}


# -- what to say ---------------------------------------------------------------------------------------------------


def add_point(turn: Turn, journal: Journal, text: str, *, bond: str) -> Heard:
    """A point to rehearse. Raises RefusedError behind a door, and for a thirteenth."""
    with journal.writing() as work:
        number = commanding.bond_number(work, bond)
        known = work.standing().bond(number)
        _refuse_behind_doors(turn, known, Family.REHEARSE)
        if rehearse.is_full(known.ledgers.rehearse):
            raise RefusedError(say("points-full", turn.language))
        fact = recording.fact("rehearse.point", on=turn.today, text=text, values={"text": text})
        work.append(Draft(payload=fact, at=turn.now, bond=number))
        return commanding.told(turn, work, "speech", "point-added", text)


def star_points(turn: Turn, journal: Journal, numbers: list[int], *, bond: str) -> Heard:
    """Keep up to five, by their numbers; the others are put away. Raises UsageError for a number that is none."""
    with journal.writing() as work:
        of = commanding.bond_number(work, bond)
        cues = {one.id: one.cue for one in work.standing().bond(of).ledgers.rehearse.cards}
        unknown = [str(number) for number in numbers if number not in cues]
        if unknown or len(numbers) > rehearse.STARRED:
            wrong = f"{unknown[0]}: no point has that number" if unknown else f"{rehearse.STARRED} at most"
            raise UsageError(f"speech star: {wrong}; see: tending speech list")
        chosen: dict[str, Value] = {"choices": [cues[number] for number in numbers]}
        fact = recording.fact("rehearse.star", on=turn.today, values=chosen)
        work.append(Draft(payload=fact, at=turn.now, bond=of))
        return echoes.closing(turn, work, "speech", say("points-starred", turn.language), changed=True)


def points(turn: Turn, journal: Journal, bond: str = "") -> tuple[tuple[tuple[Card, date], ...], Measures]:
    """Every card with the local date from which it is due, and what the rehearsals come to."""
    with journal.reading() as work:
        number = commanding.bond_number(work, bond)
        known = work.standing().bond(number).ledgers
        entries = recording.recorded(work, Rehearsed.kind, number)
    meeting = meet.day_of(known.meet, turn.today)
    cards = tuple((card, rehearse.due_on(card, meeting)) for card in known.rehearse.cards)
    return cards, rehearse.measures(entries)


def why_shut(turn: Turn, journal: Journal, bond: str = "") -> str:
    """Why no point is asked for now, where a door is shut on rehearsing; else nothing."""
    with journal.reading() as work:
        known = work.standing().bond(commanding.bond_number(work, bond))
    door = gates.shut(turn.given, known, Family.REHEARSE, turn.now)
    return say(f"why-{door}", turn.language) if door else ""


def rehearse_now(turn: Turn, journal: Journal, *, bond: str) -> Heard:
    """Ask the cards that are due, now. Raises RefusedError without a permit."""
    with journal.writing() as work:
        number = commanding.bond_number(work, bond)
        known, prompt = work.standing().bond(number), turn.given.prompts[SAY]
        permit = gates.permit(turn.given, known, prompt, turn.now)
        if permit is None or work.standing().card:
            door = gates.shut(turn.given, known, Family.REHEARSE, turn.now)
            raise DoorError(say(f"why-{door}" if door else "speech-later", turn.language))
        if not gates.has_needs(turn.given, known, prompt, turn.now):
            key = "points-none-due" if known.ledgers.rehearse.practised else "points-none"
            return echoes.closing(turn, work, "speech", say(key, turn.language), changed=True)
        sitting = asking.at_once(turn, work, number, prompt, "opened", permit=permit)
        return consenting.followed(Heard(understood="speech", echo=say("next-opened", turn.language)), sitting)
