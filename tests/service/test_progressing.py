"""Progress over the journal: by bond and family, what was taken back left out, an open question about the wish kept."""

import json
from dataclasses import replace
from datetime import date

import pytest

from service.desk import Desk
from tending.core.entries import BondClosed, Draft, Payload, Said, Undone
from tending.core.errors import UsageError
from tending.core.figures import Count, Levels
from tending.core.model import Family
from tending.service import commanding, drafting, progressing, promising, recording
from tending.service.progressing import Section


def keep(desk: Desk, *facts: Payload, bond: int = 1) -> list[int]:
    with desk.journal.writing() as work:
        return [one.seq for one in work.append(*(Draft(payload=fact, at=desk.now, bond=bond) for fact in facts))]


def level(desk: Desk, number: int) -> int:
    (seq,) = keep(desk, recording.fact("wish.level", on=desk.turn.today, values={"scale-1-5": number}))
    return seq


def sections(desk: Desk, bond: str = "", family: Family | None = None) -> dict[Family, Section]:
    ((_, found),) = progressing.progress(desk.turn, desk.journal, bond=bond, family=family)
    return {one.family: one for one in found}


def levels(desk: Desk) -> Levels:
    (one,) = sections(desk)[Family.WANT].figures
    assert isinstance(one, Levels)
    return one


def test_a_new_bond_has_nothing_to_show() -> None:
    assert progressing.rows(Desk().begin().turn, Desk().begin().journal) == [{"bond": "S", "families": []}]


def test_answers_are_counted_by_the_family_of_their_question() -> None:
    desk = Desk().begin()
    desk.ask()
    desk.reply("1")
    desk.reply("yes")

    found = sections(desk)

    assert found[Family.WANT].answers.n == 2
    assert found[Family.WANT].answers.weeks[-1] == 2


def test_a_family_that_is_named_comes_alone() -> None:
    desk = Desk().begin()
    level(desk, 3)
    desk.later(days=7)
    keep(desk, Said(what="they-wrote", on=desk.turn.today, rung=1))

    assert list(sections(desk)) == [Family.WANT, Family.REACH]
    assert list(sections(desk, family=Family.REACH)) == [Family.REACH]


def test_what_was_taken_back_is_not_counted() -> None:
    desk = Desk().begin()
    level(desk, 3)
    gone = level(desk, 5)

    keep(desk, Undone(seq=gone))
    desk.later(days=7)

    assert levels(desk).means[-1] == 3


def test_earlier_numbers_are_hidden_while_a_question_about_the_wish_is_open() -> None:
    desk = Desk().begin()
    level(desk, 3)
    desk.later(days=7)
    assert not levels(desk).hidden

    assert desk.ask().family is Family.WANT

    assert levels(desk).hidden
    (told,) = progressing.rows(desk.turn, desk.journal)
    assert told["families"][0]["figures"][0]["means"] == ()


def test_contacts_are_counted_and_how_near_is_a_word() -> None:
    desk = Desk().begin()
    keep(
        desk, Said(what="they-wrote", on=desk.turn.today, rung=2), Said(what="i-wrote", on=desk.turn.today, counts=True)
    )

    wrote, mine, ladder = sections(desk)[Family.REACH].figures

    assert (wrote, mine) == (Count(name="contact-they-wrote", n=1), Count(name="contact-i-wrote", n=1))
    assert ladder.name == "rung"


def test_drafts_are_counted_with_the_bond_they_are_for_and_pages_of_the_night_with_none() -> None:
    desk = Desk().begin("S", "T")
    drafting.keep(desk.turn, desk.journal, "how have you been?", bond="T")
    commanding.hold(desk.turn, desk.journal, "a page of the night")
    newest = commanding.pages(desk.journal)[-1][0]
    commanding.settle_page(desk.turn, desk.journal, newest, "kept")

    assert sections(desk, bond="S") == {}
    assert sections(desk, bond="T")[Family.REACH].figures == (
        Count(name="hold-drafts", n=1),
        Count(name="hold-kept", n=1),
    )


def test_nothing_is_said_of_streaks_or_of_days_without_contact() -> None:
    desk = Desk().begin()
    commanding.log_contact(desk.turn, desk.journal, "silence", bond="", on=desk.turn.today, text="")
    promising.add(desk.turn, desk.journal, "call", sure=95, by=None, cue="", theirs=False, bond="")
    desk.later(days=40)

    told = json.dumps(progressing.rows(desk.turn, desk.journal), default=date.isoformat)

    assert "streak" not in told
    assert "days" not in told


def test_every_bond_that_is_open_is_shown_and_a_closed_one_when_it_is_named() -> None:
    desk = Desk().begin("S", "T")
    keep(desk, BondClosed(), bond=2)

    assert [label for label, _ in progressing.progress(desk.turn, desk.journal)] == ["S"]
    assert [label for label, _ in progressing.progress(desk.turn, desk.journal, bond="T")] == ["T"]


@pytest.mark.parametrize("label", ["X", ""])
def test_a_bond_that_is_not_there_is_refused_with_the_names_that_are(label: str) -> None:
    desk = Desk().begin("S") if label else Desk()

    with pytest.raises(UsageError, match="S" if label else "tending init"):
        progressing.progress(desk.turn, desk.journal, bond=label)


def test_a_question_that_no_deck_has_any_more_counts_by_its_check_in() -> None:
    desk = Desk().begin()
    desk.ask()
    desk.reply("1")
    desk.plan = replace(desk.plan, prompts={})

    assert sections(desk)[Family.WANT].answers.n == 1
