"""`eval`: the pacing beside cron jobs, by the command line; few keepers here, all of them in `make prove`."""

from pathlib import Path

import pytest

from cli_home import Home
from docs.pages import ROOT
from tending.cli import evaluate_pacing
from tending.core.responding import ANCHORS
from tending.service.evaluating import ARMS


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, monkeypatch, capsys)


def test_the_tables_stand_beside_what_they_rest_on(home: Home) -> None:
    shown = home("eval", "--keepers", "4").out
    plain = " ".join(shown.split())

    assert all(arm in shown for arm in ARMS)
    assert all(sweep in shown for sweep in evaluate_pacing.SWEEPS)
    assert " ".join(evaluate_pacing.ASSUMED.split()) in plain
    assert "It is a trade" in plain
    assert "six after the last word): 0 broken." in plain
    assert max(map(len, shown.splitlines())) <= 80


def test_the_same_seed_gives_the_same_figures_over_any_number_of_processes(home: Home) -> None:
    rows = home("eval", "--keepers", "4", "--seed", "3", "--json").json

    one_by_one = [half for _, task in evaluate_pacing.tasks(3, 4) for half in evaluate_pacing.lived(task)]

    assert [row["row"] for row in rows] == [*ANCHORS, *evaluate_pacing.SWEEPS]
    assert sum(row["keepers"] for row in rows) == len(one_by_one)
    assert rows[0]["arms"]["tending"][0]["value"] == pytest.approx(
        sum(half.weeks["tending"].sent for half in one_by_one[:4]) / 4
    )


def test_the_page_has_both_tables_and_the_same_assumptions() -> None:
    page = (ROOT / "docs" / "pacing.md").read_text("utf-8")
    table = page.partition("<!-- eval -->\n")[2].partition("\n<!-- end of eval -->")[0]

    assert table.count(f"| {ARMS[-1]} |") == len(ANCHORS)
    assert all(f"| {sweep} |" in table for sweep in evaluate_pacing.SWEEPS)
    assert " ".join(evaluate_pacing.ASSUMED.split()) in " ".join(table.split())
