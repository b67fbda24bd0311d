"""The limits of the practice, held against what was asked."""

from dataclasses import replace

import pytest

from builders import an_asking, an_entry, at
from tending.core import entries as e
from tending.core.limits import broken
from tending.core.model import Rules

RULES = Rules()
SKIPPED = e.Skipped(check_in=2, prompt="G1")


def asked(*hours: float, **changes: object) -> list[e.Entry]:
    return [
        an_entry(replace(an_asking(), **changes), seq=place, when=at(0, hour))  # type: ignore[arg-type]
        for place, hour in enumerate(hours, 2)
    ]


@pytest.mark.parametrize(
    ("hours", "found"),
    [
        pytest.param((18, 66, 114), [], id="as it should be"),
        pytest.param((18, 42, 66, 90, 186), [], id="four, and the first again seven dates later"),
        pytest.param((10, 34, 58, 82, 106), ["over the budget"], id="five in seven dates"),
        pytest.param((9.5, 20.5), ["twice on a date", "too soon"], id="twice"),
        pytest.param((18, 37), ["too soon"], id="nineteen hours apart"),
        pytest.param((22,), ["in quiet hours"], id="late at night"),
        pytest.param((8.5,), ["in quiet hours"], id="early in the morning"),
        pytest.param(tuple(18 + 48 * day for day in range(6)), [], id="six"),
        pytest.param(tuple(18 + 48 * day for day in range(7)), ["a seventh after the last word"], id="seven"),
    ],
)
def test_every_limit_that_is_broken_is_named(hours: tuple[float, ...], found: list[str]) -> None:
    assert [one.split(": ")[1] for one in broken(RULES, asked(*hours))] == found


def test_a_word_of_the_keeper_ends_the_count_of_six() -> None:
    first, later = asked(*(18 + 48 * day for day in range(6))), asked(*(18 + 48 * day for day in range(6, 12)))
    word = an_entry(SKIPPED, seq=50, when=at(11, 20))

    assert list(broken(RULES, [*first, word, *later])) == []
    assert len(list(broken(RULES, [*first, *later]))) == 6


def test_a_lapse_is_no_word_and_an_emptied_entry_neither() -> None:
    lapsed = an_entry(e.Lapsed(check_in=2, expired_at=at(3)), seq=50, when=at(3))
    emptied = replace(lapsed, payload=None)
    *six, seventh = asked(*(18 + 48 * day for day in range(7)))

    assert len(list(broken(RULES, [*six, lapsed, emptied, seventh]))) == 1


def test_what_belongs_to_the_day_of_a_meeting_needs_no_budget_day_or_gap_and_counts_for_what_follows() -> None:
    first, second, third = asked(18, 42, 43)
    of_its_day = [replace(one, payload=replace(an_asking(), prompt="M8")) for one in (second, third)]
    night, next_asked = asked(22, 47)

    assert list(broken(RULES, [first, *of_its_day])) == []
    assert len(list(broken(RULES, [first, *of_its_day, next_asked]))) == 3
    assert len(list(broken(RULES, [replace(night, payload=replace(an_asking(), prompt="M8"))]))) == 1


@pytest.mark.parametrize("changes", [{"opened": True}, {"deck": "walks"}])
def test_what_the_keeper_opened_or_planned_counts_for_none_of_them(changes: dict[str, object]) -> None:
    assert list(broken(RULES, asked(*(22 + day for day in range(8)), **changes))) == []
