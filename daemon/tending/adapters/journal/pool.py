"""Connections that are kept for the next transaction, and the transaction itself.

Plain sqlite3, or SQLCipher's own: loading a library in between was a quarter of a short command (instructions of
`tending status`, measured).
"""

import json
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeAlias, cast

from tending.adapters.journal import keys
from tending.adapters.journal.layout import microseconds

Values: TypeAlias = Mapping[str, Any]


class Pool:
    """Whoever asks gets a connection that lies idle, or a new one. `dispose` closes those, and later those in use."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        self._connect = connect
        self._idle: deque[sqlite3.Connection] = deque()
        self._round = 0

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """Whatever is still open in it afterwards is rolled back; after an error it is not used again."""
        taken, mine = self._round, self._take()
        try:
            yield mine
            if mine.in_transaction:
                mine.execute("ROLLBACK")
        except BaseException:
            keys.close_quietly(mine)
            raise
        if taken == self._round:
            self._idle.append(mine)
        else:
            mine.close()

    def _take(self) -> sqlite3.Connection:
        try:
            return self._idle.pop()
        except IndexError:
            return self._connect()

    def dispose(self) -> None:
        self._round += 1
        while self._idle:
            self._idle.pop().close()


class Transaction:
    """What is said to the database on one connection. Instants go in as microseconds, lists as JSON."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._row = keys.row_of(connection)

    def each(self, statement: str, **values: Any) -> Iterator[sqlite3.Row]:
        """Row after row, so that a long table need not be held."""
        cursor = self._connection.cursor()
        cursor.row_factory = self._row
        return iter(cursor.execute(statement, _bound(values)))

    def all(self, statement: str, **values: Any) -> list[sqlite3.Row]:
        return list(self.each(statement, **values))

    def first(self, statement: str, **values: Any) -> sqlite3.Row | None:
        return next(self.each(statement, **values), None)

    def write(self, statement: str, values: Values | Sequence[Values]) -> int:
        """The number of rows it touched."""
        if isinstance(values, Mapping):
            return self._connection.execute(statement, _bound(values)).rowcount
        return self._connection.executemany(statement, map(_bound, values)).rowcount

    def insert(self, statement: str, values: Values) -> int | None:
        """The id of the new row, which the statement returns; None where it was there before."""
        found = self._connection.execute(statement, _bound(values)).fetchall()
        return cast("int", found[0][0]) if found else None


def _bound(values: Values) -> dict[str, Any]:
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return microseconds(value)
    return json.dumps(value) if isinstance(value, list | tuple) else value
