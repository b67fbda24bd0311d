"""The pacing beside cron jobs: half years on the real planner, and the figures made of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import time

import pytest

from builders import an_asking, an_entry, at
from service.desk import a_plan
from tending.adapters.journal.memory import MemoryJournal
from tending.core import entries as e
from tending.core.model import Plan, Window
from tending.core.responding import Assumptions
from tending.service import evaluating
from tending.service.evaluating import ARMS, OURS, STRONG, Half, Week

PLANS: Mapping[bool, Plan] = {
    True: a_plan(windows=(Window(start=time(9), end=time(11)),)),
    False: a_plan(windows=(Window(start=time(18), end=time(20)),)),
}


def lived(number: int, **changes: float) -> Half:
    given = replace(Assumptions(), **changes)
    return evaluating.lived(PLANS, MemoryJournal, number, seed=1, given=given)


def test_a_half_year_is_the_same_for_the_same_seed_and_no_limit_is_broken() -> None:
    first, second = lived(3), lived(3)

    assert first == second
    assert first.broken == 0
    assert first.weeks[STRONG].sent == 3
    assert first.weeks[OURS].sent <= 4


def test_who_never_answers_is_left_alone_after_six_and_who_writes_unasked_is_asked_on() -> None:
    silent = lived(1, anchor=0.000001, spread=0.0)
    writes = lived(1, anchor=0.000001, spread=0.0, returns=1.0)

    assert silent.weeks[OURS].sent * evaluating.WEEKS == 6
    assert writes.weeks[OURS].sent > silent.weeks[OURS].sent


def a_half(ours: float, theirs: float) -> Half:
    week = Week(sent=3, answered=theirs)
    return Half(weeks=dict.fromkeys(ARMS, week) | {OURS: Week(sent=2, answered=ours)}, broken=1)


def test_ours_is_held_against_the_strong_baseline() -> None:
    found = evaluating.compared([a_half(1.0, 1.0), a_half(1.5, 2.0), a_half(1.2, 1.5)])

    assert (found.keepers, found.broken) == (3, 3)
    assert found.answered.value == pytest.approx(3.7 / 4.5)
    assert found.ignored.value == pytest.approx(2.3 / 4.5)
    assert not found.gate
    assert evaluating.compared([a_half(1.9, 2.0), a_half(1.8, 1.9)]).gate
    assert found.arms[OURS][0] == evaluating.Figure(value=2.0, reach=0.0)


def test_an_interval_shrinks_with_the_root_of_how_many() -> None:
    few, many = evaluating.mean([1, 2] * 50), evaluating.mean([1, 2] * 5_000)

    assert many.reach == pytest.approx(few.reach / 10, rel=0.01)
    assert evaluating.mean([2.0]).reach == 0


@pytest.mark.parametrize(
    ("hours", "broken"),
    [
        ((18, 18 + 24 * 2, 18 + 24 * 4), []),
        ((18, 19), ["twice on a date", "too soon"]),
        ((18, 18 + 19), ["too soon"]),
        ((22, 22 + 48), ["in quiet hours", "in quiet hours"]),
        (tuple(18 + 24 * day for day in range(5)), ["over budget"]),
        (tuple(18 + 48 * day for day in range(7)), ["more than six after the last word"]),
    ],
)
def test_every_limit_that_is_broken_is_counted(hours: tuple[int, ...], broken: list[str]) -> None:
    asked = [an_entry(an_asking(), seq=place, when=at(0, hour), bond=1) for place, hour in enumerate(hours, 2)]

    found = [one.split(": ")[-1] for one in evaluating.broken(PLANS[False], asked, asked)]

    assert [one for one in found if one != "in quiet hours" or "in quiet hours" in broken] == broken


def test_an_answer_ends_what_is_counted_after_the_last_word() -> None:
    answered = an_entry(e.Answered(check_in=2, prompt="G2", values={}, text="x", closes=True), seq=99)

    assert list(evaluating.broken(PLANS[False], [answered], [])) == []
