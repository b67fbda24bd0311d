"""Deck files, the shipped ones and the keeper's own, read with care: a deck may come from somebody else."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tending.adapters import shipped
from tending.core import decks, toml
from tending.core.errors import DeckError
from tending.core.model import Deck

CAP = 256 * 1024
READ = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK


def read_decks(own_dir: Path | None) -> tuple[Deck, ...]:
    """The shipped decks, and the keeper's own from every `*.toml` in `own_dir`, which need not exist.

    Raises DeckError with all that is wrong in all files.
    """
    return _merged(*(_own(own_dir) if own_dir else ([], [])))


def read_decks_with(path: Path) -> tuple[Deck, ...]:
    """The shipped decks, and those at `path`, a file or a folder, wherever it is. Raises DeckError, as above."""
    try:
        alone = None if stat.S_ISDIR(path.stat().st_mode) else _alone(path)
    except (FileNotFoundError, NotADirectoryError):
        raise DeckError([f"{_shown(path)}: there is no such file; name a deck or a folder of decks"]) from None
    except OSError as error:
        raise DeckError([f"{_shown(path)}: cannot be read ({error.strerror}); name one that you may read"]) from None
    return read_decks(path) if alone is None else _merged(*alone)


def _alone(path: Path) -> tuple[list[Deck], list[str]]:
    with _opened(path.parent, READ | os.O_DIRECTORY) as within:
        own, errors = _file(path.name, within, links=True)
    return [own] if own else [], errors


def _merged(own: list[Deck], own_errors: list[str]) -> tuple[Deck, ...]:
    theirs, errors = _folder(shipped.config_dir() / "decks", links=True)
    errors += own_errors
    merged, between = decks.merge(theirs, own, whole=not errors)
    errors += between
    if errors:
        raise DeckError([_shown(error) for error in errors])
    return merged


def _own(folder: Path) -> tuple[list[Deck], list[str]]:
    try:
        return _folder(folder, links=False)
    except FileNotFoundError:
        return [], []
    except OSError as error:
        return [], [f"{_shown(folder)}: cannot be read ({error.strerror}); make it a folder you may read"]


def _folder(folder: Path, *, links: bool) -> tuple[list[Deck], list[str]]:
    """Every deck of a folder, in the order of its names. `links`: whether a file may be a link to another place."""
    with _opened(folder, READ | os.O_DIRECTORY) as within:
        names = os.listdir(within)  # noqa: PTH208 - a folder already open, which no rename can swap
        read = [_file(name, within, links=links) for name in sorted(names) if _is_deck(name)]
    return [deck for deck, _ in read if deck], [error for _, errors in read for error in errors]


def _is_deck(name: str) -> bool:
    return name.endswith(".toml") and not name.startswith(".")


def _file(file: str, within: int, *, links: bool) -> tuple[Deck | None, list[str]]:
    name = _shown(file)
    try:
        return decks.parse(name, toml.parse(_content(file, within, links=links)))
    except OSError as error:
        return None, [f"{name}: cannot be read ({error.strerror}); put a plain file there, not a link"]
    except ValueError as error:
        return None, [f"{name}: {error}"]


def _content(name: str, within: int, *, links: bool) -> bytes:
    with _opened(name, READ | (0 if links else os.O_NOFOLLOW), within) as file:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise ValueError("is not a plain file; put a TOML file there")
        content = _bytes(file)
    if len(content) > CAP:
        raise ValueError(f"is larger than {CAP // 1024} KiB; split it into several decks")
    return content


def _bytes(file: int) -> bytes:
    with open(file, "rb", closefd=False) as stream:
        return stream.read(CAP + 1)


@contextmanager
def _opened(path: str | Path, flags: int, within: int | None = None) -> Iterator[int]:
    file = os.open(path, flags, dir_fd=within)
    try:
        yield file
    finally:
        os.close(file)


def _shown(text: str | Path) -> str:
    """As it is, or with what would break or colour a line written out."""
    return str(text) if str(text).isprintable() else ascii(str(text))
