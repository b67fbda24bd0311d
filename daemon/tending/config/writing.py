"""Change the settings file and keep every comment of the keeper's in it."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from tending.config.loading import judge
from tending.config.sources import LONGEST_FILE, Layer, MissingError, UnreadableError, leaves, parse_toml, read_bytes
from tending.core.errors import SettingsError

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

Plain: TypeAlias = str | int | bool | Sequence[str] | None


def write_setting(path: Path, key: str, value: Plain) -> None:
    """Set one key, such as `pace.budget`; None removes it. See `write_settings`."""
    write_settings(path, {key: value})


def write_settings(path: Path, changes: Mapping[str, Plain]) -> None:
    """Set several keys at once: all of them, or none. `channels.mail` with None removes the whole table.

    The file is replaced in one step and only its owner can read it. Raises SettingsError, and writes nothing, when
    the file would be wrong in a way it was not before.
    """
    real = path.resolve()
    before = _text(real)
    after = _edited(before, changes)
    new = [line for line in _lines(after, real) if line not in _lines(before, real)]
    if new:
        raise SettingsError(new)
    try:
        _replace(real, after)
    except OSError as error:
        raise SettingsError([f"{real}: cannot be written: {error.strerror}"]) from None


def _text(path: Path) -> str:
    try:
        raw, _ = read_bytes(path, LONGEST_FILE)
        parse_toml(raw)
    except MissingError:
        return ""
    except UnreadableError as error:
        raise SettingsError([f"{path}: {error}"]) from None
    return raw.decode("utf-8-sig")


def _lines(text: str, path: Path) -> list[str]:
    values = dict(leaves(parse_toml(text.encode())))
    layer = Layer(values=values, labels=dict.fromkeys(values, path.name), folder=path.parent)
    return judge([layer], {}, path)[1]


def _edited(text: str, changes: Mapping[str, Plain]) -> str:
    import tomlkit  # noqa: PLC0415 - only writing pays for it

    document = tomlkit.parse(text)
    for key, value in changes.items():
        _set(document, key.split("."), value)
    return tomlkit.dumps(document)


def _set(document: "TOMLDocument", names: Sequence[str], value: Plain) -> None:
    table: Any = document
    for depth, name in enumerate(names[:-1]):
        if name not in table and value is None:
            return
        if name not in table:
            table[name] = _new_table(deeper=depth + 2 < len(names))
        table = table[name]
    if value is not None:
        table[names[-1]] = value if isinstance(value, str | int) else list(value)
    elif names[-1] in table:
        del table[names[-1]]


def _new_table(*, deeper: bool) -> Any:
    import tomlkit  # noqa: PLC0415 - only writing pays for it

    return tomlkit.table(is_super_table=deeper)


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.urandom(8).hex()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    _sync(path.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
