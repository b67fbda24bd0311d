"""Channels cannot be aimed at others: what a hand does to the store or the settings opens nothing."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cli_home import Home
from push_sink import PushSink, a_push_sink
from tending.adapters.journal.sql import SqlJournal
from tending.app import App
from tending.service import sending

EVENING = "2026-01-05T18:30:00Z"
SECRET = "canary-4711"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, monkeypatch, capsys)


@pytest.fixture
def sink() -> Iterator[PushSink]:
    with a_push_sink() as running:
        yield running


def added(home: Home, sink: PushSink, name: str = "phone", url: str = "") -> str:
    ran = home("channel", "add", url or f"json://127.0.0.1:{sink.port}/{SECRET}", "--name", name)
    assert ran.code == 0, ran.err
    found = re.search(r"\b\d{6}\b", sink.bodies[-1]["message"])
    assert found is not None
    return found[0]


def confirmed(home: Home, sink: PushSink, name: str = "phone", url: str = "") -> Home:
    assert home("channel", "confirm", name, added(home, sink, name, url)).code == 0
    return home


def by_hand(home: Home, statement: str) -> None:
    with closing(sqlite3.connect(home.store)) as connection, connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute(statement)


def send_all(home: Home) -> int:
    """What an outbox does, once."""
    app = App({"TENDING_HOME": str(home.folder), "TENDING_CLOCK": EVENING, "TENDING_KEEPER__ZONE": "UTC"})
    with closing(app):
        return sending.send_due(app.turn, app.journal, app.channels)


def row(home: Home, name: str = "phone") -> dict[str, object]:
    found: dict[str, object] = next(one for one in home("channel", "list", "--json").json if one["name"] == name)
    return found


def test_a_fourth_channel_is_refused_with_the_reason(home: Home, sink: PushSink) -> None:
    for name in ("one", "two", "three"):
        added(home, sink, name, f"json://127.0.0.1:{sink.port}/{name}")
    before = home.settings.read_bytes()

    ran = home("channel", "add", f"json://127.0.0.1:{sink.port}/four", "--name", "four")

    assert ran.code == 3
    assert ran.err == "3 channels reach out of this computer: remove one of one, three and two\n"
    assert home.settings.read_bytes() == before
    assert len(sink.bodies) == 3


def test_four_channels_in_the_settings_are_wrong_settings(home: Home, sink: PushSink) -> None:
    for name in ("one", "two", "three"):
        added(home, sink, name, f"json://127.0.0.1:{sink.port}/{name}")
    home.has("TENDING_CHANNELS__FOUR__KIND", "apprise").has("TENDING_CHANNELS__FOUR__URL", "ntfy://x")

    ran = home("status")

    assert ran.code == 78
    assert "4 reach out of this computer: 3 at most" in ran.err


COPIED = (
    "INSERT INTO channel SELECT 1, 'other', kind, address, 1767636000000000, '', NULL, 0, 0, NULL, NULL, '', NULL"
    " FROM channel"
)


@pytest.mark.parametrize("statement", ["UPDATE channel SET confirmed_at = 1767636000000000", COPIED])
def test_a_channel_confirmed_by_hand_gets_nothing(home: Home, sink: PushSink, statement: str) -> None:
    home.begun()
    added(home, sink)

    by_hand(home, statement)

    assert row(home)["confirmed"] is False
    assert home("channel", "test", "phone").code == 4
    assert send_all(home) == 0
    assert len(sink.bodies) == 1


def stopped(home: Home) -> None:
    """As a STOP does it, for a channel that can say none."""
    app = App({"TENDING_HOME": str(home.folder), "TENDING_CLOCK": EVENING, "TENDING_KEEPER__ZONE": "UTC"})
    from tending.service import addresses  # noqa: PLC0415

    with closing(app), app.journal.writing() as work:
        addresses.stop(app.turn(), work, app.ways[0])


def test_a_stop_whose_rows_were_deleted_stays_a_stop(home: Home, sink: PushSink) -> None:
    confirmed(home, sink)
    stopped(home)

    by_hand(home, "DELETE FROM stopped")

    assert row(home)["stopped"] is True
    assert home("channel", "add", "phone").code == 3
    assert len(sink.bodies) == 1


@pytest.mark.parametrize("url", ["json://127.0.0.1:{}/x/", "jsons://127.0.0.1:{}/x?y=z", "json://:word@127.0.0.1:{}/x"])
def test_a_stopped_address_added_again_is_known_by_any_spelling(home: Home, sink: PushSink, url: str) -> None:
    confirmed(home, sink, "phone", f"json://127.0.0.1:{sink.port}/x")
    stopped(home)
    home("channel", "remove", "phone")

    ran = home("channel", "add", url.format(sink.port), "--name", "other")

    assert ran.code == 3
    assert "this address was stopped, and stays closed for good" in ran.err
    assert len(sink.bodies) == 1


def test_a_restored_backup_keeps_what_was_stopped_since(home: Home, sink: PushSink) -> None:
    confirmed(home, sink)
    backup = home("backup", "--json").json["backup"]
    stopped(home)
    by_hand(home, "DELETE FROM stopped")

    assert home("restore", backup).code == 0

    assert row(home)["stopped"] is True
    assert home("channel", "test", "phone").code == 4
    assert home("channel", "add", "phone").code == 3
    assert "an address that was stopped stays so" in home("channel", "log").out
    by_hand(home, "DELETE FROM stopped")
    assert row(home)["stopped"] is True


def test_a_delivery_put_in_by_hand_is_never_sent_and_is_shown(home: Home, sink: PushSink) -> None:
    confirmed(home.begun(), sink)
    by_hand(
        home,
        "INSERT INTO delivery (keeper, channel, kind, attempt, state, key, message, next_attempt, detail) VALUES"
        """ (1, 'phone', 'card', 1, 'due', 'k', '{"key":"k","line":"From S","text":"You owe me"}', 0, '')""",
    )

    sent = send_all(home)

    assert sent == 0
    assert len(sink.bodies) == 1
    assert "A message for phone is damaged or changed by hand: it was not sent." in home("status").out
    assert home("doctor").code == 4
    assert "a message for phone is damaged, or was changed by hand" in " ".join(home("doctor").out.split())


def test_what_was_sent_and_made_due_again_by_hand_is_never_sent(home: Home, sink: PushSink) -> None:
    confirmed(home, sink)
    home("channel", "test", "phone")

    by_hand(home, "UPDATE delivery SET state = 'due', sent_at = NULL, next_attempt = 0")

    assert send_all(home) == 0
    assert len(sink.bodies) == 2


def test_a_secret_changed_by_hand_is_one_line_and_5(home: Home, sink: PushSink) -> None:
    confirmed(home, sink)
    by_hand(home, "UPDATE meta SET value = replace(hex(zeroblob(32)), '00', 'ab') WHERE key = 'seed'")

    ran = home("channel", "add", "phone")

    assert ran.code == 5
    assert ran.err.count("\n") == 1
    assert "was changed" in ran.err


def test_every_change_is_shown_at_the_next_status_and_again(home: Home, sink: PushSink) -> None:
    confirmed(home, sink)
    home.has("TENDING_PACE__BUDGET", "2").begun()

    first, second = home("status").out, home("status").out
    rows = home("status", "--json").json["changes"]

    assert "Changed lately:\n  Mon 05 Jan 18:00  budget: 4 -> 2\n" in first
    assert "  Mon 05 Jan 18:00  channel phone was confirmed\n" in first
    assert second == first
    assert [row["about"] for row in rows] == ["settings", "channel", "channel", "channel"]
    assert SECRET not in first + str(rows)


def test_more_than_five_changes_are_counted_and_all_of_them_are_in_the_log(home: Home, sink: PushSink) -> None:
    for name in ("one", "two"):
        confirmed(home, sink, name, f"json://127.0.0.1:{sink.port}/{name}")

    shown, log = home("status").out, home("channel", "log").out

    assert shown.endswith("  1 more: tending channel log\n")
    assert log.count("\n") == 6
    assert len(home("channel", "log", "--json").json) == 6


def test_nothing_was_changed_yet(home: Home) -> None:
    assert home("channel", "log").out == "Nothing was changed yet.\n"
    assert "Changed lately" not in home("status").out


def test_a_change_never_shown_is_shown_however_late_and_one_that_was_for_fourteen_days(
    home: Home, sink: PushSink
) -> None:
    confirmed(home, sink)
    home.at("2026-06-05T18:00:00Z")

    first, second = home("status").out, home("status").out

    assert "channel phone was confirmed" in first
    assert "Changed lately" not in second
    assert "channel phone was confirmed" in home("channel", "log").out


def test_the_doctor_shows_who_can_receive_what(home: Home, sink: PushSink) -> None:
    confirmed(home.begun(), sink)
    added(home, sink, "other", f"json://127.0.0.1:{sink.port}/other")
    home.settings.write_text(
        home.settings.read_text().replace("[channels.phone]", '[channels.phone]\nlevel = "personal"')
    )

    shown, listed = home("doctor").out, home("doctor", "--json").out

    table = " ".join(shown.partition("Who can receive what:")[2].split())
    assert "phone json://1… the question with your own words, until Sun 05 Apr; last message Mon 05 Jan 18:00" in table
    assert "other json://1… nothing but six digits; last message Mon 05 Jan 18:00" in table
    assert SECRET not in shown + listed
    assert "json://" not in listed
    assert "with your own words" in " ".join(home("status").out.split())


def test_the_doctor_shows_no_table_of_a_store_that_cannot_be_read(home: Home) -> None:
    home.store.write_bytes(b"")

    assert "Who can receive what" not in home("doctor").out


def test_a_store_of_the_first_release_keeps_its_channels(home: Home, sink: PushSink) -> None:
    """Its entries name no address: made so here by hand, with the chain as that release would have left it."""
    confirmed(home.begun(), sink)
    _as_the_first_release_left_it(home)

    home("next")

    assert row(home)["confirmed"] is True
    assert "was taken over" in " ".join(home("channel", "log").out.split())
    assert home("check").code == 0


def _as_the_first_release_left_it(home: Home) -> None:
    """The same facts in a new journal, without what this release says of channels."""
    from dataclasses import replace  # noqa: PLC0415

    from tending.core.entries import ChannelChanged, Draft  # noqa: PLC0415
    from tending.core.records import Query  # noqa: PLC0415

    journal = SqlJournal(home.store)
    with journal.reading() as work:
        entries, rows, seed = work.entries(Query(oldest_first=True)), work.channels(), work.meta("seed")
    journal.close()
    for path in home.store.parent.iterdir():
        path.unlink()
    journal = SqlJournal(home.store)
    with journal.writing() as work:
        for entry in entries:
            fact = entry.payload
            if isinstance(fact, ChannelChanged):
                fact = replace(fact, address="", place="", level="", settings={}, seed="")
            if fact is not None and getattr(fact, "change", "") != "code":
                work.append(Draft(payload=fact, at=entry.at, bond=entry.bond))
        for one in rows:
            work.save_channel(one)
        work.set_meta("seed", seed or "")
    journal.close()
