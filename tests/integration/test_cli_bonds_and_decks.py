"""Bonds, decks and simulations on the command line."""

from pathlib import Path

import pytest

from cli_home import Home
from integration import keeping

home = keeping.home


def test_a_bond_is_added_with_all_that_is_known(home: Home) -> None:
    added = home(
        *("bond", "add", "S", "--profile", "former-partner", "--since", "6 weeks ago", "--in-touch", "practical"),
        *("--said", "wait", "--json"),
    ).json

    assert (added["label"], added["profile"], added["since"]) == ("S", "former-partner", "2025-11-24")
    assert (added["in_touch"], added["practical"], added["contact_state"]) == ("practical", True, "SPACE")
    assert home("bond", "list", "--json").json == [added]


@pytest.mark.parametrize("flag", ["--afraid-of-them", "--they-afraid-of-me"])
def test_fear_on_either_side_shuts_what_could_hurt(home: Home, flag: str) -> None:
    added = home("bond", "add", "S", flag, "--json").json

    assert added["contact_state"] == "UNSAFE"
    assert {"reach", "rehearse", "meet", "account"} <= set(added["shut"])


@pytest.mark.parametrize("label", ["", "  ", "a" * 41, "two\nlines"])
def test_a_label_is_one_short_line(home: Home, label: str) -> None:
    ran = home("bond", "add", label)

    assert ran.code == 2
    assert ran.err == "the label: one line of 1 to 40 characters\n"


def test_two_bonds_are_not_called_alike_unless_one_is_closed(home: Home) -> None:
    home.begun()

    twice = home("bond", "add", "S")
    home("bond", "close", "S")
    again = home("bond", "add", "S", "--profile", "family")

    assert (twice.code, again.code) == (2, 0)
    assert [row["closed"] for row in home("bond", "list", "--json").json] == [True, False]
    assert home("bond", "show", "S", "--json").json["profile"] == "family"


def test_a_fourth_bond_is_refused_by_the_practice(home: Home) -> None:
    for label in "STU":
        home("bond", "add", label)

    ran = home("bond", "add", "V")

    assert ran.code == 3
    assert ran.err.startswith("three bonds at most")


def test_bonds_in_words(home: Home) -> None:
    empty = home("bond", "list").out
    home.begun()
    home("bond", "close", "S", "--json")

    assert empty == "No bond yet: tending init, or tending bond add LABEL\n"
    assert home("bond", "list").out == "S  friend  quiet start  closed\n"
    assert "closed     yes\n" in home("bond", "show", "S").out
    assert home("bond", "show", "T").code == 2
    assert home("bond", "close", "S").code == 2


def test_the_shipped_decks_are_listed_and_plain_ones_are_off(home: Home) -> None:
    rows = {row["name"]: row for row in home("deck", "list", "--json").json}

    assert rows["want"]["enabled"] is True
    assert rows["gratitude"]["enabled"] is False
    assert rows["reach"]["family"] == "reach"
    assert "gratitude" in home("deck", "list").out


def test_a_deck_is_shown_with_every_question(home: Home) -> None:
    shown = home("deck", "show", "want", "--json").json

    assert shown["prompts"][0]["id"] == "W0"
    assert home("deck", "show", "want").out.startswith("W0    A place to begin\n      What would you")
    assert home("deck", "show", "bogus").code == 2


def test_decks_are_checked_where_they_are_in_a_folder_and_alone(home: Home, tmp_path: Path) -> None:
    good = tmp_path / "mine" / "tea.toml"
    good.parent.mkdir()
    good.write_text(
        'kind = "plain"\ntitle = "Tea"\ntimes = ["16:00"]\n'
        '[[prompt]]\nid = "TE1"\nline = "Tea?"\nbody = "Did you have tea?"\nform = "yes-no"\n'
    )
    (tmp_path / "bad.toml").write_text('kind = "plain"\n')

    usual = home("deck", "check", "--json").json
    folder = home("deck", "check", str(good.parent), "--json")
    alone = home("deck", "check", str(good))
    bad = home("deck", "check", str(tmp_path / "bad.toml"))
    nowhere = home("deck", "check", str(tmp_path / "no" / "deck.toml"))

    assert folder.code == 0, folder.err
    assert folder.json["decks"] == usual["decks"] + 1
    assert alone.out.startswith(f"All is well: {usual['decks'] + 1} decks")
    assert bad.code == 78
    assert bad.err.startswith("bad.toml: ")
    assert nowhere.code == 78


def test_a_simulation_has_the_keys_that_scripts_rely_on_and_the_same_bytes_for_the_same_seed(home: Home) -> None:
    options = ("simulate", "--persona", "random", "--days", "60", "--seed", "7", "--json")

    first, second = home(*options), home(*options)

    assert first.out == second.out
    assert set(first.json) >= {"persona", "profile", "days", "seed", "asked", "contact", "counts"}
    assert set(first.json["asked"][0]) >= {"at", "bond", "family", "prompt", "also", "outcome"}
    assert home(*options[:-2], "8", "--json").out != first.out


def test_a_simulation_touches_neither_store_nor_settings(home: Home) -> None:
    home.store.unlink()
    home.settings.parent.mkdir(parents=True)
    home.settings.write_text("this is no toml")

    ran = home("simulate", "--persona", "silent", "--days", "30")

    assert ran.code == 0
    assert not home.store.exists()
    assert list(home.store.parent.iterdir()) == []


def test_a_silent_keeper_is_asked_six_times_and_no_more(home: Home) -> None:
    result = home("simulate", "--persona", "silent", "--days", "730", "--json").json

    assert result["counts"]["asked"] == 6
    assert home("simulate", "--persona", "silent", "--days", "730").out.startswith(
        "silent, friend, 730 days, seed 1: 6 asked, 6 lapsed\nMon 05 Jan 19:"
    )


def test_a_simulation_on_another_clock_asks_at_other_instants(home: Home) -> None:
    options = ("simulate", "--persona", "silent", "--days", "30", "--json")

    here, there = home(*options).json, home(*options, "--zone", "Pacific/Auckland").json

    assert {row["at"][11:13] for row in here["asked"]} <= {"18", "19"}
    assert {row["at"][11:13] for row in there["asked"]} <= {"05", "06"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            ("--persona", "nobody"),
            "no-reply, welcomed, space, legal, slips, moves-on, random",
        ),
        (("--persona", "silent", "--zone", "Mars/Base"), "is no time zone"),
        (("--persona", "silent", "--bonds", "4"), "--bonds"),
        (("--persona", "silent", "--profile", "boss"), "--profile"),
        ((), "--persona"),
    ],
)
def test_a_simulation_nobody_can_run_is_refused(home: Home, options: tuple[str, ...], said: str) -> None:
    ran = home("simulate", *options)

    assert ran.code == 2
    assert said in ran.err
