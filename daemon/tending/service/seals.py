"""Seals: what is queued here is known again when it is sent, and what a hand put there or changed is not.

A seal covers a delivery with its state, so that one that was sent cannot be made due again.
"""

import hashlib
import hmac
import json
from dataclasses import fields, replace

from tending.core.records import Delivery, DeliveryState, Message

OPEN = frozenset({DeliveryState.DUE, DeliveryState.SENDING, DeliveryState.UNCERTAIN})
_COVERED = tuple(one.name for one in fields(Message) if one.name != "seal")


def sealed(seed: bytes, delivery: Delivery) -> Delivery:
    """With the seal of the state it is in; what is over bears none."""
    seal = _seal(seed, delivery) if delivery.state in OPEN else ""
    return replace(delivery, message=replace(delivery.message, seal=seal))


def unsealed(delivery: Delivery, state: DeliveryState, detail: str = "") -> Delivery:
    """A delivery that is over."""
    return replace(delivery, state=state, detail=detail, message=replace(delivery.message, seal=""))


def is_ours(seed: bytes, delivery: Delivery) -> bool:
    return hmac.compare_digest(_seal(seed, delivery).encode(), delivery.message.seal.encode())


def _seal(seed: bytes, delivery: Delivery) -> str:
    key = hashlib.blake2b(seed, digest_size=32, person=b"delivery seal").digest()
    said = [str(getattr(delivery.message, name)) for name in _COVERED]
    what = [str(delivery.check_in), delivery.channel, delivery.kind, delivery.key, delivery.state.value, *said]
    return hmac.digest(key, json.dumps(what).encode(), hashlib.sha256).hex()


def mark_of(seed: bytes) -> str:
    """What tells this installation's secret from any other."""
    return hashlib.blake2b(seed, digest_size=8, person=b"seed mark").hexdigest()
