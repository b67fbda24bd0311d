"""How every journal keeps check-ins and takes back what was undone."""

from dataclasses import replace
from datetime import date

import pytest

from journal_builders import (
    WORDS,
    a_bond,
    a_note,
    an_answer,
    an_asking,
    an_undo,
    at,
    fill,
    is_open,
    seqs,
)
from tending.core import entries as e
from tending.core.entries import Draft, Payload
from tending.core.model import Family
from tending.core.records import Query
from tending.ports import Journal

DAY = date(2026, 3, 2)


def test_an_asking_opens_a_check_in(journal: Journal) -> None:
    fill(journal, a_bond(), an_asking(hours=1, family=Family.GROUND, prompt="G2"))

    with journal.reading() as work:
        check_in = work.check_in(2)

    assert check_in is not None
    assert (check_in.bond, check_in.family, check_in.prompt) == (1, Family.GROUND, "G2")
    assert (check_in.asked_at, check_in.expires_at, check_in.open) == (at(1), at(37), True)


@pytest.mark.parametrize(
    ("payload", "stays_open"),
    [
        (e.Answered(check_in=2, prompt="W0", values={}, text="x", closes=True), False),
        (e.Answered(check_in=2, prompt="W0", values={}, text="x", closes=False), True),
        (e.Skipped(check_in=2, prompt="W0"), False),
        (e.PutOff(check_in=2, prompt="W0", due=DAY), False),
        (e.PutOff(check_in=2, prompt="W0", due=None), True),
        (e.Lapsed(check_in=2, expired_at=at(37)), False),
        (e.Undelivered(check_in=2), False),
        (e.Withdrawn(check_in=2), False),
        (e.WentOn(check_in=2, prompt="W1", words=WORDS), True),
        (e.Reminded(check_in=2, on=DAY), True),
    ],
)
def test_what_ends_a_check_in_closes_it(journal: Journal, payload: Payload, *, stays_open: bool) -> None:
    fill(journal, a_bond(), an_asking())

    fill(journal, Draft(bond=1, at=at(3), payload=payload))

    assert is_open(journal, 2) is stays_open


def test_a_new_asking_closes_the_one_it_takes_the_place_of(journal: Journal) -> None:
    fill(journal, a_bond(), an_asking(hours=1))

    fill(journal, an_asking(hours=2, prompt="W1"), an_asking(hours=3, prompt="W2"))

    assert [is_open(journal, number) for number in (2, 3, 4)] == [False, False, True]


def test_more_time_moves_the_end_of_a_check_in(journal: Journal) -> None:
    fill(journal, a_bond(), an_asking())

    fill(journal, Draft(bond=1, at=at(3), payload=e.Extended(check_in=2, expires_at=at(50))))

    with journal.reading() as work:
        assert [check_in.expires_at for check_in in work.check_ins([2])] == [at(50)]


def test_more_time_is_kept_when_all_is_folded_afresh(journal: Journal) -> None:
    fill(journal, a_bond(), an_asking(), Draft(bond=1, at=at(3), payload=e.Extended(check_in=2, expires_at=at(50))))
    fill(journal, an_answer(2), an_asking(hours=60))

    with journal.writing() as work:
        before = work.check_ins([2, 5])
        work.refold()

        assert work.check_ins([2, 5]) == before
    assert [(check_in.expires_at, check_in.open) for check_in in before] == [(at(50), False), (at(96), True)]


def test_check_ins_are_given_by_number_in_order_and_once(journal: Journal) -> None:
    fill(journal, a_bond(), an_asking(hours=1), an_asking(hours=30), an_asking(hours=60))

    with journal.reading() as work:
        assert [check_in.id for check_in in work.check_ins([4, 2, 4, 99])] == [2, 4]
        assert work.check_ins([]) == []


def test_an_undone_answer_is_a_fact_that_no_longer_counts(journal: Journal) -> None:
    fill(journal, a_bond(), an_asking())
    with journal.reading() as work:
        asked = work.standing()
    fill(journal, an_answer(2))

    fill(journal, an_undo(3))

    with journal.reading() as work:
        assert [sitting.id for sitting in work.standing().open] == [sitting.id for sitting in asked.open]
        assert work.standing().seq == 4
        assert seqs(work, Query()) == [4, 3, 2, 1]
    assert is_open(journal, 2)


def test_an_undone_answer_takes_the_question_that_followed_with_it(journal: Journal) -> None:
    fill(journal, a_bond(), an_asking())
    fill(
        journal,
        an_answer(2, closes=False),
        Draft(bond=1, at=at(2), payload=e.WentOn(check_in=2, prompt="W1", words=WORDS)),
    )

    fill(journal, an_undo(3))

    with journal.reading() as work:
        assert work.standing().open[0].prompts == ("W0",)


def test_a_question_that_followed_another_answer_stays(journal: Journal) -> None:
    went_on = Draft(bond=1, at=at(2), payload=e.WentOn(check_in=2, prompt="W1", words=WORDS))
    fill(journal, a_bond(), an_asking(), an_answer(2, closes=False), went_on)
    fill(journal, an_answer(2, prompt="W1"), a_note("between"))

    fill(journal, an_undo(5))

    with journal.reading() as work:
        assert work.standing().open[0].prompts == ("W0", "W1")


def test_an_undo_that_was_undone_takes_nothing_back(journal: Journal) -> None:
    fill(journal, a_bond(), an_asking(), an_answer(2))

    fill(journal, an_undo(3))
    fill(journal, an_undo(4))

    with journal.reading() as work:
        assert work.standing().open == ()
    assert not is_open(journal, 2)


def test_an_answer_about_safety_that_is_taken_back_across_a_restore_is_in_doubt(journal: Journal) -> None:
    fill(journal, a_bond(), an_asking(), a_plain_no(2, day=1), a_plain_no(2, day=2))
    with journal.reading() as work:
        known = work.standing().bond(1).contact
    restored = replace(known, told={"U2": at(1)}, clear={"U2": at(1)})
    fill(journal, Draft(bond=1, at=at(3), payload=e.MarksKept(contact=restored)))

    fill(journal, an_undo(4))

    with journal.reading() as work:
        contact = work.standing().bond(1).contact
    assert contact.told["U2"] == at(2)
    assert contact.clear.get("U2") != at(2)


def test_one_that_was_taken_back_before_is_no_doubt(journal: Journal) -> None:
    fill(journal, a_bond(), an_asking(), a_plain_no(2, day=1), a_plain_no(2, day=2))
    fill(journal, an_undo(4))
    with journal.reading() as work:
        known = work.standing().bond(1).contact

    fill(journal, Draft(bond=1, at=at(3), payload=e.MarksKept(contact=known)))

    with journal.reading() as work:
        contact = work.standing().bond(1).contact
    assert contact.told["U2"] == contact.clear["U2"] == at(1)


def a_plain_no(check_in: int, *, day: int) -> Draft:
    answered = e.Answered(check_in=check_in, prompt="U2", values={"choice": "no"}, text="no", closes=False)
    return Draft(bond=1, at=at(day), payload=answered)


def test_what_follows_an_undo_in_the_same_transaction_counts(journal: Journal) -> None:
    fill(journal, a_bond(), an_asking(), an_answer(2))

    with journal.writing() as work:
        work.append(an_undo(3))
        work.append(Draft(bond=1, at=at(4), payload=e.Skipped(check_in=2, prompt="W0")))

    with journal.reading() as work:
        assert work.standing().open == ()
        assert work.standing().seq == 5
    assert not is_open(journal, 2)


def test_an_asking_that_was_undone_stays_as_a_closed_check_in(journal: Journal) -> None:
    fill(journal, a_bond(), an_asking())

    fill(journal, an_undo(2))

    assert not is_open(journal, 2)


def test_folding_afresh_gives_the_same_standing(journal: Journal) -> None:
    fill(journal, a_bond(), an_asking(), an_answer(2), an_asking(hours=30))
    with journal.reading() as work:
        before = work.standing()

    with journal.writing() as work:
        afresh = work.refold()

    assert afresh == before
    with journal.reading() as work:
        assert work.standing() == before
        assert seqs(work, Query(words="good")) == [3]
