"""What a meeting calls for: the questions of its plan, its rehearsals, and the three of its day.

Each question comes on a day of its own. The three of its day come at an instant: before it, after it, two days on.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from tending.core import gates, hours, pacing
from tending.core.ledgers import meet as ledger
from tending.core.ledgers import rehearse as cards
from tending.core.ledgers.meet import Meeting
from tending.core.model import DuePrompt, Family, Plan, Prompt, Reason
from tending.core.standing import HUSH_AFTER, BondStanding, Standing

Called: TypeAlias = tuple[tuple[date, Prompt], ...]

PLANNED = {"invitation": "M1", "place": "M4", "when": "M5", "exit": "M6", "later": "M7"}
SHALL_I_ASK, THE_ASK, INVITED = "M0", "M11", "M1"
ASK_FROM = 2
ANSWER_AFTER = timedelta(days=7)
AGAIN, AGAIN_NEAR = timedelta(days=7), timedelta(days=2)
POINTS, STARS, SAY, A_NO, TIMED, ONCE_MORE = "S1", "S2", "S3", "S8", "S10", "S13"
SHAPING = ("S4", "S5", "S6", A_NO, "S9", TIMED, "S11", "S12")
SHAPED = timedelta(days=60)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
BEFORE, AFTER, LATER = timedelta(hours=2), timedelta(hours=3), timedelta(days=2)
STATE_OF_YOU, AFTERWARDS, TWO_DAYS_ON = ledger.OF_ITS_DAY
NOON = time(12)
ALMOST = timedelta(minutes=5)


def is_near(plan: Plan, bond: BondStanding, now: datetime) -> bool:
    """Whether an agreed meeting goes before all but promises."""
    return ledger.is_near(bond.ledgers.meet, _today(plan, now))


def day_of(plan: Plan, bond: BondStanding, now: datetime) -> date | None:
    """The local date of a meeting to come, while no door is shut on it."""
    day = ledger.day_of(bond.ledgers.meet, _today(plan, now))
    return None if day is None or gates.shut(plan, bond, Family.MEET, now) else day


def eve(plan: Plan, bond: BondStanding, now: datetime) -> date | None:
    """The local date that is kept for the last rehearsal."""
    day = day_of(plan, bond, now)
    return day - DAY if day is not None else None


def _today(plan: Plan, now: datetime) -> date:
    return hours.local_date(now, plan.rules.zone)


# -- the plan ------------------------------------------------------------------------------------------------------


def meet(plan: Plan, bond: BondStanding, now: datetime) -> Called:
    """The next question of the plan; without a yes of theirs the one ask, where they have been warm twice."""
    today = _today(plan, now)
    known = bond.ledgers.meet.at(today)
    if known is not None and (known.held or (known.day is not None and known.day <= today)):
        return ()
    if _is_last(bond, today):
        return ()
    if ledger.is_invited(bond.ledgers.meet, today):
        return _first(plan, bond, now, _planned(plan, bond, now))
    return _first(plan, bond, now, _ask(plan, bond, now))


def _first(plan: Plan, bond: BondStanding, now: datetime, names: Iterator[tuple[date, str]]) -> Called:
    """The one that comes first of those that may be asked; what was put off waits for its day."""
    today = _today(plan, now)
    in_turn = sorted(names, key=lambda one: max(one[0], today))
    found = next((one for one in in_turn if _may(plan, bond, one[1], now)), None)
    if found is None:
        return ()
    day, prompt = found[0], plan.prompts[found[1]]
    return ((max(day, bond.track(prompt.family).due or day), prompt),)


def _may(plan: Plan, bond: BondStanding, name: str, now: datetime) -> bool:
    prompt, today = plan.prompts.get(name), _today(plan, now)
    if prompt is None or (prompt.profiles and gates.profile_of(bond) not in prompt.profiles):
        return False
    retired = bond.shown(name).retired_until
    rests = retired is not None and today < retired
    # What a card needs is that one is due, and its day says when.
    needs = name == SAY or gates.has_needs(plan, bond, prompt, now, led=True)
    able = needs and gates.fillable(plan, bond, prompt)
    return able and not rests and gates.permit(plan, bond, prompt, now) is not None


def _again(plan: Plan, bond: BondStanding, name: str, now: datetime) -> date:
    """Since they agreed or last wrote; where it was asked without an answer, two days later near a meeting, else a
    week.
    """
    asked, begun = bond.shown(name).asked_at, _begun(plan, bond, now)
    wait = AGAIN_NEAR if is_near(plan, bond, now) else AGAIN
    return begun if asked is None else max(begun, hours.local_date(asked, plan.rules.zone) + wait)


def _begun(plan: Plan, bond: BondStanding, now: datetime) -> date:
    """The day they agreed or were asked; without a meeting the day of their last word."""
    told = ledger.begun(bond.ledgers.meet, _today(plan, now))
    return told or hours.local_date(bond.contact.wrote_at or bond.added_at, plan.rules.zone)


def _planned(plan: Plan, bond: BondStanding, now: datetime) -> Iterator[tuple[date, str]]:
    """What is not known yet, in order. Whether they said yes is asked a week after they were asked."""
    today = _today(plan, now)
    known, left = bond.ledgers.meet.at(today), ledger.missing(bond.ledgers.meet, today)
    for check in left:
        if check == "purpose" and known is not None:
            yield _again(plan, bond, _wording(known), now), _wording(known)
        elif check in PLANNED:
            day = _again(plan, bond, PLANNED[check], now)
            asked = known.asked if known is not None and known.agreed is None else None
            yield (max(day, asked + ANSWER_AFTER) if asked is not None else day), PLANNED[check]
        if check == "invitation":
            return


def _wording(known: Meeting) -> str:
    """The purpose, or whether it would trick them, where only that is not known."""
    return "M2" if not known.texts.get("purpose") or ledger.is_tricking(known) else "M3"


def _ask(plan: Plan, bond: BondStanding, now: datetime) -> Iterator[tuple[date, str]]:
    """The one ask, never twice in sixty days."""
    last = bond.ledgers.meet.last_ask
    free = date.min if last is None else last + ledger.ASK_AGAIN
    if bond.contact.rung < ASK_FROM or len(bond.contact.replies) < ASK_FROM:
        return
    if THE_ASK in bond.asks:
        yield max(free, bond.asks[THE_ASK], _again(plan, bond, THE_ASK, now)), THE_ASK
        return
    shown = bond.shown(SHALL_I_ASK)
    again = _again(plan, bond, SHALL_I_ASK, now)
    yield max(free, again, shown.on + ledger.ASK_AGAIN if shown.on is not None else again), SHALL_I_ASK


# -- what to say ---------------------------------------------------------------------------------------------------


def rehearse(plan: Plan, bond: BondStanding, now: datetime) -> Called:
    """The next rehearsal: once they have answered, or a meeting is agreed, and then behind what its plan still misses.
    None on its day, and none after it.
    """
    today, of = _today(plan, now), bond.ledgers.rehearse
    day = ledger.day_of(bond.ledgers.meet, today)
    agreed = gates.is_agreed(plan, bond, now)
    if day == today or not (agreed or bond.contact.replies):
        return ()
    if of.rests and of.cards and not agreed:
        return ()
    if is_near(plan, bond, now) and not _is_last(bond, today) and meet(plan, bond, now):
        return ()
    return _first(plan, bond, now, _rehearsed(plan, bond, now, day, agreed=agreed))


def _is_last(bond: BondStanding, today: date) -> bool:
    """The day before a meeting, with something to be said once more: that goes before what is missing."""
    day = ledger.day_of(bond.ledgers.meet, today)
    return day is not None and today == day - DAY and cards.next_due(bond.ledgers.rehearse, day) <= today


def _rehearsed(
    plan: Plan, bond: BondStanding, now: datetime, day: date | None, *, agreed: bool
) -> Iterator[tuple[date, str]]:
    of, today = bond.ledgers.rehearse, _today(plan, now)
    left = ledger.missing(bond.ledgers.meet, today) if agreed else ()
    due = cards.next_due(of, day)
    if _is_last(bond, today):
        yield due, SAY
    if not of.cards and not {"invitation", "purpose", "later"} & set(left):
        yield _again(plan, bond, POINTS, now), POINTS
    if cards.is_unsorted(of):
        yield _again(plan, bond, STARS, now), STARS
    if "no" in left and of.cards:
        yield _again(plan, bond, A_NO, now), A_NO
    if due < cards.NEVER:
        yield due, SAY
    if TIMED in bond.asks:
        yield bond.asks[TIMED], TIMED
    if of.cards:
        yield from _shaped(plan, bond, now, day) if not agreed else _timed(plan, bond, now, day)


def _timed(plan: Plan, bond: BondStanding, now: datetime, day: date | None) -> Iterator[tuple[date, str]]:
    """Once each before a meeting: through by the clock, and before a later one how to ask for another try."""
    known, of = bond.ledgers.meet, bond.ledgers.rehearse
    since = known.open.agreed if known.open is not None else None
    if day is None or since is None:
        return
    if all(card.last is not None for card in of.practised) and (of.timed is None or of.timed < since):
        yield _again(plan, bond, TIMED, now), TIMED
    last = bond.shown(ONCE_MORE).on
    if known.held and (last is None or last < since):
        yield _again(plan, bond, ONCE_MORE, now), ONCE_MORE


def _shaped(plan: Plan, bond: BondStanding, now: datetime, day: date | None) -> Iterator[tuple[date, str]]:
    """One a week of those that shape what to say, the one asked longest ago; they rest where the cards rest."""
    if cards.rests(bond.ledgers.rehearse, day):
        return
    last = bond.track(Family.REHEARSE).last
    week = last + WEEK if last is not None else _begun(plan, bond, now)
    names = [name for name in SHAPING if name in plan.prompts]
    for name in sorted(names, key=lambda one: bond.shown(one).on or date.min):
        on = bond.shown(name).on
        yield (week if on is None else max(week, on + SHAPED)), name


# -- its day -------------------------------------------------------------------------------------------------------


def of_its_day(plan: Plan, standing: Standing, now: datetime) -> DuePrompt | None:
    """The next of the three that need no budget, gap or window: the state of you, afterwards, two days on.

    A pause and a hush keep them back like all else, and they count as sent for what follows.
    """
    waits = (pacing.paused_until(standing), pacing.hushed_until(standing), standing.hidden_until)
    silent = max((one for one in waits if one is not None), default=now)
    if standing.began_at is None or silent == pacing.FOREVER:
        return None
    found = [one for bond in standing.bonds for one in _of_its_day(plan, standing, bond, now, silent)]
    return min(found, key=lambda one: one.at, default=None)


def _of_its_day(
    plan: Plan, standing: Standing, bond: BondStanding, now: datetime, silent: datetime
) -> Iterator[DuePrompt]:
    known = bond.ledgers.meet.at(_today(plan, now))
    if known is None or known.agreed is None or known.day is None:
        return
    for name, at, until in _moments(plan, known):
        prompt = plan.prompts.get(name)
        permit = gates.permit(plan, bond, prompt, now) if prompt is not None else None
        comes = _heard_at(plan, max(at, silent) if silent > now else at, now)
        if permit is None or name in known.came or max(comes, now) >= until:
            continue
        yield DuePrompt(
            bond=bond.number,
            family=Family.MEET,
            prompt=name,
            at=comes,
            on=hours.local_date(comes, plan.rules.zone),
            expires_at=until,
            until=until,
            probe=standing.unanswered >= HUSH_AFTER,
            last=standing.unanswered == pacing.MOST_UNANSWERED - 1,
            why=(Reason(rule="meeting-day"),),
            permit=permit,
        )


def _moments(plan: Plan, known: Meeting) -> Iterator[tuple[str, datetime, datetime]]:
    """Each of the three with its instant, and until when it still makes sense."""
    assert known.day is not None  # noqa: S101 - the one caller has looked
    begins = hours.instant(known.day, known.hour or NOON, plan.rules.zone)
    ends = begins + timedelta(minutes=known.minutes)
    if not known.held:
        yield STATE_OF_YOU, _before(plan, begins - BEFORE), begins
        yield AFTERWARDS, _after_quiet(plan, ends + AFTER), ends + LATER
    else:
        at = _after_quiet(plan, ends + LATER)
        yield TWO_DAYS_ON, at, at + WEEK


def _before(plan: Plan, at: datetime) -> datetime:
    """In quiet hours: the evening before, just before they begin."""
    quiet, zone = plan.rules.quiet, plan.rules.zone
    if not hours.is_quiet(at, quiet, zone):
        return at
    days = (hours.local_date(at, zone) - DAY * back for back in range(3))
    return next(start for day in days if (start := hours.instant(day, quiet.start, zone)) <= at) - ALMOST


def _after_quiet(plan: Plan, at: datetime) -> datetime:
    """In quiet hours: at their end."""
    quiet, zone = plan.rules.quiet, plan.rules.zone
    if not hours.is_quiet(at, quiet, zone):
        return at
    days = (hours.local_date(at, zone) + DAY * ahead for ahead in range(3))
    return next(end for day in days if (end := hours.instant(day, quiet.end, zone)) >= at)


def _heard_at(plan: Plan, at: datetime, now: datetime) -> datetime:
    """What the program slept through comes now, or when quiet hours are over."""
    return _after_quiet(plan, now) if at < now else at


def quiet_days(plan: Plan, bonds: Sequence[BondStanding], now: datetime) -> frozenset[date]:
    """The local dates on which nothing else is asked: a meeting is on them."""
    found = (day_of(plan, bond, now) for bond in bonds)
    return frozenset(day for day in found if day is not None)
