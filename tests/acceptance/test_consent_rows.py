"""What a reviewer can run: the rows of the practice's table about consent, by `tending simulate --json`."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from tending.cli import run

START = date(2026, 1, 5)
OUTWARD = {"reach", "rehearse", "meet"}
PROFILES = ("former-partner", "friend", "family")
REACHES = ("diligent", "welcomed", "no-reply", "space", "legal")
APART = {"former-partner": 60, "friend": 30, "family": 60}


class Simulated:
    """What `tending simulate --json` printed."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.asked: Sequence[Mapping[str, Any]] = told["asked"]
        self.states = [(self.day(row["at"]), str(row["state"])) for row in told["contact"]]

    @staticmethod
    def day(at: str) -> int:
        return (datetime.fromisoformat(at).date() - START).days

    def days_of(self, *names: str) -> list[int]:
        return [self.day(row["at"]) for row in self.asked if {row["prompt"], *row["also"]} & set(names)]

    def outward(self) -> list[int]:
        return [self.day(row["at"]) for row in self.asked if row["family"] in OUTWARD]

    def entered(self, state: str) -> list[int]:
        return [day for day, name in self.states if name == state]


@pytest.fixture
def simulated(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Any:
    monkeypatch.setenv("TENDING_HOME", str(tmp_path))

    def simulate(persona: str, profile: str, *, days: int, parted: int = 0) -> Simulated:
        options = ["--persona", persona, "--profile", profile, "--days", str(days), "--parted", str(parted)]
        code = run(["simulate", *options, "--json"])
        out = capsys.readouterr().out
        assert code == 0
        return Simulated(json.loads(out))

    return simulate


def test_quiet_start_a_former_partner_parted_four_days_ago(simulated: Any) -> None:
    life = simulated("diligent", "former-partner", days=120, parted=4)

    first = life.days_of("R1")[0]
    assert 17 <= first <= 45
    assert max(life.days_of(name)[0] for name in ("W1", "W2", "W3", "W4", "W5", "W6")) < first
    assert max(life.days_of(name)[0] for name in ("U1", "U2", "C1")) < first


@pytest.mark.parametrize(
    ("profile", "parted", "begins", "sends"),
    [
        ("friend", 0, 18, 25),
        ("former-partner", 0, 22, 28),
        ("former-partner", 40, 18, 25),
        ("family", 0, 30, 37),
    ],
)
def test_a_diligent_keeper_reaches_out_about_when_the_practice_expects(
    simulated: Any, profile: str, parted: int, begins: int, sends: int
) -> None:
    life = simulated("diligent", profile, days=60, parted=parted)

    assert abs(life.days_of("R1")[0] - begins) <= 4
    assert abs(life.days_of("R5")[0] - sends) <= 4


@pytest.mark.parametrize("profile", PROFILES)
def test_no_reply_two_attempts_their_distance_apart_and_then_rest(simulated: Any, profile: str) -> None:
    life = simulated("no-reply", profile, days=400)

    waiting, resting = life.entered("WAITING"), life.entered("RESTING")
    assert len(waiting) == 2
    assert waiting[1] - waiting[0] >= APART[profile]
    assert len(resting) == 1
    assert resting[0] - waiting[1] >= APART[profile]
    assert [day for day in life.outward() if day > resting[0]] == []


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(("persona", "state"), [("space", "SPACE"), ("legal", "LEGAL")])
def test_space_and_an_order_on_day_120(simulated: Any, persona: str, state: str, profile: str) -> None:
    life = simulated(persona, profile, days=730)

    outward = life.outward()
    others = {row["family"] for row in life.asked if life.day(row["at"]) > 120}
    assert life.entered(state) == [120]
    assert life.states[-1] == (120, state)
    assert outward
    assert max(outward) <= 120
    assert others >= {"want", "ground", "listen", "promise", "consent"}


@pytest.mark.parametrize("profile", PROFILES)
def test_their_message_opens_at_once_and_their_words_are_asked_for(simulated: Any, profile: str) -> None:
    life = simulated("welcomed", profile, days=200)

    heard = [Simulated.day(row["at"]) for row in life.asked if row["prompt"] == "L11"]
    waits = life.entered("WAITING")
    opens = [day for day, state in life.states if state == "OPEN"]
    assert len(heard) >= 2
    assert all(day == 60 or any(day in (wait + 3, wait + 4) for wait in waits) for day in heard)
    assert all(day == 60 or day in opens for day in heard)
    assert all(row["opened"] for row in life.asked if row["prompt"] == "L11")


@pytest.mark.parametrize("profile", [*PROFILES, "moving-on"])
@pytest.mark.parametrize("persona", ["silent", "fades", "sporadic", "random", *REACHES])
def test_budget_and_gap_hold_and_nothing_outward_is_opened_by_a_word(
    simulated: Any, persona: str, profile: str
) -> None:
    life = simulated(persona, profile, days=365)

    of_the_day = {"M8", "M9", "M10"}
    rows = [row for row in life.asked if "opened" not in row and row["prompt"] not in of_the_day]
    ordinary = [datetime.fromisoformat(row["at"]) for row in rows]
    dates = [when.date() for when in ordinary]
    assert len(set(dates)) == len(dates)
    assert all(later - sooner >= timedelta(hours=20) for sooner, later in pairwise(ordinary))
    budget = 7 if persona == "random" else 4  # who says `more` gets it
    assert all(sum(0 <= (day - other).days < 7 for other in dates) <= budget for day in dates)
    assert all(18 <= when.hour < 21 for when in ordinary)  # after eight it is late: a door opened in the window
    assert not [row for row in life.asked if row["family"] in OUTWARD and "opened" in row]
    if profile == "moving-on":
        assert life.outward() == []


@pytest.mark.parametrize("profile", PROFILES)
def test_may_this_go_on_is_asked_every_ninety_days(simulated: Any, profile: str) -> None:
    life = simulated("diligent", profile, days=400)

    asked = life.days_of("C2")
    gaps = [later - sooner for sooner, later in pairwise([0, *asked])]
    assert len(asked) >= 4
    assert all(90 <= gap <= 112 for gap in gaps)


@pytest.mark.parametrize("profile", PROFILES)
def test_what_they_asked_for_is_asked_about_along_with_every_look_back(simulated: Any, profile: str) -> None:
    life = simulated("no-reply", profile, days=400)

    looks = [row for row in life.asked if row["prompt"] == "R6"]
    assert looks
    assert all("C1" in row["also"] for row in looks)
    assert all(row["prompt"] != "R10" or row["also"] == [] for row in life.asked)
    assert len(life.days_of("R10")) == len(life.entered("WAITING"))
