"""The asking path on a real store, and the job store of APScheduler draining as many jobs, in one run."""

import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.events import EVENT_JOB_EXECUTED
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler

from bench.programs import environ
from bench.stores import START
from tending.app import App
from tending.core import planning
from tending.core.records import Reply
from tending.service import asking, hearing

ASKINGS = 200
JOBS = 1_000


def askings_a_second(home: Path, *, count: int = ASKINGS) -> float:
    """Plan, claim, render, queue and journal one keeper's next question, durably, again and again.

    Between two the question is answered, which is not counted: only the ticks that ask are.
    """
    app, now, spent = App(environ(home)), START, 0.0
    for number in range(count):
        with app.journal.reading() as work:
            following = planning.plan(app.plan, work.standing(), now).next
        assert following is not None
        now = following.at
        turn, began = app.turn(now), time.perf_counter()
        asking.tick(turn, app.journal)
        spent += time.perf_counter() - began
        now += timedelta(minutes=5)
        skip = Reply(channel="terminal", provider_id=str(number), received_at=now, raw=b"skip", text="skip")
        hearing.hear(app.turn(now), app.journal, skip)
    app.close()
    return count / spent


def nothing(_: int) -> None:
    """What APScheduler runs, by name."""


def jobs_a_second(folder: Path, *, count: int = JOBS) -> float:
    """Due one-shots out of APScheduler's SQLite job store as it is shipped, until none is left in it."""
    store = SQLAlchemyJobStore(url=f"sqlite:///{folder / 'jobs.db'}")
    scheduler = BackgroundScheduler(
        timezone=UTC, jobstores={"default": store}, job_defaults={"misfire_grace_time": None}
    )
    scheduler.start(paused=True)
    due = datetime.fromtimestamp(time.clock_gettime(time.CLOCK_REALTIME), UTC) - timedelta(hours=1)
    for number in range(count):
        scheduler.add_job(nothing, "date", run_date=due + timedelta(milliseconds=number), args=[number])
    left, done = iter(range(count - 1, -1, -1)), threading.Event()
    scheduler.add_listener(lambda _: done.set() if next(left) == 0 else None, EVENT_JOB_EXECUTED)
    began = time.perf_counter()
    scheduler.resume()
    if not done.wait(120):
        raise RuntimeError("APScheduler did not come to the end of its jobs")
    took = time.perf_counter() - began
    scheduler.shutdown()
    return count / took
