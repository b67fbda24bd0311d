"""Forgetting: the words go, the limits stay, and everybody else's words stay too."""

import pytest

from service.desk import MAIL, Desk
from tending.core import entries as e
from tending.core.contact_union import union
from tending.core.errors import UsageError
from tending.core.model import Profile
from tending.core.records import DeliveryState, ReplyState
from tending.core.standing import Standing
from tending.service import beginning, commanding, ending, forgetting


def a_desk_of_two() -> Desk:
    desk = Desk(ways=(MAIL,)).begin("S", "T")
    desk.ask()
    desk.reply("yes, with all my heart", channel="mail")
    return desk


def test_its_entries_are_empty_and_those_of_others_are_not() -> None:
    desk = a_desk_of_two()

    gone = forgetting.forget(desk.turn, desk.journal, "S")

    entries = desk.entries()
    assert [one.kind for one in entries if one.bond == 1 and one.payload is not None] == ["forgotten", "marks"]
    assert all(one.payload is not None for one in entries if one.bond != 1)
    assert (gone.entries, gone.check_ins) == (sum(one.bond == 1 for one in entries) - 2, 1)


def test_what_was_replied_and_sent_about_it_says_nothing_any_more() -> None:
    desk = a_desk_of_two()
    desk.reply("a free note", channel="mail")

    forgetting.forget(desk.turn, desk.journal, "S")

    with desk.journal.reading() as work:
        kept = [stored.reply.text for stored in work.replies()]
        states = {stored.state for stored in work.replies()}
    assert "yes, with all my heart" not in kept
    assert states == {ReplyState.READ}
    about = [one for one in desk.deliveries() if one.kind == "asking"]
    assert [(one.message.line, one.message.text) for one in about] == [("", "")]
    assert {one.state for one in about} == {DeliveryState.CANCELLED}


def limits(standing: Standing) -> tuple[object, ...]:
    return (
        standing.asked,
        standing.sent,
        standing.last_sent_at,
        standing.budget,
        standing.writing,
        standing.unanswered,
    )


def test_no_limit_is_loosened_by_it() -> None:
    desk = a_desk_of_two()
    desk.reply("less")
    desk.later(hours=1)
    before = desk.standing

    forgetting.forget(desk.turn, desk.journal, "S")

    assert limits(desk.standing) == limits(before)
    assert desk.standing.heard == before.heard + 1
    with desk.journal.writing() as work:
        assert work.refold() == desk.standing


def test_a_hush_that_it_ends_is_followed_by_half_a_budget() -> None:
    desk = Desk().begin()
    for _ in range(4):
        desk.ask()
        desk.later(days=2)
        desk.tick()
    assert desk.standing.unanswered == 4

    forgetting.forget(desk.turn, desk.journal, "S")

    assert desk.standing.unanswered == 0
    assert desk.standing.recovering_until is not None


def test_a_number_without_a_name_is_left_so_that_no_number_is_used_twice() -> None:
    desk = a_desk_of_two()

    forgetting.forget(desk.turn, desk.journal, "S")

    assert [(bond.number, bond.label, bond.closed, bond.forgotten) for bond in desk.standing.bonds] == [
        (1, "", True, True),
        (2, "T", False, False),
    ]
    assert all(sitting.bond != 1 for sitting in (*desk.standing.open, *desk.standing.recent))


def test_two_bonds_of_one_name_are_both_forgotten() -> None:
    desk = Desk().begin("S")
    with desk.journal.writing() as work:
        work.append(e.Draft(payload=e.BondClosed(), at=desk.now, bond=1))
        beginning.add_bond(desk.turn, work, e.BondAdded(label="S", profile=desk.standing.bonds[0].profile))

    forgetting.forget(desk.turn, desk.journal, "S")

    assert [bond.forgotten for bond in desk.standing.bonds] == [True, True]


def test_what_is_open_about_it_is_open_no_longer() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    sitting = desk.ask()

    forgetting.forget(desk.turn, desk.journal, "S")

    with desk.journal.reading() as work:
        check_in = work.check_in(sitting.id)
    assert check_in is not None
    assert (check_in.open, check_in.prompt) == (False, "")
    assert [one.state for one in desk.deliveries()] == [DeliveryState.CANCELLED]


def test_an_echo_that_waited_for_the_next_question_is_gone() -> None:
    desk = a_desk_of_two()
    with desk.journal.writing() as work:
        work.set_meta("echo.mail", "Noted: all my heart.")

    forgetting.forget(desk.turn, desk.journal, "S")

    with desk.journal.reading() as work:
        assert work.meta("echo.mail") == ""


def test_a_label_that_nobody_has_is_refused_with_those_there_are() -> None:
    desk = a_desk_of_two()

    with pytest.raises(UsageError, match="there are: S, T"):
        forgetting.forget(desk.turn, desk.journal, "X")


def break_off(desk: Desk) -> None:
    with desk.journal.writing() as work:
        (marker,) = work.append(e.Draft(payload=e.Forgotten(), at=desk.now, bond=1))
        work.empty(1, before=marker.seq)
        raise RuntimeError


def test_forgetting_that_fails_half_way_has_forgotten_nothing() -> None:
    desk = a_desk_of_two()
    before = desk.entries()

    with pytest.raises(RuntimeError):
        break_off(desk)

    assert desk.entries() == before


def test_what_they_asked_for_holds_without_a_name() -> None:
    desk = Desk().begin(said="order")
    before = desk.standing.bonds[0].contact

    forgetting.forget(desk.turn, desk.journal, "S")

    after = desk.standing.bonds[0].contact
    assert (after.legal_at, after.space) == (before.legal_at, before.space)
    assert union(after, before) == after
    with desk.journal.writing() as work:
        assert work.refold().bonds[0].contact == after


def test_each_bond_of_a_label_keeps_the_marks_of_all() -> None:
    """A backup from before the first was closed is restored by its number."""
    desk = Desk().begin("S")
    with desk.journal.writing() as work:
        ending.finish(desk.turn, work, work.standing().bond(1))
        beginning.set_up(desk.turn, work, e.BondChanged(label="S", profile=Profile.FRIEND))
    commanding.log_said(desk.turn, desk.journal, "order", bond="S", on=desk.turn.today, text="")

    forgetting.forget(desk.turn, desk.journal, "S")

    assert [bond.contact.legal_at for bond in desk.standing.bonds] == [desk.now, desk.now]
