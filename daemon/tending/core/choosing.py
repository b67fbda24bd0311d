"""What may be asked on a local date: which families are open, when each is due, and which of its questions is next."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tending.core import contact, hours, pacing
from tending.core.model import Family, Plan, Profile, Prompt, Reason
from tending.core.standing import WRITING, BondStanding, Shown, Standing, Track

ORDER = {family: place for place, family in enumerate(Family)}
ACCOUNT_GATE = ("A0", "A1", "A2", "A3", "A4")
LED = ("follow-up", "setup")
EXCUSED = "rested:account"
NEVER = Shown()


@dataclass(frozen=True, kw_only=True, slots=True)
class Gate:
    """What must come before a family opens: the prompts to be answered (or skipped twice), and how many are."""

    needed: tuple[Prompt, ...] = ()
    settled: int = 0

    @property
    def open(self) -> bool:
        return self.settled >= len(self.needed)


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A family of a bond that may be asked, from the local date `ready` on. `prompts` lists its questions by date."""

    bond: BondStanding
    family: Family
    due: date
    gap: int
    prompts: tuple[tuple[date, Prompt], ...]
    why: tuple[Reason, ...]

    @property
    def ready(self) -> date:
        return max(self.due, min(first for first, _ in self.prompts))

    def prompt(self, day: date) -> Prompt:
        """What it asks from `ready` on: what has its own rhythm, else the one asked longest ago."""
        able = [prompt for first, prompt in self.prompts if first <= day]
        return min(able, key=lambda prompt: _turn(self.bond, prompt))


def choose(those: tuple[Candidate, ...], day: date) -> Candidate | None:
    """The family that is most overdue for its own gap; ties by the order of families, then of bonds."""
    ready = [one for one in those if one.ready <= day]
    return max(
        ready,
        key=lambda one: ((day - one.due).days / one.gap, -ORDER[one.family], -one.bond.number),
        default=None,
    )


def candidates(plan: Plan, standing: Standing) -> tuple[Candidate, ...]:
    """Every family that has a question left to ask, now or on a later date."""
    found = (candidate_of(plan, standing, bond, family) for bond in standing.bonds for family in pacing.PACES)
    return tuple(one for one in found if one is not None)


def candidate_of(plan: Plan, standing: Standing, bond: BondStanding, family: Family) -> Candidate | None:
    if closed_by(plan, standing, bond, family):
        return None
    prompts = _prompts(plan, standing, bond, family)
    if not prompts:
        return None
    due, days = due_of(plan, bond, family)
    return Candidate(
        bond=bond, family=family, due=due, gap=days, prompts=prompts, why=_reasons(plan, bond, family, due, days)
    )


def closed_by(plan: Plan, standing: Standing, bond: BondStanding, family: Family) -> str:
    """Why a family of a bond is not asked at all: a key of the words by language, or nothing."""
    if bond.closed or not bond.label:
        return "bond-closed" if bond.closed else "not-set-up"
    if door := contact.shut(bond, family):
        return door
    if family is Family.GROUND and bond.number != next(one.number for one in standing.bonds if not one.closed):
        return "ground-once"
    return "" if gate_of(plan, bond, family).open else "gate"


def profile_of(bond: BondStanding) -> Profile:
    return Profile.MOVING_ON if bond.moving_on else bond.profile


def settled(plan: Plan, bond: BondStanding, prompt: Prompt) -> bool:
    """Answered, skipped twice, or unable to be asked because the words it would quote were never given."""
    shown = bond.prompts.get(prompt.id, NEVER)
    return shown.settled_at is not None or not _fillable(plan, bond, prompt)


def first_round(plan: Plan, bond: BondStanding) -> tuple[Prompt, ...]:
    profile = profile_of(bond)
    return tuple(
        prompt
        for prompt in plan.families.get(Family.WANT, ())
        if prompt.first_round and (not prompt.profiles or profile in prompt.profiles)
    )


def first_round_over(plan: Plan, bond: BondStanding) -> bool:
    return all(settled(plan, bond, prompt) for prompt in first_round(plan, bond))


def gate_of(plan: Plan, bond: BondStanding, family: Family) -> Gate:
    """The gate of a family: the first round before account, account before listen and promise."""
    needed: tuple[Prompt, ...] = ()
    if family in {Family.ACCOUNT, Family.LISTEN, Family.PROMISE} and not bond.moving_on:
        needed = first_round(plan, bond)
    if family in {Family.LISTEN, Family.PROMISE} and not bond.moving_on and _account_counts(bond):
        needed += tuple(plan.prompts[name] for name in ACCOUNT_GATE if name in plan.prompts)
    return Gate(needed=needed, settled=sum(settled(plan, bond, prompt) for prompt in needed))


def _account_counts(bond: BondStanding) -> bool:
    return EXCUSED not in bond.facts and not contact.shut(bond, Family.ACCOUNT)


def due_of(plan: Plan, bond: BondStanding, family: Family) -> tuple[date, int]:
    """The local date from which a family waits to be asked, and its gap in days then."""
    pace = pacing.PACES[family]
    if family is Family.WANT and not first_round_over(plan, bond):
        pace = pacing.FIRST_ROUND
    track = bond.tracks.get(family, Track())
    days = pacing.gap(pace, track)
    due = min(_due(plan, bond, family, track, days), _rhythm(plan, bond, family, track, pace))
    if bond.slow_until is not None and track.due is None and track.last is not None:
        slowed = pacing.gap(pace, track, slow=True)
        slow_end = hours.local_date(bond.slow_until, plan.rules.zone)
        due = max(due, min(track.last + timedelta(days=slowed), slow_end))
        days = max(days, (due - track.last).days)
    return max(due, track.rests_until or due), days


def _rhythm(plan: Plan, bond: BondStanding, family: Family, track: Track, pace: pacing.Pace) -> date:
    """When a question with a rhythm of its own calls its family out of turn; date.max when none does."""
    asked = [
        shown.on + timedelta(days=prompt.every_days)
        for prompt in plan.families.get(family, ())
        if prompt.every_days and (shown := bond.prompts.get(prompt.id, NEVER)).on is not None
    ]
    if not asked or track.last is None or track.due is not None or pace is pacing.FIRST_ROUND:
        return date.max
    return max(track.last + timedelta(days=pace.least), *asked)


def _due(plan: Plan, bond: BondStanding, family: Family, track: Track, days: int) -> date:
    if track.due is not None:
        return track.due
    if track.last is not None:
        return track.last + timedelta(days=days)
    return _first_due(plan, bond, family)


def _first_due(plan: Plan, bond: BondStanding, family: Family) -> date:
    if family is Family.GROUND:
        return hours.local_date(bond.added_at, plan.rules.zone) + timedelta(days=pacing.GROUND_FIRST)
    if family is Family.PROMISE and bond.moving_on:
        return hours.local_date(bond.added_at, plan.rules.zone) + timedelta(days=pacing.PACES[family].gap)
    opened = [
        shown.settled_at
        for prompt in gate_of(plan, bond, family).needed
        if (shown := bond.prompts.get(prompt.id, NEVER)).settled_at is not None
    ]
    return hours.local_date(max(opened, default=bond.added_at), plan.rules.zone)


def _prompts(plan: Plan, standing: Standing, bond: BondStanding, family: Family) -> tuple[tuple[date, Prompt], ...]:
    """The questions a family may ask, each with its first date; those a gate waits for come alone."""
    if family is Family.WANT and not first_round_over(plan, bond):
        waiting = next(prompt for prompt in first_round(plan, bond) if not settled(plan, bond, prompt))
        return ((_written_enough_until(plan, standing, waiting), waiting),)
    asked = [(first, one) for one in plan.families.get(family, ()) if (first := _first(plan, standing, bond, one))]
    if family is Family.ACCOUNT and EXCUSED in bond.facts:
        return tuple(pair for pair in asked if pair[1].id == ACCOUNT_GATE[0])
    if family is Family.ACCOUNT:
        gate = [pair for pair in asked if pair[1].id in ACCOUNT_GATE and not settled(plan, bond, pair[1])]
        return tuple(gate[:1] or asked)
    return tuple(asked)


def _turn(bond: BondStanding, prompt: Prompt) -> tuple[bool, float]:
    asked = bond.prompts.get(prompt.id, NEVER).asked_at
    return (not prompt.every_days, asked.timestamp() if asked else 0.0)


def _first(plan: Plan, standing: Standing, bond: BondStanding, prompt: Prompt) -> date | None:
    """The first date on which a question may be asked; None as things stand."""
    if not _able(plan, bond, prompt):
        return None
    shown = bond.prompts.get(prompt.id, NEVER)
    dates = [_written_enough_until(plan, standing, prompt)]
    if shown.on is not None:
        dates.append(shown.on + timedelta(days=prompt.every_days or prompt.repeat_days))
    if shown.retired_until is not None:
        dates.append(shown.retired_until)
    if prompt.after:
        dates.append(_after(plan, bond, prompt) + timedelta(days=prompt.after_days))
    return max(dates)


def _written_enough_until(plan: Plan, standing: Standing, prompt: Prompt) -> date:
    """The first date on which a question that invites long writing may come."""
    rests = pacing.writing_rests_until(standing) if prompt.id in WRITING else None
    return date.min if rests is None else hours.local_date(rests, plan.rules.zone)


def _able(plan: Plan, bond: BondStanding, prompt: Prompt) -> bool:
    return (
        not prompt.rides
        and (not prompt.profiles or profile_of(bond) in prompt.profiles)
        and has_needs(bond, prompt)
        and _fillable(plan, bond, prompt)
        and (not prompt.after or _after(plan, bond, prompt) != date.max)
    )


def has_needs(bond: BondStanding, prompt: Prompt, *, led: bool = False) -> bool:
    """Whether all facts are known that a question needs. `led`: another question leads to it in the same sitting."""
    known = {*bond.facts, *(LED if led else ()), *(["practical-ties"] if bond.practical else [])}
    return known.issuperset(prompt.needs)


def _fillable(plan: Plan, bond: BondStanding, prompt: Prompt) -> bool:
    """Whether every placeholder has the keeper's own words; before the question that gives them, it still may."""
    return all(name in bond.fills or _may_be_filled(plan, bond, name) for name in prompt.neutral)


def _may_be_filled(plan: Plan, bond: BondStanding, name: str) -> bool:
    givers = [prompt for prompt in plan.prompts.values() if name in prompt.keeps]
    return any(prompt.first_round and bond.prompts.get(prompt.id, NEVER).settled_at is None for prompt in givers)


def _after(plan: Plan, bond: BondStanding, prompt: Prompt) -> date:
    """The date on which the question before was answered; date.max when it was not since this one was settled."""
    before = bond.prompts.get(prompt.after, NEVER).answered_at
    own = bond.prompts.get(prompt.id, NEVER).settled_at
    if before is None or (own is not None and own >= before):
        return date.max
    return hours.local_date(before, plan.rules.zone)


def rides_along(plan: Plan, bond: BondStanding, now: datetime) -> Prompt | None:
    """The one-key question that may end a sitting, when its week is over."""
    day = hours.local_date(now, plan.rules.zone)
    if bond.moving_on or not first_round_over(plan, bond):
        return None
    for prompt in plan.families.get(Family.WANT, ()):
        shown = bond.prompts.get(prompt.id, NEVER)
        retired = shown.retired_until is not None and day < shown.retired_until
        if prompt.rides and not retired and (shown.on is None or shown.on + timedelta(days=7) <= day):
            return prompt
    return None


def _reasons(plan: Plan, bond: BondStanding, family: Family, due: date, days: int) -> tuple[Reason, ...]:
    track = bond.tracks.get(family, Track())
    reasons = [_due_reason(plan, bond, family, track, days)]
    if track.factor > 1:
        reasons.append(Reason(rule="slower", values=(("days", str(days)),)))
    if track.factor < 1:
        reasons.append(Reason(rule="faster", values=(("days", str(days)),)))
    if bond.slow_until is not None and due <= hours.local_date(bond.slow_until, plan.rules.zone):
        reasons.append(Reason(rule="slow-space"))
    if track.rests_until == due:
        reasons.append(Reason(rule="rested", values=(("day", due.isoformat()),)))
    return tuple(reasons)


def _due_reason(plan: Plan, bond: BondStanding, family: Family, track: Track, days: int) -> Reason:
    if track.due is not None:
        return Reason(rule="put-off", values=(("day", track.due.isoformat()),))
    if track.last is not None:
        return Reason(rule="gap", values=(("days", str(days)), ("last", track.last.isoformat())))
    if family is Family.GROUND:
        return Reason(rule="ground-first", values=(("days", str(pacing.GROUND_FIRST)),))
    if family is Family.WANT:
        return Reason(rule="first-round")
    return Reason(rule="gate-open", values=(("day", _first_due(plan, bond, family).isoformat()),))
