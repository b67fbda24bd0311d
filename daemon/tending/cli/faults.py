"""A fault of ours: one line for the keeper, and where it happened for whoever mends it. No word of the keeper's."""

import os
import traceback
from collections.abc import Mapping
from pathlib import Path

LOG = "faults.log"


def record(error: Exception, environ: Mapping[str, str]) -> str:
    """Write down what kind of error and where, under an id. Returns the line for the keeper."""
    number = os.urandom(4).hex()
    try:
        log = _log_file(environ)
        _append(log, f"{number} {type(error).__name__} {' < '.join(places(error))}\n")
    except Exception:  # noqa: BLE001 - whatever is wrong, the keeper gets their line
        return f"tending: a fault of ours ({number}, {type(error).__name__}), and it could not be written down"
    return f"tending: a fault of ours ({number}): nothing you did; please report it with its line in {log}"


def _log_file(environ: Mapping[str, str]) -> Path:
    from tending.config import paths  # noqa: PLC0415 - heavy

    return paths(environ).state_dir / LOG


def places(error: BaseException) -> list[str]:
    """File and line of every frame, the innermost first: no values, no message."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames)]


def _append(log: Path, line: str) -> None:
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(line)
