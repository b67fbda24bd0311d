"""A changed copy of a frozen value is what the library's own would be."""

import dataclasses

import pytest

from builders import a_bond, a_standing, at
from tending.core.contact import Attempt
from tending.core.entries import Entry
from tending.core.frozen import replace
from tending.core.ledgers import EMPTY
from tending.core.standing import Shown, Track

NOW = at(1, 18)

THINGS = [
    (a_standing(a_bond()), {"seq": 7, "asked": 3}),
    (a_bond(), {"label": "M"}),
    (Shown(), {"on": NOW.date()}),
    (Track(), {"factor": 1.5}),
    (Attempt(at=NOW), {"heard_at": NOW}),
    (EMPTY, {}),
    (Entry(seq=1, bond=1, at=NOW, payload=None, kind="noted"), {"seq": 2}),
]


@pytest.mark.parametrize(("thing", "changes"), THINGS, ids=lambda one: type(one).__name__)
def test_a_copy_differs_in_what_was_changed_and_in_nothing_else(thing: object, changes: dict[str, object]) -> None:
    before = dataclasses.replace(thing)  # type: ignore[type-var]

    copy = replace(thing, **changes)

    assert copy == dataclasses.replace(thing, **changes)  # type: ignore[type-var]
    assert copy is not thing
    assert thing == before
    assert type(copy) is type(thing)


@pytest.mark.parametrize(("thing", "changes"), THINGS, ids=lambda one: type(one).__name__)
def test_a_name_that_is_no_field_is_an_error(thing: object, changes: dict[str, object]) -> None:
    with pytest.raises(TypeError):
        replace(thing, **{**changes, "nothing": 1})


def test_a_copy_cannot_be_changed_in_place() -> None:
    copy = replace(a_bond(), label="M")

    with pytest.raises(dataclasses.FrozenInstanceError):
        copy.label = "N"  # type: ignore[misc]
