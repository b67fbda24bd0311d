"""The pacing beside cron jobs: half years on the real planner, and the figures made of them."""

from dataclasses import replace
from functools import lru_cache

import pytest

from acceptance.invariants import violations
from service.desk import a_plan
from tending.adapters.journal.memory import MemoryJournal
from tending.core.model import Plan, Rules
from tending.core.records import Query
from tending.core.responding import Assumptions
from tending.service import evaluating
from tending.service.evaluating import FAMILIES, FIXED, OURS, OWN_HOUR, WEEKS, Half, Setting, Week

ARMS = (FAMILIES, FIXED, *OWN_HOUR, OURS)
NEVER = {"anchor": 1e-9, "spread": 0.0}


@lru_cache
def plan_of(rules: Rules) -> Plan:
    return replace(a_plan(), rules=rules)


def lived(number: int, setting: Setting | None = None, journal: MemoryJournal | None = None) -> Half:
    return evaluating.lived(plan_of, journal or MemoryJournal(), setting or Setting(), number, seed=1)


def assuming(**changes: float) -> Setting:
    return Setting(given=replace(Assumptions(), **changes))


def a_half(ours: tuple[float, float], theirs: tuple[float, float] = (3, 2), **of: object) -> Half:
    weeks = {arm: _week(*theirs) for arm in ARMS} | {OURS: _week(*ours)}
    return Half(**({"weeks": weeks, "broken": (), "silent": False} | of))  # type: ignore[arg-type]


def _week(sent: float, answered: float) -> Week:
    return Week(sent=sent, answered=answered)


def test_a_half_year_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    first, second = lived(3), lived(3)

    assert first == second
    assert evaluating.lived(plan_of, MemoryJournal(), Setting(), 3, seed=2) != first


@pytest.mark.parametrize("setting", [Setting(), assuming(anchor=0.86), Setting(told=False), Setting(budget=7)])
def test_no_limit_is_broken_by_this_count_nor_by_the_independent_one(setting: Setting) -> None:
    journal = MemoryJournal()

    half = lived(4, setting, journal)

    with journal.reading() as work:
        entries = work.entries(Query(oldest_first=True))
    assert half.broken == ()
    assert violations(plan_of(Rules(budget=setting.budget)), entries) == []
    assert half.weeks[OURS].sent <= setting.budget


def test_the_schedules_are_what_their_names_say() -> None:
    weeks = lived(1).weeks

    assert tuple(weeks) == ARMS
    assert [weeks[name].sent for name in OWN_HOUR] == [1, 2, 3, 5, 7]
    assert weeks[FIXED].sent == 3
    assert weeks[FAMILIES].sent == pytest.approx(7.6, abs=0.05)


def test_who_never_answers_is_left_alone_after_six_and_who_writes_unasked_is_asked_on() -> None:
    mute, writing = lived(1, assuming(**NEVER)), lived(1, assuming(**NEVER, unasked=1.0))

    assert mute.weeks[OURS].sent * WEEKS == 6
    assert mute.silent
    assert writing.weeks[OURS].sent > mute.weeks[OURS].sent
    assert not writing.silent
    assert writing.broken == ()


def test_who_is_told_the_hour_asks_in_it_and_who_is_not_learns_it() -> None:
    sure = replace(Assumptions(), anchor=0.95, spread=0.0, wrong_window=9.0, burden=0.0, busy=0.0, weekend=0.0)

    told, learning = (lived(2, Setting(told=told, given=sure)).weeks[OURS] for told in (True, False))

    assert learning.answered < told.answered
    assert learning.answered > 0.7 * learning.sent


def test_ours_is_held_against_three_a_week_at_their_own_hour() -> None:
    found = evaluating.compared(
        [a_half((2, 1.0)), a_half((2, 1.5), broken=("too soon",)), a_half((2, 1.1), silent=True)]
    )

    assert (found.keepers, found.broken) == (3, 1)
    assert found.answered.value == pytest.approx(3.6 / 6)
    assert found.ignored.value == pytest.approx(2.4 / 3)
    assert found.silent.value == pytest.approx(1 / 3)
    assert found.arms[OURS].sent.value == 2


@pytest.mark.parametrize(
    ("ours", "holds"),
    [((2.65, 1.85), True), ((2.65, 1.79), False), ((2.75, 1.84), False), ((2.5, 2.0), True)],
)
def test_the_gate_needs_few_ignored_and_as_many_answers(ours: tuple[float, float], holds: bool) -> None:  # noqa: FBT001 - a value of a table
    assert evaluating.compared([a_half(ours), a_half(ours)]).gate is holds


def test_as_many_answers_are_looked_for_between_the_plain_schedules() -> None:
    plain = {"one": (1, 0.6), "two": (2, 1.0), "three": (3, 1.3), "five": (5, 1.5), "seven": (7, 1.6)}
    weeks = {arm: _week(*plain.get(arm, (3, 1))) for arm in ARMS}

    few, many = (Half(weeks=weeks | {OURS: _week(2, answered)}, broken=(), silent=False) for answered in (0.8, 1.7))

    assert evaluating.compared([few, few]).as_many_answers == pytest.approx(0.7)
    assert evaluating.compared([many, many]).as_many_answers is None
