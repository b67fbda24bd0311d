"""A million mails, replies and tokens that nobody would write; mails and replies also led by what they reach."""

import importlib.util
import re
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from fuzzing import TESTS, Found, fuzz, together
from proofs.table import Shown

PROCESSES = 2
MILLION = 1_000_000
EACH = 50_000
LED = importlib.util.find_spec("atheris") is not None
_DONE = re.compile(rb"Done (\d+) runs")


def fuzzed(kind: str, _: Path, *, count: int = MILLION) -> Shown:
    """Changed at random, always the same way."""
    shares = [min(EACH, count - start) for start in range(0, count, EACH)]
    with ProcessPoolExecutor(PROCESSES) as pool:
        found = together(list(pool.map(partial(_share, kind), shares, range(len(shares)))))
    return Shown(figure=found.figure, holds=found.holds and found.count == count)


def _share(kind: str, count: int, seed: int) -> Found:
    return fuzz(kind, count, 1_000 + seed)


def guided(kind: str, folder: Path, *, runs: int = MILLION, led: bool = LED) -> Shown:
    """By atheris, which keeps what leads somewhere new; without it, by the mutator above, and it says so."""
    if not led:
        shown = fuzzed(kind, folder, count=runs)
        return Shown(figure=f"atheris is not here, so at random: {shown.figure}", holds=shown.holds)
    command = (sys.executable, str(TESTS / "fuzzing_guided.py"), kind, str(runs), str(folder / kind))
    done = subprocess.run(command, capture_output=True, check=False)
    ran = int(ends[1]) if (ends := _DONE.search(done.stderr)) else 0
    found = re.findall(rb"cov: (\d+)", done.stderr)
    figure = f"{ran} by atheris, {found[-1].decode() if found else 0} places reached; it ended with {done.returncode}"
    if done.returncode:
        figure += f": {done.stdout.decode(errors='replace')[-300:]}"
    return Shown(figure=figure, holds=done.returncode == 0 and ran >= runs)
