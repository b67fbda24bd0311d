"""The authored lines that the words of care are tried on, out of the shipped file."""

from tending.adapters import shipped
from tending.core import toml
from tending.core.care_scores import AuthoredLine
from tending.core.errors import SettingsError

FILE = "care-lines.toml"


def authored_lines() -> tuple[AuthoredLine, ...]:
    """Raises SettingsError."""
    try:
        table = toml.parse((shipped.config_dir() / FILE).read_bytes())
    except (OSError, toml.TomlError) as error:
        raise SettingsError([f"{FILE}: {error}: install tending again"]) from None
    return tuple(
        AuthoredLine(about=about, label=label, half=half, text=text)
        for about, labels in table.items()
        for label, halves in labels.items()
        for half, texts in halves.items()
        for text in texts
    )
