"""Channels as commands: nothing goes there but six digits until they have been typed here."""

import json
import re
import sqlite3
import tomllib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cli_home import Home
from fakes import FakeChannel
from ports import free_port
from push_sink import PushSink, a_push_sink
from tending.cli import channels
from tending.core.errors import ChannelError

CANARY = "canary-4711"
MAIL = ("channel", "add", "email", "--address", "me@example.org", "--smtp-security", "none", "--smtp-host", "127.0.0.1")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, monkeypatch, capsys)


@pytest.fixture
def sink() -> Iterator[PushSink]:
    with a_push_sink() as running:
        yield running


def add(home: Home, sink: PushSink) -> str:
    """Add the sink as a channel called phone. Returns the digits that it was sent."""
    ran = home("channel", "add", f"json://127.0.0.1:{sink.port}/{CANARY}", "--name", "phone")
    assert ran.code == 0, ran.err
    return digits(sink)


def digits(sink: PushSink) -> str:
    found = re.search(r"\b\d{6}\b", sink.bodies[-1]["message"])
    assert found is not None
    return found[0]


def confirmed(home: Home, sink: PushSink) -> Home:
    assert home("channel", "confirm", "phone", add(home, sink)).code == 0
    return home


def row(home: Home, name: str = "phone") -> dict[str, object]:
    found: dict[str, object] = next(one for one in home("channel", "list", "--json").json if one["name"] == name)
    return found


def written(home: Home) -> dict[str, dict[str, object]]:
    tables: dict[str, dict[str, object]] = tomllib.loads(home.settings.read_text()).get("channels", {})
    return tables


def test_a_new_channel_is_sent_six_digits_and_stays_unconfirmed(home: Home, sink: PushSink) -> None:
    code = add(home, sink)

    assert len(sink.bodies) == 1
    assert row(home)["confirmed"] is False
    assert code not in home("journal").out
    assert written(home) == {"phone": {"kind": "apprise", "url": f"json://127.0.0.1:{sink.port}/{CANARY}"}}
    assert home.settings.stat().st_mode & 0o777 == 0o600


def test_the_digits_confirm_it_and_status_shows_it_so(home: Home, sink: PushSink) -> None:
    ran = home("channel", "confirm", "phone", add(home, sink))

    [shown] = home("status", "--json").json["channels"]
    assert ran.out == "Confirmed. To answer: tending reply\n"
    assert {"name", "kind", "confirmed", "last_sent", "last_heard", "trouble"} <= set(shown)
    assert shown == row(home)
    assert (shown["name"], shown["kind"], shown["confirmed"]) == ("phone", "apprise", True)
    assert "phone  apprise  confirmed until Sun 05 Apr, last sent Mon 05 Jan 18:00\n" in home("status").out


def test_the_address_is_nowhere_but_in_the_settings(home: Home, sink: PushSink) -> None:
    confirmed(home, sink)

    with closing(sqlite3.connect(home.store)) as connection:
        dump = "".join(connection.iterdump())

    assert CANARY not in dump
    assert CANARY not in home("channel", "list", "--json").out + home("status").out + home("journal", "--json").out


def test_adding_and_confirming_are_in_the_journal(home: Home, sink: PushSink) -> None:
    confirmed(home, sink)

    assert [one["kind"] for one in home("journal", "--json").json].count("channel") == 3


def test_wrong_digits_exit_4(home: Home, sink: PushSink) -> None:
    right = add(home, sink)

    ran = home("channel", "confirm", "phone", f"{(int(right) + 1) % 10**6:06}")

    assert ran.code == 4
    assert ran.err == "phone: these are not the six digits: 4 more tries\n"


def test_new_digits_are_sent_by_the_name_of_the_channel(home: Home, sink: PushSink) -> None:
    first = add(home, sink)

    shown = home("channel", "add", "phone", "--json").json

    assert len(sink.bodies) == 2
    assert shown["confirmed"] is False
    assert home("channel", "confirm", "phone", digits(sink)).code == 0
    assert digits(sink) != first


def test_a_channel_that_cannot_be_reached_exits_4_and_stays_in_the_settings(home: Home) -> None:
    ran = home("channel", "add", f"json://127.0.0.1:{free_port()}/{CANARY}", "--name", "phone")

    assert ran.code == 4
    assert "unconfirmed; to try again, tending channel add phone" in ran.err
    assert ran.err.count("\n") == 1
    assert CANARY not in ran.err
    assert "phone" in written(home)
    assert row(home)["confirmed"] is False
    assert row(home)["trouble"]


def test_a_service_nobody_knows_exits_4(home: Home) -> None:
    ran = home("channel", "add", f"nosuchservice://{CANARY}")

    assert ran.code == 4
    assert CANARY not in ran.err


def test_an_address_may_be_typed_instead_of_named(home: Home, sink: PushSink) -> None:
    ran = home("channel", "add", "-", typed=f"json://127.0.0.1:{sink.port}/{CANARY}\n")

    assert ran.code == 0
    assert [one["name"] for one in home("channel", "list", "--json").json] == ["json"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("bogus",), "is none of these"),
        (("-",), "is none of these"),
        (("email",), "--address is needed"),
        (("email", "--address", "me@example.org"), "--smtp-host is needed"),
        (("ntfy://host/topic", "--smtp-host", "mail.example.org"), "--smtp-host is for email only"),
        (("ntfy://host/topic", "--level", "loud"), "--level"),
    ],
)
def test_a_channel_that_makes_no_sense_is_refused(home: Home, arguments: tuple[str, ...], said: str) -> None:
    ran = home("channel", "add", *arguments)

    assert ran.code == 2
    assert said in ran.err
    assert not home.settings.exists()


def test_settings_that_would_be_wrong_are_not_written(home: Home) -> None:
    ran = home("channel", "add", "email", "--address", "nobody", "--smtp-host", "mail.example.org", typed=f"{CANARY}\n")

    assert ran.code == 78
    assert "channels.mail.address" in ran.err
    assert CANARY not in ran.err
    assert not home.settings.exists()


def test_a_name_that_is_taken_is_refused(home: Home, sink: PushSink) -> None:
    add(home, sink)

    ran = home("channel", "add", f"json://127.0.0.1:{sink.port}/", "--name", "phone")

    assert ran.code == 2
    assert "there is a channel called phone already" in ran.err


def test_a_mailbox_that_cannot_be_reached_keeps_its_password_where_only_its_owner_can_read_it(home: Home) -> None:
    ran = home(*MAIL, "--smtp-port", str(free_port()), "--level", "discreet", typed=f"{CANARY}\n")

    assert ran.code == 4
    assert CANARY not in ran.err + ran.out
    assert home.settings.stat().st_mode & 0o777 == 0o600
    mail = written(home)["mail"]
    assert (mail["password"], mail["address"], mail["level"]) == (CANARY, "me@example.org", "discreet")


def test_a_password_may_stay_in_a_file_of_its_own(home: Home, tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text(f"{CANARY}\n")
    secret.chmod(0o600)

    home(*MAIL, "--smtp-port", str(free_port()), "--password-file", str(secret))

    assert written(home)["mail"]["password_file"] == str(secret)
    assert CANARY not in home.settings.read_text()


def test_only_a_confirmed_channel_is_tried(home: Home, sink: PushSink) -> None:
    add(home, sink)
    before = home("channel", "test", "phone")
    home("channel", "confirm", "phone", digits(sink))

    after = home("channel", "test", "phone", "--json").json

    assert (before.code, before.err) == (
        4,
        "phone is not confirmed, so nothing was sent: tending channel add phone\n",
    )
    assert (after["sent"], after["arrived"]) == (True, None)
    assert len(sink.bodies) == 2


def test_a_push_service_cannot_tell_whether_a_message_arrived(home: Home, sink: PushSink) -> None:
    confirmed(home, sink)

    assert home("channel", "test", "phone", "--round-trip").out == "Sent by phone. Look there whether it has come.\n"


def test_a_channel_that_is_gone_is_shown_with_its_trouble(home: Home, sink: PushSink) -> None:
    confirmed(home, sink)
    sink.vanish()

    ran = home("channel", "test", "phone")

    assert ran.code == 4
    assert "trouble: phone: the service cannot be reached" in " ".join(home("channel", "list").out.split())


def test_a_channel_is_removed_with_all_that_was_kept_of_it(home: Home, sink: PushSink) -> None:
    confirmed(home, sink)

    assert home("channel", "remove", "phone", "--json").json == {"name": "phone", "removed": True}

    assert home("channel", "list", "--json").json == []
    assert CANARY not in home.settings.read_text()
    assert home("channel", "remove", "phone").code == 2


def test_a_channel_removed_and_added_again_has_to_be_confirmed_again(home: Home, sink: PushSink) -> None:
    confirmed(home, sink)
    home("channel", "remove", "phone")

    add(home, sink)

    assert row(home)["confirmed"] is False


def test_a_channel_of_the_environment_cannot_be_removed_here(home: Home, sink: PushSink) -> None:
    home.has("TENDING_CHANNELS__PHONE__KIND", "apprise")
    home.has("TENDING_CHANNELS__PHONE__URL", f"json://127.0.0.1:{sink.port}/")

    ran = home("channel", "remove", "phone")

    assert ran.code == 78
    assert "is set in the environment" in ran.err


def test_a_stopped_address_is_refused_for_good_under_any_name(home: Home, sink: PushSink) -> None:
    confirmed(home, sink)
    with closing(sqlite3.connect(home.store)) as connection, connection:
        connection.execute("INSERT INTO stopped SELECT 1, address, 0 FROM channel")
    listed = home("channel", "list").out
    home("channel", "remove", "phone")
    sent = len(sink.bodies)

    ran = home("channel", "add", f"json://127.0.0.1:{sink.port}/{CANARY}", "--name", "other")

    assert "stopped for good" in listed
    assert ran.code == 3
    assert ran.err == "other: this address was stopped, and stays closed for good: use another one\n"
    assert len(sink.bodies) == sent


def test_an_address_that_was_changed_in_the_settings_has_to_be_confirmed_again(home: Home, sink: PushSink) -> None:
    confirmed(home, sink)

    home.settings.write_text(home.settings.read_text().replace(CANARY, "elsewhere"))

    assert row(home)["confirmed"] is False


def test_this_terminal_needs_no_digits(home: Home) -> None:
    home.has("TENDING_CHANNELS__HERE__KIND", "terminal")

    for command in (("add", "here"), ("confirm", "here", "123456"), ("test", "here")):
        ran = home("channel", *command)
        assert ran.code == 2
        assert "this terminal" in ran.err


def test_no_channel_is_said_so(home: Home) -> None:
    assert home("channel", "list").out.startswith("No channel yet")
    assert home("channel", "test", "phone").code == 2


def test_the_doctor_tries_the_servers_of_a_mailbox(home: Home) -> None:
    port = str(free_port())
    home(*MAIL, "--smtp-port", port, "--imap-host", "127.0.0.1", "--imap-port", port, "--imap-security", "none")

    ran = home("doctor", "--json")

    assert ran.code == 4
    rows = {one["what"]: one["remedy"] for one in json.loads(ran.out)}
    assert "look at channels.mail in the settings" in rows.values()
    assert "channel mail is not confirmed: nothing is sent there" in rows


def test_a_round_trip_is_over_when_the_message_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channels, "LOOK_EVERY", 0.001)
    answers = iter([False, False, True])
    channel = FakeChannel(name="mail")
    monkeypatch.setattr(channel, "arrived", lambda _: next(answers))

    assert channels.arrival(channel, "k1") is True


def test_a_message_that_does_not_come_back_is_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channels, "LOOK_EVERY", 0.001)
    monkeypatch.setattr(channels, "ROUND_TRIP", 0.003)

    with pytest.raises(ChannelError, match="did not arrive"):
        channels.arrival(FakeChannel(name="mail", came={"k1": False}), "k1")


@pytest.mark.parametrize("url", ["://x", f"nosuchservice://{CANARY}", f"discord://{CANARY}"])
def test_an_address_that_nothing_can_be_sent_to_never_gets_into_the_settings(home: Home, url: str) -> None:
    ran = home("channel", "add", url)

    assert ran.code == 4
    assert ran.err.endswith("; nothing was added\n")
    assert CANARY not in ran.err
    assert not home.settings.exists()
