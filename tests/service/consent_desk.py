"""A desk three weeks in, behind any of the doors."""

from datetime import date, timedelta

from service.desk import Desk, a_plan
from tending.core import entries as e
from tending.core import gates
from tending.core.contact import SCREEN
from tending.core.entries import Draft, Payload
from tending.core.model import OUTWARD, DuePrompt, Plan
from tending.core.records import Heard
from tending.core.standing import BondStanding
from tending.service import asking

STATEMENT = "They wrote to me unprompted and asked how I am, so I answer."
ROUND = ("W0", "W1", "W2", "W4", "W3", "W5", "W6", "A0", "A1", "A2", "A3", "A4", "L8", "P1")
DOORS: dict[str, tuple[Payload, ...]] = {
    "LEGAL": (e.Said(what="order", on=date(2026, 1, 25)),),
    "UNSAFE": (e.Marked(mark=e.MarkKind.UNSAFE),),
    "CLOSED": (e.Said(what="no", on=date(2026, 1, 25)),),
    "SPACE": (e.Said(what="space", on=date(2026, 1, 25)),),
    "HOLD": (e.Marked(mark=e.MarkKind.HOLD),),
    "RESTING": (e.Marked(mark=e.MarkKind.RESTING),),
    "WAITING": (e.Said(what="i-wrote", on=date(2026, 1, 25), counts=True),),
    "QUIET": (),
    "OPEN": (),
}


def add(desk: Desk, *facts: Payload, bond: int = 1) -> None:
    with desk.journal.writing() as work:
        work.append(*(Draft(payload=fact, at=desk.now, bond=bond) for fact in facts))


def an_answer(prompt: str, value: str = "no") -> e.Answered:
    return e.Answered(
        check_in=0, prompt=prompt, values={"choice": value}, text=value, closes=False, fills={"hard_item": "x"}
    )


def a_desk(state: str = "OPEN", plan: Plan | None = None) -> Desk:
    """Three weeks in: all is answered that comes before reaching out, and then something shut a door."""
    desk = Desk(plan=plan or a_plan()).begin()
    if state != "QUIET":
        desk.later(days=1)
        add(desk, *(an_answer(name) for name in (*ROUND, *SCREEN)))
    desk.later(days=20)
    add(desk, *DOORS[state])
    desk.later(hours=1)
    assert state_of(desk) == state
    return desk


def bond(desk: Desk) -> BondStanding:
    return desk.standing.bonds[0]


def state_of(desk: Desk) -> str:
    return gates.state_of(desk.plan, bond(desk), desk.now).value


def marks(desk: Desk) -> list[str]:
    return [fact.payload.mark.value for fact in desk.entries("mark") if isinstance(fact.payload, e.Marked)]


def said(desk: Desk) -> list[e.Said]:
    return [fact.payload for fact in desk.entries("said") if isinstance(fact.payload, e.Said)]


def asked(desk: Desk, name: str) -> None:
    """A question is open, however it came there."""
    prompt = desk.plan.prompts[name]
    permit = gates.permit(desk.plan, bond(desk), prompt, desk.now) if prompt.family in OUTWARD else None
    with desk.journal.writing() as work:
        due = DuePrompt(
            bond=1,
            family=prompt.family,
            prompt=name,
            at=desk.now,
            on=desk.turn.today,
            expires_at=desk.now + timedelta(days=1),
            permit=permit,
        )
        asking.claim(desk.turn, work, due, quietly=True)


def answered(desk: Desk, name: str, text: str) -> Heard:
    asked(desk, name)
    return desk.later(minutes=5).reply(text)
