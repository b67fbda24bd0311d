"""Settings files for tests, and what reading them says."""

import stat
from pathlib import Path

import pytest

from tending.config import EmailChannel, Settings, load
from tending.core.errors import SettingsError

CANARY = "canary-7f3a"
MAIL = '[channels.mail]\nkind = "email"\naddress = "me@example.org"\nsmtp_host = "mail.example.org"\n'


def write(path: Path, text: str | bytes, mode: int = 0o600) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    path.chmod(mode)
    return path


def errors(environ: dict[str, str], file: Path | None = None) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load(environ, file)
    assert CANARY not in str(caught.value)
    return caught.value.lines


def password(settings: Settings) -> str:
    channel = settings.channels["mail"]
    assert isinstance(channel, EmailChannel)
    return channel.password.get_secret_value()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)
