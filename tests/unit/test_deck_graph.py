"""The graph of the decks: what can never come, what comes round within a day, what nothing fills."""

import pytest

from deck_builders import TOP, a_deck, read
from tending.adapters.deck_files import read_decks
from tending.core import deck_graph, gates, ledgers
from tending.core import deck_words as words
from tending.core.decks import by_id, merge
from tending.core.ledgers import listen
from tending.core.model import Family

SHIPPED = read_decks(None)
PROMPTS = {name: prompt for name, prompt in by_id(SHIPPED).items() if prompt.family is not Family.PLAIN}


def test_the_shipped_decks_make_a_whole() -> None:
    assert list(deck_graph.faults(SHIPPED)) == []
    assert deck_graph.reached(PROMPTS) == PROMPTS.keys()


def test_every_follow_up_of_the_shipped_decks_leads_to_something_that_is_there() -> None:
    targets = {one.target for prompt in PROMPTS.values() for one in prompt.follow if one.then in deck_graph.LEADS}

    assert targets <= PROMPTS.keys()
    assert PROMPTS.keys() >= words.CALLED


def test_what_fills_a_placeholder_is_a_ledger_or_the_ladder() -> None:
    assert words.FILLED <= words.PLACEHOLDERS
    assert words.FILLED - {"cue"} == gates.DERIVED - {"cue"} | {"guess", "topic"}
    assert ledgers.FILLS <= words.FILLED
    assert listen.known(ledgers.EMPTY.listen) == frozenset()


A, B = {"id": '"N1"'}, {"id": '"N2"'}
NEUTRAL = {"body": '"You said {trigger}?"', "neutral": '{ trigger = "that" }'}


def asks(target: str, days: int = 0) -> str:
    return f'[{{ then = "ask", target = "{target}"{f", in = {days}" if days else ""} }}]'


LED = {"needs": '["follow-up"]'}
WRONG = [
    ([A | LED | {"follow": asks("N2", 1)}, B | LED | {"follow": asks("N1", 1)}], "N1: needs: nothing that is ever"),
    ([A | {"needs": '["setup"]'}], "N1: needs: nothing that is ever asked leads here"),
    ([A | {"follow": asks("N2")}, B | {"follow": asks("N1")}], "N1: follow: N1 N2 N1 comes round within a day; "),
    ([A | {"follow": asks("N1")}], "N1: follow: N1 N1 comes round within a day; "),
    ([A | {"follow": asks("N2")}, B | {"go_on": '["N1"]'}], "N1: follow: N1 N2 N1 comes round"),
    ([A | NEUTRAL], "N1: body: nothing fills {trigger}; let an answer keep it"),
]


@pytest.mark.parametrize(("prompts", "expected"), WRONG)
def test_what_does_not_hold_together_is_told_with_file_prompt_and_key(
    prompts: list[dict[str, str]], expected: str
) -> None:
    _, errors = merge([], [read(a_deck(TOP, *prompts))])

    assert [error for error in errors if error.startswith(f"own.toml: {expected}")] != []


FINE = [
    [A | {"follow": asks("N2")}, B | {"follow": asks("N1", 1)}],
    [A | {"follow": asks("N2")}, B | LED],
    [A | {"keeps": '{ trigger = "text" }'}, B | NEUTRAL],
    [A | {"follow": '[{ then = "rest", target = "ground", days = 3 }]'}],
]


@pytest.mark.parametrize("prompts", FINE)
def test_what_holds_together_is_well(prompts: list[dict[str, str]]) -> None:
    assert merge([], [read(a_deck(TOP, *prompts))])[1] == []
