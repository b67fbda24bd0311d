"""Answers: what was understood becomes an entry, and the sitting goes on or ends."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from tending.core import calling, choosing, follow_ups, gates, ledgers
from tending.core.decks import holds
from tending.core.entries import Answered, Draft, Noted, Paused, PlainKept, WentOn
from tending.core.model import OUTWARD, Answer, Family, Follow, Prompt, Value, Words
from tending.core.records import Heard
from tending.core.standing import BondStanding, Sitting
from tending.core.words import say
from tending.ports import Work
from tending.service import advising, asking, consenting, echoes, recording
from tending.service.turn import Turn

SITTING_MOST = 3
NO_RIDERS = frozenset({Family.CONSENT, Family.REACH, Family.MEET})


def free(turn: Turn, work: Work, answer: Answer, channel: str) -> Heard:
    """Words that answer nothing: a note, never lost."""
    work.append(Draft(payload=Noted(text=answer.text, channel=channel), at=turn.now))
    return echoes.closing(turn, work, "note", say("noted-free", turn.language))


def addendum(turn: Turn, work: Work, answer: Answer, sitting: Sitting, channel: str) -> Heard:
    """A second reply to the same check-in adds, and never overwrites."""
    added = Answered(
        check_in=sitting.id,
        prompt=sitting.prompt,
        values={},
        text=answer.text,
        closes=True,
        addendum=True,
        channel=channel,
    )
    work.append(Draft(payload=added, at=turn.now, bond=sitting.bond))
    return echoes.closing(turn, work, "addendum", say("addendum", turn.language), check_in=sitting.id)


def take(turn: Turn, work: Work, answer: Answer, sitting: Sitting, channel: str, *, late: bool) -> Heard:
    """The answer to the waiting question. In an open check-in the sitting may go on to its next question."""
    prompt = asking.prompt_of(turn.given, sitting)
    if prompt is None:
        return keep_or_drop(turn, work, answer, sitting)
    runs = _runs(work, prompt, answer, sitting)
    met = follow_ups.met(prompt, answer.values, runs)
    following = None if late else _following(turn, work, prompt, answer, sitting)
    asks = consenting.asks_of(turn, work, prompt, answer, sitting, met=met)
    given = Answered(
        check_in=sitting.id,
        prompt=prompt.id,
        values=answer.values,
        text=answer.text,
        closes=following is None,
        partial=answer.partial,
        channel=channel,
        fills=_fills(prompt, answer.values),
        rest_days=max((one.days for one in met if one.then == "rest" and one.target == sitting.family), default=0),
        asks=asks,
        retires={one.target: _until(turn, one.days) for one in met if one.then == "retire"},
        rests=_rests(turn, work, met, sitting),
        runs=runs,
    )
    work.append(Draft(payload=given, at=turn.now, bond=sitting.bond))
    _be_silent(turn, work, met)
    recorded = recording.record(turn, work, met, answer, sitting)
    follows = echoes.joined(recorded, consenting.follow_up(turn, work, prompt, answer, sitting, met=met))
    low = say("wish-low", turn.language) if calling.MAY_GO_ON in asks else ""
    advised = advising.advice(turn, consenting.still_fit(work, sitting, met), answer, prompt.form)
    said = echoes.joined(echoes.noted(turn, prompt, answer), advised, follows, low)
    shown = go_on(turn, work, following, sitting) if following is not None else None
    asking.withdraw(turn, work)
    if following is None or not any(one.id == sitting.id for one in work.standing().open):
        asking.cancel(work, sitting.id)
        return echoes.closing(turn, work, "answer", said, check_in=sitting.id, changed=bool(follows))
    return Heard(
        understood="answer",
        echo=said,
        check_in=sitting.id,
        follows=shown,
        follows_prompt=following.id,
    )


def _until(turn: Turn, days: int) -> date:
    """The day until which a question is put away; without a number of days, for good."""
    return turn.today + timedelta(days=days) if days else date.max


def _rests(turn: Turn, work: Work, met: Sequence[Follow], sitting: Sitting) -> dict[str, date]:
    """The other families that an answer lets rest, until a day; one behind a door rests already."""
    if not sitting.bond:
        return {}
    bond = work.standing().bond(sitting.bond)
    others = (one for one in met if one.then == "rest" and one.target != sitting.family)
    return {
        one.target: turn.today + timedelta(days=one.days)
        for one in others
        if not gates.shut(turn.given, bond, Family(one.target), turn.now)
    }


def go_on(turn: Turn, work: Work, following: Prompt, sitting: Sitting) -> Words:
    standing = work.standing()
    shown = asking.words_of(standing, sitting.bond, following, turn.today, turn.language)
    of = asking.about(standing, sitting.bond, following.id, turn.today)
    went_on = WentOn(check_in=sitting.id, prompt=following.id, words=shown, about=of)
    work.append(Draft(payload=went_on, at=turn.now, bond=sitting.bond))
    return shown


def _following(turn: Turn, work: Work, prompt: Prompt, answer: Answer, sitting: Sitting) -> Prompt | None:
    """The next question of the sitting: what the deck says goes on at once, else the one that rides along."""
    if not sitting.bond or len(sitting.prompts) >= SITTING_MOST:
        return None
    bond = work.standing().bond(sitting.bond)
    known = {*bond.fills, *gates.DERIVED, *_fills(prompt, answer.values)}
    for link in prompt.go_on:
        if holds(link.when, answer.values) and _may_follow(turn, bond, turn.given.prompts[link.prompt], known):
            return turn.given.prompts[link.prompt]
    if prompt.id == consenting.THEIR_WORDS and (safety := consenting.safety_first(turn, bond)):
        return safety
    if sitting.opened or prompt.rides or prompt.family in NO_RIDERS:
        return None
    return choosing.rides_along(turn.given, bond, turn.now)


def _may_follow(turn: Turn, bond: BondStanding, prompt: Prompt, known: set[str]) -> bool:
    shown = bond.shown(prompt.id)
    profile = gates.profile_of(bond)
    return (
        not gates.shut(turn.given, bond, prompt.family, turn.now)
        and (not prompt.profiles or profile in prompt.profiles)
        and gates.has_needs(turn.given, bond, prompt, turn.now, led=True)
        and (prompt.family not in OUTWARD or gates.permit(turn.given, bond, prompt, turn.now) is not None)
        and known.issuperset(prompt.neutral)
        and not ledgers.is_known(bond.ledgers, prompt.id, turn.today)
        and not (prompt.first_round and shown.settled_at is not None)
        and (shown.on is None or shown.on + timedelta(days=prompt.repeat_days) <= turn.today)
        and (shown.retired_until is None or shown.retired_until <= turn.today)
    )


def _fills(prompt: Prompt, values: Mapping[str, Value]) -> dict[str, str]:
    """The keeper's own words that later questions will quote: the first of a list, or the whole of a text."""
    fills = {}
    for placeholder, part in prompt.keeps.items():
        value = values.get(part, "")
        words = "".join(value[:1]) if isinstance(value, list) else str(value)
        if words:
            fills[placeholder] = words
    return fills


def _runs(work: Work, prompt: Prompt, answer: Answer, sitting: Sitting) -> dict[str, int]:
    before = work.standing().bond(sitting.bond).shown(prompt.id).runs if sitting.bond else {}
    return follow_ups.runs(prompt, answer.values, before)


def _be_silent(turn: Turn, work: Work, met: Sequence[Follow]) -> None:
    """A pause that an answer calls for: for as long as the deck says, or until `resume`."""
    for pause in (one for one in met if one.then == "pause"):
        until = turn.now + timedelta(days=pause.days) if pause.days else None
        work.append(Draft(payload=Paused(until=until), at=turn.now))


def keep_or_drop(turn: Turn, work: Work, answer: Answer, sitting: Sitting) -> Heard:
    """The answer to "keep, pause or drop?" about a plain deck that went unanswered."""
    choice = next((str(value) for value in answer.values.values() if value in {"keep", "pause", "drop"}), "keep")
    answered = Answered(check_in=sitting.id, prompt=sitting.prompt, values=answer.values, text=answer.text, closes=True)
    kept = PlainKept(deck=sitting.deck, choice=choice)
    work.append(Draft(payload=answered, at=turn.now), Draft(payload=kept, at=turn.now))
    said = say("plain-kept" if choice == "keep" else "plain-paused", turn.language)
    return echoes.closing(turn, work, "answer", said, check_in=sitting.id, changed=True)
