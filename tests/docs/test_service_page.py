"""docs/service.md says what the units and the log are."""

import re

from docs.pages import ROOT
from tending.adapters.journald import EVENTS
from tending.config.settings import SECRETS

PAGE = (ROOT / "docs" / "service.md").read_text("utf-8")
UNIT = (ROOT / "systemd" / "tending.service").read_text("utf-8")
USER_UNIT = (ROOT / "systemd" / "user" / "tending.service").read_text("utf-8")


def test_the_events_on_the_page_are_those_of_the_log() -> None:
    named = re.findall(r"\| ([0-9a-f]{32}) \|", PAGE)

    assert named == list(EVENTS.values())


def test_the_places_on_the_page_are_those_of_the_units() -> None:
    assert "LoadCredential=tending:/etc/credstore/tending\n" in UNIT
    assert "LoadCredential=tending:%E/tending/credentials\n" in USER_UNIT
    assert "| `~/.config/tending/credentials` | `/etc/credstore/tending` (root alone) |" in PAGE


def test_the_secrets_on_the_page_are_secrets() -> None:
    named = re.findall(r"`((?:channels|store)\.[\w.]+)`", PAGE)

    keys = {tuple(name.split(".")) for name in named}
    assert named
    assert [key for key in keys if key not in SECRETS and (key[0], "*", key[-1]) not in SECRETS] == []


def test_how_long_it_waits_is_what_the_unit_says() -> None:
    assert "RestartSec=5\n" in UNIT
    assert "WatchdogSec=180\n" in UNIT
    assert "started again after five seconds" in PAGE
    assert "ended after three minutes" in PAGE
