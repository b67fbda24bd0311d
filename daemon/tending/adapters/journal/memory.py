"""The journal in memory: the same contract, holding the values themselves. What simulations and tests run on.

A change is remembered with what was there before it, so that a transaction that fails leaves nothing behind.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import reduce
from itertools import islice
from typing import Any, Final

from tending.adapters.journal.folding import (
    Fold,
    belongs_to,
    first_state,
    fold_all,
    is_about,
    open_now,
    opened,
    shift,
    shifted,
    tokens,
    unsaid,
    went_out_at,
    without_words,
    written,
)
from tending.core.entries import Asked, Draft, Entry, Undone
from tending.core.errors import StoreBusyError, StoreError
from tending.core.records import ChannelState, CheckIn, Delivery, DeliveryState, Query, Reply, ReplyState, StoredReply
from tending.core.standing import Standing, apply

_ABSENT: Final = object()


@dataclass(kw_only=True, slots=True)
class _Store:
    """Everything there is. `sent` holds when what went out by channel, oldest first.

    `start` is what the entries continue: those it was folded from are not here, and are counted all the same.
    """

    start: Standing = field(default_factory=Standing)
    entries: list[Entry] = field(default_factory=list)
    standing: Standing = field(default_factory=Standing)
    next_wake: datetime | None = None
    check_ins: dict[int, CheckIn] = field(default_factory=dict)
    replies: dict[int, StoredReply] = field(default_factory=dict)
    heard: dict[tuple[str, str], int] = field(default_factory=dict)
    deliveries: dict[int, Delivery] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    sent: dict[str, tuple[tuple[datetime, int], ...]] = field(default_factory=dict)
    in_state: dict[DeliveryState, dict[int, None]] = field(
        default_factory=lambda: {state: {} for state in DeliveryState}
    )
    of_check_in: dict[int, tuple[int, ...]] = field(default_factory=dict)
    channels: dict[str, ChannelState] = field(default_factory=dict)
    stopped: dict[str, datetime] = field(default_factory=dict)
    meta: dict[str, str] = field(default_factory=dict)


class MemoryWork:
    """One transaction."""

    def __init__(self, store: _Store, fold: Fold, *, writes: bool) -> None:
        self._store = store
        self._fold = fold
        self._writes = writes
        self._before: list[tuple[MutableMapping[Any, Any], Any, Any]] = []
        self._entries_before = len(store.entries)
        self._emptied: list[tuple[int, Entry]] = []
        self._standing_before = store.standing
        self._wake_before = store.next_wake

    def roll_back(self) -> None:
        for table, key, value in reversed(self._before):
            if value is _ABSENT:
                del table[key]
            else:
                table[key] = value
        for place, entry in self._emptied:
            self._store.entries[place] = entry
        del self._store.entries[self._entries_before :]
        self._store.standing = self._standing_before
        self._store.next_wake = self._wake_before

    def standing(self) -> Standing:
        return self._store.standing

    def append(self, *drafts: Draft) -> tuple[Entry, ...]:
        self._must_write()
        store = self._store
        added = tuple(
            Entry(seq=seq, bond=draft.bond, at=draft.at, payload=draft.payload, kind=draft.payload.kind)
            for seq, draft in enumerate(drafts, store.start.seq + len(store.entries) + 1)
        )
        store.entries.extend(added)
        if any(isinstance(entry.payload, Undone) for entry in added):
            self.refold()
        else:
            before = store.standing
            store.standing = reduce(self._fold, added, before)
            self._follow(added, before)
        return added

    def refold(self) -> Standing:
        self._must_write()
        standing, check_ins = fold_all(self._fold, self._store.entries, self._store.start)
        for number, check_in in check_ins.items():
            self._put(self._store.check_ins, number, check_in)
        self._store.standing = standing
        return standing

    def empty(self, bond: int, *, before: int) -> None:
        self._must_write()
        store = self._store
        gone = [entry for entry in store.entries if entry.bond == bond and entry.seq < before and entry.payload]
        for number, stored in list(store.replies.items()):
            if is_about(stored.reply, gone):
                self.empty_reply(number)
        for entry in gone:
            place = entry.seq - store.start.seq - 1
            self._emptied.append((place, entry))
            store.entries[place] = replace(entry, payload=None)
            self._unsay(entry)
        self.refold()

    def empty_reply(self, number: int) -> None:
        self._must_write()
        empty = replace(self._store.replies[number], reply=without_words(self._store.replies[number].reply))
        self._put(self._store.replies, number, replace(empty, state=ReplyState.READ))

    def _unsay(self, asking: Entry) -> None:
        if not isinstance(asking.payload, Asked):
            return
        self._put(self._store.check_ins, asking.seq, replace(self._store.check_ins[asking.seq], prompt="", open=False))
        for delivery in self.deliveries(check_in=asking.seq):
            after = unsaid(delivery)
            self.mark(after)
            self._put(self._store.deliveries, delivery.id, after)

    def plan_wake(self, wake: datetime | None) -> None:
        self._must_write()
        self._store.next_wake = wake

    def entry(self, seq: int) -> Entry | None:
        place = seq - self._store.start.seq
        return self._store.entries[place - 1] if 0 < place <= len(self._store.entries) else None

    def entries(self, query: Query) -> Sequence[Entry]:
        words = frozenset(tokens(query.words))
        if query.words and not words:
            return []
        known = self._store.entries
        of_kind = [entry for entry in known if entry.kind in query.kinds] if query.kinds else known
        ordered = of_kind if query.oldest_first else reversed(of_kind)
        found = (entry for entry in ordered if self._asked_for(entry, query, words))
        return list(islice(found, query.limit))

    def check_in(self, number: int) -> CheckIn | None:
        return self._store.check_ins.get(number)

    def check_ins(self, numbers: Sequence[int]) -> Sequence[CheckIn]:
        known = self._store.check_ins
        return [known[number] for number in sorted(set(numbers)) if number in known]

    def keep_reply(self, reply: Reply) -> StoredReply | None:
        store, name = self._store, (reply.channel, reply.provider_id)
        if name in store.heard:
            return None
        stored = StoredReply(id=len(store.replies) + 1, reply=reply, state=first_state(reply))
        self._put(store.replies, stored.id, stored)
        self._put(store.heard, name, stored.id)
        return stored

    def reply(self, number: int) -> StoredReply | None:
        return self._store.replies.get(number)

    def settle_reply(self, number: int, state: ReplyState) -> None:
        stored = self.reply(number)
        if stored is None:
            raise StoreError(f"There is no reply {number} in the store.")
        self._put(self._store.replies, number, replace(stored, state=state))

    def replies(self, state: ReplyState | None = None) -> Sequence[StoredReply]:
        return [stored for stored in self._store.replies.values() if state is None or stored.state is state]

    def queue(self, delivery: Delivery) -> Delivery:
        """Queueing the same key again changes nothing, and gives what is there."""
        store = self._store
        if delivery.key in store.keys:
            return store.deliveries[store.keys[delivery.key]]
        if delivery.check_in and delivery.check_in not in store.check_ins:
            raise StoreError(f"There is no check-in {delivery.check_in} in the store.")
        queued = replace(delivery, id=len(store.deliveries) + 1)
        self._put(store.keys, queued.key, queued.id)
        self._put(store.deliveries, queued.id, queued)
        self._put(store.in_state[queued.state], queued.id, None)
        same = store.of_check_in.get(queued.check_in, ())
        self._put(store.of_check_in, queued.check_in, (*same, queued.id))
        self._note_sent(queued.channel, None, queued)
        return queued

    def deliveries(self, *states: DeliveryState, check_in: int | None = None) -> Sequence[Delivery]:
        all_of_them = self._store.deliveries
        wanted = states or tuple(DeliveryState)
        if check_in is not None:
            of_it = (all_of_them[number] for number in self._store.of_check_in.get(check_in, ()))
            return [delivery for delivery in of_it if delivery.state in wanted]
        numbers: Iterable[int] = (number for state in wanted for number in self._store.in_state[state])
        return [all_of_them[number] for number in sorted(set(numbers))]

    def mark(self, delivery: Delivery) -> None:
        store = self._store
        known = store.deliveries.get(delivery.id)
        if known is None:
            raise StoreError(f"There is no delivery {delivery.id} in the store.")
        if known.state is not delivery.state:
            self._drop(store.in_state[known.state], known.id)
            self._put(store.in_state[delivery.state], known.id, None)
        marked = replace(
            known,
            state=delivery.state,
            attempt=delivery.attempt,
            next_attempt=delivery.next_attempt,
            detail=delivery.detail,
            message=delivery.message,
        )
        self._put(store.deliveries, known.id, marked)
        self._note_sent(known.channel, known, marked)

    def sent_since(self, channel: str, since: datetime) -> Sequence[Delivery]:
        sent = self._store.sent.get(channel, ())
        return [self._store.deliveries[number] for _, number in sent[bisect_left(sent, (since, 0)) :]]

    def channel(self, name: str) -> ChannelState | None:
        return self._store.channels.get(name)

    def channels(self) -> Sequence[ChannelState]:
        return sorted(self._store.channels.values(), key=lambda state: state.name)

    def save_channel(self, state: ChannelState) -> None:
        self._put(self._store.channels, state.name, state)

    def drop_channel(self, name: str) -> None:
        self._drop(self._store.channels, name)

    def stop_address(self, address: str, at: datetime) -> None:
        if address not in self._store.stopped:
            self._put(self._store.stopped, address, at)

    def stopped(self, address: str) -> bool:
        return address in self._store.stopped

    def stops(self) -> Sequence[str]:
        return sorted(self._store.stopped)

    def meta(self, key: str) -> str | None:
        return self._store.meta.get(key)

    def set_meta(self, key: str, value: str) -> None:
        self._put(self._store.meta, key, value)

    def _must_write(self) -> None:
        if not self._writes:
            raise StoreError("A transaction that only reads was asked to write.")

    def _put(self, table: MutableMapping[Any, Any], key: Any, value: Any) -> None:
        self._must_write()
        self._before.append((table, key, table.get(key, _ABSENT)))
        table[key] = value

    def _drop(self, table: MutableMapping[Any, Any], key: Any) -> None:
        self._must_write()
        if key in table:
            self._before.append((table, key, table.pop(key)))

    def _note_sent(self, channel: str, before: Delivery | None, after: Delivery) -> None:
        was, now = before and went_out_at(before), went_out_at(after)
        if was == now:
            return
        sent = self._store.sent.get(channel, ())
        if was is not None:
            sent = tuple(pair for pair in sent if pair != (was, after.id))
        if now is not None:
            in_order = not sent or sent[-1] < (now, after.id)
            sent = (*sent, (now, after.id)) if in_order else tuple(sorted((*sent, (now, after.id))))
        self._put(self._store.sent, channel, sent)

    def _follow(self, added: Sequence[Entry], before: Standing) -> None:
        """Open, extend and close check-ins."""
        known = self._store.check_ins
        for entry in added:
            if (asking := opened(entry)) is not None:
                self._put(known, asking.id, shift(asking, None))
        for number, until in shifted(before, self._store.standing).items():
            self._put(known, number, shift(known[number], until))

    def _asked_for(self, entry: Entry, query: Query, words: frozenset[str]) -> bool:
        return (
            (query.since is None or entry.at >= query.since)
            and (query.bond is None or entry.bond == query.bond)
            and (query.family is None or self._family_is(entry, query.family))
            and (not words or words <= frozenset(tokens(written(entry))))
        )

    def _family_is(self, entry: Entry, family: str) -> bool:
        check_in = self._store.check_ins.get(belongs_to(entry) or 0)
        return check_in is not None and check_in.family == family


class MemoryJournal:
    """The store of one keeper, gone with the object. It may continue a `standing`, whose entries it does not have."""

    def __init__(self, *, keeper: int = 1, fold: Fold = apply, standing: Standing | None = None) -> None:
        self.keeper = keeper
        start = standing if standing is not None else Standing()
        self._store = _Store(start=start, standing=start, check_ins={one.id: open_now(one) for one in start.open})
        self._fold = fold
        self._busy = False

    @contextmanager
    def writing(self) -> Iterator[MemoryWork]:
        if self._busy:
            raise StoreBusyError("The store in memory is being written already: finish that first.")
        self._busy = True
        work = MemoryWork(self._store, self._fold, writes=True)
        try:
            yield work
        except BaseException:
            work.roll_back()
            raise
        finally:
            self._busy = False

    @contextmanager
    def reading(self) -> Iterator[MemoryWork]:
        yield MemoryWork(self._store, self._fold, writes=False)

    def prove(self, now: datetime) -> None:
        """Values in memory are as they were."""

    def close(self) -> None:
        """Nothing to let go of."""
