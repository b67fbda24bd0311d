"""Nothing of the keeper's in a traceback, a log, the arguments of a process, or a file that others can read."""

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli_home import Home
from tending.cli import faults

CANARY = "kingfisher"
RECIPIENT = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"
LOOSE = 0o077


def ran(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize(
    "code",
    [
        "raise ValueError(word)",
        "import threading; t = threading.Thread(target=lambda: int(word)); t.start(); t.join()",
        "class Gone:\n    def __del__(self):\n        raise ValueError(word)\nGone()",
    ],
    ids=["an error nobody caught", "an error in a thread", "an error that cannot be raised"],
)
def test_what_python_prints_of_an_error_holds_no_value(code: str) -> None:
    done = ran(f"from tending.cli import discretion; discretion.keep(); word = '{CANARY}'\n{code}")

    assert "tending: a fault of ours: ValueError <string>:" in done.stderr
    assert CANARY not in done.stderr
    assert "Traceback" not in done.stderr


def test_what_asyncio_logs_of_an_error_holds_no_value() -> None:
    done = ran(
        "import asyncio\nfrom tending.cli import log\nlog.keep_log()\n"
        "async def fails(): raise ValueError('kingfisher')\n"
        "async def main():\n    task = asyncio.ensure_future(fails())\n    await asyncio.sleep(0.01)\n    del task\n"
        "asyncio.run(main())"
    )

    assert "asyncio: ValueError" in done.stderr
    assert CANARY not in done.stderr


def test_what_the_program_logs_itself_is_shown_as_it_is() -> None:
    done = ran(
        "import logging\nfrom tending.cli import log\nlog.keep_log()\n"
        "logging.getLogger('tending').warning('waiting: %s', 'the disk is full')"
    )

    assert done.stderr == "waiting: the disk is full\n"


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TENDING_", "XDG_"))}
    return kept | {"TENDING_HOME": str(tmp_path / "home"), "TENDING_KEEPER__ZONE": "UTC", "HOME": str(tmp_path)}


def tending(environ: dict[str, str], *arguments: str, typed: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-m", "tending", *arguments],
        env=environ,
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        umask=0,
    )
    assert done.returncode in {0, 4}, done.stderr
    return done.stdout


def loose(folder: Path) -> list[str]:
    return [
        str(path) for path in (folder, *folder.rglob("*")) if path.lstat().st_mode & LOOSE and not path.is_symlink()
    ]


def test_every_file_that_is_ever_made_is_its_owners_alone(environ: dict[str, str], tmp_path: Path) -> None:
    """Under a umask that forbids nothing, while a daemon runs, and after it."""
    home = tmp_path / "home"
    tending(environ, "bond", "add", "S")
    tending(environ, "next")
    tending(environ, "channel", "add", "json://127.0.0.1:9/x")
    with subprocess.Popen(
        [sys.executable, "-m", "tending", "run"], env=environ, stdin=subprocess.DEVNULL, umask=0
    ) as daemon:
        end = time.monotonic() + 60
        while not list(home.rglob("tending.sock")) and time.monotonic() < end:
            time.sleep(0.1)  # noqa: TID251 - another process is waited for
        tending(environ, "reply", "-", typed=f"{CANARY}\n")
        sockets = [path for path in home.rglob("*") if stat.S_ISSOCK(path.lstat().st_mode)]
        while_running = loose(home)
        daemon.terminate()
    for command in (("backup",), ("backup", "--recipient", RECIPIENT), ("lock", "--key-file", str(home / "a.key"))):
        tending(environ, *command)
    tending(environ, "bond", "forget", "S", "--yes")

    assert len(sockets) == 1
    assert while_running == []
    assert loose(home) == []


def test_a_fault_is_written_down_without_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENDING_HOME", str(tmp_path))

    faults.record(ValueError(CANARY), {"TENDING_HOME": str(tmp_path)})

    log = next(tmp_path.rglob("faults.log"))
    assert CANARY not in log.read_text()
    assert log.stat().st_mode & LOOSE == 0


def test_a_passphrase_is_never_an_argument(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = Home(tmp_path, monkeypatch, capsys).begun()

    for command in ("lock", "backup", "restore"):
        assert "--pass" not in home(command, "--help").out
        assert home(command, "--passphrase", "x").code == 2
