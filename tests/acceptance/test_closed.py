"""Channels cannot be aimed at others: days with everything going on, against real sinks."""

from pathlib import Path

from acceptance.closed import OWN, PUSH_PATH, STRANGER, a_month, wrong


def test_a_stranger_gets_nothing_but_digits_and_whoever_said_stop_gets_nothing(tmp_path: Path) -> None:
    world = a_month(tmp_path / "home", seed=1, days=9)

    assert wrong(world) == []
    assert {one.to for one in world.got} == {OWN, PUSH_PATH, STRANGER}
    assert sum(one.to == OWN for one in world.got) > 10
    assert world.restores > 0
    assert world.refused["3"] > 0
    assert world.refused["4"] > 0
