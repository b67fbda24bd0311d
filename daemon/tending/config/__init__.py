"""Settings: TOML, environment and secret files, read once into frozen values, every error at once."""

from tending.config.loading import load
from tending.config.locations import Paths, paths, private_folder, system_zone
from tending.config.permissions import loose, mend_permissions
from tending.config.settings import AppriseChannel, Channel, EmailChannel, Settings, TerminalChannel
from tending.config.writing import write_setting, write_settings

__all__ = [
    "AppriseChannel",
    "Channel",
    "EmailChannel",
    "Paths",
    "Settings",
    "TerminalChannel",
    "load",
    "loose",
    "mend_permissions",
    "paths",
    "private_folder",
    "system_zone",
    "write_setting",
    "write_settings",
]
