"""Messages of one moment share a connection to a push service; nothing else is shared."""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import requests
from apprise.plugins import custom_json

from push_sink import PushSink, a_push_sink
from tending.adapters.channels.fanout import AppriseChannel
from tending.adapters.channels.kept_alive import KeptAlive, keep_alive
from tending.core.records import Message

NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)
WAIT = 20


@pytest.fixture
def sink() -> Iterator[PushSink]:
    with a_push_sink(keeps_alive=True) as running:
        yield running


@pytest.fixture
def shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """The plugin as it came, now and afterwards."""
    monkeypatch.setattr(custom_json, "requests", requests)


@pytest.mark.usefixtures("shipped")
def test_messages_of_one_moment_share_a_connection(sink: PushSink) -> None:
    channel = AppriseChannel(name="phone", url=f"json://127.0.0.1:{sink.port}/")

    for number in range(3):
        channel.send(Message(key=str(number), line="A small question", text="How was it?"), now=NOW)
    channel.close()

    assert (len(sink.bodies), sink.connections) == (3, 1)


@pytest.mark.usefixtures("shipped")
def test_two_channels_of_one_service_share_what_stands_for_requests() -> None:
    first, second = (keep_alive(custom_json.NotifyJSON) for _ in range(2))

    assert isinstance(first, KeptAlive)
    assert first is second


def test_a_plugin_that_sends_otherwise_is_left_as_it_is() -> None:
    assert keep_alive(int) is None


@pytest.mark.parametrize(("between", "connections"), [(1.9, 1), (2.1, 3)])
def test_a_connection_that_lay_idle_is_not_used_again(sink: PushSink, between: float, connections: int) -> None:
    instants = itertools.count(step=between)
    service = KeptAlive(now=lambda: next(instants))

    for _ in range(3):
        service.post(_address(sink), json={}, timeout=WAIT)
    service.close()

    assert sink.connections == connections


def test_a_service_that_has_hung_up_meanwhile_gets_the_next_message_all_the_same() -> None:
    service = KeptAlive(now=lambda: 0.0)

    with a_push_sink() as sink:
        for _ in range(2):
            service.post(_address(sink), json={}, timeout=WAIT)

        assert (len(sink.bodies), sink.connections) == (2, 2)
    service.close()


def test_a_cookie_is_not_kept(sink: PushSink) -> None:
    service = KeptAlive()

    for _ in range(2):
        service.request("POST", _address(sink), json={}, timeout=WAIT)
    service.close()

    assert [head.get("Cookie") for head in sink.headers] == [None, None]


def test_what_is_not_to_be_checked_shares_nothing(sink: PushSink) -> None:
    service = KeptAlive()

    for verify in (False, False, True, True):
        service.post(_address(sink), json={}, timeout=WAIT, verify=verify)
    service.close()

    assert sink.connections == 3


def test_all_else_is_requests_own() -> None:
    assert KeptAlive().RequestException is requests.RequestException


def _address(sink: PushSink) -> str:
    return f"http://127.0.0.1:{sink.port}/"
