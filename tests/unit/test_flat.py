"""Records as plain values, and values as fields of a table."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from tending.core import flat
from tending.core.entries import Promised
from tending.core.model import Family


def test_a_record_is_plain_all_the_way_down() -> None:
    fact = Promised(what="new", on=date(2026, 1, 5), values={"percent": 95, "list": ["a"]})

    held = flat.plain({Family.PROMISE: (fact, datetime(2026, 1, 5, 9, tzinfo=UTC), time(9))})

    row = {"what": "new", "on": "2026-01-05", "of": 0, "text": "", "check_in": 0}
    assert held == {"promise": [{**row, "values": {"percent": 95, "list": ["a"]}}, "2026-01-05T09:00:00Z", "09:00:00"]}


@pytest.mark.parametrize(
    ("value", "field"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (3, "3"),
        (-3, "-3"),
        ("a walk", "a walk"),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("- a list", "'- a list"),
        ("\t=1", "'\t=1"),
        (" \n=1", "' \n=1"),
        ("\ufeff=1", "'\ufeff=1"),
        ("\uff1d1", "'\uff1d1"),
        ("1 = 1", "1 = 1"),
        (" ", " "),
        (["@a", "b"], "'@a; b"),
        ([1, {"a": "ä"}], '[1, {"a": "ä"}]'),
        ({"a": 1}, '{"a": 1}'),
    ],
)
def test_a_field_is_never_a_formula(value: Any, field: str) -> None:
    assert flat.cell(value) == field


def test_columns_come_in_the_order_in_which_they_first_do() -> None:
    assert flat.columns([{"a": 1}, {"b": 1, "a": 2}]) == ["a", "b"]
