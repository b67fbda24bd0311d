"""Answers, words, the drawer and what happened between the two, as commands."""

import io
import sys
from pathlib import Path

import pytest

from cli_home import Home
from tending import cli
from tending.cli import typed


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, monkeypatch, capsys)


def test_an_answer_is_echoed_and_the_sitting_goes_on_with_its_next_question(home: Home) -> None:
    home.asked()

    ran = home("reply", "2")

    assert ran.code == 0
    assert ran.out.startswith("Noted: good terms.\n\n")
    assert ran.out.endswith("(yes, partly or no)\n")


def test_a_reply_as_json_has_the_keys_that_scripts_rely_on(home: Home) -> None:
    opened = home.asked()

    said = home("reply", "--json", "2").json

    assert set(said) >= {"understood", "echo", "check_in", "next_at", "card"}
    assert (said["understood"], said["check_in"], said["card"]) == ("answer", opened, None)
    assert said["question"]


def test_the_last_answer_of_a_sitting_says_when_the_next_question_comes(home: Home) -> None:
    home.asked()
    home("reply", "2")

    said = home("reply", "--json", "yes").json

    assert said["next_at"][:13] in {"2026-01-08T18", "2026-01-08T19"}
    assert "Next: Thursday evening." in said["echo"]


def test_an_answer_may_name_its_check_in(home: Home) -> None:
    opened = home.asked()

    said = home("reply", opened, "good", "terms", "--json").json

    assert (said["understood"], said["check_in"]) == ("answer", opened)


def test_a_second_reply_to_a_check_in_adds_to_it(home: Home) -> None:
    opened = home.asked()
    home("skip")

    said = home("reply", opened, "one more thing", "--json").json

    assert (said["understood"], said["check_in"]) == ("addendum", opened)


def test_a_number_is_an_answer_and_no_id(home: Home) -> None:
    home.asked()

    assert home("reply", "3", "--json").json["echo"] == "Noted: put something right."


def test_a_check_in_that_never_was_is_refused_and_the_open_one_named(home: Home) -> None:
    opened = home.asked()

    ran = home("reply", "c99", "yes")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"there is no check-in c99; open now: {opened}\n"


def test_an_answer_is_read_from_standard_input_with_all_its_lines(home: Home) -> None:
    home.asked()

    home("reply", typed="2\nbecause of the children\n")

    [row] = home("journal", "--search", "children", "--json").json
    assert row["text"] == "2\nbecause of the children"
    assert row["answer"] == {"choice": "good terms", "also": "because of the children"}


@pytest.mark.parametrize("arguments", [("reply",), ("reply", ""), ("hold",)])
def test_nothing_is_no_answer(home: Home, arguments: tuple[str, ...]) -> None:
    home.asked()

    ran = home(*arguments)

    assert ran.code == 2
    assert ran.err.count("\n") == 1


def test_words_in_bytes_that_are_no_text_are_kept_readable(home: Home) -> None:
    home.begun()

    home("reply", "caf\udce9 at noon")

    assert home("journal", "--limit", "1", "--json").json[0]["text"] == "caf\ufffd at noon"


def test_a_note_that_is_too_long_is_refused_before_anything_is_kept(home: Home) -> None:
    home.begun()

    ran = home("reply", typed="a" * 100_001)

    assert ran.code == 2
    assert "keep it shorter" in ran.err


def test_help_gives_the_card_and_nothing_else_and_pauses(home: Home) -> None:
    home.asked()

    said = home("reply", "--json", "help").json
    shown = home("help")

    assert said["card"].startswith("Thank you for saying so.")
    assert shown.out.startswith("Thank you for saying so.\n")
    assert "\nCheck-ins are paused until you write resume." in shown.out
    assert home("status", "--json").json["paused_until"] == "until you write resume"


@pytest.mark.parametrize(
    ("command", "echo"),
    [
        (("pause", "2w"), "Paused until Monday 19 January."),
        (("pause", "until", "3", "May"), "Paused until Sunday 3 May."),
        (("pause",), "Paused until you write resume."),
        (("resume",), "Going on."),
        (("skip",), "Skipped; that is an answer too."),
        (("later", "3d"), "Not now, then. It comes back Thursday evening."),
        (("later",), "Not now, then. It comes back Wednesday evening."),
        (("less",), "Less often, from now: at most 3 a week"),
        (("more",), "More often from Monday 12 January: up to 5 a week"),
        (("undo",), "There is nothing to take back."),
        (("next",), "One question is open already."),
    ],
)
def test_the_words_that_always_work_are_commands_too(home: Home, command: tuple[str, ...], echo: str) -> None:
    home.asked()

    said = home(*command, "--json").json

    assert said["echo"].startswith(echo)


def test_a_pause_nobody_can_read_is_refused(home: Home) -> None:
    ran = home("pause", "a bit")

    assert ran.code == 2
    assert ran.err == "pause a bit: write a while such as 3d or 2w, or a date such as 2026-05-03\n"


def test_undo_takes_the_last_answer_back_and_the_journal_says_so(home: Home) -> None:
    home.asked()
    home("reply", "2")

    home("undo")

    taken_back = {row["kind"]: row["taken_back"] for row in home("journal", "--json").json}
    assert taken_back["answered"] is True
    assert taken_back["asked"] is False
    assert "(taken back)" in home("journal").out


def test_undo_shows_what_it_took_back(home: Home) -> None:
    home.asked()
    home("reply", "2, maybe")
    home("contact", "log", "--me", "a line that no undo takes back")

    told = home("undo")

    assert told.out.startswith("Taken back.")
    assert "\n    2, maybe\n" in told.out


def test_undo_shows_nothing_where_nothing_was_taken_back_or_all_is_hidden(home: Home) -> None:
    home.asked()
    nothing = home("undo").out
    home("reply", "2, maybe")
    home("hide")

    assert nothing.count("\n") == 1
    assert "2, maybe" not in home("undo").out


def test_a_page_is_held_listed_and_put_away(home: Home) -> None:
    home.begun()
    home("hold", typed="all of it\nless\n")
    [page] = home("hold", "--list", "--json").json

    kept = home("hold", "--keep", page["id"], "--json").json
    deleted = home("hold", "--delete", page["id"])

    assert page["text"] == "all of it\nless"
    assert page["show_at"] == "2026-01-06T18:00:00Z"
    assert kept == {"id": page["id"], "became": "kept"}
    assert deleted.out == "Put away. It is not shown again; its words stay in your journal.\n"
    assert home("hold", "--list").out == "The drawer is empty.\n"


def test_a_page_may_be_written_on_the_command_line(home: Home) -> None:
    home.begun()

    told = home("hold", "i want", "to write to her")

    assert "Nothing was sent" in told.out
    assert [one["text"] for one in home("hold", "--list", "--json").json] == ["i want to write to her"]


def test_the_drawer_shows_its_pages_on_the_keepers_clock(home: Home) -> None:
    home.begun().has("TENDING_KEEPER__ZONE", "Europe/Berlin")
    home("hold", typed="all of it")

    assert "Tue 06 Jan 18:00\n  all of it\n" in home("hold", "--list").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--list", "--keep", "p3"), "one of --list, --keep and --delete at a time"),
        (("--keep", "x"), "is no page"),
        (("--list", "words"), "stand alone"),
        (("--delete", "99"), "there is no page p99"),
    ],
)
def test_the_drawer_refuses_what_it_cannot_do(home: Home, arguments: tuple[str, ...], said: str) -> None:
    ran = home("hold", *arguments)

    assert ran.code == 2
    assert said in ran.err


def test_what_they_wrote_is_logged_on_its_day(home: Home) -> None:
    home.begun()

    said = home("contact", "log", "--they", "how", "are", "you", "--on", "yesterday", "--json").json

    [row] = home("journal", "--search", "how are you", "--json").json
    assert said["understood"] == "they-wrote"
    assert (row["kind"], row["bond"]) == ("said", "S")


def test_what_you_wrote_may_come_from_standard_input(home: Home) -> None:
    home.begun()

    home("contact", "log", "--me", "-", "--bond", "S", typed="a long letter\nwith lines\n")

    assert home("journal", "--search", "letter", "--json").json[0]["text"] == "a long letter\nwith lines"


@pytest.mark.parametrize(
    "arguments",
    [
        ("log",),
        ("log", "--they", "--me"),
        ("log", "--they", "--on", "2026-01-06"),
        ("log", "--they", "--bond", "nobody"),
    ],
)
def test_contact_that_makes_no_sense_is_refused(home: Home, arguments: tuple[str, ...]) -> None:
    home.begun()

    assert home("contact", *arguments).code == 2


def test_contact_state_says_what_is_shut_and_why(home: Home) -> None:
    home("bond", "add", "S", "--said", "stop")

    [row] = home("contact", "state", "--json").json
    shown = home("contact", "state").out

    assert (row["bond"], row["state"]) == ("S", "CLOSED")
    assert {"reach", "rehearse", "meet"} <= set(row["shut"])
    assert shown.startswith("S: they asked you to stop\n  They said no, so nothing about reaching S. ")
    assert "\n  - reach: shut: they said no\n" in shown


def test_contact_state_without_a_bond_says_how_to_begin(home: Home) -> None:
    assert home("contact", "state").out == "No bond yet: tending init\n"


def test_a_command_wakes_nobody_when_no_daemon_runs(home: Home) -> None:
    assert home("resume").err == ""


class Keyboard(io.StringIO):
    """Somebody at a terminal."""

    def isatty(self) -> bool:
        return True


def test_at_a_terminal_the_question_is_shown_before_the_answer_is_typed(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home.asked()
    monkeypatch.setattr(sys, "stdin", Keyboard("2\n"))

    code = cli.run(["reply"])

    out, err = capsys.readouterr()
    assert code == 0
    assert out.startswith("What would you most like to come of this?\n\n  1  try again\n")
    assert "\nNoted: good terms.\n" in out
    assert err == "Your answer. End with Ctrl-D on a line of its own.\n"


def test_at_a_terminal_the_drawer_says_how_to_end_at_the_beginning_of_a_line(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home.begun()
    monkeypatch.setattr(sys, "stdin", Keyboard("all of it\n"))

    cli.run(["hold"])

    assert "\nEnd with Ctrl-D on a line of its own.\n" in capsys.readouterr().err


def test_at_a_terminal_a_secret_is_typed_unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Keyboard("shown"))
    monkeypatch.setattr("getpass.getpass", lambda prompt: f"unseen, for {prompt}")

    assert typed.one_line("Password") == "unseen, for Password: "
