from random import Random

from simulator.power import left_over, power_lost


def test_power_that_fails_within_a_commit_leaves_it_whole_or_not_at_all() -> None:
    losses = power_lost(1, days=5, every=3)

    assert losses.wrong == []
    assert losses.merged > 0
    assert losses.old > 20
    assert losses.new > 5


def test_what_a_disk_may_hold_is_made_of_both_and_never_shorter_than_it_was() -> None:
    before, after = bytes(4096), b"\x01" * 4096 + b"\x02" * 1024

    left = list(left_over(before, after, Random(1)))  # noqa: S311 - a test replays

    assert len(left) > 4
    assert all(len(one) >= len(before) for one in left)
    assert any(one not in {before, after} for one in left)
