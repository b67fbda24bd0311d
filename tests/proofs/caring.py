"""The words that bring the help card, on the lines that were kept aside while they were worked out."""

from pathlib import Path

from proofs.table import Shown
from tending.adapters.care_lines import authored_lines
from tending.core.care_scores import Score, scores

RECALL = 0.95
ALARMS = 0.02


def held_out(_: Path) -> Shown:
    """Explicit words found, and hyperbole not taken for them; both with their 95 % intervals."""
    found = {one.label: one for one in scores(authored_lines()) if (one.about, one.half) == ("crisis", "held")}
    explicit, hyperbole = found["explicit"], found["hyperbole"]
    holds = (explicit.found.value or 0) >= RECALL and (hyperbole.found.value or 0) <= ALARMS
    figure = f"explicit recall {_told(explicit)}, hyperbole false alarms {_told(hyperbole)}"
    return Shown(figure=figure, holds=holds)


def _told(score: Score) -> str:
    low, high = score.found.interval
    return f"{score.found.k} of {score.found.n} [{low:.2f}-{high:.2f}]"
