"""The unit files, checked by systemd's own tools and then started by a real systemd in its own namespaces."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from systemd_lab.driver import (
    NOTICES,
    STAND_IN,
    SYSTEM_UNIT,
    USER_UNIT,
    Lab,
    Unit,
    put_units,
    running_lab,
    system_unit,
    until,
    user_unit,
)

IN_CI = os.environ.get("CI") == "true"
HAS_SYSTEMD = Path("/lib/systemd/systemd").exists() and shutil.which("systemd-analyze") is not None
needs_tools = pytest.mark.skipif(
    not HAS_SYSTEMD and not IN_CI, reason="systemd-analyze is missing: apt-get install systemd"
)
needs_lab = pytest.mark.skipif(
    not (HAS_SYSTEMD and os.geteuid() == 0) and not IN_CI,
    reason="needs root, and apt-get install systemd dbus dbus-user-session libpam-systemd",
)


def settings_of(unit: Path) -> list[tuple[str, str]]:
    return re.findall(r"^([A-Za-z]+)=(.*)$", unit.read_text(encoding="utf-8"), flags=re.MULTILINE)


def verified(unit: Path, folder: Path, *flags: str) -> str:
    """What systemd-analyze says of the unit once its program exists. Silence is the only good answer."""
    copy = folder / unit.name
    copy.write_text(
        re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", unit.read_text("utf-8"), flags=re.MULTILINE), "utf-8"
    )
    environ = {"PATH": os.environ["PATH"], "XDG_RUNTIME_DIR": str(folder), "HOME": str(folder)}
    ran = subprocess.run(
        ["systemd-analyze", *flags, "--man=no", "verify", str(copy)],
        check=False,
        capture_output=True,
        text=True,
        env=environ,
    )
    return ran.stdout + ran.stderr


@needs_tools
@pytest.mark.parametrize(
    ("unit", "flags"),
    [(SYSTEM_UNIT, ()), (NOTICES[0], ()), (USER_UNIT, ("--user",)), (NOTICES[1], ("--user",))],
)
def test_systemd_finds_nothing_to_say_about_a_unit(unit: Path, flags: tuple[str, ...], tmp_path: Path) -> None:
    said = verified(unit, tmp_path, *flags)

    assert said == ""


@needs_tools
@pytest.mark.parametrize(("unit", "most"), [(SYSTEM_UNIT, 1.1), (USER_UNIT, 3.5), *((one, 1.1) for one in NOTICES)])
def test_what_a_unit_leaves_open_is_at_most_this(unit: Path, most: float) -> None:
    ran = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", f"--threshold={most * 10:.0f}", "--no-pager", str(unit)],
        check=False,
        capture_output=True,
        text=True,
    )

    score = re.search(r"Overall exposure level for \S+: ([\d.]+)", ran.stdout)
    assert ran.returncode == 0, ran.stdout
    assert score is not None
    assert float(score[1]) <= most


@needs_tools
def test_a_misspelt_directive_would_be_noticed(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong" / "tending.service"
    wrong.parent.mkdir()
    wrong.write_text(SYSTEM_UNIT.read_text("utf-8").replace("ProtectSystem=", "ProtectSytem="), "utf-8")

    said = verified(wrong, tmp_path)

    assert "ProtectSytem" in said


@pytest.mark.parametrize("unit", [SYSTEM_UNIT, USER_UNIT])
def test_a_unit_restarts_after_crashes_and_never_after_what_a_restart_cannot_mend(unit: Path) -> None:
    settings = dict(settings_of(unit))

    kept = {name: settings[name] for name in ("Type", "NotifyAccess", "Restart", "RestartPreventExitStatus")}

    assert kept == {
        "Type": "notify",
        "NotifyAccess": "main",
        "Restart": "on-failure",
        "RestartPreventExitStatus": "5 78",
    }
    assert (settings["WatchdogSec"], settings["StartLimitIntervalSec"], settings["UMask"]) == ("180", "0", "0077")


@pytest.mark.parametrize("unit", [SYSTEM_UNIT, USER_UNIT, *NOTICES])
def test_every_directive_stands_under_a_comment_that_teaches(unit: Path) -> None:
    blocks = re.split(r"\n(?=#)|\n\n", unit.read_text(encoding="utf-8"))

    bare = [block for block in blocks if re.search(r"^[A-Z]\w+=", block, re.MULTILINE) and not block.startswith("#")]

    assert [block for block in bare if not block.startswith("[")] == []


@pytest.mark.parametrize("unit", [SYSTEM_UNIT, USER_UNIT])
def test_a_unit_says_nothing_of_what_it_is_for(unit: Path) -> None:
    assert dict(settings_of(unit))["Description"] == "Check-in reminders"


ITS_OWN = ("/tmp", "/var/tmp")  # noqa: S108 - PrivateTmp=


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    with running_lab() as found:
        put_units(found)
        yield found


@pytest.fixture(params=[system_unit, user_unit], ids=["system", "user"])
def unit(request: pytest.FixtureRequest, lab: Lab) -> Iterator[Unit]:
    built: Unit = request.param(lab)
    yield built
    built.systemctl("stop", "tending.service")
    lab.succeeds(*built.control, "reset-failed", "tending.service")
    built.emptied()


@pytest.fixture
def stand_in(unit: Unit) -> Unit:
    return unit.installed(STAND_IN)


@pytest.mark.systemd
@needs_lab
def test_a_unit_is_active_once_its_program_says_so(stand_in: Unit) -> None:
    started = stand_in.starts()

    assert started
    assert (stand_in.show("ActiveState"), stand_in.show("StatusText")) == (
        "active",
        "A stand-in, quiet until evening.",
    )


@pytest.mark.systemd
@needs_lab
def test_what_a_unit_keeps_is_for_its_own_eyes(stand_in: Unit) -> None:
    stand_in.starts()

    facts = stand_in.facts()

    assert (facts["state"], facts["rows"], facts["runtime"]) == (0o700, 0o600, 0o700)


@pytest.mark.systemd
@needs_lab
def test_a_unit_cannot_reach_what_it_does_not_need(stand_in: Unit) -> None:
    stand_in.starts()

    facts = stand_in.facts()

    assert facts["writable"] == sorted([stand_in.state, stand_in.runtime, *ITS_OWN])
    assert facts["raw_socket"] is False
    assert (facts["capabilities"], facts["seccomp"]) == (["0000000000000000"] * 2, ["2"])
    assert facts["internet"] is True
    assert facts["uid"] != 0


@pytest.mark.systemd
@needs_lab
@pytest.mark.parametrize("unit", [system_unit], indirect=True)
def test_the_system_unit_sees_no_home_and_no_process_but_its_own(stand_in: Unit) -> None:
    stand_in.starts()

    facts = stand_in.facts()

    assert (facts["homes"], facts["sees_first"]) == ([], False)


@pytest.mark.systemd
@needs_lab
def test_a_unit_that_is_killed_starts_again_with_what_it_kept(stand_in: Unit) -> None:
    stand_in.drop_in("RestartSec=0")
    stand_in.starts()
    first = stand_in.show("MainPID")

    stand_in.lab.run("kill", "-9", first)

    assert until(lambda: stand_in.show("MainPID") not in {first, "0"} and stand_in.show("ActiveState") == "active")
    assert len(stand_in.rows()) == 2


@pytest.mark.systemd
@needs_lab
def test_a_unit_that_hangs_is_ended_by_the_watchdog_and_starts_again(stand_in: Unit) -> None:
    stand_in.drop_in("WatchdogSec=1\nRestartSec=0")
    stand_in.orders("hang")

    stand_in.starts()

    assert until(lambda: len(stand_in.rows()) > 1)


@pytest.mark.systemd
@needs_lab
@pytest.mark.parametrize("code", [5, 78])
def test_a_unit_rests_where_starting_again_cannot_help(stand_in: Unit, code: int) -> None:
    stand_in.drop_in("RestartSec=0")
    stand_in.orders(f"exit {code}")

    started = stand_in.starts()

    assert not started
    assert (stand_in.show("ActiveState"), stand_in.show("NRestarts")) == ("failed", "0")


@pytest.mark.systemd
@needs_lab
def test_a_unit_that_fails_in_any_other_way_never_gives_up(stand_in: Unit) -> None:
    stand_in.drop_in("RestartSec=0")
    stand_in.orders("exit 1")

    stand_in.starts()

    assert until(lambda: int(stand_in.show("NRestarts")) > 20)


@pytest.mark.systemd
@needs_lab
def test_a_secret_in_the_folder_of_secrets_reaches_the_service_by_the_name_of_its_setting(stand_in: Unit) -> None:
    stand_in.lab.write(f"{stand_in.secrets}/channels.mail.password", "from the vault", mode="600", owner=stand_in.owner)

    stand_in.starts()

    assert stand_in.facts()["credentials"] == {"tending_channels.mail.password": "from the vault", "tending": "none"}


@pytest.mark.systemd
@needs_lab
def test_without_a_folder_of_secrets_a_unit_starts_all_the_same(stand_in: Unit) -> None:
    stand_in.lab.sh(f"rm -rf {stand_in.secrets}")

    started = stand_in.starts()

    assert started
    assert stand_in.facts()["credentials"] == {"tending": "none"}
