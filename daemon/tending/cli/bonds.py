"""`bond`: the relationships a keeper tends. A private label, never anything to reach them by."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from tending.cli import forgetting, typed
from tending.cli.console import Screen
from tending.cli.lines import stands
from tending.cli.output import AsJson, emit, emit_json, table, wrapped
from tending.cli.questions import KNOWN_BEFORE, QUESTIONS, EndedError, Setting, ask
from tending.cli.session import Session, session_of
from tending.cli.setting_up import change_of, is_afraid
from tending.core.entries import BondChanged
from tending.core.errors import RefusedError, UnknownError, UsageError
from tending.core.model import InTouch, Profile
from tending.core.standing import BondStanding, past
from tending.service import beginning, caring, commanding, ending, views
from tending.service.turn import Turn

LONGEST = 40
ABOUT_THEM = {"profile", "since", "in_touch", "said", "afraid_of_them", "they_afraid_of_me", "known_before"}


class Said(StrEnum):
    """What they have said about contact."""

    NO = "no"
    WAIT = "wait"
    STOP = "stop"
    ORDER = "order"


Label = Annotated[str, typer.Argument(metavar="LABEL", help="Your private label for them.")]
bond = typer.Typer(rich_markup_mode=None, add_completion=False)


@bond.command()
def add(
    ctx: typer.Context,
    label: Label,
    profile: Annotated[Profile, typer.Option("--profile", help="What they were to you.")] = Profile.FRIEND,
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="When you parted.")] = "",
    in_touch: Annotated[InTouch, typer.Option("--in-touch", help="Are you in touch?")] = InTouch.NO,
    practical: Annotated[bool, typer.Option("--practical", help="Children, rent or work still to settle.")] = False,
    said: Annotated[Said, typer.Option("--said", help="Have they asked you to wait or to stop?")] = Said.NO,
    afraid_of_them: Annotated[bool, typer.Option("--afraid-of-them", help="You have been afraid of them.")] = False,
    they_afraid_of_me: Annotated[
        bool, typer.Option("--they-afraid-of-me", help="They might be afraid of you.")
    ] = False,
    known_before: Annotated[
        bool | None,
        typer.Option("--known-before/--not-known-before", help="It is somebody who was closed or forgotten here."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tend another relationship; three at most."""
    session = session_of(ctx)
    turn = session.begun()
    if typed.at_terminal() and not as_json and not _says_more(ctx):
        _add(session, turn, _asked(session, turn, _label(label)), as_json=as_json)
        return
    change = BondChanged(
        label=_label(label),
        profile=profile,
        since=commanding.read_day(turn, since, past=True) if since else None,
        in_touch=in_touch,
        practical=practical or in_touch is InTouch.PRACTICAL,
        said=said.value,
        afraid_of_them=afraid_of_them,
        they_afraid_of_me=they_afraid_of_me,
        violent=they_afraid_of_me,
        known_before=known_before,
    )
    _add(session, turn, change, as_json=as_json)


def _says_more(ctx: typer.Context) -> bool:
    """Whether anything but the label was given: then nothing is asked."""
    sources = [ctx.get_parameter_source(name) for name in ctx.params if name != "label"]
    return any(source is not None and source.name == "COMMANDLINE" for source in sources)


def _asked(session: Session, turn: Turn, label: str) -> BondChanged:
    """The short things that set-up asks about somebody."""
    setting = Setting(today=turn.today, country=turn.given.rules.country, quiet=session.app.settings.pace.quiet)
    with session.app.journal.reading() as work:
        before = (KNOWN_BEFORE,) if past(work.standing()) else ()
    console = Screen()
    try:
        answers = {one.key: ask(console, one, setting) for one in (*QUESTIONS, *before) if one.key in ABOUT_THEM}
    except EndedError:
        raise RefusedError("nothing was added: once more, any time, tending bond add") from None
    if is_afraid(answers):
        console.say(f"\n{caring.safety_card(turn)}\n")
    return change_of({**answers, "label": label})


def _add(session: Session, turn: Turn, change: BondChanged, *, as_json: bool) -> None:
    with session.app.journal.writing() as work:
        if any(one.label == change.label and not one.closed for one in work.standing().bonds):
            raise UsageError(f"there is a bond called {change.label} already: choose another label")
        added = beginning.set_up(turn, work, change)
        heard = commanding.heeded(turn, work, added.label)
    session.wake()
    _show(turn, added, as_json=as_json, card=heard.card if heard is not None else None)


def _label(text: str) -> str:
    label = typed.clean(text).strip()
    if not label or len(label) > LONGEST or not label.isprintable():
        raise UsageError(f"the label: one line of 1 to {LONGEST} characters")
    return label


def _row(turn: Turn, one: BondStanding) -> dict[str, Any]:
    return {
        **views.bond_row(turn, one),
        "since": one.since.isoformat() if one.since else None,
        "in_touch": one.in_touch.value,
        "practical": one.practical,
        "closed": one.closed,
    }


def _standing_bonds(session: Session) -> list[BondStanding]:
    with session.app.journal.reading() as work:
        return [one for one in work.standing().bonds if one.label]


@bond.command("list")
def list_(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Every bond, closed ones too."""
    session = session_of(ctx)
    turn = session.app.turn()
    rows = [_row(turn, one) for one in _standing_bonds(session)]
    if as_json:
        emit_json(rows)
        return
    lines = [(row["label"], row["profile"], stands(row["contact_state"]), _closed(row)) for row in rows]
    emit(table(lines) or "No bond yet: tending init, or tending bond add LABEL")


@bond.command()
def show(ctx: typer.Context, label: Label, as_json: AsJson = False) -> None:
    """One bond, and what is shut."""
    session = session_of(ctx)
    known = _standing_bonds(session)
    found = next((one for one in reversed(known) if one.label == label), None)
    if found is None:
        raise UnknownError(f"there is no bond called {label}", [one.label for one in known], "none yet")
    _show(session.app.turn(), found, as_json=as_json)


def _show(turn: Turn, one: BondStanding, *, as_json: bool, card: str | None = None) -> None:
    """A bond as it stands; where its very label called for the help card, the card."""
    row = _row(turn, one)
    if as_json:
        emit_json({**row, "card": card} if card else row)
        return
    if card:
        emit(wrapped(card))
        return
    lines = [
        ("label", row["label"]),
        ("profile", row["profile"]),
        ("parted", row["since"] or "not said"),
        ("in touch", row["in_touch"]),
        ("contact", stands(row["contact_state"])),
        ("not asked", ", ".join(row["shut"]) or "nothing is shut"),
        *([("closed", "yes")] if row["closed"] else []),
    ]
    emit(table(lines))


@bond.command()
def close(ctx: typer.Context, label: Label, as_json: AsJson = False) -> None:
    """Ask no more about somebody. Their entries stay."""
    session = session_of(ctx)
    turn = session.begun()
    with session.app.journal.writing() as work:
        ending.finish(turn, work, beginning.bond_called(work.standing(), label))
    session.wake()
    if as_json:
        emit_json({"label": label, "closed": True})
    else:
        emit(f"{label} is closed: nothing more is asked about them. What you wrote is kept.")


def _closed(row: dict[str, Any]) -> str:
    return "closed" if row["closed"] else ""


bond.command("forget")(forgetting.forget)
