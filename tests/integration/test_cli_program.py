"""The program as a whole: exit codes, one-line errors, what it imports, and how it behaves towards a shell."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from cli_home import MONDAY, Home
from tending.cli import output
from tending.cli.program import COMMANDS, load

HEAVY_FOR_A_DAEMON = (
    "sqlalchemy",
    "apprise",
    "alembic",
    "imap_tools",
    "lxml",
    "rich",
    "http.client",
    "prometheus_client",
)
HEAVY = ("sqlalchemy", "pydantic", "apprise", "alembic", "apscheduler", "rich", "msgspec", "tending.core.model")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, monkeypatch, capsys)


def in_a_child(home: Home, *arguments: str, typed: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tending", *arguments],
        input=typed,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "TENDING_HOME": str(home.folder), "TENDING_CLOCK": MONDAY, **environ},
    )


def test_help_imports_nothing_heavy(home: Home) -> None:
    script = (
        f"import sys; from tending import cli; cli.run(['--help']); print([m for m in {HEAVY} if m in sys.modules])"
    )

    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)

    assert ran.stdout.endswith("[]\n")
    assert "simulate" in ran.stdout
    assert home.folder.exists()


def test_a_daemon_loads_nothing_that_it_does_not_use() -> None:
    script = (
        f"import sys, tending.cli.running, tending.daemon; print([m for m in {HEAVY_FOR_A_DAEMON} if m in sys.modules])"
    )

    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)

    assert ran.stdout == "[]\n"


@pytest.mark.parametrize("command", ["status", "reply"])
def test_everyday_commands_import_no_plugins_and_no_migrations(home: Home, command: str) -> None:
    heavy = ("apprise", "alembic", "apscheduler", "rich", "imap_tools", "tomlkit", "lxml")
    home.begun()
    script = (
        f"import sys; from tending import cli; cli.run([{command!r}]); print([m for m in {heavy} if m in sys.modules])"
    )

    ran = subprocess.run(
        [sys.executable, "-c", script], input="a note", capture_output=True, text=True, timeout=60, check=True
    )

    assert ran.stdout.endswith("[]\n")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(home: Home, name: str) -> None:
    ran = home(name, "--help")

    assert ran.code == 0, ran.err
    assert f"tending {name}" in ran.out
    assert max(map(len, ran.out.splitlines())) < 81


def test_every_group_explains_its_commands(home: Home) -> None:
    for name in COMMANDS:
        for inner in getattr(load(name), "commands", {}):
            ran = home(name, inner, "--help")
            assert ran.code == 0
            assert f"tending {name} {inner}" in ran.out


def test_help_fits_the_screen_and_lists_every_command(home: Home) -> None:
    shown = home("--help").out

    assert all(f"\n  {name} " in shown for name in COMMANDS)
    assert max(map(len, shown.splitlines())) < 80


def test_without_a_command_it_explains_itself(home: Home) -> None:
    ran = home()

    assert (ran.code, ran.out) == (0, home("--help").out)


def test_the_version_is_that_of_the_package(home: Home) -> None:
    assert home("--version").out == "tending 0.1.0\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("bogus",), "tending: No such command 'bogus': see tending --help\n"),
        (("statsu",), "tending: No such command 'statsu'. Did you mean 'status'?: see tending --help\n"),
        (("--bogus",), "tending: No such option: --bogus: see tending --help\n"),
        (("bond",), "tending bond: Missing command: see tending bond --help\n"),
        (("bond", "add"), "tending bond add: Missing argument 'LABEL': see tending bond add --help\n"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(home: Home, arguments: tuple[str, ...], said: str) -> None:
    ran = home(*arguments)

    assert (ran.code, ran.out, ran.err) == (2, "", said)


def test_wrong_settings_are_all_listed_and_exit_78(home: Home) -> None:
    home.has("TENDING_PACE__BUDGET", "9").has("TENDING_KEEPER__COUNTRY", "Utopia")

    ran = home("status")

    assert ran.code == 78
    assert len(ran.err.splitlines()) == 2


def test_another_settings_file_is_named_before_the_command_or_in_the_environment(home: Home, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text("[pace]\nbudget = 2\n")

    named = home("--config", str(other), "status", "--json").json["budget"]["of"]
    missing = home("--config", str(tmp_path / "nothing.toml"), "status")
    home.has("TENDING_CONFIG", str(other))

    assert named == 2
    assert home("status", "--json").json["budget"]["of"] == 2
    assert missing.code == 78


def test_a_clock_nobody_can_read_is_wrong_usage(home: Home) -> None:
    ran = home.at("yesterday")("status")

    assert ran.code == 2
    assert ran.err.startswith("TENDING_CLOCK: ")


def test_a_fault_of_ours_is_one_line_with_an_id_and_no_private_word(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError("canary-4711")

    home.begun()
    monkeypatch.setattr("tending.service.hearing.understand", breaks)

    ran = home("reply", "canary-4712")

    log = home.folder / "data" / "faults.log"
    number = ran.err.split("(")[1].split(")")[0]
    assert ran.code == 1
    assert ran.err.count("\n") == 1
    assert log.read_text().startswith(f"{number} RuntimeError test_cli_program.py:")
    assert "hearing.py:" in log.read_text()
    assert "canary" not in ran.err + log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600


def test_a_fault_that_cannot_be_written_down_is_still_one_line(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError

    (home.folder / "data" / "faults.log").mkdir()
    monkeypatch.setattr("tending.service.views.status", breaks)

    ran = home("status")

    assert ran.code == 1
    assert "could not be written down" in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt, 130), (EOFError, 130)])
def test_whoever_leaves_gets_no_complaint(
    home: Home, monkeypatch: pytest.MonkeyPatch, error: type[BaseException], code: int
) -> None:
    def leaves(*_: object) -> None:
        raise error

    monkeypatch.setattr("tending.service.views.status", leaves)

    ran = home("status")

    assert ran.code == code
    assert "Traceback" not in ran.err


def test_a_reader_that_goes_away_is_no_fault(home: Home) -> None:
    home.begun()
    command = f"{sys.executable} -m tending simulate --persona diligent --days 400 --json | head -1"

    ran = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, timeout=60, check=False
    )

    assert (ran.stdout, ran.stderr, ran.returncode) == ("{\n", "", 0)


def test_a_terminal_of_few_letters_gets_signs_instead_of_a_fault(home: Home) -> None:
    home.begun()
    home("reply", "caf\u00e9")

    ran = in_a_child(home, "journal", "--limit", "1", PYTHONIOENCODING="ascii")

    assert ran.returncode == 0
    assert "caf?" in ran.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_completes_commands_without_loading_them(home: Home, shell: str) -> None:
    environ = {
        "_TENDING_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": "tending sim",
        "COMP_CWORD": "1",
        "_TYPER_COMPLETE_ARGS": "tending sim",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": "sim",
    }

    ran = in_a_child(home, **environ)

    assert ran.returncode == 0
    assert "simulate" in ran.stdout
    assert "status" not in ran.stdout


def test_the_shell_completes_options_of_a_command(home: Home) -> None:
    environ = {"_TENDING_COMPLETE": "complete_bash", "COMP_WORDS": "tending simulate --per", "COMP_CWORD": "2"}

    assert in_a_child(home, **environ).stdout.strip() == "--persona"


def test_completion_can_be_shown_and_installed(home: Home, tmp_path: Path) -> None:
    alone = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1", "HOME": str(tmp_path)}

    shown = in_a_child(home, "--show-completion", "bash", **alone)
    installed = in_a_child(home, "--install-completion", "bash", **alone)

    assert "_TENDING_COMPLETE=complete_bash" in shown.stdout
    assert installed.returncode == 0
    assert (tmp_path / ".bash_completions" / "tending.sh").exists()


class Terminal:
    """A screen that is a terminal."""

    def __init__(self) -> None:
        self.shown = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.shown += text
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""


@pytest.mark.parametrize(
    ("environ", "bold"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({"NO_COLOR": ""}, True)]
)
def test_headings_are_bold_on_a_terminal_that_wants_it(
    monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], *, bold: bool
) -> None:
    plain = output.heading("c3", {})
    monkeypatch.setattr(sys, "stdout", Terminal())

    shown = output.heading("c3", environ)

    assert plain == "c3"
    assert ("\x1b[1m" in shown) is bold


def test_work_that_takes_long_shows_a_sign_of_life_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(output, "PATIENCE", 0.02)
    waits = threading.Event()
    with output.working("Checking"):
        waits.wait(0.05)
    silent = capsys.readouterr().err
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)

    with output.working("Checking"):
        waits.wait(0.2)
    with output.working("Quick"):
        pass

    assert silent == ""
    assert screen.shown.startswith("Checking .")
    assert screen.shown.endswith(" done\n")
    assert "Quick" not in screen.shown


def test_long_lines_are_broken_and_short_ones_left_alone() -> None:
    text = "one line\n" + "word " * 40

    shown = output.wrapped(text, "- ", "  ")

    assert shown.startswith("- one line\n  word")
    assert max(map(len, shown.splitlines())) <= 79


def test_json_on_the_way_out_is_what_it_says(home: Home) -> None:
    ran = in_a_child(home, "status", "--json")

    assert ran.stderr == ""
    assert json.loads(ran.stdout)["now"] == MONDAY
