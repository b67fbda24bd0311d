"""What may be asked on a local date: which families are open, when each is due, and which of its questions is next."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from tending.core import calling, gates, hours, ledgers, meetings, pacing
from tending.core import contact as doors
from tending.core.gates import Outlook
from tending.core.ledgers import wish
from tending.core.model import OUTWARD, Family, Permit, Plan, Prompt, Reason
from tending.core.remembering import remembered
from tending.core.standing import WRITING, BondStanding, Standing, Track, by_today
from tending.core.values import dataclass

ORDER = {family: place for place, family in enumerate(Family)}
# What is hard to look at comes with something kind, or waits for it.
NEVER_WITHOUT = {"O3": "O2"}
CALLED = {
    Family.REACH: calling.reach,
    Family.CONSENT: calling.consent,
    Family.MEET: meetings.meet,
    Family.REHEARSE: meetings.rehearse,
}


FOR_MEETING = frozenset({Family.MEET, Family.REHEARSE, Family.CONSENT})


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """The local date from which a family waits to be asked, its gap in days then, and the first date of all.

    `called`: by a rule, on a day of its own, and not by turn.
    """

    day: date
    gap: int
    first: date
    called: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A family of a bond that may be asked, from the local date `ready` on. `prompts` lists its questions by date.

    Of the higher `rank` goes first: a promise on its day, then an agreed meeting, then what was begun, then what is
    asked by turn.
    """

    bond: BondStanding
    family: Family
    due: Due
    ready: date
    prompts: tuple[tuple[date, Prompt], ...]
    rank: int = 0

    def prompt(self, day: date) -> Prompt:
        """What it asks from `ready` on: what has its own rhythm, else the one asked longest ago."""
        able = [prompt for first, prompt in self.prompts if first <= day]
        return min(able, key=lambda prompt: _turn(self.bond, prompt))

    def permit(self, plan: Plan, prompt: Prompt, now: datetime) -> Permit | None:
        """What a question that leads outward needs; None for all others, and where the gate is shut."""
        return gates.permit(plan, self.bond, prompt, now) if self.family in OUTWARD else None

    def why(self, plan: Plan) -> tuple[Reason, ...]:
        if self.due.called:
            return (Reason(rule="called", values=(("day", self.due.first.isoformat()),)),)
        return _reasons(plan, self.bond, self.family, self.due)


def choose(those: tuple[Candidate, ...], day: date) -> Candidate | None:
    """A promise on its day, an agreed meeting, what goes on with something begun, else the family that is most overdue
    for its own gap.

    Ties by what the keeper hopes for, by the order of families, then of bonds.
    """
    ready = [one for one in those if one.ready <= day]
    return max(
        ready,
        key=lambda one: (one.rank, (day - one.due.day).days / one.due.gap, -_order(one), -one.bond.number),
        default=None,
    )


def _order(one: Candidate) -> int:
    """The order of families that decides ties; what the keeper hopes for comes first."""
    return -1 if wish.leads(one.bond.ledgers.wish) is one.family else ORDER[one.family]


def candidates(plan: Plan, standing: Standing, now: datetime) -> tuple[Candidate, ...]:
    """Every family that has a question left to ask, now or on a later date."""
    found = [
        one for bond in standing.bonds if bond.label and not bond.closed for one in _of_bond(plan, standing, bond, now)
    ]
    return tuple([one for one in found if one is not None])


def _of_bond(plan: Plan, standing: Standing, bond: BondStanding, now: datetime) -> Iterator[Candidate | None]:
    """By family: what an answer or a promise calls for on a day of its own, and what may be asked by turn."""
    led = calling.led(plan, bond, now)
    for family in pacing.PACES:
        if family in led:
            yield _led(plan, bond, family, led[family], now)
        yield candidate_of(plan, standing, bond, family, now)


def candidate_of(plan: Plan, standing: Standing, bond: BondStanding, family: Family, now: datetime) -> Candidate | None:
    bond = by_today(bond, hours.local_date(now, plan.rules.zone))
    if family in CALLED:
        return None if closed_by(plan, standing, bond, family, now) else _called(plan, standing, bond, family, now)
    if _is_elsewhere(standing, bond, family):
        return None
    return _by_turn(plan, bond, family, gates.outlook(plan, bond, now), _writing_rests(plan, standing))


@remembered
def _by_turn(plan: Plan, bond: BondStanding, family: Family, seen: Outlook, rests: date) -> Candidate | None:
    """A family that is asked when its gap is over: the same for as long as the outlook is."""
    if _closed_by(plan, bond, family, seen.at):
        return None
    prompts = _prompts(plan, bond, family, seen.at, rests)
    if not prompts:
        return None
    due = due_of(plan, bond, family, seen.at)
    return Candidate(bond=bond, family=family, due=due, ready=_ready(due, prompts), prompts=prompts)


def _ready(due: Due, prompts: tuple[tuple[date, Prompt], ...]) -> date:
    return max(due.day, min([first for first, _ in prompts]))


def _called(plan: Plan, standing: Standing, bond: BondStanding, family: Family, now: datetime) -> Candidate | None:
    """A family whose questions are called for by rules, each on a day of its own."""
    prompts = CALLED[family](plan, bond, now)
    if not prompts or (standing.unanswered and prompts[0][1].id == calling.MAY_GO_ON):
        return None
    first = min(day for day, _ in prompts)
    rests = bond.track(family).rests_until
    due = Due(day=max(first, rests or first), gap=pacing.PACES[family].gap, first=first, called=True)
    return Candidate(
        bond=bond,
        family=family,
        due=due,
        ready=_ready(due, prompts),
        prompts=prompts,
        rank=_rank(plan, bond, family, prompts, now),
    )


def _rank(
    plan: Plan, bond: BondStanding, family: Family, prompts: tuple[tuple[date, Prompt], ...], now: datetime
) -> int:
    """An agreed meeting goes before what was begun, as one that was asked for is; so do the two questions before it."""
    if family in FOR_MEETING and meetings.is_near(plan, bond, now):
        return calling.MEETING
    if family is Family.MEET:
        return int(gates.is_invited(plan, bond, now) or prompts[0][1].id == meetings.THE_ASK)
    return int(any(calling.goes_first(plan, bond, prompt, now) for _, prompt in prompts))


def _led(
    plan: Plan, bond: BondStanding, family: Family, led: tuple[int, calling.Called], now: datetime
) -> Candidate | None:
    """What was led to goes out on its day, whatever the gap of its family; only a door keeps it back."""
    rank, prompts = led
    if _is_shut_to(plan, bond, family, prompts, now):
        return None
    first = min(day for day, _ in prompts)
    due = Due(day=first, gap=pacing.PACES[family].gap, first=first, called=True)
    return Candidate(bond=bond, family=family, due=due, ready=first, prompts=prompts, rank=rank)


def _is_shut_to(plan: Plan, bond: BondStanding, family: Family, prompts: calling.Called, now: datetime) -> bool:
    """Good company may be led to at any time, whether or not the family that it is of is open."""
    company = all(prompt.id in gates.COMPANY for _, prompt in prompts)
    return not company and gates.shut(plan, bond, family, now) != ""


def closed_by(plan: Plan, standing: Standing, bond: BondStanding, family: Family, now: datetime) -> str:
    """Why a family of a bond is not asked at all: a key of the words by language, or nothing."""
    return _closed_by(plan, bond, family, now) or ("ground-once" if _is_elsewhere(standing, bond, family) else "")


def _closed_by(plan: Plan, bond: BondStanding, family: Family, now: datetime) -> str:
    if bond.closed or not bond.label:
        return "bond-closed" if bond.closed else "not-set-up"
    if door := gates.shut(plan, bond, family, now):
        return door
    return "" if gates.gate_of(plan, bond, family, now).open or _is_waiting(plan, bond, family, now) else "gate"


def _is_elsewhere(standing: Standing, bond: BondStanding, family: Family) -> bool:
    """The keeper's own ground is asked about once, with the first relationship."""
    return family is Family.GROUND and bond.number != next((one.number for one in standing.bonds if not one.closed), 0)


def _is_waiting(plan: Plan, bond: BondStanding, family: Family, now: datetime) -> bool:
    """What waits for an answer is looked back on, whether or not the gate to another round would be open."""
    return family is Family.REACH and "waiting" in gates.facts_of(plan, bond, now)


def due_of(plan: Plan, bond: BondStanding, family: Family, now: datetime) -> Due:
    pace = pacing.PACES[family]
    if family is Family.WANT and not gates.first_round_over(plan, bond, now):
        pace = pacing.FIRST_ROUND
    track = bond.track(family)
    days = pacing.gap(pace, track)
    first = _first_due(plan, bond, family, now)
    due = min(_due(track, days, first), _rhythm(plan, bond, family, track, pace))
    if bond.slow_until is not None and track.due is None and track.last is not None:
        slowed = pacing.gap(pace, track, slow=True)
        slow_end = hours.local_date(bond.slow_until, plan.rules.zone)
        due = max(due, min(track.last + timedelta(days=slowed), slow_end))
        days = max(days, (due - track.last).days)
    return Due(day=max(due, track.rests_until or due), gap=days, first=first)


def _rhythm(plan: Plan, bond: BondStanding, family: Family, track: Track, pace: pacing.Pace) -> date:
    """When a question with a rhythm of its own calls its family out of turn; date.max when none does."""
    asked = [
        shown.on + timedelta(days=prompt.every_days)
        for prompt in plan.families.get(family, ())
        if prompt.every_days and (shown := bond.shown(prompt.id)).on is not None
    ]
    if not asked or track.last is None or track.due is not None or pace is pacing.FIRST_ROUND:
        return date.max
    return max(track.last + timedelta(days=pace.least), *asked)


def _due(track: Track, days: int, first: date) -> date:
    if track.due is not None:
        return track.due
    return first if track.last is None else track.last + timedelta(days=days)


def _first_due(plan: Plan, bond: BondStanding, family: Family, now: datetime) -> date:
    if family is Family.GROUND:
        return hours.local_date(bond.added_at, plan.rules.zone) + timedelta(days=pacing.GROUND_FIRST)
    if family is Family.MOVING and not bond.moving_on and bond.contact.last is not None:
        return hours.local_date(bond.contact.last.at, plan.rules.zone)
    if family is Family.PROMISE and bond.moving_on:
        return hours.local_date(bond.added_at, plan.rules.zone) + timedelta(days=pacing.PACES[family].gap)
    opened = [
        shown.settled_at
        for prompt in gates.gate_of(plan, bond, family, now).needed
        if (shown := bond.shown(prompt.id)).settled_at is not None
    ]
    return hours.local_date(max(opened, default=bond.added_at), plan.rules.zone)


def _prompts(
    plan: Plan, bond: BondStanding, family: Family, now: datetime, rests: date
) -> tuple[tuple[date, Prompt], ...]:
    """The questions a family may ask, each with its first date; those a gate waits for come alone."""
    if family is Family.WANT and not gates.first_round_over(plan, bond, now):
        since = doors.begins(bond.contact, now)
        waiting = next(
            prompt for prompt in gates.first_round(plan, bond) if not gates.settled(plan, bond, prompt, since)
        )
        return ((rests if waiting.id in WRITING else date.min, waiting),)
    known, never = gates.facts_of(plan, bond, now), gates.retired(plan, bond, now)
    fitting = gates.fitting(plan, family, gates.profile_of(bond), moving_on=bond.moving_on)
    able = [one for one in fitting if one.id not in never and _able(plan, bond, one, known)]
    asked = [(max(_first(plan, bond, one), rests if one.id in WRITING else date.min), one) for one in able]
    if family is Family.ACCOUNT and gates.EXCUSED in bond.facts:
        return tuple(pair for pair in asked if pair[1].id == gates.ACCOUNT_GATE[0])
    if family is Family.ACCOUNT:
        gate = [pair for pair in asked if pair[1].id in gates.ACCOUNT_GATE and not gates.settled(plan, bond, pair[1])]
        return tuple(gate[:1] or asked)
    return tuple(asked)


def _turn(bond: BondStanding, prompt: Prompt) -> tuple[bool, float]:
    asked = bond.shown(prompt.id).asked_at
    return (not prompt.every_days, asked.timestamp() if asked else 0.0)


def _first(plan: Plan, bond: BondStanding, prompt: Prompt) -> date:
    """The first date on which a question may be asked again."""
    shown = bond.shown(prompt.id)
    first = shown.retired_until or date.min
    beside = plan.prompts.get(NEVER_WITHOUT.get(prompt.id, ""))
    if beside is not None:
        first = max(first, _first(plan, bond, beside))
    if shown.on is not None:
        days = max(prompt.every_days or prompt.repeat_days, ledgers.rests(bond.ledgers, prompt.id))
        first = max(first, shown.on + timedelta(days=days))
    if prompt.after:
        first = max(first, _after(plan, bond, prompt) + timedelta(days=prompt.after_days))
    if gates.HEARD in prompt.needs:
        first = max(first, calling.after_them(plan, bond))
    return max(first, ledgers.not_before(bond.ledgers, prompt.id))


@remembered
def _writing_rests(plan: Plan, standing: Standing) -> date:
    """The first date on which the questions that invite long writing may come."""
    rests = pacing.writing_rests_until(standing)
    return date.min if rests is None else hours.local_date(rests, plan.rules.zone)


def _able(plan: Plan, bond: BondStanding, prompt: Prompt, known: frozenset[str]) -> bool:
    """Whether a question may be asked as things stand, on some date."""
    return (
        not prompt.rides
        and prompt.id not in calling.ONLY_CALLED
        and (not prompt.needs or known.issuperset(prompt.needs))
        and (not prompt.neutral or gates.fillable(plan, bond, prompt))
        and (not prompt.after or _after(plan, bond, prompt) != date.max)
        and not (gates.HEARD in prompt.needs and calling.is_heard(plan, bond, prompt))
    )


def _after(plan: Plan, bond: BondStanding, prompt: Prompt) -> date:
    """The date on which the question before was answered; date.max when it was not since this one was settled."""
    before = bond.shown(prompt.after).answered_at
    own = bond.shown(prompt.id).settled_at
    if before is None or (own is not None and own >= before):
        return date.max
    return hours.local_date(before, plan.rules.zone)


def rides_along(plan: Plan, bond: BondStanding, now: datetime) -> Prompt | None:
    """The one-key question that may end a sitting, when its week is over."""
    day = hours.local_date(now, plan.rules.zone)
    if bond.moving_on or not gates.first_round_over(plan, bond, now):
        return None
    for prompt in plan.families.get(Family.WANT, ()):
        shown = bond.shown(prompt.id)
        retired = shown.retired_until is not None and day < shown.retired_until
        if prompt.rides and not retired and (shown.on is None or shown.on + timedelta(days=7) <= day):
            return prompt
    return None


def _reasons(plan: Plan, bond: BondStanding, family: Family, due: Due) -> tuple[Reason, ...]:
    track, days = bond.track(family), due.gap
    reasons = [_due_reason(family, track, due)]
    if track.factor > 1:
        reasons.append(Reason(rule="slower", values=(("days", str(days)),)))
    if track.factor < 1:
        reasons.append(Reason(rule="faster", values=(("days", str(days)),)))
    if bond.slow_until is not None and due.day <= hours.local_date(bond.slow_until, plan.rules.zone):
        reasons.append(Reason(rule="slow-space"))
    if track.rests_until == due.day:
        reasons.append(Reason(rule="rested", values=(("day", due.day.isoformat()),)))
    return tuple(reasons)


def _due_reason(family: Family, track: Track, due: Due) -> Reason:
    if track.due is not None:
        return Reason(rule="put-off", values=(("day", track.due.isoformat()),))
    if track.last is not None:
        return Reason(rule="gap", values=(("days", str(due.gap)), ("last", track.last.isoformat())))
    if family is Family.GROUND:
        return Reason(rule="ground-first", values=(("days", str(pacing.GROUND_FIRST)),))
    if family is Family.WANT:
        return Reason(rule="first-round")
    return Reason(rule="gate-open", values=(("day", due.first.isoformat()),))
