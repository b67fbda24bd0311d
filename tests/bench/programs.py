"""Programs beside one another: run in turn, so that a busy moment of the machine meets both; medians compared."""

import os
import statistics
import subprocess
import sys
import time
import tomllib
import venv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from docs.pages import ROOT

CACHE = ROOT / ".cache"
RUNS = 15
IMPORTS = (sys.executable, "-c", "import sqlalchemy, pydantic_settings, typer")
OURS = (str(Path(sys.executable).with_name("tending")),)


@dataclass(frozen=True, kw_only=True)
class Beside:
    """The medians of two programs in seconds, and how often each was run."""

    ours: float
    theirs: float
    runs: int

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs

    def __str__(self) -> str:
        return f"{self.ours * 1000:.0f} ms beside {self.theirs * 1000:.0f} ms, {self.ratio:.2f}x, median of {self.runs}"


def environ(home: Path, **more: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(home), "TENDING_HOME": str(home), "LANG": "C.UTF-8"} | more


def beside(
    ours: Sequence[str],
    theirs: Sequence[str],
    *,
    home: Path,
    their_home: Path | None = None,
    runs: int = RUNS,
) -> Beside:
    """One unmeasured run each, then `runs` pairs in turn. Either failing is an error."""
    mine, other = environ(home), environ(their_home or home)
    pairs = [(seconds(ours, mine), seconds(theirs, other)) for _ in range(runs + 1)][1:]
    return Beside(
        ours=statistics.median(one for one, _ in pairs), theirs=statistics.median(two for _, two in pairs), runs=runs
    )


def seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, env=environment, stdin=subprocess.DEVNULL, capture_output=True)
    return time.perf_counter() - began


def installed(extra: str, program: str) -> Path:
    """A program of an extra, in an environment of its own below .cache; its packages are fetched the first time."""
    folder = CACHE / extra
    found = folder / "bin" / program
    if not found.exists():
        venv.create(folder, with_pip=True, clear=True)
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "-q", "--no-input", *requirements(extra)]
        subprocess.run(pip, check=True, capture_output=True)
    return found


def requirements(extra: str) -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    listed: list[str] = project["optional-dependencies"][extra]
    return listed
