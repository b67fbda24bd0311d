"""`journal`: the entries, and raw replies read again."""

import re
from datetime import date, datetime, time
from typing import Annotated

import typer

from tending.cli.lines import entry_line
from tending.cli.output import AsJson, emit, emit_json, wrapped
from tending.cli.session import Session, session_of
from tending.config import EmailChannel
from tending.core import hours
from tending.core.errors import UsageError
from tending.core.model import Family
from tending.core.records import Query, Reply
from tending.service import beginning, commanding, views
from tending.service.turn import Turn

EARLIEST = 1970
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")

journal = typer.Typer(rich_markup_mode=None, add_completion=False)


@journal.callback(invoke_without_command=True)
def entries(
    ctx: typer.Context,
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="From that day on.")] = "",
    family: Annotated[Family | None, typer.Option("--family", metavar="FAMILY", help="Of one family.")] = None,
    bond: Annotated[str, typer.Option("--bond", metavar="LABEL", help="About one bond.")] = "",
    search: Annotated[str, typer.Option("--search", metavar="WORDS", help="With all these words.")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, max=1_000_000, help="At most so many.")] = 50,
    as_json: AsJson = False,
) -> None:
    """Your entries, newest first."""
    if ctx.invoked_subcommand is not None:
        return
    session = session_of(ctx)
    turn = session.app.turn()
    query = Query(
        since=_morning(turn, since),
        family=family,
        bond=_number(session, bond) if bond else None,
        words=search,
        limit=limit,
    )
    rows = views.journal_rows(turn, session.app.journal, query)
    if as_json:
        emit_json(rows)
    else:
        emit("\n".join(entry_line(row, turn.given.rules.zone) for row in rows) or "Nothing there yet.")


def _morning(turn: Turn, text: str) -> datetime | None:
    if not text:
        return None
    _must_exist(text)
    day = commanding.read_day(turn, text, past=True)
    if day.year < EARLIEST:
        raise UsageError(f"{text}: too long ago: write a day from {EARLIEST} on")
    return hours.instant(day, time(0), turn.given.rules.zone)


def _must_exist(text: str) -> None:
    """Raises UsageError for 2024-02-30."""
    if not ISO_DAY.fullmatch(text.strip()):
        return
    try:
        date(*map(int, text.split("-")))
    except ValueError:
        raise UsageError(f"{text}: there is no such day: write one that is in the calendar") from None


def _number(session: Session, label: str) -> int:
    with session.app.journal.reading() as work:
        standing = work.standing()
    closed = next((bond.number for bond in standing.bonds if bond.label == label), None)
    return closed if closed is not None else beginning.bond_called(standing, label).number


@journal.command("reread")
def reread(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Read again the replies that could not be read when they came."""
    session = session_of(ctx)
    turn = session.begun()
    read = commanding.reread(turn, session.app.journal, lambda reply: _text(session, reply))
    session.wake()
    rows = [{"channel": stored.reply.channel, "echo": heard.echo} for stored, heard in read]
    if as_json:
        emit_json(rows)
    else:
        emit(
            "\n".join(wrapped(f"{row['channel']}: {row['echo']}") for row in rows) or "There was nothing to read again."
        )


def _text(session: Session, reply: Reply) -> str:
    """What is in a mail, by the parser of today."""
    channel = session.app.settings.channels.get(reply.channel)
    if not isinstance(channel, EmailChannel):
        return ""
    from tending.adapters.channels.mail.head import Ours  # noqa: PLC0415 - heavy
    from tending.adapters.channels.mail.reader import Reader  # noqa: PLC0415 - heavy

    return Reader(Ours(replies=channel.address, domain=channel.address.rpartition("@")[2])).text(reply.raw).text
