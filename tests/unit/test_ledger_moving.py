"""Moving on: what was done, how the urge goes, and people; and what may be asked of whom."""

import math
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import (
    a_bond,
    a_clear_contact,
    a_plan,
    a_prompt,
    a_settled_bond,
    a_standing,
    an_entry,
    answered_on,
    at,
    on,
)
from tending.core import choosing, gates
from tending.core.contact import Attempt
from tending.core.entries import Entry, Moved
from tending.core.ledgers import moving
from tending.core.ledgers.moving import Step
from tending.core.model import Family, Plan, Value
from tending.core.standing import BondStanding, Shown


def fact(
    what: str, values: dict[str, Value] | None = None, *, day: int = 0, text: str = "", check_in: int = 0
) -> Entry:
    payload = Moved(what=what, on=on(day), text=text, check_in=check_in, values=values or {})
    return an_entry(payload, seq=9, when=at(day), bond=1)


def test_a_step_says_what_it_was() -> None:
    rows = moving.all_rows(
        [
            fact("done", text="a swim", check_in=7),
            fact("urge", {"scale-1-5": 4, "choice": "passed"}, text="4 passed"),
            fact("urge", {"choice": "still there"}, text="still"),
            fact("people", {"list": ["Kim", "Ana"]}),
            fact("trace", {"choice": "muted"}),
        ]
    )

    assert rows[0] == Step(id=9, on=on(0), what="done", text="a swim", asked=True)
    assert [(row.level, row.passed) for row in rows[1:3]] == [(4, True), (None, False)]
    assert (rows[3].people, rows[3].text) == (("Kim", "Ana"), "Kim; Ana")
    assert rows[4].passed is None


def test_the_done_rate_is_of_the_times_it_was_asked_and_answered_in_any_way() -> None:
    rows = moving.all_rows([fact("done", check_in=1), fact("done", check_in=2), fact("done")])

    found = moving.measures(rows, 4, on(0))

    assert (found.done, found.asked, found.done_rate) == (3, 4, 0.5)
    assert moving.measures(rows, 0, on(0)).done_rate is None


def test_people_are_different_ones_of_four_weeks_and_passed_is_of_those_told() -> None:
    rows = moving.all_rows(
        [
            fact("people", {"list": ["Old"]}, day=0),
            fact("people", {"list": ["Kim", "Ana"]}, day=20),
            fact("people", {"list": ["kim"]}, day=28),
            fact("urge", {"choice": "passed"}, day=20),
            fact("urge", {"choice": "still there"}, day=21),
            fact("urge", {"scale-1-5": 3}, day=22),
        ]
    )

    found = moving.measures(rows, 0, on(28))

    assert found.people == 2
    assert (found.urges, found.urges_told, found.passed) == (1, 2, 0.5)
    assert moving.measures((), 0, on(28)).passed is None


def test_the_urge_halves_in_so_many_days_from_five_numbers_and_two_weeks_on() -> None:
    falling = [(on(day), level) for day, level in ((0, 4), (7, 4), (14, 2), (21, 2), (28, 1))]

    found = moving.half_life(falling)

    assert found == pytest.approx(14)
    assert moving.half_life(falling[:4]) is None
    assert moving.half_life([(on(day), 5 - day) for day in range(5)]) is None
    assert moving.half_life([(when, 3) for when, _ in falling]) is None
    assert moving.half_life([(when, 3 - number / 1000) for number, (when, _) in enumerate(falling)]) is None


@given(st.floats(3, 60), st.integers(5, 9))
def test_the_half_life_of_a_steady_fall_is_found_again(days: float, count: int) -> None:
    levels = [(on(7 * number), 5 * math.exp2(-7 * number / days)) for number in range(count)]

    assert moving.half_life(levels) == pytest.approx(days)


# -- what may be asked ---------------------------------------------------------------------------------------------

NOW = at(40, 20)
STEPS = tuple(a_prompt(f"O{number}", Family.MOVING, repeat_days=14) for number in (1, 2, 3, 6, 7))


def a_moving_plan() -> Plan:
    return a_plan(*a_plan().prompts.values(), *STEPS)


def waiting(**changes: Any) -> BondStanding:
    contact = a_clear_contact(5, attempts=(Attempt(at=at(30, 18)),), sent_at=at(30, 18))
    prompts = answered_on(0, "L8", "P1")
    return a_settled_bond(contact=contact, prompts=prompts, **changes)


def may_ask(bond: BondStanding) -> dict[str, object]:
    found = choosing.candidate_of(a_moving_plan(), a_standing(bond), bond, Family.MOVING, NOW)
    return {prompt.id: day for day, prompt in found.prompts} if found is not None else {}


def test_while_something_waits_three_of_them_are_company_from_that_day_on() -> None:
    bond = waiting()

    found = choosing.candidate_of(a_moving_plan(), a_standing(bond), bond, Family.MOVING, NOW)

    assert found is not None
    assert {prompt.id for _, prompt in found.prompts} == {"O2", "O6", "O7"}
    assert found.due.day == on(30)
    assert may_ask(a_settled_bond()) == {}
    assert set(may_ask(waiting(moving_on=True))) == {"O1", "O2", "O3", "O6", "O7"}


def test_good_company_may_be_led_to_at_any_time() -> None:
    bond = a_settled_bond(asks={"O7": on(20)})
    other = a_settled_bond(asks={"O1": on(20)})

    assert [one.prompts[0][1].id for one in of_moving(bond)] == ["O7"]
    assert of_moving(other) == []


def of_moving(bond: BondStanding) -> list[choosing.Candidate]:
    found = choosing.candidates(a_moving_plan(), a_standing(bond), NOW)
    return [one for one in found if one.family is Family.MOVING]


def test_what_is_hard_to_look_at_waits_for_something_kind() -> None:
    asked = Shown(on=on(33), asked_at=at(33, 18))
    bond = a_bond(moving_on=True, prompts={"O2": asked})

    days = may_ask(bond)

    assert days["O2"] == days["O3"] == on(33) + timedelta(days=14)
    assert STEPS[0] in gates.fitting(a_moving_plan(), Family.MOVING, gates.profile_of(bond), moving_on=True)
