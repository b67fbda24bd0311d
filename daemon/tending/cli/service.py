"""`service`: the daemon as a service of systemd, for one account or for the whole computer."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from tending.adapters.service_manager import is_lingering
from tending.adapters.unit_files import UNIT
from tending.cli import service_texts as texts
from tending.cli.output import AsJson, emit, emit_json, table, working, wrapped
from tending.cli.service_steps import Done, Place, Step, filled, installing, no_systemd, perform, removing, settled
from tending.cli.session import session_of
from tending.core.errors import UsageError

service = typer.Typer(rich_markup_mode=None, add_completion=False)
User = Annotated[bool, typer.Option("--user", help="For your own account; so it is when you are not root.")]
System = Annotated[bool, typer.Option("--system", help="For the whole computer, under an account of its own.")]
Dry = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")]
SHOWN = ("FragmentPath", "ActiveState", "ActiveEnterTimestamp", "StatusText", "UnitFileState", "NRestarts")


@service.command()
def install(
    ctx: typer.Context, user: User = False, system: System = False, dry_run: Dry = False, as_json: AsJson = False
) -> None:
    """Write the unit, start it, and let systemd start it from now on. Safe to run again."""
    place = settled(session_of(ctx), "install", user=user, system=system, dry=dry_run)
    if _done(list(installing(place)), dry=dry_run, as_json=as_json):
        _say(as_json, [texts.RUNS, *_how_to_go_on(place)])


@service.command()
def uninstall(
    ctx: typer.Context, user: User = False, system: System = False, dry_run: Dry = False, as_json: AsJson = False
) -> None:
    """Stop it and take the unit away. The journal and the settings stay, and it says where they are."""
    place = settled(session_of(ctx), "uninstall", user=user, system=system, dry=dry_run)
    if not any(file.path.exists() for file in place.files):
        _say(as_json, [texts.NOTHING_THERE], empty=True)
    elif _done(list(removing(place)), dry=dry_run, as_json=as_json):
        left = texts.LEFT.replace("$journal", str(place.journal)).replace("$settings", str(place.settings))
        also = texts.LEFT_ACCOUNT if not place.user else texts.LEFT_LINGER if is_lingering() else ""
        _say(as_json, [left, *([also] if also else [])])


@service.command("status")
def status_(ctx: typer.Context, user: User = False, system: System = False, as_json: AsJson = False) -> None:
    """Whether it is installed, whether it runs, and what it says."""
    place = settled(session_of(ctx), "status", user=user, system=system, dry=True)
    if not place.manager.answers():
        raise UsageError(texts.NO_MANAGER if place.user else no_systemd())
    shown = place.manager.show(UNIT, *SHOWN)
    row: dict[str, Any] = {
        "unit": shown["FragmentPath"] or None,
        "state": shown["ActiveState"] or "unknown",
        "since": shown["ActiveEnterTimestamp"] or None,
        "says": shown["StatusText"] or None,
        "enabled": shown["UnitFileState"] == "enabled",
        "restarts": int(shown["NRestarts"] or 0),
        "lingers": is_lingering() if place.user else None,
    }
    if as_json:
        emit_json(row)
    else:
        emit(table(list(_rows(row))) if row["unit"] else texts.NOT_INSTALLED)


def _rows(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    since = f" since {row['since']}" if row["state"] == "active" else ""
    yield "unit", row["unit"]
    yield "state", f"{row['state']}{since}"
    yield "says", row["says"] or "nothing"
    yield "starts by itself", "yes" if row["enabled"] else "no"
    yield "restarts", str(row["restarts"])
    if row["lingers"] is not None:
        yield "goes on when you log out", "yes" if row["lingers"] else "no"


def _done(steps: list[Step], *, dry: bool, as_json: bool) -> bool:
    """Whether all of it was done; said line by line. Raises Exit with the code of the first that failed."""
    if dry:
        _say(as_json, [*(f"      {step.does}" for step in steps), texts.DRY], [{"what": one.does} for one in steps])
        return False
    done = []
    with working("Working"):
        done = list(perform(steps))
    _say(as_json, [_line(one) for one in done], [one.row for one in done])
    failed = next((one for one in done if not one.ok), None)
    if failed is not None and failed.code:
        raise typer.Exit(failed.code)
    return True


def _line(one: Done) -> str:
    if one.ok:
        return wrapped(one.what, "ok    ", "      ")
    return wrapped("\n".join(filter(None, (f"{one.what}: {one.said}", one.remedy))), "look  ", "      ")


def _how_to_go_on(place: Place) -> list[str]:
    if place.user:
        return []
    lines = (texts.COMMANDS, texts.SETTINGS, texts.SECRETS)
    told = {"$program": place.program, "$command": "status", "$settings": str(place.settings)}
    return [filled(one, told) for one in lines]


def _say(as_json: bool, lines: list[str], rows: Any = None, *, empty: bool = False) -> None:  # noqa: FBT001 - as typed
    if not as_json:
        emit("\n".join(wrapped(line) if not line.startswith(("ok ", "look ", "  ")) else line for line in lines))
    elif rows is not None or empty:
        emit_json(rows or [])
