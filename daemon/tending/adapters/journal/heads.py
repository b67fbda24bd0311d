"""The end of the journal and the standing of it: read, and believed only under its seal."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from tending.adapters.journal import chain, codec, engine, rows, sealing, statements
from tending.adapters.journal.folding import Fold
from tending.adapters.journal.layout import maybe
from tending.adapters.journal.pool import Transaction
from tending.adapters.journal.sealing import Seal
from tending.core.entries import Entry
from tending.core.errors import StoreError
from tending.core.standing import Standing

WEEK: Final = 7 * 24 * 3600


@dataclass(kw_only=True, slots=True)
class Shared:
    """What all transactions of a journal share. `seen` is the last standing that was read under its seal, or written,
    with the row it came from: the same row need not be read again.
    """

    keeper: int
    path: Path
    fold: Fold
    fold_version: int
    entropy: engine.Entropy
    seal_key: bytes | None = field(default=None, repr=False)
    seen: tuple[tuple[Any, ...], Standing] | None = field(default=None, repr=False)


@dataclass(kw_only=True, slots=True)
class Head:
    """The end of the journal. `standing` is None while it has to be folded afresh."""

    seq: int = 0
    chain: bytes = chain.START
    standing: Standing | None = None
    wake: datetime | None = None


def read(sql: Transaction, shared: Shared, *, rebuilding: bool = False) -> Head:
    """Raises StoreError when what was written under seal is not what is there. `rebuilding`: the standing may be
    anything, for it is computed anew; the entries may not.
    """
    found = sql.first(statements.HEAD, keeper=shared.keeper)
    if found is None:
        return _none_yet(sql, shared)
    seq, link, folded, version, wake, body, text = found
    head = Head(seq=seq, chain=link, wake=maybe(wake))
    seen = shared.seen  # looked at once: another thread may put its own there meanwhile
    if seen is not None and seen[0] == (seq, link, folded, version, body, text):
        head.standing = seen[1] if version == shared.fold_version else None
        return head
    seal = _sealed_head(sql, shared, head, text)
    if folded is None or rebuilding:
        return head
    if not sealing.holds(
        seal,
        _key(sql, shared),
        keeper=shared.keeper,
        seq=sealing.number(folded),
        chain=link,
        version=sealing.number(version),
        body=sealing.plain(body),
    ):
        raise _refused(sql, shared)
    if version == shared.fold_version:
        head.standing = codec.read_standing(body)
    if head.standing is not None:
        shared.seen = ((seq, link, folded, version, body, text), head.standing)
    return head


def _none_yet(sql: Transaction, shared: Shared) -> Head:
    """A journal without an entry: as it was made, or emptied by hand."""
    text = _meta(sql, shared, sealing.META)
    if text is not None:
        _sealed_head(sql, shared, Head(), text)
    return Head(standing=Standing())


def _sealed_head(sql: Transaction, shared: Shared, head: Head, text: object) -> Seal:
    seal = sealing.read(str(text))
    key = _key(sql, shared) if seal is not None else b""
    if seal is None or not sealing.holds_head(seal, key, keeper=shared.keeper, seq=head.seq, chain=head.chain):
        raise sealing.refused(shared.path, mendable=False)
    return seal


def _refused(sql: Transaction, shared: Shared) -> StoreError:
    return sealing.refused(shared.path, mendable=not chain.broken(_links(sql, shared)))


def _links(sql: Transaction, shared: Shared) -> Any:
    return sql.each(statements.LINKS, keeper=shared.keeper)


def _key(sql: Transaction, shared: Shared) -> bytes:
    if shared.seal_key is None:
        seed = _meta(sql, shared, "seed")
        if seed is None:
            raise sealing.refused(shared.path, mendable=False)
        shared.seal_key = sealing.key_of(codec.read_seed(seed))
    return shared.seal_key


def _meta(sql: Transaction, shared: Shared, key: str) -> str | None:
    found = sql.first(statements.META, keeper=shared.keeper, key=key)
    return None if found is None else str(found["value"])


def save(sql: Transaction, shared: Shared, head: Head, standing: Standing) -> None:
    """The standing and its seal, in the transaction that the entries are in."""
    body, version = codec.write_standing(standing), shared.fold_version
    row = rows.standing_row(shared.keeper, seq=head.seq, version=version, wake=head.wake, body=body)
    sql.write(statements.SAVE_STANDING, row)
    seal = sealing.made(
        _first_key(sql, shared), keeper=shared.keeper, seq=head.seq, chain=head.chain, version=version, body=body
    )
    sql.write(statements.SET_META, {"keeper": shared.keeper, "key": sealing.META, "value": seal.text})
    shared.seen = ((head.seq, head.chain, head.seq, version, body, seal.text), standing)


def _first_key(sql: Transaction, shared: Shared) -> bytes:
    """The seed is made with the first thing that is sealed by it, and remembered once it is committed."""
    if shared.seal_key is not None or _meta(sql, shared, "seed") is not None:
        return _key(sql, shared)
    seed = shared.entropy(32)
    sql.write(statements.SET_META, {"keeper": shared.keeper, "key": "seed", "value": seed.hex()})
    return sealing.key_of(seed)


def prove(sql: Transaction, shared: Shared, head: Head, now: datetime) -> None:
    """Walk the entries that came since they were last walked, and once a week all of them. Raises StoreError."""
    if not head.seq:
        return
    key, at = _key(sql, shared), int(now.timestamp())
    mark = sealing.read_mark(_meta(sql, shared, sealing.PROVEN) or "", key, shared.keeper)
    if mark is None or not 0 <= at - mark.whole_at < WEEK:
        mark = sealing.Mark(seq=0, chain=chain.START, whole_at=at)
    tail = sql.each(statements.LINKS_AFTER, keeper=shared.keeper, number=mark.seq)
    if chain.broken(tail, after=mark.seq, previous=mark.chain):
        raise sealing.refused(shared.path, mendable=False)
    proven = sealing.Mark(seq=head.seq, chain=head.chain, whole_at=mark.whole_at)
    row = {"keeper": shared.keeper, "key": sealing.PROVEN, "value": proven.signed(key, shared.keeper)}
    sql.write(statements.SET_META, row)


def entries(sql: Transaction, shared: Shared) -> Sequence[Entry]:
    """Every entry, for folding: each has to follow from the one before it. Raises StoreError."""
    found = [chain.Link(*row) for row in _links(sql, shared)]
    if chain.broken(found):
        raise sealing.refused(shared.path, mendable=False)
    return [rows.read_link(link) for link in found]
