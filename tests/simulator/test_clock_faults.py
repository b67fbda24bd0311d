"""A clock that is set, a computer that sleeps, a zone whose rules change: one a day, awake at once, nothing lost."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from acceptance.invariants import local_date
from builders import DAY
from simulator.far import Fate
from simulator.outside import START, WAYS, an_outside
from simulator.promises import broken
from simulator.seeds import a_plan
from simulator.stores import InMemory
from simulator.world import RELIEF, World
from tending.core.entries import Asked, Lapsed
from tending.core.records import Query
from tending.service import views
from tending.service.turn import Turn

HOUR = timedelta(hours=1)
TO_1970 = datetime(1970, 1, 1, tzinfo=UTC) - START
TO_2200 = datetime(2200, 1, 1, tzinfo=UTC) - START
END = datetime(2080, 1, 1, tzinfo=UTC)
STEPS = (HOUR, -HOUR, DAY, -DAY, TO_1970, TO_2200)


def a_world() -> World:
    return a_world_in("America/New_York")


def a_world_in(zone: str) -> World:
    """A keeper who answers, a week on, by channels without fault."""
    plan = a_plan(1)
    given = replace(plan, rules=replace(plan.rules, zone=zone))
    outside = an_outside(given, 1, persona="diligent", fates={Fate.COMES: 1})
    return World(outside=outside, store=InMemory()).settle_in().run(START + 7 * DAY)


def last_up(world: World) -> datetime:
    with world.journal.reading() as work:
        return datetime.fromisoformat(work.meta("up") or "")


def asked(world: World) -> list[datetime]:
    with world.journal.reading() as work:
        entries = work.entries(Query(kinds=("asked",), oldest_first=True))
    return [one.at for one in entries if isinstance(one.payload, Asked) and not one.payload.opened]


def families_asked(world: World, *, since: datetime, until: datetime = END) -> set[str]:
    with world.journal.reading() as work:
        entries = work.entries(Query(kinds=("asked",)))
    return {one.payload.family for one in entries if isinstance(one.payload, Asked) and since <= one.at < until}


def most_on_a_date(world: World) -> int:
    zone = world.outside.given.rules.zone
    return max(Counter(local_date(at, zone) for at in asked(world)).values())


@pytest.mark.parametrize("by", STEPS, ids=str)
def test_a_clock_that_is_set_is_noticed_within_fifteen_seconds(by: timedelta) -> None:
    world = a_world()

    world.step_clock(by)
    world.run(world.outside.true + RELIEF)

    assert world.outside.wall - last_up(world) <= RELIEF


@pytest.mark.parametrize("by", STEPS, ids=str)
@pytest.mark.parametrize("wrong_for", [HOUR, 3 * DAY], ids=str)
def test_after_a_clock_was_wrong_questions_come_again_one_a_day_and_nothing_is_lost(
    by: timedelta, wrong_for: timedelta
) -> None:
    world = a_world()
    world.step_clock(by)
    world.outside.note()
    world.run(world.outside.true + wrong_for)
    world.step_clock(-by)
    before = len(asked(world))

    world.run(world.outside.true + 14 * DAY)

    assert len(asked(world)) > before
    assert most_on_a_date(world) == 1
    assert broken(world.calm_down()) == []


def test_a_word_written_while_the_clock_ran_a_year_ahead_holds_nothing_up() -> None:
    world = a_world()
    world.step_clock(400 * DAY)
    world.outside.note()
    world.run(world.outside.true + HOUR)
    world.step_clock(-400 * DAY)
    before = len(asked(world))

    world.run(world.outside.true + 14 * DAY)

    assert len(asked(world)) > before
    assert broken(world.calm_down()) == []


def test_by_a_clock_that_is_decades_ahead_nothing_is_asked_and_status_says_why() -> None:
    world = a_world()
    before = asked(world)
    world.step_clock(TO_2200)

    world.run(world.outside.true + 14 * DAY)

    assert asked(world) == before
    shown = views.status(Turn(given=world.outside.given, ways=WAYS, now=world.outside.wall), world.journal)
    assert shown["held"] == ["the clock of this computer is decades ahead: set it right"]


@pytest.mark.parametrize("days", [2, 30])
def test_a_computer_that_slept_over_many_questions_asks_one(days: int) -> None:
    world = a_world()
    before = len(asked(world))

    world.sleep(days * DAY)
    world.run(world.outside.true + RELIEF)

    assert world.outside.wall - last_up(world) <= RELIEF
    world.run(world.outside.true + DAY)
    assert len(asked(world)) - before == 1
    assert most_on_a_date(world) == 1
    assert broken(world.calm_down()) == []


@pytest.mark.parametrize(("zone", "moved"), [("Atlantic/Azores", -1), ("Africa/Cairo", 1)])
def test_zone_data_that_changed_between_plan_and_wake_moves_the_question_and_no_other(zone: str, moved: int) -> None:
    """As a process sees it that is started after an update of the zone data: another offset on the same dates."""
    world = a_world_in("UTC" if moved < 0 else "Europe/Berlin")
    planned = world.life.agenda["look"] if world.life else START
    given = world.outside.given
    world.stop(timedelta(0))
    world.outside.given = replace(given, rules=replace(given.rules, zone=zone))

    world.run(world.outside.true + 4 * DAY)

    assert planned - HOUR * moved in asked(world)
    assert most_on_a_date(world) == 1
    assert broken(world.calm_down()) == []


def test_a_family_asked_while_the_clock_ran_a_year_ahead_is_not_silent_until_then() -> None:
    world = a_world()
    world.step_clock(400 * DAY)
    world.outside.note()
    world.run(world.outside.true + 3 * DAY)
    asked_ahead = families_asked(world, since=START + 300 * DAY)
    world.step_clock(-400 * DAY)
    back = world.outside.wall

    world.run(world.outside.true + 90 * DAY)

    with world.journal.reading() as work:
        lapsed = [(one.at, one.payload) for one in work.entries(Query(kinds=("lapsed",)))]
    assert [at for at, one in lapsed if isinstance(one, Lapsed) and one.expired_at > at] == []
    assert asked_ahead
    assert asked_ahead <= families_asked(world, since=back, until=back + 90 * DAY)
    assert broken(world.calm_down()) == []
