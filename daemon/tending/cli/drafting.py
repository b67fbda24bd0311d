"""`draft`: a text looked over before it goes anywhere. Nothing here sends it, and nothing is rewritten."""

from pathlib import Path
from typing import Annotated, Any

import typer

from tending.cli import typed
from tending.cli.bad_hour import show_card
from tending.cli.output import AsJson, emit, emit_json, wrapped
from tending.cli.session import session_of
from tending.core import care, tone
from tending.core.errors import UsageError
from tending.core.tone import Tone
from tending.core.tone_words_en import WHY

draft = typer.Typer(rich_markup_mode=None, add_completion=False)


@draft.callback()
def drafts() -> None:
    """A text looked over before it goes anywhere."""


@draft.command()
def check(
    ctx: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="The draft; standard input when left out.")
    ] = None,
    purpose: Annotated[str, typer.Option("--purpose", metavar="TEXT", help="What a meeting is for, honestly.")] = "",
    as_json: AsJson = False,
) -> None:
    """How a draft may land: advice, never a block. It is kept nowhere, and sent nowhere."""
    text = typed.rest_of_input("Your draft.") if file is None else _read(file)
    session = session_of(ctx)
    if care.calls_for_card(text):
        show_card(session, as_json=as_json)
        return
    found = tone.check(text, purpose=purpose)
    if as_json:
        emit_json(_row(found))
    else:
        emit(_advice(found))


def _read(file: Path) -> str:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: cannot be read ({error.strerror}): name a text file") from None
    if len(content) > typed.LONGEST:
        raise UsageError(f"{file}: more than {typed.LONGEST} bytes: keep it shorter")
    return content.decode(errors="replace")


def _row(found: Tone) -> dict[str, Any]:
    by_fault = {fault: list(found.found(fault)) for fault in tone.FAULTS}
    return {**by_fault, "words": found.words, "self_attack": found.self_attack}


def _advice(found: Tone) -> str:
    parts = [_part(fault, found.found(fault)) for fault in found.faults]
    parts += [wrapped(WHY["self"])] if found.self_attack else []
    counted = "1 word" if found.words == 1 else f"{found.words} words"
    if not parts:
        return wrapped(f"Nothing stands out, in {counted}. That says little: it is a list of patterns, not a reader.")
    return "\n\n".join(
        [*parts, wrapped(f"{counted.capitalize()}. Advice only: it misses things, and is wrong at times.")]
    )


def _part(fault: str, words: tuple[str, ...]) -> str:
    quoted = ", ".join(f"\u201c{one}\u201d" for one in dict.fromkeys(words))
    return f"{wrapped(quoted)}\n{wrapped(WHY[fault], '  ')}"
