"""German from the settings to the screen and the mail."""

from pathlib import Path

import pytest

from cli_home import Home
from integration import keeping
from integration.mailing import NOW, QUESTION, channel, taken
from integration.mailserver import MailServer
from integration.test_terminal import Terminal, is_set_up
from tending.adapters.channels.mail.answers import answer_in
from tending.adapters.channels.mail.marks import MARKERS

home = keeping.home


@pytest.fixture(autouse=True)
def in_german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENDING_KEEPER__LANGUAGE", "de")


def test_a_question_is_asked_answered_and_told_in_german(home: Home) -> None:
    home("bond", "add", "S")
    opened = home("next")

    first = home("reply", "blau")
    second = home("reply", "2", "--json").json

    assert "Was wünschst du dir" in opened.out
    assert "  2  gut miteinander auskommen" in opened.out
    assert first.out.startswith("Das konnte ich nicht lesen.")
    assert second["echo"].startswith("Notiert: gut miteinander auskommen.")
    assert {"choice": "good terms"} in [row["answer"] for row in home("journal", "--json").json]


def test_decks_and_what_is_planned_are_shown_in_german(home: Home) -> None:
    home("bond", "add", "S")

    assert "Will ich das?" in home("deck", "list").out
    assert "Deine Richtung" in home("deck", "show", "want").out
    assert "in diesen sieben Tagen verbraucht" in home("preview").out


def test_a_language_that_is_not_there_stops_with_78(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENDING_KEEPER__LANGUAGE", "fr")

    ran = home("status")

    assert ran.code == 78
    assert "keeper.language: is no language of this release: write en or de" in ran.err


def test_a_mail_has_its_fixed_lines_in_german(mail_server: MailServer) -> None:
    channel(mail_server.settings(language="de")).send(QUESTION, now=NOW)

    part = taken(mail_server).get_body(("plain",))

    assert part is not None
    lines = part.get_content().splitlines()
    assert lines[0] == MARKERS["de"]
    assert max(map(len, lines)) <= 72
    assert " ".join(lines[lines.index("--") :]).endswith("nichts mehr an diese Adresse:  stopp")


@pytest.mark.parametrize("language", MARKERS)
def test_what_was_typed_above_the_line_is_the_answer_in_every_language(language: str) -> None:
    mail = f"teils, nur zweimal\n\n> {MARKERS[language]}\n>\n> Guten Abend.\n"

    assert answer_in(mail) == "teils, nur zweimal"


def test_the_window_speaks_german(tmp_path: Path) -> None:
    is_set_up(tmp_path)
    window = Terminal(tmp_path, ["run"], TENDING_CLOCK="2026-11-21T08:00:00Z", TENDING_KEEPER__LANGUAGE="de")
    window.until("Willkommen zurück.")
    window.type("nächste")
    window.until("Was wünschst du dir")
    window.type("1")
    window.until("ja, teils oder nein")
    window.type("ja")
    window.until("1 geholfen   2 weder noch")
    window.type("1")
    window.until("Bis dahin ist nichts zu tun.")
    window.press(b"\x03")

    text = window.until("auf dich auf.")

    assert "Angehalten. " in text
    assert window.ended() == 0
