"""Consent over months: what the doors let by, what they keep, and whom they never lock out.

The sample of two proofs: `tests/proofs/consent.py` lives a hundred thousand fates, and three hundred stories.
"""

from datetime import timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from acceptance.fates import DOES, Fate, a_fate, crossed
from acceptance.stories import a_story, gone_wrong

ANY_BOND = st.integers(0, 2)
DAYS = st.sampled_from((0.0, 0.5, 1, 6, 7, 13, 14, 29, 30, 31, 59, 60, 89, 90, 200, 366, -1, -40))


class Consent(RuleBasedStateMachine):
    """Whatever happens, in any order hypothesis can think of."""

    @initialize(number=st.integers(0, 10_000))
    def begins(self, number: int) -> None:
        self.fate = Fate(random=Random(f"machine-{number}"))  # noqa: S311 - hypothesis replays
        self.fate.begin()

    @rule(what=st.sampled_from(sorted(DOES)), days=DAYS, bond=ANY_BOND)
    def happens(self, what: str, days: float, bond: int) -> None:
        fate = self.fate
        fate.now = max(fate.entries[0].at, fate.now + timedelta(days=days))
        fate.did.append(what)
        DOES[what](fate, fate.standing.bonds[bond % len(fate.standing.bonds)].number)

    @invariant()
    def holds(self) -> None:
        if hasattr(self, "fate"):
            self.fate.look()
            assert self.fate.wrong == []

    def teardown(self) -> None:
        if hasattr(self, "fate") and not self.fate.wrong:
            self.fate.welcome()
            assert self.fate.wrong == []


TestConsent = Consent.TestCase
TestConsent.settings = settings(
    max_examples=60, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@pytest.mark.parametrize("group", range(4))
def test_no_fate_loses_a_mark_opens_early_or_locks_anybody_out(group: int) -> None:
    assert crossed(range(group * 500, group * 500 + 500)) == []


@pytest.mark.parametrize("group", range(3))
def test_no_story_told_through_the_whole_service_leads_outward_past_a_door(group: int) -> None:
    assert gone_wrong(range(group * 10, group * 10 + 10)) == []


def test_fates_and_stories_come_to_every_state_and_to_every_step_of_reaching_out() -> None:
    fates = [a_fate(number) for number in range(120)]
    stories = [a_story(number) for number in range(12)]

    came = {state for fate in fates for state in fate.came}
    asked = {fact.prompt for told in stories for _, fact in told.story.asked}
    assert came >= {"LEGAL", "UNSAFE", "CLOSED", "SPACE", "HOLD", "RESTING", "WAITING", "QUIET", "OPEN"}
    assert asked >= {"R1", "R5", "R6", "R11", "U1", "C2", "L11"}
    assert any(fate.restored for fate in fates)
