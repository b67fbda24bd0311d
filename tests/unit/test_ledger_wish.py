"""The wish: a hope that closes nothing, lines, a difference that is owed, and when something may be concluded."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_bond, a_plan, an_entry, answered_on, at, on
from tending.core import gates, ledgers
from tending.core.choosing import Candidate, Due, choose
from tending.core.entries import Wished
from tending.core.ledgers import EMPTY, wish
from tending.core.ledgers.wish import Said, WishLedger
from tending.core.model import Family, Profile, Value

WAYS = st.sampled_from(["toward", "between", "away", ""])


def a_ledger(*facts: tuple[str, dict[str, Value]]) -> WishLedger:
    ledger = WishLedger()
    for what, values in facts:
        ledger = wish.apply(ledger, Wished(what=what, on=on(0), values=values))
    return ledger


def said(*leans: str) -> list[Said]:
    return [Said(on=on(day), prompt="W1", text="x", leans=way) for day, way in enumerate(leans)]


def test_the_hope_and_the_lines_are_those_said_last() -> None:
    ledger = a_ledger(
        ("hope", {"choice": "try again"}),
        ("line", {"list": ["honesty"]}),
        ("hope", {"choice": "good terms"}),
        ("line", {"list": ["a", "b", "c", "d"]}),
        ("level", {"scale-1-5": 4}),
    )

    assert (ledger.hope, ledger.lines) == ("good terms", ("a", "b", "c"))
    assert a_ledger(("line", {"text": "one thing"})).lines == ("one thing",)


def test_whoever_came_back_twice_owes_one_difference_and_a_new_one_for_each_time_after() -> None:
    named: tuple[str, dict[str, Value]] = ("difference", {"number": 2, "text": "we talked"})

    assert not a_ledger(("difference", {"number": 1})).owes
    assert a_ledger(("difference", {"number": 2})).owes
    assert a_ledger(("difference", {"number": 3, "text": "Nothing."})).owes
    assert not a_ledger(named).owes
    assert a_ledger(named, ("difference", {"number": 2})).difference == "we talked"
    assert a_ledger(named, ("difference", {"number": 3})).owes
    assert not a_ledger(("difference", {"number": 3}), ("difference", {"number": 1})).owes


def test_a_difference_that_is_owed_is_said_and_nothing_else_is() -> None:
    owed = Wished(what="difference", on=on(0), values={"number": 2})

    assert ledgers.remark(EMPTY, an_entry(owed, seq=3, when=at(0), bond=1)) == "wish-difference"
    assert wish.remark(Wished(what="difference", on=on(0), values={"number": 2, "text": "a"})) == ""
    assert wish.remark(Wished(what="hope", on=on(0), values={"choice": "try again"})) == ""


@pytest.mark.parametrize(
    ("prompt", "values", "way"),
    [
        ("W1", {"yes-partly-no": "partly"}, "between"),
        ("W3", {"text": "we talk now"}, "toward"),
        ("W3", {"text": "nothing"}, "away"),
        ("W3", {}, ""),
        ("W4", {"choice": "against"}, "away"),
        ("W5", {"choice": "this person"}, "toward"),
        ("W5", {"choice": "company"}, "away"),
        ("W6", {"yes-partly-no": "no"}, ""),
        ("W8", {"scale-1-5": 5}, ""),
    ],
)
def test_only_what_is_asked_about_the_wish_itself_leans(prompt: str, values: dict[str, Value], way: str) -> None:
    assert wish.leans(prompt, values) == way


def test_nothing_is_concluded_before_six_of_the_last_eight_agree() -> None:
    agree, split = said(*["toward"] * 6, "away", "between"), said(*["toward"] * 5, *["away"] * 3)

    assert wish.lean(agree).steady == "toward"
    assert wish.lean(agree).ways == {"toward": 6, "between": 1, "away": 1}
    assert wish.lean(split).steady == ""
    assert wish.lean(said(*["away"] * 7)).steady == ""
    assert wish.lean([*agree, *said(*["away"] * 6)]).steady == "away"


@given(st.lists(WAYS, max_size=30))
def test_a_conclusion_always_has_six_of_eight_behind_it_and_what_says_neither_counts_for_nothing(
    ways: list[str],
) -> None:
    found = wish.lean(said(*ways))

    assert found.n == sum(found.ways.values()) == min(8, sum(way != "" for way in ways))
    assert not found.steady or (found.n == 8 and found.ways[found.steady] >= 6)
    assert wish.lean(said(*ways, "", "")) == found


def test_the_strength_is_shown_by_whole_weeks_and_never_by_this_one() -> None:
    levels = [(on(day), level) for day, level in ((0, 2.0), (2, 4.0), (7, 3.5), (14, 4.0), (28, 1.0))]

    found = wish.drift(levels, on(30))

    assert [(week.begins, week.n, week.mean) for week in found.weeks] == [
        (on(0), 2, 3.0),
        (on(7), 1, 3.5),
        (on(14), 1, 4.0),
        (on(21), 0, None),
    ]
    assert found.n == 4
    assert found.trend == pytest.approx(0.5)
    assert wish.drift(levels[:3], on(30)).trend is None
    assert wish.drift([*levels, (on(30), 5.0)], on(30)) == found


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 5)), max_size=40), st.integers(0, 60))
def test_what_is_said_this_week_changes_no_drift(levels: list[tuple[int, int]], day: int) -> None:
    told = [(on(when), float(level)) for when, level in levels]
    monday = on(day) - timedelta(days=on(day).weekday())

    assert wish.drift(told, on(day)) == wish.drift([one for one in told if one[0] < monday], on(day))


def test_the_measures_are_how_many_how_they_lean_and_how_it_drifts() -> None:
    found = wish.measures(said("away", ""), [(on(0), 3.0)], on(7))

    assert (found.n, found.lean.n, found.drift.n) == (2, 1, 1)


@pytest.mark.parametrize(
    ("hope", "first"),
    [
        ("", Family.GROUND),
        ("try again", Family.GROUND),
        ("put something right", Family.ACCOUNT),
        ("good terms", Family.LISTEN),
    ],
)
def test_what_is_hoped_for_decides_between_equals_only(hope: str, first: Family) -> None:
    bond = a_bond(ledgers=ledgers.Ledgers(wish=WishLedger(hope=hope)))
    due = Due(day=on(0), gap=10, first=on(0))
    equals = [
        Candidate(bond=bond, family=one, due=due, ready=on(0), prompts=())
        for one in (Family.GROUND, Family.ACCOUNT, Family.LISTEN)
    ]
    later = Candidate(bond=bond, family=Family.MOVING, due=Due(day=on(0), gap=5, first=on(0)), ready=on(0), prompts=())

    chosen, overdue = choose(tuple(equals), on(9)), choose((*equals, later), on(9))

    assert chosen is not None
    assert overdue is not None
    assert (chosen.family, overdue.family) == (first, Family.MOVING)


def test_a_difference_that_is_owed_leaves_the_round_unanswered_and_other_families_open() -> None:
    prompts = answered_on(0, "W0", "W1", "W2", "W3", "W7")
    bond = a_bond(profile=Profile.FORMER_PARTNER, prompts=prompts, fills={"hard_item": "x"})
    owing = a_bond(
        profile=Profile.FORMER_PARTNER,
        prompts=prompts,
        fills={"hard_item": "x"},
        ledgers=ledgers.Ledgers(wish=WishLedger(returned=2)),
    )

    assert gates.round_answered(a_plan(), bond, at(9))
    assert not gates.round_answered(a_plan(), owing, at(9))
    assert gates.first_round_over(a_plan(), owing, at(9))
