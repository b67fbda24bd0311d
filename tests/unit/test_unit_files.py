"""The files of the service, with the paths of a computer in them."""

from pathlib import Path

import pytest

from tending.adapters import unit_files
from tending.adapters.unit_files import UnitFile
from tending.core.errors import UsageError

TOLD = {
    "CONFIGURATION_DIRECTORY": "/home/k/my things/config",
    "STATE_DIRECTORY": "/home/k/my things/data",
    "RUNTIME_DIRECTORY": "/home/k/100%/run",
}


def lines(file: UnitFile, name: str) -> list[str]:
    return [line.removeprefix(f"{name}=") for line in file.text.splitlines() if line.startswith(f"{name}=")]


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (["/opt/tending/bin/tending"], "/opt/tending/bin/tending run"),
        (["/home/k/.venv/bin/python3", "-m", "tending"], "/home/k/.venv/bin/python3 -m tending run"),
        (["/home/k/my things/tending"], '"/home/k/my things/tending" run'),
        (["/home/k/100%/tending"], "/home/k/100%%/tending run"),
        (['/home/k/a"b\\c/tending'], '"/home/k/a\\"b\\\\c/tending" run'),
    ],
)
def test_the_unit_starts_the_program_where_it_is(command: list[str], line: str) -> None:
    for files in (unit_files.of_the_system(command), unit_files.of_an_account(command, Path("/u"), {})):
        assert lines(files[-1], "ExecStart") == [line]


def test_the_service_of_the_computer_does_not_start_without_the_disk_of_its_journal() -> None:
    *_, unit = unit_files.of_the_system(["/x/tending"])

    assert lines(unit, "RequiresMountsFor") == [f"/var/lib/{one}" for one in lines(unit, "StateDirectory")]


def test_in_the_usual_places_a_unit_is_what_is_shipped_but_for_the_program() -> None:
    shipped = Path(__file__).parents[2] / "systemd" / "user" / "tending.service"

    *_, unit = unit_files.of_an_account(["/x/tending"], Path("/u"), {})

    differ = set(unit.text.splitlines()) ^ set(shipped.read_text("utf-8").splitlines())
    assert differ == {"ExecStart=/x/tending run", "ExecStart=%h/.local/bin/tending run"}
    assert unit.path == Path("/u/tending.service")


def test_what_the_keeper_put_elsewhere_the_unit_finds_and_may_write() -> None:
    *_, unit = unit_files.of_an_account(["/x/tending"], Path("/u"), TOLD)

    assert lines(unit, "Environment") == [
        '"CONFIGURATION_DIRECTORY=/home/k/my things/config"',
        '"STATE_DIRECTORY=/home/k/my things/data"',
        "RUNTIME_DIRECTORY=/home/k/100%%/run",
    ]
    assert lines(unit, "ReadWritePaths") == ['"-/home/k/my things/data" -/home/k/100%%/run']
    assert lines(unit, "ExecStartPre") == ['+/bin/mkdir -p -m 0700 "/home/k/my things/data" /home/k/100%%/run']
    assert unit.text.index("Environment=") < unit.text.index("[Install]")


def test_a_dollar_in_a_folder_is_one_wherever_it_stands() -> None:
    told = TOLD | {"STATE_DIRECTORY": "/home/k/a$HOME"}

    *_, unit = unit_files.of_an_account(["/x/tending"], Path("/u"), told)

    assert lines(unit, "ExecStartPre") == ['+/bin/mkdir -p -m 0700 "/home/k/a$$HOME" /home/k/100%%/run']
    assert lines(unit, "ReadWritePaths") == ['"-/home/k/a$HOME" -/home/k/100%%/run']
    assert '"STATE_DIRECTORY=/home/k/a$HOME"' in lines(unit, "Environment")


@pytest.mark.parametrize("name", list(TOLD))
def test_a_folder_that_would_begin_a_line_of_its_own_is_refused(name: str) -> None:
    told = TOLD | {name: "/home/k/a\nExecStartPre=/bin/true"}

    with pytest.raises(UsageError, match=r"/home/k/a\\nExec.* control character"):
        unit_files.of_an_account(["/x/tending"], Path("/u"), told)


def test_a_file_is_written_whole_and_known_again(tmp_path: Path) -> None:
    file = UnitFile(path=tmp_path / "new" / "tending.service", text="[Unit]\n")
    before = file.is_there

    file.write()

    assert (before, file.is_there, file.path.stat().st_mode & 0o777) == (False, True, 0o644)
    assert [path.name for path in file.path.parent.iterdir()] == ["tending.service"]


def test_a_program_below_a_hidden_folder_is_noticed_by_any_way_to_it(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/usr")
    hidden = ("/usr", "/root")

    found = [unit_files.hiding([path], hidden) for path in (Path("/root/x"), tmp_path / "link" / "bin", tmp_path)]

    assert found == ["/root", "/usr", ""]
