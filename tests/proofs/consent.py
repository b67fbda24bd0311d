"""Consent at full size: a hundred thousand fates, three hundred stories, and what simulations of all personas show."""

import itertools
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from acceptance.fates import EVENTS, crossed
from acceptance.stories import STEPS, gone_wrong
from docs.pages import ROOT
from proofs.table import Shown

FATES = 100_000
STORIES = 300
PROCESSES = 2
ROWS = "tests/acceptance/test_consent_rows.py"


def fates_and_stories(_: Path, *, fates: int = FATES, stories: int = STORIES) -> Shown:
    """After an order nothing, after space or a no nothing early, no mark lost, nobody welcome locked out."""
    began = time.monotonic()
    with ProcessPoolExecutor(PROCESSES) as pool:
        wrong = list(itertools.chain.from_iterable(pool.map(_crossed, _groups(fates, 500))))
        wrong += itertools.chain.from_iterable(pool.map(_gone_wrong, _groups(stories, 10)))
    figure = (
        f"{fates} fates of {EVENTS} events and {stories} stories of {STEPS} steps through the whole service, "
        f"{len(wrong)} rules broken, in {time.monotonic() - began:.0f} s"
    )
    return Shown(figure=f"{figure}: {wrong[0]}" if wrong else figure, holds=not wrong)


def personas(folder: Path) -> Shown:
    """The rows of the practice's table about consent, for every persona and profile, by `tending simulate --json`."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", f"--basetemp={folder / 'pytest'}", ROWS]
    environ = os.environ | {"CI": "true"}
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    ended = done.stdout.strip().splitlines()[-1] if done.stdout.strip() else done.stderr[-200:]
    return Shown(figure=ended.strip("= "), holds=done.returncode == 0)


def _crossed(numbers: Iterable[int]) -> list[str]:
    return crossed(numbers)


def _gone_wrong(numbers: Iterable[int]) -> list[str]:
    return gone_wrong(numbers)


def _groups(most: int, size: int) -> list[range]:
    return [range(start, min(start + size, most)) for start in range(0, most, size)]
