"""Where the shipped files are: inside an installed package, or beside `daemon/` in a checkout."""

from pathlib import Path

import tending
from tending.core.errors import SettingsError


def config_dir() -> Path:
    """The decks, the example settings and the help lines. Raises SettingsError."""
    return find("config", package=Path(tending.__file__).parent)


def units_dir() -> Path:
    """The systemd units. Raises SettingsError."""
    return find("systemd", package=Path(tending.__file__).parent)


def find(name: str, *, package: Path) -> Path:
    places = (package / "shipped" / name, package.parents[1] / name)
    found = next((place for place in places if place.is_dir()), None)
    if found is None:
        raise SettingsError([f"{places[0]}: the files that belong to this program are not there; install it again"])
    return found
