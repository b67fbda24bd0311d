"""The help card, the help lines and the figures of the lexicon, on the command line."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cli_home import Home
from integration import keeping
from integration.first_run import ANSWERS, THE_EIGHT, met, settings_of, standing_of, texts_of
from tending.adapters import care_lines, help_lines, shipped
from tending.cli import evaluate
from tending.core.care_scores import HALVES, AuthoredLine, scores
from tending.core.errors import SettingsError

home = keeping.home

CALLING = "I want to die"
THANKS = "Thank you for saying so."


def test_words_that_call_for_the_card_bring_it_in_the_same_output(home: Home) -> None:
    home.has("TENDING_KEEPER__COUNTRY", "GB").asked()

    ran = home("reply", *CALLING.split())

    assert ran.code == 0
    assert ran.out.startswith(f"{THANKS}\n")
    assert "Samaritans: 116 123, any hour; noted November 2026 (unverified)\n" in ran.out
    assert "In danger now: 999." in ran.out
    assert home("status", "--json").json["paused_until"] == "until you write resume"


def test_as_json_the_card_is_under_its_key_and_only_there_a_second_time_it_is_not(home: Home) -> None:
    home.asked()

    first = home("reply", "--json", CALLING).json
    second = home("reply", "--json", CALLING).json

    assert (first["card"], first["understood"]) == (first["echo"], "help")
    assert second["card"] is None
    assert "still here" in second["echo"]


def test_a_figure_of_speech_brings_no_card(home: Home) -> None:
    home.asked()

    assert home("reply", "--json", "2. I'm dying to see her").json["card"] is None


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        (("reply", CALLING), "note"),
        (("hold",), "held"),
        (("contact", "log", "--they", CALLING), "said"),
        (("later", CALLING), "note"),
        (("pause", CALLING), "note"),
    ],
)
def test_every_command_that_takes_words_brings_it_and_keeps_them(
    home: Home, command: tuple[str, ...], kind: str
) -> None:
    home.asked()

    ran = home(*command, typed=CALLING)

    assert (ran.code, ran.out.splitlines()[0]) == (0, THANKS)
    rows = home("journal", "--search", "die", "--json").json
    assert [(row["kind"], row["text"].endswith(CALLING)) for row in rows] == [(kind, True)]


def test_a_label_that_says_so_brings_it_too(home: Home) -> None:
    shown = home("bond", "add", CALLING)
    plain = home("bond", "add", "S", "--json").json
    home("reply", "resume")
    told = home("bond", "add", f"{CALLING}, T", "--json").json

    assert shown.out.startswith(THANKS)
    assert "card" not in plain
    assert told["card"].startswith(THANKS)


def test_nothing_in_the_journal_says_what_a_misread_line_was_taken_for(home: Home) -> None:
    home.begun()
    home("reply", "I want to die my hair")

    said = home("reply", "misread")

    assert said.out.startswith("Sorry for the misreading. It is not kept.")
    assert {row["kind"] for row in home("journal", "--json").json} >= {"note", "paused", "resumed"}
    assert "crisis" not in home("journal", "--json").out


def test_helpline_shows_the_lines_of_the_keepers_country_or_of_another(home: Home) -> None:
    mine = home.has("TENDING_KEEPER__COUNTRY", "DE")("helpline")
    other = home("helpline", "--country", "france", "--json").json

    assert mine.out.startswith("Germany\n  TelefonSeelsorge: 0800 111 0 111")
    assert "(unverified)" in mine.out
    assert (other["country"], other["emergency"]) == ("FR", "112")
    assert other["lines"][0]["number"] == "3114"
    assert {row["verified"] for row in other["lines"]} == {False}
    assert max(map(len, mine.out.splitlines())) < 80


@pytest.mark.parametrize(
    ("arguments", "said"),
    [((), "Your country is not known here."), (("--country", "FJ"), "No lines are kept for FJ.")],
)
def test_an_unknown_country_has_the_local_number_and_where_lines_are(
    home: Home, arguments: tuple[str, ...], said: str
) -> None:
    ran = home("helpline", *arguments)

    assert ran.out.startswith(said)
    assert "your local emergency number" in ran.out
    assert "https://findahelpline.com" in ran.out


def test_what_is_no_country_is_wrong_usage(home: Home) -> None:
    ran = home("helpline", "--country", "Atlantis")

    assert (ran.code, ran.err) == (2, "--country Atlantis: is no country: write two letters, such as DE\n")


def test_the_shipped_list_is_whole_and_says_how_much_of_it_is_unverified(home: Home) -> None:
    home.at("2026-12-01T12:00:00Z")

    ran = home("helpline", "lint")
    counted = home("helpline", "lint", "--json").json

    assert ran.out.startswith("All is well: ")
    assert counted["countries"] >= 20
    assert counted["unverified"] == counted["lines"]


def test_after_two_years_every_line_of_it_is_too_old(home: Home) -> None:
    home.at("2028-11-25T12:00:00Z")

    ran = home("helpline", "lint")

    assert ran.code == 78
    assert len(ran.err.splitlines()) == sum(len(table["line"]) for table in help_lines.every_country().values())
    assert "24 months ago or more" in ran.err


def test_every_country_of_the_list_is_found_and_read_alone() -> None:
    for code, table in help_lines.every_country().items():
        assert help_lines.help_lines(code).name == table["name"]
        assert len(help_lines.help_lines(code).lines) == len(table["line"])


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in the place of the shipped files."""
    monkeypatch.setattr(shipped, "config_dir", lambda: tmp_path)
    help_lines.help_lines.cache_clear()
    yield tmp_path
    help_lines.help_lines.cache_clear()


@pytest.mark.parametrize("text", ['[DE]\nname = "Germany"\n', "[DE]\nname = \n", None])
def test_a_list_that_is_damaged_or_gone_keeps_no_card_waiting(files: Path, text: str | None) -> None:
    if text is not None:
        (files / "helplines.toml").write_text(text)

    assert help_lines.help_lines("DE").lines == ()


@pytest.mark.parametrize("text", ["[DE\n", None])
def test_a_list_that_cannot_be_read_is_said_in_one_line(files: Path, text: str | None) -> None:
    for name in ("helplines.toml", "care-lines.toml"):
        if text is not None:
            (files / name).write_text(text)

    for read in (help_lines.every_country, care_lines.authored_lines):
        with pytest.raises(SettingsError, match=r"^(helplines|care-lines)\.toml: "):
            read()


def test_the_figures_of_the_lexicon_carry_n_and_intervals_for_both_halves(home: Home) -> None:
    rows: list[dict[str, Any]] = home("eval", "lexicon", "--json").json
    text = home("eval", "lexicon").out

    explicit = next(row for row in rows if (row["label"], row["half"]) == ("explicit", "held"))
    hyperbole = next(row for row in rows if (row["label"], row["half"]) == ("hyperbole", "held"))
    assert {row["half"] for row in rows} == set(HALVES)
    assert explicit["recall"]["value"] >= 0.95
    assert explicit["recall"]["low"] < explicit["recall"]["value"] <= explicit["recall"]["high"]
    assert (explicit["false_alarms"], explicit["n"]) == (None, explicit["recall"]["n"])
    assert hyperbole["false_alarms"]["value"] <= 0.02
    assert (hyperbole["recall"], hyperbole["precision"]) == (None, None)
    assert "Never a detector." in text
    assert max(map(len, text.splitlines())) < 80


def test_a_sign_that_nothing_got_has_no_precision() -> None:
    lines = (AuthoredLine(about="crisis", label="explicit", half="dev", text="a walk"),)

    assert "| explicit | dev | 1 | .00 [.00-.79] | - |" in evaluate.tables(scores(lines), markdown=True)


def test_the_meeting_asks_whether_a_line_may_come_a_day_after_the_card(tmp_path: Path) -> None:
    lines = [*THE_EIGHT]
    lines[8] = "yes"

    met(tmp_path, "5", *lines, "partly", "1")

    assert settings_of(tmp_path)["keeper"]["still_here"] is True


def test_what_is_neither_yes_nor_no_to_that_is_asked_once_more(tmp_path: Path) -> None:
    lines = [*THE_EIGHT]
    lines[8:9] = ["perhaps", "no"]

    console = met(tmp_path, "5", *lines, "partly", "1")

    assert "yes or no." in console.text
    assert settings_of(tmp_path)["keeper"]["still_here"] is False


@pytest.mark.parametrize(("line", "kept"), [("still_here = true", True), ("still_here = false", False), ("", None)])
def test_an_answers_file_may_agree_to_it(home: Home, tmp_path: Path, line: str, kept: Any) -> None:
    file = tmp_path / "answers.toml"
    file.write_text(f"{ANSWERS}{line}\n")
    home.at("2026-11-21T17:00:00Z")

    assert home("init", "--answers", str(file)).code == 0
    again = home("init", "--answers", str(file))

    assert tomllib.loads(home.settings.read_text())["keeper"].get("still_here") is kept
    assert "still_here" not in again.out


@pytest.mark.parametrize("place", [0, 2, 7])
def test_at_any_question_of_the_meeting_such_words_bring_the_card_and_end_the_asking(
    tmp_path: Path, place: int
) -> None:
    console = met(tmp_path, "5", *THE_EIGHT[:place], CALLING)

    assert THANKS in console.text
    assert "The rest of setting up waits" in console.text
    assert standing_of(tmp_path).card
    assert texts_of(tmp_path, "note") == [CALLING]


def test_fear_brings_the_lines_of_the_country_once_it_is_known(tmp_path: Path) -> None:
    lines = [*THE_EIGHT]
    lines[5] = "yes"

    console = met(tmp_path, "5", *lines, "1")

    before, _, after = console.text.partition("Your country")
    assert "your local emergency number" in before
    assert "Hilfetelefon Gewalt gegen Frauen: 116 016" in after


# -- where nothing can be kept -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["help", "I want to kill myself"])
def test_the_card_comes_though_the_store_cannot_be_read(home: Home, words: str) -> None:
    home.store.write_bytes(b"no store at all " * 1000)

    ran = home("reply", words)

    assert ran.code == 5
    assert "a reminder program" in ran.out
    assert ran.err.count("\n") == 1


def test_the_card_comes_by_the_drawer_and_though_the_settings_are_wrong(home: Home) -> None:
    home.settings.parent.mkdir(exist_ok=True, mode=0o700)
    home.settings.write_text("[keeper]\ncountri = 1\n")
    home.settings.chmod(0o600)

    ran = home("hold", typed="I want to die tonight\n")

    assert ran.code == 78
    assert "a reminder program" in ran.out


def test_other_words_bring_no_card_where_the_store_cannot_be_read(home: Home) -> None:
    home.store.write_bytes(b"no store at all " * 1000)

    ran = home("reply", typed="a good day\n")

    assert (ran.code, ran.out) == (5, "")
