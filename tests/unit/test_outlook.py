"""What is worked out once about a bond, and holds for as long as time and the doors make the same of it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from builders import a_bond, a_plan, at
from tending.adapters.journal.memory import MemoryJournal
from tending.core import calling, choosing, gates
from tending.core.contact import ContactState
from tending.core.model import Profile
from tending.core.records import Query
from tending.core.standing import Standing, apply
from tending.service.simulating import Scenario, simulate

PLAN = a_plan()


def a_life(persona: str, profile: Profile) -> list[tuple[datetime, Standing]]:
    """Every tenth standing of a year, with its instant."""
    journal = MemoryJournal()
    simulate(PLAN, journal, Scenario(persona=persona, profile=profile, bonds=2, days=365, seed=3))
    with journal.reading() as work:
        entries = work.entries(Query(oldest_first=True))
    told, standing = [], Standing()
    for entry in entries:
        standing = apply(standing, entry)
        told.append((entry.at, standing))
    return told[::10]


def anew(standing: Standing) -> Standing:
    """An equal standing about which nothing is remembered."""
    return replace(standing, bonds=tuple(replace(bond) for bond in standing.bonds))


def instants(standing: Standing, now: datetime) -> list[datetime]:
    """Now, later, and one minute on either side of what time alone changes next."""
    found = [now + timedelta(days=days) for days in (0, 1, 9, 40, 200)]
    for bond in standing.bonds:
        if (change := calling.changes(PLAN, bond, now)) is not None:
            found += [change - timedelta(minutes=1), change + timedelta(minutes=1)]
    return sorted(found)


@pytest.mark.parametrize("persona", ["random", "space", "no-reply", "welcomed"])
def test_what_was_remembered_at_one_instant_is_what_is_found_at_another(persona: str) -> None:
    for now, standing in a_life(persona, Profile.FORMER_PARTNER):
        for moment in instants(standing, now):
            remembered = choosing.candidates(PLAN, standing, moment)

            assert remembered == choosing.candidates(PLAN, anew(standing), moment)


def test_an_equal_outlook_is_the_first_one() -> None:
    bond = a_bond()

    first = gates.outlook(PLAN, bond, at(1))

    assert gates.outlook(PLAN, bond, at(2)) is first
    assert gates.outlook(PLAN, replace(bond, practical=True), at(2)) is not first


@pytest.mark.parametrize(
    "changes",
    [{"state": ContactState.LEGAL}, {"since": at(3)}, {"long_shut": True}, {"known": frozenset({"waiting"})}],
)
def test_an_outlook_is_another_when_anything_in_it_is(changes: dict[str, Any]) -> None:
    first = gates.outlook(PLAN, a_bond(), at(1))

    assert replace(first, **changes) != first
    assert replace(first, at=at(9)) == first
