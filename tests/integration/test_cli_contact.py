"""`contact`: what happened between the two, and what follows from it, by the command line."""

from pathlib import Path
from typing import Any

import pytest

from cli_home import Home

STATEMENT = "They wrote to me unprompted and asked how I am, so I answer."


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, monkeypatch, capsys)


def state(home: Home) -> str:
    shown: str = home("contact", "state", "--json").json[0]["state"]
    return shown


def entries(home: Home, kind: str) -> list[dict[str, Any]]:
    return [row for row in home("journal", "--json").json if row["kind"] == kind]


# -- log ---------------------------------------------------------------------------------------------------------------


def test_their_message_brings_the_question_about_their_words_at_once(home: Home) -> None:
    home.begun()

    told = home("contact", "log", "--they", "hello", "again", "--json").json
    [row] = home("status", "--json").json["open"]

    assert told["understood"] == "they-wrote"
    assert told["check_in"] == row["id"]
    assert row["prompt"] == "L11"


def test_how_near_their_message_came_may_be_said(home: Home) -> None:
    home.begun()

    for rung, code in (("1", 0), ("4", 0), ("0", 2), ("5", 2)):
        assert home("contact", "log", "--they", "--rung", rung).code == code


def test_a_rung_goes_with_a_message_of_theirs_only(home: Home) -> None:
    home.begun()

    ran = home("contact", "log", "--me", "--rung", "2")

    assert ran.code == 2
    assert "add --they" in ran.err
    assert entries(home, "said") == []


def test_silence_is_logged_and_changes_nothing(home: Home) -> None:
    home.begun()
    before = home("contact", "state", "--json").json

    told = home("contact", "log", "--silence", "--on", "yesterday", "--json").json

    assert told["understood"] == "silence"
    assert home("contact", "state", "--json").json == before
    assert len(entries(home, "said")) == 1


@pytest.mark.parametrize("who", [("--they", "--silence"), ("--me", "--silence"), ("--they", "--me", "--silence"), ()])
def test_one_of_the_three_is_said(home: Home, who: tuple[str, ...]) -> None:
    home.begun()

    ran = home("contact", "log", *who)

    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert "--they, --me or --silence" in ran.err


def test_a_message_of_a_day_gone_by_counts_from_that_day(home: Home) -> None:
    home.begun()
    home("contact", "said", "space")
    home.at("2026-02-05T18:00:00Z")

    home("contact", "log", "--they", "--on", "2026-01-22")
    home.at("2026-02-05T23:59:00Z")
    before = state(home)
    home.at("2026-02-06T00:00:00Z")

    assert (before, state(home)) == ("SPACE", "QUIET")


def test_what_the_keeper_wrote_behind_a_door_is_kept_with_the_plain_card(home: Home) -> None:
    home.begun()
    home("contact", "said", "no")

    ran = home("contact", "log", "--me", "sorry", "again")

    assert ran.code == 0
    assert ran.out.startswith("Noted, and kept. They asked not to be written to")
    assert state(home) == "CLOSED"


# -- said --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "expected", "understood"),
    [
        ("space", "SPACE", "space"),
        ("no", "CLOSED", "no"),
        ("order", "LEGAL", "order"),
        ("yes", "QUIET", "they-wrote"),
    ],
)
def test_what_they_said_is_kept_and_shuts(home: Home, what: str, expected: str, understood: str) -> None:
    home.begun()

    told = home("contact", "said", what, "in", "their", "words", "--json").json

    assert told["understood"] == understood
    assert state(home) == expected
    assert entries(home, "said")[0]["text"] == "in their words"


def test_what_they_said_may_come_from_standard_input_about_a_bond_that_is_named(home: Home) -> None:
    home.begun()
    home("bond", "add", "T")

    home("contact", "said", "space", "-", "--bond", "T", typed="please\ngive me time\n")

    assert entries(home, "said")[0]["bond"] == "T"
    assert [row["state"] for row in home("contact", "state", "--json").json] == ["QUIET", "SPACE"]


def test_a_day_that_they_named_is_said_back_and_goes_with_space_only(home: Home) -> None:
    home.begun()

    named = home("contact", "said", "space", "--until", "2026-03-02")
    other = home("contact", "said", "no", "--until", "2026-03-02")

    assert "Monday 2 March" in named.out
    assert other.code == 2
    assert "goes with space" in other.err
    assert state(home) == "SPACE"


@pytest.mark.parametrize(
    "arguments",
    [
        ("said",),
        ("said", "maybe"),
        ("said", "space", "--on", "2026-01-06"),
        ("said", "space", "--on", "some day"),
        ("said", "space", "--until", "some day"),
        ("said", "no", "--bond", "nobody"),
        ("log", "--they", "--on", "some day"),
        ("reopen", STATEMENT, "--bond", "nobody"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage_and_changes_nothing(home: Home, arguments: tuple[str, ...]) -> None:
    home.begun()

    ran = home("contact", *arguments)

    assert ran.code == 2
    assert ran.err.strip()
    assert entries(home, "said") == []


@pytest.mark.parametrize("arguments", [("log", "--they"), ("said", "no"), ("reopen", STATEMENT)])
def test_without_a_bond_there_is_nothing_to_log_about(home: Home, arguments: tuple[str, ...]) -> None:
    ran = home("contact", *arguments)

    assert ran.code == 2
    assert ran.err.count("\n") == 1


# -- reopen ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        (("said", "order"), "An order stands. Nothing in here opens that."),
        (("said", "space"), "They asked for space. It ends by itself"),
        (("said", "no"), "S said no."),
        (("log", "--silence"), "It opens by itself when the quiet days"),
    ],
)
def test_nothing_is_opened_by_a_command_before_its_time(home: Home, what: tuple[str, ...], reason: str) -> None:
    home.begun()
    home("contact", *what)
    home.at("2028-01-05T18:00:00Z")
    before = state(home)

    ran = home("contact", "reopen", STATEMENT)

    assert ran.code == 3
    assert reason in ran.err
    assert ran.err.count("\n") == 1
    assert ran.out == ""
    assert state(home) == before


def test_a_no_is_opened_once_and_with_words_of_ones_own(home: Home) -> None:
    home.begun()
    home("contact", "said", "no")
    home.at("2026-03-01T18:00:00Z")
    home("contact", "log", "--they", "are you well")
    home.at("2026-03-31T18:00:00Z")

    short = home("contact", "reopen", "because")
    opened = home("contact", "reopen", *STATEMENT.split(), "--json")
    again = home("contact", "reopen", STATEMENT)

    assert (short.code, opened.code, again.code) == (3, 0, 3)
    assert "a sentence of your own" in short.err
    assert opened.json["understood"] == "reopen"
    assert state(home) == "QUIET"
    assert entries(home, "mark")[0]["text"] == STATEMENT


def test_an_hour_before_the_thirty_days_are_over_it_is_refused(home: Home) -> None:
    home.begun()
    home("contact", "said", "no")
    home.at("2026-03-01T18:00:00Z")
    home("contact", "log", "--they")
    home.at("2026-03-31T17:00:00Z")

    assert home("contact", "reopen", STATEMENT).code == 3


@pytest.mark.parametrize("option", ["--force", "--yes", "--override", "--now"])
def test_there_is_no_flag_that_opens(home: Home, option: str) -> None:
    home.begun()
    home("contact", "said", "no")

    assert home("contact", "reopen", option, STATEMENT).code == 2
    assert state(home) == "CLOSED"


# -- state -------------------------------------------------------------------------------------------------------------


def test_every_bond_has_its_state_its_outlook_and_what_is_shut_with_the_reason(home: Home) -> None:
    home.begun()
    home("bond", "add", "T", "--said", "order")

    first, second = home("contact", "state", "--json").json
    shown = home("contact", "state").out

    assert (first["bond"], first["state"], second["bond"], second["state"]) == ("S", "QUIET", "T", "LEGAL")
    assert {"reach", "rehearse", "meet"} <= set(first["shut"])
    assert first["why"].keys() == set(first["shut"])
    assert second["why"]["reach"].startswith("shut: ")
    assert "Nothing about writing to S before" in first["outlook"]
    assert "An order or a police warning stands" in second["outlook"]
    assert shown.count("\n  - reach: ") == 2


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        (("said", "space"), "SPACE"),
        (("said", "no"), "CLOSED"),
        (("said", "order"), "LEGAL"),
        (("log", "--me"), "QUIET"),
    ],
)
def test_a_clock_that_is_set_back_shuts_no_less(home: Home, what: tuple[str, ...], expected: str) -> None:
    home.begun()
    home.at("2026-06-01T18:00:00Z")
    home("contact", *what)
    home.at("2026-02-01T18:00:00Z")

    assert state(home) == expected
    assert home("contact", "reopen", STATEMENT).code == 3
