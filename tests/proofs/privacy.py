"""What a stolen file shows, what a kill leaves of a lock that was being put on, and what a wipe leaves of a month."""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from acceptance.canary import a_busy_month
from journal_builders import A_KEY, a_bond, a_note, fill
from proofs.table import Shown
from tending.adapters.journal import checking, keys
from tending.adapters.journal.sql import SqlJournal

NOTES = 2_000
KILLS = 60
SECRET = "0" * 64
CONVERTS = (
    "import sys; from pathlib import Path; from tending.adapters.journal import keys, locking;"
    "key = keys.Key(raw=b'k' * 32, salt=b'salt of the file'); print('go', flush=True);"
    "locking.convert(Path(sys.argv[1]), old=None, new=key)"
)


def canary(number: int) -> str:
    return f"kingfisher{number:05d}"


def below(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            yield path, path.read_bytes()


def a_store_of_words(path: Path, key: keys.Key | None, notes: int) -> SqlJournal:
    journal = SqlJournal(path, key=key)
    fill(journal, a_bond(), *(a_note(f"{canary(number)}, and more of it") for number in range(notes)))
    return journal


def locked_store(folder: Path, *, notes: int = NOTES, kills: int = KILLS) -> Shown:
    """A locked store in use is copied with its log; a lock is put on under fire; a wrong key is tried."""
    store = folder / "home" / "data" / "journal.db"
    journal = a_store_of_words(store, A_KEY, notes)
    copied = folder / "copied"
    shutil.copytree(store.parent, copied)
    fill(journal, a_note(canary(notes)))
    shutil.copytree(store.parent, copied, dirs_exist_ok=True)
    journal.close()
    shown = sum(seen(copied, canary(number)) for number in range(notes + 1)) + seen(copied, "CREATE TABLE")
    size = sum(len(held) for _, held in below(copied))
    code, lines = wrong_key(folder / "home")
    outcomes = killed(folder / "killed", kills)
    figure = (
        f"{shown} of {notes + 1} words in {size // 1024} KiB of store and log; wrong key: exit {code}, {lines} line; "
        f"{kills} kills while locking: {outcomes['old']} old, {outcomes['new']} new, {outcomes['between']} between"
    )
    return Shown(figure=figure, holds=(shown, code, lines, outcomes["between"]) == (0, 5, 1, 0))


def seen(folder: Path, word: str) -> int:
    return sum(word.encode() in held for _, held in below(folder))


def wrong_key(home: Path) -> tuple[int, int]:
    done = tending(environ(home) | {"TENDING_STORE__KEY": "1" * 64}, "status")
    return done.returncode, done.stderr.count("\n")


def killed(folder: Path, kills: int) -> dict[str, int]:
    outcomes = {"old": 0, "new": 0, "between": 0}
    a_store_of_words(folder / "journal.db", None, 300).close()
    whole = locking_takes(folder)
    for number in range(kills):
        store = folder / str(number) / "journal.db"
        store.parent.mkdir(mode=0o700)
        shutil.copy(folder / "journal.db", store)
        kill_while_locking(store, after=random.Random(number).uniform(0, 1.5 * whole))  # noqa: S311 - a seed, so that it can be replayed
        outcomes[outcome(store)] += 1
    return outcomes


def locking_takes(folder: Path) -> float:
    """The seconds that a lock needs here and now."""
    store = folder / "once" / "journal.db"
    store.parent.mkdir(mode=0o700)
    shutil.copy(folder / "journal.db", store)
    began = time.monotonic()
    kill_while_locking(store, after=60)
    return time.monotonic() - began


def kill_while_locking(store: Path, *, after: float) -> None:
    with subprocess.Popen([sys.executable, "-c", CONVERTS, str(store)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with suppress(subprocess.TimeoutExpired):
            process.wait(after)
        process.kill()


def outcome(store: Path) -> str:
    key = A_KEY if keys.salt_of(store) else None
    SqlJournal(store, key=key).close()
    left = [path.name for path in store.parent.iterdir() if "locking" in path.name]
    if left or checking.check(store, key=key):
        return "between"
    return "old" if key is None else "new"


def environ(home: Path) -> dict[str, str]:
    """A person with nothing but a home."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    for name in (".config", ".cache", ".local/share", "tmp"):
        (home / "person" / name).mkdir(parents=True, exist_ok=True)
    person = {"HOME": str(home / "person"), "TMPDIR": str(home / "person" / "tmp")}
    return kept | person | {"TENDING_HOME": str(home), "TENDING_KEEPER__ZONE": "UTC", "TENDING_KEEPER__COUNTRY": "DE"}


def tending(environ: Mapping[str, str], *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tending", *words],
        env=environ,
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def month_of_canaries(folder: Path, *, days: int = 31, seconds_a_day: float = 4.0) -> Shown:
    """The daemon and a busy keeper beside it, real mail and push: where the words got to."""
    found = a_busy_month(folder, days=days, seconds_a_day=seconds_a_day)
    figure = (
        f"{days} days, {found.commands} commands, words of {found.written} fields in {found.files} files before; "
        f"{found.mails} mails, {found.pushes} pushes, {found.heard} answers by mail, {found.children} processes looked "
        f"at; {len(found.wrong)} words where none should be, and after the wipe"
    )
    holds = not found.wrong and min(found.mails, found.pushes, found.children) >= days
    return Shown(figure="; ".join([figure, *found.wrong[:1]]), holds=holds)


def wiped(folder: Path, *, days: int = 30) -> Shown:
    """A busy month with a word of its own in every field, backups and a restore in it; then a wipe, and a look."""
    home, written = folder / "home", 0
    at = environ(home)
    (home / "config").mkdir(mode=0o700, parents=True)
    (home / "config" / "tending.toml").write_text(
        f'[channels.phone]\nkind = "apprise"\nurl = "json://127.0.0.1:9/{canary(99_999)}"\n'
    )
    (home / "config" / "tending.toml").chmod(0o600)
    tending(at, "bond", "add", canary(0))
    for day in range(days):
        now = at | {"TENDING_CLOCK": f"2026-01-{day + 1:02d}T18:00:00Z"}
        tending(now, "next")
        tending(now, "reply", f"1. {canary(day * 10 + 1)}, a line of its own")
        tending(now, "hold", typed=f"{canary(day * 10 + 2)}, a page\n")
        tending(now, "contact", "log", "--they", f"{canary(day * 10 + 3)}, what they wrote")
        written += 3
        if day % 10 == 5:
            tending(now, "backup")
    first = next((home / "data" / "backups").iterdir())
    tending(at, "restore", str(first))
    before = sum(b"kingfisher" in held for _, held in below(home))
    second = folder / "second-name"
    os.link(home / "data" / "journal.db", second)
    began = time.monotonic()
    done = tending(at, "wipe", "--yes")
    took = time.monotonic() - began
    left = [path for path, held in below(folder) if b"kingfisher" in held]
    figure = (
        f"{written} lines and pages of words, in {before} files before; wipe ended with {done.returncode} after "
        f"{took:.1f} s; {len(left)} files hold one after it, {sum(second.read_bytes())} bytes of the old file"
    )
    return Shown(figure=figure, holds=before > 1 and done.returncode == 0 and not left and not any(second.read_bytes()))
