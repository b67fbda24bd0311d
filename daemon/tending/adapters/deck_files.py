"""Deck files, the shipped ones and the keeper's own, read with care: a deck may come from somebody else."""

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tending.adapters import shipped
from tending.core import decks, toml
from tending.core.errors import DeckError
from tending.core.model import Deck

CAP = 256 * 1024
READ = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK


class Found(NamedTuple):
    """What came of a file. `ids` are those it gives its prompts, None where that cannot be told."""

    deck: Deck | None
    errors: list[str]
    ids: frozenset[str] | None = None


def read_decks(own_dir: Path | None) -> tuple[Deck, ...]:
    """The shipped decks, and the keeper's own from every `*.toml` in `own_dir`, which need not exist.

    Raises DeckError with all that is wrong in all files.
    """
    return _merged(_own(own_dir) if own_dir else [])


def read_decks_with(path: Path) -> tuple[Deck, ...]:
    """The shipped decks, and those at `path`, a file or a folder, wherever it is. Raises DeckError, as above."""
    try:
        alone = None if stat.S_ISDIR(path.stat().st_mode) else _alone(path)
    except (FileNotFoundError, NotADirectoryError):
        raise DeckError([f"{_shown(path)}: there is no such file; name a deck or a folder of decks"]) from None
    except OSError as error:
        raise DeckError([f"{_shown(path)}: cannot be read ({error.strerror}); name one that you may read"]) from None
    return read_decks(path) if alone is None else _merged(alone)


def _alone(path: Path) -> list[Found]:
    with _opened(path.parent, READ | os.O_DIRECTORY) as within:
        return [_file(path.name, within, links=True)]


def _merged(own: Sequence[Found]) -> tuple[Deck, ...]:
    theirs = _folder(shipped.config_dir() / "decks", links=True)
    read = [*theirs, *own]
    named = [one.ids for one in read if one.deck is None]
    elsewhere = None if None in named else {name for ids in named if ids is not None for name in ids}
    merged, between = decks.merge(_decks(theirs), _decks(own), elsewhere=elsewhere)
    errors = [*(error for one in read for error in one.errors), *between]
    if errors:
        raise DeckError([_shown(error) for error in errors])
    return merged


def _decks(read: Sequence[Found]) -> list[Deck]:
    return [one.deck for one in read if one.deck is not None]


def _own(folder: Path) -> list[Found]:
    try:
        return _folder(folder, links=False)
    except FileNotFoundError:
        return []
    except OSError as error:
        return [Found(None, [f"{_shown(folder)}: cannot be read ({error.strerror}); make it a folder you may read"])]


def _folder(folder: Path, *, links: bool) -> list[Found]:
    """Every deck of a folder, in the order of its names. `links`: whether a file may be a link to another place."""
    with _opened(folder, READ | os.O_DIRECTORY) as within:
        names = os.listdir(within)  # noqa: PTH208 - a folder already open, which no rename can swap
        return [_file(name, within, links=links) for name in sorted(names) if _is_deck(name)]


def _is_deck(name: str) -> bool:
    return name.endswith(".toml") and not name.startswith(".")


def _file(file: str, within: int, *, links: bool) -> Found:
    name = _shown(file)
    try:
        table = toml.parse(_content(file, within, links=links))
        return Found(*decks.parse(name, table), decks.ids_of(table))
    except OSError as error:
        return Found(None, [f"{name}: cannot be read ({error.strerror}); put a plain file there, not a link"])
    except ValueError as error:
        return Found(None, [f"{name}: {error}"])


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
