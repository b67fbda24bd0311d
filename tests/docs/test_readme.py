"""The README says nothing that is not so."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from docs.pages import README, ROOT, blocks, commands, rows, targets
from tending import cli
from tending.cli.program import COMMANDS
from tending.config.settings import KINDS
from tending.core.errors import TendingError
from tending.core.model import Word
from tending.core.replies import read
from tending.service.personas import PERSONAS

FIRST_SCREEN = README.splitlines()[:40]
ELSEWHERE = ("ntfy", "telegram", "matrix", "signal", "whatsapp", "sms", "slack", "discord", "desktop", "web page")


def table_commands() -> list[list[str]]:
    """The first cell of each row: `tending simulate`, or the bare names beside it."""
    cells = [cell for cell, *_ in rows(README, "Commands")]
    return [
        code.removeprefix("tending ").split()
        for cell in cells
        for code in re.findall(r"`([^`]+)`", cell)
        if code[0] != "-"
    ]


def errors(kind: type[TendingError] = TendingError) -> Iterator[type[TendingError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from errors(below)


def help_of(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    code = cli.run([*words, "--help"])
    said = capsys.readouterr()
    assert code == 0, said.err
    return said.out


CALLED = sorted({" ".join(words) for words in [*commands(README), *table_commands()]})


@pytest.mark.parametrize("call", CALLED)
def test_every_command_in_it_explains_itself(call: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = [word for word in call.split() if re.fullmatch(r"[a-z-]+", word)]
    path = (
        words[:2] if words[:1] and words[0] in {"channel", "deck", "bond", "contact", "helpline", "eval"} else words[:1]
    )

    said = help_of(path, capsys)

    assert said.lstrip().startswith("Usage: ")
    assert [option for option in re.findall(r"--[a-z-]+", call) if option not in said] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_there_is_has_its_place_in_the_table(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    named = {words[0] for words in table_commands()}

    said = help_of([name], capsys)

    assert name in named
    assert said.lstrip().startswith(f"Usage: tending {name}")


def test_the_table_names_no_command_that_is_not_there() -> None:
    named = {words[0] for words in table_commands()}

    assert named - COMMANDS.keys() == set()


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    said = help_of([], capsys)

    assert [name for name in COMMANDS if not re.search(rf"^\W*{name}\s", said, flags=re.MULTILINE)] == []


def test_the_personas_in_it_are_those_there_are() -> None:
    (row,) = (does for cell, does in rows(README, "Commands") if "simulate" in cell)

    assert row.split(": ")[1].split(", ") == list(PERSONAS)


def test_the_exit_codes_in_it_are_those_of_the_errors() -> None:
    sentence = re.search(r"Exit codes: (.*?)\.\s", README, flags=re.DOTALL)
    assert sentence is not None

    named = [int(number) for number in re.findall(r"(?:^|,\s)(\d+) [a-z]", sentence[1])]

    assert named == sorted({0} | {error.exit_code for error in errors()})


def test_its_first_screen_fits_eighty_columns() -> None:
    assert [line for line in FIRST_SCREEN if len(line) > 80] == []


def test_its_first_screen_names_only_commands_that_exist() -> None:
    screen = "\n".join(FIRST_SCREEN)

    assert {words[0] for words in commands(screen) if words} <= COMMANDS.keys()
    assert targets(screen) == {"run", "test"}


def test_its_first_screen_names_only_channels_that_exist() -> None:
    screen = "\n".join(FIRST_SCREEN).lower()

    assert KINDS.keys() == {"terminal", "email", "apprise"}
    assert [word for word in ELSEWHERE if re.search(rf"\b{word}\b", screen)] == []
    assert all(word in screen for word in ("terminal", "e-mail", "apprise"))


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_what_make_is_told_to_make_is_in_the_makefile(page: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")

    known = re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE)

    assert targets((ROOT / page).read_text("utf-8")) - set(known) == set()


def test_every_file_it_links_to_is_there() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]

    links = [(page, link) for page in pages for link in re.findall(r"\]\(([^):]+)\)", page.read_text("utf-8"))]

    assert len(links) > 4
    assert [str(link) for page, link in links if not (page.parent / link).exists()] == []


def test_the_words_it_says_always_work_are_understood() -> None:
    (block,) = (block for block in blocks(README) if block.lstrip().startswith("3      3/5"))
    words = [word for line in block.splitlines()[1:] for word in re.split(r"\s{2,}", line.strip())]

    understood = [read(word, None, today=date(2026, 1, 5)) for word in words]

    assert len(words) > 12
    assert [word for word, one in zip(words, understood, strict=True) if not isinstance(one, Word)] == []


def test_the_changelog_has_a_place_for_what_is_not_released() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")

    headings = re.findall(r"^## (.+)$", changelog, flags=re.MULTILINE)
    unreleased = changelog.split("\n## Unreleased\n")[1].split("\n## ")[0]

    assert headings[0] == "Unreleased"
    assert unreleased.strip().startswith("- ")
