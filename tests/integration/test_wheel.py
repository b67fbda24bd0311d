"""The wheel: built from the checkout, put into an environment of its own, and used from another folder."""

import json
import signal
import subprocess
import sys
import sysconfig
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SOON = 60.0
EVENING = "2026-01-05T17:58:00Z@240"
LATER = "2026-01-05T20:30:00Z"
ANSWERS = 'label = "S"\nprofile = "friend"\nsince = 2025-12-01\nzone = "UTC"\nwindows = ["18:00-20:00"]\n'


@dataclass(frozen=True, kw_only=True)
class Installed:
    """The program in an environment of its own, used by somebody whose home is empty."""

    python: Path
    home: Path
    elsewhere: Path

    def environ(self, clock: str) -> dict[str, str]:
        return {"PATH": "/usr/bin:/bin", "HOME": str(self.home), "LANG": "C.UTF-8", "TENDING_CLOCK": clock}

    def tending(self, *arguments: str, clock: str = LATER) -> str:
        done = self.ran(str(self.python.with_name("tending")), *arguments, clock=clock)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def ran(self, *command: str, clock: str = LATER) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            check=False,
            capture_output=True,
            text=True,
            cwd=self.elsewhere,
            env=self.environ(clock),
            stdin=subprocess.DEVNULL,
        )

    def shows(self, *arguments: str) -> Any:
        return json.loads(self.tending(*arguments, "--json"))

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[bytes]]:
        daemon = subprocess.Popen(
            [str(self.python.with_name("tending")), "run"],
            cwd=self.elsewhere,
            env=self.environ(EVENING),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield daemon
        finally:
            daemon.send_signal(signal.SIGTERM)
            daemon.wait(SOON)


def in_the_checkout() -> set[str]:
    """What lies there, but for the hidden folders that tools keep for themselves."""
    folders = (ROOT, ROOT / "daemon", ROOT / "config", ROOT / "build", ROOT / "dist")
    found = {str(path) for folder in folders if folder.is_dir() for path in folder.iterdir()}
    return {path for path in found if not Path(path).name.startswith((".", "__"))}


@pytest.fixture(scope="module")
def before() -> set[str]:
    return in_the_checkout()


@pytest.fixture(scope="module")
def wheel(before: set[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    assert before
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The packages it needs are borrowed from this environment, without the checkout that is installed in it."""
    folder = tmp_path_factory.mktemp("installed")
    python = folder / "venv" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "venv")], check=True)
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-index", "--no-deps", str(wheel)]
    subprocess.run(pip, check=True, capture_output=True)
    (site,) = (folder / "venv" / "lib").glob("python*/site-packages")
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    for name in ("home", "elsewhere"):
        (folder / name).mkdir()
    return Installed(python=python, home=folder / "home", elsewhere=folder / "elsewhere")


def in_tree(folder: str, *patterns: str) -> set[str]:
    return {
        path.relative_to(ROOT / folder).as_posix()
        for pattern in patterns
        for path in (ROOT / folder).rglob(pattern)
        if path.is_file()
    }


def test_the_wheel_carries_every_file_that_the_program_needs(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())

    assert {f"tending/{path}" for path in in_tree("daemon/tending", "*.py", "*.mako", "py.typed")} <= names
    assert {f"tending/shipped/config/{path}" for path in in_tree("config", "*")} <= names
    assert {f"tending/shipped/systemd/{path}" for path in in_tree("systemd", "*")} <= names
    assert {
        "tending/shipped/config/decks/want.toml",
        "tending/shipped/config/tending.example.toml",
        "tending/shipped/systemd/user/tending.service",
        "tending/adapters/journal/migrations/versions/0001_first.py",
        "tending/py.typed",
    } <= names
    assert [name for name in names if name.endswith("/licenses/LICENSE")]


def test_the_wheel_carries_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    assert {name.split("/")[0].split("-")[0] for name in names} == {"tending"}
    assert [name for name in names if "__pycache__" in name or "/tests/" in name or "/." in name] == []


def test_building_it_leaves_nothing_in_the_checkout(before: set[str], wheel: Path) -> None:
    assert wheel.exists()
    assert in_the_checkout() == before


def test_what_is_shipped_is_found_inside_the_installed_package(installed: Installed) -> None:
    asks = "from tending.adapters import shipped; print(shipped.config_dir()); print(shipped.units_dir())"

    found = installed.ran(str(installed.python), "-c", asks).stdout.split()

    assert [Path(one).parent.name for one in found] == ["shipped", "shipped"]
    assert all(Path(one).is_relative_to(installed.python.parents[1]) for one in found)


def test_from_any_folder_and_an_empty_home_it_asks_hears_and_remembers(installed: Installed) -> None:
    answers = installed.elsewhere / "answers.toml"
    answers.write_text(ANSWERS)

    installed.tending("init", "--answers", "answers.toml", clock="2026-01-05T12:00:00Z")
    with installed.running() as daemon:
        until = time.monotonic() + SOON
        while not (asked := installed.shows("status")["open"]) and time.monotonic() < until:
            assert daemon.poll() is None
    heard = json.loads(installed.tending("reply", "5", "--json"))

    assert [one["prompt"] for one in asked] == ["W0"]
    assert heard["check_in"] == asked[0]["id"]
    kept = [row for row in installed.shows("journal") if row["kind"] == "answered"]
    assert [(row["prompt"], row["text"]) for row in kept] == [("W0", "5")]
    assert sorted(path.name for path in installed.elsewhere.iterdir()) == ["answers.toml"]
    assert {path.name for path in installed.home.iterdir()} <= {".config", ".local", ".cache"}


def test_the_figures_of_the_lexicon_and_the_help_lines_come_with_it(installed: Installed) -> None:
    rows = installed.shows("eval", "lexicon")
    lines = installed.shows("helpline", "--country", "DE")

    assert {row["half"] for row in rows} == {"dev", "held"}
    assert lines["emergency"] == "112"


def test_nothing_of_the_checkout_is_imported_by_what_is_installed(installed: Installed) -> None:
    asks = "import sys, tending.app; print(tending.app.__file__); print(*sys.path)"

    said = installed.ran(str(installed.python), "-c", asks).stdout

    assert str(installed.python.parents[1]) in said.splitlines()[0]
    assert str(ROOT / "daemon") not in said
