"""The settings are read anew while the daemon runs: SIGHUP, which is what `systemctl reload` sends."""

import asyncio
import signal
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest

from integration import daemons
from integration.daemons import NOON, QUICK, an_app, lived, until
from integration.test_daemon_process import running
from tending.app import App
from tending.core.errors import SettingsError, StoreError, TendingError
from tending.daemon import Daemon

home = daemons.home


@dataclass
class Supervisor:
    """Stands where systemd stands."""

    address: str
    mailbox: socket.socket

    def hears_ready(self) -> list[str]:
        """All that was said since the last time, up to READY=1."""
        said: list[str] = []
        while "READY=1" not in said:
            said += self.mailbox.recv(4096).decode().splitlines()
        return said


def statuses(said: list[str]) -> list[str]:
    return [line.removeprefix("STATUS=") for line in said if line.startswith("STATUS=")]


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    address = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as mailbox:
        mailbox.settimeout(20)
        mailbox.bind(address)
        yield Supervisor(address=address, mailbox=mailbox)


def write(home: Path, text: str) -> None:
    file = home / "config" / "tending.toml"
    file.parent.mkdir(mode=0o700, exist_ok=True)
    file.write_text(text)
    file.chmod(0o600)


def write_key(home: Path, words: str) -> None:
    file = home / "config" / "store.key"
    file.write_text(words)
    file.chmod(0o600)


def test_new_settings_are_in_force_without_a_new_process(home: Path, supervisor: Supervisor) -> None:
    an_app(home, NOON).close()

    with running(home, TENDING_CLOCK=NOON, NOTIFY_SOCKET=supervisor.address) as daemon:
        before = statuses(supervisor.hears_ready())
        write(home, '[pace]\nwindows = ["07:00-08:00"]\nquiet = "21:00-06:30"\n')
        daemon.send_signal(signal.SIGHUP)
        said = supervisor.hears_ready()
        still = daemon.poll()
        daemon.terminate()
        code = daemon.wait(10)

    assert said[said.index("RELOADING=1") + 1].removeprefix("MONOTONIC_USEC=").isdecimal()
    assert before[-1].startswith("Next: Monday 5 January, 1")
    assert statuses(said)[-1].startswith("Next: Tuesday 6 January, 07:")
    assert (still, code) == (None, 0)


def test_wrong_settings_change_nothing_and_are_told_in_a_line(home: Path, supervisor: Supervisor) -> None:
    an_app(home, NOON).close()

    with running(home, TENDING_CLOCK=NOON, NOTIFY_SOCKET=supervisor.address) as daemon:
        supervisor.hears_ready()
        write(home, "[pace]\nbudget = 9\nmin_gap_hours = 1\n")
        daemon.send_signal(signal.SIGHUP)
        said = statuses(supervisor.hears_ready())
        still = daemon.poll()
        daemon.terminate()
        _, err = daemon.communicate(timeout=10)

    assert still is None
    (stays,) = (one for one in said if not one.startswith("Next: "))
    assert stays.startswith("the settings stay as they were: tending.toml: pace.budget: 9 is too many")
    assert err.startswith("the settings stay as they were: tending.toml: pace.budget: 9 is too many")
    assert "; tending.toml: pace.min_gap_hours: 1 is too few" in err


def test_settings_that_nothing_can_be_built_of_are_wrong_too(home: Path) -> None:
    app = an_app(home, NOON)
    write(home, '[channels.desk]\nkind = "apprise"\nurl = "nosuch://x"\n')

    with pytest.raises(TendingError):
        app.afresh()


def test_a_key_that_does_not_open_the_store_in_use_is_a_wrong_setting(home: Path) -> None:
    write(home, '[store]\nkey_file = "store.key"\n')
    write_key(home, "some quiet words")
    app = an_app(home, NOON)
    write_key(home, "some other words")

    with pytest.raises(SettingsError, match=r"store\.key: it does not open the store"):
        app.afresh()


def test_a_passphrase_that_was_typed_is_not_asked_for_again(home: Path) -> None:
    an_app(home, NOON, TENDING_STORE__KEY="some quiet words").close()
    typed = iter(["some quiet words"])
    app = App({"TENDING_HOME": str(home)}, ask=lambda: next(typed))
    key = app.key

    assert app.afresh().key == key


def test_another_store_must_open_before_anything_ends(home: Path, tmp_path: Path) -> None:
    app = an_app(home, NOON)
    (tmp_path / "other.db").write_text("no store at all, but long enough to be looked into" * 100)
    write(home, f'[store]\nurl = "sqlite:///{tmp_path}/other.db"\n')

    with pytest.raises(StoreError):
        app.afresh()


def test_asked_once_more_while_it_ends_it_goes_on_with_what_was_read_last(home: Path) -> None:
    app = an_app(home, NOON)

    async def live() -> App | None:
        daemon = Daemon(app, waits=QUICK)
        running = asyncio.ensure_future(daemon.run())
        await until(lambda: daemon._running.ready)  # noqa: SLF001 - the only sign of it in this process
        for budget in (2, 1):
            write(home, f"[pace]\nbudget = {budget}\n")
            daemon._reread()  # noqa: SLF001 - as by a signal
            if budget > 1:
                await cast("asyncio.Future[None]", daemon._rereading)  # noqa: SLF001 - it ends from here on
        await running
        return daemon.again

    again = asyncio.run(live())

    assert again is not None
    assert again.settings.pace.budget == 1


def test_a_fault_while_reading_anew_leaves_it_as_it_was(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    app = an_app(home, NOON)

    def failing() -> App:
        raise RecursionError("a private word")

    app.__dict__["afresh"] = failing

    async def act(daemon: Daemon) -> None:
        await until(lambda: daemon._running.ready)  # noqa: SLF001 - the only sign of it in this process
        daemon._reread()  # noqa: SLF001 - as by a signal
        await until(lambda: "the settings stay" in caplog.text)

    assert lived(app, act)
    assert "the settings stay as they were: a fault of ours (RecursionError)" in caplog.text
    assert "private" not in caplog.text


def test_beside_another_daemon_a_service_waits_and_goes_on_when_that_one_ends(
    home: Path, supervisor: Supervisor
) -> None:
    an_app(home, NOON).close()

    with (
        running(home, TENDING_CLOCK=NOON) as first,
        running(home, TENDING_CLOCK=NOON, NOTIFY_SOCKET=supervisor.address, WATCHDOG_USEC="800000") as second,
    ):
        waits = [supervisor.mailbox.recv(4096) for _ in range(3)]
        first.terminate()
        first.wait(10)
        said = supervisor.hears_ready()
        second.terminate()
        code = second.wait(10)

    assert waits == [b"READY=1", b"STATUS=another daemon is running; this one goes on when it ends", b"WATCHDOG=1"]
    assert statuses(said)[-1].startswith("Next: Monday 5 January, 1")
    assert code == 0


def test_a_service_that_waits_for_another_daemon_can_be_stopped(home: Path, supervisor: Supervisor) -> None:
    an_app(home, NOON).close()

    with (
        running(home, TENDING_CLOCK=NOON) as first,
        running(home, TENDING_CLOCK=NOON, NOTIFY_SOCKET=supervisor.address) as second,
    ):
        supervisor.hears_ready()
        second.terminate()
        code = second.wait(10)
        still = first.poll()
        first.terminate()
        first.wait(10)

    assert (code, still) == (0, None)


def test_asked_to_stop_while_it_begins_anew_it_stops(home: Path, supervisor: Supervisor) -> None:
    an_app(home, NOON).close()

    with running(home, TENDING_CLOCK=NOON, NOTIFY_SOCKET=supervisor.address) as daemon:
        supervisor.hears_ready()
        for _ in range(5):
            daemon.send_signal(signal.SIGHUP)
            threading.Event().wait(0.05)
        daemon.terminate()
        code = daemon.wait(15)

    assert code == 0
