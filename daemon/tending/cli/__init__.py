"""The command line: parse, call, print. `main` maps every error to one line and its exit code."""

import os
import sys


def main() -> None:
    """The `tending` command."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command. Returns its exit code; no traceback ever reaches a person."""
    from tending.cli.program import program  # noqa: PLC0415 - typer takes a tenth of a second
    from tending.core.errors import TendingError  # noqa: PLC0415

    try:
        code = program(arguments, prog_name="tending", standalone_mode=False)
    except TendingError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code if isinstance(code, int) else 0
