"""What every channel promises. A new kind joins with a rig of its own in RIGS."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event, Thread

import pytest

from push_sink import a_push_sink
from tending.adapters.channels.fanout import AppriseChannel
from tending.core.errors import ChannelError
from tending.core.records import Message, Receipt, Reply
from tending.ports import Channel

NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)
SECRET = "canary4711"
PATIENCE = 10  # seconds: a real server may need a moment


@dataclass(frozen=True, kw_only=True, slots=True)
class Rig:
    """A channel, named `phone`, with SECRET in its settings, and the far side in our hands.

    `arrived` is all the keeper can see of what came, one string a message. `refuse` makes the far side turn every
    message away, `vanish` ends it. `write` makes the keeper answer, on a channel that hears.
    """

    channel: Channel
    arrived: Callable[[], list[str]]
    refuse: Callable[[], None]
    vanish: Callable[[], None]
    write: Callable[[str], None] | None = None


@dataclass(kw_only=True, slots=True)
class FakeChannel:
    """A channel both ways that keeps what it is sent. `trouble` is what is raised instead."""

    name: str
    kind: str = "email"
    two_way: bool = True
    sent: list[Message] = field(default_factory=list)
    written: list[Reply] = field(default_factory=list)
    trouble: str = ""

    def send(self, message: Message, *, now: datetime) -> Receipt:
        if self.trouble:
            raise ChannelError(f"{self.name}: {self.trouble} at {now:%H:%M}; try again")
        self.sent.append(message)
        return Receipt(provider_id=f"<{message.key}@fake>")

    def arrived(self, key: str) -> bool | None:
        return any(message.key == key for message in self.sent)

    def receive(self, hear: Callable[[Reply], None], stop: Event) -> None:
        while not stop.wait(0.01):
            while self.written:
                hear(self.written.pop(0))

    def close(self) -> None:
        self.trouble = "is closed"

    def write(self, text: str) -> None:
        number = f"r{len(text)}"
        self.written.append(Reply(channel=self.name, provider_id=number, received_at=NOW, raw=text.encode(), text=text))


@contextmanager
def a_fake_rig() -> Iterator[Rig]:
    fake = FakeChannel(name="phone")

    def fail_with(trouble: str) -> Callable[[], None]:
        return lambda: setattr(fake, "trouble", trouble)

    yield Rig(
        channel=fake,
        arrived=lambda: [f"{message.line}\n{message.text}" for message in fake.sent],
        refuse=fail_with("was refused"),
        vanish=fail_with("is away"),
        write=fake.write,
    )


@contextmanager
def an_apprise_rig() -> Iterator[Rig]:
    with a_push_sink() as sink:
        yield Rig(
            channel=AppriseChannel(name="phone", url=f"json://me:{SECRET}@127.0.0.1:{sink.port}/{SECRET}"),
            arrived=lambda: [f"{body['title']}\n{body['message']}" for body in sink.bodies],
            refuse=lambda: setattr(sink, "status", 403),
            vanish=sink.vanish,
        )


RIGS: dict[str, Callable[[], AbstractContextManager[Rig]]] = {"fake": a_fake_rig, "apprise": an_apprise_rig}
ONE_WAY = ("apprise",)


@pytest.fixture(params=RIGS)
def rig(request: pytest.FixtureRequest) -> Iterator[Rig]:
    with RIGS[request.param]() as built:
        yield built


only_one_way = pytest.mark.parametrize("rig", ONE_WAY, indirect=True)
only_two_way = pytest.mark.parametrize("rig", [name for name in RIGS if name not in ONE_WAY], indirect=True)


def a_message(*, key: str = "k1", text: str = "Good evening.\n\nHow was today?") -> Message:
    return Message(key=key, line="A small question for this evening", text=text)


def soon(happened: Callable[[], bool]) -> bool:
    pause = Event()
    return happened() or any(not pause.wait(0.05) and happened() for _ in range(PATIENCE * 20))


def the_error(channel: Channel) -> ChannelError:
    with pytest.raises(ChannelError) as caught:
        channel.send(a_message(), now=NOW)
    return caught.value


@contextmanager
def listening(channel: Channel) -> Iterator[list[Reply]]:
    heard: list[Reply] = []
    stop = Event()
    ear = Thread(target=channel.receive, args=(heard.append, stop), daemon=True)
    ear.start()
    try:
        yield heard
    finally:
        stop.set()
        ear.join(PATIENCE)
        assert not ear.is_alive()


def test_a_channel_says_what_it_is(rig: Rig) -> None:
    assert rig.channel.name == "phone"
    assert rig.channel.kind in {"terminal", "email", "apprise"}
    assert rig.channel.two_way is (rig.write is not None)


def test_a_message_arrives_whole_with_a_receipt(rig: Rig) -> None:
    text = "Good evening.\n\nName <up to> three *good* things & one @hard - ü.\n  1  yes"

    receipt = rig.channel.send(a_message(text=text), now=NOW)

    assert receipt.provider_id
    assert soon(lambda: bool(rig.arrived()))
    (seen,) = rig.arrived()
    assert "A small question for this evening" in seen
    assert text in seen


def test_messages_arrive_once_each_and_in_order(rig: Rig) -> None:
    for number in range(3):
        rig.channel.send(a_message(key=f"k{number}", text=f"number {number}"), now=NOW)

    assert soon(lambda: len(rig.arrived()) == 3)
    assert [seen.rpartition("number ")[2][0] for seen in rig.arrived()] == ["0", "1", "2"]


def test_receipts_of_two_messages_differ(rig: Rig) -> None:
    first = rig.channel.send(a_message(key="k1"), now=NOW)
    second = rig.channel.send(a_message(key="k2"), now=NOW)

    assert first.provider_id != second.provider_id


def test_a_message_that_is_refused_is_an_error_and_certain(rig: Rig) -> None:
    rig.refuse()

    error = the_error(rig.channel)

    assert not error.uncertain


def test_a_far_side_that_is_gone_is_an_error_that_time_may_heal(rig: Rig) -> None:
    rig.vanish()

    error = the_error(rig.channel)

    assert not error.uncertain
    assert not error.permanent


def test_an_error_is_one_line_that_names_the_channel_and_gives_nothing_away(rig: Rig) -> None:
    rig.refuse()

    said = str(the_error(rig.channel))

    assert said.startswith("phone: ")
    assert len(said.splitlines()) == 1
    assert "today" not in said
    assert SECRET not in said


def test_nothing_secret_is_in_how_a_channel_shows_itself(rig: Rig) -> None:
    shown = f"{rig.channel!r} {rig.channel}"

    assert SECRET not in shown


def test_a_message_that_arrived_is_never_denied(rig: Rig) -> None:
    rig.channel.send(a_message(key="k1"), now=NOW)

    assert soon(lambda: rig.channel.arrived("k1") in {True, None})


def test_a_message_never_sent_is_never_confirmed(rig: Rig) -> None:
    rig.channel.send(a_message(key="k1"), now=NOW)

    assert rig.channel.arrived("k2") in {False, None}


def test_listening_ends_when_it_is_told_to(rig: Rig) -> None:
    with listening(rig.channel) as heard:
        pass

    assert heard == []


@only_one_way
def test_a_one_way_channel_does_not_wait_for_replies(rig: Rig) -> None:
    ear = Thread(target=rig.channel.receive, args=(print, Event()), daemon=True)

    ear.start()

    ear.join(PATIENCE)
    assert not ear.is_alive()


@only_two_way
def test_a_reply_is_heard_raw_and_with_a_number_of_its_own(rig: Rig) -> None:
    assert rig.write is not None

    with listening(rig.channel) as heard:
        rig.write("two good things")
        rig.write("and one hard")
        assert soon(lambda: len(heard) == 2)

    assert [reply.channel for reply in heard] == ["phone", "phone"]
    assert b"two good things" in heard[0].raw
    assert len({reply.provider_id for reply in heard}) == 2


def test_closing_twice_harms_nothing(rig: Rig) -> None:
    rig.channel.send(a_message(), now=NOW)

    rig.channel.close()
    rig.channel.close()

    assert soon(lambda: len(rig.arrived()) == 1)


def test_a_closed_channel_sends_or_says_in_one_line_that_it_cannot(rig: Rig) -> None:
    rig.channel.close()

    try:
        rig.channel.send(a_message(), now=NOW)
        said = ""
    except ChannelError as error:
        said = str(error)

    assert len(said.splitlines()) <= 1
    assert bool(said) is not bool(rig.arrived())
