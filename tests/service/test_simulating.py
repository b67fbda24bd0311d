import json
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from service.desk import Desk, a_plan
from tending.adapters.journal.memory import MemoryJournal
from tending.core.model import Plan, Profile
from tending.core.records import Query
from tending.service import simulating
from tending.service.personas import PERSONAS, Keeper
from tending.service.simulating import Scenario, simulate


def a_world(plan: Plan, journal: MemoryJournal, scenario: Scenario) -> simulating.World:
    keeper = simulating._persona(plan, scenario)  # noqa: SLF001 - a door for the test
    return simulating._world(plan, journal, scenario, keeper)  # noqa: SLF001 - as above


def run(persona: str, **known: object) -> dict[str, object]:
    scenario = Scenario(persona=persona, profile=Profile.FRIEND, **known)  # type: ignore[arg-type]
    return simulate(a_plan(), MemoryJournal(), scenario)


def test_the_same_seed_gives_the_same_bytes() -> None:
    first, second = run("random", days=200), run("random", days=200)

    assert json.dumps(first) == json.dumps(second)


def test_another_seed_gives_another_life() -> None:
    assert run("random", days=200)["asked"] != run("random", days=200, seed=2)["asked"]


@pytest.mark.parametrize("persona", sorted(PERSONAS))
def test_every_persona_lives_through_half_a_year(persona: str) -> None:
    shown = run(persona, days=180, bonds=2, seed=3)

    rows = shown["asked"]
    assert isinstance(rows, list)
    assert rows
    assert {"at", "bond", "family", "prompt", "also", "outcome"} <= set(rows[0])
    assert ("M8" in {row["prompt"] for row in rows}) == (persona == "welcomed")
    assert ("reach" in {row["family"] for row in rows}) == (persona not in {"silent", "fades"})


def test_the_contact_states_are_transitions_only_of_each_bond() -> None:
    shown = run("diligent", days=30, bonds=3)

    rows = [(row["bond"], row["at"], row["state"]) for row in shown["contact"]]  # type: ignore[attr-defined]
    assert rows[:3] == [(label, "2026-01-05T00:00:00Z", "QUIET") for label in "SAB"]
    for label in "SAB":
        states = [state for bond, _, state in rows if bond == label]
        assert all(before != after for before, after in pairwise(states))


def test_a_friend_opens_when_ten_days_and_the_first_round_are_over() -> None:
    rows = run("diligent", days=30)["contact"]

    assert rows[1] == {"at": "2026-01-15T00:00:00Z", "bond": "S", "state": "OPEN"}  # type: ignore[index]


def test_a_keeper_who_is_asked_for_one_more_is_in_the_rows_as_opened() -> None:
    plan = a_plan()
    journal = MemoryJournal()
    scenario = Scenario(persona="silent", profile=Profile.FRIEND, days=1)
    world = a_world(plan, journal, scenario)
    world._hear("next", None)  # noqa: SLF001

    with journal.reading() as work:
        rows = simulating._rows(work.entries(Query(oldest_first=True)), {1: "S"})  # noqa: SLF001

    assert rows[0]["opened"] is True


def test_a_plain_deck_question_is_answered_too() -> None:
    shown = simulate(
        a_plan(decks=("gratitude",)),
        MemoryJournal(),
        Scenario(persona="diligent", profile=Profile.FRIEND, days=30),
    )

    assert any(row["family"] == "plain" and row["outcome"] == "answered" for row in shown["asked"])


def test_the_one_honest_minute_comes_every_four_to_eight_weeks_while_promises_and_rounds_of_reaching_out_go_first() -> (
    None
):
    rows = [row for row in run("diligent", days=400)["asked"] if row["prompt"] == "W1"]  # type: ignore[attr-defined]

    days = [datetime.fromisoformat(row["at"]).date() for row in rows]
    gaps = [(after - before).days for before, after in pairwise(days)]

    assert len(rows) >= 9
    assert all(28 <= gap <= 56 for gap in gaps)


def test_a_keeper_who_ignores_a_plain_deck_is_asked_whether_to_keep_it() -> None:
    given = a_plan(decks=("gratitude",))
    keeper = Keeper(random=Random(1), persona="diligent", given=given)  # noqa: S311 - it replays
    keep = Desk(plan=given).begin()
    while not any(one.prompt == "plain-keep" for one in keep.standing.open):
        wake = keep.tick().wake
        assert wake is not None
        keep.now = wake

    asked = next(one for one in keep.standing.open if one.prompt == "plain-keep")

    assert keeper.answer(asked) == "keep"


def test_every_seed_has_bytes_of_its_own() -> None:
    assert simulating.seed_bytes(1) != simulating.seed_bytes(2)
    assert len(simulating.seed_bytes(1)) >= 16


def test_a_keeper_whose_pause_has_no_end_comes_back_within_two_weeks() -> None:
    world = a_world(a_plan(), MemoryJournal(), Scenario(persona="random", profile=Profile.FRIEND, days=30))
    world._hear("pause", None)  # noqa: SLF001

    following = world._next(None)  # noqa: SLF001

    assert following - world.now <= timedelta(days=14)
    assert [one.text for one in world.keeper.pending] == ["resume"]
