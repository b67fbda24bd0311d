"""Waiting for the store: said once an hour, known since when, and over when nobody waits any more."""

from dataclasses import dataclass, field
from datetime import datetime

import pytest
from freezegun import freeze_time

from builders import START
from tending.daemon.waiting import Waiting

HOUR = 3600


@dataclass
class Told:
    said: list[str] = field(default_factory=list)
    over: int = 0
    now: datetime = START

    def is_over(self) -> None:
        self.over += 1


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def waiting(told: Told) -> Waiting:
    return Waiting(lambda: told.now, told.said.append, told.is_over)


def test_what_is_waited_for_is_said_once_an_hour_however_often_it_is_tried(waiting: Waiting, told: Told) -> None:
    with freeze_time(START) as clock:
        for seconds in (0, 5, HOUR - 6, 1, 5):
            clock.tick(seconds)
            waiting.begin("plan", "it is locked")
            waiting.begin("outbox", "it is locked")

    assert told.said == ["it is locked", "it is locked"]


def test_another_reason_is_said_at_once(waiting: Waiting, told: Told) -> None:
    for why in ("it is locked", "the disk is full", "it is locked"):
        waiting.begin("plan", why)

    assert told.said == ["it is locked", "the disk is full"]


def test_it_is_over_when_the_last_of_them_waits_no_more(waiting: Waiting, told: Told) -> None:
    waiting.begin("plan", "it is locked")
    waiting.begin("outbox", "it is locked")

    waiting.end("plan")
    between = told.over, waiting.told()
    waiting.end("outbox")

    assert between == (0, "2026-01-05T00:00:00+00:00 it is locked")
    assert (told.over, waiting.told()) == (1, "")


def test_who_did_not_wait_ends_nothing(waiting: Waiting, told: Told) -> None:
    waiting.end("plan")

    assert told.over == 0


def test_it_is_known_since_the_first_of_them(waiting: Waiting, told: Told) -> None:
    waiting.begin("plan", "it is locked")
    told.now = START.replace(hour=5)
    waiting.begin("outbox", "the disk is full")
    waiting.end("plan")

    assert waiting.told() == "2026-01-05T00:00:00+00:00 the disk is full"
    assert waiting.has("outbox")
    assert not waiting.has("plan")


def test_after_it_was_over_it_is_said_anew(waiting: Waiting, told: Told) -> None:
    for _ in range(2):
        waiting.begin("plan", "it is locked")
        waiting.end("plan")

    assert told.said == ["it is locked", "it is locked"]


def test_it_lasts_from_the_first_and_without_a_break(waiting: Waiting) -> None:
    lasted = []
    with freeze_time(START) as clock:
        lasted.append(waiting.lasts(0))
        waiting.begin("plan", "it is locked")
        for seconds in (29, 1):
            clock.tick(seconds)
            lasted.append(waiting.lasts(30))
        waiting.end("plan")
        lasted.append(waiting.lasts(30))

    assert lasted == [False, False, True, False]
