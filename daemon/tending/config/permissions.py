"""What other people on this computer could read, and shutting it."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from tending.config.locations import Paths
from tending.config.sources import UnreadableError, holds_secrets, leaves, named_file, of_secret_file, read_toml
from tending.core.values import dataclass

FOLDER, FILE = 0o700, 0o600


@dataclass(frozen=True, kw_only=True, slots=True)
class _Thing:
    path: Path
    mode: int


def loose(paths: Paths) -> list[Path]:
    """Files and folders of ours that others may look into and should not."""
    return [thing.path for thing in _loose(paths)]


def mend_permissions(paths: Paths) -> list[str]:
    """Shut what is loose, and say of each what was done. What belongs to another account is left alone."""
    return [f"{thing.path}: now {thing.mode:04o}" for thing in _loose(paths) if _shut(thing)]


def _loose(paths: Paths) -> list[_Thing]:
    return [thing for thing in _private(paths) if _is_loose(thing)]


def _is_loose(thing: _Thing) -> bool:
    try:
        found = thing.path.lstat()
    except OSError:
        return False
    kind = stat.S_ISDIR if thing.mode == FOLDER else stat.S_ISREG
    return kind(found.st_mode) and found.st_uid == os.geteuid() and bool(found.st_mode & 0o077)


def _shut(thing: _Thing) -> bool:
    """Change the mode of the very thing that was opened: a link put in its place meanwhile is not followed."""
    try:
        handle = os.open(thing.path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        os.fchmod(handle, thing.mode)
    finally:
        os.close(handle)
    return True


def _private(paths: Paths) -> Iterator[_Thing]:
    for folder in (paths.state_dir, paths.backups_dir, paths.runtime_dir, paths.decks_dir.parent):
        yield _Thing(path=folder, mode=FOLDER)
    for file in (*_secret_files(paths.config_file), *_beside(paths.store), *_inside(paths.backups_dir)):
        yield _Thing(path=file, mode=FILE)


def _beside(store: Path) -> list[Path]:
    return _found(store.parent, f"{store.name}*")


def _inside(folder: Path) -> list[Path]:
    return _found(folder, "*")


def _found(folder: Path, pattern: str) -> list[Path]:
    """What is in a folder; nothing, where this account may not look."""
    try:
        return sorted(folder.glob(pattern))
    except OSError:
        return []


def secret_files(config_file: Path) -> list[Path]:
    """The files that the settings name for their secrets, as far as the settings can be read."""
    try:
        tree, _ = read_toml(config_file)
    except UnreadableError:
        return []
    named = [(key, value) for key, value in leaves(tree) if of_secret_file(key) and isinstance(value, str)]
    return [path for _, value in named for path in _real(config_file.parent, value)]


def _secret_files(config_file: Path) -> Iterator[Path]:
    """The settings file itself, and the files it names for its secrets."""
    try:
        tree, mode = read_toml(config_file)
    except UnreadableError:
        return
    values = dict(leaves(tree))
    if holds_secrets(values) or mode & 0o002:
        yield config_file.resolve()
    for key, value in values.items():
        if of_secret_file(key) and isinstance(value, str):
            yield from _real(config_file.parent, value)


def _real(folder: Path, named: str) -> list[Path]:
    try:
        return [named_file(folder, named).resolve()]
    except (UnreadableError, RuntimeError):  # a name that is none, a ring of links
        return []
