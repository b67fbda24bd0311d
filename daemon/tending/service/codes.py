"""Six digits: made of chance for a new address, of the installation's secret where one is asked again."""

import hashlib
import hmac
from datetime import datetime

DIGITS = 6
SALT = 16


def drawn(chance: bytes) -> str:
    return _digits(int.from_bytes(chance))


def derived(seed: bytes, address: str, at: datetime) -> str:
    """The digits an address is asked again with: nothing of them need be stored."""
    key = hashlib.blake2b(seed, digest_size=32, person=b"asked again").digest()
    return _digits(int.from_bytes(hmac.digest(key, f"{address} {at.isoformat()}".encode(), hashlib.sha256)))


def _digits(number: int) -> str:
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def hashed(code: str, salt: bytes) -> str:
    return f"{salt.hex()}.{hashlib.blake2b(code.encode(), key=salt, digest_size=32).hexdigest()}"


def is_hashed(code: str, known: str) -> bool:
    salt, _, _ = known.partition(".")
    return hmac.compare_digest(hashed(code, bytes.fromhex(salt)), known)


def is_same(code: str, other: str) -> bool:
    return hmac.compare_digest(code.encode(), other.encode())
