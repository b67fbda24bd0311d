"""The doors: what may be asked about somebody, given what is known of their wishes.

In this release the doors only shut. `reach`, `rehearse` and `meet` open with the consent rules; until those exist,
nothing is asked about contacting anyone.
"""

from enum import StrEnum

from tending.core.model import Family
from tending.core.standing import BondStanding

OUTWARD = frozenset({Family.REACH, Family.REHEARSE, Family.MEET})
ON_THE_WAY_OUT = frozenset({Family.MOVING, Family.PROMISE, Family.GROUND, Family.CONSENT})


class ContactState(StrEnum):
    """From the strictest mark down."""

    LEGAL = "LEGAL"
    UNSAFE = "UNSAFE"
    CLOSED = "CLOSED"
    SPACE = "SPACE"
    QUIET = "QUIET"


SAID = {"order": ContactState.LEGAL, "stop": ContactState.CLOSED, "wait": ContactState.SPACE}


def contact_state(bond: BondStanding) -> ContactState:
    """The strictest mark of a bond."""
    marks = {SAID.get(bond.said, ContactState.QUIET)}
    if bond.afraid:
        marks.add(ContactState.UNSAFE)
    if "they-asked-room" in bond.facts:
        marks.add(ContactState.SPACE)
    return next(state for state in ContactState if state in marks)


def shut(bond: BondStanding, family: Family) -> str:
    """Why a family may not be asked about this bond: a key of the words by language, or nothing when it may."""
    state = contact_state(bond)
    if family in OUTWARD:
        return "door-outward"
    if bond.moving_on and family not in ON_THE_WAY_OUT:
        return "door-moving-on"
    if family is Family.MOVING and not bond.moving_on:
        return "door-mending"
    if state is ContactState.UNSAFE and family in {Family.ACCOUNT, Family.PRACTICAL}:
        return "door-unsafe"
    if state is ContactState.LEGAL and family is Family.PRACTICAL:
        return "door-legal"
    if family is Family.PRACTICAL and not bond.practical:
        return "door-no-practical"
    return ""
