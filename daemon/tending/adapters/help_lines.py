"""The shipped list of help lines. A country is cut out of the file before it is read: a reply waits for it."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from tending.adapters import shipped
from tending.core import toml
from tending.core.errors import SettingsError
from tending.core.helplines import HelpLines, country_of

FILE = "helplines.toml"
CODE = re.compile(r"[A-Z]{2}")


@cache
def help_lines(country: str) -> HelpLines:
    """The lines of a country; none for one that is not in the list. A list that is damaged keeps no card waiting."""
    try:
        section = _section(country)
        return country_of(country, toml.parse(section)[country]) if section else HelpLines(country=country)
    except (OSError, SettingsError, KeyError, TypeError, ValueError):
        return HelpLines(country=country)


def _section(country: str) -> bytes:
    if not CODE.fullmatch(country):
        return b""
    _, found, rest = (b"\n" + _content()).partition(f"\n[{country}]\n".encode())
    return found + re.split(rb"\n(?=\[[A-Z]{2}\]\n)", rest, maxsplit=1)[0]


def _content() -> bytes:
    return (shipped.config_dir() / FILE).read_bytes()


def every_country() -> Mapping[str, Any]:
    """The whole list as it stands in the file. Raises SettingsError."""
    try:
        return toml.parse(_content())
    except OSError as error:
        raise SettingsError([f"{FILE}: cannot be read ({error.strerror}); install tending again"]) from None
    except toml.TomlError as error:
        raise SettingsError([f"{FILE}: {error}"]) from None
