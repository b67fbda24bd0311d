"""What a reviewer can run: the row of the practice's table about moving on, and a keeper who slips, by `simulate`."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tending.cli import run

START = date(2026, 1, 5)
MOVES_ON = 60
LEFT = {"moving", "promise", "ground", "consent"}
PROFILES = ("former-partner", "friend", "family")


class Lived:
    """What `tending simulate --json` printed: rows with the day of the run."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.rows: Sequence[tuple[int, Mapping[str, Any]]] = [(day_of(row["at"]), row) for row in told["asked"]]

    def days_of(self, name: str) -> list[int]:
        return [day for day, row in self.rows if name in {row["prompt"], *row["also"]}]


def day_of(at: str) -> int:
    return (datetime.fromisoformat(at).date() - START).days


@pytest.fixture
def lived(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    monkeypatch.setenv("TENDING_HOME", str(tmp_path))

    def simulate(persona: str, profile: str, days: int) -> Lived:
        code = run(["simulate", "--persona", persona, "--profile", profile, "--days", str(days), "--json"])
        out = capsys.readouterr().out
        assert code == 0
        return Lived(json.loads(out))

    return simulate


@pytest.mark.parametrize("profile", PROFILES)
def test_after_moving_on_there_is_only_what_is_left_and_nothing_once_it_is_done(lived: Any, profile: str) -> None:
    life = lived("moves-on", profile, 200)

    after = [row for day, row in life.rows if day > MOVES_ON]
    assert {row["family"] for row in after} == LEFT
    assert life.rows[-1][1]["prompt"] == "O10"
    assert MOVES_ON < life.rows[-1][0] < 170
    assert life.days_of("R1") != []


@pytest.mark.parametrize("profile", [*PROFILES, "moving-on"])
def test_what_is_hard_to_look_at_is_at_most_weekly_and_each_time_with_something_kind(lived: Any, profile: str) -> None:
    life = lived("moves-on", profile, 200)

    hard = [row for _, row in life.rows if "O3" in {row["prompt"], *row["also"]}]
    assert len(hard) >= 2
    assert all("O2" in row["also"] for row in hard)
    assert all(later - earlier >= 7 for earlier, later in pairwise(life.days_of("O3")))


@pytest.mark.parametrize("profile", PROFILES)
def test_company_comes_while_something_waits_and_at_no_other_time_before(lived: Any, profile: str) -> None:
    life = lived("no-reply", profile, 120)

    company = [row["prompt"] for _, row in life.rows if row["family"] == "moving"]
    first = min(day for day, row in life.rows if row["family"] == "moving")
    assert set(company) <= {"O2", "O6", "O7"}
    assert len(company) >= 3
    assert first >= life.days_of("R5")[0]


def test_whoever_slips_is_asked_what_got_in_the_way_after_every_second_promise(lived: Any) -> None:
    life = lived("slips", "friend", 365)

    asked = Counter(row["prompt"] for _, row in life.rows)
    assert asked["P4"] >= 10
    assert abs(asked["P5"] - asked["P4"] // 2) <= 1
    assert asked["A6"] >= 1
    assert "A7" in {name for _, row in life.rows for name in row["also"]}
