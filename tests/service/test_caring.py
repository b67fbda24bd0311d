"""The help card: in the same reply, at once, whatever the reply was to; then nothing until resume."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from service.desk import MAIL, Desk, RecordingChannel, a_plan
from tending.adapters.help_lines import help_lines
from tending.core.entries import Draft, Held, Noted, Paused, Said, WentOn
from tending.core.helplines import HelpLine, HelpLines, LineKind
from tending.core.model import Verb, Word
from tending.service import caring, commanding

CALLING = "I want to die"


def a_desk(country: str = "GB", *, still_here: bool = False) -> Desk:
    plan = replace(a_plan(country=country, still_here=still_here), help_lines=help_lines(country))
    return Desk(plan=plan, ways=(MAIL,)).begin()


def notes(desk: Desk) -> list[str]:
    return [entry.payload.text for entry in desk.entries("note") if isinstance(entry.payload, Noted)]


def lines_with_digits(card: str) -> list[str]:
    return [line for line in card.splitlines() if any(one.isdigit() for one in line)]


def test_the_card_says_thanks_what_this_is_whom_to_call_and_the_way_back() -> None:
    card = caring.crisis_card(a_desk().turn)

    assert card.splitlines() == [
        "Thank you for saying so.",
        "I am a reminder program: I cannot tell how you are.",
        "If any part of this is about wanting to die or hurting yourself, you deserve a person now:",
        "Samaritans: 116 123, any hour; noted November 2026 (unverified)",
        "In danger now: 999. Other lines: https://findahelpline.com",
        "Is there someone near you?",
        "Check-ins are paused until you write resume. If I misread you, write misread and this is not kept.",
    ]


@pytest.mark.parametrize("country", ["GB", "DE", "FR", "ES", "BE", "US", "AU"])
def test_no_card_has_more_than_three_lines_of_a_country_beside_the_emergency_number(country: str) -> None:
    turn = a_desk(country).turn

    assert 2 <= len(lines_with_digits(caring.crisis_card(turn))) <= 4
    assert 2 <= len(lines_with_digits(caring.safety_card(turn))) <= 4


@pytest.mark.parametrize("country", ["", "FJ"])
def test_without_a_known_country_the_card_names_the_local_emergency_number_and_where_lines_are(country: str) -> None:
    card = caring.crisis_card(a_desk(country).turn)

    assert "your local emergency number" in card
    assert "https://findahelpline.com" in card
    assert lines_with_digits(card) == []


def test_the_safety_card_serves_either_side_and_asks_for_no_detail() -> None:
    card = caring.safety_card(a_desk().turn)

    assert "No detail is needed here." in card
    assert "National Domestic Abuse Helpline: 0808 2000 247" in card
    assert "Respect Phoneline: 0808 802 4040" in card
    assert "Samaritans" not in card


def test_a_line_that_was_checked_says_so_and_hours_that_are_not_known_are_left_out() -> None:
    line = HelpLine(
        name="A line",
        number="1",
        kind=LineKind.CRISIS,
        hours="",
        languages="en",
        source="https://example.org",
        on=date(2026, 3, 1),
        verified=True,
    )
    desk = Desk(plan=replace(a_plan(), help_lines=HelpLines(country="XX", emergency="2", lines=(line,))))

    assert "\nA line: 1; checked March 2026\nIn danger now: 2." in caring.crisis_card(desk.turn)


@pytest.mark.parametrize(
    "text", [CALLING, "skip\n\nI want to die", "5. and i want to die", "they wrote\nI want to die"]
)
def test_words_that_call_for_the_card_win_over_answering(text: str) -> None:
    desk = a_desk()
    sitting = desk.ask()

    heard = desk.reply(text, check_in=sitting.id)

    assert heard.card is not None
    assert heard.card.startswith("Thank you for saying so.")
    assert (heard.understood, heard.follows) == ("help", None)
    assert desk.standing.card
    assert desk.standing.asking is not None
    assert desk.kinds().count("answered") == desk.kinds().count("skipped") == 0


def test_what_called_for_the_card_is_kept_in_the_keepers_words() -> None:
    desk = a_desk()

    desk.reply("I want to die.\nThat is all.")

    assert notes(desk) == ["I want to die.\nThat is all."]


def test_a_figure_of_speech_is_read_as_what_it_is() -> None:
    desk = a_desk()
    desk.ask()

    heard = desk.reply("5. I'm dying to see her")

    assert heard.card is None
    assert heard.echo == "Noted: not sure."


def test_an_addendum_and_a_note_bring_it_too() -> None:
    desk = a_desk()
    sitting = desk.ask()
    while desk.standing.asking is not None:
        desk.reply("skip", check_in=sitting.id)

    assert desk.reply(CALLING, check_in=sitting.id).card is not None
    desk.reply("resume")
    assert desk.reply(f"a note: {CALLING.lower()}").card is not None


def test_a_page_for_the_night_drawer_is_kept_as_a_page_and_brings_the_card() -> None:
    desk = a_desk()
    desk.reply("hold")

    heard = desk.reply(f"Dear you,\n{CALLING}")

    pages = [entry.payload.text for entry in desk.entries("held") if isinstance(entry.payload, Held)]
    assert heard.card is not None
    assert pages == ["", f"Dear you,\n{CALLING}"]
    assert notes(desk) == []


def test_what_happened_is_recorded_beside_the_card() -> None:
    desk = a_desk()

    heard = desk.reply(f"they asked for space\n{CALLING}")

    assert heard.card is not None
    said = [entry.payload for entry in desk.entries("said")]
    assert [(one.what, one.text) for one in said if isinstance(one, Said)] == [("space", CALLING)]


def test_the_card_goes_out_by_mail_in_the_same_breath_though_the_day_has_had_its_answers() -> None:
    desk = a_desk()
    mail = RecordingChannel()
    for _ in range(12):
        desk.reply("why", channel="mail")
    desk.send(mail)

    desk.reply(CALLING, channel="mail")
    desk.send(mail)

    assert mail.got[-1].text.startswith("Thank you for saying so.\n")
    assert "116 123" in mail.got[-1].text


def test_questions_on_their_way_out_go_no_more() -> None:
    desk = a_desk()
    mail = RecordingChannel()
    desk.ask()

    desk.reply(CALLING)
    desk.send(mail)

    assert mail.got == []
    assert [one.state for one in desk.deliveries()] == ["cancelled"]


def test_nothing_more_comes_until_resume() -> None:
    desk = a_desk()
    desk.reply(f"hold\n{CALLING}")
    sent = len(desk.deliveries())

    for _ in range(30):
        desk.later(days=1).tick()

    assert desk.standing.asking is None
    assert len(desk.deliveries()) == sent
    assert desk.reply("resume").echo.startswith("Going on.")
    assert desk.tick().wake is not None
    assert "held-shown" in desk.kinds()


def test_within_half_an_hour_a_line_says_that_the_card_is_still_there_and_the_words_are_kept() -> None:
    desk = a_desk()
    desk.reply(CALLING)
    desk.later(minutes=29)

    heard = desk.reply("i still want to die")

    assert heard.card is None
    assert heard.echo.startswith("Kept, in your own words. The help card is still here: help.")
    assert heard.changed
    assert notes(desk) == [CALLING, "i still want to die"]
    assert desk.standing.card


def test_half_an_hour_after_it_was_given_it_is_given_again_whatever_came_in_between() -> None:
    desk = a_desk()
    desk.reply(CALLING)
    desk.later(minutes=20).reply(CALLING)
    desk.later(minutes=10)

    assert desk.reply(CALLING).card is not None


@pytest.mark.parametrize("word", ["resume", "misread"])
def test_once_it_was_taken_back_the_next_words_bring_it_whole(word: str) -> None:
    desk = a_desk()
    desk.reply(CALLING)
    desk.reply(word)

    assert desk.reply(CALLING).card is not None


def test_the_word_help_always_brings_the_card_and_keeps_what_else_was_written() -> None:
    desk = a_desk()
    desk.reply(CALLING)

    heard = desk.reply("help\nshe has not called")

    assert heard.card is not None
    assert notes(desk)[-1] == "help\nshe has not called"


def test_misread_takes_the_card_back_and_nothing_says_what_it_was_taken_for() -> None:
    desk = a_desk()
    desk.reply("I want to die my hair")

    heard = desk.reply("misread\nI said I want to die my hair")

    assert heard.echo.startswith("Sorry for the misreading. It is not kept.")
    assert not desk.standing.card
    assert [entry.payload for entry in desk.entries("paused")] == [Paused(until=None, card=True)]
    assert "crisis" not in str([entry.payload for entry in desk.entries()])


def test_where_it_was_agreed_one_line_follows_a_day_later_and_only_one() -> None:
    desk = a_desk(still_here=True)
    desk.reply(CALLING)

    for _ in range(10):
        desk.later(hours=12).tick()

    said = [one.message.text for one in desk.deliveries() if one.kind == "still"]
    assert said == ["Still paused; nothing to answer. Help is still here."]
    (entry,) = desk.entries("still-here")
    assert entry.at - desk.entries("paused")[0].at == timedelta(days=1)


def test_after_resume_no_line_follows() -> None:
    desk = a_desk(still_here=True)
    desk.reply(CALLING)
    desk.reply("resume")

    for _ in range(4):
        desk.later(hours=12).tick()

    assert "still-here" not in desk.kinds()


@pytest.mark.parametrize("prompt", ["W0", "C1"])
def test_what_else_the_words_say_holds_its_door_whatever_was_asked(prompt: str) -> None:
    desk = a_desk()
    desk.ask()
    with desk.journal.writing() as work:
        sitting = work.standing().open[0]
        went_on = WentOn(check_in=sitting.id, prompt=prompt, words=sitting.words)
        work.append(Draft(payload=went_on, at=desk.now, bond=1))

    heard = desk.reply("She blocked me and I want to die", check_in=sitting.id)

    assert heard.card is not None
    assert heard.follows is None
    assert desk.standing.bond(1).contact.owed_at is not None


def test_their_words_hold_no_door_beside_the_card() -> None:
    desk = a_desk()

    heard = desk.reply("they wrote\nI am afraid of him. I want to die")

    assert heard.card is not None
    assert desk.standing.bond(1).contact.unsure_at is None


def test_words_that_come_with_a_command_bring_the_card_and_are_kept_by_it() -> None:
    desk = a_desk()

    held = commanding.hold(desk.turn, desk.journal, CALLING)
    desk.reply("resume")
    logged = commanding.log_contact(desk.turn, desk.journal, "they", bond="S", on=desk.turn.today, text=CALLING)
    desk.reply("resume")
    said = commanding.log_said(desk.turn, desk.journal, "space", bond="S", on=desk.turn.today, text=CALLING)
    plain = commanding.obey(desk.turn, desk.journal, Word(verb=Verb.LESS))

    assert held.card is not None
    assert logged.card is not None
    assert said.card is not None
    assert plain.card is None
    assert (desk.kinds().count("held"), desk.kinds().count("said")) == (1, 2)


def test_a_statement_to_open_a_door_that_calls_for_the_card_opens_none_and_is_kept() -> None:
    desk = a_desk()

    heard = commanding.reopen(desk.turn, desk.journal, bond="S", statement=CALLING)

    assert heard.card is not None
    assert notes(desk) == [CALLING]
