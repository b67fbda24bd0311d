"""The doctor."""

import json
import os
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from cli_home import MONDAY, Home
from integration import keeping
from integration.keeping import damage
from ordinary import an_ordinary_account
from tending.adapters import doorbell
from tending.adapters.service_manager import is_lingering
from tending.app import App
from tending.cli.service_steps import linger_remedy
from tending.config import private_folder
from tending.service import health, upkeep
from tending.service.upkeep import Chore

home = keeping.home


def findings(home: Home) -> dict[str, tuple[bool, str | None]]:
    rows = json.loads(home("doctor", "--json").out)
    assert all(set(row) == {"what", "ok", "remedy"} for row in rows)
    return {row["what"]: (row["ok"], row["remedy"]) for row in rows}


def test_the_doctor_finds_a_home_that_is_well_except_for_the_daemon(home: Home) -> None:
    home.begun()

    found = findings(home)

    assert found["the settings are well written"] == (True, None)
    assert found["the store opens, and is whole"] == (True, None)
    assert found["the daemon is not running: nothing is asked until it is"] == (
        False,
        "tending run, or for good: tending service install",
    )
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

    assert before.code == 78
    assert f"others on this computer may look into {home.store.parent}" in before.out.replace("\n      ", " ")
    assert mended.out.startswith(f"{home.store.parent}: now 0700\n")
    assert mended.code == 0
    assert home.store.parent.stat().st_mode & 0o777 == 0o700


def test_the_doctor_lists_every_error_in_the_settings_and_looks_no_further(home: Home) -> None:
    home.has("TENDING_PACE__BUDGET", "9").has("TENDING_KEEPER__COUNTRY", "Utopia")

    ran = home("doctor", "--json")
    wrong = [row["what"] for row in json.loads(ran.out) if not row["ok"]]

    assert ran.code == 78
    assert len(wrong) == len(set(wrong)) == 2
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


def test_the_doctor_sees_whether_the_figures_for_a_monitor_are_written(home: Home) -> None:
    file = home.folder / "tending.prom"
    home.has("TENDING_WATCH__METRICS_FILE", str(file))
    bell = doorbell.listen(private_folder(home.folder / "run") / "tending.sock")
    assert bell is not None

    with closing(bell):
        missing = findings(home)
        file.touch()
        fresh = findings(home)
        os.utime(file, (0, 0))
        old = findings(home)

    unwritten = {f"{file} was not written in the last minutes": (False, "the log of the daemon says why")}
    assert missing.items() >= unwritten.items()
    assert fresh[f"{file} is written"] == (True, None)
    assert old.items() >= unwritten.items()


def chores(home: Home, *says: str) -> None:
    app = App({"TENDING_HOME": str(home.folder), "TENDING_CLOCK": MONDAY})
    kept = [Chore(name=name, every=timedelta(days=1), act=lambda _: says) for name in health.CHORES]
    upkeep.do(app.turn, app.journal, kept)
    app.close()


def test_the_doctor_knows_what_the_daemon_did_by_itself(home: Home) -> None:
    home.begun()
    chores(home)

    today = findings(home)
    later = findings(home.at("2026-01-06T19:00:00Z"))

    assert today["backup: well, today"] == (True, None)
    assert later["full check: well, yesterday"] == (True, None)


def test_what_went_wrong_by_itself_is_said_with_its_remedy_and_since_when(home: Home) -> None:
    home.begun()
    chores(home, "no room")

    found = findings(home)
    shown = home.at("2026-01-08T19:00:00Z")("status")

    assert found["backup: no room (last: not well yet)"] == (False, "tending backup, and see what it says")
    assert home("doctor").code == 5
    assert "Wrong since Mon 05 Jan 18:00: no backup could be made: no room\n" in shown.out
    assert home("status", "--json").json["wrong"][0]["since"] == MONDAY


REMEDY_OF_DAMAGE = "tending check, then tending restore FILE"


def test_a_backup_is_the_remedy_of_damage_and_of_nothing_else(home: Home) -> None:
    home.begun()
    with closing(sqlite3.connect(home.store)) as other:
        other.execute("PRAGMA journal_mode=DELETE")
        other.execute("BEGIN EXCLUSIVE")
        locked = findings(home)
    damage(home.store)
    damaged = findings(home)

    says = f"The store {home.store} is locked by another program: wait a moment, then try again."
    assert locked[says] == (False, None)
    assert REMEDY_OF_DAMAGE not in {remedy for _, remedy in locked.values()}
    assert REMEDY_OF_DAMAGE in {remedy for _, remedy in damaged.values()}


@pytest.mark.parametrize(
    ("mode", "says"), [(0o400, "is read-only: let this account write the file"), (0, "cannot be opened")]
)
def test_a_store_that_is_not_ours_to_write_or_read_is_not_well_and_nothing_to_restore_over(
    home: Home, mode: int, says: str
) -> None:
    home.begun()
    home.store.chmod(mode)

    with an_ordinary_account():
        ran = home("doctor")

    assert ran.code == 5
    assert f"The store {home.store} {says}" in " ".join(ran.out.split())
    assert "tending restore" not in ran.out


def test_a_store_that_is_no_file_is_a_wrong_setting(home: Home) -> None:
    home.has("TENDING_STORE__URL", "postgresql://localhost/tending").has("TENDING_PACE__BUDGET", "9")

    ran = home("doctor")

    assert ran.code == home("status").code == 78
    assert "store.url: is no store: " in " ".join(ran.out.split())
    assert "pace.budget: 9 is too many" in " ".join(ran.out.split())


def test_the_doctor_looks_for_room(home: Home) -> None:
    assert any(what.endswith("MB free where the store is") for what in findings(home))


def test_the_doctor_knows_whether_a_service_of_yours_ends_with_your_session(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = findings(home)
    units = tmp_path / "xdg" / "systemd" / "user"
    units.mkdir(parents=True)
    (units / "tending.service").write_text("[Service]\n")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))

    after = findings(home)

    lingers = is_lingering()
    told = {True: "the service goes on when you log out", False: "the service ends when you log out"}[lingers]
    assert not [what for what in before if "log out" in what]
    assert after[told] == (lingers, None if lingers else linger_remedy())
