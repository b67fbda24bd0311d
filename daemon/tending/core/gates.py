"""The gates: which families are open about a bond, and the one place where a question that leads outward is let by."""

from dataclasses import field
from datetime import datetime, timedelta
from functools import reduce

from tending.core import contact as doors
from tending.core import hours, ledgers
from tending.core.contact import ContactState, Distance
from tending.core.ledgers import meet, wish
from tending.core.model import MINT, OUTWARD, Family, Permit, Plan, Profile, Prompt, Rules
from tending.core.remembering import remembered
from tending.core.standing import BondStanding
from tending.core.values import dataclass

ON_THE_WAY_OUT = frozenset({Family.MOVING, Family.PROMISE, Family.GROUND, Family.CONSENT})
NO_DOOR = frozenset({Family.WANT, Family.GROUND, Family.LISTEN, Family.PROMISE, Family.CONSENT})
WHILE_WAITING = frozenset({"R6", "R8", "R10", "R11"})
COMPANY = frozenset({"O2", "O6", "O7"})
UNDER_AN_ORDER = frozenset({"A3", "A8", "A9", "A11", "L7", "L10", "P6"})
ACCOUNT_GATE = ("A0", "A1", "A2", "A3", "A4")
EXCUSED = "rested:account"
LONG = timedelta(days=28)
SCREENED = timedelta(days=30)
LADDER_LEAST = 1
HEARD, MET = "they-wrote", "M9"
TWO = "two-want-it"
TOGETHER = frozenset({ContactState.OPEN, ContactState.WAITING, ContactState.QUIET})
DERIVED = frozenset({"rung", "k", "n"}) | ledgers.FILLS
LED = ("follow-up", "setup")


@dataclass(frozen=True, kw_only=True, slots=True)
class Gate:
    """What must come before a family opens: the prompts to be answered (or skipped twice), and how many are."""

    needed: tuple[Prompt, ...] = ()
    settled: int = 0

    @property
    def open(self) -> bool:
        return self.settled >= len(self.needed)


def profile_of(bond: BondStanding) -> Profile:
    return Profile.MOVING_ON if bond.moving_on else bond.profile


def distance_of(plan: Plan, bond: BondStanding) -> Distance:
    """The distances of every profile it was given, as much stricter as the keeper wants them."""
    return _distance(plan.rules, bond.profile, bond.contact.profiles)


@remembered
def _distance(rules: Rules, profile: Profile, given: tuple[Profile, ...]) -> Distance:
    wanted = Distance(
        quiet=timedelta(days=rules.quiet_days),
        wait=timedelta(days=rules.wait_days),
        apart=timedelta(days=rules.apart_days),
        attempts=rules.attempts,
    )
    known = {profile, *given} - {Profile.MOVING_ON} or {profile}
    return reduce(doors.stricter, (doors.DISTANCES[one] for one in known), wanted)


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlook:
    """What time and the doors make of a bond `at` an instant. An equal one, at any other instant, opens the same."""

    __hash__ = object.__hash__

    state: ContactState
    since: datetime
    long_shut: bool
    known: frozenset[str]
    at: datetime = field(compare=False)


@remembered
def outlook(plan: Plan, bond: BondStanding, now: datetime) -> Outlook:
    """The first of equal outlooks, so that what was worked out from it is remembered."""
    first = _first_outlook(plan, bond)
    found = Outlook(
        state=state_of(plan, bond, now),
        since=doors.begins(bond.contact, now),
        long_shut=is_long_shut(plan, bond, now),
        known=facts_of(plan, bond, now),
        at=now,
    )
    if not first or first[0] != found:
        first[:] = [found]
    return first[0]


@remembered
def _first_outlook(_plan: Plan, _bond: BondStanding) -> list[Outlook]:
    return []


@remembered
def state_of(plan: Plan, bond: BondStanding, now: datetime) -> ContactState:
    over = round_answered(plan, bond, now)
    return doors.state(bond.contact, distance_of(plan, bond), now, round_over=over)


def shut(plan: Plan, bond: BondStanding, family: Family, now: datetime) -> str:
    """Why a family may not be asked about this bond: a key of the words by language, or nothing when it may."""
    if bond.moving_on and family not in ON_THE_WAY_OUT:
        return "door-moving-on"
    if family in NO_DOOR:
        return ""
    state = state_of(plan, bond, now)
    if family is Family.MOVING and not bond.moving_on:
        return "" if state is ContactState.WAITING else "door-mending"
    if family in OUTWARD:
        return _outward(plan, bond, family, state, now)
    if state is ContactState.UNSAFE and family in {Family.ACCOUNT, Family.PRACTICAL}:
        return "door-unsafe"
    if state is ContactState.LEGAL and family is Family.PRACTICAL:
        return "door-legal"
    if family is Family.PRACTICAL and not bond.practical:
        return "door-no-practical"
    return "door-long" if family is Family.ACCOUNT and is_long_shut(plan, bond, now) else ""


def _outward(plan: Plan, bond: BondStanding, family: Family, state: ContactState, now: datetime) -> str:
    open_to_it = state is ContactState.OPEN or (
        state is ContactState.WAITING and (family is Family.REACH or is_agreed(plan, bond, now))
    )
    return "" if open_to_it else f"door-{state.value.lower()}"


@remembered
def is_long_shut(plan: Plan, bond: BondStanding, now: datetime) -> bool:
    """Behind a door that time alone does not open, for four weeks or more."""
    since = doors.endless_since(bond.contact, distance_of(plan, bond), now)
    return since is not None and now - since >= LONG


def permit(plan: Plan, bond: BondStanding, prompt: Prompt, now: datetime) -> Permit | None:
    """The permit for a question that leads outward, or None: the one place where it is given."""
    if shut(plan, bond, prompt.family, now) or bond.closed:
        return None
    waiting = state_of(plan, bond, now) is ContactState.WAITING
    if waiting and prompt.family is Family.REACH and prompt.id not in WHILE_WAITING:
        return None
    if not waiting and not gate_of(plan, bond, prompt.family, now).open:
        return None
    return Permit(bond=bond.number, prompt=prompt.id, minted_by=MINT)


@remembered
def fitting(plan: Plan, family: Family, profile: Profile, *, moving_on: bool) -> tuple[Prompt, ...]:
    """The questions of a family that are for such a bond. Who has not moved on gets of that family what is company."""
    company = moving_on or family is not Family.MOVING
    return tuple(
        prompt
        for prompt in plan.families.get(family, ())
        if (company or prompt.id in COMPANY) and (not prompt.profiles or profile in prompt.profiles)
    )


def retired(plan: Plan, bond: BondStanding, now: datetime) -> frozenset[str]:
    """The questions that are asked no more: under an order, whatever coaches toward them."""
    return UNDER_AN_ORDER if state_of(plan, bond, now) is ContactState.LEGAL else frozenset()


@remembered
def facts_of(plan: Plan, bond: BondStanding, now: datetime) -> frozenset[str]:
    """What is known of a bond, in the words that decks may need; what time and doors decide is worked out here."""
    state = state_of(plan, bond, now)
    day = hours.local_date(now, plan.rules.zone)
    known = {fact for fact in bond.facts if fact != "they-asked-room"} | ledgers.facts(bond.ledgers, day)
    if bond.practical:
        known.add("practical-ties")
    if bond.moving_on or state not in TOGETHER:
        known.discard(TWO)
    if heard_at(bond) is not None:
        known.add(HEARD)
    if doors.is_space(bond.contact, now):
        known.add("they-asked-room")
    if is_safe_to_meet(bond, now):
        known.add("screened")
    if state is ContactState.OPEN:
        known.add("contact-open")
    if state is ContactState.WAITING:
        known.add("waiting")
    if bond.contact.rung >= LADDER_LEAST and state in {ContactState.OPEN, ContactState.QUIET}:
        known.add("ladder")
    if gate_of(plan, bond, Family.REACH, now).open:
        known.add("account-done")
    return frozenset(known)


def has_needs(plan: Plan, bond: BondStanding, prompt: Prompt, now: datetime, *, led: bool = False) -> bool:
    """Whether all facts are known that a question needs. `led`: another question leads to it in the same sitting."""
    if not prompt.needs:
        return True
    known = facts_of(plan, bond, now)
    return known.union(LED if led else ()).issuperset(prompt.needs)


def heard_at(bond: BondStanding) -> datetime | None:
    """When they last said something: in a message that was logged, or when the two met."""
    wrote, met = bond.contact.wrote_at, bond.shown(MET).answered_at
    return wrote or met if wrote is None or met is None else max(wrote, met)


def is_agreed(plan: Plan, bond: BondStanding, now: datetime) -> bool:
    """Whether a meeting is agreed, as the ledger knows."""
    return meet.is_agreed(bond.ledgers.meet, hours.local_date(now, plan.rules.zone))


def is_invited(plan: Plan, bond: BondStanding, now: datetime) -> bool:
    """Whether they invited the keeper, or were asked lately."""
    return meet.is_invited(bond.ledgers.meet, hours.local_date(now, plan.rules.zone))


def is_safe_to_meet(bond: BondStanding, now: datetime) -> bool:
    """Whether both safety questions were answered lately: before a meeting they are asked anew."""
    told = bond.contact.told
    return all(question in told and now - told[question] < SCREENED for question in doors.SAFETY)


# -- what comes first ----------------------------------------------------------------------------------------------


def settled(plan: Plan, bond: BondStanding, prompt: Prompt, since: datetime | None = None) -> bool:
    """Answered, skipped twice, or unable to be asked because the words it would quote were never given."""
    at = bond.shown(prompt.id).settled_at
    return (at is not None and (since is None or at >= since)) or not fillable(plan, bond, prompt)


def first_round(plan: Plan, bond: BondStanding) -> tuple[Prompt, ...]:
    return _first_round(plan, profile_of(bond))


@remembered
def _first_round(plan: Plan, profile: Profile) -> tuple[Prompt, ...]:
    return tuple(
        prompt
        for prompt in plan.families.get(Family.WANT, ())
        if prompt.first_round and (not prompt.profiles or profile in prompt.profiles)
    )


def first_round_over(plan: Plan, bond: BondStanding, now: datetime) -> bool:
    """Since the beginning, or since the last door opened that calls for a new one."""
    return _first_settled(plan, bond, doors.begins(bond.contact, now)) == len(first_round(plan, bond))


@remembered
def _first_settled(plan: Plan, bond: BondStanding, since: datetime) -> int:
    return [settled(plan, bond, prompt, since) for prompt in first_round(plan, bond)].count(True)


def round_answered(plan: Plan, bond: BondStanding, now: datetime) -> bool:
    """As above, with answers: what was skipped twice lets other families go on, and holds reach."""
    return _first_answered(plan, bond, doors.begins(bond.contact, now))


@remembered
def _first_answered(plan: Plan, bond: BondStanding, since: datetime) -> bool:
    return all(_answered(plan, bond, prompt, since) for prompt in first_round(plan, bond))


def _answered(plan: Plan, bond: BondStanding, prompt: Prompt, since: datetime) -> bool:
    if prompt.id == wish.DIFFERENCE and bond.ledgers.wish.owes:
        return False
    at = bond.shown(prompt.id).answered_at
    return (at is not None and at >= since) or not fillable(plan, bond, prompt)


def gate_of(plan: Plan, bond: BondStanding, family: Family, now: datetime) -> Gate:
    """The gate of a family: the first round, the keeper's own part, one question each of listening and promising."""
    like = _GATED.get(family)
    return _gate(plan, bond, like, now) if like is not None and not bond.moving_on else _NO_GATE


@remembered
def _gate(plan: Plan, bond: BondStanding, like: Family, now: datetime) -> Gate:
    rest = () if like is Family.ACCOUNT else _account(plan, bond, now)
    if like is Family.REACH:
        rest = (*rest, *_one_each(plan, bond))
    done = _first_settled(plan, bond, doors.begins(bond.contact, now))
    done += [settled(plan, bond, prompt) for prompt in rest].count(True)
    return Gate(needed=(*first_round(plan, bond), *rest), settled=done)


_NO_GATE = Gate()
_GATED = {
    Family.ACCOUNT: Family.ACCOUNT,
    Family.LISTEN: Family.LISTEN,
    Family.PROMISE: Family.LISTEN,
    **dict.fromkeys(OUTWARD, Family.REACH),
}


def _account(plan: Plan, bond: BondStanding, now: datetime) -> tuple[Prompt, ...]:
    if EXCUSED in bond.facts or shut(plan, bond, Family.ACCOUNT, now):
        return ()
    asked = (plan.prompts[name] for name in ACCOUNT_GATE if name in plan.prompts)
    never = retired(plan, bond, now)
    return tuple(prompt for prompt in asked if prompt.id not in never)


def _one_each(plan: Plan, bond: BondStanding) -> tuple[Prompt, ...]:
    """Of listening and of promising: the question that was settled, else one that stands for it."""
    families = (plan.families.get(family, ()) for family in (Family.LISTEN, Family.PROMISE))
    return tuple(
        next((prompt for prompt in family if bond.shown(prompt.id).settled_at is not None), family[0])
        for family in families
        if family
    )


def fillable(plan: Plan, bond: BondStanding, prompt: Prompt) -> bool:
    """Whether every placeholder has the keeper's own words; before the question that gives them, it still may."""
    return all(name in bond.fills or name in DERIVED or _may_be_filled(plan, bond, name) for name in prompt.neutral)


def _may_be_filled(plan: Plan, bond: BondStanding, name: str) -> bool:
    if name in ledgers.known(bond.ledgers):
        return True
    givers = [prompt for prompt in plan.prompts.values() if name in prompt.keeps]
    return any(prompt.first_round and bond.shown(prompt.id).settled_at is None for prompt in givers)
