"""What can be shown of a ledger, in words and as plots: always with its n, and nothing where there is too little."""

from datetime import date, timedelta

import pytest

from tending.core import figure_words, plots
from tending.core.care_scores import Share
from tending.core.figures import Count, Figure, Ladder, Levels, Mean, Portion, is_empty, values, weekly

DAY = date(2026, 3, 2)
LEVELS = Levels(name="wish-level", n=3, means=(None, 2.0, 4.5))


def test_a_week_has_seven_days_and_the_present_one_comes_last() -> None:
    days = [DAY, DAY - timedelta(days=6), DAY - timedelta(days=7), DAY - timedelta(days=400), DAY + timedelta(days=1)]

    counted = weekly("answers", days, DAY)

    assert counted.n == 4
    assert counted.weeks == (0,) * 10 + (1, 2)


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (Count(name="promise-open", n=2), "2"),
        (Portion(name="promise-kept", k=3, n=4), "3 of 4: too few to say"),
        (Portion(name="promise-kept", k=7, n=10), "7 of 10, 70 % (40-89)"),
        (Mean(name="promise-brier", total=0.4, n=4, unit="brier"), "4 so far: too few to say"),
        (Mean(name="promise-brier", total=0.6, n=10, unit="brier"), "0.06 (0 is exact, 0.25 a coin), of 10"),
        (LEVELS, "-, 2.0, 4.5; numbers: 3"),
        (Levels(name="wish-level", n=3, means=LEVELS.means, hidden=True), "hidden while its question is open"),
        (Ladder(name="rung", at=1, steps=("none", "casual")), "casual"),
    ],
)
def test_a_figure_in_words_has_its_n_and_says_when_there_are_too_few(figure: Figure, said: str) -> None:
    assert figure_words.told(figure) == said
    assert figure_words.name(figure)


@pytest.mark.parametrize(
    ("figure", "empty"),
    [
        (Count(name="a", n=0), True),
        (Portion(name="a", k=0, n=1), False),
        (Mean(name="a", total=0, n=0, unit="minutes"), True),
        (Levels(name="a", n=0, means=(None,)), True),
        (LEVELS, False),
        (Ladder(name="a", at=0, steps=("none",)), True),
    ],
)
def test_what_has_nothing_in_it_is_empty(figure: Figure, empty: bool) -> None:  # noqa: FBT001 - a table of two
    assert is_empty(figure) is empty


def test_values_hold_a_share_only_where_there_are_enough() -> None:
    few, many = (values(Portion(name="promise-kept", k=3, n=n)) for n in (4, 5))

    assert (few["k"], few["n"], few["share"], few["low"]) == (3, 4, None, None)
    assert (many["share"], many["kind"]) == (0.6, "portion")
    assert many["low"] < 0.6 < many["high"]


def test_values_of_what_is_hidden_hold_no_level() -> None:
    shown = values(LEVELS)
    hidden = values(Levels(name="wish-level", n=3, means=LEVELS.means, hidden=True))

    assert shown["means"] == (None, 2.0, 4.5)
    assert (hidden["n"], hidden["means"]) == (3, ())


def test_values_of_the_others_are_what_they_hold() -> None:
    assert values(Mean(name="a", total=10, n=5, unit="minutes"))["value"] == 2
    assert values(Count(name="a", n=1, weeks=(1,)))["weeks"] == (1,)
    assert values(Ladder(name="a", at=1, steps=("none", "casual")))["at"] == 1


def test_weeks_are_signs_or_their_own_numbers() -> None:
    assert plots.weeks((0, 1, 8, 4), ascii_only=False) == "·▁█▄"
    assert plots.weeks((0, 1, 9, 12), ascii_only=True) == ".19+"
    assert plots.weeks((16, 1, 2), ascii_only=False) == "█▁▁"


def test_levels_are_signs_or_their_own_numbers() -> None:
    assert plots.levels((1, None, 3, 5), ascii_only=False) == "▁·▅█"
    assert plots.levels((1, None, 2.6, 9), ascii_only=True) == "1.35"


def test_a_share_is_drawn_with_where_it_may_be() -> None:
    assert plots.share(Share(k=7, n=10)) == "|.......-------o---..|"
    assert plots.share(Share(k=5, n=5)) == "|...........--------o|"


def test_a_ladder_shows_where_it_is_and_no_aim() -> None:
    assert plots.ladder(1, 5) == ". o . . ."


def test_days_in_which_something_halves_are_whole_ones() -> None:
    found = Mean(name="moving-half-life", total=7 * 39.79, n=7, unit="halving")

    assert figure_words.told(found) == "halves in 40 days, by 7 numbers"
