"""A clock that fell back, as one without its battery does: what shuts a door then stands when it is right again."""

from datetime import UTC, datetime, timedelta

import pytest

from builders import a_plan, an_asking, an_entry
from tending.core import contact as doors
from tending.core import entries as e
from tending.core import gates
from tending.core.contact import ContactState
from tending.core.entries import MarkKind
from tending.core.model import Profile
from tending.core.standing import Standing, apply

BEGAN = datetime(2026, 1, 5, 12, tzinfo=UTC)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
LATER = BEGAN + timedelta(days=40)


def begun() -> Standing:
    added = e.BondAdded(label="S", profile=Profile.FRIEND)
    return apply(Standing(), an_entry(added, seq=1, when=BEGAN, bond=1))


def told(standing: Standing, fact: e.Payload, when: datetime = LONG_AGO) -> Standing:
    return apply(standing, an_entry(fact, seq=standing.seq + 1, when=when, bond=1))


def state(standing: Standing, when: datetime = LATER) -> ContactState:
    return gates.state_of(a_plan(), standing.bond(1), when)


@pytest.mark.parametrize(
    ("mark", "stands"),
    [
        (MarkKind.HOLD, ContactState.HOLD),
        (MarkKind.UNSAFE, ContactState.UNSAFE),
        (MarkKind.UNSURE, ContactState.UNSAFE),
    ],
)
def test_a_mark_set_by_a_clock_that_fell_back_lasts_as_long_as_any(mark: MarkKind, stands: ContactState) -> None:
    standing = told(begun(), e.Marked(mark=mark))

    assert state(standing) is stands


def test_a_second_word_by_such_a_clock_shortens_no_hold() -> None:
    standing = told(told(begun(), e.Marked(mark=MarkKind.HOLD), LATER), e.Marked(mark=MarkKind.HOLD))

    assert standing.bond(1).contact.hold_at == LATER


def test_fear_that_set_up_tells_of_by_such_a_clock_stands() -> None:
    standing = told(begun(), e.BondChanged(afraid_of_them=True))

    assert state(standing) is ContactState.UNSAFE


def test_space_asked_again_by_such_a_clock_stands_anew() -> None:
    on = (BEGAN + timedelta(days=1)).date()
    asked = told(begun(), e.Said(what="space", on=on), BEGAN + timedelta(days=1))
    over = told(asked, e.Said(what="they-wrote", on=on), BEGAN + timedelta(days=2))
    assert state(over) is ContactState.QUIET

    again = told(over, e.Said(what="space", on=LONG_AGO.date()))

    assert state(again) is ContactState.SPACE


def test_the_last_that_is_known_of_is_the_last_question() -> None:
    asked = told(begun(), an_asking(), LATER)

    assert told(asked, e.Marked(mark=MarkKind.HOLD)).bond(1).contact.hold_at == LATER


def test_an_exit_chosen_by_such_a_clock_opens_nothing_earlier() -> None:
    standing = told(begun(), e.Marked(mark=MarkKind.ONCE_MORE))

    assert standing.bond(1).contact.once_more_at == LONG_AGO


def test_an_answer_that_is_not_clear_takes_back_a_clear_one_whatever_the_clock_says() -> None:
    known = doors.answered(doors.Contact(began_at=BEGAN), "C1", LATER, clear=True)

    unclear = doors.answered(known, "C1", LONG_AGO, clear=False)

    assert "C1" not in unclear.clear
