from pathlib import Path

from acceptance.lives import many_lives


def test_a_daemon_killed_again_and_again_sends_nothing_twice_and_loses_nothing_silently(tmp_path: Path) -> None:
    account = many_lives(tmp_path / "home", kills=20, seed=1)

    assert account.why == []
    assert account.kills == 20
    assert account.inside >= 10
    assert account.doubled == 0
    assert account.lost == 0
    assert account.listed == account.uncertain
