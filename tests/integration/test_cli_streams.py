"""The command line where things are closed, full, cut short, out of range, or meant to steer a terminal."""

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cli_home import MONDAY, Home
from tending import cli
from tending.app import LAST, Clock, clock_of
from tending.cli import output
from tending.cli.session import Session
from tending.core.errors import UsageError

SPACE = "standard output: No space left on device: what the command did is done; only its words are lost\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, monkeypatch, capsys)


def in_a_shell(line: str, **environ: str) -> "subprocess.CompletedProcess[bytes]":
    """`tending` in a line of bash, in the home of this test."""
    command = line.replace("tending", f"{sys.executable} -m tending", 1)
    return subprocess.run(
        ["bash", "-c", command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, **environ},
    )


@pytest.mark.parametrize(
    ("line", "code"), [("reply <&-", 2), ("reply 0>/dev/null", 2), ("hold <&-", 2), ("run <&-", 78), ("init <&-", 0)]
)
@pytest.mark.usefixtures("home")
def test_without_standard_input_there_is_nothing_in_it(line: str, code: int) -> None:
    ran = in_a_shell(f"tending {line}")

    assert ran.returncode == code
    assert ran.stderr.count(b"\n") == (code != 0)


@pytest.mark.parametrize("command", ["--help", "status", "reply yes", "init"])
@pytest.mark.usefixtures("home")
def test_a_full_standard_output_is_one_line_and_exit_74(command: str) -> None:
    ran = in_a_shell(f"tending {command} >/dev/full")

    assert (ran.returncode, ran.stderr.decode()) == (74, SPACE)


@pytest.mark.parametrize("command", ["--help", "status", "reply yes", "init"])
@pytest.mark.usefixtures("home")
def test_a_closed_standard_output_is_what_somebody_wanted(command: str) -> None:
    ran = in_a_shell(f"tending {command} >&-")

    assert (ran.returncode, ran.stderr) == (0, b"")


def test_an_answer_is_kept_though_its_echo_cannot_be_written(home: Home) -> None:
    home.asked()

    in_a_shell("tending reply yes >/dev/full")

    assert home("journal", "--json").json[0]["text"] == "yes"


@pytest.mark.parametrize("away", ["2>&-", "2>/dev/full"])
@pytest.mark.usefixtures("home")
def test_an_error_nobody_can_read_keeps_its_exit_code(away: str) -> None:
    assert in_a_shell(f"tending bogus {away}").returncode == 2


@pytest.mark.usefixtures("home")
def test_a_reader_of_the_help_who_goes_away_is_no_fault() -> None:
    ran = in_a_shell("tending --help | true; exit ${PIPESTATUS[0]}")

    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.parametrize("command", ["reply", "hold"])
def test_bytes_that_are_no_text_get_a_sign_in_their_place(home: Home, command: str) -> None:
    ran = in_a_shell(f"tending {command} < <(printf 'caf\\xe9')", PYTHONIOENCODING="utf-8:strict")

    assert ran.returncode == 0
    assert home("journal", "--json").json[0]["text"] == "caf\N{REPLACEMENT CHARACTER}"


def test_ctrl_c_while_it_closes_changes_nothing(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "close", lambda _: signal.raise_signal(signal.SIGINT))

    assert home("status").code == 0


def test_ctrl_c_before_a_command_is_known_is_quiet(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tending.cli.program.build", lambda: signal.raise_signal(signal.SIGINT))

    ran = home("status")

    assert (ran.code, ran.out, ran.err) == (130, "", "")


def test_ctrl_c_anywhere_else_is_quiet_too(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    assert home.folder.exists()
    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(cli, "run", lambda _: signal.raise_signal(signal.SIGINT))
    monkeypatch.setattr("tending.cli.streams.complete", lambda: None)

    with pytest.raises(SystemExit) as left:
        cli.main()

    ignored = signal.signal(signal.SIGINT, before)
    assert left.value.code == 130
    assert ignored == signal.SIG_IGN


def test_a_daemon_that_gets_ctrl_c_twice_ends_well(home: Home) -> None:
    home.begun()
    script = (
        "import asyncio, signal, sys; from tending import cli; from tending.daemon import Daemon\n"
        "from tending.cli.session import Session\n"
        "async def ran(self): return True\n"
        "Daemon.run = ran\n"
        "close = Session.close\n"
        "def again(*_, **__): signal.raise_signal(signal.SIGINT)\n"
        "asyncio.Runner.close = again\n"
        "Session.close = lambda self: (again(), close(self))\n"
        "sys.argv[1:] = ['run']; cli.main()\n"
    )

    ran = subprocess.run(
        [sys.executable, "-c", script], stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False
    )

    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.parametrize(
    "arguments",
    [
        ("why", "c\N{SUPERSCRIPT TWO}"),
        ("why", "c" + "9" * 25),
        ("reply", "c" + "9" * 25),
        ("hold", "--keep", "p" + "9" * 5000),
        ("hold", "--keep", "p\N{ARABIC-INDIC DIGIT THREE}"),
        ("journal", "--since", "0001-01-01"),
        ("journal", "--since", "2024-02-30"),
    ],
)
def test_numbers_and_days_that_cannot_be_are_wrong_usage(home: Home, arguments: tuple[str, ...]) -> None:
    ran = home(*arguments)

    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("day", ["1970-01-01", "2024-02-29", "2024-2-3"])
def test_days_that_were_are_taken(home: Home, day: str) -> None:
    assert home("journal", "--since", day).code == 0


@pytest.mark.parametrize(
    "clock",
    [
        *(f"{MONDAY}@{speed}" for speed in ("nan", "inf", "1e30", "-1")),
        "0001-01-01T00:00:00+14:00",
        "1969-12-31T23:59:59Z",
        "9999-12-31T23:59:59Z",
    ],
)
def test_a_clock_out_of_reach_is_wrong_usage(clock: str) -> None:
    with pytest.raises(UsageError, match=r"^TENDING_CLOCK: "):
        clock_of({"TENDING_CLOCK": clock})


def test_a_clock_that_runs_stops_before_it_is_out_of_reach() -> None:
    clock = Clock(start=LAST - timedelta(hours=1), speed=1e6, began=-1e12)

    assert clock() == LAST
    assert clock.seconds_until(LAST + timedelta(days=1)) == float("inf")
    assert clock_of({"TENDING_CLOCK": "2026-01-05T18:00:00Z"})() == datetime(2026, 1, 5, 18, tzinfo=UTC)


@pytest.mark.parametrize("arguments", [("why", "a\nb\x1b[2J\x9b"), ("channel", "test", "x\n\x1by")])
def test_an_error_is_one_line_that_steers_no_terminal(home: Home, arguments: tuple[str, ...]) -> None:
    ran = home(*arguments)

    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert ran.err.replace("\n", "").isprintable()


def test_a_wrong_settings_file_with_a_steering_name_is_one_line(home: Home) -> None:
    ran = home("--config", "/nowhere/a\n\x1b[2Jb", "status")

    assert (ran.code, ran.err.count("\n")) == (78, 1)
    assert "\x1b" not in ran.err


def test_what_is_printed_steers_no_terminal_and_keeps_its_headings(capsys: pytest.CaptureFixture[str]) -> None:
    output.emit("\x1b[1mc3\x1b[0m  \x1b[2J\x9b\n\x1b[1mopen")
    shown = capsys.readouterr().out
    output.emit_json({"text": "\x9b2J\x7f\N{ZERO WIDTH JOINER}"})
    printed = capsys.readouterr().out

    assert shown == "\x1b[1mc3\x1b[0m  \ufffd[2J\ufffd\n\ufffd[1mopen\n"
    assert "\x9b" not in printed
    assert json.loads(printed) == {"text": "\x9b2J\x7f\N{ZERO WIDTH JOINER}"}
