"""What all entries add up to: the one value that planning needs.

Closed things stay as counts. Instants are UTC, dates local. Nothing here knows the decks: what a fact means for the
plan is written in the fact.
"""

from tending.core.standing.folding import HUSH_AFTER, apply, loosened
from tending.core.standing.sittings import WRITING
from tending.core.standing.values import (
    FOLD_VERSION,
    BondStanding,
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
    "FOLD_VERSION",
    "HUSH_AFTER",
    "WRITING",
    "BondStanding",
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
    "loosened",
]
