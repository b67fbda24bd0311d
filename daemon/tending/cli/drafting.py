"""`draft`: a text looked over before it goes anywhere. Nothing here sends it, and nothing is rewritten."""

from pathlib import Path
from typing import Annotated, Any

import typer

from tending.cli import typed
from tending.cli.output import AsJson, emit, emit_json, wrapped
from tending.cli.session import Session, session_of
from tending.core import care, tone
from tending.core.errors import SettingsError, StoreError, UsageError
from tending.core.records import Heard
from tending.core.tone import Tone
from tending.core.tone_words_en import WHY
from tending.service import caring

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
    text = _plain("standard input", typed.rest_of_input("Your draft.")) if file is None else _read(file)
    found = tone.check(text, purpose=purpose)
    if care.calls_for_card(f"{text}\n\n{purpose}"):
        _heed(session_of(ctx), found, as_json=as_json)
    elif as_json:
        emit_json(_row(found))
    else:
        emit(_advice(found))


def _read(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            content = opened.read(typed.LONGEST + 1)
    except OSError as error:
        raise UsageError(f"{file}: cannot be read ({error.strerror}): name a text file") from None
    if len(content) > typed.LONGEST:
        raise UsageError(f"{file}: more than {typed.LONGEST} bytes: keep it shorter")
    return _plain(str(file), content.decode(errors="replace"))


def _plain(where: str, text: str) -> str:
    """Raises UsageError for what is no text: nothing found in it would say nothing about it."""
    if "\N{REPLACEMENT CHARACTER}" in text or "\0" in text:
        raise UsageError(f"{where}: not plain text in UTF-8: save it as such, and try again")
    return text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")


def _heed(session: Session, found: Tone, *, as_json: bool) -> None:
    """The help card instead of advice, and quiet until `resume`. Where nothing can be kept, the card all the same."""
    try:
        heard = None if session.app.needs_passphrase else _fallen_silent(session)
    except (StoreError, SettingsError):
        _show(_card_alone(session), found, as_json=as_json)
        raise
    _show(heard or _card_alone(session), found, as_json=as_json)


def _fallen_silent(session: Session) -> Heard:
    turn = session.begun()
    with session.app.journal.writing() as work:
        heard = caring.heed(turn, work)
    session.wake()
    return heard


def _card_alone(session: Session) -> Heard:
    card = caring.crisis_card(session.app.bare_turn())
    return Heard(understood="help", echo=card, card=card)


def _show(heard: Heard, found: Tone, *, as_json: bool) -> None:
    if as_json:
        emit_json({**_row(found), "card": heard.card, "echo": heard.echo})
    else:
        emit(wrapped(heard.echo))


def _row(found: Tone) -> dict[str, Any]:
    by_fault = {fault: list(found.found(fault)) for fault in tone.FAULTS}
    return {**by_fault, "words": found.words, "self_attack": found.self_attack, "card": None, "echo": None}


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
