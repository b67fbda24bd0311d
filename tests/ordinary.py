"""The leave of an ordinary account, for tests that run as root."""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager

VERSION = 0x20080522
PASSES_OVER_MODES = 1 << 1 | 1 << 2
EFFECTIVE = 0


@contextmanager
def an_ordinary_account() -> Iterator[None]:
    """Root is let past the mode of every file; in here it is not. Another account never was."""
    before = _capabilities("capget", [0] * 6)
    _capabilities("capset", [before[EFFECTIVE] & ~PASSES_OVER_MODES, *before[1:]])
    try:
        yield
    finally:
        _capabilities("capset", before)


def _capabilities(call: str, words: list[int]) -> list[int]:
    """Of this thread: effective, permitted and inheritable, twice."""
    held = (ctypes.c_uint32 * len(words))(*words)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc[call]((ctypes.c_uint32 * 2)(VERSION, 0), held):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return list(held)
