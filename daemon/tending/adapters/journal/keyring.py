"""The key of a store in the keyring of the desktop, for those who have one. The library is imported when it is used."""

from pathlib import Path
from typing import Any, Final

from tending.core.errors import StoreError

SERVICE: Final = "tending"


def read(store: Path) -> str:
    """The key that was kept for a store; nothing where there is none. Raises StoreError."""
    return _asked("get_password", store) or ""


def keep(store: Path, secret: str) -> None:
    _asked("set_password", store, secret)


def forget(store: Path) -> None:
    if read(store):
        _asked("delete_password", store)


def _asked(what: str, store: Path, *values: str) -> str | None:
    keyring = _library()
    try:
        answer: str | None = getattr(keyring, what)(SERVICE, str(store.absolute()), *values)
    except keyring.errors.KeyringError:
        raise StoreError("The keyring of this desktop does not answer: unlock it, or use a key file.") from None
    return answer


def _library() -> Any:
    try:
        import keyring  # noqa: PLC0415 - optional, and heavy
        import keyring.errors  # noqa: PLC0415 - as above
    except ImportError:
        raise StoreError("There is no keyring here: pip install keyring, or use a key file.") from None
    return keyring
