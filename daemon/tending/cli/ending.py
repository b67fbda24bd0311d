"""`done` and `summary`: ending well, with one page in the keeper's own words."""

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from tending.cli import typed
from tending.cli.output import AsJson, emit, emit_json, wrapped
from tending.cli.session import Session, session_of
from tending.core.errors import RefusedError, UsageError
from tending.core.standing import BondStanding
from tending.service import beginning, commanding, ending

THEN = """What now is yours to say:
  keep it        nothing to do; it stays here, and nothing more is asked
  take it along  tending summary $label --to FILE, or tending journal --json
  wipe it        tending wipe"""
Label = Annotated[str, typer.Argument(metavar="LABEL", help="Who; the first bond when left out.")]


def summary(
    ctx: typer.Context,
    label: Label = "",
    to: Annotated[Path | None, typer.Option("--to", metavar="FILE", help="Write it there, for you alone.")] = None,
    as_json: AsJson = False,
) -> None:
    session = session_of(ctx)
    page = ending.summary(session.app.turn(), session.app.journal, _bond(session, label))
    if as_json:
        emit_json(_values(page))
        return
    text = ending.as_markdown(page, session.app.rules.language)
    if to is None:
        emit("\n".join(wrapped(line, "", _under(line)) for line in text.split("\n")))
        return
    _write(to, f"{text}\n")
    emit(f"Written to {to}. It is in plain words: whoever has the file can read it.")


def done(
    ctx: typer.Context,
    label: Label = "",
    how: Annotated[str, typer.Option("--how", metavar="WORD", help="Such as reunion, or moved on.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Without being asked once more.")] = False,
    as_json: AsJson = False,
) -> None:
    session = session_of(ctx)
    turn = session.begun()
    bond = _bond(session, label)
    if not yes:
        _ask(bond)
    page = ending.summary(turn, session.app.journal, bond)
    with session.app.journal.writing() as work:
        ending.finish(turn, work, bond, how)
    session.wake()
    if as_json:
        emit_json({"label": bond.label, "closed": True, "how": how, "page": _values(page)})
        return
    text = ending.as_markdown(page, turn.language)
    emit("\n".join(wrapped(line, "", _under(line)) for line in text.split("\n")))
    emit(f"\n{THEN.replace('$label', bond.label)}")


def _ask(bond: BondStanding) -> None:
    if not typed.at_terminal():
        raise UsageError("done: say --yes where nobody can be asked")
    if input(f"End with {bond.label}? What you wrote stays. Type yes: ").strip().lower() != "yes":
        raise RefusedError("nothing was ended")


def _under(line: str) -> str:
    return "  " if line.startswith("- ") else ""


def _bond(session: Session, label: str) -> BondStanding:
    with session.app.journal.reading() as work:
        standing = work.standing()
        if label:
            known = [bond for bond in standing.bonds if bond.label == label]
            return known[-1] if known else beginning.bond_called(standing, label)
        return standing.bond(commanding.bond_number(work, ""))


def _write(path: Path, text: str) -> None:
    """A new file, readable by the keeper alone."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError(f"{path}: is there already: name another file") from None
    except OSError as error:
        raise UsageError(f"{path}: {(error.strerror or 'cannot be written').lower()}: name another file") from None


def _values(page: ending.Page) -> dict[str, Any]:
    return {
        "label": page.label,
        "since": page.since.isoformat(),
        "until": page.until.isoformat(),
        "answers": page.answers,
        "parts": [
            {"heading": heading, "quotes": [{"on": quote.on.isoformat(), "text": quote.text} for quote in quotes]}
            for heading, quotes in page.parts
        ],
    }
