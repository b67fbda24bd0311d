"""The one read side: what the command line and the page show. Plain values, ready for JSON; instants end in Z."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from tending.core import choosing, contact, pacing, planning
from tending.core.entries import Answered, Asked, Entry, Undone
from tending.core.model import Family, Plan, Prompt, Reason
from tending.core.records import DeliveryState, Query, ReplyState, Way
from tending.core.standing import BondStanding, Sitting, Standing
from tending.core.words import because, say
from tending.ports import Journal, Work
from tending.service import asking, echoes
from tending.service.turn import STAMP, Turn

CHECK_IN = re.compile(r"c([1-9][0-9]{0,17})")
UNDONE = Query(kinds=("undone",))


def stamp(moment: datetime | None) -> str | None:
    return moment.strftime(STAMP) if moment is not None else None


def status(turn: Turn, journal: Journal) -> dict[str, Any]:
    """Everything that `tending status` shows."""
    with journal.reading() as work:
        standing = work.standing()
        decision = planning.plan(turn.given, standing, turn.now)
        return {
            "now": stamp(turn.now),
            "next_wake": stamp(decision.wake),
            "next_at": stamp(decision.next.at) if decision.next else None,
            "keeper": 1,
            "bonds": [_bond(bond) for bond in standing.bonds if not bond.closed],
            "open": [_open(turn, sitting, labels(standing)) for sitting in standing.open],
            "channels": channels(turn, work),
            "paused_until": _paused(standing),
            "hushed_until": _hushed(standing, turn.now),
            "budget": _budget(turn.given, standing, turn.now),
            "held": [because(reason, turn.language) for reason in decision.held],
            "uncertain": [_uncertain(one) for one in work.deliveries(DeliveryState.UNCERTAIN)],
            "quarantined": [_quarantined(one) for one in work.replies(ReplyState.QUARANTINED)],
            "unread": len(work.replies(ReplyState.NEW)),
        }


def _bond(bond: BondStanding) -> dict[str, Any]:
    return {
        "label": bond.label,
        "profile": choosing.profile_of(bond).value,
        "contact_state": contact.contact_state(bond).value,
        "shut": [family.value for family in Family if contact.shut(bond, family)],
    }


def labels(standing: Standing) -> dict[int, str]:
    """The bonds by their numbers, as the keeper calls them."""
    return {bond.number: bond.label for bond in standing.bonds}


def _open(turn: Turn, sitting: Sitting, called: Mapping[int, str]) -> dict[str, Any]:
    prompt = turn.given.prompts.get(sitting.prompt)
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
    return {"used": int(used) if used == int(used) else used, "of": pacing.budget(standing, given.rules, now)}


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
    return [_channel(work, way) for way in turn.ways]


def _channel(work: Work, way: Way) -> dict[str, Any]:
    known = work.channel(way.name)
    return {
        "name": way.name,
        "kind": way.kind,
        "level": way.level.value,
        "confirmed": not way.remote or asking.is_confirmed(work, way),
        "stopped": work.stopped(way.address),
        "last_sent": stamp(known.last_sent) if known else None,
        "last_heard": stamp(known.last_heard) if known else None,
        "trouble": (known.trouble or None) if known else None,
        "trouble_since": stamp(known.trouble_since) if known else None,
    }


def journal_rows(turn: Turn, journal: Journal, query: Query) -> list[dict[str, Any]]:
    """Entries, newest first, with the family and prompt of the check-in each belongs to."""
    with journal.reading() as work:
        entries = work.entries(query)
        numbers = sorted({number for entry in entries if (number := _check_in(entry))})
        families = {one.id: one.family.value for one in work.check_ins(numbers)}
        called = labels(work.standing())
        undone = {fact.payload.seq for fact in work.entries(UNDONE) if isinstance(fact.payload, Undone)}
    rows = (_row(turn, entry, families, called) for entry in entries)
    return [{**row, "taken_back": row["seq"] in undone} for row in rows]


def _check_in(entry: Entry) -> int:
    return entry.seq if isinstance(entry.payload, Asked) else getattr(entry.payload, "check_in", 0)


def _row(turn: Turn, entry: Entry, families: Mapping[int, str], called: Mapping[int, str]) -> dict[str, Any]:
    fact = entry.payload
    text = fact.words.personal if isinstance(fact, Asked) else getattr(fact, "text", "")
    answer = dict(fact.values) if isinstance(fact, Answered) else None
    number = _check_in(entry)
    return {
        "seq": entry.seq,
        "at": stamp(entry.at),
        "bond": called.get(entry.bond),
        "kind": entry.kind,
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
            [Family(what)]
            if what
            else [family for family in Family if family in pacing.PACES or family in contact.OUTWARD]
        )
        return [
            {"bond": bond.label, "family": family.value, "why": explain(turn, standing, bond, family)}
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
    closed = choosing.closed_by(turn.given, standing, bond, family)
    if closed == "gate":
        gate = choosing.gate_of(turn.given, bond, family)
        values = (("needed", str(len(gate.needed))), ("settled", str(gate.settled)))
        return [Reason(rule="gate", values=values)]
    if closed:
        return [Reason(rule=closed)]
    candidate = choosing.candidate_of(turn.given, standing, bond, family)
    if candidate is None:
        return [Reason(rule="no-question")]
    due = Reason(rule="due", values=(("day", candidate.ready.isoformat()),))
    following = planning.next_ask(turn.given, standing, turn.now)
    if following is not None and (following.bond, following.family) == (bond.number, family):
        return [*following.why, Reason(rule="next", values=(("when", echoes.when(turn, following.at)),))]
    return [*candidate.why, due, *planning.held_by(standing, turn.now)[: following is None]]


def question_text(turn: Turn, sitting: Sitting) -> tuple[str, Prompt | None]:
    """The question that waits, for the terminal: in the keeper's own words, with its choices."""
    prompt = turn.given.prompts.get(sitting.prompt)
    return sitting.words.personal, prompt


def next_line(turn: Turn, journal: Journal) -> str:
    """One line a person can read: what is open, or what comes next."""
    with journal.reading() as work:
        if work.standing().asking is not None:
            return say("one-open", turn.language)
        return echoes.what_follows(turn, work)[0]
