"""What Python itself would print: the kind of an error and where, never a value, which may be the keeper's own word."""

import sys
import threading


def keep() -> None:
    """Every way by which a traceback could reach a screen."""
    sys.excepthook = lambda _kind, error, _trace: _say(error)
    sys.unraisablehook = lambda unraisable: _say(unraisable.exc_value)
    threading.excepthook = lambda unhandled: _say(unhandled.exc_value)


def brief(error: BaseException | None) -> str:
    from tending.cli.faults import places  # noqa: PLC0415 - should never be needed

    return "" if error is None else f"{type(error).__name__} {' < '.join(places(error))}"


def _say(error: BaseException | None) -> None:
    if sys.stderr is not None and not isinstance(error, SystemExit):
        sys.stderr.write(f"tending: a fault of ours: {brief(error)}\n")
