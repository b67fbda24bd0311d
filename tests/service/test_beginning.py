from datetime import date

import pytest

from service.desk import Desk, a_plan
from tending.core.entries import BondAdded, BondChanged
from tending.core.errors import RefusedError, UsageError
from tending.core.model import InTouch, Profile
from tending.service import beginning, ending, views


def test_beginning_records_what_is_in_force_once() -> None:
    desk = Desk()

    beginning.begin(desk.turn, desk.journal)
    beginning.begin(desk.turn, desk.journal)

    assert desk.kinds() == ["began", "settings", "decks"]


def test_a_changed_setting_is_an_entry_and_takes_a_changed_budget_back() -> None:
    desk = Desk().begin()
    desk.reply("less")
    desk.plan = a_plan(budget=5)

    beginning.begin(desk.turn, desk.journal)

    assert desk.kinds()[-1] == "settings"
    assert desk.standing.budget is None


def test_a_changed_setting_that_is_not_the_budget_leaves_it() -> None:
    desk = Desk().begin()
    desk.reply("less")
    desk.plan = a_plan(expiry_hours=48)

    beginning.begin(desk.turn, desk.journal)

    assert desk.standing.budget == 3


def test_a_fourth_bond_is_refused_with_the_way_out() -> None:
    desk = Desk().begin("A", "B", "C")

    with desk.journal.writing() as work, pytest.raises(RefusedError, match="three bonds at most"):
        beginning.add_bond(desk.turn, work, BondAdded(label="D", profile=Profile.FRIEND))


def test_a_label_is_taken_once() -> None:
    desk = Desk().begin()

    with desk.journal.writing() as work, pytest.raises(UsageError, match="already"):
        beginning.add_bond(desk.turn, work, BondAdded(label="S", profile=Profile.FRIEND))


def test_the_first_question_comes_before_any_set_up() -> None:
    desk = Desk()
    beginning.begin(desk.turn, desk.journal)

    sitting = beginning.first_question(desk.turn, desk.journal)
    again = beginning.first_question(desk.turn, desk.journal)

    assert sitting.prompt == "W0"
    assert again.id == sitting.id
    assert desk.standing.sent == ()


def test_nothing_is_planned_before_set_up_is_finished() -> None:
    desk = Desk()
    beginning.begin(desk.turn, desk.journal)
    beginning.first_question(desk.turn, desk.journal)
    desk.reply("5")
    desk.reply("skip")

    assert beginning.unfinished(desk.standing) is not None
    assert desk.tick().next is None


def test_before_set_up_is_finished_an_echo_and_the_status_name_the_way_there() -> None:
    desk = Desk()
    beginning.begin(desk.turn, desk.journal)
    beginning.first_question(desk.turn, desk.journal)
    desk.reply("5")

    assert desk.reply("skip").echo.endswith("Set-up is not finished: tending init")
    assert views.status(desk.turn, desk.journal)["held"] == ["set-up is not finished: tending init"]


def test_set_up_finishes_the_bond_of_the_first_question() -> None:
    desk = Desk()
    beginning.begin(desk.turn, desk.journal)
    beginning.first_question(desk.turn, desk.journal)
    desk.reply("5")
    desk.reply("yes")
    change = BondChanged(
        label="S",
        profile=Profile.FORMER_PARTNER,
        since=date(2025, 11, 20),
        in_touch=InTouch.PRACTICAL,
        practical=True,
        said="no",
        afraid_of_them=False,
    )

    with desk.journal.writing() as work:
        bond = beginning.set_up(desk.turn, work, change)

    assert (bond.label, bond.profile, bond.practical) == ("S", Profile.FORMER_PARTNER, True)
    assert (bond.contact.unsafe_at, set(bond.contact.clear)) == (None, {"C1", "U1", "U2"})
    assert beginning.unfinished(desk.standing) is None
    assert desk.tick().next is not None


def test_set_up_without_a_first_question_adds_a_bond() -> None:
    desk = Desk()
    beginning.begin(desk.turn, desk.journal)

    with desk.journal.writing() as work:
        bond = beginning.set_up(desk.turn, work, BondChanged(label="S", profile=Profile.MOVING_ON))

    assert bond.moving_on


def test_a_closed_bond_is_asked_about_no_more() -> None:
    desk = Desk().begin()
    desk.ask()

    with desk.journal.writing() as work:
        ending.finish(desk.turn, work, beginning.bond_called(work.standing(), "S"))

    assert desk.standing.open == ()
    assert desk.tick().next is None


def test_a_bond_that_is_not_there_is_named_with_those_that_are() -> None:
    desk = Desk().begin()

    with pytest.raises(UsageError, match="there are: S"):
        beginning.bond_called(desk.standing, "Q")
    with pytest.raises(UsageError, match="none yet"):
        beginning.bond_called(Desk().standing, "Q")


def test_a_first_question_that_lapsed_is_asked_again() -> None:
    desk = Desk()
    beginning.begin(desk.turn, desk.journal)
    first = beginning.first_question(desk.turn, desk.journal)
    desk.later(days=3).tick()

    again = beginning.first_question(desk.turn, desk.journal)

    assert again.id != first.id
    assert len(desk.standing.bonds) == 1


def test_closing_one_bond_leaves_what_is_open_about_another() -> None:
    desk = Desk().begin("S", "T")
    desk.ask()

    with desk.journal.writing() as work:
        ending.finish(desk.turn, work, beginning.bond_called(work.standing(), "T"))

    assert desk.standing.asking is not None
