"""The key of a locked store: SQLCipher's pages, a passphrase stretched by scrypt, nothing of it kept anywhere.

The salt is the first sixteen bytes of the file itself, where SQLCipher keeps its own: a copy of a locked store needs
its passphrase and nothing else beside it.
"""

import hashlib
import re
import sqlite3
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import field
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from tending.core.errors import StoreError
from tending.core.values import dataclass

MAGIC: Final = b"SQLite format 3\x00"
PAGE: Final = 4096
SALT: Final = len(MAGIC)
FEWEST_VALUES: Final = 240  # of 256: a page of random bytes has all of them, a plain one never that many
COST, BLOCK, PARALLEL, MEMORY = 2**15, 8, 3, 64 * 2**20
SHORTEST: Final = 8
INSTALL: Final = "pip install 'tending[lock]' (in a checkout: .venv/bin/pip install '.[lock]')"

_RAW: Final = re.compile(r"[0-9a-fA-F]{64}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """What opens one file. Never shown."""

    raw: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    @property
    def words(self) -> str:
        """As SQLCipher takes it, so that it does not stretch it once more at every connection."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"


def derive(secret: str, salt: bytes) -> Key:
    """A passphrase is stretched, which takes a third of a second; 64 hexadecimal digits are taken as they are."""
    if _RAW.fullmatch(secret):
        return Key(raw=bytes.fromhex(secret), salt=salt)
    plain = secret.encode("utf-8", "surrogateescape")
    raw = hashlib.scrypt(plain, salt=salt, n=COST, r=BLOCK, p=PARALLEL, maxmem=MEMORY, dklen=32)
    return Key(raw=raw, salt=salt)


def salt_of(path: Path) -> bytes | None:
    """The salt of a locked file; None for a plain one, and where there is none.

    Closing a file drops the locks this process has on it, so this is for files that nobody here has open.
    """
    try:
        with path.open("rb") as file:
            head = file.read(PAGE)
    except OSError:
        return None
    return head[:SALT] if _is_locked(head) else None


def new(secret: str, entropy: Callable[[int], bytes]) -> Key:
    return derive(secret, entropy(SALT))


def _is_locked(head: bytes) -> bool:
    return not head.startswith(MAGIC) and len(head) == PAGE and len(set(head)) >= FEWEST_VALUES


def driver() -> Any:
    """SQLCipher's own sqlite3. Raises StoreError where it is not installed."""
    try:
        from sqlcipher3 import dbapi2  # noqa: PLC0415 - an extra
    except ImportError:
        raise StoreError(f"Locked stores need one more package, which is not here: {INSTALL}") from None
    return dbapi2


def errors() -> tuple[type[Exception], ...]:
    """What either driver raises."""
    loaded: ModuleType | None = sys.modules.get("sqlcipher3.dbapi2")
    return (sqlite3.Error,) if loaded is None else (sqlite3.Error, loaded.Error)


def of_a_locked_store(error: BaseException | None) -> bool:
    return type(error).__module__.startswith("sqlcipher3")


def connect(uri: str, key: Key | None, *, cipher: bool = False, **options: Any) -> sqlite3.Connection:
    """A connection by the driver that the file needs. A wrong key shows at the first statement.

    `cipher`: by SQLCipher all the same, for what is to be locked.
    """
    if key is None and not cipher:
        plain: sqlite3.Connection = sqlite3.connect(uri, uri=True, **options)
        return plain
    connection: sqlite3.Connection = driver().connect(uri, uri=True, **options)
    connection.execute("PRAGMA cipher_log_level=NONE")
    if key is not None:
        connection.execute(f'PRAGMA key="{key.words}"')
    return connection


def row_of(connection: sqlite3.Connection) -> type[sqlite3.Row]:
    """How a connection gives its rows with their columns by name; each driver has its own."""
    plain = type(connection).__module__ == "sqlite3"
    row: type[sqlite3.Row] = sqlite3.Row if plain else driver().Row
    return row


def close_quietly(connection: sqlite3.Connection) -> None:
    with suppress(*errors()):
        connection.close()
