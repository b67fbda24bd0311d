"""systemd's own programs, called as a person would call them. What each says is an answer, never an exception."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 180.0  # seconds: a start may migrate a big journal first
RUNS = Path("/run/systemd/system")
LINGER = Path("/var/lib/systemd/linger")


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    code: int
    text: str = ""

    @property
    def well(self) -> bool:
        return self.code == 0


def call(command: Sequence[str]) -> Outcome:
    try:
        done = subprocess.run(  # noqa: S603 - words of our own, and no shell
            command, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=PATIENCE
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Outcome(code=1, text=f"{command[0]}: {type(error).__name__}")
    return Outcome(code=done.returncode, text=(done.stdout + done.stderr).strip())


@dataclass(frozen=True, kw_only=True, slots=True)
class Manager:
    """The manager of this account's services, or that of the system."""

    user: bool
    call: Callable[[Sequence[str]], Outcome] = call

    @property
    def words(self) -> tuple[str, ...]:
        return ("systemctl", "--user") if self.user else ("systemctl",)

    def __call__(self, *words: str) -> Outcome:
        return self.call((*self.words, *words))

    def show(self, unit: str, *names: str) -> dict[str, str]:
        """Properties of a unit; nothing where there is no answer."""
        said = self("show", "--property", ",".join(names), unit)
        found = dict(line.split("=", 1) for line in said.text.splitlines() if "=" in line) if said.well else {}
        return {name: found.get(name, "") for name in names}

    def answers(self) -> bool:
        return self("show", "--property", "Version").well

    def verify(self, unit: Path) -> Outcome:
        """What systemd finds wrong with a unit of ours; other people's are none of our business."""
        if shutil.which("systemd-analyze") is None:
            return Outcome(code=0)
        flags = ["--user"] if self.user else []
        said = self.call(["systemd-analyze", *flags, "--man=no", "verify", str(unit)])
        ours = [line for line in said.text.splitlines() if "tending" in line]
        return Outcome(code=1 if ours else 0, text="; ".join(ours))


def is_lingering() -> bool:
    """Whether this account's services go on when it has logged out."""
    return (LINGER / account()).exists()


def account() -> str:
    return pwd.getpwuid(os.geteuid()).pw_name
