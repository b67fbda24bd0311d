"""Options and arguments that several commands share."""

from typing import Annotated, Any

import typer

from tending.cli import typed
from tending.core.errors import UsageError

Text = Annotated[list[str] | None, typer.Argument(metavar="TEXT", help="The words; - reads them.")]
On = Annotated[str, typer.Option("--on", metavar="DATE", help="The day it happened.")]
Who = Annotated[str, typer.Option("--bond", metavar="LABEL", help="Who; the first bond when left out.")]


def worded(name: str, metavar: str, helps: str) -> Any:
    """An option with words of the keeper's in it, in whatever bytes they came."""
    return typer.Option(name, metavar=metavar, help=helps, callback=typed.clean)


def words(text: list[str] | None) -> str:
    return typed.rest_of_input("The words.") if text == ["-"] else typed.words(text)


def needed(text: list[str] | None, missing: str) -> str:
    """Words without which there is nothing to keep. Raises UsageError with what is `missing`."""
    said = words(text)
    if not said.strip():
        raise UsageError(missing)
    return said
