"""`wish` and `moving`: what is shown, what is hidden, and the way there and back, by the command line."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from cli_home import Home
from tending.adapters.journal.sql import SqlJournal
from tending.core.entries import Answered, Draft, Payload, Wished
from tending.core.model import Value

MONDAY = date(2026, 1, 5)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, monkeypatch, capsys)


def test_nothing_of_the_wish_is_shown_while_a_question_about_it_is_open(home: Home) -> None:
    opened = home.asked()
    home("reply", "put", "something", "right")

    hidden, said = home("wish", "--json").json, home("wish").out

    assert (hidden["hidden"], hidden["waits"]) == (True, opened)
    assert (hidden["answers"], hidden["hope"], hidden["lean"], hidden["drift"]) == ([], "", None, None)
    assert "put something right" not in said
    assert "once the new one is in" in said


def test_answers_are_shown_with_no_conclusion_before_six_of_eight_agree(home: Home) -> None:
    home.asked()
    home("reply", "put", "something", "right")
    home("reply", "no")

    told, said = home("wish", "--json").json, home("wish").out

    assert told["hope"] == "put something right"
    assert [(one["prompt"], one["line"], one["leans"]) for one in told["answers"]] == [
        ("W0", "A place to begin", ""),
        ("W1", "One honest minute?", "away"),
    ]
    assert (told["lean"]["n"], told["lean"]["steady"]) == (1, "")
    assert "You hope: put something right." in said
    assert "No conclusion yet: it takes 6 of the last 8 that agree. So far 1" in said


def test_a_wish_of_months_is_shown_with_its_lines_its_lean_and_its_drift(home: Home) -> None:
    home.begun()
    for week in range(8):
        tell(home, week, "W1", "no", {"yes-partly-no": "no"})
        tell(home, week, "W8", "3", {"scale-1-5": 3})
    tell(home, 8, "W10", "honesty", {"list": ["honesty"]}, Wished(what="line", on=MONDAY, values={"list": ["honesty"]}))
    came_back: dict[str, Value] = {"number": 2, "text": "We talked."}
    tell(home, 8, "W7", "2 We talked.", came_back, Wished(what="difference", on=MONDAY, values=came_back))
    home.at("2026-03-12T18:00:00Z")

    told, said = home("wish", "--json").json, home("wish").out

    assert (told["lean"]["n"], told["lean"]["steady"]) == (8, "away")
    assert [week["mean"] for week in told["drift"]["weeks"]] == [3.0, 3.0, 3.0, None]
    assert "8 of the last 8 answers lean away from it." in said
    assert "before this one: 3.0, 3.0, 3.0, -\n(3 numbers)" in said
    assert "What must be true to say yes:\n  - honesty" in said
    assert "What was different the last time: We talked." in said


def tell(home: Home, week: int, prompt: str, text: str, values: dict[str, Value], *more: Payload) -> None:
    """An answer of a week, as it stands in the store."""
    fact = Answered(check_in=0, prompt=prompt, values=values, text=text, closes=True)
    when = datetime(2026, 1, 5, 18, tzinfo=UTC) + timedelta(weeks=week)
    journal = SqlJournal(home.store)
    with journal.writing() as work:
        work.append(*(Draft(payload=one, at=when, bond=1) for one in (fact, *more)))
    journal.close()


def test_an_empty_wish_and_an_empty_way_say_so(home: Home) -> None:
    home.begun()

    assert home("wish").out == "Nothing is said about it yet.\n"
    assert home("moving", "list").out == "Nothing is noted yet.\n"


def test_steps_are_listed_with_what_can_be_measured(home: Home) -> None:
    home.begun()
    home("moving", "done", "a", "swim")
    home("moving", "people", "Kim, my sister")
    for day, level in ((1, 5), (8, 4), (15, 3), (22, 2), (29, 2)):
        home("moving", "urge", str(level), "--passed", "--on", f"2025-12-{day:02d}")
    home("moving", "urge", "2", "--still-there")
    home("moving", "urge", "1")

    rows, said = home("moving", "list", "--json").json, home("moving", "list").out

    assert [row["what"] for row in rows] == ["done", "people", *["urge"] * 7]
    assert rows[1]["people"] == ["Kim", "my sister"]
    assert [row["passed"] for row in rows[-2:]] == [False, None]
    assert "different people in four weeks: 2" in said
    assert "the urge halves in" in said
    home("undo")
    assert len(home("moving", "list", "--json").json) == 8


def test_something_kind_that_was_asked_about_has_a_share(home: Home) -> None:
    home.begun()
    home("moving", "begin")
    home("next")
    for _ in range(12):
        if "O2" in [one["prompt"] for one in home("status", "--json").json["open"]]:
            home("reply", "a swim")
            break
        home("skip")
        home.at("2026-02-05T18:00:00Z")
        home("next")

    assert "something kind in 100% of 1" in home("moving", "list").out


def test_there_and_back_and_nothing_that_was_shut_opens(home: Home) -> None:
    home.begun()
    home("contact", "said", "no")

    assert home("moving", "begin").code == 0
    assert "moving" not in home("bond", "show", "S", "--json").json["shut"]
    back = home("moving", "back")
    shown = home("bond", "show", "S", "--json").json

    assert "What was shut stays\nshut" in back.out or "What was shut stays shut" in back.out
    assert shown["contact_state"] == "CLOSED"
    assert "moving" in shown["shut"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("done",), "what was it"),
        (("people", ","), "who was it"),
        (("urge", "9"), "less than or equal to 5"),
        (("done", "a swim", "--on", "2027-01-01"), "has not come yet"),
    ],
)
def test_a_command_that_says_too_little_names_what_is_missing(home: Home, words: tuple[str, ...], says: str) -> None:
    home.begun()

    told = home("moving", *words)

    assert told.code == 2
    assert says in told.err


def test_words_for_a_bad_hour_bring_the_card_with_a_step_too(home: Home) -> None:
    home.begun()

    assert home("moving", "done", "I want to die", "--json").json["card"] is not None


def test_hide_hides_both(home: Home) -> None:
    home.begun()
    home("moving", "done", "a swim")
    home("hide")

    assert "swim" not in home("moving", "list").out
    assert "hope" not in home("wish").out
