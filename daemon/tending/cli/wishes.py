"""`wish`: what you hope for, in your own answers over time."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import typer

from tending.cli.options import Who
from tending.cli.output import AsJson, emit, emit_json, wrapped
from tending.cli.session import session_of
from tending.core.ledgers.wish import AGREE, LAST, Drift, Lean
from tending.core.model import Plan
from tending.service import wishing
from tending.service.wishing import Wish

IN_WORDS = {"toward": "toward it", "between": "in between", "away": "away from it"}
NOTHING = {"hope": "", "lines": (), "returned": 0, "difference": "", "answers": (), "lean": None, "drift": None}


def wish(ctx: typer.Context, bond: Who = "", as_json: AsJson = False) -> None:
    session = session_of(ctx)
    found = wishing.look(session.app.turn(), session.app.journal, bond)
    if as_json:
        emit_json(_values(found, session.app.plan))
    elif found.waits:
        emit(f"A question about it is open, c{found.waits}. Your earlier answers are shown once the new one is in.")
    else:
        emit("\n\n".join(_blocks(found, session.app.plan)) or "Nothing is said about it yet.")


def _values(found: Wish, plan: Plan) -> dict[str, Any]:
    head = {"bond": found.label, "hidden": found.waits > 0, "waits": f"c{found.waits}" if found.waits else None}
    if found.waits:
        return head | NOTHING
    answers = [{**asdict(one), "line": plan.prompts[one.prompt].line} for one in found.answers]
    measured = asdict(found.measures)
    return {**head, **asdict(found.told), "answers": answers, "lean": measured["lean"], "drift": measured["drift"]}


def _blocks(found: Wish, plan: Plan) -> Iterator[str]:
    told = found.told
    if told.hope:
        yield wrapped(f"You hope: {told.hope}.")
    if told.lines:
        yield "\n".join(["What must be true to say yes:", *(wrapped(line, "  - ", "    ") for line in told.lines)])
    if told.difference:
        yield wrapped(f"What was different the last time: {told.difference}")
    if found.answers:
        heads = [(f"{one.on.isoformat()}  {plan.prompts[one.prompt].line}", one.text) for one in found.answers]
        yield "\n".join(f"{head}\n{wrapped(text, '    ', '    ')}" for head, text in heads)
        yield wrapped(_lean(found.measures.lean))
    if found.measures.drift.n:
        yield wrapped(_drift(found.measures.drift))


def _lean(lean: Lean) -> str:
    """No conclusion before six of the last eight agree."""
    if lean.steady:
        return f"{lean.ways[lean.steady]} of the last {lean.n} answers lean {IN_WORDS[lean.steady]}."
    counted = ", ".join(f"{number} {IN_WORDS[way]}" for way, number in lean.ways.items())
    return f"No conclusion yet: it takes {AGREE} of the last {LAST} that agree. So far {lean.n}: {counted}."


def _drift(drift: Drift) -> str:
    weeks = ", ".join(f"{week.mean:.1f}" if week.mean is not None else "-" for week in drift.weeks)
    trend = f"; {drift.trend:+.1f} a week" if drift.trend is not None else ""
    return f"How strong, 1 to 5, in the four whole weeks before this one: {weeks} ({drift.n} numbers){trend}."
