"""Meetings and rehearsals through the service: what answers and commands put there, and what follows."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from builders import confirm
from service.consent_desk import DOORS, a_desk, add, answered, asked, bond, state_of
from service.desk import MAIL, Desk, RecordingChannel, a_plan
from tending.core import gates
from tending.core.entries import Listened, Rehearsed
from tending.core.errors import RefusedError, UsageError
from tending.core.ledgers.meet import MeetLedger
from tending.core.ledgers.rehearse import RehearseLedger
from tending.core.model import DuePrompt, Level
from tending.core.records import Heard
from tending.service import arranging, asking, commanding

ALL = {"invitation": "come for coffee", "purpose": "say what I own", "place": "the cafe", "exit": "stop here"}
REST = {"later": "trying again", "no": "thank you all the same"}


def plan(desk: Desk, *, when: str = "", wording: str = "", **texts: str) -> Heard:
    named = arranging.read_when(desk.turn, when) if when else {}
    return arranging.plan(desk.turn, desk.journal, texts, when=named, wording=wording, bond="")


def planned(desk: Desk) -> arranging.Planned:
    return arranging.planned(desk.turn, desk.journal)


def invited(state: str = "OPEN") -> Desk:
    """A desk at which they said yes and when is known: in twelve days at three."""
    desk = a_desk(state)
    plan(desk, when="in 12 days 15:00", wording="no", **ALL, **REST)
    return desk


def meeting(desk: Desk) -> MeetLedger:
    return bond(desk).ledgers.meet


def cards(desk: Desk) -> RehearseLedger:
    return bond(desk).ledgers.rehearse


def point(desk: Desk, *texts: str) -> None:
    for text in texts:
        arranging.add_point(desk.turn, desk.journal, text, bond="")


# -- the plan ----------------------------------------------------------------------------------------------------------


def test_seven_of_seven_are_ready_and_an_invitation_is_never_left_out() -> None:
    desk = a_desk()
    before = planned(desk)

    heard = plan(desk, when="in 12 days 15:00", wording="no", **ALL, **REST)

    assert (before.ready, len(before.missing), before.reason) == (False, 7, "meet-uninvited")
    assert (planned(desk).ready, planned(desk).missing) == (True, ())
    assert heard.echo.startswith("Seven of seven")


def test_their_yes_is_an_invitation_and_both_safety_questions_follow_in_the_same_sitting() -> None:
    desk = a_desk().later(days=40)
    add(desk, *DOORS["OPEN"])

    first = commanding.log_said(desk.turn, desk.journal, "yes", bond="", on=desk.turn.today, text="gladly")
    second = desk.reply("Gladly, on a Saturday. no")
    third = desk.reply("no")

    assert (first.follows_prompt, second.follows_prompt, third.follows_prompt) == ("L11", "U1", "U2")
    assert meeting(desk).open is not None
    assert "invitation" not in planned(desk).missing


def test_an_invitation_told_by_command_asks_both_at_once_where_they_are_not_fresh() -> None:
    fresh, stale = a_desk(), a_desk().later(days=40)

    assert plan(fresh, invitation="come").follows_prompt == ""
    assert plan(stale, invitation="come").follows_prompt == "U1"


def test_fear_told_before_a_meeting_calls_it_off() -> None:
    desk = a_desk().later(days=40)
    plan(desk, invitation="come")

    desk.reply("yes")

    assert (state_of(desk), meeting(desk).open) == ("UNSAFE", None)


@pytest.mark.parametrize("what", ["space", "no", "order"])
def test_it_is_off_when_they_ask_for_peace_and_the_echo_says_so(what: str) -> None:
    desk = invited()

    heard = commanding.log_said(desk.turn, desk.journal, what, bond="", on=desk.turn.today, text="")

    assert heard.echo.startswith("The meeting is off.")
    assert meeting(desk).open is None
    assert planned(desk).reason == "meet-shut"


@pytest.mark.parametrize("state", ["LEGAL", "UNSAFE", "CLOSED", "SPACE", "HOLD", "RESTING"])
def test_behind_a_door_nothing_is_planned_or_rehearsed(state: str) -> None:
    desk = a_desk(state)

    for tries in (
        lambda: plan(desk, place="the cafe"),
        lambda: point(desk, "I left"),
        lambda: arranging.rehearse_now(desk.turn, desk.journal, bond=""),
    ):
        with pytest.raises(RefusedError):
            tries()
    assert not planned(desk).ready


def test_words_for_a_bad_hour_bring_the_card_and_no_question() -> None:
    heard = plan(a_desk().later(days=40), invitation="come", later="I want to die")

    assert heard.card is not None
    assert heard.follows is None


@pytest.mark.parametrize("text", ["03/04 15:00", "blue", "skip"])
def test_a_day_that_cannot_be_read_is_asked_for_again(text: str) -> None:
    with pytest.raises(UsageError):
        arranging.read_when(a_desk().turn, text)


def test_undo_takes_back_what_a_command_set() -> None:
    desk = a_desk()
    plan(desk, invitation="come")

    desk.later(minutes=1).reply("undo")

    assert meeting(desk).open is None


# -- by answers --------------------------------------------------------------------------------------------------------


def test_the_plan_is_asked_in_three_sittings_and_what_is_known_is_left_out() -> None:
    desk = a_desk()
    commanding.log_said(desk.turn, desk.journal, "yes", bond="", on=desk.turn.today, text="")
    plan(desk, when="in 12 days 15:00")

    first = [answered(desk, "M1", "come on Saturday"), desk.reply("to say what I own"), desk.reply("no")]
    second = answered(desk, "M4", "the cafe")
    third = [answered(desk, "M7", "trying again"), desk.reply("I left, I lied, I was late"), desk.reply("1, 3")]

    assert [heard.follows_prompt for heard in first][:2] == ["M2", "M3"]
    assert second.follows_prompt not in {"M5", "M6"}
    assert [heard.follows_prompt for heard in third] == ["S1", "S2", ""]
    assert planned(desk).missing == ("exit", "no")
    assert [card.cue for card in cards(desk).practised] == ["I left", "I was late"]


def test_no_invitation_after_all_lets_the_family_sleep_until_they_say_yes() -> None:
    desk = a_desk()
    commanding.log_said(desk.turn, desk.journal, "yes", bond="", on=desk.turn.today, text="")

    heard = answered(desk, "M1", "no")
    asleep = bond(desk).track("meet").rests_until
    commanding.log_said(desk.turn, desk.journal, "yes", bond="", on=desk.turn.today, text="come")

    assert "It rests for four weeks" in heard.echo
    assert asleep is not None
    assert bond(desk).track("meet").rests_until is None


def test_not_today_postpones_it_kindly() -> None:
    desk = invited()

    heard = answered(desk, "M8", "partly")

    assert "no reproach" in heard.echo
    assert planned(desk).missing == ("when",)


def test_the_state_of_you_puts_off_what_is_open_and_closes_as_the_meeting_begins() -> None:
    desk = invited()
    desk.now = datetime(2026, 2, 7, 12, tzinfo=UTC)
    asked(desk, "G2")
    desk.now = datetime(2026, 2, 7, 13, tzinfo=UTC)

    desk.tick()

    [sitting] = desk.standing.open
    assert (sitting.prompt, sitting.expires_at.hour) == ("M8", 15)


def test_what_they_asked_for_is_kept_as_theirs_and_may_become_a_promise() -> None:
    desk = invited()

    answered(desk, "M9", "She asked for time, and for my key back")
    answered(desk, "L5", "time, the key")

    kinds = [fact.payload.what for fact in desk.entries("listen") if isinstance(fact.payload, Listened)]
    assert kinds == ["entry", "request", "request"]
    assert set(bond(desk).asks) == {"P1"}
    assert cards(desk).rests
    known = meeting(desk).open
    assert known is not None
    assert known.held


def test_two_days_on_it_is_counted_and_over() -> None:
    desk = invited()
    arranging.done(desk.turn, desk.journal, "She asked for time", off=False, bond="")

    answered(desk, "M10", "4")

    assert (meeting(desk).open, meeting(desk).held) == (None, 1)


def test_it_may_be_put_away_and_without_one_there_is_nothing_to_be_done() -> None:
    desk = invited()

    arranging.done(desk.turn, desk.journal, "", off=True, bond="")

    assert meeting(desk).open is None
    with pytest.raises(RefusedError):
        arranging.done(desk.turn, desk.journal, "", off=False, bond="")


# -- what to say -------------------------------------------------------------------------------------------------------


def test_three_cards_at_most_are_said_in_a_sitting_each_in_its_own_words() -> None:
    desk = a_desk()
    point(desk, "I left", "I lied", "I was late", "I hid")
    desk.later(days=1)

    said = [
        arranging.rehearse_now(desk.turn, desk.journal, bond=""),
        *(desk.reply("so it was. good") for _ in range(3)),
    ]

    assert [heard.follows.personal.split('"')[1] for heard in said if heard.follows is not None] == [
        "I left",
        "I lied",
        "I was late",
    ]
    found, measured = arranging.points(desk.turn, desk.journal)
    assert [(card.last is not None) for card, _ in found] == [True, True, True, False]
    assert (measured.n, measured.recall) == (3, 1.0)


def test_one_card_is_said_once_and_then_nothing_is_due() -> None:
    desk = a_desk()
    none = arranging.rehearse_now(desk.turn, desk.journal, bond="")
    point(desk, "I left")
    early = arranging.rehearse_now(desk.turn, desk.journal, bond="")
    arranging.rehearse_now(desk.later(days=1).turn, desk.journal, bond="")

    heard = desk.reply("I left, and said nothing. hard")

    assert "no point yet" in none.echo
    assert "Nothing is due" in early.echo
    assert heard.follows_prompt != "S3"


def test_before_the_gate_is_open_nothing_is_rehearsed() -> None:
    desk = Desk().begin(in_touch="yes")

    with pytest.raises(RefusedError):
        arranging.rehearse_now(desk.turn, desk.journal, bond="")


def test_a_thirteenth_is_refused_and_by_an_answer_not_taken() -> None:
    desk = a_desk()
    point(desk, *(f"point {number}" for number in range(12)))

    with pytest.raises(RefusedError):
        point(desk, "one more")
    heard = answered(desk, "S11", "That evening, alone.")

    assert "no room for more" in heard.echo


def test_points_are_starred_by_their_numbers() -> None:
    desk = a_desk()
    point(desk, "I left", "I lied")
    first = cards(desk).cards[0].id

    arranging.star_points(desk.turn, desk.journal, [first], bond="")

    assert [card.cue for card in cards(desk).practised] == ["I left"]
    for numbers in ([999], [first] * 6):
        with pytest.raises(UsageError):
            arranging.star_points(desk.turn, desk.journal, numbers, bond="")


def test_a_likely_reply_becomes_a_card_and_a_run_through_is_timed() -> None:
    desk = a_desk()
    point(desk, "I left")

    answered(desk, "S8", "Thank you all the same")
    desk.reply("You always leave\nI did, and I see it")
    answered(desk, "S10", "3 the long story")

    kinds = [fact.payload.what for fact in desk.entries("rehearse") if isinstance(fact.payload, Rehearsed)]
    assert kinds == ["point", "pair", "minutes"]
    assert "no" not in planned(desk).missing


# -- what leaves below personal ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("level", "own"), [(Level.PROMPT, False), (Level.PERSONAL, True)])
def test_options_in_the_keepers_own_words_leave_at_personal_only(level: Level, own: bool) -> None:  # noqa: FBT001
    desk = a_desk(plan=a_plan())
    point(desk, "the canary", "the parrot")
    way = replace(MAIL, level=level)
    desk.ways = (way,)
    mail = RecordingChannel()
    with desk.journal.writing() as work:
        confirm(desk.turn, work, way)
    sitting_of(desk, "S2")
    desk.send(mail)
    unclear = desk.reply("blue", channel="mail", check_in=desk.standing.open[0].id)
    heard = desk.reply("2", channel="mail", check_in=desk.standing.open[0].id)
    desk.send(mail)

    sent = "\n".join(message.text for message in mail.got)
    assert ("canary" in sent) is own
    assert ("1  point 1" in sent) is not own
    assert "canary" not in unclear.echo + heard.echo
    assert [card.cue for card in cards(desk).practised] == ["the parrot"]


def sitting_of(desk: Desk, name: str) -> None:
    prompt = desk.plan.prompts[name]
    permit = gates.permit(desk.plan, bond(desk), prompt, desk.now)
    due = DuePrompt(
        bond=1, family=prompt.family, prompt=name, at=desk.now, on=desk.turn.today, expires_at=desk.now, permit=permit
    )
    with desk.journal.writing() as work:
        asking.claim(desk.turn, work, due)
