"""`backup`, `restore`, `check` and `migrate`: the care of the store."""

import time
from pathlib import Path
from typing import Annotated, Any

import typer

from tending.adapters import doorbell
from tending.adapters.journal import backups, checking, engine, parcels
from tending.app import App
from tending.cli.output import AsJson, emit, emit_json, local, working, wrapped
from tending.cli.secrets import chosen, typed_unseen
from tending.cli.session import Session, session_of
from tending.core.errors import DamagedError, StoreBusyError, StoreError, UsageError
from tending.core.standing import Standing
from tending.ports import Work
from tending.service.views import stamp


def backup(
    ctx: typer.Context,
    folder: Annotated[Path | None, typer.Argument(metavar="DIR", help="Where; beside the store if left out.")] = None,
    encrypt: Annotated[bool, typer.Option("--encrypt", help="Shut with a passphrase, by age.")] = False,
    recipient: Annotated[
        str, typer.Option("--recipient", metavar="AGE1...", help="Shut for the holder of this public key.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    app = session_of(ctx).app
    store, place = app.present_store, (folder or app.paths.backups_dir).absolute()
    shut = encrypt or bool(recipient)
    passphrase = _chosen(app) if encrypt and not recipient else ""
    with working("Copying and proving"):
        copy = backups.backup(
            store,
            app.paths.backups_dir if shut else place,
            now=app.clock(),
            keep=app.settings.store.backups_kept,
            by_hand=True,
            key=app.key,
        )
        if shut:
            copy = parcels.shut(copy, place, passphrase=passphrase, recipient=recipient)
    if as_json:
        emit_json({"backup": str(copy)})
    else:
        emit(wrapped(f"A whole copy: {copy}"))


def _chosen(app: App) -> str:
    """The passphrase of a backup: the key that the settings name, or one typed twice."""
    passphrase = app.known_secret or chosen("A passphrase for the backup")
    if not passphrase:
        raise UsageError("type a passphrase in a terminal, set store.key_file, or give --recipient")
    return passphrase


def restore(
    ctx: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="A backup.")] = None,
    identity: Annotated[
        Path | None,
        typer.Option("--identity", metavar="FILE", help="The key file that opens it."),
    ] = None,
    drill: Annotated[
        bool, typer.Option("--drill", help="Try it with a copy that is thrown away; the newest if none is named.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    session = session_of(ctx)
    app = session.app
    if drill:
        _try(app, file, identity, as_json=as_json)
        return
    if file is None:
        raise UsageError("restore: name a backup, or try one with --drill; they lie in " + str(app.paths.backups_dir))
    if doorbell.knock(app.paths.socket):
        raise StoreBusyError("The daemon is running: stop it, then restore again.")
    passphrase = _passphrase(app, file, identity)
    _ = app.key if parcels.is_shut(file) else app.key_of(file)  # typed now, not under the dots
    with working("Proving and putting in place"):
        done = _restored(session, file, passphrase, identity)
        session.reopen()
        session.begun()
    if as_json:
        aside = str(done.aside) if done.aside else None
        told = {"kept": len(done.kept), "marks": done.marks, "unread": done.unread}
        emit_json({"restored": str(file), "aside": aside, **told})
        return
    lines = [f"Restored from {file}."]
    if done.aside:
        lines.append(f"What was there before lies in {done.aside}")
    if done.kept:
        lines.append(f"Addresses that stay closed although the backup is older: {len(done.kept)}")
    emit("\n".join(map(wrapped, [*lines, *_marks_told(done)])))


def _try(app: App, file: Path | None, identity: Path | None, *, as_json: bool) -> None:
    """A drill: what `restore` would do, up to the moment at which it would touch the store."""
    file = file or backups.newest(app.paths.backups_dir)
    passphrase = _passphrase(app, file, identity)
    began = time.monotonic()
    with working("Trying"):
        if parcels.is_shut(file):
            with parcels.opened(file, app.store_file, passphrase=passphrase, identity=identity) as plain:
                done = backups.drill(plain, key=app.key_of(plain))
        else:
            done = backups.drill(file, key=app.key_of(file))
    seconds = round(time.monotonic() - began, 1)
    last = stamp(done.last)
    if as_json:
        emit_json({"backup": str(file), "entries": done.entries, "last": last, "seconds": seconds})
        return
    until = f", the last of {local(last, app.rules.zone)}" if last else ""
    emit(wrapped(f"It could be restored: {file}"))
    emit(wrapped(f"{done.entries} entries{until}; whole, read in {seconds} s. Nothing was changed."))


def _marks_told(done: backups.Restored) -> list[str]:
    lines = []
    if done.marks:
        lines.append(f"What was asked of you since the backup was made still holds: {done.marks} marks were added.")
    if done.unread:
        lines.append(
            "Some of the store that was there could not be read. If somebody asked for space or said no since the"
            " backup was made, say it again: tending contact said"
        )
    return lines


def _passphrase(app: App, file: Path, identity: Path | None) -> str:
    """Asked for before anything moves on the screen; nothing where the backup needs none."""
    if identity is not None or not parcels.is_shut(file):
        return ""
    passphrase = app.known_secret or typed_unseen("Passphrase of the backup: ")
    if not passphrase:
        raise StoreError(f"The backup {file} is shut: type its passphrase in a terminal, or give --identity FILE.")
    return passphrase


def _restored(session: Session, file: Path, passphrase: str, identity: Path | None) -> backups.Restored:
    app = session.app
    if not parcels.is_shut(file):
        return _put_back(app, file)
    with parcels.opened(file, app.store_file, passphrase=passphrase, identity=identity) as plain:
        return _put_back(app, plain)


def _put_back(app: App, file: Path) -> backups.Restored:
    return backups.restore(file, app.store_file, now=app.clock(), key=app.key, copy_key=app.key_of(file))


def check(
    ctx: typer.Context,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Fold everything afresh from the entries, and compare.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    session = session_of(ctx)
    store = session.app.present_store
    with working("Checking"):
        rebuilt = _rebuild(session) if rebuild else {}
        problems = checking.check(store, key=session.app.key)
    if as_json:
        emit_json({"ok": not problems, "problems": problems, **rebuilt})
    else:
        lines = [f"- {line}" for line in problems] or ["The store is whole."]
        emit("\n".join(wrapped(line) for line in [*_rebuilt(rebuilt), *lines]))
    if problems:
        raise typer.Exit(StoreError.exit_code)


def _rebuild(session: Session) -> dict[str, Any]:
    """What was stored beside what the entries add up to now."""
    with session.app.journal.writing() as work:
        stored = _stored(work)
        folded = work.refold()
    return {
        "equal": stored == folded,
        "entries": folded.seq,
        "bonds": len(folded.bonds),
        "open": len(folded.open),
    }


def _stored(work: Work) -> Standing | None:
    """None for one that is damaged, or was changed by hand."""
    try:
        return work.standing()
    except StoreBusyError:
        raise
    except StoreError:
        return None


def _rebuilt(found: dict[str, Any]) -> list[str]:
    if not found:
        return []
    equal = "equal to what was stored" if found["equal"] else "NOT equal to what was stored, which is mended now"
    return [f"Folded afresh, {equal}: entries {found['entries']}, bonds {found['bonds']}, open {found['open']}."]


def migrate(ctx: typer.Context, as_json: AsJson = False) -> None:
    from tending.adapters.journal import migrating  # noqa: PLC0415 - Alembic takes half a second

    app = session_of(ctx).app
    store, key = app.present_store, app.key
    before = engine.schema_of(store, key)
    if before is None:
        raise DamagedError(f"The file {store} is no store of tending: name another file, or restore a backup.")
    engine.refuse_newer(store, before)
    with working("Bringing the store up to date"):
        copy = migrating.upgrade(store, key=key)
    now = engine.schema_of(store, key)
    if as_json:
        emit_json(
            {"schema": now, "before": before, "migrated": copy is not None, "backup": str(copy) if copy else None}
        )
    elif copy:
        emit(wrapped(f"The store went from schema {before} to {now}. As it was before, it lies in {copy}"))
    else:
        emit(f"The store has schema {now}: nothing to do.")
