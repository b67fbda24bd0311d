"""`eval`: the pacing beside cron jobs, by the command line; few keepers here, all of them in `make prove`."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

from cli_home import Home
from docs.pages import ROOT
from tending.cli import evaluate_pacing, evaluate_pacing_table
from tending.cli import evaluate_pacing_texts as texts
from tending.cli.evaluate_pacing import REGIMES, ROWS, SWEEPS
from tending.core.means import Figure
from tending.service.evaluating import FAMILIES, FIXED, OURS, OWN_HOUR, STRONG, Arm, Compared

PAGE = (ROOT / "docs" / "pacing.md").read_text("utf-8")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, monkeypatch, capsys)


@lru_cache
def few() -> Mapping[str, Compared]:
    return evaluate_pacing.evaluated(3, 2, processes=1)


def figure(value: float, reach: float = 0.01) -> Figure:
    return Figure(value=value, reach=reach)


def an_arm(answered: float) -> Arm:
    return Arm(sent=figure(3), answered=figure(answered), ignored=figure(3 - answered))


def found(answered: float, ignored: float, second: float = 0.8) -> dict[str, Compared]:
    """Every row the same, but for the answers of the second regime."""
    arms = dict.fromkeys((FAMILIES, FIXED, OURS), an_arm(0.9))
    schedules = {name: an_arm(number / 2) for number, name in enumerate(OWN_HOUR, 1)}
    one = Compared(
        keepers=10,
        arms=arms | schedules,
        ignored=figure(ignored),
        answered=figure(answered),
        silent=figure(0.2),
        broken=1,
    )
    return dict.fromkeys(ROWS, one) | {"second": replace(one, answered=figure(second))}


def said(answered: float, ignored: float, second: float = 0.8) -> str:
    return " ".join(evaluate_pacing_table.honest(found(answered, ignored, second)))


def test_the_tables_stand_beside_what_they_rest_on_in_eighty_columns(home: Home) -> None:
    ran = home("eval", "--keepers", "2", "--seed", "3")

    plain = " ".join(ran.out.split())
    assert ran.code == 0, ran.err
    assert all(words in plain for words in [*texts.ARMS.values(), *texts.SWEEPS.values(), *texts.OURS.values()])
    assert all(" ".join(line.split()) in plain for line in evaluate_pacing_table.assumed())
    assert "six after the last word): 0 broken." in plain
    assert max(map(len, ran.out.splitlines())) < 80


def test_the_same_seed_gives_the_same_bytes_over_any_number_of_processes(home: Home) -> None:
    rows = home("eval", "--keepers", "2", "--seed", "3", "--json").json

    assert rows == evaluate_pacing_table.as_rows(few())
    assert [row["row"] for row in rows] == list(ROWS)


def test_every_row_says_what_was_set_and_whether_the_gate_holds_in_it() -> None:
    rows = {row["row"]: row for row in evaluate_pacing_table.as_rows(found(0.95, 0.5))}

    assert rows["first"]["gate"] is True
    assert rows["second"]["gate"] is False
    assert rows["untold"]["setting"]["told"] is False
    assert rows["weeks-twice"]["setting"]["given"]["week"] == 0.08
    assert rows["first"]["arms"][STRONG]["ignored"] == {"value": 1.5, "reach": 0.01}


def test_every_row_has_its_words_and_no_words_stand_without_one() -> None:
    assert texts.SWEEPS.keys() == SWEEPS.keys()
    assert texts.OURS.keys() | REGIMES.keys() | SWEEPS.keys() == ROWS.keys()
    assert texts.CURVE.keys() == OWN_HOUR.keys()


@pytest.mark.parametrize(
    ("answered", "ignored", "verdict"),
    [
        (0.9, 0.9, "holds."),
        (0.64, 0.5, "does not hold: answers are short of it by .26."),
        (1.0, 1.15, "does not hold: what is ignored is over it by .25."),
        (0.8, 1.0, "does not hold: answers are short of it by .10, what is ignored is over it by .10."),
    ],
)
def test_the_gate_is_told_whichever_way_it_falls(answered: float, ignored: float, verdict: str) -> None:
    assert f"in the first regime, {verdict}" in said(answered, ignored)


def test_it_is_called_a_trade_only_where_it_is_one_and_never_said_to_win_on_answers() -> None:
    assert texts.TRADE in said(0.6, 0.5)
    assert texts.TRADE not in said(0.6, 1.1)
    assert texts.NOT_BEATEN in said(0.6, 0.5)
    assert texts.NOT_BEATEN not in said(1.2, 0.5, 1.1)


def test_what_a_thinner_schedule_would_do_is_left_out_where_none_brings_as_many_answers() -> None:
    rows = found(0.6, 0.5)
    beyond = replace(rows["first"], arms=dict(rows["first"].arms) | {OURS: an_arm(2.9)})

    assert "thinner schedule" in said(0.6, 0.5)
    assert "thinner schedule" not in " ".join(evaluate_pacing_table.honest(rows | {"first": beyond}))


def test_the_page_has_these_tables_these_assumptions_and_figures_in_their_places() -> None:
    table = PAGE.partition("<!-- eval -->\n")[2].partition("\n<!-- end of eval -->")[0]

    shown = evaluate_pacing_table.text(few(), markdown=True)

    assert _shape(table) == _shape(shown)
    assert all(" ".join(line.split()) in " ".join(table.split()) for line in evaluate_pacing_table.assumed())


def test_the_page_says_what_it_does_not_beat() -> None:
    plain = " ".join(PAGE.split())

    assert texts.NOT_BEATEN in plain
    assert "0 broken" in plain
    assert "measured on nobody, not validated" in plain


def _shape(text: str) -> list[str]:
    """The rows of the tables, their figures left out."""
    rows = [line for line in text.splitlines() if line.startswith("|")]
    return [re.sub(r" #( \+-#)?(?= \|)", " #", re.sub(r"\d*\.?\d+", "#", row)) for row in rows]
