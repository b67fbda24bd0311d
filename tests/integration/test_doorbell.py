"""The doorbell, on a real socket."""

import socket
import stat
import threading
from pathlib import Path

import pytest

from doors import a_door
from tending.adapters import doorbell


def heard(bell: socket.socket) -> bool:
    try:
        return bool(bell.recv(16))
    except BlockingIOError:
        return False


def test_a_knock_where_nobody_listens_is_no_error(tmp_path: Path) -> None:
    assert doorbell.knock(tmp_path / "bell") is False


def test_a_knock_is_heard_by_who_listens(tmp_path: Path) -> None:
    path = tmp_path / "bell"
    bell = doorbell.listen(path)
    assert bell is not None

    knocked = doorbell.knock(path)

    assert knocked
    assert heard(bell)
    doorbell.take_down(bell, path)
    assert not path.exists()


def test_every_knock_is_taken_at_once(tmp_path: Path) -> None:
    path = tmp_path / "bell"
    bell = doorbell.listen(path)
    assert bell is not None
    for _ in range(3):
        doorbell.knock(path)

    doorbell.answer(bell)

    assert not heard(bell)
    bell.close()


def test_only_this_account_may_knock(tmp_path: Path) -> None:
    bell = doorbell.listen(tmp_path / "bell")
    assert bell is not None

    mode = stat.S_IMODE((tmp_path / "bell").stat().st_mode)

    assert mode == 0o600
    bell.close()


def test_a_second_daemon_finds_the_first(tmp_path: Path) -> None:
    first = doorbell.listen(tmp_path / "bell")
    assert first is not None

    second = doorbell.listen(tmp_path / "bell")

    assert second is None
    first.close()


def test_a_bell_left_behind_by_a_crash_is_replaced(tmp_path: Path) -> None:
    crashed = doorbell.listen(tmp_path / "bell")
    assert crashed is not None
    crashed.close()

    bell = doorbell.listen(tmp_path / "bell")

    assert bell is not None
    assert doorbell.knock(tmp_path / "bell")
    bell.close()


def test_a_daemon_too_busy_to_answer_is_not_taken_for_dead(tmp_path: Path) -> None:
    bell = doorbell.listen(tmp_path / "bell")
    assert bell is not None

    knocks = [doorbell.knock(tmp_path / "bell") for _ in range(2000)]

    assert all(knocks)
    assert doorbell.listen(tmp_path / "bell") is None
    bell.close()


def test_of_many_that_start_together_one_gets_the_bell(tmp_path: Path) -> None:
    path = tmp_path / "bell"
    start = threading.Barrier(8)
    got: list[socket.socket | None] = []

    def try_it() -> None:
        start.wait()
        got.append(doorbell.listen(path))

    for _ in range(20):
        threads = [threading.Thread(target=try_it) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        bells = [bell for bell in got if bell is not None]
        got.clear()

        assert len(bells) == 1
        assert doorbell.knock(path)
        bells[0].close()
        path.unlink()


def test_a_bell_knows_whether_it_still_hangs_and_leaves_another_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "bell"
    first = doorbell.listen(path)
    assert first is not None
    hung = first.hangs()
    path.unlink()
    gone = first.hangs()
    second = doorbell.listen(path)
    assert second is not None

    doorbell.take_down(first, path)

    assert (hung, gone, first.hangs(), second.hangs()) == (True, False, False, True)
    assert doorbell.knock(path)
    second.close()


def test_a_bell_that_cannot_be_hung_leaves_nothing_open(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="too long"):
        doorbell.Bell(tmp_path / ("x" * 200))


@pytest.mark.parametrize("says", ["", "2026-01-05T00:00:00+00:00 The disk is full"])
def test_who_asks_is_told_what_the_daemon_waits_for_and_wakes_it_not(tmp_path: Path, says: str) -> None:
    with a_door(tmp_path / "bell", says) as knocked:
        assert doorbell.ask(tmp_path / "bell") == says
        assert knocked() == 0

        assert doorbell.knock(tmp_path / "bell")
        assert knocked() == 1


def test_a_line_that_is_too_long_is_cut(tmp_path: Path) -> None:
    with a_door(tmp_path / "bell", "x" * 9999):
        assert doorbell.ask(tmp_path / "bell") == "x" * 1024


def test_who_asks_where_nobody_listens_hears_that_nobody_does(tmp_path: Path) -> None:
    assert doorbell.ask(tmp_path / "bell") is None


def test_a_daemon_too_busy_to_answer_is_one_that_runs(tmp_path: Path) -> None:
    bell = doorbell.listen(tmp_path / "bell")
    assert bell is not None

    assert doorbell.ask(tmp_path / "bell") == ""

    doorbell.take_down(bell, tmp_path / "bell")


def test_who_asked_and_left_is_no_trouble(tmp_path: Path) -> None:
    bell = doorbell.listen(tmp_path / "bell")
    assert bell is not None
    doorbell.ask(tmp_path / "bell")

    assert not doorbell.answer(bell, "all is well")

    doorbell.take_down(bell, tmp_path / "bell")
