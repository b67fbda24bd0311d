"""The first five minutes."""

import re
from datetime import date
from pathlib import Path

import pytest

from integration.first_run import THE_EIGHT, a_session, contact_state, met, settings_of, standing_of, texts_of
from tending.core.model import InTouch, Profile


def test_a_real_question_comes_first_and_is_really_heard(tmp_path: Path) -> None:
    console = met(tmp_path, "5. maybe 1")

    before, _, after = console.text.partition("What would you most like to come of this?")
    assert "private label" not in before
    assert "Noted: not sure, perhaps try again. A fair place to start." in after
    assert texts_of(tmp_path, "answered") == ["5. maybe 1"]


def test_the_whole_meeting_sets_up_one_bond_and_the_settings(tmp_path: Path) -> None:
    met(tmp_path, "5. maybe 1", *THE_EIGHT, "partly", "1")

    (bond,) = standing_of(tmp_path).bonds
    assert (bond.label, bond.profile, bond.since) == ("S", Profile.FORMER_PARTNER, date(2026, 10, 10))
    assert (bond.in_touch, bond.contact.unsafe_at, bond.contact.space) == (InTouch.NO, None, None)
    assert set(bond.contact.clear) == {"U1", "U2", "C1"}
    assert settings_of(tmp_path) == {"keeper": {"zone": "Europe/Berlin", "country": "DE"}}
    assert texts_of(tmp_path, "answered") == ["partly", "5. maybe 1"]


def test_the_second_question_names_no_kind_of_relationship(tmp_path: Path) -> None:
    console = met(tmp_path, "5. maybe 1", *THE_EIGHT, "partly", "1")

    assert "Would you still want it back?" in " ".join(console.text.split())


def test_it_tells_what_to_expect_by_the_real_plan(tmp_path: Path) -> None:
    console = met(tmp_path, "5. maybe 1", *THE_EIGHT, "partly", "1")

    session = a_session(tmp_path)
    with session.app.journal.reading() as work:
        assert work.standing().asking is None
    session.close()
    expected = re.findall(r"^    (\w{3} .\d \w{3})  evening   (.+)$", console.text, re.MULTILINE)
    assert expected[0] == ("Tue 24 Nov", "name the good and the hard")
    assert len(expected) == 4
    assert "All set. It is quiet until Tuesday evening." in console.text


def test_it_says_before_which_day_nothing_about_contact_comes_and_what_their_message_changes(tmp_path: Path) -> None:
    console = met(tmp_path, "5", *THE_EIGHT, "partly", "1")

    told = " ".join(console.text.split())
    assert "Nothing about writing to S before Friday 11 December, and only if you still want to by then." in told
    assert "If they write to you first, tell me: they wrote" in told


def test_while_setting_up_it_does_not_send_to_setting_up(tmp_path: Path) -> None:
    console = met(tmp_path, "skip")

    assert "\n  Skipped; that is an answer too.\n" in console.text


def test_what_it_says_about_contact_is_wrapped_once(tmp_path: Path) -> None:
    console = met(tmp_path, "5", "Robin", *THE_EIGHT[1:], "partly", "1")

    assert "\n  still want to by then. If they write to you first, tell me: they wrote\n" in console.text


def test_no_line_is_wider_than_the_screen(tmp_path: Path) -> None:
    console = met(tmp_path, "5. maybe 1", "S", "1", "x", "6 weeks ago", "1", "order?", "court", "yes", "no", "", "2")

    assert max(len(line) for line in console.text.split("\n")) <= 80


def test_what_cannot_be_read_is_asked_again_once_and_then_left_out(tmp_path: Path) -> None:
    console = met(tmp_path, "5", "S", "1", "some time", "a while", "1", "no", "no", "no", "DE", "")

    assert console.text.count("When did you part?") == 2
    assert 'A date or a while would do: "10 October", "6 weeks ago". Or Enter.' in console.text
    assert standing_of(tmp_path).bonds[0].since is None


def test_a_day_to_come_is_no_day_they_parted(tmp_path: Path) -> None:
    console = met(tmp_path, "5", "S", "1", "tomorrow", "yesterday")

    assert "That day is still to come." in console.text
    assert "Around 20 November." in console.text


@pytest.mark.parametrize("place", [1, 4, 5, 6])
def test_what_shuts_doors_cannot_be_left_out(tmp_path: Path, place: int) -> None:
    lines = [*THE_EIGHT]
    lines[place : place + 1] = ["", "", lines[place]]

    console = met(tmp_path, "5", *lines, "partly", "1")

    assert console.text.count("This one is needed") == 2
    assert standing_of(tmp_path).bonds[0].label == "S"


def test_enter_leaves_out_the_others(tmp_path: Path) -> None:
    met(tmp_path, "5", "", "2", "", "", "no", "no", "no", "", "", "partly", "")

    (bond,) = standing_of(tmp_path).bonds
    assert (bond.label, bond.profile, bond.since, bond.in_touch) == ("them", Profile.FRIEND, None, InTouch.NO)


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("no", "QUIET"),
        ("2", "SPACE"),
        ("she asked me to wait", "SPACE"),
        ("they blocked me", "CLOSED"),
        ("a court", "LEGAL"),
        ("4", "LEGAL"),
    ],
)
def test_what_they_asked_for_shuts_the_door_it_names(tmp_path: Path, typed: str, state: str) -> None:
    lines = [*THE_EIGHT]
    lines[4] = typed

    met(tmp_path, "5", *lines, "partly", "1")

    assert contact_state(tmp_path) == state


@pytest.mark.parametrize("typed", ["yes", "stop", "restraining"])
def test_a_bare_yes_or_stop_to_what_they_asked_for_is_asked_back(tmp_path: Path, typed: str) -> None:
    lines = [*THE_EIGHT]
    lines[4:5] = [typed, "3"]

    console = met(tmp_path, "5", *lines, "partly", "1")

    assert "1 no, 2 to wait, 3 to stop or they blocked me, 4 a court or the police." in console.text
    assert contact_state(tmp_path) == "CLOSED"


@pytest.mark.parametrize(("place", "typed"), [(5, "yes"), (5, "not sure"), (5, "idk"), (6, "partly"), (6, "yes")])
def test_fear_on_either_side_brings_the_card_and_asks_no_detail(tmp_path: Path, place: int, typed: str) -> None:
    lines = [*THE_EIGHT]
    lines[place] = typed

    console = met(tmp_path, "5", *lines, "1")

    assert "Thank you for saying so. No detail is needed here" in console.text
    assert "https://findahelpline.com" in console.text
    assert "Would you" not in console.text.partition("No detail is needed")[2]
    assert contact_state(tmp_path) == "UNSAFE"


def test_without_fear_there_is_no_card(tmp_path: Path) -> None:
    console = met(tmp_path, "5", *THE_EIGHT, "partly", "1")

    assert "findahelpline" not in console.text


@pytest.mark.parametrize("count", range(12))
@pytest.mark.parametrize("end", [EOFError, KeyboardInterrupt])
def test_broken_off_anywhere_it_goes_on_where_it_was(tmp_path: Path, count: int, end: type[BaseException]) -> None:
    lines = ["5. maybe 1", *THE_EIGHT, "partly", "1"]

    first = met(tmp_path, *lines[:count], end)
    second = met(tmp_path, *lines[count:])

    assert "Stopped. What you said is kept" in first.text
    asked_twice = re.findall(r"private label|They are|When did you part|in touch", first.text + second.text)
    (bond,) = standing_of(tmp_path).bonds
    assert bond.label == "S"
    assert len(asked_twice) <= 4 + 1
    assert texts_of(tmp_path, "answered")[-1] == "5. maybe 1"


def test_coming_back_to_an_open_first_question_it_is_asked_again(tmp_path: Path) -> None:
    met(tmp_path)

    console = met(tmp_path, "2")

    assert "Welcome back." in console.text
    assert "What would you most like to come of this?" in console.text
    assert texts_of(tmp_path, "answered") == ["2"]


def test_help_at_any_question_is_the_card_at_once_and_ends_the_asking(tmp_path: Path) -> None:
    console = met(tmp_path, "5", "S", "1", "help")

    assert "I am a reminder program: I cannot tell how you are." in console.text
    assert "Are you in touch?" not in console.text
    assert standing_of(tmp_path).card


@pytest.mark.parametrize("word", ["help", "stop"])
def test_a_word_that_ends_it_is_heard_at_the_first_question_too(tmp_path: Path, word: str) -> None:
    console = met(tmp_path, word)

    assert "private label" not in console.text
    assert "goes on where you stopped" in console.text


def test_why_is_answered_and_the_question_stays(tmp_path: Path) -> None:
    console = met(tmp_path, "5", "why", "S")

    assert "No name is needed" in console.text
    assert console.text.count("A private label") == 2


def test_the_first_question_can_be_skipped(tmp_path: Path) -> None:
    met(tmp_path, "", "skip", *THE_EIGHT, "1")

    assert standing_of(tmp_path).bonds[0].label == "S"
    assert texts_of(tmp_path, "answered") == []


@pytest.mark.parametrize(
    ("typed", "windows", "budget"),
    [
        ("19:00-21:00", ["19:00-21:00"], None),
        ("7 to 9pm", ["19:00-21:00"], None),
        ("19-21", ["19:00-21:00"], None),
        ("mornings", ["09:00-11:00"], None),
        ("saturday mornings", ["sat 09:00-11:00"], None),
        ("mon to thurs evenings", ["mon-thu 18:00-20:00"], None),
        ("weekends 10-12", ["sat,sun 10:00-12:00"], None),
        ("19-21 on tuesdays", ["tue 19:00-21:00"], None),
        ("7 to 8 in the evening", ["19:00-20:00"], None),
        ("sat 10:00-12:00; mon-fri 18:00-20:00, 2 a week", ["sat 10:00-12:00", "mon-fri 18:00-20:00"], 2),
        ("3 a week", None, 3),
        ("evenings, twice a week", ["18:00-20:00"], 2),
    ],
)
def test_the_hours_are_read_as_people_write_them(
    tmp_path: Path, typed: str, windows: list[str] | None, budget: int | None
) -> None:
    met(tmp_path, "5", *THE_EIGHT[:-1], typed, "partly", "1")

    pace = settings_of(tmp_path).get("pace", {})
    assert (pace.get("windows"), pace.get("budget")) == (windows, budget)


def test_the_hours_are_said_back_as_they_were_read(tmp_path: Path) -> None:
    lines = (*THE_EIGHT[:-1], "saturday mornings, 2 a week", "partly", "1")

    assert "\n    sat 09:00-11:00, up to 2 a week.\n" in met(tmp_path, "5", *lines).text


@pytest.mark.parametrize(
    ("typed", "profile"),
    [
        *(("ex-freind", Profile.FRIEND), ("my ex best friend", Profile.FRIEND), ("an old mate", Profile.FRIEND)),
        *(("my ex, now a friend", Profile.FORMER_PARTNER), ("bf", Profile.FORMER_PARTNER)),
    ],
)
def test_who_they_are_is_read_as_people_write_it(tmp_path: Path, typed: str, profile: Profile) -> None:
    met(tmp_path, "5", "S", typed, *THE_EIGHT[2:], "partly", "1")

    assert standing_of(tmp_path).bonds[0].profile == profile


@pytest.mark.parametrize(
    ("typed", "touch"),
    [("only about the kids", "practical"), ("we have kids but no contact", "no"), ("we text now and then", "no")],
)
def test_being_in_touch_is_practical_or_asked_back_and_never_guessed(tmp_path: Path, typed: str, touch: str) -> None:
    again = [] if touch == "practical" else [""]
    met(tmp_path, "5", *THE_EIGHT[:3], typed, *again, *THE_EIGHT[4:], "partly", "1")

    assert standing_of(tmp_path).bonds[0].in_touch == touch


def test_hours_of_the_night_are_refused_with_the_reason(tmp_path: Path) -> None:
    console = met(tmp_path, "5", *THE_EIGHT[:-1], "22:00-23:00", "18-19", "partly", "1")

    assert "22:00-23:00 runs into the quiet hours 21:00-09:00" in " ".join(console.text.split())
    assert settings_of(tmp_path)["pace"]["windows"] == ["18:00-19:00"]


@pytest.mark.parametrize(
    ("country", "zone"),
    [
        ("DE", "Europe/Berlin"),
        ("germany", "Europe/Berlin"),
        ("\u00f6sterreich", "Europe/Vienna"),
        ("US", "UTC"),
        ("", "UTC"),
    ],
)
def test_where_the_computer_says_utc_a_country_of_one_time_gives_its_zone(
    tmp_path: Path, country: str, zone: str
) -> None:
    lines = [*THE_EIGHT]
    lines[7] = country

    console = met(tmp_path, "5", *lines, "partly", "1", TZ="UTC", TENDING_KEEPER__ZONE="UTC")

    assert settings_of(tmp_path)["keeper"]["zone"] == zone
    assert ("Times are in UTC, as this computer's clock is set." in console.text) is (zone == "UTC")


def test_held_again_it_changes_nothing(tmp_path: Path) -> None:
    met(tmp_path, "5", *THE_EIGHT, "partly", "1")
    before = standing_of(tmp_path)

    console = met(tmp_path)

    assert console.text == "  It is set up already. Nothing was changed."
    assert standing_of(tmp_path) == before
