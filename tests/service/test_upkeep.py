from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest

from service.desk import Desk
from tending.core.errors import StoreBusyError
from tending.service import upkeep
from tending.service.turn import Turn
from tending.service.upkeep import Chore, Done

DAY = timedelta(days=1)


class Work:
    """A chore that counts, and says what a test gives it to say."""

    def __init__(self, *says: Sequence[str] | Exception) -> None:
        self.says, self.times = list(says), 0

    def __call__(self, turn: Turn) -> Sequence[str]:
        assert turn.language == "en"
        self.times += 1
        said = self.says.pop(0) if self.says else ()
        if isinstance(said, Exception):
            raise said
        return said


def chore(act: Callable[[Turn], Sequence[str]], name: str = "sweep") -> Chore:
    return Chore(name=name, every=DAY, act=act)


def do(desk: Desk, *chores: Chore) -> object:
    return upkeep.do(lambda: desk.turn, desk.journal, chores)


def known(desk: Desk, name: str = "sweep") -> Done | None:
    with desk.journal.reading() as work:
        return upkeep.done(work, name)


def test_what_was_never_done_is_due_and_then_rests() -> None:
    desk, act = Desk().begin(), Work()

    following = do(desk, chore(act))
    do(desk.later(hours=23), chore(act))

    assert act.times == 1
    assert following == desk.now + timedelta(hours=1)


def test_it_is_due_again_after_its_time_however_long_nobody_ran_it() -> None:
    desk, act = Desk().begin(), Work()
    do(desk, chore(act))

    do(desk.later(days=40), chore(act))
    do(desk, chore(act))

    assert act.times == 2


def test_the_earliest_of_several_is_waited_for() -> None:
    desk = Desk().begin()
    do(desk, chore(Work()))

    following = do(desk.later(hours=5), chore(Work()), chore(Work(), "count"))

    assert following == desk.now + timedelta(hours=19)
    assert do(desk) is None


def test_a_chore_that_takes_its_time_is_due_again_after_its_own_and_not_at_once() -> None:
    desk = Desk().begin()

    def slow(_: Turn) -> Sequence[str]:
        desk.later(minutes=5)
        return ()

    assert do(desk, chore(slow)) == desk.now + DAY


def test_what_is_left_off_is_no_longer_in_trouble() -> None:
    desk = Desk().begin()
    do(desk, chore(Work(["no room"])), chore(Work(["still on"]), "count"))

    upkeep.leave(desk.journal, ["sweep", "never done"])

    assert known(desk) is None
    assert known(desk, "count") is not None


def test_trouble_is_kept_with_the_instant_it_began_and_tried_again_within_the_hour() -> None:
    desk, act = Desk().begin(), Work(["a", "b"], ["c"])
    began = desk.now

    following = do(desk, chore(act))
    do(desk.later(hours=1), chore(act))

    assert following == began + timedelta(hours=1)
    assert known(desk) == Done(at=desk.now, well=None, trouble="c", since=began)


def test_trouble_ends_with_the_first_time_that_goes_well() -> None:
    desk, act = Desk().begin(), Work([], ["no room"], [])
    well = desk.now
    do(desk, chore(act))

    do(desk.later(days=1), chore(act))
    ill = known(desk)
    do(desk.later(hours=1), chore(act))

    assert ill == Done(at=well + DAY, well=well, trouble="no room", since=well + DAY)
    assert known(desk) == Done(at=desk.now, well=desk.now)


def test_an_error_is_trouble_in_its_own_words_and_a_fault_of_ours_in_none() -> None:
    desk = Desk().begin()

    do(desk, chore(Work(StoreBusyError("The disk is full.")), "a"), chore(Work(KeyError("a private word")), "b"))

    assert known(desk, "a") == Done(at=desk.now, trouble="The disk is full.", since=desk.now)
    assert known(desk, "b") == Done(at=desk.now, trouble="a fault of ours (KeyError)", since=desk.now)


def test_a_clock_that_was_ahead_delays_nothing() -> None:
    desk, act = Desk().begin(), Work()
    do(desk.later(days=300), chore(act))

    do(desk.later(days=-300), chore(act))

    assert act.times == 2


@pytest.mark.parametrize(
    "text", ["", "x", "[1]", '["2026-01-05", "", "", ""]', '["x", "", "", ""]', "{}", "[1, 2, 3, 4]"]
)
def test_what_is_not_to_be_read_was_never_done(text: str) -> None:
    desk, act = Desk().begin(), Work()
    with desk.journal.writing() as work:
        work.set_meta("upkeep.sweep", text)

    do(desk, chore(act))

    assert act.times == 1
