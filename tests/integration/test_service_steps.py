"""What `service` would have systemd do, told to a stand-in; the real thing is in test_service_installed.py."""

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cli_home import Home
from tending.adapters.service_manager import Manager, Outcome, call
from tending.adapters.unit_files import UnitFile
from tending.cli.service_steps import Done, Place, installing, perform, refuse_what_cannot_be, removing
from tending.core.errors import UsageError

ROOT = Path(__file__).parents[2]
ACTIVE = {"show": Outcome(code=0, text="ActiveState=active\nStatusText=\nExecMainStatus=0")}


@dataclass
class Systemd:
    """Answers by the verb it is given, and keeps what it was asked."""

    answers: dict[str, Outcome] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __call__(self, command: Sequence[str]) -> Outcome:
        self.asked.append(" ".join(command))
        return next((said for verb, said in self.answers.items() if verb in command), Outcome(code=0))

    def place(self, folder: Path, *, user: bool = True) -> Place:
        return Place(
            user=user,
            manager=Manager(user=user, call=self),
            program="/opt/tending/bin/tending",
            needs=(),
            files=[UnitFile(path=folder / name, text="[Unit]\n") for name in ("tending-failed@.service", "it.service")],
            journal=folder,
            settings=folder / "tending.toml",
            bell=folder / "no-daemon.sock",
        )

    def installed(self, folder: Path, *, user: bool = True) -> list[Done]:
        return list(perform(list(installing(self.place(folder, user=user)))))

    def acts(self) -> list[str]:
        return [line for line in self.asked if " show " not in line and "systemd-analyze" not in line]


def test_for_an_account_it_writes_lingers_enables_and_starts(tmp_path: Path) -> None:
    systemd = Systemd()

    done = systemd.installed(tmp_path)

    assert all(one.ok for one in done)
    assert [line.rpartition(" ")[0] if "linger" in line else line for line in systemd.acts()] == [
        "systemctl --user daemon-reload",
        "loginctl enable-linger",
        "systemctl --user enable --quiet tending.service",
        "systemctl --user restart tending.service",
    ]
    assert (tmp_path / "it.service").read_text() == "[Unit]\n"


def test_for_the_computer_it_makes_the_account_and_the_folders_first(tmp_path: Path) -> None:
    systemd = Systemd()

    systemd.installed(tmp_path, user=False)

    assert systemd.acts() == [
        "systemd-sysusers tending.conf",
        "systemd-tmpfiles --create tending.conf",
        "systemctl daemon-reload",
        "systemctl enable --quiet tending.service",
        "systemctl restart tending.service",
    ]


def test_what_runs_already_and_is_the_same_is_not_restarted(tmp_path: Path) -> None:
    Systemd().installed(tmp_path)
    second = Systemd(ACTIVE)

    done = second.installed(tmp_path)

    assert second.acts()[-1] == "systemctl --user start tending.service"
    assert [one.what.endswith("is as it should be") for one in done[:2]] == [True, True]


@pytest.mark.parametrize(
    ("shown", "code", "said"),
    [
        ("StatusText=tending.toml: no\nExecMainStatus=78", 78, "tending.toml: no"),
        ("StatusText=the store is damaged\nExecMainStatus=5", 5, "the store is damaged"),
        ("StatusText=\nExecMainStatus=203", 2, "Job failed."),
    ],
)
def test_what_does_not_start_says_why_and_what_to_do(tmp_path: Path, shown: str, code: int, said: str) -> None:
    systemd = Systemd(
        {"restart": Outcome(code=1, text="Job failed.\nSee systemctl."), "show": Outcome(code=0, text=shown)}
    )

    *_, last = systemd.installed(tmp_path)

    assert (last.ok, last.code, last.said) == (False, code, said)
    assert "systemctl --user start tending" in last.remedy
    assert "sudo" not in last.remedy


def test_what_does_not_start_for_the_computer_says_as_whom_to_mend_it(tmp_path: Path) -> None:
    systemd = Systemd(
        {"restart": Outcome(code=1, text="Job failed."), "show": Outcome(code=0, text="StatusText=not set up")}
    )

    *_, last = systemd.installed(tmp_path, user=False)

    assert last.remedy.endswith("\n  sudo -u tending /opt/tending/bin/tending init")


def test_what_could_not_be_done_ends_it_where_the_rest_makes_no_sense(tmp_path: Path) -> None:
    systemd = Systemd({"daemon-reload": Outcome(code=1, text="refused")})

    *_, last = systemd.installed(tmp_path)

    assert (last.what, last.said, last.code) == ("tell systemd of it", "refused", 2)
    assert systemd.acts() == ["systemctl --user daemon-reload"]


def test_without_leave_to_linger_it_goes_on_and_says_what_to_do(tmp_path: Path) -> None:
    systemd = Systemd({"enable-linger": Outcome(code=1, text="no leave")})

    done = systemd.installed(tmp_path)

    (linger,) = (one for one in done if not one.ok)
    assert (linger.code, "sudo loginctl enable-linger" in linger.remedy) == (0, True)
    assert systemd.acts()[-1] == "systemctl --user restart tending.service"


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    *_, last = Systemd().installed(tmp_path / "file")

    assert (last.ok, last.code) == (False, 2)


def test_a_program_the_service_would_not_see_is_refused_before_anything_is_done(tmp_path: Path) -> None:
    systemd = Systemd()
    place = dataclasses.replace(systemd.place(tmp_path, user=False), needs=(Path("/root/venv/bin/tending"),))

    with pytest.raises(UsageError, match="the program is below /root") as caught:
        list(installing(place))

    assert f"/opt/tending/bin/pip install {ROOT}, then" in str(caught.value)
    assert systemd.asked == []


def test_uninstalling_stops_it_first_and_removes_only_what_is_there(tmp_path: Path) -> None:
    systemd = Systemd()
    systemd.installed(tmp_path)
    (tmp_path / "it.service").unlink()
    systemd.asked.clear()

    done = list(perform(list(removing(systemd.place(tmp_path)))))

    assert systemd.acts() == [
        "systemctl --user disable --now --quiet tending.service",
        "systemctl --user daemon-reload",
    ]
    assert [one.what for one in done if one.what.startswith("remove")] == [f"remove {tmp_path}/tending-failed@.service"]
    assert list(tmp_path.iterdir()) == []


def refusals() -> list[tuple[Callable[[Path], None], str]]:
    silent = Systemd({"show": Outcome(code=1)})
    return [
        (lambda here: refuse_what_cannot_be(Manager(user=True), "install", runs=here / "gone"), "systemd does not run"),
        (
            lambda here: refuse_what_cannot_be(Manager(user=False), "install", runs=here, root=False),
            "needs root: sudo ",
        ),
        (
            lambda here: refuse_what_cannot_be(Manager(user=True, call=silent), "install", runs=here),
            "log in as yourself",
        ),
    ]


@pytest.mark.parametrize(("asks", "line"), refusals())
def test_what_cannot_be_is_refused_in_a_line(tmp_path: Path, asks: Callable[[Path], None], line: str) -> None:
    with pytest.raises(UsageError, match=line) as caught:
        asks(tmp_path)

    assert (caught.value.exit_code, "\n" in str(caught.value)) == (2, False)


def test_both_kinds_at_a_time_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = Home(tmp_path, monkeypatch, capsys)

    ran = home("service", "install", "--user", "--system")

    assert (ran.code, ran.err) == (2, "one of --user and --system at a time\n")


def test_a_program_that_is_not_there_is_an_answer_and_no_error() -> None:
    assert call(["/nowhere/systemctl"]).code == 1
