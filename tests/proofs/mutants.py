"""Mutation testing: small faults put into the rules one at a time, and whether the suite notices each.

mutmut wants the sources below `src`, so it works on a copy, and has an environment of its own below .cache.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.programs import CACHE, installed
from docs.pages import ROOT
from proofs.table import Shown

LIMIT = 600
DOORS_LIMIT = 1_800


@dataclass(frozen=True, kw_only=True)
class Target:
    """Files of the core that get faults, and the tests that have to notice. `enough` is the share they must notice."""

    files: tuple[str, ...]
    tests: tuple[str, ...]
    enough: float


RULES = Target(
    files=("planning", "choosing", "pacing", "replies"),
    tests=(
        "tests/unit/test_planning.py",
        "tests/unit/test_choosing.py",
        "tests/unit/test_pacing.py",
        "tests/unit/test_reminders.py",
        "tests/unit/test_plain.py",
        "tests/unit/test_replies.py",
        "tests/service/test_asking.py",
        "tests/service/test_hearing.py",
        "tests/service/test_verbs.py",
    ),
    enough=0.9,
)
DOORS = Target(
    files=("contact", "contact_union", "gates", "calling"),
    tests=(
        "tests/unit/test_contact.py",
        "tests/unit/test_contact_exits.py",
        "tests/unit/test_contact_union.py",
        "tests/unit/test_gates.py",
        "tests/unit/test_calling.py",
        "tests/unit/test_choosing.py",
        "tests/service/test_consenting.py",
        "tests/service/test_consenting_answers.py",
        "tests/service/test_listening.py",
        "tests/service/test_occasions.py",
        "tests/service/test_own_part.py",
        "tests/service/test_recording.py",
        "tests/unit/test_meetings.py",
        "tests/unit/test_outlook.py",
    ),
    enough=0.95,
)


def rules(folder: Path) -> Shown:
    return noticed(folder, RULES, limit=LIMIT)


def doors(folder: Path) -> Shown:
    return noticed(folder, DOORS, limit=DOORS_LIMIT)


def noticed(folder: Path, target: Target, *, limit: float) -> Shown:
    """The share of noticed faults among those there was time for."""
    mutmut = installed("mutants", "mutmut")
    borrow_packages(CACHE / "mutants")
    copied(folder, target)
    said = run_within(limit, [str(mutmut), "run", "--max-children", "2"], folder)
    subprocess.run([str(mutmut), "export-cicd-stats"], check=False, cwd=folder, capture_output=True)
    stats = folder / "mutants" / "mutmut-cicd-stats.json"
    found = json.loads(stats.read_text()) if stats.exists() else {}
    if not found or not found["killed"] + found["survived"]:
        return Shown(figure=f"not measured: mutmut ended with: {' '.join(said.split())[-200:]}", holds=None)
    return told(found, limit, target.enough)


def told(stats: Mapping[str, int], limit: float, enough: float) -> Shown:
    noticed = stats["killed"] + stats["timeout"] + stats["suspicious"] + stats["segfault"]
    tried = noticed + stats["survived"] + stats["no_tests"]
    tried_all = "all there are" if tried >= stats["total"] else f"of {stats['total']}, as far as {limit:.0f} s go"
    figure = (
        f"{noticed} of {tried} faults noticed ({noticed / tried:.0%}; {tried_all}); "
        f"{stats['survived']} not, {stats['no_tests']} met by no test"
    )
    return Shown(figure=figure, holds=noticed / tried >= enough)


def borrow_packages(folder: Path) -> None:
    """The packages of this environment, without the checkout that is installed in it."""
    (site,) = (folder / "lib").glob("python*/site-packages")
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")


def copied(folder: Path, target: Target) -> None:
    ours = shutil.ignore_patterns("__pycache__", ".*")
    shutil.copytree(ROOT / "daemon" / "tending", folder / "src" / "tending", ignore=ours)
    for name in ("tests", "config", "systemd"):
        shutil.copytree(ROOT / name, folder / name, ignore=ours)
    settings = (ROOT / "pyproject.toml").read_text("utf-8")
    mutated = json.dumps([f"src/tending/core/{name}.py" for name in target.files])
    arguments = json.dumps(["--timeout=0", "-x", "-k", "not at_once"])
    (folder / "pyproject.toml").write_text(
        f'{settings}\n[tool.mutmut]\nsource_paths = ["src"]\nonly_mutate = {mutated}\n'
        f'also_copy = ["config", "systemd", "README.md"]\nuse_git_change_detection = false\n'
        f"pytest_add_cli_args = {arguments}\npytest_add_cli_args_test_selection = {json.dumps(target.tests)}\n"
    )
    for name in ("README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder)


def run_within(limit: float, command: list[str], folder: Path) -> str:
    """Returns the end of what it said."""
    environ = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "HOME": str(folder), "LANG": "C.UTF-8"}
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(
            command, cwd=folder, env=environ, stdout=said, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            process.wait(limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return (folder / "said").read_text(errors="replace")[-2000:]
