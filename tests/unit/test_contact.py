"""The doors: what may be asked about somebody."""

import pytest

from builders import a_bond
from tending.core.contact import OUTWARD, contact_state, shut
from tending.core.model import Family

ALL = [family for family in Family if family is not Family.PLAIN]


@pytest.mark.parametrize(
    ("said", "afraid", "facts", "state"),
    [
        ("no", False, (), "QUIET"),
        ("wait", False, (), "SPACE"),
        ("no", False, ("they-asked-room",), "SPACE"),
        ("stop", False, ("they-asked-room",), "CLOSED"),
        ("stop", True, (), "UNSAFE"),
        ("order", True, ("they-asked-room",), "LEGAL"),
        ("something else", False, (), "QUIET"),
    ],
)
def test_the_strictest_mark_decides(said: str, afraid: bool, facts: tuple[str, ...], state: str) -> None:  # noqa: FBT001
    assert contact_state(a_bond(said=said, afraid=afraid, facts=facts)).value == state


@pytest.mark.parametrize("said", ["no", "wait", "stop", "order"])
@pytest.mark.parametrize("moving_on", [False, True])
def test_nothing_outward_is_open_to_anybody(said: str, moving_on: bool) -> None:  # noqa: FBT001
    bond = a_bond(said=said, moving_on=moving_on, practical=True)

    assert {shut(bond, family) for family in OUTWARD} == {"door-outward"}


def test_what_mends_is_open_while_it_is_quiet() -> None:
    assert [family.value for family in ALL if not shut(a_bond(), family)] == [
        "want",
        "ground",
        "account",
        "listen",
        "promise",
        "consent",
    ]


def test_who_moves_on_has_their_own_track_and_nothing_that_leads_back() -> None:
    open_to = [family.value for family in ALL if not shut(a_bond(moving_on=True, practical=True), family)]

    assert open_to == ["ground", "promise", "moving", "consent"]
    assert shut(a_bond(), Family.MOVING) == "door-mending"
    assert shut(a_bond(moving_on=True), Family.WANT) == "door-moving-on"


def test_where_somebody_is_afraid_account_and_practical_are_shut() -> None:
    bond = a_bond(afraid=True, practical=True)

    assert shut(bond, Family.ACCOUNT) == shut(bond, Family.PRACTICAL) == "door-unsafe"
    assert shut(bond, Family.WANT) == ""


def test_under_an_order_practical_is_shut_and_otherwise_it_needs_ties() -> None:
    assert shut(a_bond(said="order", practical=True), Family.PRACTICAL) == "door-legal"
    assert shut(a_bond(said="stop", practical=True), Family.PRACTICAL) == ""
    assert shut(a_bond(), Family.PRACTICAL) == "door-no-practical"
