"""A daemon whose store is busy: it waits, says so, and can be stopped."""

import asyncio
import logging
from pathlib import Path

import pytest

from integration import daemons
from integration.daemons import NOON, Pane, Troubled, an_app, lived, until
from tending.adapters import doorbell
from tending.core.errors import StoreBusyError
from tending.daemon import Daemon, Waits

home = daemons.home


def test_a_locked_store_is_waited_for(home: Path) -> None:
    (home / "config").mkdir()
    (home / "config" / "tending.toml").write_text('[channels.push]\nkind = "apprise"\nurl = "json://127.0.0.1:9"\n')
    (home / "config" / "tending.toml").chmod(0o600)
    app, pane = an_app(home), Pane()
    app.__dict__["journal"] = Troubled(app.journal, [StoreBusyError("locked") for _ in range(4)])
    for known in ("seed", "plan", "ways", "channels"):
        app.__dict__.pop(known, None)

    async def act(_: Daemon) -> None:
        await until(lambda: pane.shown)

    assert lived(app, act, pane)


def test_while_the_store_is_waited_for_it_is_said_once_and_who_asks_hears_since_when(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    app, pane = an_app(home, NOON), Pane()
    journal = Troubled(app.journal, [])
    app.__dict__["journal"] = journal
    heard: list[str | None] = []

    async def asked() -> str | None:
        heard.append(await asyncio.to_thread(doorbell.ask, app.paths.socket))
        return heard[-1]

    async def act(_: Daemon) -> None:
        await until(lambda: pane.begun)
        journal.errors += [StoreBusyError("the disk is full") for _ in range(100)]
        doorbell.knock(app.paths.socket)
        while not await asked() or len(journal.errors) > 80:  # noqa: ASYNC110 - it happens in threads
            await asyncio.sleep(0.01)
        journal.errors.clear()
        while await asked():  # noqa: ASYNC110 - it happens in threads
            await asyncio.sleep(0.01)

    caplog.set_level(logging.INFO, "tending")
    assert lived(app, act, pane)
    assert "2026-01-05T12:00:00+00:00 the disk is full" in heard
    assert heard[-1] == ""
    assert [one.message for one in caplog.records if one.levelno >= logging.WARNING] == ["the disk is full"]
    assert "the store is well again" in caplog.text


def test_it_can_be_stopped_while_it_waits_for_the_store(home: Path) -> None:
    app = an_app(home)
    journal = Troubled(app.journal, [StoreBusyError("locked") for _ in range(100000)])
    app.__dict__["journal"] = journal

    async def act(_: Daemon) -> None:
        await until(lambda: len(journal.errors) < 100000)

    assert lived(app, act, waits=Waits(retry=60))
