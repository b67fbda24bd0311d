"""The model of who answers: each term does what its words say."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tending.core.responding import ANCHORS, EVENING, MORNING, WEEK, Assumptions, Person, chance, logit

ASSUMED = Assumptions()
MONDAY = datetime(2026, 1, 5, 18, 30, tzinfo=UTC)
NOW = timedelta()


def a_person(**changes: object) -> Person:
    plain = Person(
        a=logit(0.55), burden=0.2, week=0.04, weekend=0.3, hour=EVENING, busy_days=frozenset({date(2026, 1, 6)})
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def odds(at: datetime = MONDAY, *, since: timedelta = NOW, burden: int = 3) -> float:
    return logit(chance(ASSUMED, a_person(), at, since=since, burden=burden))


@pytest.mark.parametrize("anchor", ANCHORS.values())
def test_at_three_a_week_in_their_own_window_they_answer_as_often_as_the_anchor_says(anchor: float) -> None:
    person = a_person(a=logit(anchor))

    assert chance(ASSUMED, person, MONDAY, since=NOW, burden=3) == pytest.approx(anchor)


@pytest.mark.parametrize(
    ("now", "before", "lowered"),
    [
        pytest.param({"at": MONDAY - timedelta(hours=9)}, {}, 1.3, id="wrong window"),
        pytest.param({"burden": 5}, {}, 0.4, id="burden"),
        pytest.param({"since": 10 * WEEK}, {}, 0.4, id="weeks"),
        pytest.param({"at": MONDAY + timedelta(days=1)}, {}, 1.8, id="busy"),
        pytest.param({"at": MONDAY + timedelta(days=5)}, {}, 0.3, id="weekend"),
        pytest.param({"at": MONDAY + timedelta(days=4)}, {}, 0.0, id="friday"),
    ],
)
def test_each_term_lowers_the_logit_by_its_own(
    now: dict[str, object], before: dict[str, object], lowered: float
) -> None:
    assert odds(**before) - odds(**now) == pytest.approx(lowered)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("hour", "wall", "own"),
    [
        (MORNING, time(9), True),
        (MORNING, time(10, 59), True),
        (MORNING, time(11), False),
        (MORNING, time(8, 59), False),
        (EVENING, time(19, 55), True),
        (EVENING, time(9), False),
    ],
)
def test_their_own_hour_lasts_two(hour: time, wall: time, own: bool) -> None:  # noqa: FBT001 - a value of a table
    assert a_person(hour=hour).is_own_hour(datetime.combine(MONDAY.date(), wall, tzinfo=UTC)) is own


@given(burden=st.integers(0, 60), weeks=st.integers(0, 26), hour=st.integers(0, 23), day=st.integers(0, 181))
def test_more_prompts_and_more_weeks_never_make_an_answer_likelier(
    burden: int, weeks: int, hour: int, day: int
) -> None:
    at = MONDAY.replace(hour=hour) + timedelta(days=day)

    first = chance(ASSUMED, a_person(), at, since=weeks * WEEK, burden=burden)

    assert 0 < chance(ASSUMED, a_person(), at, since=weeks * WEEK, burden=burden + 1) < first < 1
    assert 0 < chance(ASSUMED, a_person(), at, since=(weeks + 1) * WEEK, burden=burden) < first
