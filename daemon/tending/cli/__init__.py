"""The command line: parse, call, print. `main` maps every error to one line and its exit code."""

import os
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    import typer

    from tending.cli.session import Session

INTERRUPTED = 130


def main() -> None:
    """The `tending` command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command. Returns its exit code; no traceback ever reaches a person."""
    from tending.cli.session import Session  # noqa: PLC0415 - typer takes a tenth of a second

    session = Session(dict(os.environ))
    try:
        return _flushed(_run(session, arguments))
    except BrokenPipeError:
        return _nobody_reads(sys.stdout)
    except Exception as error:  # noqa: BLE001 - the last net: one line and an id, never a traceback
        from tending.cli.faults import record  # noqa: PLC0415 - should never be needed

        print(record(error, session.environ), file=sys.stderr)  # noqa: T201
        return 1
    finally:
        session.close()


def _run(session: "Session", arguments: list[str]) -> int:
    import typer  # noqa: PLC0415 - as above

    from tending.cli.program import build  # noqa: PLC0415 - as above
    from tending.core.errors import TendingError  # noqa: PLC0415 - as above

    try:
        code = build().main(args=arguments, prog_name="tending", standalone_mode=False, obj=session)
    except TendingError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return error.exit_code
    except typer.TyperException as error:
        print(_usage(error), file=sys.stderr)  # noqa: T201
        return 2
    except typer.Abort:
        return INTERRUPTED
    return code if isinstance(code, int) else 0


def _usage(error: "typer.TyperException") -> str:
    """What was wrong in one line, and where the command explains itself."""
    path = getattr(getattr(error, "ctx", None), "command_path", "tending")
    said = " ".join(error.format_message().split()).rstrip(".")
    return f"{path}: {said}: see {path} --help"


def _flushed(code: int) -> int:
    sys.stdout.flush()
    return code


def _nobody_reads(stream: TextIO) -> int:
    """Whoever read our output has gone: say nothing more, and let Python end without a complaint."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return 0
