"""A report holds what was written in its range, and nothing of what was left out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from service.desk import Desk
from tending.core import pages
from tending.core.entries import Answered, Asked, Draft, Held, Payload, Said
from tending.core.model import Family, Words
from tending.core.pages import Document
from tending.core.words import say
from tending.service import commanding, forgetting, listening, occasions, promising, recording, reporting
from tending.service.reporting import BEGINNING, Range

DAY = date(2026, 1, 5)
ALL = Range(since=BEGINNING, until=date(2026, 12, 31))


def report(desk: Desk, chosen: Range = ALL, *, redacts: bool = False) -> Document:
    return reporting.report(desk.turn, desk.journal, chosen, redacts=redacts)


def said(document: Document) -> str:
    return "\n".join(pages.texts(document))


def keep(desk: Desk, *facts: Payload, bond: int = 1) -> None:
    with desk.journal.writing() as work:
        work.append(*(Draft(payload=fact, at=desk.now, bond=bond) for fact in facts))


def answered(prompt: str, text: str, **values: str) -> Answered:
    return Answered(check_in=1, prompt=prompt, values=dict(values), text=text, closes=True)


def test_it_has_the_figures_what_happened_the_ledgers_and_the_answers_in_this_order() -> None:
    desk = Desk().begin()
    desk.ask()
    desk.reply("1. a fair place")
    keep(desk, Said(what="they-wrote", on=DAY, text="a kind message", rung=1))
    promising.add(desk.turn, desk.journal, "call on Sunday", sure=95, by=None, cue="", theirs=False, bond="")

    headings = [chapter.heading for chapter in report(desk).chapters]

    assert headings == [
        "About S",
        "In figures, from the beginning to 2026-12-31",
        "What happened between us",
        "What I promise",
        "In my own words: what I want",
    ]


def test_only_what_lies_in_the_range_is_in_it() -> None:
    desk = Desk().begin()
    for number in range(3):
        keep(desk, answered("A1", f"part {number}"), Said(what="silence", on=desk.turn.today, text=f"word {number}"))
        desk.later(days=10)

    held = said(report(desk, Range(since=DAY + timedelta(days=5), until=DAY + timedelta(days=15))))

    assert {"part 1", "word 1"} <= set(held.split("\n"))
    assert not {"part 0", "word 0", "part 2", "word 2"} & set(held.split("\n"))


def test_a_promise_that_reaches_into_the_range_is_in_it() -> None:
    desk = Desk().begin()
    promising.add(desk.turn, desk.journal, "call on Sunday", sure=95, by=None, cue="", theirs=False, bond="")
    (made,) = promising.rows(desk.journal)
    promising.review(desk.later(days=10).turn, desk.journal, made.id, "kept", text="", bond="")

    inside = Range(since=DAY + timedelta(days=8), until=DAY + timedelta(days=30))
    after = Range(since=DAY + timedelta(days=20), until=DAY + timedelta(days=30))

    assert "call on Sunday" in said(report(desk, inside))
    assert "call on Sunday" not in said(report(desk, after))


def test_a_family_that_is_left_out_is_in_no_part_of_it_and_is_named() -> None:
    desk = Desk().begin()
    keep(desk, Said(what="they-wrote", on=DAY, text="contact words", rung=1), answered("R1", "reach words"))
    keep(desk, answered("A1", "account words"))
    promising.add(desk.turn, desk.journal, "promise words", sure=95, by=None, cue="", theirs=False, bond="")

    held = said(report(desk, Range(since=BEGINNING, until=DAY, without=frozenset({Family.REACH, Family.PROMISE}))))

    assert not [word for word in ("contact words", "reach words", "promise words", "they wrote") if word in held]
    assert "account words" in held
    assert "Left out: promises, keeping in touch" in held


def test_questions_about_safety_are_in_it_only_when_they_are_asked_for() -> None:
    desk = Desk().begin()
    keep(desk, answered("U1", "afraid of them"), answered("W6", "could not say no"), answered("W1", "a wish"))

    without, with_them = said(report(desk)), said(report(desk, Range(since=BEGINNING, until=DAY, safety=True)))

    assert "a wish" in without
    assert "afraid of them" not in without
    assert "could not say no" not in without
    assert {"afraid of them", "could not say no"} <= set(with_them.split("\n"))
    assert "questions about safety" in without
    assert "questions about safety" not in with_them


def test_notes_and_pages_of_the_drawer_are_never_in_it() -> None:
    desk = Desk().begin()
    commanding.hold(desk.turn, desk.journal, "a page of the night")
    desk.reply("a note of mine, and nothing was asked")

    held = said(report(desk))

    assert "a page of the night" not in held
    assert "a note of mine" not in held
    assert "Nothing was written in these days." in held


def test_a_draft_is_a_page_of_the_drawer_though_it_was_an_answer() -> None:
    desk = Desk().begin()
    draft = Held(text="how have you been?", show_at=desk.now, check_in=1, draft=True)
    keep(desk, answered("R8", "a question I keep"), answered("R3", draft.text), draft)

    held = said(report(desk))

    assert "a question I keep" in held
    assert "how have you been?" not in held


def test_what_they_said_and_dates_ahead_are_in_it_in_the_words_of_the_keeper() -> None:
    desk = Desk().begin()
    listening.add(desk.turn, desk.journal, "a quiet week", kind="request", feeling="", sure=False, bond="")
    occasions.add(desk.turn, desk.journal, "the wedding", date(2026, 3, 1), yearly=False, bond="")

    lines = said(report(desk)).split("\n")

    assert {"What they said", "a quiet week", "they asked for it", "not marked as respected yet"} <= set(lines)
    assert {"Dates ahead", "the wedding", "on 2026-03-01"} <= set(lines)


def test_a_choice_is_written_out_for_those_who_do_not_know_its_number() -> None:
    assert reporting.meant(answered("W0", "1", choice="to try again")) == "to try again"
    assert reporting.meant(answered("W0", "1. perhaps", choice="to try again")) == "to try again (1. perhaps)"
    assert reporting.meant(answered("W0", "To try again", choice="to try again")) == "To try again"
    assert reporting.meant(answered("P3", "on Sunday", date="2026-01-11")) == "on Sunday"


def test_a_question_stands_with_its_answer_as_the_deck_has_it() -> None:
    desk = Desk().begin()
    sitting = desk.ask()
    desk.reply("1")
    going_on = desk.standing.asking
    assert going_on is not None
    desk.reply("yes")

    first, second = report(desk).chapters[-1].items

    assert (first.asks, second.asks) == (sitting.words.neutral, going_on.words.neutral)
    assert first.asks != second.asks


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("question", ["For them?", "For them?\n\nOr for you?"])
def test_a_question_stands_without_the_offer_beneath_it(language: str, question: str) -> None:
    desk = Desk().begin()
    asked = f"{question}\n\n{say('the-rest', language, line='When and where')}"
    words = Words(line="Again", neutral=asked, personal=asked)
    keep(desk, Asked(family=Family.ACCOUNT, prompt="A7", on=DAY, expires_at=desk.now, words=words))
    number = desk.entries("asked")[-1].seq
    keep(desk, replace(answered("A7", "both"), check_in=number))

    with desk.journal.reading() as work:
        found = reporting.questions(work, desk.entries("answered"))

    assert found == {(number, "A7"): question}


def test_the_range_and_the_sign_are_said_at_its_head() -> None:
    desk = Desk().begin()

    from_the_beginning, redacted = report(desk), report(desk, Range(since=DAY, until=DAY), redacts=True)

    assert from_the_beginning.lead[0].startswith("From the beginning to 2026-12-31.")
    assert redacted.lead[0].startswith("From 2026-01-05 to 2026-01-05.")
    assert redacted.lead[-1] == "Where a word was taken out stands […]"
    assert reporting.labels(desk.journal) == ["S"]


def test_brackets_behind_a_share_are_explained_at_its_head() -> None:
    desk = Desk().begin()
    without = report(desk)
    keep(desk, *(recording.fact("listen.request", on=DAY, text=f"{number}") for number in range(5)))

    shares, elsewhere = report(desk), report(desk, Range(since=DAY, until=DAY, without=frozenset({Family.LISTEN})))

    assert shares.lead[-1].startswith("In brackets: where the true share may lie")
    assert not any("brackets" in line for line in (*without.lead, *elsewhere.lead))


def test_of_somebody_forgotten_no_question_is_left() -> None:
    desk = Desk().begin()
    desk.ask()
    desk.reply("1")
    entries = desk.entries("answered")

    forgetting.forget(desk.turn, desk.journal, "S")

    with desk.journal.reading() as work:
        assert reporting.questions(work, entries) == {}
