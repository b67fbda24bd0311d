"""Signed tokens that tie a reply to its check-in. They fit the local part of a mail address, in any case of letters.

A token is one number in base 32: 32 bits of check-in, 25 bits of expiry in minutes, 128 bits of HMAC over both and the
channel. Every character carries five bits and none is left over, so no token has a second spelling.
"""

import hashlib
import hmac
import re
from datetime import UTC, datetime, timedelta

LENGTH = 37
_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
_DIGITS = {letter: value for value, letter in enumerate(_ALPHABET)}
_SHAPE = re.compile(f"[{_ALPHABET}]{{{LENGTH}}}")
_EPOCH = datetime(2025, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)
_MINUTE_BITS = 25
_MAC_BITS = 128
_LEAST_SECRET = 16


def sign(secret: bytes, check_in: int, channel: str, expires: datetime) -> str:
    """A token for one check-in on one channel, 37 letters and digits long, valid until `expires` (aware).

    Raises ValueError for a secret under 16 bytes, a check-in outside 0 to 2^32 - 1 or an expiry outside 2025 to 2088.
    """
    if not 0 <= check_in < 1 << 32 or not can_expire(expires):
        raise ValueError("a token holds a check-in of at most 32 bits and an expiry between 2025 and 2088")
    claim = check_in << _MINUTE_BITS | _minutes(expires)
    return _spell(claim << _MAC_BITS | _mac(secret, claim, channel))


def can_expire(at: datetime) -> bool:
    """Whether a token can say that it ends then. By a clock that is decades wrong, none can."""
    return 0 <= _minutes(at) < 1 << _MINUTE_BITS


def _minutes(at: datetime) -> int:
    return -((_EPOCH - at) // _MINUTE)


def read(secret: bytes, token: str, channel: str, now: datetime) -> int | None:
    """The check-in of a token signed by us for this channel and not yet expired, else None."""
    number = _number(token)
    if number is None:
        return None
    claim, given = number >> _MAC_BITS, number & (1 << _MAC_BITS) - 1
    genuine = hmac.compare_digest(given.to_bytes(16), _mac(secret, claim, channel).to_bytes(16))
    expires = _EPOCH + _MINUTE * (claim & (1 << _MINUTE_BITS) - 1)
    return claim >> _MINUTE_BITS if genuine and now <= expires else None


def _mac(secret: bytes, claim: int, channel: str) -> int:
    if len(secret) < _LEAST_SECRET:
        raise ValueError("the secret of a token must be at least 16 bytes long")
    signed = b"tending reply 1\0" + claim.to_bytes(8) + channel.encode()
    return int.from_bytes(hmac.digest(secret, signed, hashlib.sha256)[: _MAC_BITS // 8])


def _spell(number: int) -> str:
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(LENGTH)))


def _number(token: str) -> int | None:
    lowered = token.lower()
    if not (token.isascii() and _SHAPE.fullmatch(lowered)):
        return None
    number = 0
    for letter in lowered:
        number = number << 5 | _DIGITS[letter]
    return number
