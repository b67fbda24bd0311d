"""The lab from Python: a real systemd, and the two units as its managers have them."""

import json
import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import monotonic

ROOT = Path(__file__).parents[2]
LAB = Path(__file__).with_name("lab")
STAND_IN = Path(__file__).with_name("stand_in").read_text(encoding="utf-8")
UNITS = ROOT / "systemd"
SYSTEM_UNIT = UNITS / "tending.service"
USER_UNIT = UNITS / "user" / "tending.service"
NOTICES = tuple(unit.with_name("tending-failed@.service") for unit in (SYSTEM_UNIT, USER_UNIT))
KEEPER = 4242
VERSION = f"python{sys.version_info.major}.{sys.version_info.minor}"
PROGRAM = """#!/bin/sh
export LD_LIBRARY_PATH=/opt/lab/python/lib PYTHONDONTWRITEBYTECODE=1
exec /opt/tending/bin/python -m tending "$@"
"""


@dataclass(frozen=True, kw_only=True)
class Lab:
    """A real systemd with the checkout in /opt/lab, and an account `keeper` with a systemd of its own."""

    name: str

    @property
    def first_process(self) -> str:
        """The number of its systemd, seen from outside."""
        return Path(f"{os.environ.get('TMPDIR', '/tmp')}/systemd-lab-{self.name}/init.pid").read_text().strip()  # noqa: S108 - as `lab` has it

    def ran(self, *command: str, text: str = "") -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [str(LAB), "exec", self.name, "--", *command], check=False, capture_output=True, text=True, input=text
        )

    def run(self, *command: str, text: str = "") -> str:
        ran = self.ran(*command, text=text)
        assert ran.returncode == 0, f"{command}: {ran.stderr}"
        return ran.stdout.strip()

    def succeeds(self, *command: str) -> bool:
        return self.ran(*command).returncode == 0

    def write(self, path: str, text: str, *, mode: str = "644", owner: str = "root") -> None:
        self.run("install", "-D", "-m", mode, "-o", owner, "-g", owner, "/dev/null", path)
        self.run("tee", path, text=text)

    def sh(self, script: str) -> str:
        return self.run("bash", "-euc", script)


@dataclass(frozen=True, kw_only=True)
class Unit:
    """The unit as one of the two managers of the lab has it."""

    lab: Lab
    control: tuple[str, ...]
    as_owner: tuple[str, ...]
    as_installer: tuple[str, ...]
    program: str
    owner: str
    config: str
    state: str
    runtime: str
    secrets: str
    drop_ins: str
    file: str
    journalctl: str

    def systemctl(self, *words: str) -> str:
        return self.lab.run(*self.control, *words)

    def show(self, name: str) -> str:
        return self.systemctl("show", "-P", name, "tending.service")

    def starts(self) -> bool:
        return self.lab.succeeds(*self.control, "start", "tending.service")

    def systemctl_fails(self, *words: str) -> bool:
        return not self.lab.succeeds(*self.control, *words)

    def orders(self, text: str) -> None:
        self.lab.write(f"{self.config}/orders", text, mode="640", owner=self.owner)

    def settings(self, text: str) -> None:
        self.lab.write(f"{self.config}/tending.toml", text, mode="600", owner=self.owner)

    def drop_in(self, text: str) -> None:
        self.lab.write(f"{self.drop_ins}/test.conf", f"[Service]\n{text}\n")
        self.systemctl("daemon-reload")

    def rows(self) -> list[str]:
        return self.lab.run("cat", f"{self.state}/rows").split()

    def facts(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.lab.run("cat", f"{self.state}/facts"))
        return found

    def installed(self, program: str) -> "Unit":
        self.lab.write(self.program, program, mode="755", owner="root")
        return self

    def emptied(self) -> None:
        self.lab.sh(f"rm -rf {self.config}/* {self.state}/* {self.secrets}/* {self.drop_ins}")
        self.systemctl("daemon-reload")


def until(happened: Callable[[], bool], seconds: float = 30) -> bool:
    pause, end = Event(), monotonic() + seconds
    while not (done := happened()) and monotonic() < end:
        pause.wait(0.2)
    return done


@contextmanager
def running_lab() -> Iterator[Lab]:
    """The program is in /opt/tending, as if it had been installed there; the units are not in their place yet."""
    found = Lab(name=f"units-{os.getpid()}")
    python = Path(sys.base_prefix)
    binds = [word for path in (ROOT, python, Path(sys.prefix)) for word in ("--bind", str(path))]
    subprocess.run([str(LAB), "up", found.name, *binds], check=True, capture_output=True)
    try:
        _furnish(found, python)
        yield found
    finally:
        subprocess.run([str(LAB), "down", found.name], check=True, capture_output=True)


def _furnish(lab: Lab, python: Path) -> None:
    site = sysconfig.get_paths()["purelib"]
    lab.sh(f"""
        mkdir -p /opt/lab/python /opt/lab/daemon /opt/lab/config /opt/lab/systemd /opt/lab/site
        mount --bind {python} /opt/lab/python
        mount --bind {site} /opt/lab/site
        for room in daemon config systemd; do mount --bind {ROOT}/$room /opt/lab/$room; done
        mkdir -p /opt/tending/bin /opt/tending/lib/{VERSION}/site-packages
        ln -s /opt/lab/python/bin/{VERSION} /opt/tending/bin/python
        echo "home = /opt/lab/python/bin" >/opt/tending/pyvenv.cfg
        printf "/opt/lab/daemon\n/opt/lab/site\n" >/opt/tending/lib/{VERSION}/site-packages/lab.pth
        useradd --create-home --uid {KEEPER} keeper
        install -d -o keeper -g keeper /home/keeper/{{.config,.local,.local/bin,.local/share}}
        install -d -m 700 -o keeper -g keeper /home/keeper/.config/tending
        systemctl start user@{KEEPER}.service
    """)
    lab.write("/opt/tending/bin/tending", PROGRAM, mode="755")


def put_units(lab: Lab) -> None:
    """In their place by hand, as a package would: the user unit calls ~/.local/bin/tending."""
    lab.sh(f"""
        for kind in sysusers tmpfiles; do install -m 644 {UNITS}/$kind.d/tending.conf -t /usr/lib/$kind.d; done
        systemd-sysusers tending.conf; systemd-tmpfiles --create tending.conf
        install -D -m 644 -t /etc/systemd/system {SYSTEM_UNIT} {NOTICES[0]}
        install -D -m 644 -t /etc/systemd/user {USER_UNIT} {NOTICES[1]}
        systemctl daemon-reload
    """)


def system_unit(lab: Lab) -> Unit:
    return Unit(
        lab=lab,
        control=("systemctl",),
        as_owner=("runuser", "-u", "tending", "--"),
        as_installer=(),
        program="/opt/tending/bin/tending",
        owner="tending",
        config="/etc/tending",
        state="/var/lib/tending",
        runtime="/run/tending",
        secrets="/etc/credstore/tending",
        drop_ins="/etc/systemd/system/tending.service.d",
        file="/etc/systemd/system/tending.service",
        journalctl="journalctl -u",
    )


def user_unit(lab: Lab) -> Unit:
    home = "/home/keeper"
    as_keeper = ("runuser", "-u", "keeper", "--", "env", f"XDG_RUNTIME_DIR=/run/user/{KEEPER}", f"HOME={home}")
    return Unit(
        lab=lab,
        control=(*as_keeper, "systemctl", "--user"),
        as_owner=as_keeper,
        as_installer=as_keeper,
        program=f"{home}/.local/bin/tending",
        owner="keeper",
        config=f"{home}/.config/tending",
        state=f"{home}/.local/share/tending",
        runtime=f"/run/user/{KEEPER}/tending",
        secrets=f"{home}/.config/tending/credentials",
        drop_ins="/etc/systemd/user/tending.service.d",
        file=f"{home}/.config/systemd/user/tending.service",
        journalctl="journalctl --user -u",
    )
