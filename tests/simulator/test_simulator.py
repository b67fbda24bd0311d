"""Months in seconds, with everything going wrong: the service as it is, on one thread, driven by a seed."""

import pytest

from builders import DAY
from simulator import replay
from simulator.crashes import added, killed_everywhere
from simulator.outside import START
from simulator.seeds import a_world, in_memory, on_disk, outcome
from simulator.stores import InMemory, in_ram


@pytest.mark.parametrize("group", range(4))
def test_whatever_befalls_it_nothing_goes_out_twice_and_nothing_is_lost_silently(group: int) -> None:
    lived = [in_memory(seed) for seed in range(group * 3, group * 3 + 3)]

    assert [line for one in lived for line in one.said] == []
    assert sum(one.kills for one in lived) > 20
    assert sum(one.uncertain for one in lived) > 0


def test_nor_on_the_real_store() -> None:
    with in_ram() as folder:
        lived = [on_disk(seed, folder / f"{seed}", days=20) for seed in (21, 22)]

    assert [line for one in lived for line in one.said] == []
    assert sum(one.kills for one in lived) > 5


@pytest.mark.parametrize("seed", [3, 8])
def test_the_same_seed_gives_the_same_bytes(seed: int) -> None:
    assert in_memory(seed, days=20) == in_memory(seed, days=20)


def test_the_same_seed_gives_the_same_bytes_on_the_real_store() -> None:
    with in_ram() as folder:
        first, second = (on_disk(5, folder / name, days=10) for name in ("first", "second"))

    assert first == second


def test_another_seed_gives_another_life() -> None:
    assert in_memory(1, days=10).digest != in_memory(2, days=10).digest


def test_killed_at_any_point_it_goes_on_as_if_nothing_had_been() -> None:
    tally = added(killed_everywhere(seed, days=8, every=10, first=seed) for seed in (1, 2))

    assert tally.wrong == []
    assert tally.kills >= 30
    assert 0 < tally.uncertain <= tally.inside
    assert set(tally.at) >= {"before the commit", "after the commit", "before a letter is marked"}


def test_a_promise_that_breaks_is_told_with_the_command_that_shows_it_again(capsys: pytest.CaptureFixture[str]) -> None:
    world = a_world(4, InMemory(), days=10)
    world.run(START + 5 * DAY)
    world.outside.mail.taken["c1.1.mail"] = 2

    told = outcome("4 10", world, days=10).said

    assert any("c1.1.mail went out 2 times by mail; again: python -m simulator.replay 4 10" in one for one in told)
    assert replay.main(["4", "10"]) == 0
    assert capsys.readouterr().out == "every promise holds\n"


def test_a_kill_at_one_point_is_lived_again_by_itself() -> None:
    assert replay.main(["--kill", "40", "1", "4"]) == 0


def test_a_life_on_the_real_store_is_lived_again() -> None:
    assert replay.main(["6", "4", "--disk"]) == 0
