"""Where settings come from: the file, the credentials folder, the environment. Each becomes one layer.

A secret is wrapped as it is read, so that nothing further on can print it.
"""

import os
import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from pydantic import SecretStr

from tending.config.settings import SECRETS
from tending.core import toml
from tending.core.values import dataclass

LONGEST_FILE = 256 * 1024
LONGEST_SECRET = 16 * 1024
MEND = "chmod 600, or tending doctor --fix"
PREFIX = "TENDING_"
NO_SETTINGS = frozenset({"TENDING_HOME", "TENDING_CONFIG", "TENDING_CLOCK", "TENDING_CLOCK_SENDS"})

Key: TypeAlias = tuple[str, ...]
STORE_KEY: Key = ("store", "key")
KEY_CREDENTIAL = "tending-key"
OF_A_FOLDER = "tending_"  # how systemd begins the name of each in a folder of them

_WITH_SECRETS = frozenset(first for first, *_ in SECRETS)
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")


class UnreadableError(Exception):
    """A source cannot be read; the message says why and what to do, without a word of what is in it."""


class MissingError(UnreadableError):
    """There is nothing of that name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Layer:
    """One source: `values` by key, the `labels` that say where each stands, and where relative paths begin."""

    values: dict[Key, object]
    labels: dict[Key, str]
    folder: Path
    troubles: tuple[str, ...] = ()


def is_secret(key: Key) -> bool:
    return any(len(key) == len(each) and all(b in ("*", a) for a, b in zip(key, each, strict=True)) for each in SECRETS)


def of_secret_file(key: Key) -> Key | None:
    """`channels.mail.password` for `channels.mail.password_file`, None for every other key."""
    base = (*key[:-1], key[-1].removesuffix("_file"))
    return base if base != key and is_secret(base) else None


def named_file(folder: Path, named: str) -> Path:
    """The file a setting names; a relative name begins at `folder`."""
    if _CONTROL.search(named):
        raise UnreadableError("holds a control character: write the plain name of a file")
    try:
        return folder / Path(named).expanduser()
    except RuntimeError:
        raise UnreadableError("begins with ~ and a name that has no home here: write the full path") from None


def read_bytes(path: Path, longest: int) -> tuple[bytes, int]:
    """The bytes of an ordinary file and its mode. Never waits on a pipe, never reads more than `longest`."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except FileNotFoundError:
        raise MissingError("is not there") from None
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror}") from None
    try:
        mode = os.fstat(handle).st_mode
        if not stat.S_ISREG(mode):
            raise UnreadableError("is not an ordinary file")
        raw = _read(handle, longest + 1)
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror}") from None
    finally:
        os.close(handle)
    if len(raw) > longest:
        raise UnreadableError(f"is too big: at most {longest // 1024} KiB")
    return raw, mode


def _read(handle: int, most: int) -> bytes:
    with os.fdopen(handle, "rb", closefd=False) as file:
        return file.read(most)


def read_toml(path: Path) -> tuple[dict[str, Any], int]:
    raw, mode = read_bytes(path, LONGEST_FILE)
    return parse_toml(raw), mode


def parse_toml(raw: bytes) -> dict[str, Any]:
    try:
        return toml.parse(raw)
    except toml.TomlError as error:
        raise UnreadableError(str(error)) from None


def leaves(tree: Mapping[str, Any], above: Key = ()) -> Iterator[tuple[Key, object]]:
    """Every value by its key: two names deep, three below `channels`. An empty table is a value too."""
    for name, value in tree.items():
        key = (*above, name)
        deepest = 3 if key[0] == "channels" else 2
        if isinstance(value, dict) and value and len(key) < deepest:
            yield from leaves(value, key)
        else:
            yield key, _wrapped(key, value)


def _wrapped(key: Key, value: object) -> object:
    return SecretStr(value) if is_secret(key) and isinstance(value, str) else value


def from_file(path: Path) -> Layer:
    """Raise UnreadableError for a file that cannot be read, or that others should not be able to."""
    tree, mode = read_toml(path)
    values = dict(leaves(tree))
    trouble = _exposed(values, mode)
    return Layer(
        values=values,
        labels=dict.fromkeys(values, path.name),
        folder=path.parent,
        troubles=(f"{path}: {trouble}",) if trouble else (),
    )


def _exposed(values: Mapping[Key, object], mode: int) -> str:
    if mode & 0o002:
        return f"anybody can change it: {MEND}"
    if mode & 0o077 and holds_secrets(values):
        return f"holds a secret and others can read it: {MEND}"
    return ""


def holds_secrets(values: Mapping[Key, object]) -> bool:
    return any(_telling(key, value.get_secret_value()) for key, value in values.items() if isinstance(value, SecretStr))


def _telling(key: Key, text: str) -> bool:
    """Whether this is worth hiding: a store's address is, once a password is in it."""
    return bool(re.search(r"://[^/@]*:[^/@]+@|[?&]password=", text)) if key == ("store", "url") else bool(text)


def from_environment(environ: Mapping[str, str]) -> Layer:
    labels = {
        tuple(name.removeprefix(PREFIX).lower().split("__")): name
        for name in sorted(environ)
        if name.startswith(PREFIX) and name not in NO_SETTINGS
    }
    values = {key: _wrapped(key, environ[name]) for key, name in labels.items()}
    return Layer(values=values, labels=labels, folder=Path())


def from_credentials(folder: Path) -> Layer:
    """Secrets as systemd hands them over: one file each, named by its key. Other credentials are left alone."""
    values: dict[Key, object] = {}
    troubles: list[str] = []
    try:
        files = sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        files = []
    except OSError as error:
        files = []
        troubles.append(f"CREDENTIALS_DIRECTORY: {folder}: cannot be read: {error.strerror}")
    for path in files:
        name = path.name.removeprefix(OF_A_FOLDER)
        key = STORE_KEY if name == KEY_CREDENTIAL else tuple(name.split("."))
        if key[0] in _WITH_SECRETS:
            try:
                values[key] = _credential(path, key)
            except UnreadableError as error:
                troubles.append(f"{path}: {error}")
    labels = {key: f"credential {'.'.join(key)}" for key in values}
    return Layer(values=values, labels=labels, folder=folder, troubles=tuple(troubles))


def _credential(path: Path, key: Key) -> SecretStr:
    if not is_secret(key):
        raise UnreadableError("names no secret: channels.NAME.password, channels.NAME.url, store.key or store.url")
    return read_secret(path, guarded=False)


def read_secret(path: Path, *, guarded: bool = True) -> SecretStr:
    """The first line of a file. `guarded`: refuse a file that others can read."""
    raw, mode = read_bytes(path, LONGEST_SECRET)
    if guarded and mode & 0o077:
        raise UnreadableError(f"others can read it: {MEND}")
    try:
        text = raw.decode().rstrip("\r\n")
    except UnicodeDecodeError:
        raise UnreadableError("is not written in UTF-8") from None
    if not text or "\n" in text:
        raise UnreadableError("should hold one line and nothing else")
    return SecretStr(text)
