"""One reminder of an open check-in, at the first minute of the next window."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from builders import Story, a_plan, a_sitting, a_standing, at
from tending.core.model import Family, Plan
from tending.core.planning import next_reminder, plan
from tending.core.standing import Sent, Standing


def sent(*moments: datetime) -> tuple[Sent, ...]:
    return tuple(Sent(at=moment, halves=2, check_in=number) for number, moment in enumerate(moments))


SOON = at(1, 18.5)
REMINDING = a_plan(windows=("18:00-20:00", "10:00-11:00"), reminder=True)


def reminder(standing: Standing, given: Plan = REMINDING, now: datetime = SOON) -> datetime | None:
    found = next_reminder(given, standing, now)
    return found[1] if found is not None else None


def open_with(**changes: Any) -> Standing:
    return a_standing(open=(a_sitting(**changes),), sent=sent(at(1, 18)), last_sent_at=at(1, 18))


def test_a_reminder_comes_at_the_first_minute_of_the_next_window_whatever_their_order() -> None:
    assert reminder(open_with()) == at(2, 10)
    assert plan(REMINDING, open_with(), at(1, 19)).wake == at(2, 10)
    assert plan(REMINDING, open_with(), at(2, 10)).remind == a_sitting()


def test_a_reminder_is_only_sent_where_it_is_wished_and_something_is_open() -> None:
    assert reminder(open_with(), a_plan()) is None
    assert reminder(a_standing()) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"reminded": True},
        {"probe": True},
        {"opened": True},
        {"answered": True},
        {"prompts": ("G1",)},
        {"family": Family.REACH},
        {"expires_at": at(2, 10)},
    ],
)
def test_there_is_no_second_reminder_and_none_of_a_probe_a_rating_reach_or_what_was_heard(
    changes: dict[str, Any],
) -> None:
    assert reminder(open_with(**changes)) is None


def test_there_is_no_reminder_after_two_lapses_running() -> None:
    one = replace(open_with(), lapses_running=1)
    two = replace(open_with(), lapses_running=2)

    assert (reminder(one), reminder(two)) == (at(2, 10), None)


def test_a_reminder_waits_behind_a_pause_and_comes_when_it_is_over() -> None:
    open_pause = replace(open_with(), paused_at=at(1, 19))
    over = replace(open_with(), paused_at=at(0), paused_until=at(1))
    until = replace(open_with(expires_at=at(4)), paused_at=at(1, 19), paused_until=at(2, 12))

    assert (reminder(open_pause), reminder(over), reminder(until)) == (None, at(2, 10), at(2, 18))


def test_a_reminder_needs_half_a_prompt_of_the_budget() -> None:
    days = tuple(at(day, 18) for day in (-2, -1, 0, 1))
    full = replace(open_with(), sent=sent(*days))

    assert reminder(full) is None


def test_a_reminder_whose_window_is_over_is_not_made_up_for() -> None:
    long = open_with(expires_at=at(4, 6))

    assert reminder(long, now=at(2, 10.5)) == at(2, 10)
    assert reminder(long, now=at(2, 11)) == at(2, 18)


def test_a_reminder_is_recorded_once_and_does_not_count_as_asked() -> None:
    story = Story(given=REMINDING).begin().until(at(3))

    kinds = [entry.kind for entry in story.entries]

    assert kinds.count("reminded") == 1
    assert story.standing.asked == kinds.count("asked")
