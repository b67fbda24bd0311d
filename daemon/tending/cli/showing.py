"""`status`, `preview` and `why`: they show, and change nothing."""

from typing import Annotated, Any

import typer

from tending import config
from tending.cli.channel_state import change_line, channel_state
from tending.cli.lines import stands
from tending.cli.output import AsJson, emit, emit_json, heading, local, table, working, wrapped
from tending.cli.session import Session, session_of
from tending.core.errors import UsageError
from tending.core.model import Family
from tending.core.rendering import question
from tending.core.words import say
from tending.service import changes, views

FAMILIES = ", ".join(family.value for family in Family if family is not Family.PLAIN)
MOST_CHANGES = 5
NOT_RUNNING = "Nothing is asked by itself: the daemon is not running. To start it: tending run"
ELSEWHERE = "The service of this computer has a journal of its own: sudo -u tending tending status"


def status(ctx: typer.Context, as_json: AsJson = False) -> None:
    session = session_of(ctx)
    shown = views.status(session.app.turn(), session.app.journal)
    shown["daemon"] = None if shown.get("hidden") else _daemon(session)
    if as_json:
        emit_json(shown)
    elif shown.get("hidden"):
        emit(say("hidden", session.app.rules.language))
    else:
        emit("\n".join(_status_lines(session, shown)))
        changes.mark_shown(session.app.journal, shown["changes"])


def _daemon(session: Session) -> dict[str, Any]:
    """Whether it runs, and what it waits for, since when."""
    from tending.adapters import doorbell  # noqa: PLC0415 - heavy rooms are entered when needed

    said = doorbell.ask(session.app.paths.socket)
    since, _, why = (said or "").partition(" ")
    return {"running": said is not None, "waits_for": why or None, "since": since or None}


def _daemon_lines(shown: dict[str, Any], zone: str) -> list[str]:
    daemon = shown["daemon"]
    if daemon["waits_for"]:
        return ["", f"Wrong since {local(daemon['since'], zone)}: the daemon waits. {daemon['waits_for']}"]
    return [NOT_RUNNING] if shown["bonds"] and not daemon["running"] else []


def _status_lines(session: Session, shown: dict[str, Any]) -> list[str]:
    zone = session.app.rules.zone
    return [
        *_open_lines(session, shown, zone),
        *(wrapped(line) for line in _pace_lines(shown, zone)),
        *(wrapped(line, "", "  ") for line in _daemon_lines(shown, zone)),
        *_bond_lines(session, shown),
        *_channel_lines(shown, zone),
        *(wrapped(line) for line in _trouble_lines(shown)),
        *(wrapped(line, "", "  ") for line in _wrong_lines(shown, zone)),
        *_change_lines(shown["changes"], zone),
    ]


def _change_lines(rows: list[dict[str, Any]], zone: str) -> list[str]:
    """The latest changes of channels and settings. Showing them takes none away."""
    if not rows:
        return []
    lines = [change_line(row, zone) for row in rows[:MOST_CHANGES]]
    more = len(rows) - MOST_CHANGES
    return ["", "Changed lately:", *lines, *([f"  {more} more: tending channel log"] if more > 0 else [])]


def _open_lines(session: Session, shown: dict[str, Any], zone: str) -> list[str]:
    lines = []
    for one in shown["open"]:
        prompt = session.app.plan.prompts.get(one["prompt"])
        asks = question(one["body"], prompt, session.app.rules.language)
        lines += [heading(f"{one['id']}  {one['line']}", session.environ), wrapped(asks, "     ")]
        lines.append(f"     Open until {local(one['expires_at'], zone)}. To answer: tending reply")
    return [*lines, ""] if lines else ["Nothing is open."]


def _pace_lines(shown: dict[str, Any], zone: str) -> list[str]:
    lines = (
        [f"Next: {local(shown['next_at'], zone)}."] if shown["next_at"] else [_sentence(why) for why in shown["held"]]
    )
    if shown["paused_until"]:
        lines.append(f"Paused: {_until(shown['paused_until'], zone)}.")
    if shown["hushed_until"]:
        lines.append(f"Quiet, because nothing was answered: {_until(shown['hushed_until'], zone)}.")
    budget = shown["budget"]
    return [*lines, f"Asked in seven days: {budget['used']} of {budget['of']}."]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _until(text: str, zone: str) -> str:
    return text if text.startswith("until") else f"until {local(text, zone)}"


def _bond_lines(session: Session, shown: dict[str, Any]) -> list[str]:
    rows = [
        (bond["label"] or "(set-up is not finished)", bond["profile"], stands(bond["contact_state"]))
        for bond in shown["bonds"]
    ]
    if rows:
        return ["", table(rows)]
    ended = ", ".join(dict.fromkeys(shown["ended"]))
    if ended:
        return [f"Ended: {ended}. For somebody else: tending bond add LABEL"]
    return ["No bond yet: tending init", *([ELSEWHERE] if config.service_beside(session.environ) else [])]


def _channel_lines(shown: dict[str, Any], zone: str) -> list[str]:
    rows = [(one["name"], one["kind"], channel_state(one | {"trouble": None}, zone)) for one in shown["channels"]]
    return ["", table(rows)] if rows else []


def _trouble_lines(shown: dict[str, Any]) -> list[str]:
    lines = [
        f"{one['check_in']} may have reached {one['channel']} or not: {one['detail']}" for one in shown["uncertain"]
    ]
    lines += [f"A reply on {one['channel']} could not be read: {one['trouble']}" for one in shown["quarantined"]]
    lines += [
        f"A message for {one['channel']} is damaged or changed by hand: it was not sent." for one in shown["by_hand"]
    ]
    return [*lines, *([f"Replies not read yet: {shown['unread']}"] if shown["unread"] else [])]


def _wrong_lines(shown: dict[str, Any], zone: str) -> list[str]:
    lines = [
        f"Wrong since {local(one['since'], zone)}: {one['what']}" if one["since"] else f"Wrong: {one['what']}"
        for one in shown["wrong"]
    ]
    return ["", *lines] if lines else []


def preview(
    ctx: typer.Context,
    days: Annotated[int, typer.Option("--days", min=1, max=366, help="How far ahead.")] = 14,
    as_json: AsJson = False,
) -> None:
    session = session_of(ctx)
    with working("Looking ahead"):
        rows = views.preview(session.app.turn(), session.app.copied(), days)
    if as_json:
        emit_json(rows)
        return
    zone = session.app.rules.zone
    blocks = [_preview_block(row, zone) for row in rows]
    ending = "If every question is answered the same evening. Nothing was sent."
    emit("\n".join([*blocks, ending]) if blocks else f"Nothing would be asked in the next {days} days.")


def _preview_block(row: dict[str, Any], zone: str) -> str:
    first = f"{local(row['at'], zone)}  {row['family']:<9}  {row['line']}  ({row['bond']})"
    return "\n".join([wrapped(first, "", "    "), *(wrapped(why, "    - ", "      ") for why in row["why"])])


def why(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(metavar="FAMILY or ID", help="Such as want, or c17.")] = "",
    as_json: AsJson = False,
) -> None:
    session = session_of(ctx)
    rows = _why(session, what)
    if as_json:
        emit_json(rows)
    elif not rows:
        emit("No bond yet: tending init")
    else:
        emit("\n".join(_why_block(row) for row in rows))


def _why(session: Session, what: str) -> list[dict[str, Any]]:
    named = views.CHECK_IN.fullmatch(what)
    if what and not named and what not in set(Family):
        raise UsageError(f"{what}: is no family and no check-in such as c17; families: {FAMILIES}")
    rows = views.why(session.app.turn(), session.app.journal, what)
    if named and not rows:
        raise UsageError(f"there is no check-in {what}: tending journal lists them")
    return rows


def _why_block(row: dict[str, Any]) -> str:
    about = f"{row['family']}, {row['check_in']}" if "check_in" in row else f"{row['family']}, {row['bond']}"
    return "\n".join([about, *(wrapped(line, "  - ", "    ") for line in row["why"])])
