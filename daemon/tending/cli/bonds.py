"""`bond`: the relationships a keeper tends. A private label, never anything to reach them by."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from tending.cli import typed
from tending.cli.lines import stands
from tending.cli.output import AsJson, emit, emit_json, table
from tending.cli.session import Session, session_of
from tending.core import choosing, contact
from tending.core.entries import BondChanged
from tending.core.errors import UsageError
from tending.core.model import Family, InTouch, Profile
from tending.core.standing import BondStanding
from tending.service import beginning, commanding

LONGEST = 40


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
    as_json: AsJson = False,
) -> None:
    """Tend another relationship; three at most."""
    session = session_of(ctx)
    turn = session.begun()
    change = BondChanged(
        label=_label(label),
        profile=profile,
        since=commanding.read_day(turn, since, past=True) if since else None,
        in_touch=in_touch,
        practical=practical or in_touch is InTouch.PRACTICAL,
        said=said.value,
        afraid_of_them=afraid_of_them,
        they_afraid_of_me=they_afraid_of_me,
    )
    with session.app.journal.writing() as work:
        if any(one.label == change.label and not one.closed for one in work.standing().bonds):
            raise UsageError(f"there is a bond called {change.label} already: choose another label")
        added = beginning.set_up(turn, work, change)
    session.wake()
    _show(added, as_json=as_json)


def _label(text: str) -> str:
    label = typed.clean(text).strip()
    if not label or len(label) > LONGEST or not label.isprintable():
        raise UsageError(f"the label: one line of 1 to {LONGEST} characters")
    return label


def _row(one: BondStanding) -> dict[str, Any]:
    return {
        "label": one.label,
        "profile": choosing.profile_of(one).value,
        "contact_state": contact.contact_state(one).value,
        "shut": [family.value for family in Family if contact.shut(one, family)],
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
    rows = [_row(one) for one in _standing_bonds(session_of(ctx))]
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
        names = ", ".join(one.label for one in known) or "none yet"
        raise UsageError(f"there is no bond called {label}; there are: {names}")
    _show(found, as_json=as_json)


def _show(one: BondStanding, *, as_json: bool) -> None:
    row = _row(one)
    if as_json:
        emit_json(row)
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
        beginning.close_bond(turn, work, label)
    session.wake()
    if as_json:
        emit_json({"label": label, "closed": True})
    else:
        emit(f"{label} is closed: nothing more is asked about them. What you wrote is kept.")


def _closed(row: dict[str, Any]) -> str:
    return "closed" if row["closed"] else ""
