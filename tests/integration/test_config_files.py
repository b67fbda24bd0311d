"""Settings on disk: precedence, secrets, permissions, hostile files, and writing without losing a comment."""

import os
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from settings_on_disk import CANARY, MAIL, errors, password, write
from tending.config import (
    AppriseChannel,
    load,
    paths,
    system_zone,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "tending.toml"


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path), "TZ": "Europe/Berlin"}


def test_the_file_wins_over_the_default_and_the_environment_over_the_file(file: Path, environ: dict[str, str]) -> None:
    write(file, "[pace]\nbudget = 3\nmin_gap_hours = 24\n")

    found = load(environ | {"TENDING_PACE__MIN_GAP_HOURS": "30"}, file)

    assert (found.pace.budget, found.pace.min_gap_hours, found.pace.expiry_hours) == (3, 30, 36)


def test_no_file_at_the_usual_place_is_fine_and_a_named_one_must_be_there(file: Path, environ: dict[str, str]) -> None:
    assert load(environ).pace.budget == 4

    assert errors(environ, file) == [f"{file}: is not there"]
    assert errors(environ | {"TENDING_CONFIG": str(file)}) == [f"{file}: is not there"]


def test_errors_of_file_and_environment_come_together(file: Path, environ: dict[str, str]) -> None:
    write(file, '[pace]\nbudget = 9\nwindow = "x"\n[keper]\nzone = "UTC"\n[channels.mail]\nkind = "email"\n')

    lines = errors(environ | {"TENDING_PACE__EXPIRY_HOURS": "1"}, file)

    assert set(lines) == {
        "tending.toml: pace.budget: 9 is too many: 1 to 7 a week",
        "tending.toml: pace.window: no such setting; did you mean windows?",
        "tending.toml: keper: no such setting; did you mean keeper?",
        "tending.toml: channels.mail.address: is needed",
        "tending.toml: channels.mail.smtp_host: is needed",
        "TENDING_PACE__EXPIRY_HOURS: pace.expiry_hours: 1 is too few: 2 to 72 hours",
    }


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("pace = 3\n", "tending.toml: pace: is a table: begin it with its name in [brackets]"),
        ("channels = 3\n", "tending.toml: channels: is a table: begin it with [channels.mail]"),
        ("[channels]\nmail = 3\n", "tending.toml: channels.mail: is a table: begin it with its name in [brackets]"),
        ("[pace]\nbudget = true\n", "tending.toml: pace.budget: that is no whole number: 1 to 7 a week"),
        ("[pace]\nwindows = [18]\n", 'tending.toml: pace.windows: is text: put it in "quotes"'),
        ("[pace]\nwindows = 18\n", 'tending.toml: pace.windows: is a list: write ["one", "two"]'),
        ("[keeper]\nzone = 1\n", 'tending.toml: keeper.zone: is text: put it in "quotes"'),
    ],
)
def test_a_value_of_the_wrong_kind_says_what_belongs_there(
    file: Path, environ: dict[str, str], text: str, line: str
) -> None:
    write(file, text)

    assert errors(environ, file) == [line]


def test_a_slip_in_the_toml_names_its_line_and_the_environment_is_checked_all_the_same(
    file: Path, environ: dict[str, str]
) -> None:
    write(file, f'[channels.mail]\npassword = "{CANARY}"\n[pace\n')

    lines = errors(environ | {"TENDING_PACE__BUDGET": "9"}, file)

    assert lines[0].startswith(f"{file}: line 3: ")
    assert lines[1:] == ["TENDING_PACE__BUDGET: pace.budget: 9 is too many: 1 to 7 a week"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("x = " + "[\n" * 100_000, "nested too deeply"),
        ("x = " + "[" * 900 + "]" * 0, "nested too deeply|not as TOML"),
        ("x = " + "[" * 20 + "]" * 20, "nested too deeply"),
        ("x" + ".x" * 30 + " = 1", "nested too deeply"),
        ("x" + ".x" * 100_000 + " = 1", "line 1 is too long"),
        ("#" * 300_000, "is too big: at most 256 KiB"),
        (b"zone = '\xff'", "is not written in UTF-8"),
        ("x = " + "9" * 990, "no such setting|not as TOML"),
        ("x = 1\nx = 2\n", "line 2: "),
    ],
)
def test_a_hostile_file_is_one_line_and_no_harm(
    file: Path, environ: dict[str, str], text: str | bytes, complaint: str
) -> None:
    write(file, text)

    lines = errors(environ, file)

    assert len(lines) == 1
    assert re.search(complaint, lines[0])


def test_a_pipe_or_a_folder_is_no_settings_file_and_nobody_waits_for_it(
    file: Path, tmp_path: Path, environ: dict[str, str]
) -> None:
    os.mkfifo(file)

    assert errors(environ, file) == [f"{file}: is not an ordinary file"]
    assert errors(environ, tmp_path) == [f"{tmp_path}: is not an ordinary file"]


def test_a_file_that_cannot_be_opened_says_why(file: Path, environ: dict[str, str]) -> None:
    file.symlink_to(file)

    assert errors(environ, file) == [f"{file}: cannot be read: Too many levels of symbolic links"]


def test_a_secret_file_without_a_name_is_an_error(file: Path, environ: dict[str, str]) -> None:
    write(file, MAIL + 'password_file = ""\n')

    assert errors(environ, file) == ["tending.toml: channels.mail.password_file: is the name of a file"]


def test_a_file_saved_by_another_system_is_read(file: Path, environ: dict[str, str]) -> None:
    write(file, b"\xef\xbb\xbf[pace]\r\nbudget = 2\r\n")

    assert load(environ, file).pace.budget == 2


def test_a_secret_may_stand_in_a_file_beside_the_settings(file: Path, environ: dict[str, str]) -> None:
    write(file, MAIL + 'password_file = "mail.password"\n', 0o644)
    write(file.with_name("mail.password"), f"{CANARY}\n")

    assert password(load(environ, file)) == CANARY


def test_a_secret_that_cannot_be_read_is_one_line_whatever_it_would_be(file: Path, environ: dict[str, str]) -> None:
    write(file, '[watch]\nping_url_file = "not-there"\n')

    assert errors(environ, file) == [f"{file.name}: watch.ping_url_file: {file.with_name('not-there')}: is not there"]


@pytest.mark.parametrize(
    "setting",
    [
        *(
            f'ping_url = "{url}"'
            for url in (
                "http:///x",
                "http://[::1",
                "http://x:99999999/",
                "http://x:0/",
                "http://x:y/",
                "http://me:pw@x/",
                "https://@/",
                "http://?x",
                "ftp://x",
            )
        ),
        *(f'metrics_file = "{path}"' for path in ("/", "/x/", "x", "~/x")),
    ],
)
def test_what_could_never_be_reached_or_written_is_one_line(file: Path, environ: dict[str, str], setting: str) -> None:
    write(file, f"[watch]\n{setting}\n")

    (line,) = errors(environ, file)

    assert line.startswith(f"{file.name}: watch.{setting.partition(' ')[0]}: is ")
    assert "pw" not in line.replace("password", "")


@pytest.mark.parametrize("url", ["https://hc.example.org/x?a=b", "http://[::1]:8000/ping", "http://127.0.0.1:1"])
def test_an_address_that_can_be_asked_is_taken(file: Path, environ: dict[str, str], url: str) -> None:
    write(file, f'[watch]\nping_url = "{url}"\nmetrics_file = "/x/y.prom"\n')

    assert load(environ, file).watch.ping_url.get_secret_value() == url


def test_the_strongest_source_of_a_secret_wins(file: Path, tmp_path: Path, environ: dict[str, str]) -> None:
    write(file, MAIL + 'password_file = "not-there"\n')
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    write(credentials / "channels.mail.password", "by systemd", 0o440)
    write(credentials / "journal.key", "somebody else's business")
    handed = environ | {"CREDENTIALS_DIRECTORY": str(credentials)}
    named = write(tmp_path / "named", "by file")

    assert "not-there: is not there" in errors(environ, file)[0]
    assert password(load(handed, file)) == "by systemd"
    assert password(load(handed | {"TENDING_CHANNELS__MAIL__PASSWORD_FILE": str(named)}, file)) == "by file"
    assert password(load(handed | {"TENDING_CHANNELS__MAIL__PASSWORD": "by name"}, file)) == "by name"


def test_a_secret_out_of_a_folder_of_them_has_the_name_of_the_folder_before_it(
    file: Path, tmp_path: Path, environ: dict[str, str]
) -> None:
    write(file, MAIL)
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    write(credentials / "tending_channels.mail.password", "by systemd", 0o400)
    write(credentials / "tending_tending-key", "opens it", 0o400)
    write(credentials / "tending_watch.ping_url", "https://watch.example.org/mine", 0o400)
    write(credentials / "tending", "none", 0o400)

    settings = load(environ | {"CREDENTIALS_DIRECTORY": str(credentials)}, file)

    assert (password(settings), settings.store.key.get_secret_value()) == ("by systemd", "opens it")
    assert settings.watch.ping_url.get_secret_value() == "https://watch.example.org/mine"


def test_a_credential_that_names_no_secret_is_an_error(tmp_path: Path, environ: dict[str, str]) -> None:
    write(tmp_path / "channels.mail.pasword", CANARY)

    lines = errors(environ | {"CREDENTIALS_DIRECTORY": str(tmp_path)})

    assert lines == [
        (
            f"{tmp_path}/channels.mail.pasword: names no secret: "
            "channels.NAME.password, channels.NAME.url, store.key or store.url"
        )
    ]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [(b"", "one line"), (b"\n", "one line"), (b"a\nb\n", "one line"), (b"\xff", "UTF-8"), (b"x" * 20_000, "too big")],
)
def test_a_secret_file_holds_one_line(file: Path, environ: dict[str, str], content: bytes, complaint: str) -> None:
    write(file, MAIL + 'password_file = "mail.password"\n')
    write(file.with_name("mail.password"), content)

    lines = errors(environ, file)

    assert len(lines) == 1
    assert lines[0].startswith("tending.toml: channels.mail.password_file: ")
    assert complaint in lines[0]


def test_a_secret_is_given_once(file: Path, environ: dict[str, str]) -> None:
    write(file, MAIL + f'password = "{CANARY}"\npassword_file = "mail.password"\n')

    assert errors(environ, file) == [
        "tending.toml: channels.mail.password_file: give password or password_file, not both"
    ]


def test_the_address_of_a_push_service_can_be_a_file_of_its_own(file: Path, environ: dict[str, str]) -> None:
    write(file, '[channels.phone]\nkind = "apprise"\nurl_file = "phone.url"\n')
    write(file.with_name("phone.url"), f"ntfy://{CANARY}\n")

    channel = load(environ, file).channels["phone"]

    assert isinstance(channel, AppriseChannel)
    assert channel.url.get_secret_value() == f"ntfy://{CANARY}"


@pytest.mark.parametrize(
    ("tz", "target", "zone"),
    [
        ("Asia/Tokyo", "/usr/share/zoneinfo/Europe/Berlin", "Asia/Tokyo"),
        (":Asia/Tokyo", "/usr/share/zoneinfo/Europe/Berlin", "Asia/Tokyo"),
        ("/usr/share/zoneinfo/Asia/Tokyo", "/nowhere", "Asia/Tokyo"),
        ("CET-1CEST", "/usr/share/zoneinfo/Europe/Berlin", "Europe/Berlin"),
        ("../../etc/passwd", "/nowhere", "UTC"),
        ("", "../usr/share/zoneinfo/America/Argentina/Salta", "America/Argentina/Salta"),
        ("", "/somewhere/else", "UTC"),
    ],
)
def test_the_zone_of_the_computer_is_found(tmp_path: Path, tz: str, target: str, zone: str) -> None:
    link = tmp_path / "localtime"
    link.symlink_to(target)

    assert system_zone({"TZ": tz}, link) == zone


def test_a_computer_that_does_not_tell_its_zone_is_in_utc(tmp_path: Path) -> None:
    assert system_zone({}, tmp_path / "nothing") == "UTC"
    assert system_zone({}, write(tmp_path / "copy", "TZif2")) == "UTC"


def test_reading_the_settings_imports_nothing_heavy() -> None:
    heavy = ["sqlalchemy", "apprise", "alembic", "apscheduler", "typer", "rich", "tomlkit", "tending.adapters"]
    program = f"import sys, tending.config; print([name for name in {heavy} if name in sys.modules])"

    ran = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)

    assert ran.stdout.strip() == "[]"


def test_the_paths_are_what_the_others_rely_on() -> None:
    found = paths({"TENDING_HOME": "/t"})

    assert {field.name for field in fields(found)} == {
        "config_file",
        "decks_dir",
        "store",
        "backups_dir",
        "runtime_dir",
        "socket",
        "state_dir",
    }
