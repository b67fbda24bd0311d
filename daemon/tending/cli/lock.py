"""`lock`: the store behind a passphrase or a key file, and back again with `--off`."""

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from tending.adapters import doorbell
from tending.adapters.journal import keyring, keys, locking
from tending.adapters.journal.keys import Key
from tending.app import App
from tending.cli.output import AsJson, emit, emit_json, working, wrapped
from tending.cli.secrets import chosen
from tending.cli.session import Session, session_of
from tending.config import write_settings
from tending.config.sources import UnreadableError, read_secret
from tending.core.errors import SettingsError, StoreBusyError, UsageError

LOCKED = "The store is locked. Without its key nobody reads it: not a thief, and not you. There is no way round."
UNLOCKED = "The store is no longer locked. Backups made while it was keep their lock, and its key."
NO_KEY = "type a passphrase in a terminal, or give --key-file FILE or --keyring"


def lock(
    ctx: typer.Context,
    off: Annotated[bool, typer.Option("--off", help="Take the lock away again.")] = False,
    key_file: Annotated[
        Path | None, typer.Option("--key-file", metavar="FILE", help="A file that opens it; made if it is not there.")
    ] = None,
    in_keyring: Annotated[bool, typer.Option("--keyring", help="Keep the key in the keyring of the desktop.")] = False,
    as_json: AsJson = False,
) -> None:
    """Lock the store, or one that is locked with another key. The daemon must be stopped."""
    session = session_of(ctx)
    store = _at_rest(session.app)
    keys.driver()
    old = session.app.key
    if off:
        _unlock(session, store, old)
        shut: list[Path] = []
    else:
        shut = _lock(session, store, old, key_file, in_keyring=in_keyring)
    _say(as_json, off, shut)


def _at_rest(app: App) -> Path:
    store = app.present_store
    if doorbell.knock(app.paths.socket):
        raise StoreBusyError("The daemon is running: stop it, then try again.")
    return store


def _lock(session: Session, store: Path, old: Key | None, key_file: Path | None, *, in_keyring: bool) -> list[Path]:
    """What opens it is kept first: a key that was lost on the way would open nothing."""
    app = session.app
    secret = _new_secret(app, store, key_file, in_keyring=in_keyring)
    new = keys.new(secret, app.entropy)
    _prove_opens(store, old)
    _name(app, {"store.key_file": str(key_file.absolute()) if key_file else None, "store.keyring": in_keyring or None})
    with working("Locking"):
        locking.convert(store, old=old, new=new)
        plain = locking.readable(locking.copies(store, app.paths.backups_dir))
        for copy in plain:
            locking.convert(copy, old=None, new=new)
    return plain


def _prove_opens(store: Path, key: Key | None) -> None:
    from tending.adapters.journal import engine  # noqa: PLC0415 - beside its only use

    engine.ready(store, key)


def _unlock(session: Session, store: Path, old: Key | None) -> None:
    app = session.app
    if old is None:
        raise UsageError("the store is not locked: nothing to take away")
    kept = app.settings.store.keyring
    with working("Taking the lock away"):
        locking.convert(store, old=old, new=None)
    _name(app, {"store.key_file": None, "store.keyring": None})
    if kept:
        keyring.forget(store)


def _name(app: App, changes: dict[str, str | bool | None]) -> None:
    """Say in the settings what opens the store, where that changes anything."""
    if app.paths.config_file.exists() or any(changes.values()):
        write_settings(app.paths.config_file, changes)


def _new_secret(app: App, store: Path, key_file: Path | None, *, in_keyring: bool) -> str:
    if key_file is not None:
        return _of_file(app, key_file)
    if in_keyring:
        secret = keyring.read(store) or app.entropy(32).hex()
        keyring.keep(store, secret)
        return secret
    named = app.settings.store.key.get_secret_value() if app.key is None else ""
    secret = named or chosen("A passphrase for the store")
    if not secret:
        raise UsageError(f"nothing to lock it with: {NO_KEY}")
    return secret


def _of_file(app: App, path: Path) -> str:
    """The line in it; a new key where there is no such file."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(f"{app.entropy(32).hex()}\n")
            file.flush()
            os.fsync(handle)
    try:
        return read_secret(path).get_secret_value()
    except UnreadableError as error:
        raise SettingsError([f"{path}: {error}"]) from None


def _say(as_json: bool, off: bool, shut: list[Path]) -> None:  # noqa: FBT001 - as typed
    if as_json:
        shown: dict[str, Any] = {"locked": not off, "copies": [str(path) for path in shut]}
        emit_json(shown)
        return
    lines = [UNLOCKED if off else LOCKED]
    if shut:
        lines.append(f"So are the copies that were there: {len(shut)}.")
    emit("\n".join(wrapped(line) for line in lines))
