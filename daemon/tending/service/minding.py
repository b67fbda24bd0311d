"""Minding what was written beside the answer: words that hold a door at once, whatever was asked."""

from collections.abc import Mapping
from dataclasses import replace

from tending.core.care import Sign, signs
from tending.core.entries import Draft, Marked, MarkKind
from tending.core.records import Heard
from tending.core.standing import BondStanding, Sitting
from tending.core.words import say
from tending.ports import Work
from tending.service import asking, consenting, echoes
from tending.service.turn import Turn

HOLDS: Mapping[Sign, MarkKind] = {
    Sign.PURSUIT: MarkKind.HOLD,
    Sign.SAID_NO: MarkKind.OWED,
    Sign.ORDER: MarkKind.OWED,
    Sign.UNSAFE: MarkKind.UNSURE,
    Sign.VIOLENT: MarkKind.UNSURE,
}
ASKS: Mapping[MarkKind, str] = {MarkKind.OWED: "C1", MarkKind.UNSURE: "U1"}


def mind(turn: Turn, work: Work, text: str, sitting: Sitting | None, heard: Heard, *, answered: bool = True) -> Heard:
    """Set the marks that a text calls for, and ask at once what it leaves open. Answers to those very questions count
    as they are, where they were `answered`.
    """
    number = consenting.bond_at_hand(work, sitting)
    if not number or (answered and sitting is not None and sitting.prompt in ASKS.values()):
        return heard
    bond = work.standing().bond(number)
    found = signs(text, turn.language)
    marks = dict.fromkeys(mark for sign, mark in HOLDS.items() if sign in found and not _stands(bond, sign))
    if not marks:
        return heard
    work.append(*(Draft(payload=Marked(mark=mark), at=turn.now, bond=number) for mark in marks))
    said = [say(f"mark-{mark.value}", turn.language) for mark in marks]
    held = replace(heard, echo=echoes.joined(heard.echo, *said), changed=True)
    return _ask(turn, work, number, list(marks), _withdrawn(turn, work, held))


def _withdrawn(turn: Turn, work: Work, heard: Heard) -> Heard:
    """The question that was to follow follows no more, where a door has just shut on it."""
    asking.withdraw(turn, work)
    goes_on = any(sitting.id == heard.check_in for sitting in work.standing().open)
    return heard if goes_on else replace(heard, follows=None, follows_prompt="")


def _stands(bond: BondStanding, sign: Sign) -> bool:
    """Whether the question is waiting already, or as much was said before."""
    known = bond.contact
    match sign:
        case Sign.SAID_NO:
            return known.owed_at is not None or known.closed is not None or known.legal_at is not None
        case Sign.ORDER:
            return known.owed_at is not None or known.legal_at is not None
        case Sign.UNSAFE | Sign.VIOLENT:
            return known.unsure_at is not None or known.unsafe_at is not None
        case _:
            return False


def _ask(turn: Turn, work: Work, bond: int, marks: list[MarkKind], heard: Heard) -> Heard:
    """The question that is open now goes with the reply, unless another one is open."""
    standing = work.standing()
    if heard.follows is not None or standing.asking is not None or standing.card:
        return heard
    able = (consenting.open_now(turn, work, bond, ASKS[mark]) for mark in marks if mark in ASKS)
    sitting = next((one for one in able if one is not None), None)
    if sitting is None:
        return heard
    return replace(heard, follows=sitting.words, follows_prompt=sitting.prompt, check_in=sitting.id, next_at=None)
