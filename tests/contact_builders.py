"""What the tests of the doors share: a state to the second, and what was sent and answered."""

from dataclasses import replace
from datetime import datetime, timedelta

from builders import a_clear_contact, at
from tending.core import contact as doors
from tending.core.contact import DISTANCES, Contact, Distance
from tending.core.model import Profile

SECOND = timedelta(seconds=1)
FRIEND = DISTANCES[Profile.FRIEND]
PARTNER = DISTANCES[Profile.FORMER_PARTNER]
RELATIVE = DISTANCES[Profile.FAMILY]


def state_of(contact: Contact, now: datetime, distance: Distance = FRIEND, *, round_over: bool = True) -> str:
    return doors.state(contact, distance, now, round_over=round_over).value


def around(
    contact: Contact, instant: datetime, distance: Distance = FRIEND, *, round_over: bool = True
) -> tuple[str, str]:
    """The state one second before an instant, and at it."""
    before = state_of(contact, instant - SECOND, distance, round_over=round_over)
    return before, state_of(contact, instant, distance, round_over=round_over)


def sent(*days: float, **changes: object) -> Contact:
    """A clear contact, and outreaches on some days."""
    contact = a_clear_contact()
    for day in days:
        contact = doors.i_wrote(contact, at(day), counts=True)
    return replace(contact, **changes)  # type: ignore[arg-type]


def they_wrote(contact: Contact, day: float, rung: int = 1, distance: Distance = FRIEND) -> Contact:
    resting = doors.is_resting(contact, distance, at(day))
    return doors.they_wrote(contact, at(day), rung, resting=resting)
