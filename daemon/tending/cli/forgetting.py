"""`bond forget`: what was written about somebody, gone; what may not be asked about them stays so."""

from pathlib import Path
from typing import Annotated

import typer

from tending.adapters.journal import backups, engine, locking
from tending.adapters.journal.sql import SqlJournal
from tending.app import App
from tending.cli import typed
from tending.cli.output import AsJson, emit, emit_json, working, wrapped
from tending.cli.session import Session, session_of
from tending.cli.setting_up import DRAFT
from tending.core.errors import RefusedError, UsageError
from tending.service import forgetting

Label = Annotated[str, typer.Argument(metavar="LABEL", help="Your private label for them.")]
Yes = Annotated[bool, typer.Option("--yes", help="Without being asked once more.")]
ASKS = "Everything you wrote about $label goes, here and in the backups. Nothing brings it back."


def forget(ctx: typer.Context, label: Label, yes: Yes = False, as_json: AsJson = False) -> None:
    """Take everything that was written about somebody out of the store and its backups. Their wishes stay."""
    session = session_of(ctx)
    turn = session.begun()
    with session.app.journal.reading() as work:
        forgetting.called(work.standing(), label)
    if not yes:
        _ask(label)
    with working("Forgetting"):
        gone = forgetting.forget(turn, session.app.journal, label)
        copies = scrub(session)
    session.wake()
    if as_json:
        emit_json({"entries": gone.entries, "check_ins": gone.check_ins, "copies": len(copies)})
    else:
        emit("\n".join(wrapped(line) for line in _told(gone, copies, session.app)))


def _ask(label: str) -> None:
    if not typed.at_terminal():
        raise UsageError("this cannot be taken back: say --yes where nobody can be asked")
    emit(wrapped(ASKS.replace("$label", label)))
    if input("Type the label once more: ").strip() != label:
        raise RefusedError("not the same label: nothing was forgotten")


def scrub(session: Session) -> list[Path]:
    """Free pages and the log emptied, one fresh backup made, every older copy taken away. Returns those.

    Killed before the end, the next command does it.
    """
    app = session.app
    with app.journal.writing() as work:
        work.set_meta(DRAFT, "")
    if isinstance(app.journal, SqlJournal):
        app.journal.scrub()
    engine.sweep_copies(app.paths.backups_dir)
    old = locking.copies(app.store_file, app.paths.backups_dir)
    if old:
        _backup(app, keep=len(old) + 1)
    for copy in old:
        engine.shred(copy)
    forgetting.finish(app.journal)
    return old


def _backup(app: App, *, keep: int) -> Path:
    """`keep`: none of the older ones is only unlinked, for they are overwritten, every one."""
    return backups.backup(app.store_file, app.paths.backups_dir, now=app.clock(), keep=keep, key=app.key)


def _told(gone: forgetting.Gone, copies: list[Path], app: App) -> list[str]:
    entries, questions = counted(gone.entries, "entry", "entries"), counted(gone.check_ins, "question", "questions")
    lines = [f"Gone: {entries}, {questions}. What they asked of you still holds."]
    if copies:
        lines.append(f"Older backups are gone too ({len(copies)}); a fresh one is in {app.paths.backups_dir}")
    lines.append("Notes of yours that belong to nobody stay, and so do copies you made elsewhere.")
    return lines


def counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
