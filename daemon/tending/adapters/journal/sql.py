"""The journal in SQLite. Writers are immediate and fair, commits durable, and nothing is ever edited but what follows
from entries.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from functools import reduce
from pathlib import Path
from typing import Any

from tending.adapters.journal import chain, engine, heads, rows, statements
from tending.adapters.journal.folding import (
    Fold,
    first_state,
    fold_all,
    is_about,
    opened,
    shifted,
    tokens,
    unsaid,
    written,
)
from tending.adapters.journal.heads import Head, Shared
from tending.adapters.journal.keys import Key
from tending.adapters.journal.layout import search_row
from tending.adapters.journal.pool import Pool, Transaction, Values
from tending.core.entries import Asked, Draft, Entry, Undone
from tending.core.errors import StoreBusyError, StoreError
from tending.core.records import ChannelState, CheckIn, Delivery, DeliveryState, Query, Reply, ReplyState, StoredReply
from tending.core.standing import FOLD_VERSION, Standing, apply

PATIENCE = 10.0


class SqlWork:
    """One transaction. The standing is kept in memory and written once, before the commit."""

    def __init__(self, sql: Transaction, shared: Shared, *, writes: bool) -> None:
        self._sql = sql
        self._shared = shared
        self._keeper = shared.keeper
        self._writes = writes
        self._loaded: Head | None = None
        self._changed = False
        self._wake_changed = False

    def standing(self) -> Standing:
        head = self._head()
        return self._fold_afresh() if head.standing is None else head.standing

    def append(self, *drafts: Draft) -> tuple[Entry, ...]:
        before = self.standing()
        head = self._head()
        added = tuple(
            Entry(seq=seq, bond=draft.bond, at=draft.at, payload=draft.payload, kind=draft.payload.kind)
            for seq, draft in enumerate(drafts, head.seq + 1)
        )
        if added:
            self._add_rows(head, added)
            self._add_words(self._keeper, added)
            self._fold(before, added)
        return added

    def refold(self) -> Standing:
        """Everything that follows from entries, computed afresh: standing, check-ins, search."""
        if self._loaded is None:
            self._load(rebuilding=True)
        standing = self._fold_afresh()
        self._rebuild_search()
        return standing

    def empty(self, bond: int, *, before: int) -> None:
        gone = [one for one in self.entries(Query(bond=bond)) if one.seq < before and one.payload is not None]
        for stored in self.replies():
            if is_about(stored.reply, gone):
                self.empty_reply(stored.id)
        for asking in (entry.seq for entry in gone if isinstance(entry.payload, Asked)):
            for delivery in self.deliveries(check_in=asking):
                self.mark(unsaid(delivery))
            self._write(statements.EMPTY_CHECK_IN, {"keeper": self._keeper, "number": asking})
        self._write(statements.EMPTY, {"keeper": self._keeper, "bond": bond, "before": before})
        self.refold()

    def plan_wake(self, wake: datetime | None) -> None:
        self._must_write()
        head = self._head()
        self._wake_changed = self._wake_changed or head.wake != wake
        head.wake = wake

    def prove(self, now: datetime) -> None:
        """Raises StoreError for an entry that is not as it was written. Those proven before are looked at weekly."""
        self._must_write()
        heads.prove(self._sql, self._shared, self._head(), now)

    def flush(self) -> None:
        """Write what the transaction has worked out. Called once, before the commit."""
        if self._changed:
            self._save_standing(self.standing())
        elif self._wake_changed:
            self._save_wake()

    def entry(self, seq: int) -> Entry | None:
        row = self._all(statements.ENTRY, number=seq)
        return rows.read_entry(row[0]) if row else None

    def entries(self, query: Query) -> Sequence[Entry]:
        if query.words and not tokens(query.words):
            return []
        statement, values = statements.entries(self._keeper, query)
        return [rows.read_entry(row) for row in self._sql.each(statement, **values)]

    def check_in(self, number: int) -> CheckIn | None:
        found = self.check_ins([number])
        return found[0] if found else None

    def check_ins(self, numbers: Sequence[int]) -> Sequence[CheckIn]:
        return [rows.read_check_in(row) for row in self._all(statements.SOME_CHECK_INS, numbers=list(numbers))]

    def keep_reply(self, reply: Reply) -> StoredReply | None:
        number = self._insert(statements.KEEP_REPLY, rows.reply_row(self._keeper, reply))
        return None if number is None else StoredReply(id=number, reply=reply, state=first_state(reply))

    def reply(self, number: int) -> StoredReply | None:
        found = self._all(statements.REPLY, number=number)
        return rows.read_reply(found[0]) if found else None

    def empty_reply(self, number: int) -> None:
        self._write(statements.EMPTY_REPLY, {"keeper": self._keeper, "number": number})

    def settle_reply(self, number: int, state: ReplyState) -> None:
        found = self._write(statements.SETTLE_REPLY, {"keeper": self._keeper, "number": number, "state": state.value})
        if not found:
            raise StoreError(f"There is no reply {number} in the store.")

    def replies(self, state: ReplyState | None = None) -> Sequence[StoredReply]:
        if state is None:
            return [rows.read_reply(row) for row in self._all(statements.REPLIES)]
        return [rows.read_reply(row) for row in self._all(statements.REPLIES_IN, state=state.value)]

    def queue(self, delivery: Delivery) -> Delivery:
        """Queueing the same key again changes nothing, and gives what is there."""
        number = self._insert(statements.QUEUE, rows.delivery_row(self._keeper, delivery))
        if number is None:
            return rows.read_delivery(self._all(statements.DELIVERY_BY_KEY, key=delivery.key)[0])
        return replace(delivery, id=number)

    def deliveries(self, *states: DeliveryState, check_in: int | None = None) -> Sequence[Delivery]:
        wanted = [state.value for state in states] or statements.EVERY_STATE
        if check_in is None:
            found = self._all(statements.DELIVERIES_IN, states=wanted)
        else:
            found = self._all(statements.DELIVERIES_OF, states=wanted, check_in=check_in or None)
        return [rows.read_delivery(row) for row in found]

    def mark(self, delivery: Delivery) -> None:
        if not self._write(statements.MARK, rows.mark_row(self._keeper, delivery)):
            raise StoreError(f"There is no delivery {delivery.id} in the store.")

    def sent_since(self, channel: str, since: datetime) -> Sequence[Delivery]:
        return [rows.read_delivery(row) for row in self._all(statements.SENT_SINCE, channel=channel, since=since)]

    def channel(self, name: str) -> ChannelState | None:
        found = self._all(statements.CHANNEL, name=name)
        return rows.read_channel(found[0]) if found else None

    def channels(self) -> Sequence[ChannelState]:
        return [rows.read_channel(row) for row in self._all(statements.CHANNELS)]

    def save_channel(self, state: ChannelState) -> None:
        self._write(statements.SAVE_CHANNEL, rows.channel_row(self._keeper, state))

    def drop_channel(self, name: str) -> None:
        self._write(statements.DROP_CHANNEL, {"keeper": self._keeper, "name": name})

    def stop_address(self, address: str, at: datetime) -> None:
        self._write(statements.STOP, {"keeper": self._keeper, "address": address, "at": at})

    def stopped(self, address: str) -> bool:
        return bool(self._all(statements.STOPPED, address=address))

    def stops(self) -> Sequence[str]:
        return [str(row["address"]) for row in self._all(statements.STOPS)]

    def meta(self, key: str) -> str | None:
        found = self._all(statements.META, key=key)
        return str(found[0]["value"]) if found else None

    def set_meta(self, key: str, value: str) -> None:
        self._write(statements.SET_META, {"keeper": self._keeper, "key": key, "value": value})

    def _all(self, statement: str, **values: Any) -> Sequence[Any]:
        return self._sql.all(statement, keeper=self._keeper, **values)

    def _write(self, statement: str, values: Values | Sequence[Values]) -> int:
        """The number of rows it touched."""
        self._must_write()
        return self._sql.write(statement, values)

    def _insert(self, statement: str, values: Values) -> int | None:
        """The id of the new row; None where it was there before."""
        self._must_write()
        return self._sql.insert(statement, values)

    def _must_write(self) -> None:
        if not self._writes:
            raise StoreError("A transaction that only reads was asked to write.")

    def _head(self) -> Head:
        return self._load() if self._loaded is None else self._loaded

    def _load(self, *, rebuilding: bool = False) -> Head:
        head = heads.read(self._sql, self._shared, rebuilding=rebuilding)
        self._changed = self._writes and head.standing is None
        self._loaded = head
        return head

    def _add_rows(self, head: Head, added: Sequence[Entry]) -> None:
        new: list[dict[str, Any]] = []
        for entry in added:
            row = rows.entry_row(self._keeper, entry, salt=self._shared.entropy(16), previous=head.chain)
            head.seq, head.chain = entry.seq, row["chain"]
            new.append(row)
        self._write(statements.ADD_ENTRY, new)

    def _add_words(self, keeper: int, added: Iterable[Entry]) -> None:
        new = [
            {"row": search_row(keeper, entry.seq), "words": " ".join(words)}
            for entry in added
            if (words := tokens(written(entry)))
        ]
        if new:
            self._write(statements.ADD_WORDS, new)

    def _fold(self, before: Standing, added: Sequence[Entry]) -> None:
        askings = [rows.check_in_row(self._keeper, asking) for entry in added if (asking := opened(entry)) is not None]
        if askings:
            self._write(statements.ADD_CHECK_IN, askings)
        if any(isinstance(entry.payload, Undone) for entry in added):
            self._fold_afresh()
        else:
            after = reduce(self._shared.fold, added, before)
            self._follow(before, after, {row["id"]: row["expires_at"] for row in askings})
            self._head().standing = after
        self._changed = True

    def _follow(self, before: Standing, after: Standing, new: Mapping[int, datetime]) -> None:
        """Extend and close check-ins, and open again what was closed. `new` were open from the start."""
        changes = shifted(before, after)
        changes.update({number: None for number in new if number not in changes})
        for number, until in changes.items():
            if until is None:
                self._write(statements.CLOSE_CHECK_IN, {"keeper": self._keeper, "number": number})
            elif until != new.get(number):
                values = {"keeper": self._keeper, "number": number, "expires_at": until}
                self._write(statements.EXTEND_CHECK_IN, values)

    def _fold_afresh(self) -> Standing:
        head = self._head()
        entries = heads.entries(self._sql, self._shared)
        head.standing, check_ins = fold_all(self._shared.fold, entries)
        if self._writes:
            self._changed = True
            self._correct(check_ins)
        return head.standing

    def _correct(self, check_ins: Mapping[int, CheckIn]) -> None:
        stored = {row["id"]: rows.read_check_in(row) for row in self._all(statements.CHECK_INS)}
        wrong = [check_in for number, check_in in check_ins.items() if stored.get(number) != check_in]
        if wrong:
            self._write(statements.SAVE_CHECK_IN, [rows.check_in_row(self._keeper, check_in) for check_in in wrong])

    def _rebuild_search(self) -> None:
        self._write(statements.FORGET_WORDS, {})
        for keeper, *columns in self._sql.all(statements.ALL_WRITTEN):
            self._add_words(keeper, [rows.read_entry(columns)])

    def _save_standing(self, standing: Standing) -> None:
        self._must_write()
        heads.save(self._sql, self._shared, self._head(), standing)

    def _save_wake(self) -> None:
        head = self._head()
        if not self._write(statements.SAVE_WAKE, {"keeper": self._keeper, "next_wake": head.wake}):
            self._save_standing(self.standing())


class SqlJournal:
    """The store of one keeper in a SQLite file, made or brought up to date when it is opened.

    `place` is a path or a `sqlite:///` URL; `patience` how many seconds a writer waits for its turn. `entropy` gives
    that many random bytes; `key` opens a store that is locked. Raises StoreError, and StoreBusyError where waiting may
    help.
    """

    def __init__(
        self,
        place: str | Path,
        *,
        keeper: int = 1,
        fold: Fold = apply,
        fold_version: int = FOLD_VERSION,
        patience: float = PATIENCE,
        entropy: engine.Entropy = os.urandom,
        key: Key | None = None,
    ) -> None:
        self.keeper = keeper
        self.path = engine.path_of(place)
        self._patience = patience
        self._key = key
        self._shared = Shared(keeper=keeper, path=self.path, fold=fold, fold_version=fold_version, entropy=entropy)
        engine.ready(self.path, key)
        self._place = engine.place_of(self.path)
        self._readers = Pool(lambda: engine.connect(self.path, key=key))
        self._writers = Pool(lambda: engine.connect(self.path, wait_ms=0, key=key))

    @contextmanager
    def writing(self) -> Iterator[SqlWork]:
        with self._together([self._shared]) as (work,):
            yield work

    @contextmanager
    def writing_for(self, keepers: Sequence[int]) -> Iterator[Mapping[int, SqlWork]]:
        """Keepers of this store by their numbers: what is due for all of them is one commit, or nothing is."""
        with self._together([replace(self._shared, keeper=one, seal_key=None, seen=None) for one in keepers]) as works:
            yield dict(zip(keepers, works, strict=True))

    @contextmanager
    def _together(self, shared: Sequence[Shared]) -> Iterator[Sequence[SqlWork]]:
        self._must_be_there()
        with engine.plain_errors(self.path), self._writers.connection() as connection:
            engine.begin_immediate(connection, patience=self._patience, entropy=self._shared.entropy)
            works = [SqlWork(Transaction(connection), one, writes=True) for one in shared]
            yield works
            for work in works:
                work.flush()
            connection.execute("COMMIT")
        self._must_be_there()

    def due(self, now: datetime, *, most: int) -> list[int]:
        """The keepers of this store for whom something is due, the longest waiting first."""
        self._must_be_there()
        with engine.plain_errors(self.path), self._readers.connection() as connection:
            return [keeper for (keeper,) in Transaction(connection).each(statements.DUE, now=now, most=most)]

    @contextmanager
    def reading(self) -> Iterator[SqlWork]:
        self._must_be_there()
        with engine.plain_errors(self.path), self._readers.connection() as connection:
            connection.execute("BEGIN")
            yield SqlWork(Transaction(connection), self._shared, writes=False)

    def scrub(self) -> None:
        """Leave nothing of what was emptied behind in free pages or in the log. Raises StoreError."""
        self._must_be_there()
        self.close()
        with engine.plain_errors(self.path), closing(engine.connect(self.path, key=self._key)) as connection:
            connection.execute("PRAGMA secure_delete=ON")
            connection.execute("VACUUM")
            (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise StoreBusyError(f"The store {self.path} is in use: stop the daemon, then do it again.")

    def verify(self) -> list[str]:
        """Walk the chain: a line for each entry that is not as it was written."""
        self._must_be_there()
        with engine.plain_errors(self.path), self._readers.connection() as connection:
            return chain.broken(Transaction(connection).each(statements.LINKS, keeper=self.keeper))

    def prove(self, now: datetime) -> None:
        with self.writing() as work:
            work.prove(now)

    def _must_be_there(self) -> None:
        """SQLite writes on into a file that was removed, and what it commits there is gone. So this looks before a
        transaction, and again once it is committed: nothing counts as kept that is not in the file at the path.
        """
        if self._place is None or engine.place_of(self.path) != self._place:
            raise StoreError(
                f"The store {self.path} was removed or replaced while it was open; nothing was written;"
                " start again (a backup: tending restore)."
            )

    def close(self) -> None:
        self._readers.dispose()
        self._writers.dispose()
