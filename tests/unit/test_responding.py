"""The model of who answers, for evaluation."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from builders import START
from tending.core.responding import ANCHORS, Answering, Assumptions, Person, a_person, every, thrice

PERSON = Person(a=0.0, burden=0.5, decay=0.1, weekend=0.4, morning=True, busy_days=frozenset({3}))


def seeded(number: int) -> Random:
    return Random(number)  # noqa: S311 - a test replays


def chance(person: Person = PERSON, *, days: int = 0, burden: int = 3, own_hour: bool = True) -> float:
    answering = Answering(person=person, given=Assumptions(), random=seeded(1), start=START)
    return answering._chance(START + timedelta(days=days, hours=9), burden, own_hour=own_hour)  # noqa: SLF001 - the model itself


def test_at_the_anchor_the_chance_is_the_persons_own() -> None:
    assert chance() == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize(
    "worse",
    [{"burden": 5}, {"days": 14}, {"own_hour": False}, {"days": 3}, {"days": 5}],
)
def test_burden_weeks_another_hour_busy_days_and_weekends_make_an_answer_less_likely(worse: dict[str, int]) -> None:
    assert chance(**worse) < chance()  # type: ignore[arg-type]


def test_few_prompts_make_it_likelier() -> None:
    assert chance(burden=0) > chance()


def test_what_came_in_seven_days_is_the_burden() -> None:
    answering = Answering(person=PERSON, given=Assumptions(), random=seeded(1), start=START)

    for day in range(10):
        answering.answers(START + timedelta(days=day), own_hour=True)

    assert len(answering.got) == 7


def test_people_vary_around_what_is_assumed_and_nothing_falls_below_nothing() -> None:
    given = replace(Assumptions(), anchor=ANCHORS["second"])
    people = [a_person(seeded(number), given, days=100) for number in range(400)]

    assert sum(one.a for one in people) / 400 == pytest.approx(1.8, abs=0.2)
    assert sum(one.morning for one in people) / 400 == pytest.approx(0.5, abs=0.1)
    assert sum(len(one.busy_days) for one in people) / 400 == pytest.approx(15, abs=1)
    assert min(one.burden for one in people) >= 0


def test_cron_jobs_ask_as_they_say() -> None:
    weekly, mondays = list(every([7, 14], START, 28, 9)), list(thrice(START, 14, 18))

    assert [(at.day, at.hour) for at in weekly] == [(12, 9), (19, 9), (19, 9), (26, 9), (2, 9), (2, 9)]
    assert {at.weekday() for at in mondays} == {0, 2, 4}
    assert len(mondays) == 6
