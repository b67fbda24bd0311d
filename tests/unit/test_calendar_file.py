"""A file for a calendar: no word in it can begin a line of its own."""

from datetime import UTC, date, datetime

import pytest

from tending.adapters.calendar_file import calendar_file
from tending.core.records import CalendarDay

NOW = datetime(2026, 1, 5, 18, tzinfo=UTC)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_no_word_begins_a_line_of_its_own(end: str) -> None:
    day = CalendarDay(name="one", title=f"call{end}END:VEVENT{end}BEGIN:VALARM", on=date(2026, 1, 6))

    lines = calendar_file([day], now=NOW).decode().splitlines()

    assert "SUMMARY:call END:VEVENT BEGIN:VALARM" in lines
    assert lines.count("END:VEVENT") == 1
    assert "BEGIN:VALARM" not in lines
