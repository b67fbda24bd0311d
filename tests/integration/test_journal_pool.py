"""Connections kept for the next transaction."""

import sqlite3
from collections.abc import Iterator

import pytest

from tending.adapters.journal.pool import Pool, Transaction


class Made:
    """Makes connections in memory, and counts them."""

    def __init__(self) -> None:
        self.all: list[sqlite3.Connection] = []

    def __call__(self) -> sqlite3.Connection:
        self.all.append(sqlite3.connect(":memory:", isolation_level=None))
        return self.all[-1]

    def open(self) -> list[bool]:
        return [_is_open(one) for one in self.all]


def _is_open(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("SELECT 1")
    except sqlite3.ProgrammingError:
        return False
    return True


@pytest.fixture
def made() -> Iterator[Made]:
    one = Made()
    yield one
    for connection in one.all:
        connection.close()


def test_a_connection_that_lies_idle_is_used_again(made: Made) -> None:
    pool = Pool(made)

    for _ in range(3):
        with pool.connection():
            pass

    assert made.open() == [True]


def test_two_at_once_get_one_each(made: Made) -> None:
    pool = Pool(made)

    with pool.connection() as one, pool.connection() as two:
        assert one is not two

    assert made.open() == [True, True]


def test_what_is_left_open_in_it_is_rolled_back(made: Made) -> None:
    pool = Pool(made)

    with pool.connection() as one:
        one.execute("CREATE TABLE t (a)")
        one.execute("BEGIN")
        one.execute("INSERT INTO t VALUES (1)")

    with pool.connection() as one:
        assert one.execute("SELECT count(*) FROM t").fetchone() == (0,)


def test_after_an_error_it_is_not_used_again(made: Made) -> None:
    pool = Pool(made)

    with pytest.raises(KeyError), pool.connection():
        raise KeyError

    assert made.open() == [False]


def test_disposing_closes_what_lies_idle_and_later_what_is_in_use(made: Made) -> None:
    pool = Pool(made)
    with pool.connection(), pool.connection():
        pass

    with pool.connection():
        pool.dispose()
        assert made.open() == [True, False] or made.open() == [False, True]

    assert made.open() == [False, False]


def test_a_row_knows_its_columns_and_a_list_is_looked_through() -> None:
    connection = sqlite3.connect(":memory:")
    said = Transaction(connection)

    found = said.all("SELECT value AS x FROM json_each(:numbers)", numbers=[1, 3])
    none = said.first("SELECT 1 WHERE 1 = 2")

    connection.close()
    assert [row["x"] for row in found] == [1, 3]
    assert none is None
