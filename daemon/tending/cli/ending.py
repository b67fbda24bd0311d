"""`done` and `summary`: ending well, with one page in the keeper's own words."""

from pathlib import Path
from typing import Annotated, Any

import typer

from tending.cli import files, typed
from tending.cli.output import AsJson, emit, emit_json, wrapped
from tending.cli.session import Session, session_of
from tending.core.errors import RefusedError, UsageError
from tending.core.standing import BondStanding
from tending.service import beginning, commanding, ending

THEN = """What now is yours to say:
  keep it        nothing to do; it stays here, and nothing more is asked
  take it along  tending summary $label --to FILE, or all of it: tending export
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
    files.write(to, f"{text}\n".encode())
    emit(files.told(to))


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
