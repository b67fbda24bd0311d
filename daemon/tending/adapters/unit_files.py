"""The files that make this program a service: as they are shipped, with the paths of this computer in them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tending.adapters import shipped
from tending.core.errors import UsageError

UNIT = "tending.service"
NOTICE = "tending-failed@.service"
SYSTEM_UNITS = Path("/etc/systemd/system")


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitFile:
    path: Path
    text: str

    @property
    def is_there(self) -> bool:
        try:
            return self.path.read_text("utf-8") == self.text
        except (OSError, UnicodeDecodeError):
            return False

    def write(self) -> None:
        """All of it or nothing: systemd may read it at any time."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_name(f".{self.path.name}.new")
        fresh.write_text(self.text, "utf-8")
        fresh.chmod(0o644)
        fresh.replace(self.path)


def of_account(environ: Mapping[str, str]) -> Path:
    """Where an account has units of its own."""
    config = environ.get("XDG_CONFIG_HOME") or Path(environ.get("HOME", "/nonexistent")) / ".config"
    return Path(config) / "systemd" / "user"


def of_the_system(command: Sequence[str]) -> list[UnitFile]:
    folder = shipped.units_dir()
    return [
        *(
            UnitFile(path=Path(f"/etc/{kind}/tending.conf"), text=(folder / kind / "tending.conf").read_text("utf-8"))
            for kind in ("sysusers.d", "tmpfiles.d")
        ),
        UnitFile(path=SYSTEM_UNITS / NOTICE, text=(folder / NOTICE).read_text("utf-8")),
        UnitFile(path=SYSTEM_UNITS / UNIT, text=_started((folder / UNIT).read_text("utf-8"), command)),
    ]


def of_an_account(command: Sequence[str], units: Path, told: Mapping[str, str]) -> list[UnitFile]:
    """`told`: where things are, by the names systemd has for folders, when that is not the usual place."""
    folder = shipped.units_dir() / "user"
    text = _started((folder / UNIT).read_text("utf-8"), command)
    return [
        UnitFile(path=units / NOTICE, text=(folder / NOTICE).read_text("utf-8")),
        UnitFile(path=units / UNIT, text=_told(text, told) if told else text),
    ]


def _started(text: str, command: Sequence[str]) -> str:
    return _set(text, "ExecStart", f"{' '.join(_quoted(word) for word in command)} run")


def _told(text: str, told: Mapping[str, str]) -> str:
    journal, sockets = told["STATE_DIRECTORY"], told["RUNTIME_DIRECTORY"]
    text = _set(text, "ExecStartPre", f"+/bin/mkdir -p -m 0700 {_argument(journal)} {_argument(sockets)}")
    text = _set(text, "ReadWritePaths", f"{_quoted(f'-{journal}')} {_quoted(f'-{sockets}')}")
    lines = ["# Where your things are, as your own commands are told.", *(_environment(*one) for one in told.items())]
    return text.replace("\n[Install]\n", "\n".join(["", *lines, "", "[Install]", ""]))


def _environment(name: str, value: str) -> str:
    return f"Environment={_quoted(f'{name}={value}')}"


def _set(text: str, name: str, value: str) -> str:
    return re.sub(f"^{name}=.*$", lambda _: f"{name}={value}", text, flags=re.MULTILINE)


def _quoted(word: str) -> str:
    """As systemd reads it: % begins a name of its own. Raises UsageError for what would be more than one line."""
    if re.search(r"[\x00-\x1f\x7f]", word):
        raise UsageError(f"{word!a} holds a control character, and no unit can name it: use another folder")
    word = word.replace("%", "%%")
    if re.fullmatch(r"[\w./:=@+%-]+", word, flags=re.ASCII):
        return word
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _argument(word: str) -> str:
    """Behind a program $ begins the name of a variable too."""
    return _quoted(word.replace("$", "$$"))


def hiding(paths: Iterable[Path], hidden: Sequence[str]) -> str:
    """The folder that keeps a service from seeing one of these, or nothing."""
    return next((folder for path in paths for folder in hidden if _below(path, folder)), "")


def _below(path: Path, folder: str) -> bool:
    return path.is_relative_to(folder) or path.resolve().is_relative_to(folder)
