"""The catalogue of entries, and the errors."""

from dataclasses import FrozenInstanceError, fields
from typing import Any

import pytest

from builders import START
from tending.core import entries as e
from tending.core.entries import CATALOGUE, Draft, Entry
from tending.core.errors import (
    ChannelError,
    DeckError,
    RefusedError,
    SettingsError,
    StoreBusyError,
    StoreError,
    TendingError,
    UsageError,
)

PLANNERS = {
    "began",
    "settings",
    "decks",
    "channel",
    "asked",
    "went-on",
    "lapsed",
    "extended",
    "undelivered",
    "withdrawn",
    "reminded",
}


def test_every_kind_has_a_name_of_its_own_and_a_version() -> None:
    assert all(kind == fact.kind and fact.version >= 1 for kind, fact in CATALOGUE.items())
    assert len(set(CATALOGUE.values())) == len(CATALOGUE)


def test_what_the_keeper_writes_or_does_is_a_word_and_what_the_program_does_is_none() -> None:
    silent = {kind for kind, fact in CATALOGUE.items() if not fact.word}

    assert silent == PLANNERS | {"held-shown", "forgotten", "hidden", "marks", "still-here", "digest"}


@pytest.mark.parametrize("kind", CATALOGUE)
def test_an_entry_is_never_edited(kind: str) -> None:
    fact: Any = CATALOGUE[kind]

    with pytest.raises(FrozenInstanceError):
        object.__new__(fact).text = "something else"
    assert "kind" not in {field.name for field in fields(fact)}


def test_a_draft_and_an_entry_carry_a_fact_to_its_instant() -> None:
    draft = Draft(payload=e.Noted(text="hello"), at=START)
    entry = Entry(seq=1, bond=0, at=START, payload=draft.payload, kind="note")

    assert (draft.bond, entry.kind) == (0, e.Noted.kind)
    with pytest.raises(FrozenInstanceError):
        draft.at = START  # type: ignore[misc]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (TendingError("x"), 1),
        (UsageError("x"), 2),
        (RefusedError("x"), 3),
        (ChannelError("x"), 4),
        (StoreError("x"), 5),
        (StoreBusyError("x"), 5),
        (SettingsError(["x"]), 78),
        (DeckError(["x"]), 78),
    ],
)
def test_every_error_is_one_of_ours_and_has_its_exit_code(error: TendingError, code: int) -> None:
    assert (error.exit_code, str(error)) == (code, "x")


def test_a_channel_says_whether_trying_again_may_help_and_whether_it_may_have_arrived() -> None:
    error = ChannelError("gone", permanent=True, uncertain=True)

    assert (error.permanent, error.uncertain) == (True, True)
    assert (ChannelError("busy").permanent, ChannelError("busy").uncertain) == (False, False)


def test_settings_tell_all_that_is_wrong_at_once() -> None:
    error = SettingsError(["one", "two"])

    assert (error.lines, str(error)) == (["one", "two"], "one\ntwo")
