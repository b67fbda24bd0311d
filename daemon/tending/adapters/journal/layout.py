"""How values lie in the store, for who writes them and for who migrates them."""

from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from tending.core.errors import DamagedError

SCHEMA = "0002"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
KEEPER_BITS = 40

Instant: TypeAlias = datetime


def microseconds(value: Instant) -> int:
    if value.tzinfo is None:
        raise ValueError("an instant without a zone cannot be stored")
    return (value - EPOCH) // MICROSECOND


def instant(value: int) -> Instant:
    """Raises StoreError for what is no instant, which only damage can have put there."""
    try:
        return EPOCH + timedelta(microseconds=value)
    except (OverflowError, TypeError):
        raise DamagedError("The store holds a damaged instant: run `tending check`, or restore a backup.") from None


def maybe(value: int | None) -> Instant | None:
    return None if value is None else instant(value)


# Full-text search keeps no words of its own. Its row ids hold the keeper above the number of the entry.
CREATE_SEARCH = "CREATE VIRTUAL TABLE search USING fts5(words, content='', tokenize='unicode61 remove_diacritics 2')"


def search_row(keeper: int, seq: int) -> int:
    return (keeper << KEEPER_BITS) | seq
