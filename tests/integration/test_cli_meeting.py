"""`meet` and `speech` by the command line, and twelve days to a meeting as a reviewer can run them."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cli_home import Home
from tending.cli import run

CHECKS = ["invitation", "purpose", "place", "when", "exit", "later", "no"]
OPTIONS = (
    *("--invitation", "come for coffee", "--purpose", "to say what I own", "--tricked", "no"),
    *("--place", "the cafe", "--when", "in 12 days 15:00", "--minutes", "60", "--exit", "I would rather stop"),
    *("--later", "trying again", "--no", "thank you all the same"),
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, monkeypatch, capsys)


def test_without_an_invitation_it_says_what_is_missing_and_why(home: Home) -> None:
    home.begun()

    told, shown = home("meet", "plan", "--json").json, home("meet", "plan")

    assert (told["ready"], told["missing"]) == (False, CHECKS)
    assert "no invitation" in told["reason"]
    assert shown.code == 0
    assert "in their words" in shown.out


def test_each_option_sets_one_of_the_seven_and_none_does_without_an_invitation(home: Home) -> None:
    home.begun()

    without = home("meet", "plan", *OPTIONS[2:], "--json").json
    ready = home("meet", "plan", *OPTIONS[:2], "--json").json

    assert (without["ready"], without["missing"]) == (False, ["invitation"])
    assert (ready["ready"], ready["missing"], ready["reason"]) == (True, [], None)
    assert home("meet", "plan").out == "Seven of seven are known. It is ready.\n"


@pytest.mark.parametrize("tricked", ["yes", "partly"])
def test_a_wording_that_would_trick_them_is_never_ready(home: Home, tricked: str) -> None:
    home.begun()
    home("meet", "plan", *OPTIONS)

    told = home("meet", "plan", "--tricked", tricked, "--json").json

    assert (told["ready"], told["missing"]) == (False, ["purpose"])
    assert "tricked" in told["reason"]


def test_the_plan_is_shown_in_the_keepers_words(home: Home) -> None:
    home.begun()
    none = home("meet", "show", "--json").json
    home("meet", "plan", *OPTIONS)

    shown = home("meet", "show", "--json").json

    assert none["plan"] is None
    assert (shown["plan"]["place"], shown["plan"]["day"], shown["plan"]["hour"]) == ("the cafe", "2026-01-17", "15:00")
    named = [line.partition(":")[0].strip() for line in home("meet", "show").out.split("\n")]
    assert named[:8] == ["invitation", "purpose", "tricked", "place", "when", "exit", "later", "no"]
    assert "  when: 2026-01-17 15:00, 60 minutes\n" in home("meet", "show").out


def test_a_line_for_a_no_is_no_no_of_theirs_in_the_journal(home: Home) -> None:
    home.begun()
    home("meet", "plan", "--no", "thank you all the same")

    shown = home("journal").out

    assert "meet: a line for a no\n" in shown
    assert "they said no" not in shown


def test_it_is_planned_and_the_echo_says_what_is_left(home: Home) -> None:
    home.begun()

    told = home("meet", "plan", "--place", "the cafe")

    assert told.out.startswith("Noted.")
    assert "There is no invitation" in told.out


def test_a_plan_that_is_ready_is_said_to_be_once(home: Home) -> None:
    home.begun()

    assert home("meet", "plan", *OPTIONS).out.count("It is ready.") == 1


def test_a_question_that_a_plan_brings_stands_behind_what_is_missing(home: Home) -> None:
    home.begun()
    home.at("2026-06-05T18:00:00Z")

    told = home("meet", "plan", *OPTIONS[:2]).out

    assert told.index("a line for a no") < told.index("Noted.") < told.index("hurt, threatened")


def test_the_journal_shows_a_day_that_has_no_words(home: Home) -> None:
    home.begun()
    home("meet", "plan", "--when", "2026-01-17 15:00")

    assert "meet: end\n    2026-01-17" in home("journal").out


def test_behind_an_order_nothing_is_planned_and_the_plan_still_says_why(home: Home) -> None:
    home.begun()
    home("contact", "said", "order")

    assert home("meet", "plan", "--place", "x").code == 3
    assert home("speech", "add", "I left").code == 3
    assert home("meet", "plan", "--json").json["ready"] is False


def test_words_for_a_bad_hour_bring_the_card_alone(home: Home) -> None:
    home.begun()

    told = home("meet", "plan", "--later", "I want to die")

    assert "I cannot tell how you are" in told.out
    assert "in their words" not in told.out


def test_it_has_been_or_there_is_none(home: Home) -> None:
    home.begun()
    home("meet", "plan", *OPTIONS)

    done = home("meet", "done", "she", "asked", "for", "time")
    put_away = home("meet", "done", "--off", "--json").json

    assert "Rest a little" in done.out
    assert "no meeting" in put_away["echo"]
    assert home("meet", "done").code == 3


def test_points_are_added_listed_starred_and_said_when_they_are_open(home: Home) -> None:
    home.begun()
    empty = home("speech", "list")
    for text in ("I left", "I lied"):
        assert home("speech", "add", text).code == 0
    first, _ = home("speech", "list", "--json").json

    home("speech", "star", str(first["id"]))
    rows = home("speech", "list", "--json").json

    assert "no point yet" in empty.out
    assert [(row["text"], row["state"], row["starred"]) for row in rows] == [
        ("I left", "in practice", True),
        ("I lied", "put away", False),
    ]
    assert "I left" in home("speech", "list").out
    assert home("speech", "list").out.split("\n")[-3].startswith("Shut: quiet start. It opens when the quiet days")
    assert home("speech", "rehearse").code == 3  # the first round comes first
    assert home("speech", "add").code == 2
    assert home("speech", "star", "999").code == 2


def test_hide_hides_the_words_of_both(home: Home) -> None:
    home.begun()
    home("meet", "plan", *OPTIONS)
    home("speech", "add", "I left")
    home("hide")

    for words in (("meet", "show"), ("meet", "plan"), ("speech", "list")):
        assert home(*words).out == "Nothing to see.\n"


# -- what a reviewer can run -------------------------------------------------------------------------------------------


@pytest.fixture
def welcomed(home: Home, capsys: pytest.CaptureFixture[str]) -> Any:  # noqa: ARG001 - it sets the folder
    def live(profile: str) -> list[dict[str, Any]]:
        assert run(["simulate", "--persona", "welcomed", "--profile", profile, "--days", "100", "--json"]) == 0
        asked: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["asked"]
        return asked

    return live


@pytest.mark.parametrize("profile", ["former-partner", "friend", "family"])
def test_twelve_days_hold_the_plan_and_three_rehearsals_within_the_budget_the_last_one_the_day_before(
    welcomed: Any, profile: str
) -> None:
    invited, meets = date(2026, 3, 6), date(2026, 3, 18)

    rows = welcomed(profile)

    on = {row["prompt"]: datetime.fromisoformat(row["at"]) for row in rows}
    asked = {name for row in rows for name in (row["prompt"], *row["also"])}
    dates = [datetime.fromisoformat(row["at"]).date() for row in rows if "opened" not in row]
    rehearsed = [datetime.fromisoformat(row["at"]).date() for row in rows if row["family"] == "rehearse"]
    between = [day for day in rehearsed if invited <= day < meets]
    assert {"M1", "M2", "M3", "M4", "M5", "M6", "M7", "M8", "M9", "M10", "S1", "S2", "S3", "S8"} <= asked
    assert len(between) >= 3
    assert between[-1] == meets - timedelta(days=1)
    ordinary = [day for day in dates if day < meets]
    assert all(sum(0 <= (day - other).days < 7 for other in ordinary) <= 4 for day in ordinary)
    assert [(name, f"{on[name]:%m-%d %H:%M}") for name in ("M8", "M9", "M10")] == [
        ("M8", "03-18 13:00"),
        ("M9", "03-18 18:45"),
        ("M10", "03-20 15:45"),
    ]
    assert dates.count(meets) == 2
