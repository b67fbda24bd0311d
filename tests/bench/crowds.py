"""A store of many keepers: asking all that are due, being on time for each, and starting beside them."""

import asyncio
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler

from bench.programs import environ
from bench.stores import START, settle_in
from tending.adapters.alarm import Alarm
from tending.adapters.journal.sql import SqlJournal
from tending.app import App, Clock
from tending.core.entries import BondAdded
from tending.core.model import Profile
from tending.service import asking, beginning
from tending.service.turn import Turn

BATCH = 100
LATE = 200
SPREAD = 30.0
LEAD = 3.0
DAY = 86_400
FIRST_OTHER = 10_000
EVENING = START + timedelta(hours=8)
OTHERS = {
    "entry": "value, seq, bond, at, kind, version, check_in, body, salt, digest, chain",
    "standing": "value, seq, fold_version, :wake, body",
    "meta": "value, meta.key, meta.value",
}
READY = "import tending.cli.running, tending.daemon, tending.app, tending.adapters.journal.sql"


def settled(home: Path, count: int) -> SqlJournal:
    """Keepers 1 to `count`, each with a friend and a first question planned."""
    app = App(environ(home))
    turn, store = app.turn(START), app.store_file
    for keeper in range(1, count + 1):
        journal = SqlJournal(store, keeper=keeper)
        beginning.begin(turn, journal)
        with journal.writing() as work:
            beginning.add_bond(turn, work, BondAdded(label="S", profile=Profile.FRIEND))
            asking.tick_in(turn, work)
        journal.close()
    app.close()
    return SqlJournal(store)


def askings_a_second(home: Path, *, count: int) -> float:
    """Find who is due, plan, claim, render, queue and journal, set the next wake: a hundred keepers to a commit."""
    journal, app = settled(home, count), App(environ(home))
    turn, asked = app.turn(EVENING), 0
    began = time.perf_counter()
    while keepers := journal.due(turn.now, most=BATCH):
        with journal.writing_for(keepers) as works:
            for work in works.values():
                asking.tick_in(turn, work)
        asked += len(keepers)
    took = time.perf_counter() - began
    with closing(sqlite3.connect(journal.path)) as store:
        (written,) = store.execute("SELECT count(DISTINCT keeper) FROM entry WHERE kind = 'asked'").fetchone()
    journal.close()
    app.close()
    if asked != count or written != count:
        raise RuntimeError(f"{asked} were due and {written} asked, of {count}")
    return count / took


def crowd_beside(store: Path, count: int) -> None:
    """As many others as copies of the first keeper's rows, due in many years: nobody looks into them."""
    numbers = f"[{','.join(map(str, range(FIRST_OTHER, FIRST_OTHER + count)))}]"
    wake = int(datetime(2150, 1, 1, tzinfo=UTC).timestamp() * 1e6)
    with closing(sqlite3.connect(store)) as connection, connection:
        for table, columns in OTHERS.items():
            connection.execute(
                f"INSERT INTO {table} SELECT {columns.replace('value,', 'json_each.value,', 1)}"  # noqa: S608 - constants
                f" FROM {table}, json_each(:numbers) WHERE keeper = 1",
                {"numbers": numbers, "wake": wake},
            )


def ours_late(home: Path, *, others: int, count: int = LATE) -> tuple[list[float], list[float]]:
    """Seconds from a wake in the store, by way of the alarm, to the decision to ask and to the commit of the question.

    `others` are stored beside.
    """
    journal, app, now = settled(home, count), App(environ(home)), Clock()
    crowd_beside(journal.path, others)
    turn, decided, late = app.turn(EVENING), list[float](), list[float]()
    due = _spread(journal.path, now().timestamp() + LEAD, count)

    async def live() -> None:
        rung = asyncio.Event()

        async def ring() -> None:
            rung.set()

        async def nothing(*_: object) -> None: ...

        alarm = Alarm(ring=ring, look=nothing, stepped=nothing, now=now)
        alarm.start()
        while len(late) < count:
            rung.clear()
            alarm.set((_next_wake(journal.path) - now()).total_seconds())
            await rung.wait()
            rang = now().timestamp()
            committed = _asked(journal, turn, now, due)
            decided.extend(rang - due[keeper] for keeper in committed)
            late.extend(committed.values())
        alarm.stop()

    asyncio.run(live())
    journal.close()
    app.close()
    return sorted(decided), sorted(late)


def _spread(store: Path, first: float, count: int) -> dict[int, float]:
    """Wakes over half a minute, evenly and not in the order of the keepers."""
    due = {1 + number * 77 % count: first + SPREAD * number / count for number in range(count)}
    with closing(sqlite3.connect(store)) as connection, connection:
        rows = [(int(at * 1e6), keeper) for keeper, at in due.items()]
        connection.executemany("UPDATE standing SET next_wake = ? WHERE keeper = ?", rows)
    return due


def _next_wake(store: Path) -> datetime:
    with closing(sqlite3.connect(store)) as connection:
        (wake,) = connection.execute("SELECT min(next_wake) FROM standing").fetchone()
    return datetime.fromtimestamp(wake / 1e6, UTC)


def _asked(journal: SqlJournal, turn: Turn, now: Clock, due: dict[int, float]) -> dict[int, float]:
    """Whoever's wake has come is asked at the evening of their own plan, and not woken again."""
    keepers = journal.due(now(), most=BATCH)
    with journal.writing_for(keepers) as works:
        for work in works.values():
            asking.tick_in(turn, work)
            work.plan_wake(datetime(2150, 1, 1, tzinfo=UTC))
    return {keeper: now().timestamp() - due[keeper] for keeper in keepers}


HITS: list[float] = []


def hit(due: float) -> None:
    """What APScheduler runs, by name."""
    HITS.append(Clock()().timestamp() - due)


def theirs_late(folder: Path, *, others: int, count: int = LATE) -> list[float]:
    """The same of one-shots of APScheduler 3 over its SQLite store, which keeps no record of them."""
    HITS.clear()
    file = folder / "jobs.db"
    store = SQLAlchemyJobStore(url=f"sqlite:///{file}")
    scheduler = BackgroundScheduler(
        timezone=UTC, jobstores={"default": store}, job_defaults={"misfire_grace_time": None}
    )
    scheduler.start(paused=True)
    scheduler.add_job(hit, "date", run_date=Clock()() + timedelta(days=1), args=[0])
    numbers = f"[{','.join(map(str, range(others)))}]"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(
            "INSERT INTO apscheduler_jobs SELECT printf('%032x', value), next_run_time + value, job_state"
            " FROM apscheduler_jobs, json_each(?)",
            (numbers,),
        )
    first = Clock()() + timedelta(seconds=LEAD)
    scheduler.resume()
    for number in range(count):
        at = first + timedelta(seconds=SPREAD * number / count)
        scheduler.add_job(hit, "date", run_date=at, args=[at.timestamp()])
    threading.Event().wait(LEAD + SPREAD + 5)
    scheduler.shutdown()
    return sorted(HITS)


def seconds_to_ready(home: Path, *, others: int) -> float:
    """From the start of the process to READY=1, less what its imports alone take."""
    settle_in(home)
    crowd_beside(App(environ(home)).store_file, others)
    env = environ(home)
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", READY], env=env, check=True)
    imports = time.perf_counter() - began
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(home / "notify"))
        listening.settimeout(60)
        began = time.perf_counter()
        daemon = subprocess.Popen(
            [sys.executable, "-m", "tending", "run"],
            env=env | {"NOTIFY_SOCKET": str(home / "notify")},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while b"READY=1" not in listening.recv(4096):
            pass
        took = time.perf_counter() - began
    daemon.terminate()
    daemon.wait(timeout=20)
    if daemon.returncode:
        raise RuntimeError(f"the daemon ended with {daemon.returncode}")
    return took - imports
