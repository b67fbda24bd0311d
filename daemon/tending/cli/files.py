"""What leaves the store for a file of its own: readable by the keeper alone, and never in the place of another."""

import os
from pathlib import Path

from tending.cli.output import wrapped
from tending.core.errors import UsageError

NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL


def write(path: Path, held: bytes, *, force: bool = False) -> None:
    """A new file; with `force` in the place of one that is there. Raises UsageError."""
    making = path.with_name(f".{path.name}.making-{os.getpid()}") if force else path
    try:
        with os.fdopen(os.open(making, NEW, 0o600), "wb") as file:
            file.write(held)
        if force:
            making.replace(path)
    except FileExistsError:
        raise UsageError(f"{path}: is there already: name another file, or say --force where there is one") from None
    except OSError as error:
        raise UsageError(f"{path}: {(error.strerror or 'cannot be written').lower()}: name another file") from None


def told(path: Path) -> str:
    """What is said of a file in plain words."""
    return wrapped(
        f"Written to {path}, in plain words: it is outside the store now, and neither its lock nor forget nor wipe"
        " reaches it. Whoever has the file can read it."
    )
