"""Planning: `plan(given, standing, now)` says what is due, when to wake next, and why.

A pure function of its arguments: the same standing gives the same plan, so years replay byte for byte. It decides
what comes next if nothing else happens; whatever happens changes the standing, and the plan is made again.
"""

import hmac
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from tending.core import calling, care_pause, choosing, digest, gates, hours, meetings, pacing, plain
from tending.core.model import OUTWARD, DuePrompt, Plan, Prompt, Reason
from tending.core.remembering import remembered
from tending.core.standing import AHEAD, HUSH_AFTER, BondStanding, Page, Sitting, Standing, loosened
from tending.core.values import dataclass
from tending.core.windows import Window

HORIZON_DAYS = 400
FAR = pacing.FOREVER - timedelta(days=2 * HORIZON_DAYS)
WEEK = timedelta(days=7)
EXPLORE_EVERY = 20
NOON = time(12)
REMIND_UNTIL_LAPSES = 2
CLOCK_CHANGE = Reason(rule="clock-change")
BEYOND = datetime(2088, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Slot:
    """A place in the day: the instant, and until when it may still be used by a program that woke late.

    `rules` moved it there, beside the window's own.
    """

    at: datetime
    until: datetime
    window: str
    rules: tuple[Reason, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """What to do now, and when to look again.

    `lapsed` have ended, `due` is to be asked, `remind` to be shown once more, `pages` of the night drawer to be shown
    by daylight, `still`: the one line a day after the help card, `digest`: the week, on its Sunday. `next` is the next
    ordinary check-in if nothing happens before. `held` says why there is none.
    """

    lapsed: tuple[Sitting, ...] = ()
    due: tuple[DuePrompt, ...] = ()
    remind: Sitting | None = None
    pages: tuple[Page, ...] = ()
    still: bool = False
    digest: bool = False
    next: DuePrompt | None = None
    wake: datetime | None = None
    held: tuple[Reason, ...] = ()


def plan(given: Plan, standing: Standing, now: datetime) -> Decision:
    """Decide. Lapses come first: what has ended is returned alone, to be recorded before anything is asked.

    What was asked by a clock that ran days ahead has ended too, or nothing would be asked until then. By a clock that
    is decades wrong nothing is decided at all.
    """
    if now >= BEYOND:
        return Decision(held=(Reason(rule="clock"),))
    lapsed = tuple(one for one in standing.open if one.expires_at <= now or one.asked_at > now + AHEAD)
    if lapsed:
        return Decision(lapsed=lapsed, wake=now)
    following = next_ask(given, standing, now)
    if pacing.hidden(standing, now):
        return _hidden(standing, now, following)
    standing = loosened(standing, now)
    plain_due = plain.next_asks(given, standing, now)
    reminder = next_reminder(given, standing, now)
    still = care_pause.still_at(given.rules, standing, now)
    week = digest.digest_at(given.rules, standing, now)
    of_its_day = meetings.of_its_day(given, standing, now)
    if of_its_day is not None and (following is None or of_its_day.at <= max(now, following.at)):
        following = of_its_day
    asks = [one for one in (following, *plain_due) if one is not None]
    wakes = [
        *(one.at for one in asks),
        *(sitting.expires_at for sitting in standing.open),
        *(page.show_at for page in standing.drawer if page.show_at > now),
        *(loosening.at for loosening in standing.loosenings),
        *([reminder[1]] if reminder else []),
        *_door_changes(given, standing, now),
        *(at for at in (still, week) if at is not None),
    ]
    return Decision(
        due=tuple(one for one in asks if one.at <= now),
        remind=reminder[0] if reminder and reminder[1] <= now else None,
        pages=care_pause.pages_due(standing, now),
        still=still is not None and still <= now,
        digest=week is not None and week <= now,
        next=following,
        wake=min(wakes, default=None),
        held=() if following else held_by(standing, now),
    )


def _hidden(standing: Standing, now: datetime, following: DuePrompt | None) -> Decision:
    """Only what ends by itself goes on."""
    assert standing.hidden_until is not None  # noqa: S101 - the one caller has looked
    wakes = [standing.hidden_until, *(sitting.expires_at for sitting in standing.open)]
    return Decision(next=following, wake=min(wakes), held=() if following else held_by(standing, now))


def _door_changes(given: Plan, standing: Standing, now: datetime) -> Iterator[datetime]:
    """When time alone opens or shuts a door next, while anything is asked at all."""
    silent = pacing.FOREVER in {pacing.hushed_until(standing), pacing.paused_until(standing)}
    if silent and standing.asking is None:
        return
    changes = (calling.changes(given, bond, now) for bond in standing.bonds if bond.label and not bond.closed)
    yield from (at for at in changes if at is not None)


@remembered
def next_ask(given: Plan, standing: Standing, now: datetime) -> DuePrompt | None:
    """The next ordinary check-in if nothing happens before it; its instant lies in the past when it is due."""
    if standing.began_at is None or standing.asking is not None:
        return None
    earliest = _earliest(standing, now)
    if earliest >= FAR:
        return None
    standing = loosened(standing, now)
    candidates = choosing.candidates(given, standing, now)
    met = meetings.quiet_days(given, standing.bonds, now)
    for day in _days(given.rules.zone, standing, candidates, earliest, now, met=met):
        chosen = choosing.choose(candidates, day)
        assert chosen is not None  # noqa: S101 - the days begin where something is ready
        for slot in _slots(given, standing, chosen.family, day):
            found = _admit(given, standing, slot, earliest, now)
            if found and all(_affords(given, standing, chosen, at, now) for at in {found.at, max(found.at, now)}):
                return _due(given, standing, chosen, found, day=day, now=now)
    return None


def _earliest(standing: Standing, now: datetime) -> datetime:
    """The instant before which nothing may be asked: the last word, a pause, a hush, a `more` that came due."""
    assert standing.began_at is not None  # noqa: S101 - the one caller has looked
    waits = (
        _past(standing.settled_at, now),
        pacing.paused_until(standing),
        pacing.hushed_until(standing),
        standing.hidden_until,
    )
    looser = [one.at for one in standing.loosenings if one.at <= now]
    return max([standing.began_at, *looser, *(wait for wait in waits if wait is not None)])


def _past(at: datetime | None, now: datetime) -> datetime | None:
    """When something happened; None for what a clock that ran days ahead has written, or it would hold until then."""
    return at if at is not None and at <= now + AHEAD else None


def _days(
    zone: str,
    standing: Standing,
    candidates: tuple[choosing.Candidate, ...],
    earliest: datetime,
    now: datetime,
    *,
    met: frozenset[date],
) -> Iterator[date]:
    """The local dates on which nothing was asked yet and nobody is met, from the first that has something to ask."""
    if not candidates:
        return
    first = max(hours.local_date(earliest, zone), hours.local_date(now, zone) - timedelta(days=1))
    first = max(first, min(one.ready for one in candidates))
    sent = _past(standing.last_sent_at, now)
    last = hours.local_date(sent, zone) if sent else None
    not_on = {last, *met}
    for offset in range(HORIZON_DAYS):
        day = first + timedelta(days=offset)
        if day not in not_on:
            yield day


def _affords(given: Plan, standing: Standing, chosen: choosing.Candidate, at: datetime, now: datetime) -> bool:
    if week_used(given, standing, at) + 1 > budget(given, standing, at):
        return False
    return chosen.rank >= calling.PROMISED or all(_leaves_one(given, standing, one, at, now) for one in standing.bonds)


def _leaves_one(given: Plan, standing: Standing, bond: BondStanding, at: datetime, now: datetime) -> bool:
    """Whether one is left for the day before a meeting: the last rehearsal is on it."""
    eve, day = meetings.eve(given, bond, now), hours.local_date(at, given.rules.zone)
    if eve is None or not day < eve < day + WEEK:
        return True
    on_it = hours.instant(eve, NOON, given.rules.zone)
    return week_used(given, standing, on_it) + 2 <= budget(given, standing, on_it)


def _slots(given: Plan, standing: Standing, family: str, day: date) -> Iterator[Slot]:
    """The chosen window of that date, then the later ones."""
    rules = given.rules
    best = best_window(rules.windows, standing, day)
    if best is None:
        return
    for window in (best, *(one for one in rules.windows if one.start > best.start)):
        opening = hours.opening(window, day, rules.zone, rules.quiet)
        if opening is None:
            continue
        at = opening.at(draw(given.seed, day, family))
        changed = (CLOCK_CHANGE,) if opening.steps else ()
        yield Slot(at=at, until=opening.end, window=window.name, rules=changed)


def _window_reason(given: Plan, standing: Standing, slot: Slot, day: date) -> Reason:
    best, score = best_window(given.rules.windows, standing, day), standing.score(slot.window)
    rule = "window" if best is not None and slot.window == best.name else "window-later"
    return Reason(
        rule=rule, values=(("window", slot.window), ("answers", str(score.answers)), ("tries", str(score.tries)))
    )


def best_window(windows: tuple[Window, ...], standing: Standing, day: date) -> Window | None:
    """The window most often answered; every twentieth check-in goes to the one least tried."""
    today = [window for window in windows if day.weekday() in window.weekdays]
    if not today:
        return None
    scores = {window.name: standing.score(window.name) for window in today}
    if standing.asked % EXPLORE_EVERY == EXPLORE_EVERY - 1:
        return min(today, key=lambda window: scores[window.name].tries)
    return max(today, key=lambda window: (scores[window.name].answers + 1) / (scores[window.name].tries + 2))


@remembered
def draw(seed: bytes, day: date, family: str) -> int:
    """The number that places a check-in in its window: HMAC-SHA256 of date and family, so a restart draws the same."""
    digest = hmac.digest(seed, f"{day.isoformat()}|{family}".encode(), "sha256")
    return int.from_bytes(digest[:8], "big")


def _admit(given: Plan, standing: Standing, slot: Slot, earliest: datetime, now: datetime) -> Slot | None:
    """The slot, moved behind the minimum gap if its window still holds it; None when it cannot be used."""
    at, why = slot.at, slot.rules
    if at < earliest:
        return None
    if (sent := _past(standing.last_sent_at, now)) is not None:
        after = sent + timedelta(hours=given.rules.min_gap_hours)
        if after > at:
            at, why = after, (*why, Reason(rule="min-gap", values=(("hours", str(given.rules.min_gap_hours)),)))
    if at >= slot.until:
        return None
    if at < now:
        if now > slot.until + pacing.LATE or hours.is_quiet(now, given.rules.quiet, given.rules.zone):
            return None
        why = (*why, Reason(rule="late"))
    return Slot(at=at, until=slot.until, window=slot.window, rules=why)


def _due(
    given: Plan, standing: Standing, chosen: choosing.Candidate, slot: Slot, *, day: date, now: datetime
) -> DuePrompt:
    prompt = chosen.prompt(day)
    probe = standing.unanswered >= HUSH_AFTER
    last = standing.unanswered == pacing.MOST_UNANSWERED - 1
    return DuePrompt(
        bond=chosen.bond.number,
        family=chosen.family,
        prompt=prompt.id,
        at=slot.at,
        on=day,
        expires_at=pacing.expires(prompt, slot.at, given.rules),
        window=slot.window,
        probe=probe,
        last=last,
        why=(
            *chosen.why(given),
            _window_reason(given, standing, slot, day),
            *slot.rules,
            *_week_reasons(given, standing, slot.at, probe=probe),
        ),
        permit=chosen.permit(given, prompt, now),
    )


def _week_reasons(given: Plan, standing: Standing, at: datetime, *, probe: bool) -> Iterator[Reason]:
    used = week_used(given, standing, at)
    yield Reason(rule="budget", values=(("used", f"{used:g}"), ("of", str(budget(given, standing, at)))))
    if probe:
        yield Reason(rule="probe", values=(("sent", str(standing.unanswered)),))
    if standing.recovering_until is not None and at < standing.recovering_until:
        yield Reason(rule="recovery")


def budget(given: Plan, standing: Standing, at: datetime) -> int:
    """Check-ins in seven local dates: half once every door has been shut for weeks, and only they can open it."""
    full = pacing.budget(standing, given.rules, at)
    bonds = [bond for bond in standing.bonds if bond.label and not bond.closed]
    shut = bool(bonds) and all(gates.is_long_shut(given, bond, at) for bond in bonds)
    return max(1, full // 2) if shut else full


def week_used(given: Plan, standing: Standing, at: datetime) -> float:
    """How much of the budget is spent on the local date of `at` and the six before it; a reminder is half a one."""
    day = hours.local_date(at, given.rules.zone)
    dates = [(hours.local_date(sent.at, given.rules.zone), sent.halves) for sent in standing.sent]
    return sum(halves for when, halves in dates if day - WEEK < when <= day) / 2


def next_reminder(given: Plan, standing: Standing, now: datetime) -> tuple[Sitting, datetime] | None:
    """The open check-in that may be shown once more, at the first minute of the next window, and when that is."""
    sitting = standing.asking
    if not given.rules.reminder or sitting is None or not _may_remind(given, standing, sitting):
        return None
    day = hours.local_date(sitting.asked_at, given.rules.zone)
    for offset in range(4):
        for window in sorted(given.rules.windows, key=lambda window: window.start):
            opening = hours.opening(window, day + timedelta(days=offset), given.rules.zone, given.rules.quiet)
            if opening and _fits(given, standing, sitting, opening, now):
                return sitting, opening.start
    return None


def _may_remind(given: Plan, standing: Standing, sitting: Sitting) -> bool:
    prompt: Prompt | None = given.prompts.get(sitting.prompt)
    rating = prompt is not None and prompt.rating
    outward = sitting.family in OUTWARD
    kept_off = sitting.reminded or sitting.probe or sitting.opened or sitting.answered or rating or outward
    return not kept_off and standing.lapses_running < REMIND_UNTIL_LAPSES


def _fits(given: Plan, standing: Standing, sitting: Sitting, opening: hours.Opening, now: datetime) -> bool:
    if not sitting.asked_at < opening.start < sitting.expires_at or opening.end <= now:
        return False
    if (paused := pacing.paused_until(standing)) is not None and opening.start < paused:
        return False
    used = week_used(given, standing, opening.start)
    return used + 0.5 <= budget(given, standing, opening.start)


def held_by(standing: Standing, now: datetime) -> tuple[Reason, ...]:
    """Why no check-in is on its way."""
    if standing.asking is not None:
        return (Reason(rule="one-open"),)
    if (paused := pacing.paused_until(standing)) is not None and paused > now:
        return (Reason(rule="paused"),)
    if pacing.hushed_until(standing) == pacing.FOREVER:
        return (Reason(rule="dormant"),)
    return (Reason(rule="nothing-to-ask"),)


def opened(given: Plan, standing: Standing, now: datetime) -> DuePrompt | None:
    """One more question because the keeper asks for it: no window, no budget, and never about reaching out."""
    standing = loosened(standing, now)
    if standing.asking is not None:
        return None
    today = hours.local_date(now, given.rules.zone)
    inward = (one for one in choosing.candidates(given, standing, now) if one.family not in OUTWARD)
    able = [one for one in inward if _is_new(one, today, given.rules.zone)]
    if not able:
        return None
    chosen = choosing.choose(tuple(able), today) or min(able, key=lambda one: one.due.day)
    prompt = chosen.prompt(today)
    return DuePrompt(
        bond=chosen.bond.number,
        family=chosen.family,
        prompt=prompt.id,
        at=now,
        on=today,
        expires_at=pacing.expires(prompt, now, given.rules),
        opened=True,
        why=(Reason(rule="opened"), *chosen.why(given)),
    )


def _is_new(one: choosing.Candidate, today: date, zone: str) -> bool:
    """Whether it has a question now that was not asked today already: `next` after `skip` brings another."""
    if min(first for first, _ in one.prompts) > today:
        return False
    asked = one.bond.shown(one.prompt(today).id).asked_at
    return asked is None or hours.local_date(asked, zone) < today
