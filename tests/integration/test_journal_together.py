"""Several keepers in one store, and in one transaction."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from service.desk import a_plan
from tending.adapters.journal.sql import SqlJournal
from tending.core.entries import BondAdded, Draft, Noted
from tending.core.model import Profile
from tending.core.records import Query
from tending.service import asking, beginning
from tending.service.turn import Turn

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
EVENING = NOON + timedelta(hours=8)
KEEPERS = (1, 2, 7)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlJournal]:
    journal = SqlJournal(tmp_path / "journal.db")
    for keeper in KEEPERS:
        own = SqlJournal(journal.path, keeper=keeper)
        beginning.begin(turn(NOON), own)
        with own.writing() as work:
            beginning.add_bond(turn(NOON), work, BondAdded(label="S", profile=Profile.FRIEND))
        asking.tick(turn(NOON), own)
        own.close()
    yield journal
    journal.close()


def turn(now: datetime) -> Turn:
    return Turn(given=a_plan(), ways=(), now=now)


def asked(store: SqlJournal, keeper: int) -> int:
    own = SqlJournal(store.path, keeper=keeper)
    with own.reading() as work:
        count = len(work.entries(Query(kinds=("asked",))))
    own.close()
    return count


def broken(store: SqlJournal, keeper: int) -> list[str]:
    own = SqlJournal(store.path, keeper=keeper)
    found = own.verify()
    own.close()
    return found


def test_who_is_due_is_known_by_the_wake_that_was_stored(store: SqlJournal) -> None:
    assert store.due(NOON, most=100) == []
    assert sorted(store.due(EVENING, most=100)) == [1, 2, 7]
    assert len(store.due(EVENING, most=2)) == 2


def test_all_that_are_due_are_asked_in_one_commit(store: SqlJournal) -> None:
    with store.writing_for(store.due(EVENING, most=100)) as works:
        for work in works.values():
            asking.tick_in(turn(EVENING), work)

    assert [asked(store, keeper) for keeper in KEEPERS] == [1, 1, 1]
    assert store.due(EVENING, most=100) == []
    assert [broken(store, keeper) for keeper in KEEPERS] == [[], [], []]


def test_an_error_in_the_middle_leaves_nobody_asked(store: SqlJournal) -> None:
    def half() -> None:
        with store.writing_for(KEEPERS) as works:
            asking.tick_in(turn(EVENING), works[1])
            raise KeyError

    with pytest.raises(KeyError):
        half()

    assert [asked(store, keeper) for keeper in KEEPERS] == [0, 0, 0]


def test_each_writes_into_their_own_journal_and_no_other(store: SqlJournal) -> None:
    with store.writing_for((1, 2)) as works:
        works[2].append(Draft(payload=Noted(text="a secret of the second"), at=NOON))

    with store.reading() as work:
        assert work.entries(Query(words="secret")) == []
    other = SqlJournal(store.path, keeper=2)
    with other.reading() as work:
        assert len(work.entries(Query(words="secret"))) == 1
    other.close()
