"""Help lines: what a list of them must be, and what of it a card has room for."""

from datetime import date
from typing import Any

import pytest

from tending.core.helplines import HelpLines, LineKind, country_of, months, wrong

TODAY = date(2026, 11, 25)


def a_line(**changes: Any) -> dict[str, Any]:
    return {
        "name": "A line",
        "number": "116 123",
        "kind": "crisis",
        "hours": "any hour",
        "languages": "en",
        "source": "https://example.org",
        "noted_at": date(2026, 11, 1),
        "verified": False,
    } | changes


def a_country(*lines: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"name": "Somewhere", "emergency": "112", "line": list(lines or (a_line(),))} | changes


def without(key: str) -> dict[str, Any]:
    return {name: value for name, value in a_line().items() if name != key}


def complaints(*lines: Any, **changes: Any) -> list[str]:
    return wrong({"XX": a_country(*lines, **changes)}, TODAY)


def test_a_country_is_its_lines_and_its_emergency_number() -> None:
    found = country_of("XX", a_country(a_line(seen_in="https://example.org/then")))

    assert (found.country, found.name, found.emergency) == ("XX", "Somewhere", "112")
    assert (found.lines[0].kind, found.lines[0].on, found.lines[0].verified) == ("crisis", date(2026, 11, 1), False)
    assert found.lines[0].seen_in == "https://example.org/then"


def test_a_verified_line_carries_the_day_it_was_verified() -> None:
    checked = a_line(verified=True, verified_at=date(2026, 11, 20))

    assert country_of("XX", a_country(checked)).lines[0].on == date(2026, 11, 20)


def test_a_card_has_room_for_three_lines_of_its_kinds() -> None:
    lines = [a_line(number=str(number)) for number in range(5)]
    found = country_of("XX", a_country(a_line(kind="men"), *lines))

    assert [line.number for line in found.of(LineKind.CRISIS)] == ["0", "1", "2"]
    assert [line.kind for line in found.of(LineKind.MEN, LineKind.VIOLENCE)] == ["men"]
    assert HelpLines().of(LineKind.CRISIS) == ()


def test_a_list_that_is_whole_has_nothing_wrong_with_it() -> None:
    checked = a_line(kind="violence", verified=True, verified_at=TODAY)

    assert complaints(a_line(), checked) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (without("hours"), "XX: A line: hours: is missing"),
        (without("verified"), "XX: A line: verified: is missing"),
        (a_line(fax="1"), "XX: A line: fax: is no key of a line"),
        (a_line(number="call us"), "XX: A line: number: holds no digit"),
        (a_line(kind="other"), "XX: A line: kind: is one of crisis, violence, men, own-violence"),
        (a_line(source="example.org"), "XX: A line: source: is the official page, beginning with https://"),
        (a_line(noted_at="yesterday"), "XX: A line: noted_at: is a day such as 2026-05-03"),
        (a_line(noted_at=date(2027, 1, 1)), "XX: A line: noted_at: 2027-01-01 has not come yet"),
        (
            a_line(noted_at=date(2024, 11, 25)),
            "XX: A line: noted_at: 2024-11-25 is 24 months ago or more: look it up at https://example.org",
        ),
        (a_line(verified=True), "XX: A line: verified_at: is a day such as 2026-05-03"),
    ],
)
def test_what_is_wrong_with_a_line_is_said_with_its_country_name_and_key(line: dict[str, Any], said: str) -> None:
    assert said in complaints(a_line(number="1"), line)


def test_a_day_short_of_twenty_four_months_a_line_is_not_old() -> None:
    assert complaints(a_line(noted_at=date(2024, 11, 26))) == []


def test_a_number_stands_in_a_country_once_for_each_kind() -> None:
    assert complaints(a_line(), a_line(number="116-123")) == ["XX: 116123: stands there twice"]
    assert complaints(a_line(), a_line(kind="violence")) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "XX: name: is missing"),
        ({"emergency": "ask"}, "XX: emergency: holds no digit"),
        ({"line": []}, "XX: line: is missing"),
        ({"line": [a_line(kind="men")]}, "XX: has no line of kind crisis"),
    ],
)
def test_what_is_wrong_with_a_country_is_said_too(changes: dict[str, Any], said: str) -> None:
    assert said in complaints(**changes)


def test_what_is_no_table_at_all_is_said() -> None:
    assert wrong({"XX": "112"}, TODAY) == ["XX: is a table with name, emergency and lines"]


def test_months_are_whole_ones() -> None:
    assert months(date(2026, 1, 31), date(2026, 2, 28)) == 0
    assert months(date(2024, 11, 25), date(2026, 11, 25)) == 24
