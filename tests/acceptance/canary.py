"""A busy month of the real program with a word of its own in every field, and a look for each of them afterwards.

A daemon runs on a fast clock, asks by real mail and by push, and hears by mail; beside it the commands of a keeper who
writes a lot. Meanwhile every process it starts is looked at. Then somebody is forgotten, and then everything is wiped.
"""

import email
import email.message
import email.policy
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from builders import confirm
from integration.mailserver import ADDRESS, PASSWORD, MailServer, make_certificates, running
from push_sink import PushSink, a_push_sink
from tending.app import App

BEGINS = datetime(2026, 1, 5, 8, tzinfo=UTC)
NAMES = (
    *("label", "other label", "answer", "typed answer", "mail answer", "they wrote", "i wrote", "silence", "space"),
    *("their words", "hold by word", "page", "note", "help", "code", "push address", "own deck"),
)
NEVER_TAKEN = frozenset(("code", "push address"))
NOT_IN_A_REPORT = NEVER_TAKEN | {"label", "other label", "page", "own deck"}
ABOUT_THEM = frozenset(("label", "answer", "they wrote", "i wrote", "silence", "space", "their words"))
WORD = re.compile(rb"kingfisher([0-9]{3})")
LOOSE = 0o077
DRIVER = """
import contextlib, io, json, os, sys
from tending import cli
for line in sys.stdin:
    asked = json.loads(line)
    os.environ["TENDING_CLOCK"] = asked["at"]
    out, err, sys.stdin = io.StringIO(), io.StringIO(), io.StringIO(asked["typed"])
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = cli.run(asked["words"])
    print(json.dumps([code, out.getvalue(), err.getvalue()]), file=sys.__stdout__, flush=True)
"""


def word(name: str) -> str:
    return f"kingfisher{NAMES.index(name):03d}"


def words_in(held: bytes) -> set[str]:
    """The names of the fields whose words lie in some bytes."""
    return {NAMES[int(number)] for number in WORD.findall(held) if int(number) < len(NAMES)}


def words_below(folder: Path) -> dict[str, set[str]]:
    """The same for every file below a folder, by its name."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink() and (names := words_in(path.read_bytes())):
            found[path.name] = names
    return found


@dataclass(kw_only=True)
class Commands:
    """One process in which a keeper's commands are run, one after the other."""

    environ: Mapping[str, str]
    errors: list[str] = field(default_factory=list)
    count: int = 0

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-c", DRIVER],
            env=self.environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=30)

    def __call__(self, at: datetime, *words: str, typed: str = "") -> tuple[int, str]:
        """Its exit code, and what it showed."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        asked = {"at": f"{at:%Y-%m-%dT%H:%M:%SZ}", "words": words, "typed": typed}
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        code, out, err = json.loads(self._process.stdout.readline())
        self.errors.append(err)
        self.count += 1
        return code, out


@dataclass(kw_only=True)
class Watch:
    """Looks at every process that another one starts: its arguments, its environment, its name."""

    of: int
    seen: dict[int, bytes] = field(default_factory=dict)

    def __enter__(self) -> Self:
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(10)

    def _look(self) -> None:
        while not self._over.wait(0.002):
            for number in self._children():
                with suppress(OSError):
                    self.seen[number] = self.seen.get(number, b"") + _shown_of(number)

    def _children(self) -> list[int]:
        found: list[int] = []
        with suppress(OSError):
            for task in Path(f"/proc/{self.of}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
        return found


def _shown_of(number: int) -> bytes:
    """A child that has not become another program yet shows what its parent was given, and is not looked at."""
    around = Path(f"/proc/{number}")
    arguments = (around / "cmdline").read_bytes()
    if b"tending.adapters" not in arguments:
        return arguments
    return arguments + (around / "environ").read_bytes() + (around / "comm").read_bytes()


@dataclass(kw_only=True)
class Found:
    """What the month came to. `wrong` says where a word was that should not have been there."""

    wrong: list[str] = field(default_factory=list)
    written: int = 0
    commands: int = 0
    mails: int = 0
    pushes: int = 0
    heard: int = 0
    children: int = 0
    files: int = 0

    def expect(self, where: str, held: bytes | str, *, but: Sequence[str] = ()) -> None:
        raw = held.encode() if isinstance(held, str) else held
        self.wrong += [f"{where}: {name}" for name in sorted(words_in(raw) - set(but))]
        if PASSWORD.encode() in raw:
            self.wrong.append(f"{where}: the password")


@dataclass(kw_only=True)
class Home:
    folder: Path
    server: MailServer
    push: PushSink
    seconds_a_day: float

    @property
    def speed(self) -> float:
        return 86_400 / self.seconds_a_day

    @property
    def environ(self) -> dict[str, str]:
        person = self.folder / "person"
        for name in (".config", ".cache", ".local/share", "tmp"):
            (person / name).mkdir(parents=True, exist_ok=True)
        kept = {name: os.environ[name] for name in ("PATH", "COVERAGE_PROCESS_START") if name in os.environ}
        return kept | {
            "HOME": str(person),
            "TMPDIR": str(person / "tmp"),
            "TENDING_HOME": str(self.folder / "home"),
            "TENDING_CLOCK_SENDS": "yes",
            "TENDING_CHANNELS__MAIL__PASSWORD": PASSWORD,
        }

    def settle_in(self) -> None:
        config = self.folder / "home" / "config"
        (config / "decks").mkdir(mode=0o700, parents=True)
        (config / "decks" / "mine.toml").write_text(
            'kind = "plain"\ntitle = "Mine"\ntimes = ["08:30"]\n'
            f'[[prompt]]\nid = "Mine1"\nline = "A line"\nbody = "{word("own deck")}"\nform = "text"\n'
        )
        settings = config / "tending.toml"
        settings.write_text(
            '[keeper]\nzone = "UTC"\ncountry = "DE"\n[pace]\nbudget = 7\nmin_gap_hours = 12\n'
            f'[channels.mail]\nkind = "email"\naddress = "{ADDRESS}"\n'
            f'smtp_host = "127.0.0.1"\nsmtp_port = {self.server.smtp_port}\nsmtp_security = "none"\n'
            f'imap_host = "127.0.0.1"\nimap_port = {self.server.imap_port}\nimap_security = "none"\n'
            f'[channels.phone]\nkind = "apprise"\nurl = "json://127.0.0.1:{self.push.port}/{word("push address")}"\n'
        )
        for path in (config.parent, config, *config.rglob("*")):
            path.chmod(0o700 if path.is_dir() else 0o600)

    def confirm(self) -> None:
        app = App(self.environ)
        with app.journal.writing() as work:
            for way in app.ways:
                confirm(app.turn(BEGINS), work, way)
        app.close()

    @contextmanager
    def daemon(self) -> Iterator["subprocess.Popen[bytes]"]:
        clock = {"TENDING_CLOCK": f"{BEGINS:%Y-%m-%dT%H:%M:%SZ}@{self.speed:.0f}"}
        with (self.folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "tending", "run"],
                env=self.environ | clock,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                umask=0,
            )
            try:
                while not list((self.folder / "home").rglob("tending.sock")):
                    assert process.poll() is None
                    _wait(0.05)
                yield process
            finally:
                process.terminate()
                process.wait(30)


def _wait(seconds: float) -> None:
    threading.Event().wait(seconds)


def a_busy_month(folder: Path, *, days: int, seconds_a_day: float) -> Found:
    found, certificates, box = Found(), folder / "certificates", Path(tempfile.mkdtemp(prefix="mail-"))
    certificates.mkdir()
    make_certificates(certificates)
    try:
        with running(box, certificates=certificates) as server, a_push_sink() as push:
            home = Home(folder=folder, server=server, push=push, seconds_a_day=seconds_a_day)
            home.settle_in()
            with Commands(environ=home.environ) as commands:
                _live(home, commands, found, days)
                _look_at_what_left(home, found)
                _end(home, commands, found, BEGINS + timedelta(days=days + 1))
                found.commands = commands.count
                for said in commands.errors:
                    found.expect("an error", said, but=("label", "other label"))
    finally:
        shutil.rmtree(box, ignore_errors=True)
    return found


def _live(home: Home, commands: Commands, found: Found, days: int) -> None:
    commands(BEGINS, "bond", "add", word("label"))
    commands(BEGINS, "bond", "add", word("other label"))
    commands(BEGINS, "bond", "close", word("other label"))
    home.confirm()
    with home.daemon() as daemon, Watch(of=daemon.pid) as watch:
        began, answered = time.monotonic(), 0
        for day in range(days):
            while time.monotonic() < began + day * home.seconds_a_day:
                _wait(0.02)
            _a_day(commands, BEGINS + timedelta(days=day, hours=11), day)
            answered = _answer_mails(home, answered)
        _wait(2 * home.seconds_a_day)
        found.wrong += [f"others may read {path.name}" for path in _loose(home.folder / "home")]
    found.heard, found.children = answered, len(watch.seen)
    for shown in watch.seen.values():
        found.expect("a process", shown)
    found.expect("the log", (home.folder / "log").read_bytes())
    for log in home.folder.rglob("*.log"):
        found.expect(log.name, log.read_bytes())


def _a_day(commands: Commands, at: datetime, day: int) -> None:
    """A little of everything; what shuts a door comes late, so that more is asked before."""
    them = ("--bond", word("label"))
    _, asked = commands(at, "next", "--json")
    if asked.startswith("{") and (number := json.loads(asked)["check_in"]):
        commands(at, "reply", number, f"1. {word('answer')}, and more of it")
    commands(at, "reply", "-", typed=f"2\n{word('typed answer')} on a line of its own\n")
    commands(at, "reply", f"they wrote: friendly, {word('their words')}")
    commands(at, "reply", f"hold {word('hold by word')}")
    commands(at, "hold", typed=f"{word('page')}, a page\n")
    commands(at, "contact", "log", "--they", word("they wrote"), *them)
    commands(at, "contact", "log", "--me", word("i wrote"), *them)
    commands(at, "contact", "log", "--silence", word("silence"), *them)
    if day % 4 == 3:
        commands(at, "backup")
        commands(at, "reply", f"help, {word('help')}")
        commands(at, "resume")
        commands(at, "channel", "confirm", "mail", word("code"))
        commands(at, "contact", "said", "space", word("space"), *them)
    commands(at, "reply", f"{word('note')}, and nothing was asked")


def _answer_mails(home: Home, answered: int) -> int:
    """Press reply on what came since, and write."""
    for raw in home.server.post.taken[answered:]:
        asked = email.message_from_bytes(raw, policy=email.policy.default)
        answer = email.message.EmailMessage()
        answer["From"], answer["To"] = ADDRESS, str(asked["Reply-To"] or ADDRESS)
        answer["Subject"], answer["Message-ID"] = f"Re: {asked['Subject']}", f"<{id(raw)}-{answered}@example.org>"
        answer.set_content(f"1. {word('mail answer')}, by mail\n")
        home.server.deliver(answer.as_bytes(), sender=ADDRESS)
        answered += 1
    return answered


def _loose(folder: Path) -> list[Path]:
    return [path for path in (folder, *folder.rglob("*")) if path.lstat().st_mode & LOOSE and not path.is_symlink()]


def _look_at_what_left(home: Home, found: Found) -> None:
    """Below `personal` only texts of the catalogue leave: in a mail, on a lock screen, by push."""
    for raw in home.server.post.taken:
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        body = mail.get_body(("plain",))
        found.expect("a subject", str(mail["Subject"]))
        found.expect("a mail", b"\n".join([raw, *([body.get_content().encode()] if body else [])]), but=("own deck",))
        found.mails += 1
    for pushed in home.push.bodies:
        found.expect("a push", json.dumps(pushed))
        found.pushes += 1


def _end(home: Home, commands: Commands, found: Found, at: datetime) -> None:
    """Somebody is forgotten, then everything is wiped; the old file has a second name, so that its pages are seen."""
    before = words_below(home.folder / "home")
    found.files = len(before)
    found.written = len(set().union(*before.values()))
    _take_along(commands, found, at)
    code, _ = commands(at, "bond", "forget", word("label"), "--yes")
    _, taken = commands(at, "export", "--plain")
    found.expect(
        "an export of what was forgotten", taken, but=[one for one in NAMES if one not in ABOUT_THEM | NEVER_TAKEN]
    )
    left = words_below(home.folder / "home")
    found.wrong += [f"forgotten ({code}), and in {name}: {one}" for name, held in left.items() for one in _theirs(held)]
    os.link(home.folder / "home" / "data" / "journal.db", home.folder / "pages")
    code, said = commands(at, "wipe", "--yes", "--json")
    found.wrong += [f"wiped ({code}), and in {name}: {held}" for name, held in words_below(home.folder).items()]
    found.wrong += ["a page of the old file is not empty"] * any((home.folder / "pages").read_bytes())
    found.wrong += [f"a second look found {one}" for one in _listed(said)]


def _take_along(commands: Commands, found: Found, at: datetime) -> None:
    """What is asked for holds what was asked for: no name that was taken out, no secret, no word in a calendar."""
    for name in ("md", "html"):
        _, shown = commands(at, "report", "--format", name, "--redact", "nobody")
        found.expect(f"a redacted report, {name}", shown, but=[one for one in NAMES if one not in NOT_IN_A_REPORT])
    for name in ("json", "md"):
        _, shown = commands(at, "export", "--plain", "--format", name)
        found.expect(f"an export, {name}", shown, but=[one for one in NAMES if one not in NEVER_TAKEN])
        found.wrong += [] if words_in(shown.encode()) else [f"there is no word in an export, {name}"]
    _, days = commands(at, "export", "--format", "ics")
    _, figures = commands(at, "progress", "--json")
    found.expect("a calendar", days)
    found.expect("progress", figures, but=("label",))


def _theirs(held: set[str]) -> list[str]:
    return sorted(held & ABOUT_THEM)


def _listed(said: str) -> list[Any]:
    found: list[Any] = json.loads(said)["found"] if said.startswith("{") else [said]
    return found
