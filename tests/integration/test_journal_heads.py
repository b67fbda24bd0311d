"""The end of the journal, while other threads read and write."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from journal_builders import a_note
from tending.adapters.journal import engine, heads
from tending.adapters.journal.heads import Shared
from tending.adapters.journal.pool import Transaction
from tending.adapters.journal.sql import SqlJournal
from tending.core.standing import FOLD_VERSION, Standing, apply


class Meanwhile(Shared):
    """Another thread, whose transaction is older, puts there what it has read: after our first look."""

    looks: Iterator[Any]

    @property
    def seen(self) -> Any:
        return next(self.looks)

    @seen.setter
    def seen(self, value: Any) -> None:
        """What we put there is gone the next moment."""


def test_a_standing_is_taken_from_the_same_look_that_found_its_row(tmp_path: Path) -> None:
    journal = SqlJournal(tmp_path / "journal.db")
    with journal.writing() as work:
        work.append(a_note("one"))
        expected = work.standing()
    journal.close()
    connection = engine.connect(journal.path)
    shared = Shared(keeper=1, path=journal.path, fold=apply, fold_version=FOLD_VERSION, entropy=bytes)
    heads.read(Transaction(connection), shared)
    meanwhile = Meanwhile(keeper=1, path=journal.path, fold=apply, fold_version=FOLD_VERSION, entropy=bytes)
    meanwhile.looks = iter([*[shared.seen] * 3, ((), Standing())])

    head = heads.read(Transaction(connection), meanwhile)

    connection.close()
    assert head.standing == expected != Standing()
