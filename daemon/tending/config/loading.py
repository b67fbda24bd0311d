"""Read every source, lay one over the other, check the whole: environment, credentials, file, defaults."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any, Final

from pydantic import SecretStr, ValidationError
from pydantic_settings import InitSettingsSource

from tending.config.complaints import complaints
from tending.config.locations import credentials, paths, system_zone
from tending.config.settings import Settings
from tending.config.sources import (
    PREFIX,
    Key,
    Layer,
    MissingError,
    UnreadableError,
    from_credentials,
    from_environment,
    from_file,
    is_secret,
    named_file,
    of_secret_file,
    read_secret,
)
from tending.core.errors import SettingsError

_UNREAD: Final = SecretStr("unread://")


def load(environ: Mapping[str, str], config_file: Path | None = None) -> Settings:
    """Raise SettingsError with a line for every error there is. Without a file at its usual place, defaults hold."""
    file = paths(environ, config_file).config_file
    named = config_file is not None or bool(environ.get("TENDING_CONFIG"))
    outer = [from_environment(environ), *_credentials(environ)]
    try:
        layers = [*outer, *_filed(file, needed=named)]
    except UnreadableError as error:
        _, lines = judge(outer, environ, file)
        raise SettingsError([f"{file}: {error}", *(line for line in lines if line.startswith(PREFIX))]) from None
    settings, lines = judge(layers, environ, file)
    if settings is None:
        raise SettingsError(lines)
    return settings


def _filed(file: Path, *, needed: bool) -> list[Layer]:
    try:
        return [from_file(file)]
    except MissingError:
        if needed:
            raise
        return []


def judge(layers: Sequence[Layer], environ: Mapping[str, str], file: Path) -> tuple[Settings | None, list[str]]:
    """Settings, or all that is wrong with them."""
    opened, troubles = _open_secrets(layers)
    labels = {key: label for layer in reversed(opened) for key, label in layer.labels.items()}
    unread = {key for layer in opened for key, value in layer.values.items() if value is _UNREAD}
    trees = [*(_tree(layer.values) for layer in opened), {"keeper": {"zone": system_zone(environ)}}]
    settings, lines = _validated(trees, labels, file.name, unread)
    lines = list(dict.fromkeys([*(line for layer in layers for line in layer.troubles), *troubles, *lines]))
    return (None if lines else settings), lines


def _validated(
    trees: Sequence[dict[str, Any]], labels: Mapping[Key, str], file: str, unread: AbstractSet[Key]
) -> tuple[Settings | None, list[str]]:
    sources = tuple(InitSettingsSource(Settings, init_kwargs=tree) for tree in trees)
    built: dict[str, Any] = {"_build_sources": (sources, {})}
    try:
        return Settings(**built), []
    except ValidationError as error:
        return None, list(complaints(error, labels, file, unread))


def _credentials(environ: Mapping[str, str]) -> list[Layer]:
    folder = credentials(environ)
    return [from_credentials(folder)] if folder is not None else []


def _tree(values: Mapping[Key, object]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for key in sorted(values):
        node = tree
        for name in key[:-1]:
            if not isinstance(node.get(name), dict):
                node[name] = {}
            node = node[name]
        node[key[-1]] = values[key]
    return tree


def _open_secrets(layers: Sequence[Layer]) -> tuple[list[Layer], list[str]]:
    """Replace each `password_file` by what is in it. The strongest layer that names a secret, either way, has it."""
    taken: set[Key] = set()
    troubles: list[str] = []
    opened = []
    for layer in layers:
        values, lines = _opened(layer, taken)
        taken |= {key for key in values if is_secret(key)} | {
            base for key in layer.values if (base := of_secret_file(key))
        }
        troubles += lines
        opened.append(Layer(values=values, labels=layer.labels, folder=layer.folder))
    return opened, troubles


def _opened(layer: Layer, taken: set[Key]) -> tuple[dict[Key, object], list[str]]:
    values: dict[Key, object] = {}
    troubles: list[str] = []
    for key, value in layer.values.items():
        base = of_secret_file(key)
        if (base or key) in taken:
            continue
        if base is None:
            values[key] = value
        elif base in layer.values:
            troubles.append(f"{layer.labels[key]}: {'.'.join(key)}: give {base[-1]} or {key[-1]}, not both")
        else:
            try:
                values[base] = _secret(layer, value)
            except UnreadableError as error:
                values[base] = _UNREAD
                troubles.append(f"{layer.labels[key]}: {'.'.join(key)}: {error}")
    return values, troubles


def _secret(layer: Layer, named: object) -> SecretStr:
    if not isinstance(named, str) or not named:
        raise UnreadableError("is the name of a file")
    path = named_file(layer.folder, named)
    try:
        return read_secret(path)
    except UnreadableError as error:
        raise UnreadableError(f"{path}: {error}") from None
