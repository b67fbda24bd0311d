"""Stores to measure on: a keeper who is set up, and one who has written for a lifetime."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.programs import environ
from builders import confirm
from tending.app import App
from tending.core.entries import BondAdded, Draft, Noted
from tending.core.model import Profile
from tending.service import beginning

START = datetime(2026, 1, 5, 12, tzinfo=UTC)
BATCH = 2_000


def settle_in(home: Path, channel: str = "", *, zone: str = "UTC") -> None:
    """Settings, a bond, and, with the TOML of a channel called mail, that channel as confirmed."""
    folder = home / "config"
    folder.mkdir(parents=True, mode=0o700)
    settings = folder / "tending.toml"
    settings.write_text(f'[keeper]\nzone = "{zone}"\n{channel}')
    settings.chmod(0o600)
    app = App(environ(home))
    turn = app.turn(START)
    beginning.begin(turn, app.journal)
    with app.journal.writing() as work:
        beginning.add_bond(turn, work, BondAdded(label="S", profile=Profile.FRIEND))
        for way in app.ways:
            confirm(turn, work, way)
    app.close()


def write_many(home: Path, count: int) -> None:
    """Append notes, a minute apart."""
    app = App(environ(home))
    for start in range(0, count, BATCH):
        with app.journal.writing() as work:
            work.append(*(_note(number) for number in range(start, min(start + BATCH, count))))
    app.close()


def _note(number: int) -> Draft:
    text = f"a walk by the river, and a good talk about the summer; number {number} of many"
    return Draft(payload=Noted(text=text), at=START + timedelta(minutes=number))
