"""Means and ratios with their intervals."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tending.core.means import between, mean, ratio

VALUES = st.lists(st.floats(0.1, 7), min_size=2, max_size=40)


def test_a_mean_has_an_interval_of_twice_1_96_standard_errors() -> None:
    found = mean([1, 2, 3, 4])

    assert found.value == 2.5
    assert found.reach == pytest.approx(1.96 * 1.2910 / 2, rel=1e-3)


def test_about_95_of_a_hundred_intervals_hold_the_true_mean_and_the_true_ratio() -> None:
    random = Random("intervals")  # noqa: S311 - the same thousand every time
    hits, ratios = 0, 0
    for _ in range(1_000):
        theirs = [random.uniform(1, 3) for _ in range(60)]
        ours = [0.5 * one + random.gauss(0, 0.4) for one in theirs]
        hits += abs(mean(theirs).value - 2) <= mean(theirs).reach
        ratios += abs(ratio(ours, theirs).value - 0.5) <= ratio(ours, theirs).reach

    assert 930 <= hits <= 970
    assert 930 <= ratios <= 970


@given(values=VALUES, times=st.floats(0.1, 3))
def test_a_ratio_of_what_is_always_so_many_times_as_much_is_known_exactly(values: list[float], times: float) -> None:
    found = ratio([times * one for one in values], values)

    assert found.value == pytest.approx(times)
    assert found.reach == pytest.approx(0, abs=1e-9)


def test_points_of_the_same_x_have_no_line_between_them() -> None:
    assert between([(1, 10), (1, 30), (2, 40)], 1) == 30


@pytest.mark.parametrize(("x", "height"), [(1, 10), (1.5, 15), (2, 20), (4, 60), (0.9, None), (4.1, None)])
def test_between_points_lies_a_straight_line_and_beyond_them_nothing(x: float, height: float | None) -> None:
    assert between([(1, 10), (2, 20), (4, 60)], x) == height
