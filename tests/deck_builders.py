"""Decks for tests, written as a keeper writes them."""

import tomllib
from collections.abc import Mapping

from tending.core.decks import parse
from tending.core.model import Deck

TOP = {"family": '"ground"'}
PLAIN = {"kind": '"plain"', "times": '["07:30"]'}
PROMPT = {"id": '"N1"', "line": '"A line"', "body": '"How is it?"', "form": '"text"'}


def a_deck(top: Mapping[str, str] = TOP, *prompts: Mapping[str, str]) -> str:
    """A deck as TOML. Every prompt is a good one with the keys given changed; an empty value leaves the key out."""
    tables = [lines(PROMPT | dict(prompt)) for prompt in prompts or ({},)]
    return "\n[[prompt]]\n".join([lines(top), *tables])


def lines(keys: Mapping[str, str]) -> str:
    return "\n".join(f"{key} = {value}" for key, value in keys.items() if value)


def read(text: str, name: str = "own.toml") -> Deck:
    deck, errors = parse(name, tomllib.loads(text))
    assert errors == []
    assert deck is not None
    return deck


def wrong(text: str, name: str = "own.toml") -> list[str]:
    deck, errors = parse(name, tomllib.loads(text))
    assert deck is None
    return errors
