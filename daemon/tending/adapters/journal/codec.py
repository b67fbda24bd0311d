"""Values to bytes and back: JSON, the same bytes for the same value."""

import re
from collections.abc import Mapping
from typing import Final

import msgspec

from tending.core.entries import CATALOGUE, Payload
from tending.core.errors import DamagedError, StoreError
from tending.core.records import Message
from tending.core.standing import Standing

_encoder: Final = msgspec.json.Encoder(order="deterministic")
_payloads: Final[Mapping[str, msgspec.json.Decoder[Payload]]] = {
    kind: msgspec.json.Decoder(shape) for kind, shape in CATALOGUE.items()
}
_standing: Final = msgspec.json.Decoder(Standing)
_SEED: Final = re.compile(r"[0-9a-f]{64}")
_message: Final = msgspec.json.Decoder(Message)


def write_payload(payload: Payload) -> bytes:
    return _encoder.encode(payload)


def read_payload(kind: str, version: int, body: bytes) -> Payload:
    """Raises StoreError for a kind or version this program does not know, and for bytes it cannot read."""
    shape = CATALOGUE.get(kind)
    if shape is None or version > shape.version:
        raise StoreError(f"The store holds an entry of a newer tending ({kind}, version {version}): update tending.")
    try:
        return _payloads[kind].decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise DamagedError(f"The store holds a damaged entry ({kind}): restore a backup.") from None


def write_standing(standing: Standing) -> bytes:
    return _encoder.encode(standing)


def read_standing(body: bytes) -> Standing | None:
    """None when the bytes are of another shape: the standing is then folded afresh from the entries."""
    try:
        return _standing.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def read_seed(text: str) -> bytes:
    """The 32 bytes of the installation's secret, from their hexadecimal digits. Raises StoreError."""
    if not _SEED.fullmatch(text):
        raise DamagedError("The store holds a damaged seed: restore a backup.")
    return bytes.fromhex(text)


def write_message(message: Message) -> bytes:
    return _encoder.encode(message)


def read_message(body: bytes) -> Message:
    try:
        return _message.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise DamagedError("The store holds a damaged message: restore a backup.") from None
