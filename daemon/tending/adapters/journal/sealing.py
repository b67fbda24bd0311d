"""Seals: what follows from the entries is trusted only as this program wrote it.

A seal names the last entry and the standing, under a key made of the installation's seed. An edit by hand of either,
entries taken from the end or put there, do not fit it. Whoever reads the seed can seal anything: this keeps a
keeper in a bad hour from opening a door with a database tool, not a stranger out.
"""

import hmac
from hashlib import blake2b
from typing import Final

from tending.core.errors import DamagedError, StoreError
from tending.core.values import dataclass

META: Final = "seal"
PROVEN: Final = "proven"
SIZE: Final = 16


@dataclass(frozen=True, kw_only=True, slots=True)
class Seal:
    """`head` holds for the entry `seq` and its chain, `whole` for the standing as well."""

    seq: int
    chain: bytes
    head: bytes
    whole: bytes

    @property
    def text(self) -> str:
        return f"{self.seq} {self.chain.hex()} {self.head.hex()} {self.whole.hex()}"


def key_of(seed: bytes) -> bytes:
    return blake2b(seed, digest_size=32, person=b"standing seal").digest()


def made(key: bytes, *, keeper: int, seq: int, chain: bytes, version: int, body: bytes) -> Seal:
    return Seal(
        seq=seq,
        chain=chain,
        head=_mac(key, b"head", keeper, seq, chain),
        whole=_mac(key, b"whole", keeper, seq, chain, version, body),
    )


def read(text: str) -> Seal | None:
    """None for what is no seal."""
    parts = text.split(" ")
    try:
        seq, chain, head, whole = int(parts[0]), *(bytes.fromhex(part) for part in parts[1:])
    except ValueError:
        return None
    return Seal(seq=seq, chain=chain, head=head, whole=whole)


def holds_head(seal: Seal, key: bytes, *, keeper: int, seq: int, chain: bytes) -> bool:
    """Whether the last entry is the one that was sealed."""
    same = seal.seq == seq and seal.chain == chain
    return same and hmac.compare_digest(seal.head, _mac(key, b"head", keeper, seq, chain))


def holds(seal: Seal, key: bytes, *, keeper: int, seq: int, chain: bytes, version: int, body: bytes) -> bool:
    return hmac.compare_digest(seal.whole, _mac(key, b"whole", keeper, seq, chain, version, body))


def number(value: object) -> int:
    """What a row holds where a number should be; -1 for anything else."""
    return value if isinstance(value, int) else -1


def plain(value: object) -> bytes:
    """What a row holds where bytes should be."""
    return value if isinstance(value, bytes) else repr(value).encode()


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """How far the entries were proven, and when they last were from the first on, in seconds since 1970."""

    seq: int
    chain: bytes
    whole_at: int

    def signed(self, key: bytes, keeper: int) -> str:
        mac = _mac(key, b"proven", keeper, self.seq, self.chain, self.whole_at)
        return f"{self.seq} {self.chain.hex()} {self.whole_at} {mac.hex()}"


def read_mark(text: str, key: bytes, keeper: int) -> Mark | None:
    """None for one that this program did not write."""
    parts = text.split(" ")
    try:
        mark = Mark(seq=int(parts[0]), chain=bytes.fromhex(parts[1]), whole_at=int(parts[2]))
    except (ValueError, IndexError):
        return None
    return mark if hmac.compare_digest(mark.signed(key, keeper), text) else None


def _mac(key: bytes, *parts: bytes | int) -> bytes:
    total = blake2b(key=key, digest_size=SIZE)
    for part in parts:
        plain = part if isinstance(part, bytes) else str(part).encode()
        total.update(len(plain).to_bytes(8, "big") + plain)
    return total.digest()


def refused(path: object, *, mendable: bool) -> StoreError:
    what = f"The store {path} is damaged, or was changed by hand, and is not obeyed"
    if mendable:
        return StoreError(f"{what}: tending check --rebuild computes it anew from the entries.")
    return DamagedError(f"{what}: restore a backup (tending restore FILE).")
