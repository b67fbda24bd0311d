"""The authored drafts that the tone check is tried on, out of the shipped file."""

from tending.adapters import shipped
from tending.core import toml
from tending.core.errors import SettingsError
from tending.core.tone_scores import AuthoredDraft

FILE = "drafts.toml"


def authored_drafts() -> tuple[AuthoredDraft, ...]:
    """Raises SettingsError."""
    try:
        table = toml.parse((shipped.config_dir() / FILE).read_bytes())
    except (OSError, toml.TomlError) as error:
        raise SettingsError([f"{FILE}: {error}: install tending again"]) from None
    return tuple(
        AuthoredDraft(label=label, half=half, **({"text": draft} if isinstance(draft, str) else draft))
        for label, halves in table.items()
        for half, drafts in halves.items()
        for draft in drafts
    )
