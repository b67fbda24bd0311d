"""Every word that a deck may use is explained in docs/decks.md, and its example is a deck."""

import ast
import re
import tomllib
from collections.abc import Iterable

import pytest

from docs.pages import DECKS, ROOT, blocks, code
from tending.core import deck_languages, decks
from tending.core import deck_words as words
from tending.core.model import Family, FormKind, Profile

READS = {"text", "one_of", "whole", "flag", "words", "table", "tables", "texts"}
CODE = " ".join(code(DECKS))


def keys_of_the_checker() -> set[str]:
    """The keys that decks.py and deck_languages.py take out of a table, and the two that go by another name."""
    core = ROOT / "daemon" / "tending" / "core"
    trees = [ast.parse((core / f"{name}.py").read_text("utf-8")) for name in ("decks", "deck_languages")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    calls = [node for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    taken = [call.args[0] for call in calls if call.func.attr in READS and call.args]  # type: ignore[attr-defined]
    named = {one.value for one in taken if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return named | {then.days_key for then in words.THENS.values() if then.days_key}


def not_in_code(names: Iterable[str]) -> list[str]:
    return [name for name in sorted(names) if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", CODE)]


def ledgers() -> set[str]:
    (block,) = (block for block in blocks(DECKS) if block.startswith("wish."))
    lines = [line.split() for line in block.splitlines()]
    return {f"{family}{name}" for family, *names in lines for name in names}


def example() -> str:
    return next(block for block in blocks(DECKS) if block.startswith("# walks.toml"))


def test_the_keys_are_found_where_the_checker_reads_them() -> None:
    assert {"kind", "id", "line", "go_on", "repeat_days", "neutral", "when", "then", "in"} <= keys_of_the_checker()


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(keys_of_the_checker(), id="keys"),
        pytest.param(words.TESTS, id="tests"),
        pytest.param(words.THENS, id="follow-ups"),
        pytest.param(words.FACTS, id="facts"),
        pytest.param([f"{{{name}}}" for name in words.PLACEHOLDERS | words.OPTION_SOURCES], id="placeholders"),
        pytest.param(words.DOORS | words.CHECKS | words.CARDS, id="targets"),
        pytest.param(words.WEEKDAYS, id="weekdays"),
        pytest.param(FormKind, id="forms"),
        pytest.param(Profile, id="profiles"),
        pytest.param(Family, id="families"),
    ],
)
def test_every_word_of_the_vocabulary_is_explained(names: Iterable[str]) -> None:
    assert not_in_code(names) == []


def test_every_ledger_stands_in_the_list_and_no_other() -> None:
    assert ledgers() == words.LEDGERS


def test_the_lengths_on_the_page_are_those_that_are_checked() -> None:
    assert f"at most {deck_languages.LINE} characters, no name" in DECKS
    assert f"at most {deck_languages.BODY} characters, one ask" in DECKS


def test_the_example_on_the_page_is_a_deck() -> None:
    deck, errors = decks.parse("walks.toml", tomllib.loads(example()))

    assert errors == []
    assert deck is not None
    assert (deck.family, [prompt.id for prompt in deck.prompts]) == (Family.PLAIN, ["walk-today", "walk-ease"])


def test_the_example_beside_the_shipped_decks_is_still_right() -> None:
    from tending.adapters.deck_files import read_decks  # noqa: PLC0415 - only here a disk is read

    deck, _ = decks.parse("walks.toml", tomllib.loads(example()))
    assert deck is not None

    _, errors = decks.merge(read_decks(None), [deck])

    assert errors == []


@pytest.mark.parametrize("text", re.findall(r"^`go_on` and `follow` take .*?;", DECKS, re.DOTALL | re.MULTILINE))
def test_the_conditions_on_the_page_are_in_the_grammar_of_conditions(text: str) -> None:
    shown = re.findall(r"`([a-z-]+)(?:: ?([\w-]+))?`", text.partition("take `when`:")[2])

    assert {test for test, _ in shown} <= words.TESTS
    assert {test for test, operand in shown if operand} == words.OPTION_TESTS | words.NUMBER_TESTS
