"""`backup`, `restore`, `check` and `migrate`: the care of the store."""

from pathlib import Path
from typing import Annotated, Any

import typer

from tending.adapters import doorbell
from tending.adapters.journal import backups, checking, engine
from tending.cli.output import AsJson, emit, emit_json, working, wrapped
from tending.cli.session import Session, session_of
from tending.core.errors import StoreBusyError, StoreError


def backup(
    ctx: typer.Context,
    folder: Annotated[Path | None, typer.Argument(metavar="DIR", help="Where; beside the store if left out.")] = None,
    as_json: AsJson = False,
) -> None:
    app = session_of(ctx).app
    with working("Copying and proving"):
        copy = backups.backup(
            _present(ctx),
            (folder or app.paths.backups_dir).absolute(),
            now=app.clock(),
            keep=app.settings.store.backups_kept,
            by_hand=True,
        )
    if as_json:
        emit_json({"backup": str(copy)})
    else:
        emit(f"A whole copy: {copy}")


def _present(ctx: typer.Context) -> Path:
    """The file of the store. Raises StoreError where there is none yet."""
    store = engine.path_of(session_of(ctx).app.store)
    if not store.exists():
        raise StoreError(f"The store {store} is not there yet: tending init makes it.")
    return store


def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")],
    as_json: AsJson = False,
) -> None:
    session = session_of(ctx)
    app = session.app
    if doorbell.knock(app.paths.socket):
        raise StoreBusyError("The daemon is running: stop it, then restore again.")
    with working("Proving and putting in place"):
        done = backups.restore(file, engine.path_of(app.store), now=app.clock())
    if as_json:
        emit_json({"restored": str(file), "aside": str(done.aside) if done.aside else None, "kept": len(done.kept)})
        return
    lines = [f"Restored from {file}."]
    if done.aside:
        lines.append(f"What was there before lies in {done.aside}")
    if done.kept:
        lines.append(f"Addresses that stay closed although the backup is older: {len(done.kept)}")
    emit("\n".join(lines))


def check(
    ctx: typer.Context,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Fold everything afresh from the entries, and compare.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    session = session_of(ctx)
    store = _present(ctx)
    with working("Checking"):
        rebuilt = _rebuild(session) if rebuild else {}
        problems = checking.check(store)
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
        stored = work.standing()
        folded = work.refold()
    return {
        "equal": stored == folded,
        "entries": folded.seq,
        "bonds": len(folded.bonds),
        "open": len(folded.open),
    }


def _rebuilt(found: dict[str, Any]) -> list[str]:
    if not found:
        return []
    equal = "equal to what was stored" if found["equal"] else "NOT equal to what was stored, which is mended now"
    return [f"Folded afresh, {equal}: entries {found['entries']}, bonds {found['bonds']}, open {found['open']}."]


def migrate(ctx: typer.Context, as_json: AsJson = False) -> None:
    from tending.adapters.journal import migrating  # noqa: PLC0415 - Alembic takes half a second

    store = _present(ctx)
    before = engine.schema_of(store)
    if before is None:
        raise StoreError(f"The file {store} is no store of tending: name another file, or restore a backup.")
    engine.refuse_newer(store, before)
    with working("Bringing the store up to date"):
        copy = migrating.upgrade(store)
    now = engine.schema_of(store)
    if as_json:
        emit_json(
            {"schema": now, "before": before, "migrated": copy is not None, "backup": str(copy) if copy else None}
        )
    elif copy:
        emit(f"The store went from schema {before} to {now}. As it was before, it lies in {copy}")
    else:
        emit(f"The store has schema {now}: nothing to do.")
