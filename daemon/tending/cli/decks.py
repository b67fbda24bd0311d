"""`deck`: the questions, and the keeper's own."""

from pathlib import Path
from typing import Annotated, Any

import typer

from tending.adapters.deck_files import read_decks, read_decks_with
from tending.cli.output import AsJson, emit, emit_json, table, wrapped
from tending.cli.session import Session, session_of
from tending.core.errors import UsageError
from tending.core.model import Deck, Family

deck = typer.Typer(rich_markup_mode=None, add_completion=False)


@deck.command("list")
def list_(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Every deck: the shipped ones and yours."""
    session = session_of(ctx)
    rows = [_row(session, one) for one in session.app.decks]
    if as_json:
        emit_json(rows)
        return
    lines = [
        (row["name"], row["family"], f"{row['prompts']:>3}", "" if row["enabled"] else "off", row["title"])
        for row in rows
    ]
    emit(table(lines))


def _row(session: Session, one: Deck) -> dict[str, Any]:
    plain = one.family is Family.PLAIN
    return {
        "name": one.name,
        "title": one.title,
        "family": one.family.value,
        "prompts": len(one.prompts),
        "enabled": not plain or one.name in session.app.settings.decks.enabled,
    }


@deck.command()
def show(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="As deck list shows it.")],
    as_json: AsJson = False,
) -> None:
    """Every question of one deck."""
    session = session_of(ctx)
    found = next((one for one in session.app.decks if one.name == name), None)
    if found is None:
        names = ", ".join(one.name for one in session.app.decks)
        raise UsageError(f"there is no deck called {name}; there are: {names}")
    rows = [{"id": one.id, "line": one.line, "body": one.body, "form": one.form.text} for one in found.prompts]
    if as_json:
        emit_json({**_row(session, found), "prompts": rows})
    else:
        emit("\n".join(f"{row['id']:<5} {row['line']}\n{wrapped(row['body'], '      ')}" for row in rows))


@deck.command()
def check(
    ctx: typer.Context,
    path: Annotated[Path | None, typer.Argument(metavar="PATH", help="A deck or a folder of them.")] = None,
    as_json: AsJson = False,
) -> None:
    """Whether decks are well made, each error with its file, prompt and key."""
    decks = read_decks(session_of(ctx).app.paths.decks_dir) if path is None else read_decks_with(path)
    if as_json:
        emit_json({"ok": True, "decks": len(decks), "prompts": sum(len(one.prompts) for one in decks)})
    else:
        emit(f"All is well: {len(decks)} decks, {sum(len(one.prompts) for one in decks)} questions.")
