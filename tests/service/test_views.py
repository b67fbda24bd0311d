import re
from dataclasses import replace
from datetime import date

from service.consent_desk import ROUND, add, an_answer
from service.desk import MAIL, Desk, RecordingChannel, a_plan
from tending.adapters.journal.memory import MemoryJournal
from tending.core import planning
from tending.core.contact import SCREEN
from tending.core.errors import ChannelError
from tending.core.model import Family, Profile
from tending.core.records import Query
from tending.service import sending, views


def test_status_of_a_quiet_desk() -> None:
    desk = Desk(ways=(MAIL,)).begin()

    shown = views.status(desk.turn, desk.journal)

    assert shown["now"] == "2026-01-05T12:00:00Z"
    assert shown["next_at"] == shown["next_wake"]
    assert shown["open"] == []
    assert shown["bonds"][0]["contact_state"] == "QUIET"
    assert {"reach", "rehearse", "meet"} <= set(shown["bonds"][0]["shut"])
    assert shown["budget"] == {"used": 0, "of": 4}
    assert shown["channels"][0]["confirmed"]


def test_status_shows_the_open_question_and_the_half_of_a_reminder() -> None:
    desk = Desk(plan=a_plan(reminder=True)).begin()
    sitting = desk.ask()
    wake = desk.tick().wake
    assert wake is not None
    desk.now = wake
    desk.tick()

    shown = views.status(desk.turn, desk.journal)

    assert shown["open"][0]["id"] == f"c{sitting.id}"
    assert shown["open"][0]["prompt"] == "W0"
    assert shown["budget"]["used"] == 1.5
    assert shown["held"] == ["one question is open; nothing comes beside it"]


def test_status_shows_pause_and_hush() -> None:
    desk = Desk().begin()
    desk.reply("pause 3d")
    paused = views.status(desk.turn, desk.journal)["paused_until"]
    desk.reply("pause")
    forever = views.status(desk.turn, desk.journal)["paused_until"]

    assert paused == "2026-01-08T09:00:00Z"
    assert forever == "until you write resume"


def test_status_shows_a_hush_and_that_it_is_dormant() -> None:
    desk = Desk().begin()
    seen = []
    for _ in range(40):
        decision = desk.tick()
        seen.append(views.status(desk.turn, desk.journal)["hushed_until"])
        if decision.wake is None:
            break
        desk.now = decision.wake

    assert seen[0] is None
    assert any(text is not None and text.endswith("Z") for text in seen)
    assert seen[-1] == "until you write"
    assert views.status(desk.turn, desk.journal)["held"] == ["six went unanswered: nothing more until you write"]


def test_status_lists_what_is_uncertain_and_what_could_not_be_read() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    desk.ask()
    desk.send(RecordingChannel(fails=[ChannelError("mail: cut off", uncertain=True)]))
    desk.reply("", channel="mail", trouble="too large")

    shown = views.status(desk.turn, desk.journal)

    assert shown["uncertain"][0]["channel"] == "mail"
    assert shown["quarantined"][0]["trouble"] == "too large"
    assert shown["channels"][0]["trouble"] == "mail: cut off"


def test_a_channel_that_was_never_added_to_the_store_is_shown_unconfirmed() -> None:
    desk = Desk().begin()
    desk.ways = (MAIL,)

    shown = views.status(desk.turn, desk.journal)["channels"][0]

    assert not shown["confirmed"]
    assert shown["last_sent"] is None


def test_the_journal_shows_answers_with_the_family_they_belong_to() -> None:
    desk = Desk().begin()
    desk.ask()
    desk.reply("5. maybe 1")

    rows = views.journal_rows(desk.turn, desk.journal, Query(limit=3))
    answer = next(row for row in rows if row["kind"] == "answered")

    assert answer["family"] == "want"
    assert answer["prompt"] == "W0"
    assert answer["text"] == "5. maybe 1"
    assert answer["answer"]["choice"] == "not sure"


def test_a_preview_shows_the_coming_days_and_sends_nothing() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    copied = MemoryJournal(standing=desk.standing)

    rows = views.preview(desk.turn, copied, 14)

    assert [row["prompt"] for row in rows[:3]] == ["W0", "W2", "W3"]
    assert rows[0]["why"][0].startswith("the first round comes first")
    assert desk.kinds().count("asked") == 0


def test_why_explains_every_family_of_every_open_bond() -> None:
    desk = Desk().begin("S", "T")

    rows = views.why(desk.turn, desk.journal, "")

    assert {(row["bond"], row["family"]) for row in rows} >= {("S", "want"), ("T", "account")}


def test_why_of_one_family_says_what_holds_it() -> None:
    desk = Desk().begin()

    def said(what: str) -> list[str]:
        return list(views.why(desk.turn, desk.journal, what)[0]["why"])

    assert said("reach") == [
        "shut: quiet start. It opens when the quiet days are over and the first questions are answered",
        "closed: 14 questions come first, 0 answered",
        (
            "opens: Sunday 25 January at the earliest, if you still want it. They wrote first? Say so and this does not"
            " apply: they wrote"
        ),
    ]
    assert said("account") == ["closed: 7 questions come first, 0 answered"]
    assert said("moving") == ["opens when you say: move on"]
    assert said("want")[-1] == "next: this evening, if it is still its turn"
    assert said("ground")[-1].startswith("its turn is from 2026-01-13")


def test_why_of_a_quiet_start_with_everything_answered_says_only_when_it_opens() -> None:
    desk = Desk().begin(profile=Profile.FORMER_PARTNER, since=date(2026, 1, 4))
    desk.later(days=1)
    add(desk, *(an_answer(name) for name in (*ROUND, "W7", *SCREEN)))

    [row] = views.why(desk.turn, desk.journal, "reach")

    assert [line.split(":")[0] for line in row["why"]] == ["shut", "opens"]


def test_why_of_a_family_behind_an_open_question_says_that_too() -> None:
    desk = Desk().begin()
    desk.ask()

    assert views.why(desk.turn, desk.journal, "ground")[0]["why"][-1].startswith("one question is open")


def test_why_of_a_family_with_nothing_left_to_ask() -> None:
    desk = Desk().begin()
    none = {**desk.plan.families, Family.GROUND: ()}
    desk.plan = replace(desk.plan, families=none)

    assert views.why(desk.turn, desk.journal, "ground")[0]["why"] == [
        "every question of this kind has been asked lately; it waits"
    ]


def test_why_of_a_check_in_names_its_rules() -> None:
    desk = Desk().begin()
    sitting = desk.ask()

    rows = views.why(desk.turn, desk.journal, f"c{sitting.id}")

    assert rows[0]["check_in"] == f"c{sitting.id}"
    assert views.why(desk.turn, desk.journal, "c1") == []
    assert views.why(desk.turn, desk.journal, "c999") == []


def test_one_line_says_what_is_open_or_what_comes() -> None:
    desk = Desk().begin(profile=Profile.FAMILY)

    before = views.next_line(desk.turn, desk.journal)
    desk.ask()

    assert re.fullmatch(r"Next: Monday 5 January, 1[89]:\d\d\.", before)
    assert views.next_line(desk.turn, desk.journal) == "One question is open."


def test_the_line_says_that_something_is_wrong_and_where_to_see_it() -> None:
    desk = Desk(ways=(MAIL,)).begin(profile=Profile.FAMILY)
    sending.note_trouble(desk.journal, "mail", "mail: no answer", desk.now)

    line = views.next_line(desk.turn, desk.journal)

    assert line.endswith(". Something is wrong: tending status")
    assert "no answer" not in line


def test_by_a_clock_that_is_decades_ahead_the_line_names_no_day() -> None:
    desk = Desk().begin()
    desk.now = planning.BEYOND

    assert views.next_line(desk.turn, desk.journal) == "The clock of this computer is decades ahead: set it right."


def test_the_question_that_waits_is_in_the_keepers_own_words() -> None:
    desk = Desk().begin()
    sitting = desk.ask()

    body, prompt = views.question_text(desk.turn, sitting)

    assert body == "What would you most like to come of this?"
    assert prompt is not None


def test_an_undecided_delivery_is_listed_until_somebody_decides() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    desk.ask()
    sending.claim(desk.turn, desk.journal)
    sending.recover(lambda: desk.turn, desk.journal, {"mail": RecordingChannel()})

    assert len(views.status(desk.turn, desk.journal)["uncertain"]) == 1


def test_what_an_answer_put_into_a_ledger_is_listed_once() -> None:
    desk = Desk().begin()
    asked = desk.ask()
    desk.reply("5. maybe 1", check_in=asked.id)

    kinds = [row["kind"] for row in views.journal_rows(desk.turn, desk.journal, Query(limit=2))]

    assert kinds == ["went-on", "answered"]
