"""A daemon and several command lines writing to one store at once, for as long as the caller likes."""

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tending.app import App
from tending.core.entries import BondAdded, Noted
from tending.core.model import Profile
from tending.core.records import Query
from tending.service import beginning

PATIENCE = 60.0


@dataclass(kw_only=True)
class Account:
    """`written` is how many replies each process handed over and saw accepted."""

    written: list[int] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    logged: int = 0
    twice: int = 0
    missing: int = 0
    equal: bool = False
    rebuilt: str = ""


def environment(home: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "COVERAGE_PROCESS_START") if name in os.environ}
    return {**kept, "HOME": str(home), "TENDING_HOME": str(home)}


def crowd(home: Path, *, seconds: float, processes: int = 8) -> Account:
    """Every process replies again and again, each reply with a text of its own; then the journal is counted."""
    _settle_in(home)
    account = Account(written=[0] * processes)
    daemon = subprocess.Popen(
        (sys.executable, "-m", "tending", "run"),
        env=environment(home),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    end = time.monotonic() + seconds
    writers = [threading.Thread(target=_write, args=(home, number, end, account)) for number in range(processes)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    if daemon.poll() is not None:
        account.failed.append(f"the daemon ended by itself: {daemon.returncode}")
    daemon.terminate()
    daemon.wait(15)
    _count(home, account)
    return account


def _settle_in(home: Path) -> None:
    app = App(environment(home))
    turn = app.turn(datetime(2026, 1, 5, 12, tzinfo=UTC))
    beginning.begin(turn, app.journal)
    with app.journal.writing() as work:
        beginning.add_bond(turn, work, BondAdded(label="S", profile=Profile.FRIEND))
    app.close()


def _write(home: Path, number: int, end: float, account: Account) -> None:
    while time.monotonic() < end or not account.written[number]:
        text = f"note {number}-{account.written[number]}"
        command = (sys.executable, "-m", "tending", "reply", text)
        done = subprocess.run(command, env=environment(home), capture_output=True, timeout=PATIENCE, check=False)
        if done.returncode:
            account.failed.append(f"{text}: {done.returncode} {done.stderr.decode().strip()[-200:]}")
            return
        account.written[number] += 1


def _count(home: Path, account: Account) -> None:
    app = App(environment(home))
    with app.journal.reading() as work:
        notes = [one.payload.text for one in work.entries(Query(kinds=("note",))) if isinstance(one.payload, Noted)]
    with app.journal.writing() as work:
        before = work.standing()
        account.equal = work.refold() == before
    app.close()
    counted = Counter(notes)
    account.logged = len(counted)
    account.twice = sum(count > 1 for count in counted.values())
    account.missing = sum(
        f"note {number}-{turn}" not in counted
        for number, written in enumerate(account.written)
        for turn in range(written)
    )
    command = (sys.executable, "-m", "tending", "check", "--rebuild")
    done = subprocess.run(command, env=environment(home), capture_output=True, check=False)
    account.rebuilt = f"{done.returncode} {done.stdout.decode().strip()}"
