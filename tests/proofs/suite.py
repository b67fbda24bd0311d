"""The lines that CI runs before it tests, and the whole suite under coverage, the processes it starts included."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docs.pages import ROOT
from docs.test_source import figures
from proofs.table import Shown

OVERALL = 95.0
WHOLE = ("tending/core/", "tending/service/")
BIN = Path(sys.executable).parent
LINES = (
    (str(BIN / "ruff"), "check", "daemon", "tests"),
    (str(BIN / "ruff"), "format", "--check", "daemon", "tests"),
    (sys.executable, "-m", "mypy", "daemon/tending", "tests"),
    (str(BIN / "lint-imports"),),
    (sys.executable, "-m", "tending", "deck", "check"),
    (sys.executable, "-m", "tending", "helpline", "lint"),
)


def lint(folder: Path) -> Shown:
    """The same lines as `make lint`, and how long functions are."""
    environ = os.environ | {"TENDING_HOME": str(folder)}
    said = {line: subprocess.run(line, cwd=ROOT, env=environ, capture_output=True, check=False) for line in LINES}
    wrong = [" ".join(Path(word).name for word in line) for line, done in said.items() if done.returncode]
    median, nine_of_ten, count = figures()
    shape = f"{count} functions, median {median:g} lines, nine of ten at most {nine_of_ten:g}"
    figure = f"{len(LINES) - len(wrong)} of {len(LINES)} lines clean; {shape}"
    return Shown(figure="; not: ".join([figure, *wrong]), holds=not wrong)


def coverage(folder: Path) -> Shown:
    """CI=true, so nothing skips. What processes cover that are killed outright is lost, and not counted."""
    settings = folder / "coverage.toml"
    settings.write_text(
        f'[tool.coverage.run]\nbranch = true\nsource = ["{ROOT / "daemon" / "tending"}"]\nparallel = true\n'
        f'sigterm = true\npatch = ["subprocess"]\ndata_file = "{folder / "data"}"\n{excluded()}'
    )
    run = [sys.executable, "-m", "coverage", "run", f"--rcfile={settings}", "-m", "pytest", "-q"]
    environ = os.environ | {"CI": "true", "COVERAGE_PROCESS_START": str(settings)}
    done = subprocess.run(
        [*run, f"--basetemp={folder / 'pytest'}"], cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )
    ended = (
        re.sub(r"^=+ | =+$", "", done.stdout.strip().splitlines()[-1]) if done.stdout.strip() else done.stderr[-200:]
    )
    found = counted(settings, folder)
    missed = {name: _missed(one["summary"]) for name, one in found["files"].items() if _missed(one["summary"])}
    whole = {name: missed[name] for name in missed if any(room in name for room in WHOLE)}
    overall = found["totals"]["percent_covered"]
    where = f" ({', '.join([Path(name).name for name in whole][:5])})" if whole else ""
    figure = f"{ended}; core and service miss {sum(whole.values())} lines and branches{where}; {overall:.1f} % overall"
    return Shown(figure=figure, holds=done.returncode == 0 and not whole and overall >= OVERALL)


def _missed(summary: Mapping[str, int]) -> int:
    return summary["missing_lines"] + summary["missing_branches"]


def counted(settings: Path, folder: Path) -> dict[str, Any]:
    for line in (["combine", "-q"], ["json", "-q", "-o", str(folder / "found.json")]):
        subprocess.run(
            [sys.executable, "-m", "coverage", line[0], f"--rcfile={settings}", *line[1:]],
            cwd=ROOT,
            check=True,
            capture_output=True,
        )
    found: dict[str, Any] = json.loads((folder / "found.json").read_text())
    return found


def excluded() -> str:
    """The report settings of the project, as they stand."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    report = re.search(r"^\[tool\.coverage\.report\]\n.*?(?=^\[|\Z)", text, flags=re.MULTILINE | re.DOTALL)
    return report[0] if report else ""
