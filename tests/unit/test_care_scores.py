"""The words of care on the authored lines, and how shares of them are counted."""

from functools import lru_cache

import pytest

from tending.adapters.care_lines import authored_lines
from tending.core.care_scores import HALVES, AuthoredLine, Score, Share, scores

OF_THE_CARD = ("explicit", "passive", "idiom", "third-person", "negated", "hyperbole", "everyday")
OF_SIGNS = ("pursuit", "said-no", "order", "unsafe", "violent", "none")


@lru_cache
def measured() -> tuple[Score, ...]:
    return scores(authored_lines())


def score(label: str, half: str, about: str = "crisis") -> Score:
    (found,) = (one for one in measured() if (one.about, one.label, one.half) == (about, label, half))
    return found


def a_line(text: str, label: str, about: str = "crisis", half: str = "dev") -> AuthoredLine:
    return AuthoredLine(about=about, label=label, half=half, text=text)


def test_there_are_enough_authored_lines_and_none_stands_in_both_halves() -> None:
    dev, held = ({line.text.lower() for line in authored_lines() if line.half == half} for half in HALVES)

    assert sum(line.about == "crisis" for line in authored_lines()) >= 260
    assert sum(line.about == "signs" for line in authored_lines()) >= 60
    assert dev & held == set()


@pytest.mark.parametrize("half", HALVES)
def test_every_label_has_lines_in_both_halves(half: str) -> None:
    assert all(score(label, half).found.n >= 16 for label in OF_THE_CARD)
    assert all(score(label, half, "signs").found.n >= 5 for label in OF_SIGNS)
    assert score("hyperbole", half).found.n >= 60


@pytest.mark.parametrize("half", HALVES)
def test_explicit_words_are_found_and_hyperbole_is_not_taken_for_them(half: str) -> None:
    explicit, hyperbole = score("explicit", half).found.value, score("hyperbole", half).found.value

    assert explicit is not None
    assert explicit >= 0.95
    assert hyperbole is not None
    assert hyperbole <= 0.02


def test_a_share_carries_the_interval_of_wilson() -> None:
    low, high = Share(k=38, n=40).interval

    assert Share(k=38, n=40).value == 0.95
    assert (round(low, 3), round(high, 3)) == (0.835, 0.986)
    assert Share(k=0, n=60).interval[0] == 0.0
    assert Share(k=60, n=60).interval[1] == pytest.approx(1.0)


def test_of_no_lines_there_is_no_share_and_anything_may_be() -> None:
    assert Share(k=0, n=0).value is None
    assert Share(k=0, n=0).interval == (0.0, 1.0)


def test_recall_counts_what_belongs_and_precision_what_was_found_wrongly() -> None:
    lines = (
        a_line("I want to die", "explicit"),
        a_line("the weather is fine", "explicit"),
        a_line("I want to die, she said", "hyperbole"),
        a_line("dying to see her", "hyperbole"),
    )

    explicit, hyperbole, together = scores(lines)

    assert (explicit.belongs, explicit.found, explicit.precision) == (True, Share(k=1, n=2), Share(k=1, n=2))
    assert (hyperbole.belongs, hyperbole.found, hyperbole.precision) == (False, Share(k=1, n=2), None)
    assert (together.label, together.found, together.precision) == ("all", Share(k=1, n=2), Share(k=1, n=2))


def test_another_sign_counts_by_its_own_label() -> None:
    lines = (
        a_line("she blocked me", "said-no", "signs"),
        a_line("he hit me", "said-no", "signs"),
        a_line("he hit me", "none", "signs"),
        a_line("a walk", "none", "signs"),
    )

    said_no, none, together = scores(lines)

    assert (said_no.found, said_no.precision) == (Share(k=1, n=2), Share(k=1, n=1))
    assert (none.found, none.belongs) == (Share(k=1, n=2), False)
    assert together.precision == Share(k=1, n=2)


def test_lines_that_call_for_nothing_alone_have_no_row_for_all() -> None:
    assert [one.label for one in scores((a_line("a walk", "everyday"),))] == ["everyday"]
