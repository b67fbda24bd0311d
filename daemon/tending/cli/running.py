"""`run`, the daemon in the foreground, and `demo`, a month in a minute."""

import asyncio
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from tending.adapters import systemd
from tending.cli import terminal_texts as texts
from tending.cli.output import emit, wrapped
from tending.cli.session import Session, session_of
from tending.core.errors import TendingError

if TYPE_CHECKING:
    from tending.app import Clock
    from tending.cli.terminal import Window

SPEED = 43200.0
DAYS = 30
FIRST_LINE = 160


def run_command(ctx: typer.Context) -> None:
    """Run in the foreground. In a terminal it also asks and hears here; Ctrl-C ends it and nothing is lost.

    Exit codes: 0 when it was asked to stop or another is running already, 78 when nothing is set up and there is no
    terminal to ask in.
    """
    with _told_to_systemd():
        _run(session_of(ctx))


@contextmanager
def _told_to_systemd() -> Iterator[None]:
    """What ends it is one line of `systemctl status`."""
    try:
        yield
    except TendingError as error:
        first, *rest = str(error).splitlines()
        systemd.status(f"{first[:FIRST_LINE]}{f' (and {len(rest)} more: tending doctor)' if rest else ''}")
        raise


def _run(session: Session) -> None:
    app = session.app
    if not app.clock.real:
        emit(wrapped(clock_line(app.clock, sends=app.environ.get("TENDING_CLOCK_SENDS") == "yes")))
    if not systemd.minds(app.environ) and _another_runs(session):
        emit(texts.ALREADY)
        return
    if sys.stdin.isatty() and sys.stdout.isatty():
        _in_window(session)
        return
    _refuse_without_set_up(session)
    if not serve(session):
        emit(texts.ALREADY)


def _another_runs(session: Session) -> bool:
    from tending.adapters import doorbell  # noqa: PLC0415 - heavy rooms are entered when needed

    return doorbell.knock(session.app.paths.socket)


def clock_line(clock: "Clock", *, sends: bool) -> str:
    speed = texts.FAST.replace("$times", f"{clock.speed:g}") if clock.speed else texts.STANDING
    line = texts.CLOCK.replace("$now", f"{clock():%Y-%m-%d %H:%M}").replace("$speed", speed)
    return line.replace("$channels", texts.CHANNELS_ON if sends else texts.CHANNELS_OFF)


def _nothing_set_up(session: Session) -> bool:
    """No bond that is set up, and no deck of the keeper's own."""
    from tending.cli.meeting import is_set_up  # noqa: PLC0415
    from tending.core.errors import StoreBusyError  # noqa: PLC0415

    try:
        with session.app.journal.reading() as work:
            return not is_set_up(work.standing()) and not session.app.plan.plain
    except StoreBusyError:  # full, locked or read-only: the daemon waits for it
        return False


def _refuse_without_set_up(session: Session) -> None:
    from tending.core.errors import SettingsError  # noqa: PLC0415

    if _nothing_set_up(session):
        raise SettingsError([texts.NOT_SET_UP])


def _in_window(session: Session) -> None:
    from tending.cli.console import Screen  # noqa: PLC0415
    from tending.cli.meeting import held  # noqa: PLC0415
    from tending.cli.terminal import Window, stopped_line  # noqa: PLC0415

    fresh = _nothing_set_up(session)
    if fresh and not held(session, Screen(), stays=True):
        return
    window = Window(session.app.rules.language, fresh=fresh)
    try:
        ran = serve(session, window)
    finally:
        window.close()
    if not ran:
        emit(texts.ALREADY)
        return
    app = session.app
    _keep_page(session, window.unfinished())
    with app.journal.reading() as work:
        emit(f"\n  {stopped_line(app.turn(), work.standing())}")


def _keep_page(session: Session, text: str) -> None:
    """A page of the night drawer that Ctrl-C cut short is held as far as it was written."""
    if text:
        from tending.service import commanding  # noqa: PLC0415

        commanding.hold(session.app.turn(), session.app.journal, text)


def serve(session: Session, window: "Window | None" = None) -> bool:
    """The daemon, until it is told to stop. False when another is running already."""
    from tending.cli.log import keep_log  # noqa: PLC0415
    from tending.daemon import Daemon, log  # noqa: PLC0415

    keep_log()

    ran: list[bool] = []

    async def live() -> None:
        daemon = Daemon(session.app, window)
        well = await daemon.run()
        while daemon.again is not None:
            session.change_to(daemon.again)
            daemon = Daemon(session.app)
            log.info("going on with the settings as they are now", extra={"event": "reloaded"})
            well = await daemon.run()
        ran.append(well)

    try:
        asyncio.run(live())
    except KeyboardInterrupt:
        if not ran:
            raise
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it has ended as asked: a second Ctrl-C has nothing left to stop
    return ran[0]


def demo_command(
    ctx: typer.Context,
    speed: Annotated[float, typer.Option("--speed", min=1, help="How many times as fast as the world.")] = SPEED,
    days: Annotated[int, typer.Option("--days", min=1, max=366, help="How many days of it.")] = DAYS,
) -> None:
    """A month in a minute: a made-up keeper in a store that is thrown away. Nothing of yours is touched."""
    from tending.cli.demo import show  # noqa: PLC0415

    show(session_of(ctx), speed=speed, days=days)
