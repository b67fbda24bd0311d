"""The first five minutes: the meeting with a recorded console, and the real program in a real terminal."""

import errno
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from integration.mailserver import free_port
from tending.cli import run
from tending.cli.console import indented
from tending.cli.meeting import attend
from tending.cli.session import Session
from tending.core.contact import contact_state
from tending.core.model import InTouch, Profile
from tending.core.records import Query
from tending.core.standing import Standing

CLOCK = "2026-11-21T17:00:00Z"
THE_EIGHT = ("S", "1", "6 weeks ago", "1", "no", "no", "no", "DE", "")
ANSWERS = """
label = "S"
profile = "former-partner"
since = 2026-10-10
in_touch = "no"
asked_for_space = false
afraid_of_them = false
they_afraid_of_me = false
zone = "Europe/Berlin"
windows = ["18:00-20:00"]
country = "DE"
"""


@dataclass
class Console:
    """What a meeting said, and what is typed into it; an exception is raised instead of a line."""

    lines: list[str | type[BaseException] | Callable[[], str]]
    out: list[str] = field(default_factory=list)

    def say(self, text: str = "") -> None:
        self.out.append(indented(text))

    def read(self, prompt: str) -> str:
        line = self.lines.pop(0) if self.lines else EOFError
        if isinstance(line, type):
            raise line
        text = line if isinstance(line, str) else line()
        self.out.append(f"{prompt}{text}")
        return text

    secret = read

    @property
    def text(self) -> str:
        return "\n".join(self.out)


def a_session(home: Path, **environ: str) -> Session:
    return Session({"TENDING_HOME": str(home), "TENDING_CLOCK": CLOCK, "TZ": "Europe/Berlin"} | environ)


def met(home: Path, *lines: Any, **environ: str) -> Console:
    """A meeting in which these lines are typed; then the input ends."""
    console, session = Console(list(lines)), a_session(home, **environ)
    attend(session, console)
    session.close()
    return console


def standing_of(home: Path) -> Standing:
    session = a_session(home)
    with session.app.journal.reading() as work:
        standing = work.standing()
    session.close()
    return standing


def texts_of(home: Path, kind: str) -> list[str]:
    session = a_session(home)
    with session.app.journal.reading() as work:
        found = [str(getattr(entry.payload, "text", "")) for entry in work.entries(Query(kinds=(kind,)))]
    session.close()
    return found


def settings_of(home: Path) -> dict[str, Any]:
    return tomllib.loads((home / "config" / "tending.toml").read_text())


def test_a_real_question_comes_first_and_is_really_heard(tmp_path: Path) -> None:
    console = met(tmp_path, "5. maybe 1")

    before, _, after = console.text.partition("What would you most like to come of this?")
    assert "private label" not in before
    assert "Noted: not sure. A fair place to start." in after
    assert texts_of(tmp_path, "answered") == ["5. maybe 1"]


def test_the_whole_meeting_sets_up_one_bond_and_the_settings(tmp_path: Path) -> None:
    met(tmp_path, "5. maybe 1", *THE_EIGHT, "partly", "1")

    (bond,) = standing_of(tmp_path).bonds
    assert (bond.label, bond.profile, bond.since) == ("S", Profile.FORMER_PARTNER, date(2026, 10, 10))
    assert (bond.in_touch, bond.said, bond.afraid) == (InTouch.NO, "no", False)
    assert settings_of(tmp_path) == {"keeper": {"zone": "Europe/Berlin", "country": "DE"}}
    assert texts_of(tmp_path, "answered") == ["partly", "5. maybe 1"]


def test_the_second_question_names_no_kind_of_relationship(tmp_path: Path) -> None:
    console = met(tmp_path, "5. maybe 1", *THE_EIGHT, "partly", "1")

    assert "Would you still want it back?" in " ".join(console.text.split())


def test_it_tells_what_to_expect_by_the_real_plan(tmp_path: Path) -> None:
    console = met(tmp_path, "5. maybe 1", *THE_EIGHT, "partly", "1")

    session = a_session(tmp_path)
    with session.app.journal.reading() as work:
        assert work.standing().asking is None
    session.close()
    expected = re.findall(r"^    (\w{3} .\d \w{3})  evening   (.+)$", console.text, re.MULTILINE)
    assert expected[0] == ("Tue 24 Nov", "name the good and the hard")
    assert len(expected) == 4
    assert "All set. It is quiet until Tuesday evening." in console.text


def test_it_promises_nothing_about_contact_in_this_release(tmp_path: Path) -> None:
    console = met(tmp_path, "5", *THE_EIGHT, "partly", "1")

    assert "Nothing about writing to S, or meeting, is asked at all in this release" in console.text


def test_no_line_is_wider_than_the_screen(tmp_path: Path) -> None:
    console = met(tmp_path, "5. maybe 1", "S", "1", "x", "6 weeks ago", "1", "order?", "court", "yes", "no", "", "2")

    assert max(len(line) for line in console.text.split("\n")) <= 80


def test_what_cannot_be_read_is_asked_again_once_and_then_left_out(tmp_path: Path) -> None:
    console = met(tmp_path, "5", "S", "1", "some time", "a while", "1", "no", "no", "no", "DE", "")

    assert console.text.count("When did you part?") == 2
    assert 'A date or a while would do: "10 October", "6 weeks ago". Or Enter.' in console.text
    assert standing_of(tmp_path).bonds[0].since is None


def test_a_day_to_come_is_no_day_they_parted(tmp_path: Path) -> None:
    console = met(tmp_path, "5", "S", "1", "tomorrow", "yesterday")

    assert "That day is still to come." in console.text
    assert "Around 20 November." in console.text


@pytest.mark.parametrize("place", [1, 4, 5, 6])
def test_what_shuts_doors_cannot_be_left_out(tmp_path: Path, place: int) -> None:
    lines = [*THE_EIGHT]
    lines[place : place + 1] = ["", "", lines[place]]

    console = met(tmp_path, "5", *lines, "partly", "1")

    assert console.text.count("This one is needed") == 2
    assert standing_of(tmp_path).bonds[0].label == "S"


def test_enter_leaves_out_the_others(tmp_path: Path) -> None:
    met(tmp_path, "5", "", "2", "", "", "no", "no", "no", "", "", "partly", "")

    (bond,) = standing_of(tmp_path).bonds
    assert (bond.label, bond.profile, bond.since, bond.in_touch) == ("them", Profile.FRIEND, None, InTouch.NO)


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("no", "QUIET"),
        ("2", "SPACE"),
        ("she asked me to wait", "SPACE"),
        ("they blocked me", "CLOSED"),
        ("a court", "LEGAL"),
        ("4", "LEGAL"),
    ],
)
def test_what_they_asked_for_shuts_the_door_it_names(tmp_path: Path, typed: str, state: str) -> None:
    lines = [*THE_EIGHT]
    lines[4] = typed

    met(tmp_path, "5", *lines, "partly", "1")

    assert contact_state(standing_of(tmp_path).bonds[0]) == state


@pytest.mark.parametrize("typed", ["yes", "stop", "restraining"])
def test_a_bare_yes_or_stop_to_what_they_asked_for_is_asked_back(tmp_path: Path, typed: str) -> None:
    lines = [*THE_EIGHT]
    lines[4:5] = [typed, "3"]

    console = met(tmp_path, "5", *lines, "partly", "1")

    assert "1 no, 2 to wait, 3 to stop or they blocked me, 4 a court or the police." in console.text
    assert contact_state(standing_of(tmp_path).bonds[0]) == "CLOSED"


@pytest.mark.parametrize(("place", "typed"), [(5, "yes"), (5, "not sure"), (6, "partly"), (6, "yes")])
def test_fear_on_either_side_brings_the_card_and_asks_no_detail(tmp_path: Path, place: int, typed: str) -> None:
    lines = [*THE_EIGHT]
    lines[place] = typed

    console = met(tmp_path, "5", *lines, "1")

    assert "Thank you for saying so. No detail is needed here" in console.text
    assert "https://findahelpline.com" in console.text
    assert "Would you" not in console.text.partition("No detail is needed")[2]
    assert contact_state(standing_of(tmp_path).bonds[0]) == "UNSAFE"


def test_without_fear_there_is_no_card(tmp_path: Path) -> None:
    console = met(tmp_path, "5", *THE_EIGHT, "partly", "1")

    assert "findahelpline" not in console.text


@pytest.mark.parametrize("count", range(12))
@pytest.mark.parametrize("end", [EOFError, KeyboardInterrupt])
def test_broken_off_anywhere_it_goes_on_where_it_was(tmp_path: Path, count: int, end: type[BaseException]) -> None:
    lines = ["5. maybe 1", *THE_EIGHT, "partly", "1"]

    first = met(tmp_path, *lines[:count], end)
    second = met(tmp_path, *lines[count:])

    assert "Stopped. What you said is kept" in first.text
    asked_twice = re.findall(r"private label|They are|When did you part|in touch", first.text + second.text)
    (bond,) = standing_of(tmp_path).bonds
    assert bond.label == "S"
    assert len(asked_twice) <= 4 + 1
    assert texts_of(tmp_path, "answered")[-1] == "5. maybe 1"


def test_coming_back_to_an_open_first_question_it_is_asked_again(tmp_path: Path) -> None:
    met(tmp_path)

    console = met(tmp_path, "2")

    assert "Welcome back." in console.text
    assert "What would you most like to come of this?" in console.text
    assert texts_of(tmp_path, "answered") == ["2"]


def test_help_at_any_question_is_the_card_at_once_and_ends_the_asking(tmp_path: Path) -> None:
    console = met(tmp_path, "5", "S", "1", "help")

    assert "I am a reminder program: I cannot tell how you are." in console.text
    assert "Are you in touch?" not in console.text
    assert standing_of(tmp_path).paused_at is not None


@pytest.mark.parametrize("word", ["help", "stop"])
def test_a_word_that_ends_it_is_heard_at_the_first_question_too(tmp_path: Path, word: str) -> None:
    console = met(tmp_path, word)

    assert "private label" not in console.text
    assert "goes on where you stopped" in console.text


def test_why_is_answered_and_the_question_stays(tmp_path: Path) -> None:
    console = met(tmp_path, "5", "why", "S")

    assert "No name is needed" in console.text
    assert console.text.count("A private label") == 2


def test_the_first_question_can_be_skipped(tmp_path: Path) -> None:
    met(tmp_path, "", "skip", *THE_EIGHT, "1")

    assert standing_of(tmp_path).bonds[0].label == "S"
    assert texts_of(tmp_path, "answered") == []


@pytest.mark.parametrize(
    ("typed", "windows", "budget"),
    [
        ("19:00-21:00", ["19:00-21:00"], None),
        ("7 to 9pm", ["19:00-21:00"], None),
        ("19-21", ["19:00-21:00"], None),
        ("mornings", ["09:00-11:00"], None),
        ("sat 10:00-12:00; mon-fri 18:00-20:00, 2 a week", ["sat 10:00-12:00", "mon-fri 18:00-20:00"], 2),
        ("3 a week", None, 3),
    ],
)
def test_the_hours_are_read_as_people_write_them(
    tmp_path: Path, typed: str, windows: list[str] | None, budget: int | None
) -> None:
    met(tmp_path, "5", *THE_EIGHT[:-1], typed, "partly", "1")

    pace = settings_of(tmp_path).get("pace", {})
    assert (pace.get("windows"), pace.get("budget")) == (windows, budget)


def test_hours_of_the_night_are_refused_with_the_reason(tmp_path: Path) -> None:
    console = met(tmp_path, "5", *THE_EIGHT[:-1], "22:00-23:00", "18-19", "partly", "1")

    assert "22:00-23:00 runs into the quiet hours 21:00-09:00" in " ".join(console.text.split())
    assert settings_of(tmp_path)["pace"]["windows"] == ["18:00-19:00"]


@pytest.mark.parametrize(
    ("country", "zone"), [("DE", "Europe/Berlin"), ("germany", "Europe/Berlin"), ("US", "UTC"), ("", "UTC")]
)
def test_where_the_computer_says_utc_a_country_of_one_time_gives_its_zone(
    tmp_path: Path, country: str, zone: str
) -> None:
    lines = [*THE_EIGHT]
    lines[7] = country

    console = met(tmp_path, "5", *lines, "partly", "1", TZ="UTC", TENDING_KEEPER__ZONE="UTC")

    assert settings_of(tmp_path)["keeper"]["zone"] == zone
    assert ("Times are in UTC, as this computer's clock is set." in console.text) is (zone == "UTC")


def test_held_again_it_changes_nothing(tmp_path: Path) -> None:
    met(tmp_path, "5", *THE_EIGHT, "partly", "1")
    before = standing_of(tmp_path)

    console = met(tmp_path)

    assert console.text == "  It is set up already. Nothing was changed."
    assert standing_of(tmp_path) == before


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
    assert (bond.said, bond.afraid) == ("stop", True)
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
    assert "cannot be read" in capsys.readouterr().err


class Terminal:
    """The program in a terminal of 80 by 24."""

    def __init__(self, home: Path, arguments: Sequence[str], command: Sequence[str] = (), **environ: str) -> None:
        self._rest = ""
        known = {"PATH": os.environ["PATH"], "TERM": "xterm", "COLUMNS": "80", "TENDING_HOME": str(home)}
        self.process, self._end = pty.fork()
        if self.process == 0:
            line = [*command] or [sys.executable, "-m", "tending", *arguments]
            os.execvpe(line[0], line, {**known, **environ})  # noqa: S606 - our own program

    def until(self, text: str, seconds: float = 30) -> str:
        """Everything up to and with `text`, which must come."""
        deadline = monotonic() + seconds
        while text not in self._rest:
            ready, _, _ = select.select([self._end], [], [], max(0.0, deadline - monotonic()))
            assert ready, f"never said {text!r} but {self._rest!r}"
            self._rest += self._more()
        before, found, self._rest = self._rest.partition(text)
        return before + found

    def _more(self) -> str:
        try:
            return os.read(self._end, 65536).decode(errors="replace")
        except OSError as error:
            if error.errno == errno.EIO:
                raise AssertionError("the program has ended") from None
            raise

    def type(self, line: str) -> None:
        os.write(self._end, f"{line}\r".encode())

    def press(self, keys: bytes) -> None:
        os.write(self._end, keys)

    def interrupt(self) -> None:
        self.press(b"\x03")

    def ended(self) -> int:
        code = os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])
        os.close(self._end)
        return code


def is_set_up(home: Path) -> None:
    (home / "answers.toml").write_text(ANSWERS)
    session = a_session(home, TENDING_CLOCK="2026-11-21T08:00:00Z")
    with pytest.MonkeyPatch.context() as environ:
        for key, value in session.environ.items():
            environ.setenv(key, value)
        assert run(["init", "--answers", str(home / "answers.toml")]) == 0


def test_a_newcomer_is_met_in_the_terminal_and_can_leave_at_any_moment(tmp_path: Path) -> None:
    window = Terminal(tmp_path, ["run"])
    window.until("3  put something right")
    window.type("5. maybe 1")
    window.until("A private label")
    window.interrupt()

    text = window.until("goes on from here.")

    assert "Stopped." in text
    assert window.ended() == 0


def test_after_the_meeting_the_window_stays_and_hears(tmp_path: Path) -> None:
    window = Terminal(tmp_path, ["run"])
    for before, line in zip(
        ["3  put something", "label", "They are", "part?", "touch?", "or not", "afraid of", "Might", "lines", "suits"],
        ["5", *THE_EIGHT],
        strict=True,
    ):
        window.until(before)
        window.type(line)
    window.until("yes, partly or no")
    window.type("partly")
    window.until("Where shall it find you?")
    window.type("1")
    window.until("Ctrl-C ends this window. Nothing is lost.")
    window.type("why")
    window.until("of 4 used in these seven days")
    window.interrupt()

    text = window.until("question is kept.")

    assert "Stopped." in text
    assert window.ended() == 0


def test_who_comes_back_gets_the_open_question_and_is_asked_whether_it_helped(tmp_path: Path) -> None:
    is_set_up(tmp_path)
    window = Terminal(tmp_path, ["run"], TENDING_CLOCK="2026-11-21T18:55:00Z")
    window.until("Welcome back. One open question.")
    window.until("3  put something right")
    window.type("2")
    window.until("(yes, partly or no)")
    window.type("partly")
    window.until("Did this question   1 help   2 neither   3 make it worse")
    window.type("1")
    window.until("Good to know. Next: Tuesday evening. Nothing to do until then.")
    window.interrupt()

    text = window.until("Good night.")

    assert "Stopped. Tuesday's question is kept. Good night." in text
    assert window.ended() == 0


def test_a_rating_is_asked_once_and_enter_skips_it(tmp_path: Path) -> None:
    is_set_up(tmp_path)
    window = Terminal(tmp_path, ["run"], TENDING_CLOCK="2026-11-21T18:55:00Z")
    window.until("3  put something right")
    window.type("2")
    assert "Did this question" not in window.until("(yes, partly or no)")
    window.type("no")
    window.until("Did this question")
    window.type("")
    window.type("1")
    window.until("Kept. It answers no question")
    window.interrupt()

    window.until("Stopped.")

    assert window.ended() == 0


def test_a_page_is_typed_until_an_empty_line(tmp_path: Path) -> None:
    is_set_up(tmp_path)
    window = Terminal(tmp_path, ["run"], TENDING_CLOCK="2026-11-21T08:00:00Z")
    window.until("Welcome back.")
    window.type("hold")
    window.until("Write it here, all of it. Nothing is sent.")
    for line in ("I miss you", "come back", ""):
        window.type(line)
    window.until("Held. Nothing was sent.")
    window.interrupt()
    window.until("Stopped.")

    window.ended()

    assert texts_of(tmp_path, "held")[0] == "I miss you\ncome back"


def test_the_terminal_is_given_back_as_it_was(tmp_path: Path) -> None:
    is_set_up(tmp_path)
    shell = ["sh", "-c", 'trap : INT; echo "<$(stty -g)>"; "$0" -m tending run; echo "<$(stty -g)>"', sys.executable]
    window = Terminal(tmp_path, [], command=shell, TENDING_CLOCK="2026-11-21T08:00:00Z")
    before = window.until(">")
    window.until("\n> ")
    window.interrupt()
    window.until("<")

    after = window.until(">")

    assert before.strip("<>") == after.strip(">")
    assert window.ended() == 0


def test_ctrl_d_leaves_as_ctrl_c_does(tmp_path: Path) -> None:
    is_set_up(tmp_path)
    window = Terminal(tmp_path, ["run"], TENDING_CLOCK="2026-11-21T08:00:00Z")
    window.until("Nothing to do until then.")
    window.until("> ")

    window.press(b"\x04")

    window.until("Stopped. Today's question is kept.")
    assert window.ended() == 0


def test_bytes_that_are_no_text_are_kept_and_end_nothing(tmp_path: Path) -> None:
    is_set_up(tmp_path)
    window = Terminal(tmp_path, ["run"], TENDING_CLOCK="2026-11-21T08:00:00Z")
    window.until("> ")

    window.press(b"caf\xe9 alone\r")

    window.until("Kept. It answers no question")
    window.interrupt()
    window.until("Stopped.")
    assert window.ended() == 0
    assert "alone" in texts_of(tmp_path, "note")[0]


def test_a_window_that_is_closed_ends_it_cleanly(tmp_path: Path) -> None:
    is_set_up(tmp_path)
    window = Terminal(tmp_path, ["run"], TENDING_CLOCK="2026-11-21T08:00:00Z")
    window.until("Welcome back.")

    os.kill(window.process, signal.SIGHUP)

    assert window.ended() == 0


def test_the_demo_shows_a_month_and_keeps_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tending", "demo", "--speed", "1000000000", "--days", "8"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": os.environ["PATH"], "TENDING_HOME": str(tmp_path), "TENDING_CLOCK": CLOCK},
        timeout=120,
    )

    assert "Sat 21 Nov 17:00\n  What would you most like to come of this?" in done.stdout
    assert "Noted: three good, two hard." in done.stdout
    assert "the store is gone and nothing was kept" in done.stdout
    assert list(tmp_path.iterdir()) == []
