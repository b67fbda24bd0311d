"""The pacing beside cron jobs at full size: the gate or what it misses, no limit broken, the page as it is."""

import time
from collections.abc import Mapping
from pathlib import Path

from docs.pages import ROOT
from proofs.table import Shown
from tending.cli import evaluate_pacing, evaluate_pacing_table
from tending.cli.evaluate import KEEPERS
from tending.core.means import Figure
from tending.service.evaluating import Compared

SEED = 1
TWO_MINUTES = 120


def beside_cron_jobs(_: Path) -> Shown:
    """No limit broken, the page says the same, within two minutes. Whether the gate holds, the figure says."""
    began = time.monotonic()
    rows = evaluate_pacing.evaluated(SEED, KEEPERS)
    took, on_page, broken = time.monotonic() - began, is_on_page(rows), sum(row.broken for row in rows.values())
    first = rows["first"]
    figure = (
        f"{first.keepers} keepers: ignored {_told(first.ignored)}, answered {_told(first.answered)} of the strong"
        f" baseline's: {'the gate holds' if first.gate else 'the gate (.90 at .90) does not hold'}; {broken} limits"
        f" broken; docs/pacing.md {'says so' if on_page else 'says something else'}; {took:.0f} s"
    )
    return Shown(figure=figure, holds=took < TWO_MINUTES and on_page and not broken)


def is_on_page(rows: Mapping[str, Compared]) -> bool:
    page = (ROOT / "docs" / "pacing.md").read_text("utf-8")
    table = page.partition("<!-- eval -->\n")[2].partition("\n<!-- end of eval -->")[0]
    return table == evaluate_pacing_table.text(rows, markdown=True)


def _told(figure: Figure) -> str:
    return f"{figure.value:.2f} +-{figure.reach:.2f}"
