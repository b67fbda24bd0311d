"""What a rule calls for on a day of its own: the consent questions, and the steps of reaching out.

Everything else is asked by turn (`choosing`). Each function gives questions with the local date from which they wait.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from tending.core import contact as doors
from tending.core import gates, hours, ledgers, pacing
from tending.core.contact import ContactState
from tending.core.ledgers import meet, occasion, promise
from tending.core.model import OUTWARD, Family, Plan, Prompt
from tending.core.remembering import remembered
from tending.core.standing import BondStanding

Called: TypeAlias = tuple[tuple[date, Prompt], ...]

BEGINS, OUTCOME, RESTING, LAST = "R1", "R6", "R10", "R11"
STEPS = ("R3", "R4", "R5")
MAY_GO_ON = "C2"
MAY_GO_ON_EVERY = timedelta(days=90)
OUTCOME_AFTER, RESTING_AFTER = timedelta(days=7), timedelta(days=21)
STEP = timedelta(days=2)
AGAIN = timedelta(days=7)
BEFORE_IT_OPENS = timedelta(days=3)
KEPT, AHEAD, WEEKLY = "P4", "G7", "P13"
TRYING = {name: timedelta(days=days) for name, days in {WEEKLY: 1, "P12": 3, "P11": 7, "L10": 10, "W1": 14}.items()}
THEIR_WORDS, UNDERNEATH = "L1", "L2"
HEARD_UNTIL = timedelta(days=14)
MIDNIGHT = time(0)
ONLY_CALLED = frozenset({KEPT, AHEAD})
RULED = OUTWARD | {Family.CONSENT}
NONE: tuple[int, Called] = (0, ())
PROMISED, MEETING = 3, 2


def goes_first(plan: Plan, bond: BondStanding, prompt: Prompt, now: datetime) -> bool:
    """Whether a question goes before what is asked by turn: it goes on with something begun, or a door waits for it."""
    if prompt.id == BEGINS:
        asked = bond.shown(BEGINS).asked_at
        return asked is None or asked < doors.begins(bond.contact, now)
    if prompt.id in doors.SCREEN:
        urgent = bond.contact.owed_at is not None or bond.contact.unsure_at is not None
        return urgent or gates.gate_of(plan, bond, Family.REACH, now).open
    return prompt.id in {*STEPS, OUTCOME, RESTING, LAST, MAY_GO_ON}


def consent(plan: Plan, bond: BondStanding, now: datetime) -> Called:
    """The consent question that is called for, one at a time; each leads on to those behind it."""
    found = [*_owed(plan, bond), *_screening(plan, bond, now)]
    return tuple(found[:1] or _may_go_on(plan, bond))


def _owed(plan: Plan, bond: BondStanding) -> Iterator[tuple[date, Prompt]]:
    known = bond.contact
    if known.owed_at is not None and "C1" in plan.prompts:
        yield _soon(plan, bond, "C1", hours.local_date(known.owed_at, plan.rules.zone))
    if known.unsure_at is not None:
        day = hours.local_date(known.unsure_at, plan.rules.zone)
        left = [one for one in doors.SAFETY if known.told.get(one, known.unsure_at) <= known.unsure_at]
        yield _soon(plan, bond, (left or doors.SAFETY)[0], day)


def _screening(plan: Plan, bond: BondStanding, now: datetime) -> Iterator[tuple[date, Prompt]]:
    """Before the first question of reach, and when ninety days of safety first are over."""
    known, zone = bond.contact, plan.rules.zone
    if bond.moving_on or known.violent or known.legal_at is not None:
        return
    if known.unsafe_at is not None and doors.is_unsafe(known, now):
        over = known.unsafe_at + doors.UNSAFE_LASTS
        yield from _next_of(plan, bond, doors.SAFETY, over, hours.local_date(over, zone))
        return
    begun = gates.first_round_over(plan, bond, now)
    if not begun or gates.state_of(plan, bond, now) not in {ContactState.QUIET, ContactState.OPEN}:
        return
    if gates.is_invited(plan, bond, now) and not gates.is_safe_to_meet(bond, now):
        day = _stale_since(plan, bond, now)
        yield from _next_of(plan, bond, doors.SAFETY, now - gates.SCREENED, day, fresh=True)
    since = doors.begins(known, now)
    soon = doors.quiet_until(known, gates.distance_of(plan, bond)) - BEFORE_IT_OPENS
    yield from _next_of(plan, bond, doors.SCREEN, since, hours.local_date(max(soon, since), zone), fresh=True)


def _stale_since(plan: Plan, bond: BondStanding, now: datetime) -> date:
    """The day they were invited, or that on which the older of two answers about safety was no longer fresh."""
    today, told = hours.local_date(now, plan.rules.zone), bond.contact.told
    answered = [told[question] for question in doors.SAFETY if question in told]
    invited = meet.begun(bond.ledgers.meet, today) or today
    if len(answered) < len(doors.SAFETY):
        return invited
    return max(invited, hours.local_date(min(answered) + gates.SCREENED, plan.rules.zone))


def _next_of(
    plan: Plan, bond: BondStanding, questions: tuple[str, ...], since: datetime, day: date, *, fresh: bool = False
) -> Iterator[tuple[date, Prompt]]:
    """The first of some questions that was not answered since, or that two histories do not both know to be clear.

    `fresh`: what was said at that very instant is old.
    """
    known = bond.contact
    for question in questions:
        at = known.told.get(question)
        if at is None or at < since or (fresh and at == since) or known.clear.get(question) != at:
            yield _soon(plan, bond, question, day)
            return


def is_screened(bond: BondStanding, now: datetime) -> bool:
    """Whether the three questions were asked since the beginning, or the new one: before that no round begins."""
    since = doors.begins(bond.contact, now)
    return all(bond.contact.told.get(question, since) > since for question in doors.SCREEN)


def _may_go_on(plan: Plan, bond: BondStanding) -> Iterator[tuple[date, Prompt]]:
    if MAY_GO_ON in plan.prompts:
        last = bond.shown(MAY_GO_ON).asked_at or bond.added_at
        every = hours.local_date(last + MAY_GO_ON_EVERY, plan.rules.zone)
        yield min(every, bond.asks.get(MAY_GO_ON, every)), plan.prompts[MAY_GO_ON]


def _soon(plan: Plan, bond: BondStanding, name: str, day: date) -> tuple[date, Prompt]:
    """From that day on; where it went unanswered, a step of a round two days later, another a week later."""
    asked, wait = bond.shown(name).asked_at, STEP if name in STEPS else AGAIN
    again = hours.local_date(asked, plan.rules.zone) + wait if asked is not None else day
    put_off, rests = bond.track(plan.prompts[name].family).due, bond.shown(name).retired_until
    return max(day, again, put_off or day, rests or day), plan.prompts[name]


# -- what was led to -----------------------------------------------------------------------------------------------


def led(plan: Plan, bond: BondStanding, now: datetime) -> Mapping[Family, tuple[int, Called]]:
    """What an answer or a promise calls for on a day of its own, by family, and its rank. A promise goes before all
    else; what an answer leads to waits for no gap, and then takes its turn.
    """
    found: dict[Family, tuple[int, Called]] = {}
    for name, day in {**_trying(plan, bond, now), **bond.asks}.items():
        prompt = plan.prompts.get(name)
        if prompt is not None and prompt.family not in RULED and _may_be_led(plan, bond, name, now):
            found[prompt.family] = (0, (*found.get(prompt.family, NONE)[1], _soon(plan, bond, name, day)))
    for family, rank, rule in (
        (Family.LISTEN, 0, _heard),
        (Family.GROUND, 1, _ahead),
        (Family.PROMISE, PROMISED, _kept),
    ):
        if called := rule(plan, bond, now):
            found[family] = (rank, called)
    return found


def _kept(plan: Plan, bond: BondStanding, now: datetime) -> Called:
    """Whether a promise was kept: on its day, or within two weeks; then it waits in `status`."""
    due, today = promise.due(bond.ledgers.promise), hours.local_date(now, plan.rules.zone)
    if due is None or KEPT not in plan.prompts or today > due.due + promise.ASKED_UNTIL:
        return ()
    return ((due.due, plan.prompts[KEPT]),)


def _ahead(plan: Plan, bond: BondStanding, now: datetime) -> Called:
    """A date that is near: before what is asked by turn, for it does not wait."""
    following = occasion.upcoming(bond.ledgers.occasion, hours.local_date(now, plan.rules.zone))
    retired = bond.shown(AHEAD).retired_until
    if following is None or AHEAD not in plan.prompts:
        return ()
    return ((max(following[0], retired or following[0]), plan.prompts[AHEAD]),)


def _trying(plan: Plan, bond: BondStanding, now: datetime) -> dict[str, date]:
    """While both want to try again: one question weekly, the others once each."""
    since = bond.ledgers.promise.both
    if since is None or gates.TWO not in gates.facts_of(plan, bond, now):
        return {}
    left = (name for name in TRYING if name == WEEKLY or not _settled_since(plan, bond, name, since))
    return {name: since + TRYING[name] for name in left}


def _settled_since(plan: Plan, bond: BondStanding, name: str, day: date) -> bool:
    at = bond.shown(name).settled_at
    return at is not None and hours.local_date(at, plan.rules.zone) >= day


def after_them(plan: Plan, bond: BondStanding) -> date:
    """The day after they last said something; date.max where they said nothing."""
    at = gates.heard_at(bond)
    return date.max if at is None else hours.local_date(at, plan.rules.zone) + timedelta(days=1)


def is_heard(plan: Plan, bond: BondStanding, prompt: Prompt) -> bool:
    """Whether a question about what they last said was settled, or their words are kept already."""
    at, settled = gates.heard_at(bond), bond.shown(prompt.id).settled_at
    if at is None or (settled is not None and settled >= at):
        return True
    kept = bond.ledgers.listen.heard
    return prompt.id == THEIR_WORDS and kept is not None and kept >= hours.local_date(at, plan.rules.zone)


def _heard(plan: Plan, bond: BondStanding, now: datetime) -> Called:
    """The day after they said something, for two weeks: their words, or, where those are kept, what is underneath."""
    at = gates.heard_at(bond)
    if at is None or hours.local_date(now, plan.rules.zone) > (day := after_them(plan, bond)) + HEARD_UNTIL:
        return ()
    names = [one for one in (THEIR_WORDS, UNDERNEATH) if one in plan.prompts]
    name = next((one for one in names if not is_heard(plan, bond, plan.prompts[one])), "")
    asked = bond.shown(name).asked_at
    if not name or (asked is not None and asked >= at) or not gates.gate_of(plan, bond, Family.LISTEN, now).open:
        return ()
    return ((day, plan.prompts[name]),) if _may_be_led(plan, bond, name, now) else ()


def _may_be_led(plan: Plan, bond: BondStanding, name: str, now: datetime) -> bool:
    prompt = plan.prompts[name]
    profile = not prompt.profiles or gates.profile_of(bond) in prompt.profiles
    fits = profile and gates.fillable(plan, bond, prompt) and name not in gates.retired(plan, bond, now)
    return fits and gates.has_needs(plan, bond, prompt, now, led=True)


# -- reaching out --------------------------------------------------------------------------------------------------


def reach(plan: Plan, bond: BondStanding, now: datetime) -> Called:
    """The steps of reaching out that may be asked now; while something waits, only what looks back on it."""
    steps = _waiting(plan, bond, now) if _is_waiting(plan, bond, now) else _round(plan, bond, now)
    return tuple((day, prompt) for day, prompt in steps if _may(plan, bond, prompt, now))


def _may(plan: Plan, bond: BondStanding, prompt: Prompt, now: datetime) -> bool:
    led = gates.has_needs(plan, bond, prompt, now, led=True)
    return led and gates.permit(plan, bond, prompt, now) is not None


def _is_waiting(plan: Plan, bond: BondStanding, now: datetime) -> bool:
    return gates.state_of(plan, bond, now) is ContactState.WAITING


def _waiting(plan: Plan, bond: BondStanding, now: datetime) -> Iterator[tuple[date, Prompt]]:
    last, distance = bond.contact.last, gates.distance_of(plan, bond)
    assert last is not None  # noqa: S101 - nothing waits without an outreach
    if doors.offers_last(bond.contact, distance, now):
        yield from _once(plan, bond, LAST, last.at + distance.over_after)
        return
    yield from _once(plan, bond, OUTCOME, last.at + OUTCOME_AFTER)
    resting = bond.shown(RESTING).asked_at
    if resting is None or resting < last.at:
        yield from _once(plan, bond, RESTING, last.at + RESTING_AFTER)


def _once(plan: Plan, bond: BondStanding, name: str, at: datetime) -> Iterator[tuple[date, Prompt]]:
    """A question about what waits, from its day on until it is answered; unanswered it comes again, a week later."""
    last, shown = bond.contact.last, bond.shown(name)
    if name not in plan.prompts or last is None or (shown.settled_at is not None and shown.settled_at >= last.at):
        return
    day, zone = hours.local_date(at, plan.rules.zone), plan.rules.zone
    if shown.asked_at is not None and shown.asked_at >= last.at:
        day = max(day, hours.local_date(shown.asked_at, zone) + AGAIN)
    yield max(day, bond.track(Family.REACH).due or day), plan.prompts[name]


def _round(plan: Plan, bond: BondStanding, now: datetime) -> Iterator[tuple[date, Prompt]]:
    asks = [(name, day) for name, day in bond.asks.items() if name in plan.prompts and _is_reach(plan, name)]
    begun = [(name, day) for name, day in asks if name in STEPS and _is_begun(plan, bond, now)]
    for name, day in begun or ((name, day) for name, day in asks if name not in STEPS):
        yield _soon(plan, bond, name, day)
    if not begun and _may_begin(plan, bond, now):
        yield _begins(plan, bond, now), plan.prompts[BEGINS]


def _is_begun(plan: Plan, bond: BondStanding, now: datetime) -> bool:
    """Whether a round goes on: it began since the last new beginning, and an attempt is left for what it leads to."""
    began = bond.shown(BEGINS).answered_at
    left = doors.has_attempt(bond.contact, gates.distance_of(plan, bond), now)
    return left and began is not None and began >= doors.begins(bond.contact, now)


def _is_reach(plan: Plan, name: str) -> bool:
    return plan.prompts[name].family is Family.REACH


def _may_begin(plan: Plan, bond: BondStanding, now: datetime) -> bool:
    distance = gates.distance_of(plan, bond)
    return BEGINS in plan.prompts and is_screened(bond, now) and doors.has_attempt(bond.contact, distance, now)


def _begins(plan: Plan, bond: BondStanding, now: datetime) -> date:
    """Two weeks after the last round began; a week where its first question went unanswered."""
    track, zone = bond.track(Family.REACH), plan.rules.zone
    pace, shown = pacing.PACES[Family.REACH], bond.shown(BEGINS)
    if track.due is not None:
        return track.due
    if shown.asked_at is None:
        return hours.local_date(doors.begins(bond.contact, now), zone)
    answered = shown.answered_at is not None and shown.answered_at >= shown.asked_at
    days = pacing.gap(pace, track) if answered else pace.least
    return hours.local_date(shown.asked_at, zone) + timedelta(days=days)


def changes(plan: Plan, bond: BondStanding, now: datetime) -> datetime | None:
    """The next instant at which time alone opens or shuts something, so that the plan is made again then."""
    ends = () if gates.heard_at(bond) is None else (after_them(plan, bond) + HEARD_UNTIL + timedelta(days=1),)
    days = [hours.instant(day, MIDNIGHT, plan.rules.zone) for day in (*ends, *ledgers.changes(bond.ledgers))]
    return min(
        [at for at in (*_door_changes(bond.contact, gates.distance_of(plan, bond)), *days) if at > now], default=None
    )


@remembered
def _door_changes(known: doors.Contact, distance: doors.Distance) -> tuple[datetime, ...]:
    quiet = doors.quiet_until(known, distance)
    return (quiet, quiet - BEFORE_IT_OPENS, *(at + wait for at, wait in _waits(known, distance) if at is not None))


def _waits(known: doors.Contact, distance: doors.Distance) -> Iterator[tuple[datetime | None, timedelta]]:
    yield known.hold_at, doors.HOLD_LASTS
    yield known.unsafe_at, doors.UNSAFE_LASTS
    yield known.unsafe_at, gates.LONG
    yield known.legal_at, gates.LONG
    if known.space is not None:
        yield known.space.wrote_at, doors.SPACE_WAITS
        yield known.space.at, gates.LONG
    if known.closed is not None:
        yield known.closed.at, gates.LONG
    if known.resting is not None:
        yield known.resting.wrote_at, doors.RESTING_WAITS
        yield known.resting.at, gates.LONG
    for question in doors.SAFETY:
        yield known.told.get(question), gates.SCREENED
    for one in known.attempts:
        yield one.heard_at, doors.RESTING_WAITS
        yield one.at, distance.over_after
        yield one.at, distance.over_after + gates.LONG
        yield one.at, doors.YEAR
