"""What is due, when to wake next, and why."""

import hashlib
import hmac
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from builders import (
    DAY,
    START,
    a_bond,
    a_contact,
    a_plain_deck,
    a_plan,
    a_settled_bond,
    a_sitting,
    a_standing,
    a_track,
    at,
    on,
)
from tending.core import hours, planning
from tending.core.contact import Mark
from tending.core.model import DuePrompt, Family, Plan, Reason, Rules
from tending.core.planning import best_window, draw, held_by, next_ask, opened, plan
from tending.core.standing import AHEAD, Loosening, Page, Sent, Standing, WindowScore
from tending.core.windows import Window

PLAN = a_plan()
TWO = a_plan(windows=("10:00-11:00", "18:00-20:00"))


def asked(given: Plan, standing: Standing, now: datetime) -> DuePrompt:
    found = next_ask(given, standing, now)
    assert found is not None
    return found


def rules(found: DuePrompt) -> list[str]:
    return [reason.rule for reason in found.why]


def sent(*moments: datetime, halves: int = 2) -> tuple[Sent, ...]:
    return tuple(Sent(at=moment, halves=halves, check_in=number) for number, moment in enumerate(moments))


def test_the_first_question_comes_on_the_first_evening_with_its_reasons() -> None:
    found = asked(PLAN, a_standing(), START)

    assert (found.family, found.prompt, found.on) == (Family.WANT, "W0", on(0))
    assert at(0, 18) <= found.at < at(0, 20)
    assert found.expires_at == found.at + timedelta(hours=36)
    assert rules(found) == ["first-round", "window", "budget"]
    assert (found.probe, found.last, found.opened) == (False, False, False)


def test_the_place_in_the_window_is_drawn_from_date_and_family_and_stays_where_it_is() -> None:
    digest = hmac.new(PLAN.seed, b"2026-01-05|want", hashlib.sha256).digest()
    steps = int.from_bytes(digest[:8], "big") % 23

    assert asked(PLAN, a_standing(), START).at == at(0, 18) + steps * timedelta(minutes=5)
    assert asked(PLAN, a_standing(), at(0, 17)).at == asked(PLAN, a_standing(), START).at
    assert draw(PLAN.seed, on(0), "want") != draw(PLAN.seed, on(0), "ground")
    assert draw(PLAN.seed, on(0), "want") != draw(b"another seed", on(0), "want")


def test_nothing_is_planned_before_it_began_or_while_one_is_open() -> None:
    assert next_ask(PLAN, Standing(bonds=(a_bond(),)), START) is None
    assert next_ask(PLAN, a_standing(open=(a_sitting(),)), START) is None
    assert next_ask(PLAN, Standing(began_at=START), START) is None


def test_only_one_comes_a_local_date_even_where_the_minimum_gap_would_allow_two() -> None:
    morning = a_standing(last_sent_at=at(0, 9), sent=sent(at(0, 9)))
    twelve_hours = a_plan(min_gap_hours=12, windows=("22:00-23:00",), quiet="00:00-08:00")

    found = asked(twelve_hours, morning, at(0, 10))

    assert found.on == on(1)


def test_a_slot_before_the_end_of_the_gap_waits_for_it_inside_the_window() -> None:
    standing = a_standing(last_sent_at=at(0, 23.9), sent=sent(at(0, 23.9)))

    found = asked(PLAN, standing, at(1))

    assert found.at == at(1, 19.9)
    assert Reason(rule="min-gap", values=(("hours", "20"),)) in found.why


def test_a_gap_longer_than_what_is_left_of_the_window_waits_for_the_next_day() -> None:
    given = a_plan(min_gap_hours=30)

    found = asked(given, a_standing(last_sent_at=at(0, 19), sent=sent(at(0, 19))), at(0, 20))

    assert found.on == on(2)


def test_the_budget_counts_this_local_date_and_the_six_before() -> None:
    days = [at(day, 18) for day in (0, 1, 2, 3)]
    full = a_standing(last_sent_at=days[-1], sent=sent(*days))

    found = asked(PLAN, full, at(4))

    assert found.on == on(7)
    assert Reason(rule="budget", values=(("used", "3"), ("of", "4"))) in found.why


def test_a_reminder_is_half_a_prompt_of_the_budget() -> None:
    days = [at(day, 18) for day in (0, 1, 2)]
    half = a_standing(last_sent_at=days[-1], sent=(*sent(*days), *sent(at(1, 20), halves=1)))
    two = a_standing(last_sent_at=days[-1], sent=(*sent(*days), *sent(at(1, 20), at(2, 20), halves=1)))

    assert planning.week_used(PLAN, half, at(3, 18)) == 3.5
    assert asked(PLAN, half, at(3)).on == on(7)
    assert asked(PLAN, two, at(3)).on == on(7)


def test_in_recovery_the_budget_is_judged_at_the_slot_itself() -> None:
    days = [at(day, 18) for day in (3, 4)]
    standing = a_standing(last_sent_at=days[-1], sent=sent(*days))
    morning = a_plan(windows=("10:00-11:00",))

    before = asked(morning, replace(standing, recovering_until=at(6, 11.5)), at(6))
    after = asked(PLAN, replace(standing, recovering_until=at(6, 17.5)), at(6))

    assert before.on == on(7)
    assert after.on == on(6)
    assert "recovery" in rules(asked(PLAN, a_standing(recovering_until=at(6)), START))


def test_what_was_closed_today_waits_for_a_slot_after_its_end() -> None:
    slot = asked(PLAN, a_standing(), START).at

    just = asked(PLAN, a_standing(settled_at=slot), slot)
    behind = asked(PLAN, a_standing(settled_at=slot + timedelta(minutes=1)), slot + timedelta(minutes=1))

    assert just.at == slot
    assert behind.on == on(1)


def test_a_later_window_of_the_day_takes_what_the_best_cannot() -> None:
    found = asked(TWO, a_standing(settled_at=at(0, 12)), at(0, 12))

    assert (found.on, found.window) == (on(0), "18:00-20:00")
    assert "window-later" in rules(found)


def test_the_window_that_is_answered_best_is_chosen_and_ties_go_to_the_first_named() -> None:
    windows = TWO.rules.windows
    evening = a_standing(windows={"10:00-11:00": WindowScore(tries=3), "18:00-20:00": WindowScore(tries=9, answers=8)})

    assert best_window(windows, a_standing(), on(0)) == windows[0]
    assert best_window(windows[::-1], a_standing(), on(0)) == windows[1]
    assert best_window(windows, evening, on(0)) == windows[1]


def test_every_twentieth_goes_to_the_window_least_tried() -> None:
    scores = {"10:00-11:00": WindowScore(tries=3), "18:00-20:00": WindowScore(tries=16, answers=16)}

    chosen = [best_window(TWO.rules.windows, a_standing(asked=n, windows=scores), on(0)) for n in (18, 19, 20, 39)]

    assert [window.name for window in chosen if window] == ["18:00-20:00", "10:00-11:00", "18:00-20:00", "10:00-11:00"]


def test_a_day_without_a_window_is_passed_over() -> None:
    weekend = a_plan(windows=(Window(start=time(18), end=time(20), weekdays=(5, 6)),))

    assert asked(weekend, a_standing(), START).on == on(5)
    assert best_window(weekend.rules.windows, a_standing(), on(0)) is None


def test_a_window_that_a_clock_change_swallows_is_passed_over() -> None:
    given = a_plan(zone="Pacific/Apia")
    night = datetime(2011, 12, 30, 9, 30, tzinfo=UTC)
    begun = Standing(began_at=night, bonds=(a_bond(added_at=night),))

    found = asked(given, begun, night)

    assert (hours.local_date(night, "Pacific/Apia"), found.on) == (date(2011, 12, 29), date(2011, 12, 31))


def test_where_no_window_is_left_nothing_is_planned() -> None:
    assert next_ask(a_plan(windows=()), a_standing(), START) is None


def test_a_clock_change_in_the_window_is_a_reason() -> None:
    given = a_plan(zone="Europe/Berlin", windows=("01:30-03:30",), quiet="12:00-20:00")
    night = datetime(2026, 3, 28, 20, tzinfo=UTC)

    assert "clock-change" in rules(asked(given, a_standing(settled_at=night), night))


def test_a_machine_that_was_off_asks_until_two_hours_after_the_window_and_says_so() -> None:
    given = a_plan(windows=("16:00-18:00",))

    late = asked(given, a_standing(), at(0, 20))
    later = asked(given, a_standing(), at(0, 20) + timedelta(seconds=1))

    assert late.at < at(0, 18)
    assert "late" in rules(late)
    assert later.on == on(1)


def test_late_never_reaches_into_the_quiet_hours() -> None:
    assert asked(PLAN, a_standing(), at(0, 20.9)).on == on(0)
    assert asked(PLAN, a_standing(), at(0, 21)).on == on(1)


def test_late_past_midnight_is_still_within_two_hours() -> None:
    given = a_plan(windows=("22:00-23:30",), quiet="02:00-10:00")

    assert asked(given, a_standing(), at(1, 1)).on == on(0)


def test_late_past_midnight_spends_of_the_day_it_was_for() -> None:
    given = a_plan(windows=("22:00-23:30",), quiet="02:00-10:00", budget=3)
    full = a_standing(sent=sent(at(9, 22), at(11, 22), at(13, 22)), last_sent_at=at(13, 22))

    assert asked(given, full, at(16, 1)).on == on(16)
    assert asked(given, replace(full, sent=full.sent[1:]), at(16, 1)).on == on(15)


def test_late_counts_the_budget_of_the_hour_it_comes_in_as_well() -> None:
    closed = a_bond(contact=a_contact(closed=Mark(at=at(2, 19))))
    standing = a_standing(closed, sent=sent(at(26, 18), at(28, 18)), last_sent_at=at(28, 18))
    given = a_plan(windows=("17:00-18:30",))

    assert asked(given, standing, at(30, 18.9)).on == on(30)
    assert asked(given, standing, at(30, 19)).on == on(33)


def test_a_pause_holds_until_its_day_and_an_open_one_for_good() -> None:
    until = asked(PLAN, a_standing(paused_at=at(0), paused_until=at(9, 9)), at(1))

    assert until.on == on(9)
    assert next_ask(PLAN, a_standing(paused_at=at(0)), at(1)) is None


def test_the_fifth_and_sixth_are_probes_and_the_sixth_is_the_last() -> None:
    fifth = asked(PLAN, a_standing(unanswered=4, lapsed_at=at(10, 6)), at(10, 6))
    sixth = asked(PLAN, a_standing(unanswered=5, lapsed_at=at(20, 6)), at(20, 6))

    assert (fifth.on, fifth.probe, fifth.last) == (on(17), True, False)
    assert (sixth.on, sixth.probe, sixth.last) == (on(34), True, True)
    assert "probe" in rules(fifth)
    assert next_ask(PLAN, a_standing(unanswered=6, lapsed_at=at(40)), at(400)) is None


def test_what_has_ended_is_told_before_anything_is_asked() -> None:
    ended, still = a_sitting(5), a_sitting(6, deck="gratitude", expires_at=at(9))

    decision = plan(PLAN, a_standing(open=(ended, still)), at(3, 6))

    assert decision.lapsed == (ended,)
    assert decision.due == ()
    assert decision.wake == at(3, 6)


def test_a_decision_names_what_is_due_and_what_comes_next() -> None:
    slot = asked(PLAN, a_standing(), START).at

    before, then = plan(PLAN, a_standing(), START), plan(PLAN, a_standing(), slot)

    assert (before.due, before.wake) == ((), slot)
    assert before.next is not None
    assert [one.prompt for one in then.due] == ["W0"]


def test_it_wakes_for_the_end_of_a_check_in_a_page_a_plain_deck_and_a_more_that_comes_due() -> None:
    given = a_plan(decks=(a_plain_deck("gratitude", "07:30"),))
    more = Loosening(at=at(2), bond=0, family=None, budget=5, factor=1.0)
    page = Page(seq=3, show_at=at(1, 18))

    open_one = plan(PLAN, a_standing(open=(a_sitting(),)), at(2))
    drawer = plan(PLAN, a_standing(open=(a_sitting(),), drawer=(page,)), at(1))
    deck = plan(given, a_standing(open=(a_sitting(),)), at(1))
    loosening = plan(PLAN, a_standing(open=(a_sitting(),), loosenings=(more,)), at(1))

    assert [one.wake for one in (open_one, drawer, deck, loosening)] == [at(3, 6), at(1, 18), at(1, 7.5), at(2)]


def test_a_page_of_the_drawer_is_shown_once_its_daylight_has_come() -> None:
    decision = plan(
        PLAN, a_standing(drawer=(Page(seq=3, show_at=at(1, 18)), Page(seq=4, show_at=at(2, 18)))), at(1, 19)
    )

    assert [page.seq for page in decision.pages] == [3]


def test_a_more_counts_from_its_day_on_and_asks_nothing_late() -> None:
    days = [at(day, 18) for day in (0, 1, 2, 3)]
    more = Loosening(at=at(5), bond=0, family=None, budget=5, factor=1.0)
    standing = a_standing(last_sent_at=days[-1], sent=sent(*days), loosenings=(more,))
    night = a_plan(windows=("22:00-23:30",), quiet="02:00-10:00")

    assert asked(PLAN, standing, at(4)).on == on(7)
    assert asked(PLAN, standing, at(5)).on == on(5)
    assert asked(night, standing, at(5)).on == on(5)


def test_why_nothing_comes_is_named() -> None:
    assert held_by(a_standing(open=(a_sitting(),)), START) == (Reason(rule="one-open"),)
    assert held_by(a_standing(paused_at=START), START) == (Reason(rule="paused"),)
    assert held_by(a_standing(unanswered=6), START) == (Reason(rule="dormant"),)
    assert held_by(a_standing(paused_at=START, paused_until=at(1)), at(2)) == (Reason(rule="nothing-to-ask"),)
    assert plan(PLAN, Standing(began_at=START), START).held == (Reason(rule="nothing-to-ask"),)
    assert plan(PLAN, a_standing(), START).held == ()


def test_by_a_clock_that_is_decades_ahead_nothing_is_decided() -> None:
    waiting = a_standing(open=(a_sitting(),))

    assert plan(PLAN, waiting, planning.BEYOND) == planning.Decision(held=(Reason(rule="clock"),))
    assert plan(PLAN, waiting, planning.BEYOND - DAY).lapsed != ()


def test_what_a_clock_that_ran_days_ahead_has_written_holds_nothing_up() -> None:
    now = at(10)
    just, far = now + AHEAD, now + AHEAD + timedelta(seconds=1)

    assert asked(PLAN, a_standing(settled_at=just), now).at > just
    assert asked(PLAN, a_standing(settled_at=far), now).on == on(10)
    assert asked(PLAN, a_standing(last_sent_at=just), now).on == on(13)
    assert asked(PLAN, a_standing(last_sent_at=far), now).on == on(10)


def test_one_more_comes_at_once_when_the_keeper_asks_and_needs_neither_window_nor_budget() -> None:
    days = tuple(at(day, 18) for day in (0, 1, 2, 3))
    full = a_standing(a_settled_bond(), last_sent_at=at(3, 18), sent=sent(*days), unanswered=6)

    found = opened(PLAN, full, at(3, 23))

    assert found is not None
    assert (found.at, found.opened) == (at(3, 23), True)
    assert rules(found)[0] == "opened"


def test_one_more_may_come_before_its_family_is_due_but_never_a_text_that_rests() -> None:
    tracks = {name: a_track(last=on(0)) for name in ("want", "ground", "account", "listen", "promise")}
    nothing_due = a_standing(a_settled_bond(tracks=tracks))
    resting = a_standing(a_bond(tracks={"want": a_track(last=on(0))}))

    early = opened(PLAN, nothing_due, at(1))
    first_round = opened(a_plan(without=("G1", "G2")), resting, at(1))

    assert early is not None
    assert (early.family, early.prompt) == (Family.PROMISE, "P1")
    assert first_round is not None
    assert first_round.prompt == "W0"


def test_one_more_is_nothing_while_one_is_open_or_when_there_is_nothing_left() -> None:
    assert opened(PLAN, a_standing(open=(a_sitting(),)), at(1)) is None
    assert opened(PLAN, Standing(began_at=START), at(1)) is None


def test_the_defaults_are_those_of_the_practice() -> None:
    rules = Rules()

    assert (rules.budget, rules.min_gap_hours, rules.expiry_hours, rules.reminder) == (4, 20, 36, False)
    assert [window.name for window in rules.windows] == ["18:00-20:00"]
    assert (rules.quiet.start.hour, rules.quiet.end.hour) == (21, 9)
    assert DAY * 7 == planning.WEEK
