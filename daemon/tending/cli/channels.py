"""`channel`: where questions find the keeper. A new one must echo six digits back before anything else goes there."""

import re
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import Annotated, Any

import typer

from tending import config
from tending.cli import typed
from tending.cli.channel_state import change_line, channel_state
from tending.cli.output import AsJson, emit, emit_json, table, working, wrapped
from tending.cli.session import Session, session_of
from tending.core.errors import ChannelError, RefusedError, SettingsError, UsageError
from tending.core.model import Level
from tending.core.records import Way
from tending.core.words import listed
from tending.ports import Channel
from tending.service import changes, confirming, views
from tending.service.turn import Turn

KINDS = "an address such as ntfy://host/topic, - to read one from standard input, email, or the name of a channel"
ROUND_TRIP = 120.0
LOOK_EVERY = 2.0
MOST_CHANGES = 100_000

channel = typer.Typer(rich_markup_mode=None, add_completion=False)
Name = Annotated[str, typer.Argument(metavar="NAME", help="As channel list shows it.")]


@channel.command()
def add(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(metavar="URL_OR_KIND", help=f"{KINDS[0].upper()}{KINDS[1:]}, for new digits.")],
    name: Annotated[str, typer.Option("--name", help="What to call it.")] = "",
    level: Annotated[Level | None, typer.Option("--level", help="How much may leave on it.")] = None,
    address: Annotated[str, typer.Option("--address", help="E-mail: yours.")] = "",
    smtp_host: Annotated[str, typer.Option("--smtp-host", help="E-mail: the server that sends.")] = "",
    smtp_port: Annotated[int | None, typer.Option("--smtp-port")] = None,
    smtp_security: Annotated[str, typer.Option("--smtp-security", help="tls, starttls or none.")] = "",
    imap_host: Annotated[str, typer.Option("--imap-host", help="E-mail: where replies arrive.")] = "",
    imap_port: Annotated[int | None, typer.Option("--imap-port")] = None,
    imap_security: Annotated[str, typer.Option("--imap-security", help="tls, starttls or none.")] = "",
    username: Annotated[str, typer.Option("--username", help="E-mail: when it is not the address.")] = "",
    password_file: Annotated[
        Path | None, typer.Option("--password-file", help="A file with the password; asked for when left out.")
    ] = None,
    ca_file: Annotated[Path | None, typer.Option("--ca-file", help="Certificates to trust.")] = None,
    as_json: AsJson = False,
) -> None:
    """Add a channel and send six digits by it; with the name of one that is there, send new digits."""
    session = session_of(ctx)
    mail = {
        "address": address,
        "smtp_host": smtp_host,
        "smtp_port": smtp_port,
        "smtp_security": smtp_security,
        "imap_host": imap_host,
        "imap_port": imap_port,
        "imap_security": imap_security,
        "username": username,
        "password_file": str(password_file.absolute()) if password_file else "",
        "ca_file": str(ca_file.absolute()) if ca_file else "",
    }
    given = {key: value for key, value in mail.items() if value}
    if what in session.app.settings.channels:
        called = what
    elif what == "email":
        called = _add_email(session, name or "mail", level, given)
    else:
        called = _add_push(session, name, level, what, given)
    _send_code(session, called, as_json=as_json)


def _add_email(session: Session, name: str, level: Level | None, given: dict[str, Any]) -> str:
    for needed in ("address", "smtp_host"):
        if needed not in given:
            raise UsageError(f"channel add email: --{needed.replace('_', '-')} is needed")
    secret = (
        {} if "password_file" in given else {"password": typed.one_line("Password, kept where only you can read it")}
    )
    _write(session, name, {"kind": "email", **given, **secret}, level)
    return name


def _add_push(session: Session, name: str, level: Level | None, what: str, given: dict[str, Any]) -> str:
    url = typed.one_line("The address of the channel") if what == "-" else what
    if "://" not in url:
        raise UsageError(f"channel add: {what if what != '-' else 'that'} is none of these: {KINDS}")
    if given:
        raise UsageError(f"channel add: --{next(iter(given)).replace('_', '-')} is for email only")
    called = name or _short(url.partition("://")[0])
    _must_open(called, url)
    _write(session, called, {"kind": "apprise", "url": url}, level)
    return called


def _must_open(name: str, url: str) -> None:
    """Raises ChannelError for an address that no message could ever be sent to, before it is in the settings."""
    from tending.adapters.channels.fanout import AppriseChannel  # noqa: PLC0415 - heavy

    try:
        AppriseChannel(name=name, url=url).close()
    except ChannelError as error:
        raise ChannelError(f"{error}; nothing was added", permanent=True) from None


def _short(schema: str) -> str:
    return re.sub(r"[^a-z0-9]", "", schema.lower()).lstrip("0123456789")[:16] or "push"


def _write(session: Session, name: str, values: dict[str, Any], level: Level | None) -> None:
    if name in session.app.settings.channels:
        raise UsageError(f"there is a channel called {name} already: choose --name, or remove it first")
    remote = [one for one, known in session.app.settings.channels.items() if known.remote]
    if len(remote) >= config.MOST_REMOTE:
        raise RefusedError(f"{config.MOST_REMOTE} channels reach out of this computer: remove one of {listed(remote)}")
    if level is not None:
        values["level"] = level.value
    config.write_settings(session.app.paths.config_file, {f"channels.{name}.{key}": one for key, one in values.items()})
    session.reopen()


def _way(session: Session, name: str) -> Way:
    session.app.known_channel(name)
    return next(way for way in session.app.ways if way.name == name)


def _remote(session: Session, name: str) -> Way:
    way = _way(session, name)
    if not way.remote:
        raise UsageError(f"{name} is this terminal: there is nothing to confirm, and nothing is sent")
    return way


def _send_code(session: Session, name: str, *, as_json: bool) -> None:
    turn = session.begun()
    way = _remote(session, name)
    app = session.app
    try:
        with closing(app.channel(name)) as opened, working("Sending six digits"):
            code = confirming.begin(turn, app.journal, way, app.entropy)
            confirming.send(turn, app.journal, way, opened, code)
    except ChannelError as error:
        again = f"it stays in the settings, unconfirmed; to try again, tending channel add {name}"
        raise ChannelError(f"{error}; {again}", permanent=error.permanent, uncertain=error.uncertain) from None
    finally:
        session.wake()
    if as_json:
        emit_json(_row(session, turn, name))
    else:
        emit(
            wrapped(
                f"Six digits are on their way by {name}. When they are there: tending channel confirm {name} DIGITS"
            )
        )


def _row(session: Session, turn: Turn, name: str) -> dict[str, Any]:
    with session.app.journal.reading() as work:
        return next(row for row in views.channels(turn, work) if row["name"] == name)


@channel.command()
def confirm(
    ctx: typer.Context,
    name: Name,
    code: Annotated[str, typer.Argument(metavar="CODE", help="The six digits.")],
    as_json: AsJson = False,
) -> None:
    """Type the six digits that came by it."""
    session = session_of(ctx)
    turn = session.begun()
    confirming.confirm(turn, session.app.journal, _remote(session, name), code)
    session.wake()
    if as_json:
        emit_json(_row(session, turn, name))
    else:
        way = _way(session, name)
        emit("Confirmed. To answer, just reply there." if way.two_way else "Confirmed. To answer: tending reply")


@channel.command("test")
def try_out(
    ctx: typer.Context,
    name: Name,
    round_trip: Annotated[bool, typer.Option("--round-trip", help="Wait until it has arrived.")] = False,
    as_json: AsJson = False,
) -> None:
    """Send one message, to see that it arrives."""
    session = session_of(ctx)
    turn, app = session.begun(), session.app
    way = _remote(session, name)
    trial = confirming.trial(turn, app.journal, way, app.entropy)
    with closing(app.channel(name)) as opened:
        with working("Sending"):
            confirming.send(turn, app.journal, way, opened, trial)
        arrived = arrival(opened, trial.key) if round_trip else None
    if as_json:
        emit_json({**_row(session, turn, name), "sent": True, "arrived": arrived})
    else:
        emit(f"Sent by {name}, and it has arrived." if arrived else f"Sent by {name}. Look there whether it has come.")


def arrival(opened: Channel, key: str) -> bool | None:
    """Ask the channel until it has it; None where it cannot tell. Raises ChannelError when it does not come."""
    pause = Event()
    with working("Waiting for it to arrive"):
        for _ in range(int(ROUND_TRIP / LOOK_EVERY)):
            arrived = opened.arrived(key)
            if arrived is not False:
                return arrived
            pause.wait(LOOK_EVERY)
    raise ChannelError(
        f"{opened.name}: it was sent, and did not arrive within {ROUND_TRIP:g} seconds: look for it there"
    )


@channel.command("list")
def list_(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Every channel, and how it is."""
    session = session_of(ctx)
    turn = session.app.turn()
    with session.app.journal.reading() as work:
        rows = views.channels(turn, work)
    if as_json:
        emit_json(rows)
        return
    zone = session.app.rules.zone
    lines = [(row["name"], row["kind"], row["level"], channel_state(row, zone)) for row in rows]
    emit(table(lines) or "No channel yet: questions wait in the terminal. To add one: tending channel add")


@channel.command()
def log(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Every change of channels and settings there ever was, newest first. Nothing clears it."""
    session = session_of(ctx)
    turn = session.app.turn()
    with session.app.journal.reading() as work:
        rows = changes.rows(turn, work, limit=MOST_CHANGES)
    if as_json:
        emit_json(rows)
    else:
        emit("\n".join(change_line(row, session.app.rules.zone) for row in rows) or "Nothing was changed yet.")


@channel.command()
def remove(ctx: typer.Context, name: Name, as_json: AsJson = False) -> None:
    """Take a channel away, with its password."""
    session = session_of(ctx)
    _way(session, name)
    config.write_settings(session.app.paths.config_file, {f"channels.{name}": None})
    session.reopen()
    turn = session.begun()
    if name in session.app.settings.channels:
        raise SettingsError([f"channels.{name}: is set in the environment or a credential too: take it away there"])
    confirming.remove(turn, session.app.journal, name)
    session.wake()
    if as_json:
        emit_json({"name": name, "removed": True})
    else:
        emit(f"{name} is gone from the settings; nothing more is sent there.")
