"""`wipe`: everything this program keeps, gone; then a second look for what is left."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from tending.adapters import doorbell, leftovers, unit_files
from tending.adapters.journal import engine, keyring
from tending.adapters.journal.folding import said
from tending.adapters.leftovers import Canaries, Found
from tending.app import App
from tending.cli import typed
from tending.cli.output import AsJson, emit, emit_json, working, wrapped
from tending.cli.session import session_of
from tending.config import secret_files
from tending.core.errors import RefusedError, StoreBusyError, StoreError, TendingError, UsageError
from tending.core.records import Query

T = TypeVar("T")
WORD = "wipe"
ASKS = "Everything goes: the journal, its backups, the settings, your decks. Nothing brings it back."
RUNNING = "The daemon is running: stop it (Ctrl-C, or systemctl --user stop tending), then wipe."
NOT_PROMISED = (
    "Files were overwritten first. A solid-state disk may keep what was there all the same, and so do copies you"
    " made elsewhere, and mail that was sent."
)
NOTHING_LEFT = "A second look found nothing more."
LEFT = "A second look found this. It was left: look at each."


def wipe(
    ctx: typer.Context,
    yes: Annotated[bool, typer.Option("--yes", help="Without being asked once more.")] = False,
    keep_settings: Annotated[bool, typer.Option("--keep-settings", help="Leave the settings and your decks.")] = False,
    as_json: AsJson = False,
) -> None:
    """Take away everything this program keeps, and look once more for what is left. It outranks every rule."""
    app = session_of(ctx).app
    if doorbell.knock(app.paths.socket):
        raise StoreBusyError(RUNNING)
    if not yes:
        _ask()
    with working("Wiping"):
        sought = leftovers.canaries(_texts(app))
        gone, stuck, kept = _wipe(app, keep_settings=keep_settings)
        session_of(ctx).close()
        found = leftovers.look(leftovers.places(app.environ), leftovers.histories(app.environ), sought, kept)
        shut = leftovers.shut(_folders(app, keep_settings=keep_settings))
        found = [*shut, *(one for one in found if one.path not in {each.path for each in shut})]
    if as_json:
        emit_json({"gone": len(gone), "found": [{"path": str(one.path), "why": one.why} for one in found]})
    else:
        emit("\n".join(_told(len(gone), found, sought)))
    if shut:
        raise StoreError(f"{shut[0].path}: {leftovers.SHUT}, so all in it is still there: let this account look there")
    if stuck:
        raise StoreError(f"{stuck[0]}: could not be taken away, of {len(stuck)} such: let this account write there")


def _ask() -> None:
    if not typed.at_terminal():
        raise UsageError("this cannot be taken back: say --yes where nobody can be asked")
    emit(wrapped(ASKS))
    if input(f"Type {WORD} to go on: ").strip().lower() != WORD:
        raise RefusedError("something else was typed: nothing was wiped")


def _told(gone: int, found: list[Found], sought: Canaries) -> list[str]:
    lines = [f"Gone: {gone} files.", wrapped(NOT_PROMISED)]
    if not sought.phrases and not sought.words:
        lines.append(wrapped("The store could not be read, or held no words: the second look went by names alone."))
    lines.append(wrapped(LEFT) if found else NOTHING_LEFT)
    return [*lines, *(f"  {one.path}  ({one.why})" for one in found)]


def _texts(app: App) -> list[str]:
    """What the keeper wrote, as far as it can be read: a store without its key is wiped too."""
    return _or(lambda: _written(app), [])


def _written(app: App) -> list[str]:
    with app.journal.reading() as work:
        entries = work.entries(Query())
        labels = [bond.label for bond in work.standing().bonds]
    return [text for text in (*labels, *(said(entry) for entry in entries)) if text]


def _or(asked: Callable[[], T], instead: T) -> T:
    try:
        return asked()
    except TendingError:
        return instead


def _wipe(app: App, *, keep_settings: bool) -> tuple[list[Path], list[Path], list[Path]]:
    """Returns what is gone, what could not be taken away, and the folders that were to stay."""
    store = _store(app)
    config = app.paths.decks_dir.parent
    secrets = secret_files(app.paths.config_file)
    if _or(lambda: app.settings.store.keyring, instead=False):
        with suppress(TendingError):
            keyring.forget(store)
    app.close()
    ours = [*_state(app, store), *_unit(app)] + ([] if keep_settings else [*secrets, *_settings(app)])
    gone = [path for path in dict.fromkeys(ours) if _gone(path)]
    for folder in [*_folders(app, keep_settings=keep_settings), _cache(app)]:
        with suppress(OSError):
            folder.rmdir()
    stuck = [path for path in dict.fromkeys(ours) if _is_left(path)]
    return gone, stuck, [config, *secrets] if keep_settings else []


def _is_left(path: Path) -> bool:
    """What cannot be looked at is taken to be there."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _store(app: App) -> Path:
    return _or(lambda: app.store_file, app.paths.store)


def _folders(app: App, *, keep_settings: bool) -> list[Path]:
    """Ours, those inside others first."""
    ours = [app.paths.backups_dir, app.paths.runtime_dir, app.paths.state_dir, _store(app).parent]
    return [*ours, *([] if keep_settings else [app.paths.decks_dir, app.paths.decks_dir.parent])]


def _state(app: App, store: Path) -> Iterator[Path]:
    yield store
    yield from _in(store.parent, f"{store.name}[-.]*")
    for pattern in ("tending-*.db*", ".tending-*", "*.making-*"):
        yield from _in(app.paths.backups_dir, pattern)
    yield app.paths.state_dir / "faults.log"
    yield app.paths.socket
    yield from _in(_cache(app), "*")


def _settings(app: App) -> Iterator[Path]:
    yield app.paths.config_file
    yield from _in(app.paths.config_file.parent, f".{app.paths.config_file.name}.*")
    yield from _in(app.paths.decks_dir, "*.toml")
    yield from _in(app.paths.config_file.parent / "credentials", "*")


def _unit(app: App) -> Iterator[Path]:
    """The unit this program installed for the account, and what enables it."""
    units = unit_files.of_account(app.environ)
    yield from (units / unit_files.UNIT, units / unit_files.NOTICE)
    yield from _in(units, f"*.wants/{unit_files.UNIT}")


def _cache(app: App) -> Path:
    cache = app.environ.get("XDG_CACHE_HOME") or Path(app.environ.get("HOME", "/nonexistent")) / ".cache"
    return Path(cache) / "tending"


def _in(folder: Path, pattern: str) -> list[Path]:
    try:
        return sorted(folder.glob(pattern))
    except OSError:
        return []


def _gone(path: Path) -> bool:
    """Overwritten where it is a file, and away. What cannot be taken away shows in the second look."""
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.is_file() and not path.is_symlink():
            engine.shred(path)
        else:
            os.unlink(path)  # noqa: PTH108 - a link, dangling or not, a socket
    except OSError:
        return False
    return True
