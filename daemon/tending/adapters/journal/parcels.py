"""Backups and exports shut with age, to be carried elsewhere: by a passphrase, or for a public key whose other half
opens them.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from tending.adapters.journal import engine
from tending.adapters.journal.keys import INSTALL
from tending.core.errors import StoreError, UsageError

END: Final = ".age"
MAGIC: Final = b"age-encryption.org/"


def is_shut(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def shut(plain: Path, folder: Path, *, passphrase: str = "", recipient: str = "") -> Path:
    """A shut copy of a backup in a folder. The plain one is overwritten and gone. Raises StoreError and UsageError."""
    with engine.disk_errors(folder):
        try:
            sealed = encrypted(plain.read_bytes(), passphrase=passphrase, recipient=recipient)
        finally:
            engine.shred(plain)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _written(sealed, folder / f"{plain.name}{END}")


def encrypted(held: bytes, *, passphrase: str = "", recipient: str = "") -> bytes:
    """By the passphrase where there is one. Raises StoreError and UsageError."""
    age = _library()
    if passphrase:
        return bytes(age.passphrase.encrypt(held, passphrase))
    try:
        return bytes(age.encrypt(held, [age.x25519.Recipient.from_str(recipient)]))
    except age.RecipientError:
        raise UsageError("--recipient is a public key of age: it begins with age1") from None


def _written(sealed: bytes, path: Path) -> Path:
    making = engine.side_file(path, f".making-{os.getpid()}")
    making.unlink(missing_ok=True)
    engine.touch_private(making)
    making.write_bytes(sealed)
    engine.sync_file(making)
    making.replace(path)
    engine.sync_folder(path.parent)
    return path


@contextmanager
def opened(path: Path, store: Path, *, passphrase: str = "", identity: Path | None = None) -> Iterator[Path]:
    """The backup inside, beside the store and private, for as long as it is needed. Raises StoreError."""
    plain = engine.side_file(store, f".opening-{os.getpid()}")
    with engine.disk_errors(store.parent):
        held = _decrypted(path, passphrase, identity)
        plain.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        plain.unlink(missing_ok=True)
        engine.touch_private(plain)
        try:
            plain.write_bytes(held)
            yield plain
        finally:
            engine.shred(plain)


def _decrypted(path: Path, passphrase: str, identity: Path | None) -> bytes:
    age = _library()
    sealed = path.read_bytes()
    try:
        if identity is not None:
            return bytes(age.decrypt(sealed, [age.x25519.Identity.from_str(_line(identity))]))
        return bytes(age.passphrase.decrypt(sealed, passphrase))
    except (age.DecryptError, age.IdentityError):
        what = "key file" if identity is not None else "passphrase"
        raise StoreError(f"The {what} does not open the backup {path}: give the right one.") from None


def _line(identity: Path) -> str:
    """The secret key in a file as age-keygen writes it."""
    lines = identity.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((line.strip() for line in lines if line.strip() and not line.startswith("#")), "")


def _library() -> Any:
    try:
        import pyrage  # noqa: PLC0415 - an extra
    except ImportError:
        raise StoreError(f"Nothing can be shut or opened with age by this tending: {INSTALL}") from None
    return pyrage
