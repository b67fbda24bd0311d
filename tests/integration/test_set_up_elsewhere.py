"""Where set-up leads: a mailbox, and set-up from a file."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from integration.first_run import ANSWERS, THE_EIGHT, a_session, met, settings_of, standing_of
from ports import free_port
from tending.cli import run


class Mailbox:
    """Takes every mail; `code` finds the six digits in the last one."""

    def __init__(self) -> None:
        self.mails: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: ARG002, N802
        self.mails.append(envelope.content.decode())
        return "250 OK"

    def code(self) -> str:
        return str(re.findall(r"\b\d{6}\b", self.mails[-1])[-1])


@contextmanager
def a_mail_server() -> Iterator[tuple[Mailbox, str]]:
    box, port = Mailbox(), free_port()
    server = Controller(
        box, hostname="127.0.0.1", port=port, auth_require_tls=False, authenticator=lambda *_: AuthResult(success=True)
    )
    server.start()
    try:
        yield box, f"127.0.0.1:{port}"
    finally:
        server.stop()


def test_a_mail_address_is_confirmed_by_the_six_digits_that_went_to_it(tmp_path: Path) -> None:
    with a_mail_server() as (box, server):
        mail = ("2", "me@example.org", server, "127.0.0.1:1", "", "000000", box.code)
        console = met(tmp_path, "5", *THE_EIGHT, "partly", *mail)

    assert "these are not the six digits" in console.text
    assert "Confirmed. To answer a mail, just reply to it." in console.text
    assert settings_of(tmp_path)["channels"]["mail"]["address"] == "me@example.org"


def test_a_password_goes_into_a_file_of_its_own_that_only_the_keeper_reads(tmp_path: Path) -> None:
    with a_mail_server() as (box, server):
        met(tmp_path, "5", *THE_EIGHT, "partly", "2", "me@example.org", server, "", "s3cret", box.code)

    secret = tmp_path / "config" / "mail.password"
    assert (secret.read_text(), secret.stat().st_mode & 0o777) == ("s3cret", 0o600)
    assert "s3cret" not in (tmp_path / "config" / "tending.toml").read_text()


def test_a_channel_that_cannot_be_reached_leaves_nothing_behind(tmp_path: Path) -> None:
    closed = f"127.0.0.1:{free_port()}"

    console = met(tmp_path, "5", *THE_EIGHT, "partly", "2", "me@example.org", closed, "", "s3cret")

    assert "Left for later. Any time: tending channel add" in console.text
    assert "All set." in console.text
    assert "channels" not in settings_of(tmp_path)
    assert not (tmp_path / "config" / "mail.password").exists()


def test_digits_that_are_not_typed_can_be_typed_later(tmp_path: Path) -> None:
    with a_mail_server() as (_, server):
        console = met(tmp_path, "5", *THE_EIGHT, "partly", "2", "me@example.org", server, "", "", "")

    assert "tending channel confirm mail CODE" in console.text


def unattended(home: Path, text: str, *options: str, monkeypatch: pytest.MonkeyPatch) -> int:
    file = home / "answers.toml"
    file.write_text(text)
    for key, value in a_session(home).environ.items():
        monkeypatch.setenv(key, value)
    return run(["init", "--answers", str(file), *options])


def test_answers_from_a_file_set_it_up_unattended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = unattended(tmp_path, ANSWERS, "--json", monkeypatch=monkeypatch)

    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert told["bond"] == {"label": "S", "profile": "former-partner", "contact_state": "QUIET"}
    assert (told["added"], told["preview"][0]["prompt"]) == (True, "W0")


def test_the_same_file_again_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    unattended(tmp_path, ANSWERS, monkeypatch=monkeypatch)
    before = standing_of(tmp_path)
    capsys.readouterr()

    code = unattended(tmp_path, ANSWERS, monkeypatch=monkeypatch)

    assert code == 0
    assert capsys.readouterr().out.startswith("  It is set up already".strip())
    assert standing_of(tmp_path) == before


def test_another_answer_changes_that_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    unattended(tmp_path, ANSWERS, monkeypatch=monkeypatch)
    capsys.readouterr()

    unattended(tmp_path, ANSWERS.replace('"18:00-20:00"', '"10:00-11:00"'), "--json", monkeypatch=monkeypatch)

    assert json.loads(capsys.readouterr().out)["changed"] == ["pace.windows"]
    assert settings_of(tmp_path)["pace"]["windows"] == ["10:00-11:00"]


def test_a_file_shuts_doors_and_opens_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shut = ANSWERS.replace("space = false", 'space = "stop"').replace("of_them = false", "of_them = true")
    unattended(tmp_path, ANSWERS, monkeypatch=monkeypatch)
    unattended(tmp_path, shut, monkeypatch=monkeypatch)

    unattended(tmp_path, ANSWERS, monkeypatch=monkeypatch)

    (bond,) = standing_of(tmp_path).bonds
    assert bond.contact.closed is not None
    assert bond.contact.unsafe_at is not None
    assert "What shuts a door is not opened by a file." in capsys.readouterr().out


def test_every_wrong_key_is_listed_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = 'profile = "lover"\nsince = "tomorrow"\ncolour = 1\nzone = "Berlin"\nwindows = 3\nafraid_of_them = 3\n'

    code = unattended(tmp_path, wrong, monkeypatch=monkeypatch)

    lines = capsys.readouterr().err.splitlines()
    assert code == 78
    assert {line.split(": ")[1] for line in lines} == {
        "label", "profile", "since", "colour", "zone", "windows", "afraid_of_them",
    }  # fmt: skip
    assert standing_of(tmp_path).bonds == ()


def test_a_file_that_is_not_there_is_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TENDING_HOME", str(tmp_path))

    code = run(["init", "--answers", str(tmp_path / "none.toml")])

    assert code == 2
    assert capsys.readouterr().err == f"{tmp_path / 'none.toml'}: is not there\n"
