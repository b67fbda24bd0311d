"""The command line: parse, call, print. `main` maps every error to one line and its exit code."""

import os
import sys

TYPE_CHECKING = False  # as in typing, whose import takes so long that Ctrl-C would meet it

if TYPE_CHECKING:
    from collections.abc import Callable

    import typer

    from tending.cli.session import Session

INTERRUPTED = 130


def main() -> None:
    """The `tending` command."""
    try:
        os.umask(0o077)
        from tending.cli import discretion, streams  # noqa: PLC0415 - within reach of Ctrl-C

        discretion.keep()
        streams.complete()
        code = run(sys.argv[1:])
        _leave()
    except KeyboardInterrupt:
        code = INTERRUPTED
        _leave()
    sys.exit(code)


def _leave() -> None:
    """What is left is Python's own leaving, which answers Ctrl-C with a traceback."""
    import signal  # noqa: PLC0415 - within reach of Ctrl-C

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def run(arguments: list[str]) -> int:
    """Run one command. Returns its exit code; no traceback ever reaches a person."""
    from tending.cli.session import Session  # noqa: PLC0415 - typer takes a tenth of a second

    session = Session(dict(os.environ))
    ended = _netted(session, lambda: _run(session, arguments))
    closed = _netted(session, lambda: _closed(session))
    return ended or closed


def _netted(session: "Session", work: "Callable[[], int]") -> int:
    """The last net: one line and an id, never a traceback."""
    from tending.cli import streams  # noqa: PLC0415 - within reach of Ctrl-C

    try:
        return work()
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - as it says
        from tending.cli.faults import record  # noqa: PLC0415 - should never be needed

        streams.complain(record(error, session.environ))
        return 1


def _closed(session: "Session") -> int:
    """Whoever is in a hurry now has been served already."""
    try:
        session.close()
    except KeyboardInterrupt:
        return 0
    return 0


def _run(session: "Session", arguments: list[str]) -> int:
    import typer  # noqa: PLC0415 - as above

    from tending.cli import streams  # noqa: PLC0415 - as above
    from tending.core.errors import SettingsError, TendingError  # noqa: PLC0415 - as above

    try:
        return _obeyed(session, arguments)
    except streams.UnheardError:
        return 0
    except TendingError as error:
        streams.complain(*_told(session, error), event="settings" if isinstance(error, SettingsError) else "")
        return error.exit_code
    except typer.TyperException as error:
        streams.complain(_usage(error))
        return 2
    except typer.Abort:
        return INTERRUPTED


def _told(session: "Session", error: Exception) -> list[str]:
    from tending.core.errors import DoorError, SettingsError, UnknownError  # noqa: PLC0415 - as above

    if isinstance(error, SettingsError):
        return error.lines
    if not isinstance(error, UnknownError | DoorError) or not _is_hidden(session):
        return [str(error)]
    from tending.core.words import say  # noqa: PLC0415 - as above

    return [error.said if isinstance(error, UnknownError) else say("hidden-refused", session.app.rules.language)]


def _is_hidden(session: "Session") -> bool:
    """Whether no name may be shown: where the store cannot tell, none is."""
    from tending.cli.hide import is_hidden  # noqa: PLC0415 - as above
    from tending.core.errors import TendingError  # noqa: PLC0415 - as above

    try:
        return is_hidden(session)
    except TendingError:
        return True


def _obeyed(session: "Session", arguments: list[str]) -> int:
    from tending.cli.program import build  # noqa: PLC0415 - as above

    code = build().main(args=arguments, prog_name="tending", standalone_mode=False, obj=session)
    sys.stdout.flush()
    return code if isinstance(code, int) else 0


def _usage(error: "typer.TyperException") -> str:
    """What was wrong in one line, and where the command explains itself."""
    path = getattr(getattr(error, "ctx", None), "command_path", "tending")
    said = " ".join(error.format_message().split()).rstrip(".")
    return f"{path}: {said}: see {path} --help"
