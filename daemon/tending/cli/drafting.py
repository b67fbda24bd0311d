"""`draft`: a text looked over before it goes anywhere. Nothing here sends it, and nothing is rewritten."""

from pathlib import Path
from typing import Annotated, Any

import typer

from tending.cli import typed
from tending.cli.bad_hour import card_whatever_happens
from tending.cli.options import Text, Who, words
from tending.cli.output import AsJson, emit, emit_json, local, wrapped
from tending.cli.session import Session, session_of
from tending.cli.telling import tell
from tending.core import care, tone
from tending.core.entries import Held
from tending.core.errors import SettingsError, StoreError, UsageError
from tending.core.records import Heard
from tending.core.tone import Tone
from tending.core.tone_words_en import WHY
from tending.service import caring, drafting
from tending.service.views import stamp

DRAWER = "Still true? Kinder? Shorter? Keep or throw away: tending hold --keep ID, tending hold --delete ID"

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


@draft.command()
def keep(ctx: typer.Context, text: Text = None, bond: Who = "", as_json: AsJson = False) -> None:
    """Keep a draft for a day: then it is shown again, and nothing is sent."""
    said = words(text) if text else typed.rest_of_input("Your draft.")
    if not said.strip():
        raise UsageError('draft keep: there are no words: write tending draft keep "how have you been?"')
    session = session_of(ctx)
    with card_whatever_happens(session, said, as_json=as_json):
        tell(session, drafting.keep(session.begun(), session.app.journal, said, bond=bond), as_json=as_json)


@draft.command("list")
def list_(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Your drafts, newest first, when each is shown again, and what became of it."""
    session = session_of(ctx)
    found = drafting.rows(session.app.journal)
    if as_json:
        emit_json([_draft(*one) for one in found])
    else:
        blocks = [_block(session, *one) for one in found]
        emit("\n\n".join([*blocks, wrapped(DRAWER)]) if blocks else "No draft is kept.")


def _draft(seq: int, page: Held, became: str) -> dict[str, Any]:
    return {"id": f"p{seq}", "show_at": stamp(page.show_at), "text": page.text, "became": became or None}


def _block(session: Session, seq: int, page: Held, became: str) -> str:
    told = {"sent": "you sent something"}.get(became, became)
    again = local(str(stamp(page.show_at)), session.app.rules.zone)
    return f"p{seq}  {again}{'  ' * bool(told)}{told}\n{wrapped(page.text, '  ', '  ')}"


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
