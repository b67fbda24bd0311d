"""Plain decks: the keeper's own questions, at fixed times or gaps."""

from datetime import UTC, datetime, timedelta
from typing import Any

from builders import DAY, START, Story, a_plain_deck, a_plan, a_standing, at, on
from tending.core import plain
from tending.core.model import Deck, DuePrompt, Family
from tending.core.standing import PlainStanding, Standing

MORNINGS = a_plain_deck("gratitude", "07:30")


def next_of(deck: Deck, standing: Standing, now: datetime, **rules: Any) -> DuePrompt | None:
    asks = plain.next_asks(a_plan(decks=(deck,), **rules), standing, now)
    return asks[0] if asks else None


def when(deck: Deck, standing: Standing, now: datetime) -> datetime | None:
    found = next_of(deck, standing, now)
    return found.at if found is not None else None


def after(last: datetime, **changes: Any) -> Standing:
    return a_standing(plain={"gratitude": PlainStanding(last_at=last, **changes)})


def test_a_plain_deck_asks_at_its_own_time_outside_windows_and_quiet_hours() -> None:
    found = next_of(MORNINGS, a_standing(), START)

    assert found is not None
    assert (found.at, found.on, found.bond, found.deck) == (at(0, 7.5), on(0), 0, "gratitude")
    assert (found.family, found.prompt) == (Family.PLAIN, "gratitude-0")
    assert found.expires_at == at(0, 7.5) + timedelta(hours=36)
    assert [reason.rule for reason in found.why] == ["plain"]


def test_it_asks_nothing_before_it_began_and_nothing_while_a_deck_is_off() -> None:
    assert next_of(MORNINGS, Standing(), START) is None
    assert next_of(a_plain_deck("gratitude", "07:30", enabled=False), a_standing(), START) is None


def test_its_questions_come_in_turn() -> None:
    found = [next_of(MORNINGS, after(at(3, 7.5), asked=number), at(4)) for number in (1, 2, 3)]

    assert [one.prompt for one in found if one] == ["gratitude-1", "gratitude-0", "gratitude-1"]


def test_several_times_a_day_and_a_gap_of_days() -> None:
    thrice = a_plain_deck("gratitude", "08:00", "12:00", "20:00", gap_days=3)

    assert when(thrice, after(at(0, 8)), at(0, 8)) == at(0, 12)
    assert when(thrice, after(at(0, 12)), at(0, 14)) == at(0, 20)
    assert when(thrice, after(at(0, 20)), at(0, 21)) == at(3, 8)
    assert when(a_plain_deck("gratitude", gap_days=5), after(at(0, 18)), at(1)) == at(5, 18)


def test_a_gap_of_a_year_is_planned_all_the_same() -> None:
    assert when(a_plain_deck("gratitude", "08:00", gap_days=365), after(at(0, 8)), at(0, 9)) == at(365, 8)


def test_it_keeps_to_its_weekdays() -> None:
    sundays = a_plain_deck("gratitude", "09:00", weekdays=(6,))

    assert when(sundays, a_standing(), START) == at(6, 9)
    assert when(sundays, after(at(0, 9)), at(0, 9)) == at(6, 9)
    assert when(a_plain_deck("gratitude", "09:00", weekdays=()), a_standing(), START) is None


def test_it_may_be_two_hours_late_and_then_waits_for_the_next_time() -> None:
    night = a_plain_deck("gratitude", "23:00")

    assert when(MORNINGS, a_standing(), at(0, 9.5)) == at(0, 7.5)
    assert when(MORNINGS, a_standing(), at(0, 9.6)) == at(1, 7.5)
    assert when(night, a_standing(), at(1, 0.5)) == at(0, 23)


def test_a_pause_is_kept_and_what_comes_after_it_is_planned_within_it() -> None:
    until = a_standing(paused_at=at(0), paused_until=at(90, 9))

    assert next_of(MORNINGS, a_standing(paused_at=at(0)), at(0)) is None
    assert when(MORNINGS, until, at(1)) == at(91, 7.5)


def test_a_deck_the_keeper_paused_is_silent() -> None:
    standing = a_standing(plain={"gratitude": PlainStanding(paused=True)})

    assert next_of(MORNINGS, standing, START) is None


def test_after_six_ignored_it_asks_once_a_week_whether_to_keep_it() -> None:
    ignored = after(at(5, 7.5), asked=6, ignored=6)

    found = next_of(MORNINGS, ignored, at(5, 8))

    assert found is not None
    assert (found.at, found.prompt) == (at(12, 7.5), "plain-keep")
    assert [reason.rule for reason in found.why] == ["plain-keep"]


def test_a_deck_with_a_changed_clock_comes_once_a_day() -> None:
    given = a_plan(decks=(a_plain_deck("gratitude", "02:30"),), zone="Europe/Berlin")
    story = Story(given=given, now=datetime(2026, 3, 27, 12, tzinfo=UTC))
    story.begin()

    story.until(datetime(2026, 3, 31, tzinfo=UTC))

    plain_times = [moment for moment, fact in story.asked if fact.deck]
    assert [moment.hour * 60 + moment.minute for moment in plain_times] == [90, 90, 30]


def test_a_date_that_is_skipped_does_not_ask_twice() -> None:
    given = a_plan(decks=(a_plain_deck("gratitude", "07:30"),), zone="Pacific/Apia")
    story = Story(given=given, now=datetime(2011, 12, 28, 12, tzinfo=UTC)).begin()

    story.until(datetime(2012, 1, 1, 12, tzinfo=UTC))

    dates = [fact.on.day for _, fact in story.asked if fact.deck]
    assert dates == [28, 29, 31, 1]


def story_of(deck: Deck = MORNINGS) -> Story:
    return Story(given=a_plan(decks=(deck,))).begin()


def own(story: Story) -> list[tuple[datetime, str]]:
    return [(moment, fact.prompt) for moment, fact in story.asked if fact.deck]


def test_six_ignored_and_then_weekly_until_the_keeper_says_keep() -> None:
    story = story_of().until(at(20))

    assert [moment for moment, _ in own(story)] == [at(day, 7.5) for day in (0, 1, 2, 3, 4, 5, 12, 19)]
    assert [prompt for _, prompt in own(story)][-2:] == ["plain-keep", "plain-keep"]

    keep = max(sitting.id for sitting in story.standing.open if sitting.deck)
    story.says("keep", check_in=keep)
    story.until(at(22))

    assert [moment for moment, _ in own(story)][-2:] == [at(20, 7.5), at(21, 7.5)]


def test_drop_and_pause_end_it() -> None:
    story = story_of().until(at(12, 8))

    story.says("drop", check_in=max(sitting.id for sitting in story.standing.open if sitting.deck))
    story.until(at(60))

    assert len(own(story)) == 7
    assert story.standing.plain["gratitude"].paused


def test_an_answer_a_skip_and_a_later_all_count_as_not_ignored() -> None:
    story = story_of()

    for day, text in enumerate(("good coffee", "skip", "later", "the sun")):
        story.until(at(day, 7.5))
        story.says(text, check_in=max(sitting.id for sitting in story.standing.open if sitting.deck))
        assert story.standing.plain["gratitude"].ignored == 0


def test_plain_decks_spend_no_budget_and_know_no_hush() -> None:
    story = story_of()

    story.until(at(4))

    assert len(own(story)) == 4
    assert all(sent.check_in not in {one.id for one in story.standing.open if one.deck} for sent in story.standing.sent)
    assert story.standing.unanswered == len([fact for _, fact in story.asked if not fact.deck])
    assert DAY * 7 == plain.KEEP_EVERY
