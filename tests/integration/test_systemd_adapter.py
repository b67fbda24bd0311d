"""What systemd would hear, listened to on a plain datagram socket."""

import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from threading import Thread

import pytest

from tending.adapters.systemd import (
    LONGEST_STATUS,
    beat,
    notify,
    ready,
    status,
    stopping,
    watchdog,
)


@dataclass(frozen=True, kw_only=True)
class Listener:
    """Stands where systemd stands. `environ` is what a service would be given."""

    mailbox: socket.socket
    environ: dict[str, str]

    def heard(self) -> str:
        return self.mailbox.recv(4096).decode()


@pytest.fixture(params=["path", "abstract"])
def systemd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Listener]:
    name = f"@tending-{token_hex(8)}" if request.param == "abstract" else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as mailbox:
        mailbox.settimeout(5)
        mailbox.bind("\0" + name[1:] if name.startswith("@") else name)
        yield Listener(mailbox=mailbox, environ={"NOTIFY_SOCKET": name})


def test_each_state_is_said_as_systemd_knows_it(systemd: Listener) -> None:
    sent = [each(systemd.environ) for each in (ready, watchdog, stopping)]
    heard = [systemd.heard() for _ in sent]

    assert sent == [True, True, True]
    assert heard == ["READY=1", "WATCHDOG=1", "STOPPING=1"]


def test_a_status_is_one_line_whatever_is_in_it(systemd: Listener) -> None:
    status("Quiet until\nMAINPID=1\r\u2028evening \u2713", systemd.environ)

    assert systemd.heard() == "STATUS=Quiet until MAINPID=1 evening \u2713"


def test_a_status_has_an_end(systemd: Listener) -> None:
    status("x" * 100_000, systemd.environ)

    assert systemd.heard() == "STATUS=" + "x" * LONGEST_STATUS


def test_the_environment_of_the_process_is_the_usual_one(systemd: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", systemd.environ["NOTIFY_SOCKET"])

    sent = ready()

    assert (sent, systemd.heard()) == (True, "READY=1")


@pytest.mark.parametrize("environ", [{}, {"NOTIFY_SOCKET": ""}, {"NOTIFY_SOCKET": "vsock:2:1"}])
def test_without_systemd_nothing_is_said(environ: dict[str, str]) -> None:
    assert [ready(environ), status("x", environ), stopping(environ), watchdog(environ)] == [False] * 4


def test_a_systemd_that_is_gone_stops_nobody(tmp_path: Path) -> None:
    assert not ready({"NOTIFY_SOCKET": str(tmp_path / "gone")})
    assert not ready({"NOTIFY_SOCKET": "/" + "x" * 200})


def test_a_full_mailbox_holds_nobody_up_for_long(systemd: Listener) -> None:
    said: list[bool] = []

    def talk() -> None:
        while not said or said[-1]:
            said.append(notify("X=" + "x" * 1000, systemd.environ))

    talker = Thread(target=talk, daemon=True)
    talker.start()
    talker.join(timeout=20)

    assert not talker.is_alive()
    assert said[-1] is False


@pytest.mark.parametrize(
    ("environ", "seconds"),
    [
        ({}, 15),
        ({"WATCHDOG_USEC": "180000000"}, 15),
        ({"WATCHDOG_USEC": "4000000"}, 0.5),
        ({"WATCHDOG_USEC": "4000000", "WATCHDOG_PID": str(os.getpid())}, 0.5),
        ({"WATCHDOG_USEC": "4000000", "WATCHDOG_PID": "1"}, 15),
        ({"WATCHDOG_USEC": "soon"}, 15),
        ({"WATCHDOG_USEC": "0"}, 15),
    ],
)
def test_a_watchdog_is_fed_twice_in_the_time_it_allows(environ: dict[str, str], seconds: float) -> None:
    assert beat(environ, 15, 4) == seconds
