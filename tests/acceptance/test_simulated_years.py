"""Years on a stepped clock: what the practice promises over months, clock changes, downtime and travel."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from acceptance.invariants import violations
from acceptance.keepers import Lived, a_life, broken, live_through
from builders import START, Story, at, the_shipped_plan
from tending.core import entries as e
from tending.core import hours
from tending.core.model import Plan, Profile
from tending.core.windows import Quiet
from tending.service.personas import PERSONAS, Keeper, Saying
from tending.service.simulating import Scenario, World

DAY = timedelta(days=1)
SETTINGS: Mapping[str, dict[str, Any]] = {
    "as it comes": {},
    "one a week": {"budget": 1},
    "seven a week, twelve hours apart": {"budget": 7, "min_gap_hours": 12},
    "open for two hours": {"expiry_hours": 2},
    "open for three days": {"expiry_hours": 72},
    "with reminders": {"reminder": True},
    "several windows": {"windows": ("10:00-12:00", "13:00-15:30", "18:00-20:00"), "reminder": True, "budget": 7},
    "three days apart": {"min_gap_hours": 72},
    "over a clock change": {"zone": "Australia/Lord_Howe", "windows": ("01:30-03:00",), "quiet": "12:00-20:00"},
}


def a_year(persona: str, *, days: int = 730, bonds: int = 1, seed: int = 1, **rules: Any) -> Lived:
    scenario = Scenario(persona=persona, profile=Profile.FRIEND, days=days, bonds=bonds, seed=seed)
    return live_through(the_shipped_plan(seed=seed, **rules), scenario)


def after_the_last_word(life: Lived) -> list[tuple[e.Asked, datetime]]:
    spoken = max((entry.seq for entry in life.entries if entry.kind == "answered"), default=0)
    return [(one.payload, one.at) for one in life.entries if isinstance(one.payload, e.Asked) and one.seq > spoken]


def lapses(life: Lived) -> list[datetime]:
    return [one.payload.expired_at for one in life.entries if isinstance(one.payload, e.Lapsed)]


@pytest.mark.parametrize("persona", ["silent", "fades"])
@pytest.mark.parametrize("bonds", [1, 3])
@pytest.mark.parametrize("setting", SETTINGS)
def test_after_the_last_word_exactly_six_come_ever(persona: str, bonds: int, setting: str) -> None:
    life = a_year(persona, bonds=bonds, **SETTINGS[setting])

    asked = after_the_last_word(life)

    *_, fourth, fifth, _ = lapses(life)
    assert len(asked) == 6
    assert asked[4][1] - fourth >= 7 * DAY
    assert asked[5][1] - fifth >= 14 * DAY
    assert [fact.probe for fact, _ in asked] == [False] * 4 + [True] * 2
    assert [fact.last for fact, _ in asked] == [False] * 5 + [True]


@pytest.mark.parametrize("persona", PERSONAS)
def test_the_same_seed_gives_the_same_bytes(persona: str) -> None:
    first, second = a_year(persona, days=365, bonds=2), a_year(persona, days=365, bonds=2)

    assert json.dumps(first.result).encode() == json.dumps(second.result).encode()
    assert first.entries == second.entries


def test_another_seed_gives_other_times() -> None:
    first, second = a_year("diligent", days=60), a_year("diligent", days=60, seed=2)

    assert [row["at"] for row in first.result["asked"]] != [row["at"] for row in second.result["asked"]]


@pytest.mark.parametrize("group", range(4))
def test_random_keepers_keep_every_limit_and_miss_nothing_over_a_year(group: int) -> None:
    assert broken(range(group * 7, group * 7 + 3)) == []


def test_keepers_as_simulated_live_in_many_zones_and_answer_in_many_ways() -> None:
    lives = [a_life(number, days=3) for number in range(40)]

    assert len({life.given.rules.zone for life in lives}) == 20
    assert {life.scenario.persona for life in lives} >= {"random", "silent", "fades"}
    assert {life.scenario.bonds for life in lives} == {1, 2, 3}


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("persona", PERSONAS)
def test_reaching_out_is_asked_about_where_its_gate_is_open_and_nowhere_else(persona: str, profile: Profile) -> None:
    given = the_shipped_plan()

    life = live_through(given, Scenario(persona=persona, profile=profile, days=200, seed=3))

    asked = {fact.prompt for fact in (one.payload for one in life.entries) if isinstance(fact, e.Asked | e.WentOn)}
    families = {given.prompts[name].family.value for name in asked}
    assert "reach" in families or not families & {"rehearse", "meet"}
    assert violations(given, life.entries) == []
    if profile is Profile.MOVING_ON or persona in {"silent", "fades"}:
        assert "reach" not in families
    elif persona not in {"sporadic", "random"}:
        assert {"R1", "R3", "R5"} <= asked


@pytest.mark.parametrize("profile", Profile)
def test_asking_for_one_more_never_brings_anything_about_contacting_them(profile: Profile) -> None:
    story = Story(given=the_shipped_plan(), now=at(0, 8)).begin(profile=profile)

    for day in range(90):
        story.tick(at(day, 12))
        story.says("next")
        story.says("helped")
        story.says("skip" if day % 3 else "later")

    families = {fact.family.value for _, fact in story.asked}
    assert len(story.asked) > 20
    assert not families & {"reach", "rehearse", "meet"}


# -- nothing is missed and nothing moves -------------------------------------------------------------------------------

SAID = ("skip", "yes", "later 3d", "more", "", "less", "pause 3d", "4", "", "not now", "worse", "more", "why", "")


@dataclass(kw_only=True)
class Answering:
    """A keeper whose reply depends on nothing but the check-in: what it is and when it comes."""

    story: Story
    waiting: dict[int, tuple[datetime, str]] = field(default_factory=dict)
    met: set[int] = field(default_factory=set)

    def look(self) -> None:
        for sitting in self.story.standing.open:
            if sitting.id not in self.met:
                self.met.add(sitting.id)
                if text := SAID[len(self.met) % len(SAID)]:
                    self.waiting[sitting.id] = (
                        sitting.asked_at + timedelta(minutes=5 * (len(self.met) % 40 + 1)),
                        text,
                    )

    def next(self) -> list[datetime]:
        return [when for when, _ in self.waiting.values()]

    def speak(self) -> None:
        for number, (when, text) in list(self.waiting.items()):
            if when <= self.story.now:
                del self.waiting[number]
                now = self.story.now
                self.story.says(text, check_in=number)
                self.story.now = now
                self.look()


def live_by(story: Story, end: datetime, *, sleeping: bool) -> list[e.Asked]:
    """Tick to the end, either from wake to wake or every five minutes."""
    keeper = Answering(story=story)
    while story.now <= end:
        keeper.speak()
        wake = story.tick().wake
        keeper.look()
        moments = [moment for moment in (wake, *keeper.next()) if moment is not None]
        story.now = max(story.now, min(moments, default=end + DAY)) if sleeping else story.now + timedelta(minutes=5)
        if sleeping and story.now < end:
            continue
    return [fact for _, fact in story.asked]


@pytest.mark.parametrize(
    ("zone", "day", "rules"),
    [
        ("Europe/Berlin", date(2026, 3, 20), {"budget": 7, "min_gap_hours": 12, "reminder": True}),
        (
            "Australia/Lord_Howe",
            date(2026, 3, 27),
            {"windows": ("01:00-02:30",), "quiet": "12:00-20:00"},
        ),
        (
            "America/New_York",
            date(2026, 10, 24),
            {"windows": ("10:00-11:00", "18:00-20:00"), "budget": 2},
        ),
    ],
)
def test_polling_every_five_minutes_asks_the_same_as_sleeping_to_the_next_wake(
    zone: str, day: date, rules: dict[str, Any]
) -> None:
    start = datetime.combine(day, time(0), tzinfo=UTC)
    given = the_shipped_plan(zone=zone, plain=("gratitude", "therapy-homework"), **rules)
    polled, slept = (Story(given=given, now=start).begin("S", "T") for _ in range(2))

    often = live_by(polled, start + 21 * DAY, sleeping=False)
    seldom = live_by(slept, start + 21 * DAY, sleeping=True)

    assert len(often) > 12
    assert often == seldom
    assert [one.at for one in polled.entries] == [one.at for one in slept.entries]


# -- a machine that is off, and a keeper who travels -------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
def test_a_machine_that_is_mostly_off_replays_no_backlog(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a test replays
    zone = ("Europe/Berlin", "Pacific/Auckland", "America/Los_Angeles")[seed % 3]
    given = the_shipped_plan(zone=zone, budget=7, min_gap_hours=12, windows=("10:00-12:00", "18:00-20:00"))
    story = Story(given=given).begin("S", "T")

    while story.now < at(300):
        ticked = story.now
        story.tick(ticked + timedelta(minutes=random.randint(5, 2400)), slept_from=ticked)
        if story.standing.asking and random.random() < 0.9:
            story.says("skip")

    dates = [hours.local_date(when, zone) for when in story.times]
    walls = [when.astimezone(ZoneInfo(zone)) for when in story.times]
    assert len(dates) > 25
    assert len(set(dates)) == len(dates)
    assert violations(given, story.entries) == []
    assert all(10 <= wall.hour + wall.minute / 60 <= 14 or 18 <= wall.hour + wall.minute / 60 < 21 for wall in walls)
    assert any("late" in {reason.rule for reason in fact.why} for _, fact in story.asked)


def test_a_check_in_open_only_while_nobody_ran_it_gets_twelve_hours_more() -> None:
    story = Story(given=the_shipped_plan()).begin()
    asked = story.until(at(0, 20)).times[0]

    back = asked + timedelta(hours=40)
    story.tick(back, slept_from=asked + timedelta(minutes=1))

    assert [sitting.expires_at for sitting in story.standing.open] == [back + timedelta(hours=12)]
    story.until(back + timedelta(hours=13))
    assert [one.kind for one in story.entries].count("lapsed") == 1
    assert story.standing.lapsed_at == back + timedelta(hours=12)


def test_a_check_in_that_was_open_while_the_machine_ran_lapses_in_its_time() -> None:
    story = Story(given=the_shipped_plan()).begin()
    asked = story.until(at(0, 20)).times[0]

    story.tick(asked + timedelta(hours=40), slept_from=asked + timedelta(hours=1))

    assert story.standing.lapsed_at == asked + timedelta(hours=36)


def test_a_reply_at_the_very_instant_of_the_end_is_heard_before_the_lapse() -> None:
    given = the_shipped_plan()
    asked = Story(given=given).begin().until(at(0, 20)).times[0]
    keeper = Keeper(random=Random(1), persona="silent", given=given)  # noqa: S311 - a test replays
    keeper.will_say(Saying(at=asked + timedelta(hours=36), text="skip"))
    story = Story(given=given).begin()

    World(journal=story.journal, given=given, keeper=keeper, now=START, end=at(3)).run()

    kinds = [one.kind for one in story.entries]
    assert (kinds.count("skipped"), kinds.count("lapsed")) == (1, 0)


JOURNEYS = {
    "Auckland to Los Angeles": ("Pacific/Auckland", "America/Los_Angeles"),
    "Kiritimati to Honolulu": ("Pacific/Kiritimati", "Pacific/Honolulu"),
    "Los Angeles to Auckland": ("America/Los_Angeles", "Pacific/Auckland"),
}


@pytest.mark.parametrize("journey", JOURNEYS)
@pytest.mark.parametrize("leaves", range(20, 27))
def test_a_travelling_keeper_has_one_a_local_date_and_the_gap_and_loses_no_day(journey: str, leaves: int) -> None:
    here, there = (the_shipped_plan(zone=zone, budget=7) for zone in JOURNEYS[journey])
    story = Story(given=here, now=hours.instant(date(2026, 1, 5), time(0), here.rules.zone)).begin("S", "T", "U")
    daily(story, START + leaves * DAY)
    before = len(story.times)

    story.given = there
    daily(story, START + (leaves + 14) * DAY)

    dates = [hours.local_date(when, there.rules.zone) for when in story.times]
    arrived = story.times[before:]
    assert len(set(dates[before - 1 :])) == len(dates[before - 1 :])
    assert all(b - a >= timedelta(hours=20) for a, b in pairwise(story.times))
    assert arrived[0] - (START + leaves * DAY) <= 2 * DAY
    assert all(18 <= when.astimezone(ZoneInfo(there.rules.zone)).hour < 20 for when in arrived)


def daily(story: Story, end: datetime) -> None:
    """Each check-in is skipped a minute after it came, so that something is due again soon."""
    while story.now < end:
        wake = story.tick().wake
        if story.standing.asking:
            story.says("later 1d")
            continue
        story.now = max(story.now + timedelta(minutes=1), min(wake or end, end))


# -- the checker itself ------------------------------------------------------------------------------------------------

LOOSER: Mapping[str, Callable[[Plan], Plan]] = {
    "over the budget": lambda given: replace(given, rules=replace(given.rules, budget=2)),
    "too soon": lambda given: replace(given, rules=replace(given.rules, min_gap_hours=30)),
    "in quiet hours": lambda given: replace(given, rules=replace(given.rules, quiet=Quiet(start=time(18, 30)))),
}


@pytest.mark.parametrize("limit", LOOSER)
def test_the_checker_finds_what_stricter_settings_would_have_forbidden(limit: str) -> None:
    life = a_year("diligent", days=120, budget=4)

    found = violations(LOOSER[limit](life.given), life.entries)

    assert any(limit in line for line in found)
