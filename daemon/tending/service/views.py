"""The one read side: what the command line and the page show. Plain values, ready for JSON; instants end in Z."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tending.core import choosing, gates, hours, pacing, planning
from tending.core import contact as doors
from tending.core.contact import ContactState
from tending.core.entries import Answered, Asked, Entry, LedgerFact, Undone, came_with
from tending.core.flat import STAMP
from tending.core.model import OUTWARD, Family, Plan, Profile, Prompt, Reason
from tending.core.records import DeliveryState, Query, ReplyState, Way
from tending.core.standing import BondStanding, Sitting, Standing
from tending.core.words import because, on_day, say
from tending.ports import Journal, Work
from tending.service import addresses, admitting, asking, changes, echoes, health, recording, watching
from tending.service.turn import Turn

CHECK_IN = re.compile(r"c([1-9][0-9]{0,17})")
DAYS_A_QUESTION = 10 / 7  # of those that come first, most in sittings of two: 14 in 20 days, by simulation
MOST_OF_ONE_ANSWER = 4


def stamp(moment: datetime | None) -> str | None:
    return moment.strftime(STAMP) if moment is not None else None


def status(turn: Turn, journal: Journal) -> dict[str, Any]:
    """Everything that `tending status` shows."""
    with journal.reading() as work:
        standing = work.standing()
        if pacing.hidden(standing, turn.now):
            return _nothing_to_see(turn)
        decision = planning.plan(turn.given, standing, turn.now)
        return {
            "now": stamp(turn.now),
            "next_wake": stamp(decision.wake),
            "next_at": stamp(decision.next.at) if decision.next else None,
            "keeper": 1,
            "ended": [bond.label for bond in standing.bonds if bond.closed and bond.label],
            "bonds": [bond_row(turn, bond) for bond in standing.bonds if not bond.closed],
            "open": [_open(turn, sitting, labels(standing)) for sitting in standing.open],
            "channels": channels(turn, work),
            "wrong": [{"what": one.what, "since": stamp(one.since)} for one in health.wrong(turn, work)],
            "changes": changes.recent(turn, work),
            "by_hand": [_uncertain(one) for one in admitting.refused(work)],
            "paused_until": _paused(standing),
            "hushed_until": _hushed(standing, turn.now),
            "budget": _budget(turn.given, standing, turn.now),
            "held": [because(reason, turn.language) for reason in _held(standing, decision.held)],
            "uncertain": [_uncertain(one) for one in work.deliveries(DeliveryState.UNCERTAIN)],
            "quarantined": [_quarantined(one) for one in work.replies(ReplyState.QUARANTINED)],
            "unread": len(work.replies(ReplyState.NEW)),
        }


def _held(standing: Standing, held: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Where nobody was set up, that is why nothing comes."""
    if held == (Reason(rule="nothing-to-ask"),) and not echoes.is_set_up(standing):
        return (Reason(rule="not-set-up"),)
    return held


def _nothing_to_see(turn: Turn) -> dict[str, Any]:
    """The same keys, and nothing behind them."""
    lists = ("ended", "bonds", "open", "channels", "wrong", "changes", "by_hand", "held", "uncertain", "quarantined")
    none = ("next_wake", "next_at", "paused_until", "hushed_until")
    empty = {"now": stamp(turn.now), "keeper": 1, "budget": {"used": 0, "of": 0}, "unread": 0, "hidden": True}
    return empty | {name: [] for name in lists} | dict.fromkeys(none)


def bond_row(turn: Turn, bond: BondStanding) -> dict[str, Any]:
    return {
        "label": bond.label,
        "profile": gates.profile_of(bond).value,
        "contact_state": gates.state_of(turn.given, bond, turn.now).value,
        "shut": [family.value for family in Family if gates.shut(turn.given, bond, family, turn.now)],
    }


def contact_outlook(turn: Turn, bond: BondStanding) -> str:
    """When the keeper may think of reaching them: a date where time decides, else the reason."""
    state = gates.state_of(turn.given, bond, turn.now)
    values = {"label": bond.label or say("them", turn.language)}
    if gates.profile_of(bond) is Profile.MOVING_ON:
        return say("outlook-moving-on", turn.language)
    if state is ContactState.QUIET:
        day = hours.local_date(_opens(turn, bond), turn.given.rules.zone)
        return say("outlook-QUIET", turn.language, **values, day=on_day(day, turn.language))
    outlook = say(f"outlook-{state.value}", turn.language, **values)
    if state is ContactState.SPACE and bond.contact.named is not None:
        named = say("space-until", turn.language, day=on_day(bond.contact.named, turn.language))
        return echoes.joined(named, outlook)
    return outlook


def _opens(turn: Turn, bond: BondStanding) -> datetime:
    """The earliest day on which a first question of reach can come: the quiet days, and the questions before it."""
    quiet = doors.quiet_until(bond.contact, gates.distance_of(turn.given, bond))
    left = (
        len(gates.gate_of(turn.given, bond, Family.REACH, turn.now).needed)
        - gates.gate_of(turn.given, bond, Family.REACH, turn.now).settled
    )
    return max(quiet, turn.now + timedelta(days=math.ceil(left * DAYS_A_QUESTION)))


def labels(standing: Standing) -> dict[int, str]:
    """The bonds by their numbers, as the keeper calls them."""
    return {bond.number: bond.label for bond in standing.bonds}


def _open(turn: Turn, sitting: Sitting, called: Mapping[int, str]) -> dict[str, Any]:
    prompt = asking.prompt_of(turn.given, sitting)
    return {
        "id": f"c{sitting.id}",
        "bond": called.get(sitting.bond, sitting.deck),
        "family": sitting.family.value,
        "prompt": sitting.prompt,
        "line": sitting.words.line,
        "body": sitting.words.personal,
        "form": prompt.form.text if prompt is not None else "choice: keep / pause / drop",
        "asked_at": stamp(sitting.asked_at),
        "expires_at": stamp(sitting.expires_at),
    }


def _paused(standing: Standing) -> str | None:
    until = pacing.paused_until(standing)
    return "until you write resume" if until == pacing.FOREVER else stamp(until)


def _hushed(standing: Standing, now: datetime) -> str | None:
    until = pacing.hushed_until(standing)
    if until == pacing.FOREVER:
        return "until you write"
    return stamp(until) if until is not None and until > now else None


def _budget(given: Plan, standing: Standing, now: datetime) -> dict[str, float]:
    used = planning.week_used(given, standing, now)
    return {"used": int(used) if used == int(used) else used, "of": planning.budget(given, standing, now)}


def _uncertain(delivery: Any) -> dict[str, Any]:
    return {
        "key": delivery.key,
        "channel": delivery.channel,
        "check_in": f"c{delivery.check_in}",
        "detail": delivery.detail,
    }


def _quarantined(stored: Any) -> dict[str, Any]:
    reply = stored.reply
    return {
        "id": stored.id,
        "channel": reply.channel,
        "received_at": stamp(reply.received_at),
        "trouble": reply.trouble,
    }


def channels(turn: Turn, work: Work) -> list[dict[str, Any]]:
    """The channels in the settings, and what the store knows of each."""
    return [_channel(turn, work, way) for way in turn.ways]


def _channel(turn: Turn, work: Work, way: Way) -> dict[str, Any]:
    known, address = work.channel(way.name), addresses.known_as(work, way)
    return {
        "name": way.name,
        "kind": way.kind,
        "level": way.level.value,
        "confirmed": not way.remote or addresses.is_confirmed(turn, work, way),
        "stopped": addresses.is_stopped(work, way),
        "since": stamp(address.confirmed_at) if address else None,
        "until": stamp(addresses.until(turn, work, way)),
        "last_sent": stamp(known.last_sent) if known else None,
        "last_heard": stamp(known.last_heard) if known else None,
        "trouble": (known.trouble or None) if known else None,
        "trouble_since": stamp(known.trouble_since) if known else None,
        "last_return": stamp(watching.back_at(turn, work, way.name)) if way.two_way else None,
    }


def journal_rows(turn: Turn, journal: Journal, query: Query) -> list[dict[str, Any]]:
    """Entries, newest first, with the family and prompt of the check-in each belongs to."""
    most = None if query.limit is None else query.limit * MOST_OF_ONE_ANSWER
    with journal.reading() as work:
        found = work.entries(replace(query, limit=most))
        entries = [entry for entry in found if not came_with(entry)][: query.limit]
        numbers = sorted({number for entry in entries if (number := _check_in(entry))})
        families = {one.id: one.family.value for one in work.check_ins(numbers)}
        called = labels(work.standing())
        undone = recording.taken_back(work)
    rows = (_row(turn, entry, families, called) for entry in entries)
    return [{**row, "taken_back": row["seq"] in undone} for row in rows]


def last_undone(turn: Turn, journal: Journal) -> dict[str, Any] | None:
    """What was taken back last, as a row of the journal; None while all is hidden."""
    with journal.reading() as work:
        if pacing.hidden(work.standing(), turn.now):
            return None
        (last,) = work.entries(Query(kinds=(Undone.kind,), limit=1))
        entry = work.entry(last.payload.seq) if isinstance(last.payload, Undone) else None
        return {**_row(turn, entry or last, {}, labels(work.standing())), "taken_back": False}


def _check_in(entry: Entry) -> int:
    return entry.seq if isinstance(entry.payload, Asked) else getattr(entry.payload, "check_in", 0)


def _row(turn: Turn, entry: Entry, families: Mapping[int, str], called: Mapping[int, str]) -> dict[str, Any]:
    fact = entry.payload
    text = fact.words.personal if isinstance(fact, Asked) else getattr(fact, "text", "")
    if not text and isinstance(fact, LedgerFact):
        text = ", ".join(str(value) for value in fact.values.values())
    answer = dict(fact.values) if isinstance(fact, Answered) else None
    number = _check_in(entry)
    return {
        "seq": entry.seq,
        "at": stamp(entry.at),
        "bond": called.get(entry.bond),
        "kind": entry.kind,
        "what": getattr(fact, "what", None) or getattr(fact, "mark", None),
        "check_in": f"c{number}" if number else None,
        "family": families.get(number),
        "prompt": getattr(fact, "prompt", None),
        "text": text or None,
        "answer": answer,
        "why": [because(reason, turn.language) for reason in fact.why] if isinstance(fact, Asked) else [],
    }


def preview(turn: Turn, copied: Journal, days: int) -> list[dict[str, Any]]:
    """What would be asked in the coming days if every question were answered the same evening. Nothing is sent.

    `copied` is an in-memory journal that starts from the keeper's own standing.
    """
    from tending.service import simulating  # noqa: PLC0415 - only looking ahead pays for it

    return simulating.ahead(turn.given, copied, turn.now, turn.now + timedelta(days=days))


def why(turn: Turn, journal: Journal, what: str) -> list[dict[str, Any]]:
    """Every rule that put a family, or a check-in, where it is; all families when nothing is named."""
    with journal.reading() as work:
        standing = work.standing()
        if named := CHECK_IN.fullmatch(what):
            return _why_check_in(turn, work, int(named[1]))
        families = (
            [Family(what)] if what else [family for family in Family if family in pacing.PACES or family in OUTWARD]
        )
        return [
            {
                "bond": bond.label or say("them", turn.language),
                "family": family.value,
                "why": explain(turn, standing, bond, family),
            }
            for bond in standing.bonds
            if not bond.closed
            for family in families
        ]


def _why_check_in(turn: Turn, work: Work, number: int) -> list[dict[str, Any]]:
    entry = work.entry(number)
    if entry is None or not isinstance(entry.payload, Asked):
        return []
    reasons = [because(reason, turn.language) for reason in entry.payload.why]
    return [{"check_in": f"c{number}", "family": entry.payload.family.value, "why": reasons}]


def explain(turn: Turn, standing: Standing, bond: BondStanding, family: Family) -> list[str]:
    """The rules that hold a family back, or place it."""
    return [because(reason, turn.language) for reason in _explained(turn, standing, bond, family)]


def _explained(turn: Turn, standing: Standing, bond: BondStanding, family: Family) -> Sequence[Reason]:
    closed = choosing.closed_by(turn.given, standing, bond, family, turn.now)
    if closed == "gate":
        gate = gates.gate_of(turn.given, bond, family, turn.now)
        values = (("needed", str(len(gate.needed))), ("settled", str(gate.settled)))
        return [Reason(rule="gate", values=values)]
    if closed:
        return [Reason(rule=closed), *_opening(turn, bond, family, closed)]
    candidate = choosing.candidate_of(turn.given, standing, bond, family, turn.now)
    if candidate is None:
        return [Reason(rule="no-question")]
    due = Reason(rule="due", values=(("day", candidate.ready.isoformat()),))
    following = planning.next_ask(turn.given, standing, turn.now)
    if following is not None and (following.bond, following.family) == (bond.number, family):
        return [*following.why, Reason(rule="next", values=(("when", echoes.when(turn, following.at)),))]
    return [*candidate.why(turn.given), due, *planning.held_by(standing, turn.now)[: following is None]]


def _opening(turn: Turn, bond: BondStanding, family: Family, closed: str) -> Iterator[Reason]:
    """What is still missing before a first question of reaching out, and the day it can come at the earliest."""
    if family not in OUTWARD or closed != "door-quiet":
        return
    gate = gates.gate_of(turn.given, bond, family, turn.now)
    if not gate.open:
        yield Reason(rule="gate", values=(("needed", str(len(gate.needed))), ("settled", str(gate.settled))))
    day = hours.local_date(_opens(turn, bond), turn.given.rules.zone)
    yield Reason(rule="opens", values=(("day", on_day(day, turn.language)),))


def question_text(turn: Turn, sitting: Sitting) -> tuple[str, Prompt | None]:
    """The question that waits, for the terminal: in the keeper's own words, with its choices."""
    return sitting.words.personal, asking.prompt_of(turn.given, sitting)


def next_line(turn: Turn, journal: Journal) -> str:
    """One line a person can read: what is open, or what comes next, and whether something is wrong.

    It may stand for days, so it names the day.
    """
    with journal.reading() as work:
        if pacing.hidden(work.standing(), turn.now):
            return say("hidden", turn.language)
        said, at = echoes.what_follows(turn, work)
        wrong = health.wrong(turn, work)
    line = said if at is None else say("next-at", turn.language, when=_exactly(turn, at))
    return say("next-wrong", turn.language, next=line) if wrong else line


def _exactly(turn: Turn, at: datetime) -> str:
    there = hours.local(at, turn.given.rules.zone)
    return f"{on_day(there.date(), turn.language)}, {there:%H:%M}"
