"""The care of the store, bonds, decks, simulations and the doctor, as commands."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cli_home import Home
from tending.adapters import doorbell
from tending.config import private_folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, monkeypatch, capsys)


def damage(store: Path) -> None:
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("UPDATE entry SET body = X'7B7D' WHERE kind = 'bond'")


def test_a_backup_is_made_where_it_is_wanted_and_restored_from_there(home: Home, tmp_path: Path) -> None:
    home.begun()
    copy = home("backup", str(tmp_path / "safe"), "--json").json["backup"]
    home("reply", "a later note")

    ran = home("restore", copy)

    assert ran.out.startswith(f"Restored from {copy}.\nWhat was there before lies in {home.store}.before-restore-")
    assert home("journal", "--search", "later", "--json").json == []
    assert home("status", "--json").json["bonds"][0]["label"] == "S"


def test_a_backup_without_a_place_lies_beside_the_store(home: Home) -> None:
    home.begun()

    made = Path(home("backup").out.removeprefix("A whole copy: ").strip())

    assert made.parent == home.folder / "data" / "backups"
    assert made.stat().st_mode & 0o077 == 0


def test_nothing_is_restored_while_a_daemon_runs(home: Home, tmp_path: Path) -> None:
    home.begun()
    copy = home("backup", str(tmp_path), "--json").json["backup"]
    bell = doorbell.listen(private_folder(home.folder / "run") / "tending.sock")
    assert bell is not None

    with closing(bell):
        ran = home("restore", copy)

    assert ran.code == 5
    assert ran.err == "The daemon is running: stop it, then restore again.\n"


def test_a_command_that_writes_wakes_the_daemon(home: Home) -> None:
    bell = doorbell.listen(private_folder(home.folder / "run") / "tending.sock")
    assert bell is not None

    with closing(bell):
        home("resume")

        assert bell.recv(16) == doorbell.KNOCK


def test_restore_of_a_store_that_never_was_is_plain_about_it(home: Home, tmp_path: Path) -> None:
    home.begun()
    copy = home("backup", str(tmp_path), "--json").json["backup"]
    home.store.unlink()
    for beside in home.store.parent.glob("journal.db-*"):
        beside.unlink()

    assert home("restore", copy, "--json").json == {"restored": copy, "aside": None, "kept": 0}


def test_restore_keeps_shut_what_was_stopped_since(home: Home, tmp_path: Path) -> None:
    home.begun()
    copy = home("backup", str(tmp_path), "--json").json["backup"]
    with closing(sqlite3.connect(home.store)) as connection, connection:
        connection.execute("INSERT INTO stopped VALUES (1, 'a-hash', 0)")

    assert "Addresses that stay closed although the backup is older: 1\n" in home("restore", copy).out


def test_a_file_that_is_no_backup_is_refused(home: Home, tmp_path: Path) -> None:
    home.begun()

    assert home("restore", str(tmp_path / "nothing.db")).code == 5


def test_a_whole_store_is_whole(home: Home) -> None:
    home.begun()

    assert home("check").out == "The store is whole.\n"
    assert home("check", "--json").json == {"ok": True, "problems": []}


def test_a_rebuild_says_whether_it_came_to_the_same(home: Home) -> None:
    home.asked()

    found = home("check", "--rebuild", "--json").json
    shown = home("check", "--rebuild").out

    assert found == {"ok": True, "problems": [], "equal": True, "entries": 5, "bonds": 1, "open": 1}
    assert shown.startswith("Folded afresh, equal to what was stored: entries 5, bonds 1, open 1.\n")


def test_a_rebuild_mends_a_standing_that_is_not_what_the_entries_say(home: Home) -> None:
    home.asked()
    with closing(sqlite3.connect(home.store)) as connection, connection:
        (body,) = connection.execute("SELECT body FROM standing").fetchone()
        connection.execute("UPDATE standing SET body = ?", (bytes(body).replace(b'"S"', b'"X"'),))
    before = home("check")

    rebuilt = home("check", "--rebuild")

    assert before.code == 5
    assert "run `tending check --rebuild`" in before.out
    assert rebuilt.code == 0
    assert rebuilt.out.startswith("Folded afresh, NOT equal to what was stored, which is mended now:")
    assert home("check").code == 0


def test_a_damaged_store_is_found_out(home: Home) -> None:
    home.asked()
    damage(home.store)

    ran = home("check", "--json")

    assert ran.code == 5
    assert json.loads(ran.out)["problems"]


@pytest.mark.parametrize("command", [("check",), ("backup",), ("migrate",)])
def test_a_store_that_is_not_there_is_not_made_by_looking(home: Home, command: tuple[str, ...]) -> None:
    home.store.unlink()

    ran = home(*command)

    assert ran.code == 5
    assert ran.err == f"The store {home.store} is not there yet: tending init makes it.\n"
    assert not home.store.exists()


def test_a_store_of_today_needs_no_migration(home: Home) -> None:
    found = home("migrate", "--json").json

    assert (found["schema"], found["before"], found["migrated"]) == ("0001", "0001", False)
    assert home("migrate").out == "The store has schema 0001: nothing to do.\n"


def test_a_store_of_a_newer_program_is_refused_by_every_command(home: Home) -> None:
    with closing(sqlite3.connect(home.store)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    for command in ("migrate", "check", "status"):
        ran = home(command)
        assert ran.code == 5
        assert "newer tending" in ran.err


def test_a_file_that_is_no_store_is_not_migrated(home: Home) -> None:
    home.store.unlink()
    with closing(sqlite3.connect(home.store)) as connection, connection:
        connection.execute("CREATE TABLE other (id INTEGER)")

    ran = home("migrate")

    assert ran.code == 5
    assert "is no store of tending" in ran.err


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
    assert home("bond", "list").out == "S  friend  QUIET  closed\n"
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
        (("--persona", "no-reply"), "silent, fades, diligent, sporadic, random"),
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


def findings(home: Home) -> dict[str, tuple[bool, str | None]]:
    rows = json.loads(home("doctor", "--json").out)
    assert all(set(row) == {"what", "ok", "remedy"} for row in rows)
    return {row["what"]: (row["ok"], row["remedy"]) for row in rows}


def test_the_doctor_finds_a_home_that_is_well_except_for_the_daemon(home: Home) -> None:
    home.begun()

    found = findings(home)

    assert found["the settings are well written"] == (True, None)
    assert found["the store opens, and is whole"] == (True, None)
    assert found["the daemon is not running: nothing is asked until it is"] == (False, "tending run")
    assert found["set-up is finished"][0] is True
    assert home("doctor").code == 0


def test_the_doctor_hears_a_running_daemon(home: Home) -> None:
    bell = doorbell.listen(private_folder(home.folder / "run") / "tending.sock")
    assert bell is not None

    with closing(bell):
        found = findings(home)

    assert found["the daemon is running"] == (True, None)


def test_the_doctor_shuts_what_others_may_look_into(home: Home) -> None:
    home.store.parent.chmod(0o755)
    home.store.chmod(0o600)

    before = home("doctor")
    mended = home("doctor", "--fix")

    assert before.code == 1
    assert f"others on this computer may look into {home.store.parent}" in before.out.replace("\n      ", " ")
    assert mended.out.startswith(f"{home.store.parent}: now 0700\n")
    assert mended.code == 0
    assert home.store.parent.stat().st_mode & 0o777 == 0o700


def test_the_doctor_lists_every_error_in_the_settings_and_looks_no_further(home: Home) -> None:
    home.has("TENDING_PACE__BUDGET", "9").has("TENDING_KEEPER__COUNTRY", "Utopia")

    ran = home("doctor", "--json")
    wrong = [row["what"] for row in json.loads(ran.out) if not row["ok"]]

    assert ran.code == 78
    assert any("pace.budget" in line for line in wrong)
    assert any("keeper.country" in line for line in wrong)


def test_the_doctor_tells_of_a_damaged_store(home: Home) -> None:
    home.asked()
    damage(home.store)

    ran = home("doctor")

    assert ran.code == 5
    assert "tending check, then tending restore FILE" in ran.out


def test_the_doctor_tells_of_a_store_that_does_not_open(home: Home) -> None:
    home.store.write_bytes(b"")

    ran = home("doctor")

    assert ran.code == 5
    assert "is empty, so it is damaged" in ran.out.replace("\n      ", " ")


def test_the_doctor_wonders_about_another_time_zone(home: Home) -> None:
    home.has("TZ", "Europe/Berlin")

    assert findings(home)["time zone UTC, while this computer is in Europe/Berlin"] == (
        False,
        "if you have moved, set keeper.zone",
    )


def test_the_doctor_lists_every_error_in_the_decks(home: Home) -> None:
    folder = home.folder / "config" / "decks"
    folder.mkdir(parents=True, mode=0o700)
    (folder / "mine.toml").write_text('kind = "plain"\n')

    ran = home("doctor")

    assert ran.code == 78
    assert "mine.toml: " in ran.out
    assert f"mend it in {folder}" in ran.out.replace("\n      ", " ")
