"""Weeks told by what the keeper replies: less, more, later, skip, worse, pause, and silence."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from builders import DAY, Story, a_plan, at, on
from tending.core import pacing
from tending.core.model import Family
from tending.core.standing import Track

LONG = "word " * 60
CONSENT = {"U1": "no", "U2": "no", "C1": "no", "C2": "go on"}


def a_story(*labels: str, **rules: Any) -> Story:
    return Story(given=a_plan(**rules)).begin(*labels)


def open_one(story: Story) -> Story:
    """Sleep until an ordinary check-in is open."""
    wake = story.tick().wake
    while story.standing.asking is None:
        assert wake is not None
        wake = story.tick(wake).wake
    return story


def answer_all(story: Story, until: datetime, text: str = "yes, it is\n4") -> Story:
    while story.now < until:
        wake = story.tick().wake
        if story.standing.asking:
            story.says(CONSENT.get(story.standing.asking.prompt, text))
        else:
            story.now = min(until, max(story.now, wake or until))
    return story


def track(story: Story, family: Family, bond: int = 1) -> Track:
    return story.standing.bond(bond).tracks[family]


def test_a_word_ends_the_hush_and_the_week_after_has_half_the_budget() -> None:
    story = a_story("S", "T", "U", budget=5).until(at(90))
    assert story.standing.unanswered == 6

    story.says("I am here again")
    spoken = story.now
    answer_all(story, at(120))

    week = [when for when in story.times if spoken < when < spoken + 7 * DAY]
    assert len(week) == 2
    assert len([when for when in story.times if when > spoken]) > 6


def test_the_word_that_ends_the_hush_may_come_after_the_fourth_already() -> None:
    story = a_story().until(at(13))
    assert story.standing.unanswered == 4

    story.says("hello")

    assert story.standing.recovering_until == story.now + 7 * DAY
    assert pacing.hushed_until(story.standing) is None


def test_less_is_at_once_and_never_under_one() -> None:
    story = open_one(a_story(budget=2))

    first = story.says("less")
    story.says("less")
    story.says("less")

    assert story.standing.budget == 1
    assert track(story, Family.WANT).factor == pytest.approx(60 / 21)
    assert "at most 1 a week" in first.echo


def test_more_comes_after_seven_calendar_days_and_never_over_seven() -> None:
    story = open_one(a_story(budget=6))
    story.says("more")
    given = story.given.rules

    before, after = at(7) - timedelta(seconds=1), at(7)

    assert pacing.budget(story.standing, given, before) == 6
    assert [one.at for one in story.standing.loosenings] == [after]
    story.now = after
    story.says("more")
    story.now = at(15)
    story.says("more")
    assert {one.budget for one in story.standing.loosenings} == {7}


def test_less_in_between_takes_the_more_back() -> None:
    story = open_one(a_story(budget=4))
    story.says("more")

    story.now = at(3)
    story.says("less")
    story.now = at(30)
    story.tick()

    assert story.standing.loosenings == ()
    assert story.standing.budget == 3


def test_less_after_a_more_has_come_counts_from_the_new_number() -> None:
    story = open_one(a_story(budget=4))
    story.says("more")

    story.now = at(8)
    story.says("less")

    assert story.standing.budget == 4


def test_later_comes_back_in_two_days_and_the_third_running_is_a_skip() -> None:
    story = open_one(a_story(budget=7))
    story.says("later")
    assert track(story, Family.WANT).due == on(2)

    open_one(story).says("later")
    third = open_one(story).says("later")

    assert [when.date() for when in story.times] == [on(0), on(2), on(4)]
    assert "counts as skipped" in third.echo
    assert (track(story, Family.WANT).laters, track(story, Family.WANT).skips) == (0, 1)


def test_later_tonight_leaves_it_open() -> None:
    story = open_one(a_story())

    story.says("tonight")

    assert story.standing.asking is not None


def test_three_skips_running_make_the_family_half_as_slow_again() -> None:
    story = a_story(budget=7)

    for _ in range(2):
        open_one(story).says("skip")
    echo = open_one(story).says("skip").echo

    assert track(story, Family.WANT).factor == 1.5
    assert "Three in a row" in echo


def test_a_first_question_that_lapsed_is_offered_again_and_a_second_skip_moves_on() -> None:
    story = a_story(budget=7).until(at(5))
    assert [fact.prompt for _, fact in story.asked] == ["W0", "W0"]

    for _ in range(4):
        open_one(story).says("skip")

    want = [fact.prompt for _, fact in story.asked if fact.family is Family.WANT]
    assert want[:4] == ["W0", "W0", "W0", "W1"]


def test_not_really_rests_account_sixty_days_and_opens_what_stood_behind_it() -> None:
    story = a_story(budget=7)
    while (open_one(story).standing.asking or story).family is not Family.ACCOUNT:  # type: ignore[union-attr]
        story.says("yes, it is\n4")

    story.says("not really")
    asked = on((story.now - at(0)).days)
    answer_all(story, story.now + 70 * DAY)

    account = [fact for when, fact in story.asked if fact.family is Family.ACCOUNT]
    others = [fact.family for when, fact in story.asked if fact.on < asked + timedelta(days=30)]
    assert {Family.LISTEN, Family.PROMISE} <= set(others)
    assert [fact.prompt for fact in account][:2] == ["A0", "A0"]
    assert account[1].on >= asked + timedelta(days=60)


def test_worse_twice_retires_the_question_sixty_days_and_rests_its_family_fourteen() -> None:
    story = a_story(budget=7, without=("G2",))
    story.now = at(8, 12)

    for _ in range(2):
        story.says("next")
        while story.standing.asking.family is not Family.GROUND:  # type: ignore[union-attr]
            story.says("skip")
            story.says("next")
        story.says("3")
        story.says("worse")
        story.now += 65 * DAY

    day = on(8 + 65)
    shown = story.standing.bond(1).prompts["G1"]
    assert "rests for two months" in story.heard[-1].echo
    assert shown.retired_until == day + timedelta(days=60)
    assert track(story, Family.GROUND).rests_until == day + timedelta(days=14)


def test_four_long_writings_put_the_long_questions_to_rest() -> None:
    story = open_one(a_story(budget=7, min_gap_hours=12))
    story.says("skip")

    for _ in range(4):
        story.says(LONG)
    rests = pacing.writing_rests_until(story.standing)
    answer_all(story, story.now + 14 * DAY)

    asked = {fact.prompt: when for when, fact in story.asked}
    assert rests is not None
    assert asked["W2"].date() >= rests.date()


def test_a_pause_is_silent_until_its_day_and_an_open_one_until_resume() -> None:
    story = open_one(a_story())
    story.says("skip")

    story.says("pause 2w")
    silent = story.now + 14 * DAY
    story.until(silent.replace(hour=8))
    assert len(story.times) == 1
    open_one(story).says("pause")
    story.until(story.now + 100 * DAY)
    story.says("resume")
    open_one(story)

    assert len(story.times) == 3
    assert story.times[2] > story.times[1] + 100 * DAY


def test_stop_in_the_terminal_is_a_pause() -> None:
    story = open_one(a_story())

    story.says("stop")

    assert pacing.paused_until(story.standing) == pacing.FOREVER


def test_three_bonds_share_the_budget_and_the_older_comes_first() -> None:
    story = answer_all(a_story("S", "T", "U"), at(7))

    bonds = [entry.bond for entry in story.entries if entry.kind == "asked"]
    assert bonds == [1, 2, 3, 1]


def test_the_one_key_question_rides_at_most_weekly() -> None:
    story = answer_all(a_story(budget=7), at(120))

    rides = [entry.at.date() for entry in story.entries if entry.kind == "went-on" and entry.payload.prompt == "W8"]  # type: ignore[union-attr]
    assert len(rides) > 6
    assert all(later - earlier >= timedelta(days=7) for earlier, later in pairwise(rides))


def test_a_bare_reply_within_a_week_of_the_lapse_still_answers_it() -> None:
    story = a_story()
    asked = story.until(at(0, 22)).times[0]
    story.tick(asked + timedelta(hours=37))

    story.says("good terms")

    assert story.standing.recent[-1].outcome == "answered"
    assert story.standing.bond(1).prompts["W0"].settled_at == story.now
    assert story.standing.unanswered == 0
