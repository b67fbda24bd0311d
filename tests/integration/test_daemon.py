"""The daemon in one loop with the test."""

import asyncio
import shutil
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fakes import FakeChannel
from integration import daemons
from integration.daemons import (
    EVENING,
    NOON,
    PATIENCE,
    QUICK,
    Pane,
    Stuck,
    Troubled,
    an_app,
    lived,
    state_of,
    until,
)
from tending.adapters import doorbell
from tending.app import App, typed
from tending.core.entries import BondAdded
from tending.core.errors import ChannelError, StoreBusyError, StoreError
from tending.core.model import Profile
from tending.core.records import Reply
from tending.daemon import Daemon
from tending.service import beginning, hearing
from tending.service.turn import Turn

home = daemons.home


def test_a_question_that_is_due_is_shown_and_what_is_typed_answers_it(home: Path) -> None:
    app, pane = an_app(home), Pane()

    async def act(_: Daemon) -> None:
        await until(lambda: pane.shown == ["W0"])
        pane.type("5. maybe 1")
        await until(lambda: pane.shown == ["W0", "W1"])
        pane.type("partly")
        await until(lambda: len(pane.echoes) == 2)

    lived(app, act, pane)

    assert pane.begun == [1]
    assert pane.echoes == ["Noted: not sure, perhaps try again.", "Noted: partly. Next: Thursday evening."]


def test_nothing_is_shown_before_its_time(home: Path) -> None:
    app, pane = an_app(home, NOON), Pane()

    async def act(_: Daemon) -> None:
        await until(lambda: pane.begun)
        pane.type("why")
        await until(lambda: pane.echoes)

    lived(app, act, pane)

    assert pane.begun == [0]
    assert pane.shown == []


def test_a_question_that_is_open_already_is_shown_again_when_asked_for(home: Path) -> None:
    app, pane = an_app(home), Pane()

    async def act(_: Daemon) -> None:
        await until(lambda: pane.shown)
        pane.type("next")
        await until(lambda: len(pane.shown) == 2)

    lived(app, act, pane)

    assert pane.shown == ["W0", "W0"]


def test_the_same_line_typed_twice_is_heard_twice(home: Path) -> None:
    app, pane = an_app(home, NOON), Pane()

    async def act(_: Daemon) -> None:
        for count in (1, 2):
            pane.type("a note")
            await until(lambda count=count: len(pane.echoes) == count)  # type: ignore[misc]

    lived(app, act, pane)

    assert not any("already" in echo for echo in pane.echoes)


def test_a_page_of_the_night_drawer_is_offered_by_daylight(home: Path) -> None:
    app, pane = an_app(home, NOON), Pane()
    night = Turn(given=app.plan, ways=(), now=datetime(2026, 1, 4, 23, tzinfo=UTC))
    hearing.hear(night, app.journal, typed("hold\nall of it", night.now))
    app.clock = App({"TENDING_CLOCK": EVENING}).clock

    async def act(_: Daemon) -> None:
        await until(lambda: pane.said)

    lived(app, act, pane)

    assert "A page you held is here" in pane.said[0]


def test_a_window_that_closes_does_not_end_the_daemon(home: Path) -> None:
    mail, pane = FakeChannel(name="mail"), Pane()
    app = an_app(home, channels=(mail,))
    pane.close()

    async def act(_: Daemon) -> None:
        await until(lambda: mail.sent)

    assert lived(app, act, pane)


def test_a_due_question_goes_out_on_every_channel(home: Path) -> None:
    mail, push = FakeChannel(name="mail"), FakeChannel(name="push")
    app = an_app(home, channels=(mail, push))

    async def act(_: Daemon) -> None:
        await until(lambda: mail.sent and push.sent)

    lived(app, act)

    assert [len(mail.sent), len(push.sent)] == [1, 1]
    assert "What would you most like" in mail.texts[0]


def test_a_slow_channel_holds_up_no_other_and_no_end(home: Path) -> None:
    stuck, mail = Stuck(name="a"), FakeChannel(name="mail")
    app = an_app(home, channels=(stuck, mail))

    async def act(_: Daemon) -> None:
        await until(lambda: mail.sent)

    assert lived(app, act)


def test_a_reply_is_heard_and_the_echo_goes_out_with_the_next_question(home: Path) -> None:
    mail = FakeChannel(name="mail")
    app = an_app(home, channels=(mail,))

    async def act(_: Daemon) -> None:
        await until(lambda: mail.sent)
        now = app.clock()
        mail.waiting.append(Reply(channel="mail", provider_id="m1", received_at=now, raw=b"", text="5. maybe 1"))
        await until(lambda: len(mail.sent) == 2)

    lived(app, act)

    assert "Noted: not sure, perhaps try again." in mail.texts[1]
    assert "One honest minute" not in mail.texts[1]
    assert "Would you still want" in mail.texts[1]


def test_a_knock_makes_it_look_again(home: Path) -> None:
    mail = FakeChannel(name="mail")
    app = an_app(home, NOON, channels=(mail,))

    async def act(_: Daemon) -> None:
        await until(lambda: doorbell.knock(app.paths.socket))
        with app.journal.writing() as work:
            beginning.add_bond(app.turn(), work, BondAdded(label="T", profile=Profile.FRIEND))
        reply = Reply(channel="mail", provider_id="m1", received_at=app.clock(), raw=b"", text="next")
        hearing.hear(app.turn(), app.journal, reply)
        doorbell.knock(app.paths.socket)
        await until(lambda: mail.sent)

    lived(app, act)

    assert "One more, since you ask." in mail.texts[0]


def test_a_channel_that_fails_is_tried_again_later_and_shown(home: Path) -> None:
    mail = FakeChannel(name="mail", troubles=[ChannelError("mail: no answer")])
    app = an_app(home, "2026-01-05T19:00:00Z@600", channels=(mail,))

    async def act(_: Daemon) -> None:
        await until(lambda: mail.sent)

    lived(app, act)

    assert len(mail.sent) == 1
    assert state_of(app, "mail").trouble == ""


def test_a_sender_with_a_fault_of_ours_is_held_and_takes_nothing_down(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    broken = FakeChannel(name="mail", troubles=[KeyError("private words")])  # type: ignore[list-item]
    app = an_app(home, channels=(broken,))

    async def act(_: Daemon) -> None:
        await until(lambda: broken.asked_after)

    assert lived(app, act)
    assert broken.sent == []
    assert "KeyError" in caplog.text
    assert "private words" not in caplog.text


class Dropping(FakeChannel):
    """A receiver whose connection fails a few times, then holds."""

    drops = 2
    listening = 0

    def receive(self, hear: Callable[[Reply], None], stop: threading.Event) -> None:  # noqa: ARG002 - the protocol's own shape
        self.listening += 1
        if self.listening <= self.drops:
            raise ChannelError("mail: the connection was lost")
        stop.wait()


def test_a_receiver_that_fails_is_started_again_and_its_trouble_ends(home: Path) -> None:
    mail = Dropping(name="mail")
    app = an_app(home, NOON, channels=(mail,))
    seen: list[str] = []

    async def act(_: Daemon) -> None:
        await until(lambda: state_of(app, "mail").trouble)
        seen.append(state_of(app, "mail").trouble)
        await until(lambda: mail.listening == 3)
        await until(lambda: not state_of(app, "mail").trouble)

    lived(app, act)

    assert seen == ["mail: the connection was lost"]
    assert state_of(app, "mail").trouble_since is None


def test_under_a_clock_of_its_own_nothing_leaves_unless_it_is_asked_to(home: Path) -> None:
    mail, pane = FakeChannel(name="mail"), Pane()
    app = an_app(home, channels=(mail,), TENDING_CLOCK_SENDS="")

    async def act(_: Daemon) -> None:
        await until(lambda: pane.shown)

    lived(app, act, pane)

    assert mail.sent == []


def test_a_damaged_store_ends_it_with_its_one_line(home: Path) -> None:
    app, pane = an_app(home), Pane()
    journal = Troubled(app.journal, [])
    app.__dict__["journal"] = journal

    async def act(_: Daemon) -> None:
        await until(lambda: pane.shown)
        journal.errors += [StoreError("damaged") for _ in range(9)]
        doorbell.knock(app.paths.socket)
        await asyncio.sleep(PATIENCE)

    with pytest.raises(StoreError, match="damaged"):
        lived(app, act, pane)


def test_what_cannot_be_kept_just_now_is_said_in_the_window(home: Path) -> None:
    app, pane = an_app(home, NOON), Pane()
    journal = Troubled(app.journal, [])
    app.__dict__["journal"] = journal

    async def act(_: Daemon) -> None:
        await until(lambda: pane.begun)
        await asyncio.sleep(0.1)
        journal.errors.append(StoreBusyError("the disk is full"))
        pane.type("a note")
        await until(lambda: pane.said)
        pane.type("a note")
        await until(lambda: pane.echoes)

    assert lived(app, act, pane)
    assert pane.said == ["the disk is full"]


def test_a_second_daemon_ends_at_once_and_leaves_the_first_alone(home: Path) -> None:
    app, other = an_app(home), an_app(home)
    seconds: list[bool] = []

    async def act(_: Daemon) -> None:
        await until(lambda: doorbell.knock(app.paths.socket))
        seconds.append(await Daemon(other, None, QUICK).run())
        assert doorbell.knock(app.paths.socket)

    first = lived(app, act)
    other.close()

    assert (first, seconds) == (True, [False])


def test_a_store_that_was_removed_ends_it_and_nothing_is_said_to_be_kept(home: Path) -> None:
    app, pane = an_app(home, NOON), Pane()

    async def act(_: Daemon) -> None:
        await until(lambda: pane.begun)
        for path in app.paths.store.parent.glob("journal.db*"):
            path.unlink()
        pane.type("a note")
        await asyncio.sleep(PATIENCE)

    with pytest.raises(StoreError, match="removed or replaced while it was open"):
        lived(app, act, pane)

    assert pane.echoes == []
    assert not app.paths.store.exists()


def test_a_doorbell_that_was_taken_away_is_put_back_at_the_next_look(home: Path) -> None:
    app = an_app(home, NOON)
    heard: list[bool] = []

    async def act(daemon: Daemon) -> None:
        await until(lambda: doorbell.knock(app.paths.socket))
        shutil.rmtree(app.paths.socket.parent)
        heard.append(doorbell.knock(app.paths.socket))
        await daemon._look()  # noqa: SLF001 - a minute later
        heard.append(doorbell.knock(app.paths.socket))

    assert lived(app, act)
    assert heard == [False, True]


def test_a_doorbell_that_cannot_be_put_back_is_no_reason_to_end(home: Path, caplog: pytest.LogCaptureFixture) -> None:
    app = an_app(home, NOON)

    async def act(daemon: Daemon) -> None:
        await until(lambda: doorbell.knock(app.paths.socket))
        app.paths.socket.unlink()
        app.paths.socket.parent.chmod(0o755)
        await daemon._look()  # noqa: SLF001 - a minute later

    assert lived(app, act)
    assert "commands cannot wake this daemon for now" in caplog.text


def test_of_two_the_one_whose_doorbell_was_taken_ends_at_its_next_look(home: Path) -> None:
    app = an_app(home, NOON)
    bells: list[doorbell.Bell | None] = []

    async def act(daemon: Daemon) -> None:
        await until(lambda: doorbell.knock(app.paths.socket))
        app.paths.socket.unlink()
        bells.append(doorbell.listen(app.paths.socket))
        await daemon._look()  # noqa: SLF001 - a minute later
        await asyncio.sleep(PATIENCE)

    assert not lived(app, act)
    [bell] = bells
    assert bell is not None
    assert bell.hangs()
    doorbell.take_down(bell, app.paths.socket)


def test_when_it_was_last_up_may_be_lost(home: Path) -> None:
    app, pane = an_app(home), Pane()
    with app.journal.writing() as work:
        work.set_meta("up", "zz")

    async def act(_: Daemon) -> None:
        await until(lambda: pane.shown)

    assert lived(app, act, pane)
