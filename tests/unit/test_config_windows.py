"""Windows and quiet hours: how people write them, and what the practice allows."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tending.config.windows import quiet, troubles, window
from tending.core.windows import Quiet


@pytest.mark.parametrize(
    ("text", "weekdays"),
    [
        ("18:00-20:00", (0, 1, 2, 3, 4, 5, 6)),
        ("8:00-9:00", (0, 1, 2, 3, 4, 5, 6)),
        ("mon-fri 18:00-20:00", (0, 1, 2, 3, 4)),
        ("Sat, Sun 18:00 - 20:00", (5, 6)),
        ("fri-mon 18:00\u201320:00", (0, 4, 5, 6)),
        ("wednesday 18:00-20:00", (2,)),
    ],
)
def test_a_window_is_understood_as_people_write_it(text: str, weekdays: tuple[int, ...]) -> None:
    assert window(text).weekdays == weekdays


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("evening", "is no window"),
        ("18-20", "is no window"),
        ("18:00-24:00", "is no window"),
        ("22:00-01:00", "goes past midnight"),
        ("18:00-18:00", "goes past midnight"),
        ("18:00-18:29", "is too short"),
        ("moonday 18:00-20:00", "is no weekday"),
        ("mon- 18:00-20:00-21:00", "is no window"),
    ],
)
def test_what_is_no_window_says_why(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        window(text)


@pytest.mark.parametrize(
    ("text", "complaint"), [("night", "no quiet"), ("23:00-06:59", "8 hours or more"), ("mon 21:00-09:00", "weekdays")]
)
def test_quiet_hours_are_eight_or_more_and_the_same_each_day(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        quiet(text)


def test_quiet_hours_may_lie_within_a_day_or_across_midnight() -> None:
    assert quiet("23:00-07:00") == Quiet(start=time(23), end=time(7))
    assert quiet("08:00-16:00") == Quiet(start=time(8), end=time(16))


@pytest.mark.parametrize(
    ("windows", "hours", "wrong"),
    [
        (["18:00-20:00"], "20:00-09:00", 0),
        (["09:00-10:00", "10:00-11:00"], "21:00-09:00", 0),
        (["18:00-20:00"], "19:59-09:00", 1),
        (["08:30-09:01"], "21:00-09:00", 1),
        (["07:00-17:00"], "08:00-16:00", 1),
        (["18:00-20:00", "19:00-20:30"], "21:00-09:00", 1),
        (["mon 18:00-20:00", "tue 19:00-20:30"], "21:00-09:00", 0),
        (["18:00-20:00", "tue 19:00-20:30", "22:00-23:00"], "21:00-09:00", 2),
    ],
)
def test_windows_keep_off_the_night_and_off_each_other(windows: list[str], hours: str, wrong: int) -> None:
    found = troubles([window(text) for text in windows], quiet(hours))

    assert len(found) == wrong


def clock(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


@given(
    start=st.integers(0, 1439), length=st.integers(0, 1439), night=st.integers(0, 1439), hours=st.integers(480, 1439)
)
def test_no_window_that_is_accepted_touches_a_quiet_minute(start: int, length: int, night: int, hours: int) -> None:
    end, morning = start + length, (night + hours) % 1440

    try:
        found = window(f"{clock(start)}-{clock(end)}")
    except ValueError:
        return
    accepted = not troubles([found], quiet(f"{clock(night)}-{clock(morning)}"))

    loud = [minute % 1440 for minute in range(start, end)]
    assert accepted == (not any((minute - night) % 1440 < hours for minute in loud))
