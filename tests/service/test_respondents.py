"""Simulated keepers: the same for the same seed, and as many answers as the model says."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import pytest

from builders import a_sitting, at
from service.desk import a_plan
from tending.core.responding import EVENING, MORNING, Assumptions, Person, chance, logit
from tending.service.respondents import UNASKED, Answering, Respondent, a_person

MONDAY = date(2026, 1, 5)
NEVER, ALWAYS = 1e-9, 1 - 1e-9


def drawn(name: str) -> Random:
    return Random(name)  # noqa: S311 - simulated keepers replay


def persons(**changes: float) -> list[Person]:
    given = replace(Assumptions(), **changes)
    return [a_person(drawn(f"a-{number}"), given, MONDAY, 182) for number in range(400)]


def answering(anchor: float = 0.55, **changes: float) -> Answering:
    given = replace(Assumptions(), **changes)
    person = Person(a=logit(anchor), burden=given.burden, week=0, weekend=0, hour=EVENING, busy_days=frozenset())
    return Answering(given=given, person=person, random=drawn("b"), start=at(0))


def a_respondent(anchor: float, **changes: float) -> Respondent:
    return Respondent(persona="diligent", given=a_plan(), random=drawn("c"), answering=answering(anchor, **changes))


def test_the_same_seed_gives_the_same_person_and_another_seed_another() -> None:
    first, second = (a_person(drawn("a-1"), Assumptions(), MONDAY, 182) for _ in range(2))

    assert first == second
    assert a_person(drawn("a-2"), Assumptions(), MONDAY, 182) != first


def test_persons_lie_around_what_is_assumed_and_nothing_ever_helps_that_should_hinder() -> None:
    found = persons()

    assert sum(one.a for one in found) / 400 == pytest.approx(logit(0.55), abs=0.1)
    assert sum(one.burden for one in found) / 400 == pytest.approx(0.2, abs=0.02)
    assert sum(one.hour == MORNING for one in found) / 400 == pytest.approx(0.5, abs=0.08)
    assert sum(len(one.busy_days) for one in found) / 400 / 182 == pytest.approx(0.15, abs=0.01)
    assert min(min(one.burden, one.week, one.weekend) for one in found) >= 0


def test_only_what_came_in_the_last_seven_days_is_a_burden() -> None:
    one = answering()

    for day in (0, 1, 6, 8):
        one.answers(at(day, 18))

    assert one.got == [at(6, 18), at(8, 18)]


def test_as_many_are_answered_as_the_model_says() -> None:
    one = answering(burden=0.0)

    answers = [one.answers(at(day, 18)) for day in range(4_000)]

    p = chance(one.given, one.person, at(0, 18), since=timedelta(), burden=3)
    assert sum(answers) / 4_000 == pytest.approx(p, abs=0.03)


def test_what_opens_a_check_in_is_answered_by_the_model_and_what_goes_on_always() -> None:
    mute, talker = a_respondent(NEVER), a_respondent(ALWAYS)

    for keeper in (mute, talker):
        keeper.meet(a_sitting(5), at(1, 18))
    mute.meet(a_sitting(6), at(2, 18), again=True)

    assert [saying.check_in for saying in mute.pending] == [6]
    assert [saying.check_in for saying in talker.pending] == [5]


def test_a_word_unasked_answers_nothing_and_comes_in_the_weeks_it_is_drawn_for() -> None:
    never, weekly = a_respondent(NEVER), a_respondent(NEVER, unasked=1.0)

    for keeper in (never, weekly):
        keeper.writes_unasked(at(0), 26)

    assert never.pending == []
    assert [_week(saying.at) for saying in weekly.pending] == list(range(26))
    assert {(saying.text, saying.check_in) for saying in weekly.pending} == {(UNASKED, None)}


def _week(moment: datetime) -> int:
    return (moment - at(0)).days // 7
