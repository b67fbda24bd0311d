"""`doctor`: everything that could keep questions from arriving or replies from being heard, each with its remedy."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from tending.adapters import doorbell, unit_files
from tending.adapters.journal import checking as store_checking
from tending.adapters.journal import locking
from tending.adapters.service_manager import is_lingering
from tending.app import App, Clock
from tending.cli.output import AsJson, emit, emit_json, table, working, wrapped
from tending.cli.service_steps import linger_remedy
from tending.cli.session import session_of
from tending.config import EmailChannel, loose, masked, mend_permissions, system_zone
from tending.core import hours
from tending.core.errors import ChannelError, DamagedError, SettingsError, StoreError, TendingError
from tending.service.checking import CHANNEL, Finding, Receiver, findings, receivers

MEND = "tending doctor --fix"
MEGABYTE = 1_000_000
LEAST_FREE = 64
HALF_A_YEAR = timedelta(days=182)
LATELY = timedelta(minutes=5)


def doctor(
    ctx: typer.Context,
    fix: Annotated[bool, typer.Option("--fix", help="Shut what others may look into.")] = False,
    as_json: AsJson = False,
) -> None:
    app = session_of(ctx).app
    mended = mend_permissions(app.paths) if fix else []
    with working("Looking"):
        found = list(_findings(app))
    if as_json:
        emit_json([{"what": one.what, "ok": one.ok, "remedy": one.remedy or None} for one in found])
    else:
        emit("\n".join([*mended, *(_line(one) for one in found), *_receivers(app, found)]))
    code = max((one.code for one in found if not one.ok), default=0)
    if code:
        raise typer.Exit(code)


def _receivers(app: App, found: Sequence[Finding]) -> Iterator[str]:
    """Who can receive what. Addresses are masked, and only shown here; where something is damaged there is no table."""
    if any(one.code in {SettingsError.exit_code, StoreError.exit_code} and not one.ok for one in found):
        return
    rows = receivers(app.turn(), app.journal)
    if rows:
        yield "\nWho can receive what:"
        yield table([_receiver(app, one) for one in rows])


def _receiver(app: App, one: Receiver) -> tuple[str, ...]:
    zone = app.rules.zone
    until = f", until {hours.local(one.until, zone):%a %d %b}" if one.until else ""
    last = f"; last message {hours.local(one.last_sent, zone):%a %d %b %H:%M}" if one.last_sent else "; no message yet"
    return f"  {one.name}", masked(app.settings.channels[one.name]), f"{one.gets}{until}{last}"


def _line(one: Finding) -> str:
    if one.ok:
        return wrapped(one.what, "ok    ", "      ")
    return wrapped(f"{one.what}\n{one.remedy}".strip(), "look  ", "      ")


def _findings(app: App) -> Iterator[Finding]:
    yield from _permissions(app)
    settings = list(_settings(app))
    yield from settings
    if not all(one.ok for one in settings):
        return
    yield _zone(app)
    store = list(_store(app))
    yield from store
    if all(one.ok for one in store):
        yield from _lock(app)
    yield _daemon(app)
    yield _room(app)
    yield from _logout(app)
    yield from _figures(app)
    if all(one.ok for one in store):
        yield from findings(app.turn(), app.journal)
    yield from _probes(app)


def _permissions(app: App) -> Iterator[Finding]:
    for path in loose(app.paths):
        yield Finding(what=f"others on this computer may look into {path}", ok=False, remedy=MEND)


def _settings(app: App) -> Iterator[Finding]:
    """Settings and decks, each with all that is wrong in it. Which decks there are is read from the settings."""
    found = list(_read("settings", lambda: app.settings, app))
    yield from found
    if all(one.ok for one in found):
        yield from _read("decks", lambda: app.decks, app)


def _read(name: str, reads: Callable[[], object], app: App) -> Iterator[Finding]:
    try:
        reads()
    except SettingsError as error:
        remedy = f"mend it in {app.paths.config_file if name == 'settings' else app.paths.decks_dir}"
        for line in error.lines:
            yield Finding(what=line, ok=False, remedy=remedy, code=SettingsError.exit_code)
    else:
        yield Finding(what=f"the {name} are well written")


def _zone(app: App) -> Finding:
    ours, theirs = app.settings.keeper.zone, system_zone(app.environ)
    same = _offsets(app, ours) == _offsets(app, theirs)
    return Finding(
        what=f"time zone {ours}" + ("" if same else f", while this computer is in {theirs}"),
        ok=same,
        remedy="" if same else "if you have moved, set keeper.zone",
        code=0,
    )


def _offsets(app: App, zone: str) -> list[timedelta | None]:
    """Now and in half a year: zones that agree twice show the same clock."""
    now = app.clock()
    return [hours.local(moment, zone).utcoffset() for moment in (now, now + HALF_A_YEAR)]


def _store(app: App) -> Iterator[Finding]:
    """A backup is the remedy of damage alone; what else is wrong with a store says by itself what to do."""
    try:
        _open_store(app)
        problems = store_checking.check(app.store_file, key=app.key)
        store_checking.prove_writable(app.store_file, key=app.key)
    except DamagedError as error:
        problems = [str(error)]
    except TendingError as error:
        yield Finding(what=str(error), ok=False, code=StoreError.exit_code)
        return
    for line in problems:
        yield Finding(what=line, ok=False, remedy="tending check, then tending restore FILE", code=StoreError.exit_code)
    if not problems:
        yield Finding(what="the store opens, and is whole")


def _lock(app: App) -> Iterator[Finding]:
    """What a lock leaves open."""
    if app.key is None and app.known_secret:
        yield Finding(what="a key is set, and the store is not locked", ok=False, remedy="tending lock", code=0)
    copies = locking.copies(app.store_file, app.paths.backups_dir) if app.key is not None else []
    for copy in locking.readable(copies):
        yield Finding(what=f"{copy} can be read without the key", ok=False, remedy="remove it, or tending lock", code=0)


def _room(app: App) -> Finding:
    """Room for the store to grow, and for the next backup of it."""
    folders = (app.paths.state_dir, *app.paths.state_dir.parents)
    there = next(folder for folder in folders if os.access(folder, os.F_OK))
    megabytes, least = shutil.disk_usage(there).free // MEGABYTE, LEAST_FREE + _size(app.store_file) // MEGABYTE
    return Finding(
        what=f"{megabytes} MB free where the store is",
        ok=megabytes >= least,
        remedy="" if megabytes >= least else "make room there: with a full disk nothing is asked",
        code=0,
    )


def _size(store: Path) -> int:
    """0 for one that is not there, or not to be looked at: the doctor says so elsewhere."""
    try:
        return store.stat().st_size
    except OSError:
        return 0


def _open_store(app: App) -> None:
    with app.journal.reading() as work:
        work.standing()


def _daemon(app: App) -> Finding:
    running = doorbell.knock(app.paths.socket)
    return Finding(
        what="the daemon is running" if running else "the daemon is not running: nothing is asked until it is",
        ok=running,
        remedy="" if running else "tending run, or for good: tending service install",
        code=0,
    )


def _logout(app: App) -> Iterator[Finding]:
    """A service of one account ends with its session, unless systemd is told to let it linger."""
    if os.access(unit_files.of_account(app.environ) / unit_files.UNIT, os.F_OK):
        lingers = is_lingering()
        what = "the service goes on when you log out" if lingers else "the service ends when you log out"
        yield Finding(what=what, ok=lingers, remedy="" if lingers else linger_remedy(), code=0)


def _figures(app: App) -> Iterator[Finding]:
    """Whether the running daemon writes what a monitor is to read; it may be kept from it where we are not."""
    file = app.settings.watch.metrics_file
    if file and doorbell.knock(app.paths.socket):
        written = _written_lately(Path(file))
        what = f"{file} is written" if written else f"{file} was not written in the last minutes"
        yield Finding(what=what, ok=written, remedy="" if written else "the log of the daemon says why", code=0)


def _written_lately(file: Path) -> bool:
    try:
        written = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except OSError:
        return False
    return Clock()() - written < LATELY


def _probes(app: App) -> Iterator[Finding]:
    """Whether the servers of every mailbox let us in."""
    for name, channel in app.settings.channels.items():
        if isinstance(channel, EmailChannel):
            yield from _probe(app, name)


def _probe(app: App, name: str) -> Iterator[Finding]:
    try:
        with closing(app.channel(name)) as opened:
            probe: Callable[[], list[str]] = getattr(opened, "probe", list)
            lines = probe()
    except (ChannelError, SettingsError) as error:
        lines = str(error).splitlines()
    for line in lines:
        yield Finding(what=line, ok=False, remedy=f"look at channels.{name} in the settings", code=CHANNEL)
    if not lines:
        yield Finding(what=f"the servers of {name} let us in")
