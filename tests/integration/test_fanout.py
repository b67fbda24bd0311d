"""Push services by way of Apprise, against real sinks on loopback."""

import json
import logging
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from ports import free_port
from push_sink import PushSink, a_push_sink
from tending.adapters.channels.fanout import AppriseChannel
from tending.core.errors import ChannelError
from tending.core.records import Message

NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)
CANARY = "canary4711"


@pytest.fixture
def sink() -> Iterator[PushSink]:
    with a_push_sink() as running:
        yield running


def a_message(
    *,
    line: str = "A small question for this evening",
    text: str = "Good evening.\n\nHow was today?",
    key: str = "k1",
) -> Message:
    return Message(key=key, line=line, text=text)


def a_channel(sink: PushSink, *, path: str = "", timeout: float = 20) -> AppriseChannel:
    return AppriseChannel(name="phone", url=f"json://127.0.0.1:{sink.port}/{path}", timeout=timeout)


def the_error(channel: AppriseChannel, message: Message) -> ChannelError:
    with pytest.raises(ChannelError) as caught:
        channel.send(message, now=NOW)
    return caught.value


def refused(url: str) -> ChannelError:
    with pytest.raises(ChannelError) as caught:
        AppriseChannel(name="phone", url=url)
    return caught.value


def in_a_child(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "ignore", "-c", script, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)


def test_a_message_arrives_with_its_line_and_its_text(sink: PushSink) -> None:
    channel = a_channel(sink)

    receipt = channel.send(a_message(key="delivery-7"), now=NOW)

    assert receipt.provider_id == "delivery-7"
    assert sink.bodies[0]["title"] == "A small question for this evening"
    assert sink.bodies[0]["message"] == "Good evening.\n\nHow was today?"


def test_the_line_travels_as_one_line_without_control_characters(sink: PushSink) -> None:
    channel = a_channel(sink)

    channel.send(a_message(line="A small\r\nX-Evil: 1\x00\x1b[31m question\u2028now"), now=NOW)

    assert sink.bodies[0]["title"] == "A small X-Evil: 1 [31m question now"


def test_a_text_that_looks_like_markup_a_file_or_an_escape_travels_as_it_is(sink: PushSink) -> None:
    channel = a_channel(sink)
    text = "<b>a</b> *b* [c](http://d) :smile: \\n file:///etc/hostname"

    channel.send(a_message(text=text), now=NOW)

    assert sink.bodies[0]["message"] == text
    assert sink.bodies[0]["attachments"] == []


def test_a_service_that_wants_markup_gets_the_text_as_text(sink: PushSink) -> None:
    channel = a_channel(sink, path="?format=html")

    channel.send(a_message(text="<b>a</b>"), now=NOW)

    assert "&lt;b&gt;a&lt;/b&gt;" in sink.bodies[0]["message"]


def test_a_message_without_a_text_sends_its_line(sink: PushSink) -> None:
    channel = a_channel(sink)

    channel.send(a_message(text=""), now=NOW)

    assert sink.bodies[0]["message"] == "A small question for this evening"


def test_what_a_service_shows_beside_a_message_is_neutral_and_no_picture_is_fetched(sink: PushSink) -> None:
    channel = AppriseChannel(name="phone", url=f"ntfy://127.0.0.1:{sink.port}/topic")

    channel.send(a_message(), now=NOW)

    assert sink.headers[0]["User-Agent"] == "Check-in"
    assert "X-Icon" not in sink.headers[0]


def test_an_error_of_the_service_is_said_with_its_code_and_may_be_tried_again(sink: PushSink) -> None:
    channel = a_channel(sink)
    sink.status = 500

    error = the_error(channel, a_message())

    assert str(error) == "phone: the service refused the message with code 500; check its url in the settings"
    assert not error.uncertain
    assert not error.permanent


def test_a_service_that_is_away_is_no_uncertainty() -> None:
    channel = AppriseChannel(name="phone", url=f"json://127.0.0.1:{free_port()}")

    error = the_error(channel, a_message())

    assert str(error) == "phone: the service cannot be reached; check the network, and its url in the settings"
    assert not error.uncertain
    assert not error.permanent


def test_no_answer_in_time_is_uncertain_and_the_message_may_well_arrive(sink: PushSink) -> None:
    channel = a_channel(sink, timeout=0.3)
    sink.answering.clear()

    error = the_error(channel, a_message())

    assert error.uncertain
    assert str(error) == "phone: no answer within 0.3 seconds; the message may have arrived all the same"
    sink.answering.set()
    assert sink.answered.wait(5)
    assert len(sink.bodies) == 1


def test_our_limit_rules_over_the_shorter_one_of_the_socket(sink: PushSink) -> None:
    channel = a_channel(sink, path="?rto=0.1", timeout=0.5)
    sink.answering.clear()

    error = the_error(channel, a_message())

    assert error.uncertain
    assert "0.5 seconds" in str(error)


def test_a_connection_that_ends_without_an_answer_is_uncertain(sink: PushSink) -> None:
    channel = a_channel(sink)
    sink.hangs_up = True

    error = the_error(channel, a_message())

    assert error.uncertain
    assert str(error) == "phone: there was no clear answer; the message may have arrived all the same"
    assert len(sink.bodies) == 1


def test_a_plugin_that_fails_half_way_leaves_it_uncertain(sink: PushSink) -> None:
    channel = AppriseChannel(name="phone", url=f"xml://127.0.0.1:{sink.port}/")

    error = the_error(channel, a_message(text="half a letter: \ud83d"))

    assert error.uncertain
    assert str(error) == "phone: there was no clear answer; the message may have arrived all the same"


def test_what_apprise_itself_refuses_is_an_error_of_the_channel(sink: PushSink) -> None:
    channel = a_channel(sink, timeout=-1)

    error = the_error(channel, a_message())

    assert error.uncertain
    assert CANARY not in "".join(traceback.format_exception(error))


def test_a_closed_channel_sends_nothing_and_says_so(sink: PushSink) -> None:
    channel = a_channel(sink)
    channel.close()

    error = the_error(channel, a_message())

    assert str(error) == "phone: this channel is closed; start tending again"
    assert sink.bodies == []


@pytest.mark.parametrize("first", [[200, 500], [500, 200]])
def test_one_of_two_targets_reached_is_uncertain_so_that_it_is_not_asked_twice(
    sink: PushSink, first: list[int]
) -> None:
    channel = AppriseChannel(name="phone", url=f"ntfy://127.0.0.1:{sink.port}/one/two")
    sink.first = first

    error = the_error(channel, a_message())

    assert error.uncertain
    assert str(error) == "phone: only part of it was taken; the message may have arrived all the same"


def test_two_targets_that_both_refuse_are_no_uncertainty(sink: PushSink) -> None:
    channel = AppriseChannel(name="phone", url=f"ntfy://127.0.0.1:{sink.port}/one/two")
    sink.status = 403

    error = the_error(channel, a_message())

    assert not error.uncertain
    assert "with code 403" in str(error)


def test_an_address_cannot_ask_for_tries_of_its_own(sink: PushSink) -> None:
    channel = a_channel(sink, path="?retry=3&wait=0")
    sink.status = 500

    the_error(channel, a_message())

    assert len(sink.bodies) == 1


def test_an_address_cannot_pass_a_failure_off_as_a_success(sink: PushSink) -> None:
    channel = a_channel(sink, path="?optional=yes")
    sink.status = 500

    error = the_error(channel, a_message())

    assert not error.uncertain


def test_two_messages_to_one_service_go_out_without_a_pause(sink: PushSink) -> None:
    channel = AppriseChannel(name="phone", url=f"ntfy://127.0.0.1:{sink.port}/topic")
    started = time.monotonic()

    channel.send(a_message(key="k1"), now=NOW)
    channel.send(a_message(key="k2"), now=NOW)

    assert len(sink.bodies) == 2
    assert time.monotonic() - started < 4


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (f"ntfi://{CANARY}", "phone: Apprise knows no service for this ntfi:// url; check how it begins"),
        (f"https://{CANARY}.test/x", "phone: Apprise knows no service for this https:// url; check how it begins"),
        (f"https://[{CANARY}", "phone: Apprise knows no service for this https:// url; check how it begins"),
        (
            f"slack://{CANARY}",
            "phone: the slack:// url is not complete or not valid; check it in the settings",
        ),
        (
            f"json://localhost:{CANARY}",
            "phone: the json:// url is not complete or not valid; check it in the settings",
        ),
        (CANARY, "phone: the url is no Apprise URL; it begins with a service, such as ntfy://"),
        (
            f"tending+mail://{CANARY}",
            'phone: tending+ is our own: instead of a url, say kind = "email" or kind = "terminal"',
        ),
        (f"mqtt://{CANARY}", "phone: mqtt:// needs paho-mqtt >= 2.1.0; install it beside tending"),
        (f"glib://{CANARY}", "phone: glib:// does not work on this system"),
    ],
)
def test_an_address_that_cannot_be_used_is_named_by_its_kind_and_never_shown(url: str, said: str) -> None:
    error = refused(url)

    assert str(error) == said
    assert error.permanent
    assert CANARY not in "".join(traceback.format_exception(error))


def test_the_web_address_a_service_shows_its_users_is_understood() -> None:
    url = f"https://discord.com/api/webhooks/{'1' * 18}/{'a' * 64}"

    channel = AppriseChannel(name="phone", url=url)

    assert channel.name == "phone"


ONE_PLUGIN = """
import json, sys
from tending.adapters.channels.fanout import AppriseChannel
AppriseChannel(name="phone", url=sys.argv[1])
print(json.dumps([name for name in sys.modules if name.startswith("apprise.plugins.")]))
"""


@pytest.mark.parametrize(
    ("url", "plugin"),
    [
        ("json://127.0.0.1:9/", "custom_json"),
        ("ntfy://127.0.0.1/topic", "ntfy"),
        ("slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#room", "slack"),
    ],
)
def test_only_the_plugin_of_the_address_is_imported(url: str, plugin: str) -> None:
    loaded = json.loads(in_a_child(ONE_PLUGIN, url).stdout)

    assert len(loaded) < 10
    assert {name.split(".")[2] for name in loaded} == {"base", plugin}


EVERY_SCHEMA = """
from apprise.plugins import N_MGR
from tending.adapters.channels.fanout import plugin_for
names = N_MGR.schemas()
print(len(names), [name for name in names if plugin_for(name) is not N_MGR[name]])
"""


def test_every_service_of_apprise_is_found_by_its_address() -> None:
    count, _, missed = in_a_child(EVERY_SCHEMA).stdout.strip().partition(" ")

    assert int(count) > 200
    assert missed == "[]"


LOUD = """
import logging, sys, datetime
logging.basicConfig(level=1, stream=sys.stdout)
for name in ("apprise", "urllib3", "urllib3.connectionpool"):
    logging.getLogger(name).setLevel(1)
from tending.adapters.channels.fanout import AppriseChannel
from tending.core.errors import ChannelError
from tending.core.records import Message
for url in sys.argv[2:]:
    try:
        channel = AppriseChannel(name="phone", url=url, timeout=2)
        now = datetime.datetime.fromtimestamp(0, datetime.UTC)
        print(channel.send(Message(key="k", line=sys.argv[1], text=sys.argv[1] * 2), now=now), channel)
    except ChannelError as error:
        logging.getLogger("a test").debug("said: %s", error, exc_info=True)
"""


def test_neither_words_nor_addresses_are_written_anywhere(sink: PushSink) -> None:
    here = f"127.0.0.1:{sink.port}"
    away = f"127.0.0.1:{free_port()}"

    told = in_a_child(
        LOUD,
        f"{CANARY} words",
        f"json://{CANARY}:{CANARY}@{here}/{CANARY}",
        f"ntfy://{here}/{CANARY}",
        f"ntfy://{away}/{CANARY}",
        f"slack://{CANARY}",
        f"nothing://{CANARY}",
    )

    assert len(sink.bodies) == 2
    assert told.stdout.count("said: phone") == 3
    assert CANARY not in told.stdout + told.stderr


def test_a_log_opened_wide_afterwards_still_hears_nothing(sink: PushSink, caplog: pytest.LogCaptureFixture) -> None:
    channel = a_channel(sink, path=CANARY)
    caplog.set_level(logging.DEBUG, logger="urllib3")

    channel.send(a_message(text=CANARY), now=NOW)

    assert CANARY in sink.paths[0]
    assert CANARY not in caplog.text
