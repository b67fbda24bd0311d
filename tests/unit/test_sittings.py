"""How a check-in changes the standing, from the asking to its end."""

from dataclasses import replace

from builders import WORDS, a_sitting, a_standing, an_answer, an_asking, an_entry, at, fold, on, shown, with_open
from tending.core import entries as e
from tending.core.model import Family
from tending.core.standing import PlainStanding, Sent, WindowScore, apply

LONG = "word " * 60


def test_asking_spends_budget_and_counts_until_the_keeper_writes() -> None:
    after = apply(a_standing(), an_entry(an_asking(), seq=5, when=at(1, 18), bond=1))

    assert [(sitting.id, sitting.prompt) for sitting in after.open] == [(5, "G2")]
    assert after.sent == (Sent(at=at(1, 18), halves=2, check_in=5),)
    assert (after.asked, after.unanswered, after.last_sent_at) == (1, 1, at(1, 18))
    assert after.windows == {"18:00-20:00": WindowScore(tries=1)}
    assert (after.bond(1).tracks["ground"].last, shown(after).on) == (on(1), on(1))


def test_what_the_keeper_opens_spends_nothing_and_is_a_word() -> None:
    after = fold(a_standing(unanswered=5, lapsed_at=at(1)), an_asking(opened=True, window=""))

    assert (after.sent, after.asked, after.unanswered, after.windows) == ((), 0, 0, {})
    assert (after.heard_at, after.last_sent_at) == (at(2), at(2))
    assert after.recovering_until == at(9)


def test_a_second_ordinary_asking_takes_the_place_of_the_first() -> None:
    after = fold(with_open(), an_asking(prompt="G1"))

    assert [sitting.prompt for sitting in after.open] == ["G1"]
    assert [sitting.outcome for sitting in after.recent] == ["superseded"]


def test_only_what_the_budget_needs_is_remembered_of_what_was_sent() -> None:
    old = Sent(at=at(-10), halves=2, check_in=1)

    after = fold(a_standing(sent=(old, Sent(at=at(0), halves=2, check_in=2))), an_asking())

    assert [sent.check_in for sent in after.sent] == [2, 1]
    assert old not in after.sent


def test_a_plain_deck_counts_for_itself() -> None:
    deck = an_asking(Family.PLAIN, "gratitude-0", deck="gratitude")
    once = apply(a_standing(), an_entry(deck, seq=5, when=at(1)))

    lapsed = fold(once, e.Lapsed(check_in=5, expired_at=at(2)), bond=0)
    answered = fold(once, an_answer("gratitude-0"), bond=0)
    skipped = fold(once, e.Skipped(check_in=5, prompt="gratitude-0"), bond=0)
    later = fold(once, e.PutOff(check_in=5, prompt="gratitude-0", due=on(3)), bond=0)
    undelivered = fold(once, e.Undelivered(check_in=5), bond=0)

    assert once.plain["gratitude"] == PlainStanding(last_at=at(1), asked=1, ignored=1)
    assert (once.sent, once.unanswered, once.asking) == ((), 0, None)
    assert [one.plain["gratitude"].ignored for one in (lapsed, answered, skipped, later, undelivered)] == [
        1,
        0,
        0,
        0,
        0,
    ]
    assert (lapsed.lapses_running, lapsed.lapsed_at) == (0, None)
    assert all(one.open == () for one in (lapsed, answered, skipped, later, undelivered))


def test_keep_pause_and_drop_are_kept() -> None:
    before = a_standing(plain={"g": PlainStanding(ignored=7)})

    assert fold(before, e.PlainKept(deck="g", choice="keep")).plain["g"] == PlainStanding()
    assert fold(before, e.PlainKept(deck="g", choice="drop")).plain["g"].paused


def test_a_sitting_goes_on_with_another_question() -> None:
    after = fold(with_open(asked_back=True), e.WentOn(check_in=5, prompt="G6", words=WORDS))

    assert after.open[0].prompts == ("G2", "G6")
    assert not after.open[0].asked_back
    assert shown(after, "G6").on == on(1)
    assert fold(with_open(), e.WentOn(check_in=99, prompt="G6", words=WORDS)).open == with_open().open


def test_an_answer_settles_its_question_and_gives_the_window_a_point_once() -> None:
    first = fold(with_open(), an_answer(closes=False, fills={"hard_item": "noise"}))
    second = fold(first, an_answer("G6"))

    assert (shown(first).answered_at, shown(first).settled_at, shown(first).on) == (at(2), at(2), on(1))
    assert first.bond(1).fills == {"hard_item": "noise"}
    assert [one.windows["18:00-20:00"].answers for one in (first, second)] == [1, 1]
    assert (first.open[0].answered, second.open) == (True, ())
    assert second.recent[0].outcome == "answered"


def test_a_late_answer_counts_as_answered_and_its_text_as_shown() -> None:
    lapsed = fold(with_open(), e.Lapsed(check_in=5, expired_at=at(3, 6)))

    after = fold(lapsed, an_answer(), when=4)

    assert shown(lapsed).on is None
    assert (after.recent[0].outcome, after.recent[0].answered) == ("answered", True)
    assert (shown(after).on, after.windows["18:00-20:00"].answers) == (on(1), 1)
    assert (after.lapses_running, after.lapsed_at) == (0, None)


def test_an_answer_to_what_the_keeper_opened_gives_no_window_a_point() -> None:
    after = fold(with_open(opened=True), an_answer())

    assert after.windows["18:00-20:00"].answers == 0


def test_an_answer_to_a_check_in_long_gone_is_still_kept_with_its_question() -> None:
    after = fold(a_standing(), an_answer(check_in=99))

    assert (shown(after).answered_at, shown(after).on) == (at(2), None)


def test_an_answer_may_send_its_family_to_rest_and_the_next_one_wakes_it() -> None:
    resting = fold(with_open(), an_answer(rest_days=60, closes=False))
    ridden = fold(resting, e.WentOn(check_in=5, prompt="W8", words=WORDS), an_answer("W8"))
    awake = fold(replace(resting, open=(a_sitting(6, on=on(70)),)), an_answer(check_in=6), when=70)

    assert resting.bond(1).tracks["ground"].rests_until == on(61)
    assert resting.bond(1).facts == ridden.bond(1).facts == ("rested:ground",)
    assert awake.bond(1).facts == ()
    assert awake.bond(1).tracks["ground"].rests_until == on(61)


def test_an_addendum_changes_nothing_but_the_writing() -> None:
    before = a_standing(recent=(a_sitting(5, closed_at=at(1), outcome="answered"),))

    after = fold(before, an_answer("W2", addendum=True, text=LONG))

    assert (after.bonds, after.recent, after.writing) == (before.bonds, before.recent, (at(2),))


def test_sixty_words_to_a_long_question_or_a_note_are_a_writing_session() -> None:
    told = [
        fold(with_open(prompts=("W2",)), an_answer("W2", text=LONG)),
        fold(with_open(), an_answer("G2", text=LONG)),
        fold(with_open(prompts=("W2",)), an_answer("W2", text="word " * 59)),
        fold(a_standing(), e.Noted(text=LONG), bond=0),
        fold(a_standing(writing=(at(-30), at(1))), e.Noted(text=LONG), bond=0),
    ]

    assert [one.writing for one in told] == [(at(2),), (), (), (at(2),), (at(1), at(2))]


def test_a_skip_is_an_answer_and_the_second_settles_its_question() -> None:
    once = fold(with_open(), e.Skipped(check_in=5, prompt="G2"))
    twice = fold(replace(once, open=(a_sitting(6),)), e.Skipped(check_in=6, prompt="G2"))

    assert (once.recent[0].outcome, once.windows["18:00-20:00"].answers, once.unanswered) == ("skipped", 1, 0)
    assert (shown(once).skips, shown(once).settled_at) == (1, None)
    assert (shown(twice).skips, shown(twice).settled_at) == (2, at(2))


def test_three_skips_running_slow_the_family_and_an_answer_between_them_does_not() -> None:
    def after(replies: str) -> float:
        standing = a_standing()
        for number, reply in enumerate(replies, start=5):
            standing = replace(standing, open=(a_sitting(number),))
            what = an_answer(check_in=number) if reply == "a" else e.Skipped(check_in=number, prompt="G2")
            standing = fold(standing, what)
        return standing.bond(1).tracks["ground"].factor

    assert after("sss") == 1.5
    assert after("ss") == 1.0
    assert after("ssas") == 1.0
    assert after("ssssss") == 2.25


def test_a_skip_inside_a_sitting_that_was_answered_is_no_skip_of_the_family() -> None:
    answered = fold(with_open(), an_answer(closes=False))

    after = fold(answered, e.Skipped(check_in=5, prompt="G6"))

    assert after.recent[0].outcome == "answered"
    assert after.bond(1).tracks["ground"].skips == 0
    assert fold(a_standing(), e.Skipped(check_in=99, prompt="G2")).recent == ()


def test_later_brings_the_family_back_on_its_day_with_the_text_not_shown() -> None:
    asked = apply(a_standing(), an_entry(an_asking(), seq=5, when=at(1, 18), bond=1))

    after = fold(asked, e.PutOff(check_in=5, prompt="G2", due=on(4)))
    tonight = fold(asked, e.PutOff(check_in=5, prompt="G2", due=None))

    assert (after.bond(1).tracks["ground"].due, after.bond(1).tracks["ground"].laters) == (on(4), 1)
    assert (shown(after).on, after.open, after.recent[0].outcome) == (None, (), "put-off")
    assert (tonight.open[0].id, tonight.unanswered) == (5, 0)


def test_a_lapse_counts_and_frees_its_text() -> None:
    after = fold(with_open(), e.Lapsed(check_in=5, expired_at=at(3, 6)), when=5)

    assert (after.lapses_running, after.lapsed_at, shown(after).on) == (1, at(3, 6), None)
    assert (after.recent[0].outcome, after.settled_at) == ("lapsed", at(3, 6))
    assert after.windows["18:00-20:00"] == WindowScore(tries=1)
    assert fold(after, e.Lapsed(check_in=5, expired_at=at(9))).lapses_running == 1


def test_the_end_of_a_sitting_that_was_answered_is_no_lapse() -> None:
    after = fold(with_open(answered=True), e.Lapsed(check_in=5, expired_at=at(3, 6)))

    assert (after.lapses_running, after.lapsed_at, after.recent[0].outcome) == (0, None, "answered")


def test_what_no_channel_took_is_given_back() -> None:
    asked = apply(a_standing(), an_entry(an_asking(), seq=5, when=at(1, 18), bond=1))

    after = fold(asked, e.Undelivered(check_in=5))

    assert (after.sent, after.unanswered, after.open) == ((), 0, ())
    assert after.windows["18:00-20:00"] == WindowScore()
    assert (after.bond(1).tracks["ground"].due, shown(after).on, after.lapses_running) == (on(1), None, 0)
    assert fold(after, e.Undelivered(check_in=5)).recent == after.recent


def test_what_a_door_took_back_is_no_lapse_and_counts_as_sent() -> None:
    asked = apply(a_standing(), an_entry(an_asking(), seq=5, when=at(1, 18), bond=1))

    after = fold(asked, e.Withdrawn(check_in=5))

    assert (after.open, after.recent[0].outcome, after.lapses_running) == ((), "withdrawn", 0)
    assert (after.sent, after.unanswered, shown(after).on) == (asked.sent, 1, None)
    assert fold(after, e.Withdrawn(check_in=5)).recent == after.recent


def test_more_time_a_question_asked_back_and_a_reminder_mark_what_is_open() -> None:
    after = fold(
        with_open(),
        e.Extended(check_in=5, expires_at=at(9)),
        e.AskedBack(check_in=5, prompt="G2", text="?"),
        e.Reminded(check_in=5, on=on(2)),
    )

    assert (after.open[0].expires_at, after.open[0].asked_back, after.open[0].reminded) == (at(9), True, True)
    assert after.sent == (Sent(at=at(2), halves=1, check_in=5),)


def test_only_the_latest_sittings_are_remembered() -> None:
    old = tuple(a_sitting(number, closed_at=at(1), outcome="answered") for number in range(20, 40))
    stale = a_sitting(3, closed_at=at(-9), outcome="answered")

    after = fold(replace(with_open(), recent=(stale, *old)), an_answer())

    assert [sitting.id for sitting in after.recent] == [*range(29, 40), 5]
    assert stale not in after.recent
