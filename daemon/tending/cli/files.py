"""What leaves the store for a file of its own: readable by the keeper alone, whole, never in the place of another."""

import os
from contextlib import suppress
from pathlib import Path

from tending.cli.output import wrapped
from tending.core.errors import UsageError

NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL


def write(path: Path, held: bytes, *, force: bool = False) -> None:
    """A new file; with `force` in the place of one that is there. All of it or nothing. Raises UsageError."""
    making = path.parent / f".{path.name}.making-{os.getpid()}"
    try:
        _make(making, held)
        _take(path, force=force)
        making.replace(path)
    except FileExistsError:
        raise UsageError(f"{path}: is there already: name another file, or say --force where there is one") from None
    except OSError as error:
        raise UsageError(f"{path}: {(error.strerror or 'cannot be written').lower()}: name another file") from None
    finally:
        with suppress(OSError):
            making.unlink(missing_ok=True)


def _make(making: Path, held: bytes) -> None:
    """Beside its place, so that a full disk or Ctrl-C leaves no half of it there."""
    with os.fdopen(os.open(making, NEW, 0o600), "wb") as file:
        file.write(held)
        file.flush()
        os.fsync(file.fileno())


def _take(path: Path, *, force: bool) -> None:
    """The name itself: a new one, or that of a file, and never that of a folder or a device."""
    if not force:
        os.close(os.open(path, NEW, 0o600))
    elif path.exists() and not path.is_file():
        raise UsageError(f"{path}: is no file: name another one")


def told(path: Path) -> str:
    """What is said of a file in plain words."""
    return wrapped(
        f"Written to {path}, in plain words: it is outside the store now, and neither its lock nor forget nor wipe"
        " reaches it. Whoever has the file can read it."
    )
