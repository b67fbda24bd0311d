"""The practice as it is lived and as it is written: a year of one keeper, and what is wrong with decks."""

import os
import subprocess
import sys
from pathlib import Path

from acceptance.a_year import differences, live
from acceptance.a_year_by_hand import PROGRESS
from acceptance.broken_decks import untold, write
from docs.pages import ROOT
from proofs.table import Shown

WRONG_SETTINGS = 78


def a_scripted_year(_: Path) -> Shown:
    year = live()
    off = list(differences(year.progress, PROGRESS))
    figure = (
        f"{year.answers} answers, {year.mails} mails, {year.commands} commands: {len(year.wrong)} not as written,"
        f" {len(off)} figures not as by hand"
    )
    wrong = [*year.wrong, *off]
    return Shown(figure=f"{figure}: {wrong[0]}" if wrong else figure, holds=not wrong)


def thirty_broken_decks(folder: Path) -> Shown:
    expected = write(folder / "decks")
    done = subprocess.run(
        [sys.executable, "-m", "tending", "deck", "check", str(folder / "decks")],
        cwd=ROOT,
        env=os.environ | {"TENDING_HOME": str(folder / "home")},
        capture_output=True,
        text=True,
        check=False,
    )
    left = untold(expected, done.stderr.splitlines())
    figure = f"{len(expected) - len(left)} of {len(expected)} told at once, by file, question and key"
    return Shown(figure=figure, holds=not left and done.returncode == WRONG_SETTINGS)
