"""Conditions of decks: what an answer meets."""

from collections.abc import Mapping

import pytest

from tending.core.decks import holds
from tending.core.model import Condition, Value


@pytest.mark.parametrize(
    ("condition", "values", "expected"),
    [
        ("any", {}, True),
        ("any", {"text": "words"}, True),
        ("unanswered", {}, False),
        ("empty", {}, True),
        ("empty", {"text": "  "}, True),
        ("empty", {"text": "Nothing."}, True),
        ("empty", {"text": "Nichts."}, True),
        ("empty", {"list": ["nobody", ""]}, True),
        ("empty", {"list": ["nobody", "Sam"]}, False),
        ("empty", {"text": "nothing much, a little"}, False),
        ("empty", {"number": 0, "text": ""}, False),
        ("not-empty", {"text": "words"}, True),
        ("not-empty", {"text": "no"}, False),
        ("is: yes", {"yes-partly-no": "Yes"}, True),
        ("is: yes", {"text": "it went out", "yes-no": True}, True),
        ("is: no", {"text": "it went out", "yes-no": False}, True),
        ("is: yes", {"yes-partly-no": "partly"}, False),
        ("is: 1", {"scale-1-5": 1}, True),
        ("is: 1", {"scale-1-5": 1.0}, True),
        ("is: sure", {"text": "sad", "choice": "sure"}, True),
        ("is: regret", {"checklist": ["regret", "my part"]}, True),
        ("not: regret", {"checklist": ["my part"]}, True),
        ("not: yes", {"yes-partly-no": "partly"}, True),
        ("not: yes", {"yes-partly-no": "yes"}, False),
        ("below: 90", {"text": "call", "percent": 89.5}, True),
        ("below: 90", {"text": "call", "percent": 90}, False),
        ("below: 90", {"text": "call"}, False),
        ("below: 3", {"number": 4, "scale-1-5": 1}, False),
        ("below: 3", {"yes-no": False, "scale-1-5": 2}, True),
        ("at-least: 2", {"number": 2}, True),
        ("at-least: 2", {"number": 1.5}, False),
        ("at-least: 2", {"yes-no": True}, False),
    ],
)
def test_a_condition_looks_at_what_was_understood(
    condition: str,
    values: Mapping[str, Value],
    expected: bool,  # noqa: FBT001 - a column of the table
) -> None:
    test, _, operand = condition.partition(": ")

    held = holds(Condition(test=test, operand=operand), values)

    assert held is expected
