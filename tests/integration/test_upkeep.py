"""What the daemon does by itself, in one loop with the test: chores, the pulse, the figures."""

import asyncio
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from fakes import FakeChannel
from integration import daemons
from integration.daemons import NOON, PATIENCE, QUICK, Stuck, an_app, lived, until
from tending.adapters import doorbell, metrics
from tending.adapters.ping import ping
from tending.app import App
from tending.core.errors import ChannelError, StoreBusyError
from tending.daemon import Daemon
from tending.daemon.pulse import is_time
from tending.daemon.upkeep import chores_of
from tending.service import health, upkeep
from tending.service.upkeep import Done

home = daemons.home
AT_ONCE = replace(QUICK, upkeep=0)


@contextmanager
def a_monitor(status: int = 200) -> Iterator[tuple[str, list[str]]]:
    """A monitor on loopback: its address, and what it was asked for."""
    asked: list[str] = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            assert self.headers["User-Agent"] == "-"
            self.send_response(status)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's own name
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/a-secret-name", asked
    finally:
        server.shutdown()
        server.server_close()


def known(app: App, name: str) -> Done | None:
    with app.journal.reading() as work:
        return upkeep.done(work, name)


def run_chores(app: App) -> None:
    upkeep.do(app.turn, app.journal, chores_of(app))


def test_it_checks_the_store_and_backs_it_up_by_itself(home: Path) -> None:
    app = an_app(home, NOON)

    async def act(_: Daemon) -> None:
        await until(lambda: known(app, health.BACKUP))

    lived(app, act, waits=AT_ONCE)

    assert [
        (one.trouble, one.at) for name in (health.QUICK, health.WHOLE, health.BACKUP) if (one := known(app, name))
    ] == [("", datetime(2026, 1, 5, 12, tzinfo=UTC))] * 3
    assert [path.name for path in app.paths.backups_dir.iterdir()] == ["tending-20260105T120000Z.db"]


def test_a_day_later_there_is_another_backup_and_the_oldest_goes(home: Path) -> None:
    apps = [an_app(home, f"2026-01-0{day}T12:00:00Z", TENDING_STORE__BACKUPS_KEPT="2") for day in range(5, 9)]
    for app in apps:
        run_chores(app)

    kept = sorted(path.name for path in apps[0].paths.backups_dir.iterdir())
    assert kept == ["tending-20260107T120000Z.db", "tending-20260108T120000Z.db"]


def test_no_backup_is_made_where_none_is_wanted(home: Path) -> None:
    app = an_app(home, NOON, TENDING_STORE__BACKUP_DAYS="0")

    run_chores(app)

    assert not app.paths.backups_dir.exists()


def test_a_backup_that_cannot_be_made_is_said_and_the_daemon_goes_on(home: Path) -> None:
    app = an_app(home, NOON)
    app.paths.backups_dir.write_text("a file where the folder should be")

    async def act(_: Daemon) -> None:
        await until(lambda: known(app, health.BACKUP))

    assert lived(app, act, waits=AT_ONCE)

    with app.journal.reading() as work:
        wrong = health.wrong(app.turn(), work)
    assert [one.what.partition(":")[0] for one in wrong] == ["no backup could be made"]


def test_damage_is_found_by_the_weekly_check_and_no_whole_backup_gives_way_to_it(home: Path) -> None:
    app = an_app(home, NOON)
    run_chores(app)
    whole = list(app.paths.backups_dir.iterdir())
    app.close()
    raw = bytearray(app.paths.store.read_bytes())
    place = raw.rindex(b'"label"')
    raw[place + 1] ^= 1
    app.paths.store.write_bytes(raw)
    later = an_untouched_app(home, "2026-01-12T12:00:00Z")

    found = {one.name: one.act for one in chores_of(later)}

    assert found[health.WHOLE](later.turn())
    with pytest.raises(Exception, match="not whole"):
        found[health.BACKUP](later.turn())
    assert list(later.paths.backups_dir.iterdir()) == whole


def an_untouched_app(home: Path, clock: str) -> App:
    app = App({"TENDING_HOME": str(home), "TENDING_CLOCK": clock})
    daemons.MADE.append(app)
    _ = app.seed
    return app


def test_old_mails_are_thinned_only_where_it_is_set(home: Path) -> None:
    usual, set_up = an_app(home, NOON), an_app(home, NOON, TENDING_STORE__REPLIES_DAYS="90")

    assert health.THIN not in {one.name for one in chores_of(usual)}
    assert health.THIN in {one.name for one in chores_of(set_up)}
    assert next(one for one in chores_of(set_up) if one.name == health.THIN).act(set_up.turn()) == []


def test_a_canary_is_left_out_where_it_is_set_to_none(home: Path) -> None:
    app = an_app(home, NOON, TENDING_WATCH__CANARY_DAYS="0")

    assert health.LINES not in {one.name for one in chores_of(app)}


def test_no_round_trip_is_said_to_be_well_where_nothing_can_come_back(home: Path) -> None:
    app = an_app(home, NOON)

    run_chores(app)

    assert known(app, health.LINES) is None


def test_the_daemon_sends_a_canary_where_nothing_has_come_back(home: Path) -> None:
    mail = FakeChannel(name="mail")
    app = an_app(home, NOON, channels=(mail,))

    async def act(_: Daemon) -> None:
        await until(lambda: known(app, health.LINES))
        assert doorbell.knock(app.paths.socket)
        await until(lambda: mail.sent)

    lived(app, act, waits=AT_ONCE)

    assert [message.key.partition(".")[0] for message, _ in mail.sent] == ["canary"]


def pinged(home: Path, address: str, *channels: FakeChannel, **environ: str) -> App:
    return an_app(home, NOON, channels=channels, TENDING_WATCH__PING_URL=address, **environ)


async def looked(daemon: Daemon, asked: list[str], count: int) -> None:
    """A look a minute, until the monitor was asked so often: one is passed over while the last ping is on its way."""
    async with asyncio.timeout(PATIENCE):
        while len(asked) < count:
            await daemon._look()  # noqa: SLF001 - a minute later
            await asyncio.sleep(0.01)


def test_a_monitor_hears_that_it_started_and_that_all_is_well(home: Path) -> None:
    with a_monitor() as (address, asked):
        app = pinged(home, address)

        async def act(daemon: Daemon) -> None:
            await until(lambda: asked)
            await looked(daemon, asked, 2)
            await daemon._look()  # noqa: SLF001 - and another: it is not time yet

        lived(app, act)

    assert asked == ["/a-secret-name/start", "/a-secret-name"]


def test_a_monitor_hears_that_something_is_wrong(home: Path) -> None:
    class Deaf(FakeChannel):
        def receive(self, *_: object) -> None:
            raise ChannelError("mail: cannot be reached")

    with a_monitor() as (address, asked):
        app = pinged(home, address, Deaf(name="mail"))

        async def act(daemon: Daemon) -> None:
            await until(lambda: asked and daemons.state_of(app, "mail").trouble)
            await looked(daemon, asked, 2)

        lived(app, act)

    assert asked == ["/a-secret-name/start", "/a-secret-name/fail"]


def test_a_store_that_takes_no_word_is_wrong_too_though_it_can_be_read(home: Path) -> None:
    with a_monitor() as (address, asked):
        app = pinged(home, address)

        async def act(daemon: Daemon) -> None:
            await until(lambda: asked)
            daemon._running.wait_for(StoreBusyError("the disk is full"), "a chore")  # noqa: SLF001 - as when it writes
            await asyncio.sleep(QUICK.steady)
            await looked(daemon, asked, 2)

        lived(app, act)

    assert asked == ["/a-secret-name/start", "/a-secret-name/fail"]


def test_a_send_that_never_ends_is_wrong_too(home: Path) -> None:
    with a_monitor() as (address, asked):
        app = an_app(home, channels=(Stuck(name="mail"),), TENDING_WATCH__PING_URL=address)

        async def act(daemon: Daemon) -> None:
            await until(lambda: asked and any(one.stuck for one in daemon._outboxes))  # noqa: SLF001 - as above
            await looked(daemon, asked, 2)

        lived(app, act, waits=replace(QUICK, stuck=0.05))

    assert asked[1] == "/a-secret-name/fail"


def test_a_send_that_ends_is_nothing_to_worry_about(home: Path) -> None:
    mail = FakeChannel(name="mail")
    app = an_app(home, channels=(mail,))

    async def act(daemon: Daemon) -> None:
        await until(lambda: daemons.state_of(app, "mail").last_sent)
        await until(lambda: not any(one.stuck for one in daemon._outboxes))  # noqa: SLF001 - as above

    assert lived(app, act, waits=replace(QUICK, stuck=0))
    assert len(mail.sent) == 1


def test_nothing_is_asked_of_a_monitor_under_a_clock_that_is_not_the_real_one(home: Path) -> None:
    with a_monitor() as (address, asked):
        app = pinged(home, address, TENDING_CLOCK_SENDS="no")

        async def act(daemon: Daemon) -> None:
            await until(lambda: daemon._pulse)  # noqa: SLF001 - it is ready
            await daemon._look()  # noqa: SLF001 - a minute later

        lived(app, act)

    assert asked == []


def test_a_monitor_that_is_away_is_said_once_and_never_by_its_address(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with a_monitor(503) as (address, asked):
        app = pinged(home, address, TENDING_WATCH__PING_MINUTES="1")

        async def act(daemon: Daemon) -> None:
            await until(lambda: asked)
            await looked(daemon, asked, 2)

        lived(app, act)

    assert [record.getMessage() for record in caplog.records].count(
        "the monitor of watch.ping_url cannot be reached"
    ) == 1
    assert "a-secret-name" not in caplog.text


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/x", "http://[", "http://127.0.0.1:99999/", "http://a b/"])
def test_a_monitor_that_is_none_trips_nobody_up(address: str) -> None:
    assert not ping(address, "ok")


def test_figures_are_written_where_the_keeper_wants_them(home: Path) -> None:
    file = home / "tending.prom"
    app = an_app(home, channels=(FakeChannel(name="mail"),), TENDING_WATCH__METRICS_FILE=str(file))

    async def act(daemon: Daemon) -> None:
        await until(lambda: daemon._pulse)  # noqa: SLF001 - it is ready
        await daemon._look()  # noqa: SLF001 - a minute later
        await until(file.exists)

    lived(app, act)

    said = file.read_text()
    assert file.stat().st_mode & 0o777 == 0o644
    assert "\ntending_entries " in said
    assert "\ntending_troubles 0.0\n" in said
    assert "mail" not in said


def test_figures_that_cannot_be_written_are_said_and_nothing_else_happens(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    app = an_app(home, NOON, TENDING_WATCH__METRICS_FILE=str(home / "gone" / "tending.prom"))

    async def act(daemon: Daemon) -> None:
        await until(lambda: daemon._pulse)  # noqa: SLF001 - it is ready
        for _ in range(3):  # minutes
            await daemon._look()  # noqa: SLF001 - as above
            await until(lambda: daemon._pulse and daemon._pulse._writing and daemon._pulse._writing.done())  # noqa: SLF001 - as above

    assert lived(app, act)

    assert caplog.text.count("metrics_file cannot be written") == 1


@pytest.mark.parametrize(("since", "due"), [(float("inf"), True), (901, True), (899.9, True), (840.1, False)])
def test_a_ping_is_not_left_out_because_a_look_came_a_little_early(since: float, due: bool) -> None:  # noqa: FBT001 - a row of the table
    assert is_time(since, 15) is due


def test_what_is_no_longer_wanted_is_no_longer_in_trouble(home: Path) -> None:
    before = an_app(home, NOON)
    before.paths.backups_dir.write_text("a file where the folder should be")
    run_chores(before)
    app = an_app(home, NOON, TENDING_STORE__BACKUP_DAYS="0")

    async def act(_: Daemon) -> None:
        await until(lambda: known(app, health.BACKUP) is None)

    assert lived(app, act)

    with app.journal.reading() as work:
        assert health.wrong(app.turn(), work) == []


def test_figures_wait_for_no_monitor(home: Path) -> None:
    file = home / "tending.prom"
    with socket.create_server(("127.0.0.1", 0)) as never_answers:
        app = pinged(home, f"http://127.0.0.1:{never_answers.getsockname()[1]}/", TENDING_WATCH__METRICS_FILE=str(file))

        async def act(daemon: Daemon) -> None:
            await until(lambda: daemon._pulse)  # noqa: SLF001 - it is ready
            await daemon._look()  # noqa: SLF001 - a minute later
            await until(file.exists)

        assert lived(app, act)


def test_figures_take_the_place_of_no_device(tmp_path: Path) -> None:
    pipe = tmp_path / "tending.prom"
    os.mkfifo(pipe)

    with pytest.raises(OSError, match="no ordinary file"):
        metrics.write(pipe, {"entries": 1})

    assert pipe.is_fifo()
