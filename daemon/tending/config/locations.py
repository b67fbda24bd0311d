"""Where the program keeps its things. Computed from the environment; nothing is made or read but `private_folder`."""

import os
import pwd
import stat
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from tending.core.errors import SettingsError
from tending.core.values import dataclass

LONGEST_SOCKET = 107  # bytes in sockaddr_un, without the closing NUL
ACCOUNT = "tending"  # of the system service
_OF_THE_SERVICE = {
    "STATE_DIRECTORY": "/var/lib/tending",
    "CONFIGURATION_DIRECTORY": "/etc/tending",
    "RUNTIME_DIRECTORY": "/run/tending",
    "CREDENTIALS_DIRECTORY": "/run/credentials/tending.service",
}
_ZONES = "/zoneinfo/"


@dataclass(frozen=True, kw_only=True, slots=True)
class Paths:
    config_file: Path
    decks_dir: Path
    store: Path
    backups_dir: Path
    runtime_dir: Path
    socket: Path
    state_dir: Path


def paths(environ: Mapping[str, str], config_file: Path | None = None) -> Paths:
    """Find every path. The more particular wins: TENDING_HOME, then systemd's folders, then XDG.

    A command run as the account of the system service finds what the service has.
    `config_file`, and after it TENDING_CONFIG, name another settings file and move nothing else.
    """
    config_dir, state_dir, runtime_dir = _folders(_served(environ))
    named = config_file or (Path(environ["TENDING_CONFIG"]) if environ.get("TENDING_CONFIG") else None)
    config_file = (named or config_dir / "tending.toml").absolute()
    runtime_dir = _short(runtime_dir)
    _refuse_no_text(config_file, config_dir, state_dir, runtime_dir)
    return Paths(
        config_file=config_file,
        decks_dir=config_dir / "decks",
        store=state_dir / "journal.db",
        backups_dir=state_dir / "backups",
        runtime_dir=runtime_dir,
        socket=_socket(runtime_dir),
        state_dir=state_dir,
    )


def _refuse_no_text(*places: Path) -> None:
    """A store cannot be opened below a folder whose name is not UTF-8."""
    for place in places:
        try:
            str(place).encode()
        except UnicodeEncodeError:
            raise SettingsError([f"{str(place)!a}: is not written in UTF-8: name another place"]) from None


def _folders(environ: Mapping[str, str]) -> tuple[Path, Path, Path]:
    if home := environ.get("TENDING_HOME"):
        top = Path(home).absolute()
        return top / "config", top / "data", top / "run"
    state = _from_systemd(environ, "STATE_DIRECTORY") or _xdg(environ, "XDG_DATA_HOME", ".local/share")
    return (
        _from_systemd(environ, "CONFIGURATION_DIRECTORY") or _xdg(environ, "XDG_CONFIG_HOME", ".config"),
        state,
        _from_systemd(environ, "RUNTIME_DIRECTORY") or _runtime(environ) or state / "run",
    )


def _served(environ: Mapping[str, str]) -> Mapping[str, str]:
    return _OF_THE_SERVICE | dict(environ) if _is_service() else environ


def _is_service() -> bool:
    try:
        account = pwd.getpwuid(os.geteuid())
    except KeyError:
        return False
    return (account.pw_name, account.pw_dir) == (ACCOUNT, _OF_THE_SERVICE["STATE_DIRECTORY"])


def service_beside(environ: Mapping[str, str]) -> bool:
    """Whether this computer has a journal of its own service, and a command of this account finds another one."""
    named = environ.get("TENDING_HOME") or environ.get("STATE_DIRECTORY")
    return not named and not _is_service() and Path(_OF_THE_SERVICE["STATE_DIRECTORY"]).is_dir()


def credentials(environ: Mapping[str, str]) -> Path | None:
    """The secrets that systemd handed over; for a command, those of the service that runs beside it."""
    if environ.get("TENDING_HOME") and "CREDENTIALS_DIRECTORY" not in environ:
        return None
    named = _from_systemd(_served(environ), "CREDENTIALS_DIRECTORY")
    runtime = environ.get("XDG_RUNTIME_DIR", "")
    beside = Path(runtime) / "credentials" / "tending.service" if runtime.startswith("/") else None
    return named or beside


def _from_systemd(environ: Mapping[str, str], name: str) -> Path | None:
    first = environ.get(name, "").partition(":")[0]
    return Path(first) if first.startswith("/") else None


def _xdg(environ: Mapping[str, str], name: str, usual: str) -> Path:
    named = environ.get(name, "")
    return (Path(named) if named.startswith("/") else _home(environ) / usual) / "tending"


def _runtime(environ: Mapping[str, str]) -> Path | None:
    named = environ.get("XDG_RUNTIME_DIR", "")
    return Path(named) / "tending" if named.startswith("/") else None


def _home(environ: Mapping[str, str]) -> Path:
    if environ.get("HOME", "").startswith("/"):
        return Path(environ["HOME"])
    try:
        return Path(pwd.getpwuid(os.geteuid()).pw_dir)
    except KeyError:
        raise SettingsError(["HOME: this account has no home folder: set HOME or TENDING_HOME"]) from None


def _socket(runtime_dir: Path) -> Path:
    return runtime_dir / "tending.sock"


def _short(runtime_dir: Path) -> Path:
    """The folder itself, or a stand-in under /tmp where its socket's path would be longer than the kernel takes."""
    if len(os.fsencode(_socket(runtime_dir))) <= LONGEST_SOCKET:
        return runtime_dir
    import hashlib  # noqa: PLC0415 - rarely needed, and it loads OpenSSL

    digest = hashlib.sha256(os.fsencode(runtime_dir)).hexdigest()[:16]
    return Path(f"/tmp/tending-{os.geteuid()}-{digest}")  # noqa: S108 - private_folder proves whose it is


def private_folder(path: Path) -> Path:
    """Make a folder that only its owner may enter, or prove that it is one. Raises SettingsError."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make_or_prove(path)
    except OSError as error:
        raise SettingsError([f"{path}: cannot be made: {error.strerror}: name a folder of your own"]) from None
    return path


def _make_or_prove(path: Path) -> None:
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        _prove_private(path)


def _prove_private(path: Path) -> None:
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode):
        raise SettingsError([f"{path}: is not a folder: move it away"])
    if found.st_uid != os.geteuid():
        raise SettingsError([f"{path}: belongs to somebody else: move it away"])
    if found.st_mode & 0o077:
        raise SettingsError([f"{path}: others may look into it: chmod 700, or tending doctor --fix"])


def system_zone(environ: Mapping[str, str], localtime: Path = Path("/etc/localtime")) -> str:
    """Name the IANA zone of this computer by TZ or the link at /etc/localtime; UTC where neither tells."""
    candidates = (environ.get("TZ", "").removeprefix(":"), _linked(localtime))
    return next((zone for zone in map(_after_zones, candidates) if zone and _known(zone)), "UTC")


def _linked(localtime: Path) -> str:
    try:
        return str(localtime.readlink())
    except OSError:
        return ""


def _after_zones(text: str) -> str:
    return text.rpartition(_ZONES)[2]


def _known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, KeyError):
        return False
    return True
