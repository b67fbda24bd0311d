"""What all entries add up to: the one value that planning needs.

Closed things stay as counts. Instants are UTC, dates local. Nothing here knows the decks: what a fact means for the
plan is written in the fact.
"""

from tending.core.standing.ahead import AHEAD, by_today
from tending.core.standing.channels import (
    GRACE,
    HOLDS,
    Leave,
    codes_to,
    leave,
    leave_until,
    names_of,
    stopped_at,
    to_stop,
)
from tending.core.standing.consent import past, shuts
from tending.core.standing.folding import HUSH_AFTER, apply, loosened
from tending.core.standing.sittings import WRITING
from tending.core.standing.values import (
    FOLD_VERSION,
    AddressStanding,
    BondStanding,
    ChannelStanding,
    Loosening,
    Page,
    PlainStanding,
    Sent,
    Shown,
    Sitting,
    Standing,
    Track,
    WindowScore,
)

__all__ = [
    "AHEAD",
    "FOLD_VERSION",
    "GRACE",
    "HOLDS",
    "HUSH_AFTER",
    "WRITING",
    "AddressStanding",
    "BondStanding",
    "ChannelStanding",
    "Leave",
    "Loosening",
    "Page",
    "PlainStanding",
    "Sent",
    "Shown",
    "Sitting",
    "Standing",
    "Track",
    "WindowScore",
    "apply",
    "by_today",
    "codes_to",
    "leave",
    "leave_until",
    "loosened",
    "names_of",
    "past",
    "shuts",
    "stopped_at",
    "to_stop",
]
