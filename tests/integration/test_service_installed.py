"""`tending service install`, for the whole computer and for one account, under a real systemd and with real mail."""

import json
import re
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from integration.mailserver import ADDRESS, PASSWORD
from integration.test_units import needs_lab
from systemd_lab.driver import Lab, Unit, running_lab, system_unit, until, user_unit
from systemd_lab.installed import LABEL, PROGRAM, Installed, PostOffice, post_office
from tending.adapters.journald import EVENTS

OWN_WORD = "heronsong"
pytestmark = [pytest.mark.systemd, needs_lab]


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    with running_lab() as found:
        yield found


@pytest.fixture(scope="module", params=[system_unit, user_unit], ids=["system", "user"])
def kept(request: pytest.FixtureRequest, lab: Lab, certificates: Path) -> Iterator[Installed]:
    """Set up once for each kind; a test leaves it running, with its journal going on."""
    build: Callable[[Lab], Unit] = request.param
    with (
        tempfile.TemporaryDirectory(prefix="mail-", ignore_cleanup_errors=True) as home,
        post_office(lab, Path(home), certificates) as post,
    ):
        yield Installed(unit=build(lab), post=post).settled()


@pytest.fixture
def installed(kept: Installed) -> Installed:
    assert kept.unit.show("ActiveState") == "active"
    return kept


def confirm(installed: Installed) -> None:
    """By the digits that arrive in the mailbox, with the password that only the service was handed."""
    before = len(installed.post.mails())
    assert installed.tending("channel", "add", "mail").returncode == 0
    digits = re.search(r"digits are (\d{6})", arrived(installed.post, before + 1))
    assert digits is not None
    assert installed.tending("channel", "confirm", "mail", digits[1]).returncode == 0


def arrived(post: PostOffice, count: int) -> str:
    assert until(lambda: len(post.mails()) >= count)
    text = post.mails()[count - 1].get_body(("plain",))
    return str(text.get_content()) if text is not None else ""


def test_installing_says_line_by_line_what_it_did_and_what_is_missing(kept: Installed) -> None:
    first, _, second = kept.said

    assert first.returncode == 78
    assert "look  start it: Not set up yet, and no terminal to ask in: run tending init\n" in first.stdout
    assert (second.returncode, second.stderr) == (0, "")
    assert "look" not in second.stdout.replace("have systemd look", "")
    assert f"ok    {kept.unit.file} is as it should be\n" in " ".join(second.stdout.split("\n      ")) + "\n"
    assert "It runs, and goes on by itself." in second.stdout


def test_installing_again_changes_nothing_and_ends_nothing(installed: Installed) -> None:
    before = installed.unit.show("MainPID")

    again = installed.service("install")

    assert again.returncode == 0
    assert "write " not in again.stdout
    assert installed.unit.show("MainPID") == before


def test_the_state_of_the_service_can_be_asked(installed: Installed) -> None:
    shown = json.loads(installed.service("status", "--json").stdout)

    assert (shown["unit"], shown["state"], shown["enabled"]) == (installed.unit.file, "active", True)
    assert re.fullmatch(r"Next: \w+ \d+ \w+, 1[89]:\d\d\.", shown["says"])
    assert shown["lingers"] is (None if installed.unit.owner == "tending" else True)


def test_commands_of_the_account_find_the_journal_of_the_service(installed: Installed) -> None:
    shown = installed.shows("status")

    assert [bond["label"] for bond in shown["bonds"]] == [LABEL]
    assert installed.unit.lab.run("stat", "-c", "%U %a", f"{installed.unit.state}/journal.db") == (
        f"{installed.unit.owner} 600"
    )


def test_another_account_is_told_whose_commands_find_that_journal(installed: Installed) -> None:
    lab = installed.unit.lab

    said = lab.run("env", "HOME=/srv/another", PROGRAM, "status")

    assert ("sudo -u tending tending status" in said) is lab.succeeds("test", "-d", "/var/lib/tending")
    assert "sudo" not in installed.tending("status").stdout


def test_a_question_goes_out_by_real_mail_and_the_answer_comes_back(installed: Installed) -> None:
    confirm(installed)
    before, at = len(installed.post.mails()), installed.first_at()

    installed.runs_at(at)
    arrived(installed.post, before + 1)
    installed.post.reply(installed.post.mails()[before], f"5. maybe 1\n\n{OWN_WORD}")

    later = f"{at + timedelta(minutes=5):%Y-%m-%dT%H:%M:%SZ}"
    assert until(lambda: "answered" in {row["kind"] for row in installed.shows("journal", clock=later)})
    assert installed.unit.show("StatusText") == "One question is open."
    assert installed.shows("status", clock=later)["channels"][0]["last_heard"] is not None


def test_killed_it_starts_again_and_nothing_is_lost(installed: Installed) -> None:
    installed.unit.drop_in("RestartSec=0")
    before, first = installed.shows("journal"), installed.unit.show("MainPID")

    installed.unit.lab.run("kill", "-9", first)

    assert until(lambda: installed.unit.show("ActiveState") == "active" and installed.unit.show("MainPID") != first)
    assert installed.shows("journal")[-len(before) :] == before
    assert installed.tending("check").returncode == 0


def test_hanging_it_is_ended_by_the_watchdog_and_starts_again(installed: Installed) -> None:
    installed.unit.drop_in("RestartSec=0\nWatchdogSec=4\nTimeoutAbortSec=1")
    installed.unit.systemctl("restart", "tending.service")
    first, restarts = installed.unit.show("MainPID"), int(installed.unit.show("NRestarts"))
    well = not until(lambda: installed.unit.show("MainPID") != first, seconds=5)

    installed.unit.lab.run("kill", "-STOP", first)

    assert well
    assert until(lambda: int(installed.unit.show("NRestarts")) > restarts)
    assert until(lambda: installed.unit.show("ActiveState") == "active" and installed.unit.show("MainPID") != first)
    assert "Watchdog timeout" in installed.unit.lab.run("journalctl", "--no-pager", "-o", "cat", "-n", "40")


def test_wrong_settings_are_one_clear_line_and_it_stays_down_until_they_are_mended(installed: Installed) -> None:
    installed.unit.settings("[pace]\nbudget = 9\nexpiry_hours = 100\n" + installed.post.settings())
    before = installed.unit.show("MainPID")

    installed.unit.systemctl("reload", "tending.service")
    assert until(lambda: installed.unit.show("StatusText").startswith("the settings stay as they were: tending.toml"))
    assert (installed.unit.show("MainPID"), installed.unit.show("ActiveState")) == (before, "active")
    again = installed.unit.systemctl_fails("restart", "tending.service")
    shown = installed.unit.lab.ran(*installed.unit.control, "status", "--no-pager", "tending.service").stdout

    assert again
    assert installed.unit.show("ExecMainStatus") == "78"
    assert 'Status: "tending.toml: pace.budget: 9 is too many' in shown
    assert '(and 1 more: tending doctor)"' in shown
    assert "tending.toml: pace.expiry_hours: 100 is too many" in installed.unit.lab.run(*NOTICES)
    assert until(lambda: f"{installed.unit.journalctl} tending.service" in installed.unit.lab.run(*NOTICES))
    installed.unit.settings(installed.post.settings())
    installed.unit.systemctl("restart", "tending.service")


NOTICES = ("journalctl", "--no-pager", "-o", "cat", "-p", "err", "-t", "tending", "-n", "5")


def test_what_it_logs_has_a_priority_and_the_name_of_the_event(installed: Installed) -> None:
    started = f"MESSAGE_ID={EVENTS['started']}"

    entry = json.loads(installed.unit.lab.run("journalctl", "--no-pager", "-o", "json", "-n", "1", started))

    assert (entry["MESSAGE"], entry["PRIORITY"], entry["SYSLOG_IDENTIFIER"]) == ("ready", "6", "tending")
    assert entry["_PID"] == installed.unit.show("MainPID")


def test_no_word_of_the_keepers_is_in_the_log_or_in_what_systemd_shows(installed: Installed) -> None:
    log = installed.unit.lab.run("journalctl", "--no-pager", "-o", "export")
    shown = installed.unit.systemctl("show", "tending.service") + installed.service("status").stdout

    assert "TENDING_CHANNEL" in log or "ready" in log
    assert [word for word in (LABEL, OWN_WORD, ADDRESS, PASSWORD) if word in log + shown] == []


def test_uninstalling_takes_away_what_was_put_there_and_leaves_what_is_the_keepers(installed: Installed) -> None:
    """The last test: what comes after would find no service."""
    gone = installed.service("uninstall")
    again = installed.service("uninstall")

    lab, unit = installed.unit.lab, installed.unit
    assert gone.returncode == 0
    assert f"remove {unit.file}" in gone.stdout
    assert f"the journal in {unit.state}" in " ".join(gone.stdout.split())
    assert (lab.succeeds("test", "-e", unit.file), unit.show("LoadState")) == (False, "not-found")
    assert lab.succeeds("test", "-s", f"{unit.state}/journal.db")
    assert lab.succeeds("test", "-s", f"{unit.config}/tending.toml")
    assert again.stdout == "It was not installed: nothing to take away.\n"


def test_without_root_the_whole_computer_is_not_changed(lab: Lab) -> None:
    refused = lab.ran(*user_unit(lab).as_owner, PROGRAM, "service", "install", "--system")

    assert refused.returncode == 2
    assert refused.stderr.startswith("--system changes the whole computer, and needs root: sudo ")
