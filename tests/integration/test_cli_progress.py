"""`progress`, `report` and `export` by the command line: what they show, and the files they leave."""

import io
import json
import sys
import tempfile
import zipfile
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

import icalendar
import pyrage
import pytest

from cli_home import MONDAY, Home
from integration.test_terminal import Terminal
from tending.app import App, typed
from tending.cli import progress as progress_room
from tending.core.entries import BondAdded
from tending.core.model import Profile, Verb, Word
from tending.ports import Journal
from tending.service import beginning, commanding, hearing, promising
from tending.service.turn import Turn

SECRET = "four old brown boots"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, monkeypatch, capsys)


def lived_in(home: Home) -> Home:
    """With a friend called Anna, an answer, a contact and six promises of which four were kept."""
    home.store.write_bytes(a_life())
    return home


@lru_cache
def a_life() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        app = App({"TENDING_HOME": folder, "TENDING_KEEPER__ZONE": "UTC", "TENDING_CLOCK": MONDAY})
        store = app.paths.store
        store.parent.mkdir(mode=0o700, parents=True)
        _live(app.turn(), app.journal)
        app.close()
        return store.read_bytes()


def _live(turn: Turn, journal: Journal) -> None:
    beginning.begin(turn, journal)
    with journal.writing() as work:
        beginning.add_bond(turn, work, BondAdded(label="Anna", profile=Profile.FRIEND))
    commanding.obey(turn, journal, Word(verb=Verb.NEXT))
    hearing.hear(turn, journal, typed("1. Anna knows, and Annabel", turn.now))
    commanding.log_contact(turn, journal, "they", bond="", on=turn.today, text="hello from ANNA")
    for number in range(7):
        day = turn.today + timedelta(days=25)
        promising.add(turn, journal, f"cook for Anna, {number}", sure=95, by=day, cue="", theirs=False, bond="")
        outcome = "kept" if number < 4 else "broken"
        if number < 6:
            made = promising.rows(journal)[-1].id
            promising.review(turn, journal, made, outcome, text="", bond="")


# -- progress ------------------------------------------------------------------------------------------------------


def test_progress_fits_the_screen_and_names_its_n(home: Home) -> None:
    shown = lived_in(home)("progress").out

    assert max(map(len, shown.splitlines())) < 80
    assert "4 of 6, 67 % (30-90)" in shown
    assert "In brackets" in shown


def test_progress_says_when_there_are_too_few(home: Home) -> None:
    home.begun()
    home("promise", "add", "call", "--sure", "95")
    made = home("promise", "list", "--json").json[0]["id"]
    home("promise", "review", str(made), "kept")

    shown = home("progress", "--family", "promise").out

    assert "1 of 1: too few to say" in shown
    assert "1 so far: too few to say" in shown
    assert "%" not in shown


def test_progress_with_nothing_to_show_says_so(home: Home) -> None:
    assert "Nothing to show yet" in home.begun()("progress").out
    assert home("progress", "--json").json == [{"bond": "S", "families": []}]


def test_progress_as_json_has_what_is_measured_by_bond_and_family(home: Home) -> None:
    (told,) = lived_in(home)("progress", "--json", "--family", "promise").json

    (promise,) = told["families"]
    assert (told["bond"], promise["family"]) == ("Anna", "promise")
    assert [(one["name"], one["n"]) for one in promise["figures"]] == [
        ("promise-kept", 6),
        ("promise-brier", 6),
        ("promise-open", 1),
    ]


def test_progress_is_plain_ascii_where_the_terminal_shows_no_more(home: Home) -> None:
    lived_in(home).has("TERM", "dumb")

    shown = home("progress").out

    assert shown.replace("\u201c", "").isascii()
    assert "...........1 " in shown


def test_a_terminal_in_another_alphabet_gets_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="latin-1"))

    assert not progress_room.can_draw()


def test_progress_of_nobody_names_who_there_is(home: Home) -> None:
    told = home.begun()("progress", "--bond", "X")

    assert (told.code, told.err) == (2, "there is no bond called X; there are: S\n")


@pytest.mark.parametrize("command", ["progress", "report", "export"])
def test_while_everything_is_hidden_there_is_nothing_to_see_and_no_file(home: Home, command: str) -> None:
    lived_in(home)("hide")
    target = home.folder / "out"

    told = home(command, *([] if command == "progress" else ["-o", str(target)]))

    assert told.out == "Nothing to see.\n"
    assert not target.exists()


# -- report --------------------------------------------------------------------------------------------------------


def test_a_report_goes_to_the_screen_or_into_a_file_of_its_own(home: Home) -> None:
    target = home.folder / "report.md"

    shown = lived_in(home)("report").out
    told = home("report", "-o", str(target))

    assert target.read_text("utf-8") == shown
    assert target.stat().st_mode & 0o777 == 0o600
    assert "outside the store now" in " ".join(told.out.split())


def test_a_report_takes_no_place_of_another_file_unless_it_is_forced(home: Home) -> None:
    target = home.folder / "report.html"
    target.write_text("mine")
    lived_in(home)

    refused = home("report", "--format", "html", "-o", str(target))
    assert (refused.code, target.read_text()) == (2, "mine")

    assert home("report", "--format", "html", "-o", str(target), "--force").code == 0
    assert target.read_text("utf-8").startswith("<!doctype html>")
    assert target.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in home.folder.glob(".*")] == []


def test_a_redacted_report_has_no_name_and_says_what_looks_like_one(home: Home) -> None:
    target = home.folder / "report.md"

    told = lived_in(home)("report", "--redact", "bob, Carl", "-o", str(target))
    shown = target.read_text("utf-8")

    assert "anna" not in shown.casefold().replace("annabel", "")
    assert "About […]" in shown
    assert "Alike, and left in: Annabel." in told.out
    for beside in ((), ("--json",)):
        assert "Alike, and left in: Annabel." in home("report", "--redact", "bob, Carl", *beside).err
    assert "Anna" in home("report").out


def test_a_report_as_json_holds_its_chapters(home: Home) -> None:
    told = lived_in(home)("report", "--json", "--without", "reach", "--since", "2026-01-01", "--until", "today").json

    assert told["title"] == "A report"
    assert "What happened between us" not in [one["heading"] for one in told["chapters"]]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--since", "2026-01-04", "--until", "2026-01-02"), "turn them round"),
        (("--since", "2030-01-01"), "has not come yet"),
        (("--redact", "..."), "give a name"),
        (("--without", "nothing"), "--without"),
        (("-o", "/nowhere/at/all"), "name another file"),
        (("--bond", "X"), "no bond called X"),
    ],
)
def test_a_report_that_cannot_be_says_what_to_do(home: Home, words: tuple[str, ...], says: str) -> None:
    told = home.begun()("report", *words)

    assert told.code == 2
    assert says in told.err


# -- export --------------------------------------------------------------------------------------------------------


def test_an_export_is_shut_for_the_holder_of_a_key(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home.folder)
    identity = pyrage.x25519.Identity.generate()

    told = lived_in(home)("export", "--recipient", str(identity.to_public()))

    (made,) = home.folder.glob("tending-*.json.age")
    held = made.read_bytes()
    assert b"Anna" not in held
    assert json.loads(pyrage.decrypt(held, [identity]))["bonds"][0]["label"] == "Anna"
    assert made.stat().st_mode & 0o777 == 0o600
    assert f"age --decrypt -o NEW-FILE {made.name}" in told.out


def test_an_export_is_shut_by_a_passphrase_typed_twice_and_unseen(home: Home) -> None:
    target = home.folder / "all.md.age"
    home.begun()
    window = Terminal(home.folder, ["export", "--format", "md", "-o", str(target)], TENDING_CLOCK=MONDAY)

    window.until("passphrase for the export: ")
    window.type(SECRET)
    shown = window.until("The same again: ")
    window.type(SECRET)
    window.until("shut. To open it:")

    assert window.ended() == 0
    assert SECRET not in shown
    assert target.read_bytes().startswith(b"age-encryption.org/v1\n-> scrypt")


def test_an_export_in_plain_words_says_that_it_is(home: Home) -> None:
    target = home.folder / "all.zip"

    told = lived_in(home)("export", "--format", "csv", "--plain", "-o", str(target))

    assert "Whoever has the file can read it" in " ".join(told.out.split())
    with zipfile.ZipFile(target) as file:
        assert {"journal.csv", "promise.csv"} <= set(file.namelist())
    assert home("export", "--plain", "-o", str(home.folder / "a.json"), "--json").json["shut"] is False


def test_an_export_without_a_file_goes_to_the_screen(home: Home) -> None:
    lived_in(home)

    assert home("export", "--plain").json["program"] == "tending"
    assert "# What I wrote" in home("export", "--plain", "--format", "md").out


def test_a_calendar_holds_the_days_and_no_word(home: Home) -> None:
    target = home.folder / "days.ics"

    told = lived_in(home)("export", "--format", "ics", "-o", str(target))

    (event,) = icalendar.Calendar.from_ical(target.read_bytes()).walk("VEVENT")
    assert (str(event["summary"]), event.decoded("dtstart").isoformat()) == ("A small thing to do", "2026-01-30")
    assert b"nna" not in target.read_bytes()
    assert "No word of yours" in " ".join(told.out.split())


def test_a_calendar_with_words_is_asked_for_twice(home: Home) -> None:
    lived_in(home)

    assert home("export", "--format", "ics", "--words").code == 2
    assert "SUMMARY:cook for Anna\\, 6" in home("export", "--format", "ics", "--words", "--plain").out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "type a passphrase"),
        (("--plain", "--recipient", "age1"), "not both"),
        (("--words",), "only for --format ics"),
        (("--recipient", "nobody"), "public key"),
        (("--plain", "--format", "csv"), "name a file"),
        (("--plain", "--json"), "name a file"),
    ],
)
def test_an_export_that_cannot_be_says_what_to_do(home: Home, words: tuple[str, ...], says: str) -> None:
    told = home.begun()("export", *words)

    assert told.code == 2
    assert says in told.err
