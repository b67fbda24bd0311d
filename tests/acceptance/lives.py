"""Many short lives of the real daemon, each ended by kill -9, against a mail sink that logs what it really got."""

import asyncio
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any, Self

from aiosmtpd.controller import Controller

from builders import confirm
from ports import free_port
from tending.app import App
from tending.core import planning
from tending.core.entries import BondAdded
from tending.core.model import Profile
from tending.core.records import DeliveryState, Query, Reply
from tending.service import beginning, hearing, views

RUN = (sys.executable, "-m", "tending", "run")
SLOW = 0.4
START_MOST = 20.0


class Sink:
    """Takes mails slowly, and remembers the Message-ID of each it took and whether it could say so."""

    def __init__(self) -> None:
        self.got: list[str] = []
        self.inside = threading.Event()
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port(), data_size_limit=2**20)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: ARG002, N802 - aiosmtpd's names
        mail = message_from_bytes(envelope.content)
        self.inside.set()
        await asyncio.sleep(SLOW / 2)
        self.got.append(str(mail["Message-ID"]))
        await asyncio.sleep(SLOW / 2)
        return "250 taken"

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    @property
    def port(self) -> int:
        port: int = self._controller.port
        return port


@dataclass(kw_only=True)
class Account:
    """What the lives came to. `inside` counts the kills in the middle of a send."""

    kills: int = 0
    inside: int = 0
    seen: int = 0
    doubled: int = 0
    lost: int = 0
    uncertain: int = 0
    listed: int = 0
    why: list[str] = field(default_factory=list)


def environment(home: Path, at: datetime) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "COVERAGE_PROCESS_START") if name in os.environ}
    return {
        **kept,
        "TENDING_HOME": str(home),
        "TENDING_CLOCK": f"{at:%Y-%m-%dT%H:%M:%SZ}@1",
        "TENDING_CLOCK_SENDS": "yes",
        "HOME": str(home),
    }


def settle_in(home: Path, port: int, at: datetime) -> None:
    """Settings, a bond, and a mail channel that counts as confirmed."""
    folder = home / "config"
    folder.mkdir(parents=True, mode=0o700)
    settings = folder / "tending.toml"
    settings.write_text(
        '[keeper]\nzone = "UTC"\n[pace]\nbudget = 7\n[channels.mail]\nkind = "email"\naddress = "me@example.org"\n'
        f'smtp_host = "127.0.0.1"\nsmtp_port = {port}\nsmtp_security = "none"\nusername = ""\n'
    )
    settings.chmod(0o600)
    app = App(environment(home, at))
    turn = app.turn(at)
    beginning.begin(turn, app.journal)
    with app.journal.writing() as work:
        beginning.add_bond(turn, work, BondAdded(label="S", profile=Profile.FRIEND))
        confirm(turn, work, app.ways[0])
    app.close()


def next_asking(home: Path, at: datetime) -> datetime:
    """Answer what is open, by mail, so that the channel stays confirmed for all that time; and find the instant of the
    next question, as the keeper would live on.
    """
    app = App(environment(home, at))
    with app.journal.reading() as work:
        waiting = work.standing().asking
    if waiting is not None:
        name = f"{at.timestamp()}"
        reply = Reply(channel="mail", provider_id=name, received_at=at, raw=b"skip", text="skip", check_in=waiting.id)
        hearing.hear(app.turn(at), app.journal, reply)
    with app.journal.reading() as work:
        following = planning.plan(app.plan, work.standing(), at).next
    app.close()
    assert following is not None
    return following.at


def live(home: Path, sink: Sink, at: datetime, chance: random.Random, account: Account) -> None:
    """One life: start shortly before a question is due, and kill at a random moment, often inside the send."""
    sink.inside.clear()
    before = len(sink.got)
    process = subprocess.Popen(
        RUN, env=environment(home, at), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    if chance.random() < 0.75:
        sink.inside.wait(START_MOST)
        time.sleep(chance.uniform(0, SLOW * 1.1))  # noqa: TID251 - a kill at a random moment of real time
    else:
        time.sleep(chance.uniform(0.2, 3.0))  # noqa: TID251 - a kill at a random moment of real time
    ended = process.poll()
    process.send_signal(signal.SIGKILL)
    _, said = process.communicate()
    if ended is not None:
        account.why.append(f"the daemon ended by itself ({ended}): {said.decode()[-300:]}")
    account.kills += 1
    if sink.inside.is_set() and len(sink.got) == before:
        time.sleep(SLOW)  # noqa: TID251 - let the sink finish what it had taken
    account.inside += _was_inside(home, at)


def _was_inside(home: Path, at: datetime) -> bool:
    app = App(environment(home, at))
    with app.journal.reading() as work:
        inside = bool(work.deliveries(DeliveryState.SENDING))
    app.close()
    return inside


def many_lives(home: Path, kills: int, seed: int) -> Account:
    """Live and die `kills` times, then count what the sink got against what the journal says."""
    chance = random.Random(seed)  # noqa: S311 - a replay of kills
    account = Account()
    at = datetime.fromisoformat("2026-01-05T12:00:00+00:00")
    with Sink() as sink:
        settle_in(home, sink.port, at)
        for _ in range(kills):
            at = next_asking(home, at + timedelta(minutes=1)) - timedelta(seconds=1)
            live(home, sink, at, chance, account)
            at += timedelta(minutes=5)
        _last_life(home, sink, at + timedelta(hours=80))
        reckon(home, sink, at, account)
    return account


def _last_life(home: Path, sink: Sink, at: datetime) -> None:
    """One more start that is let alone, so that what the last kill left is looked at."""
    process = subprocess.Popen(
        RUN,
        env=environment(home, at),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    sink.inside.wait(1)
    time.sleep(6)  # noqa: TID251 - a real daemon at work
    process.terminate()
    process.wait(15)


def reckon(home: Path, sink: Sink, at: datetime, account: Account) -> None:
    """Doubled: a Message-ID the sink got twice. Lost: not got, and not shown as uncertain, failed or given up."""
    app = App(environment(home, at))
    with app.journal.reading() as work:
        states = {one.key: one.state for one in work.deliveries() if one.channel == "mail"}
        check_ins = {one.check_in for one in work.deliveries()}
        asked = [entry.seq for entry in work.entries(Query(kinds=("asked",)))]
    got = Counter(name.strip("<>").partition("@")[0] for name in sink.got)
    account.seen = len(got)
    account.doubled = sum(count > 1 for count in got.values())
    account.uncertain = sum(state is DeliveryState.UNCERTAIN for state in states.values())
    account.listed = len(_listed(app, at))
    account.lost = _lost(states, got) + sum(number not in check_ins for number in asked)
    app.close()


def _lost(states: Mapping[str, DeliveryState], got: Counter[str]) -> int:
    """What the journal calls sent and the sink never got, and what it still calls sending."""
    called_sent = [key for key, state in states.items() if state is DeliveryState.SENT and key not in got]
    return len(called_sent) + sum(state is DeliveryState.SENDING for state in states.values())


def _listed(app: App, at: datetime) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = views.status(app.turn(at), app.journal)["uncertain"]
    return listed
