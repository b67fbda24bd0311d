"""What `service` does, step by step: first planned, then done one after the other."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tending
from tending.adapters import doorbell, unit_files
from tending.adapters.service_manager import RUNS, Manager, Outcome, account
from tending.adapters.unit_files import UNIT, UnitFile
from tending.cli import service_texts as texts
from tending.cli.session import Session
from tending.core.errors import UsageError

HIDDEN_FROM_USER = ("/tmp", "/var/tmp")  # noqa: S108 - PrivateTmp=
HIDDEN_FROM_SYSTEM = (*HIDDEN_FROM_USER, "/home", "/root", "/run/user")
TELLING = ("TENDING_HOME", "TENDING_CONFIG", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
UNWELL = 2
NO_RESTART_HELPS = {"5": 5, "78": 78}


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where the service is to be: which manager, which files, and what it keeps where.

    `needs`: what it must be able to see. `bell`: what a daemon of this account that runs already answers at.
    """

    user: bool
    manager: Manager
    program: str
    needs: Sequence[Path]
    files: list[UnitFile]
    journal: Path
    settings: Path
    bell: Path | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """`needed`: without it the next ones make no sense."""

    does: str
    act: Callable[[], Outcome]
    remedy: str = ""
    needed: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    what: str
    ok: bool
    said: str = ""
    remedy: str = ""
    code: int = 0
    row: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        row = {"what": self.what, "ok": self.ok, "said": self.said or None, "remedy": self.remedy or None}
        object.__setattr__(self, "row", row)


def settled(session: Session, verb: str, *, user: bool, system: bool, dry: bool) -> Place:
    """For whom it is. Raises UsageError where that cannot be, or cannot be by this account."""
    if user and system:
        raise UsageError(texts.ONE_OF_BOTH)
    for_user = user or not (system or os.geteuid() == 0)
    if not dry:
        refuse_what_cannot_be(Manager(user=for_user), verb)
    return _for_account(session) if for_user else _for_system()


def refuse_what_cannot_be(manager: Manager, verb: str, *, runs: Path = RUNS, root: bool | None = None) -> None:
    """Raises UsageError without systemd, without root for the whole computer, or without services of one's own."""
    if not runs.exists():
        raise UsageError(no_systemd())
    if not manager.user and not (os.geteuid() == 0 if root is None else root):
        raise UsageError(texts.NOT_ROOT.replace("$program", command()[0]).replace("$verb", verb))
    if manager.user and not manager.answers():
        raise UsageError(texts.NO_MANAGER)


def no_systemd() -> str:
    return texts.NO_SYSTEMD.replace("$program", command()[0])


def filled(text: str, told: Mapping[str, str]) -> str:
    for name, value in told.items():
        text = text.replace(name, value)
    return text


def _needs() -> tuple[Path, ...]:
    return Path(command()[0]), Path(sys.executable), Path(tending.__file__)


def command() -> list[str]:
    """How this very program is called from anywhere."""
    script = Path(sys.executable).with_name("tending")
    return [str(script)] if os.access(script, os.X_OK) else [sys.executable, "-m", "tending"]


def _for_account(session: Session) -> Place:
    paths, environ = session.app.paths, session.environ
    told = {
        "CONFIGURATION_DIRECTORY": str(paths.decks_dir.parent),
        "STATE_DIRECTORY": str(paths.state_dir),
        "RUNTIME_DIRECTORY": str(paths.runtime_dir),
        "TENDING_CONFIG": str(paths.config_file),
    }
    is_told = session.config_file is not None or any(environ.get(name) for name in TELLING)
    return Place(
        user=True,
        manager=Manager(user=True),
        program=command()[0],
        needs=_needs(),
        files=unit_files.of_an_account(command(), unit_files.of_account(environ), told if is_told else {}),
        journal=paths.state_dir,
        settings=paths.config_file,
        bell=paths.socket,
    )


def _for_system() -> Place:
    return Place(
        user=False,
        manager=Manager(user=False),
        program=command()[0],
        needs=_needs(),
        files=unit_files.of_the_system(command()),
        journal=Path("/var/lib/tending"),
        settings=Path("/etc/tending/tending.toml"),
        bell=None,
    )


def installing(place: Place) -> Iterator[Step]:
    """Raises UsageError where the service would not see the program."""
    if folder := unit_files.hiding(place.needs, HIDDEN_FROM_USER if place.user else HIDDEN_FROM_SYSTEM):
        raise UsageError(filled(texts.UNSEEN, {"$folder": folder, "$source": _source()}))
    changed = [file for file in place.files if not file.is_there]
    yield from (_write(file) for file in place.files)
    call, manager = place.manager.call, place.manager
    if not place.user:
        yield Step(does=texts.SYSUSERS, act=lambda: call(["systemd-sysusers", "tending.conf"]))
        yield Step(does=texts.TMPFILES, act=lambda: call(["systemd-tmpfiles", "--create", "tending.conf"]))
    yield Step(does=texts.RELOAD, act=lambda: manager("daemon-reload"))
    yield Step(does=texts.VERIFY, act=lambda: manager.verify(place.files[-1].path), needed=False)
    if place.user:
        linger = ["loginctl", "enable-linger", account()]
        yield Step(does=texts.LINGER, act=lambda: call(linger), remedy=linger_remedy(), needed=False)
    yield Step(
        does=texts.ENABLE_USER if place.user else texts.ENABLE_SYSTEM, act=lambda: manager("enable", "--quiet", UNIT)
    )
    yield Step(does=texts.START, act=lambda: _start(place, "restart" if changed else "start"), remedy=_mending(place))


def linger_remedy() -> str:
    return texts.LINGER_REMEDY.replace("$account", account())


def _source() -> str:
    """What pip is to install: the checkout that this runs from, or the name."""
    checkout = Path(tending.__file__).parents[2]
    return str(checkout) if (checkout / "pyproject.toml").exists() else "tending"


def _write(file: UnitFile) -> Step:
    def act() -> Outcome:
        try:
            file.write()
        except OSError as error:
            return Outcome(code=UNWELL, text=error.strerror or "cannot be written")
        return Outcome(code=0)

    if file.is_there:
        return Step(does=texts.SAME.replace("$path", str(file.path)), act=lambda: Outcome(code=0))
    return Step(does=texts.WRITE.replace("$path", str(file.path)), act=act)


def _start(place: Place, verb: str) -> Outcome:
    manager = place.manager
    active = manager.show(UNIT, "ActiveState")["ActiveState"] == "active"
    if not active and place.bell is not None and doorbell.knock(place.bell):
        return Outcome(code=UNWELL, text=f"{texts.RUNS_ELSEWHERE}: {texts.END_IT}")
    said = manager(verb, UNIT)
    if said.well:
        return said
    shown = manager.show(UNIT, "StatusText", "ExecMainStatus")
    code = NO_RESTART_HELPS.get(shown["ExecMainStatus"], UNWELL)
    return Outcome(code=code, text=shown["StatusText"] or said.text.partition("\n")[0])


def _mending(place: Place) -> str:
    start = " ".join((*place.manager.words, "start tending"))
    log = "journalctl --user -u tending" if place.user else "journalctl -u tending"
    remedy = filled(texts.START_REMEDY, {"$start": start, "$log": log})
    account = "" if place.user else f"\n{filled(texts.COMMANDS, {'$program': place.program, '$command': 'init'})}"
    return f"{remedy}{account}"


def removing(place: Place) -> Iterator[Step]:
    manager = place.manager
    yield Step(does=texts.STOP, act=lambda: manager("disable", "--now", "--quiet", UNIT), needed=False)
    yield from (_remove(file.path) for file in place.files if file.path.exists())
    yield Step(does=texts.FORGET, act=lambda: manager("daemon-reload"))


def _remove(path: Path) -> Step:
    def act() -> Outcome:
        try:
            path.unlink()
        except OSError as error:
            return Outcome(code=UNWELL, text=error.strerror or "cannot be removed")
        return Outcome(code=0)

    return Step(does=texts.REMOVE.replace("$path", str(path)), act=act)


def perform(steps: Iterable[Step]) -> Iterator[Done]:
    """One after the other, up to one that failed and was needed."""
    for step in steps:
        said = step.act()
        code = 0 if said.well or not step.needed else said.code if said.code in NO_RESTART_HELPS.values() else UNWELL
        yield Done(what=step.does, ok=said.well, said=said.text, remedy="" if said.well else step.remedy, code=code)
        if code:
            return
