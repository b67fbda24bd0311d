"""Real processes and real mail: kills, a crowd on one store, forged mails and bombs."""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from acceptance.crowd import crowd
from acceptance.lives import many_lives
from docs.pages import ROOT
from forged import ADDRESS, AUTHSERV, SECRET, bombs, forged, genuine, odd_but_readable, token
from proofs.table import Shown
from tending.adapters.channels.mail.head import Ours
from tending.adapters.channels.mail.reader import Reader
from tending.adapters.channels.mail.screening import judge
from tending.adapters.channels.mail.settings import EmailSettings
from tending.core import tokens

KILLS = 300
CROWD_SECONDS = 60.0
PROCESSES = 8
FORGED = 5_000
BATCH = 100
BOMB_SECONDS = 2.0
NOW = datetime(2026, 3, 3, 18, 12, tzinfo=UTC)
OURS = Ours(replies=ADDRESS, domain="example.org", authserv_id=AUTHSERV)
MAILBOX = EmailSettings(address=ADDRESS, smtp_host="localhost", imap_host="localhost", authserv_id=AUTHSERV)


def real_mail(folder: Path) -> Shown:
    return tested(folder, "tests/integration/test_real_mail.py")


def units(folder: Path) -> Shown:
    return tested(folder, "tests/integration/test_units.py", "tests/integration/test_service_installed.py")


def tested(folder: Path, *paths: str) -> Shown:
    """A part of the suite under CI=true, where nothing may skip."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", f"--basetemp={folder / 'pytest'}", *paths],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"CI": "true"},
    )
    said = done.stdout.strip().splitlines()
    return Shown(figure=said[-1] if said else done.stderr.strip()[-200:], holds=done.returncode == 0)


def kills(folder: Path, *, count: int = KILLS) -> Shown:
    account = many_lives(folder / "home", count, 1)
    figure = (
        f"{account.kills} kills, {account.inside} inside a send; {account.seen} seen, {account.doubled} doubled, "
        f"{account.lost} lost; {account.uncertain} uncertain, {account.listed} of them listed"
    )
    whole = account.kills == count and account.inside * 2 >= count and not account.why
    sound = account.doubled == account.lost == 0 and account.listed == account.uncertain
    return Shown(figure="; ".join([figure, *account.why[:1]]), holds=whole and sound)


def a_crowd(folder: Path, *, seconds: float = CROWD_SECONDS) -> Shown:
    account = crowd(folder / "home", seconds=seconds, processes=PROCESSES)
    written = sum(account.written)
    figure = (
        f"{written} replies by {PROCESSES} processes beside the daemon (least {min(account.written)}); "
        f"{account.twice} twice, {account.missing} missing, {len(account.failed)} refused; "
        f"rebuilt {'equal' if account.equal else 'DIFFERS'}"
    )
    sound = account.logged == written and account.twice == account.missing == 0 and account.equal
    return Shown(
        figure="; ".join([figure, *account.failed[:1]]),
        holds=sound and not account.failed and min(account.written) > 0 and account.rebuilt.startswith("0 "),
    )


def forged_mails(_: Path) -> Shown:
    """Read by the child process that reads real mail, a batch at a time, with a genuine one in each."""
    mails = [one.raw for one in forged(NOW, FORGED)]
    groups = [mails[start : start + BATCH] for start in range(0, FORGED, BATCH)]
    wrong, right = 0, 0
    for number, group in enumerate(groups):
        results = f"Authentication-Results: {AUTHSERV}; dmarc=pass header.from=example.org\r\n".encode()
        *verdicts, last = _accepted(Reader(OURS), [*group, results + genuine(NOW, number=number)])
        wrong, right = wrong + sum(verdicts), right + last
    figure = f"{FORGED} forged, {wrong} taken for an answer; {right} of {len(groups)} genuine ones among them taken"
    return Shown(figure=figure, holds=wrong == 0 and right == len(groups))


def _accepted(reader: Reader, mails: list[bytes]) -> list[bool]:
    heads = reader.heads(mails)
    return [
        head is not None
        and judge(head, MAILBOX, lambda one: tokens.read(SECRET, one, "mail", NOW)).check_in is not None
        for head in heads
    ]


def bomb_mails(_: Path) -> Shown:
    """Every bomb goes into quarantine, what only looks like one is read, and none takes long."""
    to = f"me+t-{token(NOW)}@example.org"
    dangerous, odd = bombs(to), odd_but_readable(to)
    read = {name: _read(raw) for name, raw in (dangerous | odd).items()}
    slowest = max(read, key=lambda name: read[name][0])
    heard = [name for name in dangerous if read[name][1] is not None]
    missed = [name for name in odd if read[name][1] != "3"]
    figure = (
        f"{len(dangerous)} bombs, {len(heard)} not in quarantine; {len(odd)} odd ones, {len(missed)} not read; "
        f"the slowest {read[slowest][0]:.2f} s ({slowest})"
    )
    return Shown(figure=figure, holds=not heard and not missed and read[slowest][0] < BOMB_SECONDS)


def _read(raw: bytes) -> tuple[float, str | None]:
    """The seconds it took, and the first line of the answer; None when it goes into quarantine."""
    reader, began = Reader(OURS), time.monotonic()
    head = reader.heads([raw])[0]
    found = reader.text(raw)
    fine = head is not None and not head.trouble and not found.trouble
    return time.monotonic() - began, found.text.partition("\n")[0] if fine else None
