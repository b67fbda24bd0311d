"""Settings: TOML, environment and secret files, read once into frozen values, every error at once."""

from tending.config.loading import load
from tending.config.locations import Paths, paths, private_folder, service_beside, system_zone
from tending.config.permissions import loose, mend_permissions, secret_files
from tending.config.places import exactly, masked, place_of, settings_in_words
from tending.config.settings import MOST_REMOTE, AppriseChannel, Channel, EmailChannel, Settings, TerminalChannel
from tending.config.writing import write_setting, write_settings

__all__ = [
    "MOST_REMOTE",
    "AppriseChannel",
    "Channel",
    "EmailChannel",
    "Paths",
    "Settings",
    "TerminalChannel",
    "exactly",
    "load",
    "loose",
    "masked",
    "mend_permissions",
    "paths",
    "place_of",
    "private_folder",
    "secret_files",
    "service_beside",
    "settings_in_words",
    "system_zone",
    "write_setting",
    "write_settings",
]
