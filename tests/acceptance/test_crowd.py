from pathlib import Path

from acceptance.crowd import crowd


def test_a_daemon_and_eight_command_lines_at_once_log_every_reply_once(tmp_path: Path) -> None:
    account = crowd(tmp_path / "home", seconds=6)

    assert account.failed == []
    assert min(account.written) >= 1
    assert account.logged == sum(account.written)
    assert (account.twice, account.missing) == (0, 0)
    assert account.equal
    assert account.rebuilt.startswith("0 ")
