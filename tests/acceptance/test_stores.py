"""A busy store that is damaged, upgraded and copied: samples of what `make prove` shows at full size."""

import random
from pathlib import Path

import pytest

from acceptance.copies import copies
from acceptance.flips import flips, unreported
from acceptance.stores import a_busy_store, as_of_the_first_schema, count, read
from acceptance.upgrades import killed, spread, steps
from journal_builders import a_copy
from tending.adapters.journal.checking import check

DAYS = 40
FLIPS = 60
POINTS = 8


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_busy_store(tmp_path_factory.mktemp("busy") / "journal.db", days=DAYS)


@pytest.fixture
def store(busy: Path, tmp_path: Path) -> Path:
    return a_copy(busy, tmp_path / "data" / "journal.db")


def test_a_busy_store_has_rows_of_every_kind_and_is_whole(store: Path) -> None:
    assert all(count(store, table) for table in ("entry", "check_in", "reply", "delivery", "stopped", "meta"))
    assert check(store) == []
    assert None not in read(store).values()


def test_a_bit_that_falls_over_in_an_entry_is_reported(store: Path, tmp_path: Path) -> None:
    bits = random.Random(7).sample(range(8 * store.stat().st_size), FLIPS)  # noqa: S311 - the same bits in every run

    found = flips(store, tmp_path / "damaged.db", bits)

    assert sum("entry" in flip.touched for flip in found) >= FLIPS // 6
    assert unreported(found, "entry") == []


def test_an_upgrade_killed_anywhere_leaves_the_old_schema_or_the_new_one_and_every_row(
    store: Path, tmp_path: Path
) -> None:
    as_of_the_first_schema(store)
    whole = steps(store, tmp_path)

    told = [killed(store, tmp_path, step) for step in spread(whole, POINTS)]

    assert [one.wrong for one in told] == [()] * POINTS
    assert all(one.killed for one in told)
    assert {one.schema for one in told} == {"0001", "0002"}


def test_backups_made_while_somebody_writes_are_whole_and_come_back_equal(store: Path, tmp_path: Path) -> None:
    told = copies(store, tmp_path, 6)

    assert told.wrong == []
    assert told.made == 6
    assert told.written > 0
