"""`export`: everything the keeper wrote, to take along; shut with age unless they ask for it in plain words."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tending.cli import files
from tending.cli.options import worded
from tending.cli.output import AsJson, emit, emit_json, wrapped
from tending.cli.secrets import chosen
from tending.cli.session import Session, session_of
from tending.core import pages
from tending.core.errors import UsageError
from tending.core.values import dataclass
from tending.service import carrying


class Format(StrEnum):
    JSON = "json"
    CSV = "csv"
    MD = "md"
    ICS = "ics"


@dataclass(frozen=True, kw_only=True)
class Made:
    """What goes into the file, and how its name ends. `discreet`: there is not a word of the keeper's in it."""

    held: bytes
    ending: str
    discreet: bool = False


def export(
    ctx: typer.Context,
    kind: Annotated[
        Format,
        typer.Option("--format", help="json: all; csv: tables in a zip; md: to read; ics: days for a calendar."),
    ] = Format.JSON,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Into a new file.")] = None,
    plain: Annotated[bool, typer.Option("--plain", help="In plain words: whoever has it can read it.")] = False,
    recipient: Annotated[str, worded("--recipient", "AGE1...", "Shut for the holder of this public key.")] = "",
    words: Annotated[bool, typer.Option("--words", help="ics: with your own words in it.")] = False,
    force: Annotated[bool, typer.Option("--force", help="In the place of a file that is there.")] = False,
    as_json: AsJson = False,
) -> None:
    if plain and recipient:
        raise UsageError("export: --plain or --recipient, not both")
    if words and kind is not Format.ICS:
        raise UsageError("export --words: only for --format ics; the others hold your words as they are")
    session = session_of(ctx)
    made = _made(session, kind, words=words)
    if plain or made.discreet:
        _leave_plain(made, output, force=force, as_json=as_json)
    else:
        _leave_shut(made, output, session, recipient=recipient, force=force, as_json=as_json)


def _made(session: Session, kind: Format, *, words: bool) -> Made:
    app = session.app
    turn = app.turn()
    match kind:
        case Format.JSON:
            whole = json.dumps(carrying.whole(turn, app.journal), ensure_ascii=False, indent=1)
            return Made(held=f"{whole}\n".encode(errors="replace"), ending="json")
        case Format.CSV:
            return Made(held=carrying.tables(turn, app.journal), ending="zip")
        case Format.MD:
            return Made(
                held=pages.as_markdown(carrying.readable(turn, app.journal)).encode(errors="replace"), ending="md"
            )
        case Format.ICS:
            from tending.adapters.calendar_file import calendar_file  # noqa: PLC0415 - only here

            days = carrying.days(turn, app.journal, words=words)
            return Made(held=calendar_file(days, now=turn.now), ending="ics", discreet=not words)


def _leave_plain(made: Made, output: Path | None, *, force: bool, as_json: bool) -> None:
    if output is None and (as_json or made.ending == "zip"):
        raise UsageError(f"export: name a file for it: -o tending.{made.ending}")
    if output is None and made.ending == "json":
        emit_json(json.loads(made.held))
        return
    if output is None:
        emit(made.held.decode().replace("\r\n", "\n").rstrip("\n"))
        return
    files.write(output, made.held, force=force)
    if as_json:
        emit_json({"file": str(output), "shut": False})
    else:
        emit(wrapped(f"Written to {output}. No word of yours is in it.") if made.discreet else files.told(output))


def _leave_shut(
    made: Made, output: Path | None, session: Session, *, recipient: str, force: bool, as_json: bool
) -> None:
    from tending.adapters.journal import parcels  # noqa: PLC0415 - an extra behind it

    path = output or Path(f"tending-{session.app.turn().today.isoformat()}.{made.ending}{parcels.END}")
    passphrase = "" if recipient else chosen("A passphrase for the export")
    if not recipient and not passphrase:
        raise UsageError("export: type a passphrase in a terminal, or give --recipient, or --plain")
    files.write(path, parcels.encrypted(made.held, passphrase=passphrase, recipient=recipient), force=force)
    if as_json:
        emit_json({"file": str(path), "shut": True})
    else:
        emit(f"Written to {path}, shut. To open it:\n  age --decrypt -o NEW-FILE {path}")
