from dataclasses import replace
from datetime import date, timedelta

import pytest

from service.desk import MAIL, Desk
from tending.core import gates
from tending.core.entries import Noted, Said
from tending.core.model import Family, Profile
from tending.service import beginning, ending


def an_asked_desk() -> Desk:
    desk = Desk().begin()
    desk.ask()
    return desk


def test_skip_closes_the_check_in_and_is_an_answer_too() -> None:
    desk = an_asked_desk()

    heard = desk.reply("skip")

    assert heard.echo == "Skipped; that is an answer too. Next: Thursday evening."
    assert desk.standing.recent[-1].outcome == "skipped"


@pytest.mark.parametrize("word", ["skip", "later"])
def test_a_word_about_the_open_question_when_none_is_open_says_so(word: str) -> None:
    assert Desk().begin().reply(word).echo == "Nothing is open just now."


def test_three_skips_running_slow_the_family_down() -> None:
    desk = Desk().begin(profile=Profile.MOVING_ON)
    heard = None
    count = 0
    while count < 3:
        sitting = desk.ask()
        if sitting.family is Family.MOVING:
            count += 1
        heard = desk.reply("skip" if sitting.family is Family.MOVING else "yes", check_in=sitting.id)
        while desk.standing.asking is not None:
            desk.reply("skip", check_in=sitting.id)

    assert heard is not None
    assert "comes less often now" in heard.echo
    assert desk.standing.bonds[0].tracks[Family.MOVING].factor == 1.5


def test_later_comes_back_on_its_day() -> None:
    desk = an_asked_desk()

    heard = desk.reply("later 5d")

    assert "It comes back Saturday evening." in heard.echo
    assert desk.standing.bonds[0].tracks[Family.WANT].due == date(2026, 1, 10)


def test_not_now_comes_back_in_two_days() -> None:
    desk = an_asked_desk()

    desk.reply("not now")

    assert desk.standing.bonds[0].tracks[Family.WANT].due == date(2026, 1, 7)


def test_later_until_a_day_names_that_day() -> None:
    desk = an_asked_desk()

    desk.reply("later until 20 January")

    assert desk.standing.bonds[0].tracks[Family.WANT].due == date(2026, 1, 20)


def test_tonight_leaves_it_open() -> None:
    desk = an_asked_desk()

    heard = desk.reply("later tonight")

    assert heard.echo.startswith("Noted: tonight.")
    assert desk.standing.asking is not None


def test_the_third_later_running_is_a_skip() -> None:
    desk = Desk().begin()
    heard = None
    for _ in range(3):
        desk.ask()
        heard = desk.reply("later")

    assert heard is not None
    assert heard.echo.startswith("Put off three times now")
    assert desk.kinds().count("skipped") == 1


def test_undo_takes_the_last_answer_back_and_the_question_is_open_again() -> None:
    desk = an_asked_desk()
    desk.reply("5")
    desk.reply("yes")

    heard = desk.reply("undo")

    assert heard.echo.startswith("Taken back.")
    assert desk.standing.asking is not None
    assert desk.standing.asking.prompt == "W1"


def test_undo_twice_takes_back_two() -> None:
    desk = an_asked_desk()
    desk.reply("5")
    desk.reply("yes")
    desk.reply("undo")

    desk.reply("undo")

    assert desk.standing.asking is not None
    assert desk.standing.asking.prompts == ("W0",)


def test_undo_says_that_what_was_logged_since_stays() -> None:
    desk = an_asked_desk()
    desk.reply("5")
    without = desk.reply("undo").echo
    desk.reply("5")
    desk.later(minutes=1).reply("i wrote")

    heard = desk.later(minutes=1).reply("undo")

    assert heard.echo.startswith("Taken back.")
    assert "What was logged between you since then stays." in heard.echo
    assert "logged" not in without
    assert [entry.payload.what for entry in desk.entries() if isinstance(entry.payload, Said)] == ["i-wrote"]


def test_undo_with_nothing_to_take_back_says_so() -> None:
    assert Desk().begin().reply("undo").echo == "There is nothing to take back."


def test_why_names_the_rules_of_the_open_check_in() -> None:
    desk = an_asked_desk()

    assert "the first round comes first" in desk.reply("why").echo


def test_why_without_an_open_check_in_names_those_of_the_next() -> None:
    assert "the first round comes first" in Desk().begin().reply("why").echo


def test_why_when_nothing_comes_says_what_holds_it() -> None:
    desk = Desk().begin()
    desk.reply("pause")

    assert desk.reply("why").echo == "- everything is paused"


def test_next_asks_one_more_without_window_or_budget() -> None:
    desk = Desk().begin()

    heard = desk.reply("next")

    assert heard.follows_prompt == "W0"
    assert desk.standing.sent == ()
    assert desk.standing.unanswered == 0


def test_next_after_a_skip_brings_another_question() -> None:
    desk = Desk().begin()
    desk.reply("next")
    desk.reply("skip")

    heard = desk.reply("next")

    assert heard.follows_prompt != "W0"


def test_next_with_a_question_open_shows_that_one() -> None:
    desk = an_asked_desk()

    heard = desk.reply("next")

    assert heard.follows_prompt == "W0"
    assert desk.kinds().count("asked") == 1


def test_next_never_brings_a_family_that_is_shut() -> None:
    desk = Desk().begin()
    seen = set()
    for _ in range(60):
        heard = desk.later(hours=1).reply("next")
        if heard.follows is None:
            break
        seen.add(desk.standing.open[0].family)
        while desk.standing.asking is not None:
            desk.reply("skip")

    assert seen
    assert not seen & {Family.REACH, Family.REHEARSE, Family.MEET}


def test_next_when_all_has_been_asked_says_so() -> None:
    desk = Desk().begin()
    with desk.journal.writing() as work:
        ending.finish(desk.turn, work, beginning.bond_called(work.standing(), "S"))

    assert desk.reply("next").echo.startswith("There is nothing more to ask today.")


def test_help_gives_the_card_and_pauses_until_resume() -> None:
    desk = an_asked_desk()

    heard = desk.reply("help")

    assert heard.card is not None
    assert "cannot tell how you are" in heard.card
    assert desk.tick().next is None


def test_misread_leaves_a_pause_of_before_as_it_was() -> None:
    desk = Desk().begin()
    desk.reply("pause 2w")
    before = desk.standing.paused_until
    desk.reply("help")

    desk.reply("misread")

    assert desk.standing.paused_until == before
    assert not desk.standing.card


def test_after_help_nothing_is_asked_until_resume_not_even_by_next() -> None:
    desk = Desk().begin()
    desk.reply("help")

    heard = desk.reply("next")
    desk.reply("pause 2w")

    assert heard.follows is None
    assert desk.tick().next is None
    assert desk.reply("resume").echo.startswith("Going on. Next:")


def test_misread_goes_on() -> None:
    desk = Desk().begin()
    desk.reply("help")

    assert desk.reply("misread").echo.startswith("Sorry for the misreading.")
    assert desk.standing.paused_at is None


def test_move_on_leaves_the_questions_about_going_back() -> None:
    desk = Desk().begin()

    desk.reply("move on")
    families = set()
    for _ in range(12):
        sitting = desk.ask()
        families.add(sitting.family)
        while desk.standing.asking is not None:
            desk.reply("skip")

    assert families <= {Family.MOVING, Family.PROMISE, Family.GROUND}


@pytest.mark.parametrize(
    ("text", "fact"), [("they wrote: hello again", "they-wrote"), ("they asked for space", "they-asked-room")]
)
def test_what_happened_between_the_two_is_kept(text: str, fact: str) -> None:
    desk = Desk().begin()

    desk.reply(text)

    assert fact in gates.facts_of(desk.plan, desk.standing.bonds[0], desk.now)


def test_i_wrote_is_logged() -> None:
    desk = Desk().begin()

    heard = desk.reply("I wrote: happy birthday")

    [entry] = desk.entries("said")
    assert isinstance(entry.payload, Said)
    assert (entry.payload.what, entry.payload.text, entry.payload.counts) == ("i-wrote", "happy birthday", False)
    assert heard.understood == "i-wrote"


def test_a_fact_without_any_bond_is_still_kept() -> None:
    desk = Desk()

    desk.reply("they wrote: hello")

    [entry] = desk.entries()
    assert isinstance(entry.payload, Noted)
    assert entry.payload.text == "they wrote: hello"


def test_worse_twice_retires_a_question() -> None:
    desk = Desk().begin()
    desk.ask()
    desk.reply("5")
    desk.reply("yes")

    first = desk.reply("worse")
    second = desk.reply("worse")

    assert first.echo.startswith("Noted. That question will come less.")
    assert second.echo.startswith("Noted. That question rests for two months.")


def test_helped_is_good_to_know() -> None:
    desk = Desk().begin()
    desk.ask()
    desk.reply("5")
    desk.reply("yes")

    assert desk.reply("helped").echo.startswith("Good to know.")


def test_there_is_nothing_to_rate_before_an_answer() -> None:
    assert Desk().begin().reply("neither").echo == "There is no answer to say that about yet."


def test_a_page_comes_back_in_the_window_of_the_next_day() -> None:
    desk = Desk().begin()

    desk.reply("hold\nall of it")

    assert desk.standing.drawer[0].show_at - desk.now == timedelta(days=1, hours=6)


@pytest.mark.parametrize("word", ["skip", "later", "undo", "worse"])
def test_a_word_with_nothing_to_act_on_still_ends_a_silence(word: str) -> None:
    desk = Desk().begin()
    while (wake := desk.tick().wake) is not None:
        desk.now = wake
    desk.later(days=30)

    desk.reply(word)

    assert desk.standing.unanswered == 0
    assert desk.tick().next is not None


def test_a_question_that_lapsed_lately_can_still_be_skipped() -> None:
    desk = an_asked_desk()
    desk.later(hours=40).tick()

    desk.reply("skip")

    assert desk.standing.recent[-1].outcome == "skipped"


def test_a_heavy_day_is_left_alone_for_three_days() -> None:
    desk = Desk().begin()
    prompt = desk.plan.prompts["G5"]
    desk.plan = replace(desk.plan, families={Family.GROUND: (prompt,)})
    while desk.ask().prompt != "G5":
        desk.reply("no")

    desk.reply("yes")

    assert desk.standing.paused_until == desk.now + timedelta(days=3)


def test_closing_a_bond_takes_back_what_has_not_gone_out() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    desk.ask()

    with desk.journal.writing() as work:
        ending.finish(desk.turn, work, beginning.bond_called(work.standing(), "S"))

    assert [one.state for one in desk.deliveries()] == ["cancelled"]
