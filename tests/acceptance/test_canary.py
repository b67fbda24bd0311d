"""A word in every field is found nowhere it should not be, and nowhere at all after a wipe."""

from pathlib import Path

from acceptance.canary import NAMES, a_busy_month
from integration.mailserver import need_dovecot


def test_no_word_of_a_busy_week_gets_out_and_none_is_left_after_a_wipe(tmp_path: Path) -> None:
    need_dovecot()

    found = a_busy_month(tmp_path, days=4, seconds_a_day=1.2)

    assert found.wrong == []
    assert found.written >= len(NAMES) - 2
    assert found.mails >= 3
    assert found.pushes >= 2
    assert found.children >= 2
