"""What a reviewer can run: the rows of the practice's table that are about neither consent nor crisis, by commands.

Silence and budgets are in `test_simulated_years`, moving on in `test_moving_on`, the twelve days before a meeting in
`test_cli_meeting`.
"""

import dataclasses
import sqlite3
from pathlib import Path
from typing import get_args

import pytest

from cli_home import Home
from tending.core.entries import Payload
from tending.core.standing import BondStanding

# How sure, and what became of it. Kept 1, partly 1/2, broken 0; of renegotiated and released nothing is asked.
OUTCOMES = (
    ("95", "kept"),
    ("90", "kept"),
    ("90", "broken"),
    ("92", "partly"),
    ("98", "kept"),
    ("95", "renegotiated"),
    ("90", "released"),
    ("100", "kept"),
    ("91", "broken"),
    ("95", "kept"),
)
# .05^2 + .1^2 + .9^2 + .42^2 + .02^2 + 0 + .91^2 + .05^2 = 1.8299, of eight
KEPT, LOOKED_BACK_ON, BRIER = 5, 8, 1.8299 / 8
# A name that would be theirs; `address` and `place` are those of the keeper's own channels, hashed.
OF_THEIRS = ("phone", "mail", "handle", "telephone", "mobile", "account_name", "contact_at")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, monkeypatch, capsys)


def test_a_promise_of_always_is_refused_with_the_reason(home: Home) -> None:
    home.begun()

    told = home("promise", "add", "always be nice", "--sure", "60")

    assert told.code == 3
    assert "too large to keep" in told.err


def test_ten_outcomes_give_the_rate_and_the_score_that_a_hand_works_out(home: Home) -> None:
    home.begun()
    for sure, outcome in OUTCOMES:
        assert home("promise", "add", f"cook, {sure} % sure", "--sure", sure).code == 0
        [made] = home("promise", "list", "--json").json
        assert home("promise", "review", str(made["id"]), outcome).code == 0

    [family] = home("progress", "--family", "promise", "--json").json[0]["families"]
    figures = {one["name"]: one for one in family["figures"]}

    assert (figures["promise-kept"]["k"], figures["promise-kept"]["n"]) == (KEPT, LOOKED_BACK_ON)
    assert figures["promise-kept"]["share"] == pytest.approx(KEPT / LOOKED_BACK_ON)
    assert figures["promise-brier"]["value"] == pytest.approx(BRIER)


def test_a_meeting_without_an_invitation_is_never_ready_and_the_reason_is_named(home: Home) -> None:
    home.begun()

    told = home("meet", "plan", "--json").json

    assert {"ready", "missing"} <= set(told)
    assert told["ready"] is False
    assert "invitation" in told["missing"]
    assert "invit" in told["reason"]


def test_a_draft_that_presses_is_flagged_and_nothing_is_blocked(home: Home, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("Have you moved on yet??\n")

    told = home("draft", "check", str(draft), "--json")

    assert "pressure" in str(told.json)


def test_to_a_channel_that_was_never_confirmed_nothing_goes(home: Home) -> None:
    home.settings.parent.mkdir(parents=True, exist_ok=True)
    home.settings.write_text('[channels.phone]\nkind = "apprise"\nurl = "json://127.0.0.1:1/never"\n')
    home.settings.chmod(0o600)
    home.begun()

    told = home("channel", "test", "phone")

    assert told.code == 4
    assert "phone" in told.err


def test_nothing_that_is_kept_has_a_place_for_their_number_address_or_handle(home: Home) -> None:
    home.begun()
    with sqlite3.connect(home.store) as store:
        tables = [name for (name,) in store.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        columns = {row[1] for table in tables for row in store.execute(f"PRAGMA table_info('{table}')")}
    facts = {field.name for kind in get_args(Payload) for field in dataclasses.fields(kind)}
    known = {field.name for field in dataclasses.fields(BondStanding)}

    assert {"body", "bond"} <= columns
    assert {"label", "text"} <= facts
    assert [name for name in columns | facts | known if any(word in name for word in OF_THEIRS)] == []
