"""A bit of a store that fell over: what it touched, and whether `tending check` says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from acceptance.stores import read
from tending.adapters.journal.checking import check
from tending.core.errors import StoreError


@dataclass(frozen=True, kw_only=True)
class Flip:
    """A bit by its number, the tables whose rows are not what they were or cannot be read, and whether that is said."""

    bit: int
    touched: frozenset[str]
    reported: bool


def flips(store: Path, damaged: Path, bits: Iterable[int]) -> list[Flip]:
    """Each bit alone, in a copy at `damaged`."""
    whole, before = store.read_bytes(), read(store)
    return [_flip(whole, before, damaged, bit) for bit in bits]


def _flip(whole: bytes, before: dict[str, bytes | None], damaged: Path, bit: int) -> Flip:
    content = bytearray(whole)
    content[bit // 8] ^= 1 << bit % 8
    damaged.write_bytes(content)
    after = read(damaged)
    touched = frozenset(table for table in before if after[table] != before[table])
    return Flip(bit=bit, touched=touched, reported=_reported(damaged))


def _reported(damaged: Path) -> bool:
    try:
        return check(damaged, mode="ro") != []
    except StoreError:
        return True


def unreported(found: Iterable[Flip], table: str) -> list[Flip]:
    return [flip for flip in found if table in flip.touched and not flip.reported]
