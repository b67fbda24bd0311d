"""What the program says: lines by key, days and numbers, and what was understood."""

from datetime import date, time, timedelta
from string import Template

import pytest

from builders import at
from tending.core import words_en
from tending.core.forms import parse_form
from tending.core.model import Reason, Value
from tending.core.words import because, counted, day_part, listed, number, on_day, say, understood, when


def test_a_line_is_filled_by_name_and_nothing_in_it_can_run() -> None:
    assert say("noted", what="partly") == "Noted: partly."
    assert say("noted", what="${x} $y {z}") == "Noted: ${x} $y {z}."


def test_a_line_that_does_not_exist_or_lacks_a_name_is_a_fault() -> None:
    with pytest.raises(KeyError):
        say("no such line")
    with pytest.raises(KeyError):
        say("noted")


@pytest.mark.parametrize("key", words_en.TEXTS)
def test_every_line_is_plain_and_calm(key: str) -> None:
    line = words_en.TEXTS[key]

    assert "!" not in line
    assert line.strip() == line
    assert Template(line).is_valid()


@pytest.mark.parametrize(
    ("wall", "part"),
    [("04:59", "night"), ("05:00", "morning"), ("12:00", "afternoon"), ("17:00", "evening"), ("22:00", "night")],
)
def test_the_parts_of_the_day(wall: str, part: str) -> None:
    assert day_part(time.fromisoformat(wall)) == part


def test_a_day_is_named_as_a_person_says_it() -> None:
    assert on_day(date(2026, 12, 3)) == "Thursday 3 December"


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (9, "today"),
        (13, "this evening"),
        (26, "tomorrow morning"),
        (37, "tomorrow evening"),
        (85, "Thursday evening"),
        (24 * 6 + 8, "Sunday afternoon"),
        (24 * 7 + 8, "Monday 12 January"),
        (-11, "Sunday evening"),
    ],
)
def test_an_instant_is_told_by_how_far_it_is_away(hours: float, said: str) -> None:
    now = at(0, 6)

    assert when(now + timedelta(hours=hours), now, "UTC") == said


def test_an_instant_is_told_in_the_keepers_own_zone() -> None:
    assert when(at(0, 20), at(0, 10), "Pacific/Auckland") == "tomorrow morning"


def test_small_numbers_are_words() -> None:
    assert [number(count) for count in (0, 1, 12, 13, -1)] == ["no", "one", "twelve", "13", "-1"]


def test_items_are_told_in_a_row() -> None:
    assert [listed(items) for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert listed(["a", "b"], word="or") == "a or b"


@pytest.mark.parametrize(
    ("form", "values", "said"),
    [
        ("yes-partly-no", {"yes-partly-no": "partly"}, "partly"),
        ("scale-1-5 + text", {"scale-1-5": 4, "text": "my own words"}, "4"),
        ("percent", {"percent": 80}, "80 %"),
        ("duration", {"duration": 45}, "45 min"),
        ("date", {"date": "2026-12-03"}, "Thursday 3 December"),
        ("date", {"date": "2026-12-03T19:00"}, "Thursday 3 December 19:00"),
        ("list: up to 3", {"list": ["a", "b"]}, "two"),
        ("list: good up to 3, hard up to 3", {"good": ["a", "b"], "hard": ["c"]}, "two good, one hard"),
        ("checklist: regret / repair", {"checklist": ["regret", "repair"]}, "regret and repair"),
        ("text", {"text": "my own words"}, ""),
        ("choice: stay / rest / go", {"choice": "go", "also": "maybe 1"}, "go, perhaps stay"),
        ("choice: stay / rest / go", {"choice": "go", "also": "maybe 1 or 2"}, "go, perhaps stay or rest"),
        ("choice: stay / rest / go", {"choice": "go", "also": "not 9"}, "go"),
        ("scale-1-5 + text", {}, ""),
    ],
)
def test_what_was_understood_is_told_without_the_keepers_own_sentences(
    form: str, values: dict[str, Value], said: str
) -> None:
    assert understood(parse_form(form), values) == said


def test_a_reason_is_told_in_words() -> None:
    assert because(Reason(rule="min-gap", values=(("hours", "20"),))) == "at least 20 hours after the last one"


def test_a_number_takes_the_plural_form_of_its_language() -> None:
    assert counted("window-back", 1) == "Welcome back. One open question."
    assert counted("window-back", 2) == "Welcome back. 2 open questions."
    assert counted("window-back", 0, "de") == "Willkommen zurück. 0 offene Fragen."
