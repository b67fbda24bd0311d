"""Options and arguments that several commands share."""

from typing import Annotated

import typer

from tending.cli import typed

Text = Annotated[list[str] | None, typer.Argument(metavar="TEXT", help="The words; - reads them.")]
On = Annotated[str, typer.Option("--on", metavar="DATE", help="The day it happened.")]
Who = Annotated[str, typer.Option("--bond", metavar="LABEL", help="Who; the first bond when left out.")]


def words(text: list[str] | None) -> str:
    return typed.rest_of_input("The words.") if text == ["-"] else typed.words(text)
