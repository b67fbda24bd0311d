"""`helpline`: the lines of a country, and what is unverified or old."""

from typing import Annotated, Any

import typer

from tending.adapters.help_lines import every_country, help_lines
from tending.cli import places
from tending.cli.output import AsJson, emit, emit_json, wrapped
from tending.cli.session import Session, session_of
from tending.core.errors import SettingsError, UsageError
from tending.core.helplines import MORE, HelpLine, HelpLines, wrong
from tending.core.words import say
from tending.service import caring

helpline = typer.Typer(rich_markup_mode=None, add_completion=False, invoke_without_command=True)


@helpline.callback()
def show(
    ctx: typer.Context,
    country: Annotated[str, typer.Option("--country", metavar="CC", help="Two letters; yours when left out.")] = "",
    as_json: AsJson = False,
) -> None:
    """The help lines of your country, or of another."""
    if ctx.invoked_subcommand is not None:
        return
    session = session_of(ctx)
    lines = help_lines(_code(country) if country else session.app.rules.country)
    if as_json:
        emit_json(_as_json(lines))
    else:
        emit(wrapped(_text(session, lines)))


def _code(text: str) -> str:
    code = places.country(text)
    if code is None:
        raise UsageError(f"--country {text}: is no country: write two letters, such as DE")
    return code


def _as_json(lines: HelpLines) -> dict[str, Any]:
    return {
        "country": lines.country or None,
        "name": lines.name or None,
        "emergency": lines.emergency or None,
        "lines": [_row(line) for line in lines.lines],
        "more": MORE,
    }


def _row(line: HelpLine) -> dict[str, Any]:
    return {
        "name": line.name,
        "number": line.number,
        "kind": line.kind.value,
        "hours": line.hours or None,
        "languages": line.languages,
        "source": line.source,
        "verified": line.verified,
        "verified_at": line.on.isoformat() if line.verified else None,
        "noted_at": None if line.verified else line.on.isoformat(),
        "seen_in": line.seen_in or None,
    }


def _text(session: Session, lines: HelpLines) -> str:
    turn = session.app.turn()
    language = turn.language
    if not lines.emergency:
        where = f"No lines are kept for {lines.country}." if lines.country else "Your country is not known here."
        return f"{where}\n{say('emergency-unknown', language, more=MORE)}"
    rows = [
        f"  {caring.help_line(line, turn.language)}\n    {line.kind}, {line.languages}, {line.source}"
        for line in lines.lines
    ]
    return "\n".join([lines.name, *rows, say("emergency", language, number=lines.emergency, more=MORE)])


@helpline.command()
def lint(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Whether the list is whole: no line older than 24 months, no key missing, no number twice."""
    countries = every_country()
    complaints = wrong(countries, session_of(ctx).app.clock().date())
    if complaints:
        raise SettingsError([f"helplines.toml: {one}" for one in complaints])
    lines = [line for table in countries.values() for line in table["line"]]
    unverified = sum(not line["verified"] for line in lines)
    if as_json:
        emit_json({"ok": True, "countries": len(countries), "lines": len(lines), "unverified": unverified})
    else:
        emit(f"All is well: {len(countries)} countries, {len(lines)} lines, {unverified} of them unverified.")
