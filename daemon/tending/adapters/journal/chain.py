"""The hash chain over entries: what makes a changed, lost or reordered entry visible.

The digest covers an entry's content and a salt, the chain covers the digests. Emptying an entry leaves its digest,
so the chain still holds.
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any, Final, NamedTuple

START: Final = bytes(32)
FORGOTTEN: Final = "forgotten"


class Link(NamedTuple):
    """An entry as it lies in its row. `at` is in microseconds since 1970 UTC; `body` and `salt` may be emptied."""

    seq: int
    bond: int
    at: int
    kind: str
    version: int
    body: bytes | None
    salt: bytes | None
    digest: bytes
    chain: bytes


def digest(salt: bytes, *, kind: str, version: int, bond: int, at: int, body: bytes) -> bytes:
    head = f"{kind}\n{version}\n{bond}\n{at}\n"
    return sha256(salt + head.encode() + body).digest()


def link(previous: bytes, seq: int, content: bytes) -> bytes:
    return sha256(previous + seq.to_bytes(8, "big") + content).digest()


def broken(rows: Iterable[Any], *, after: int = 0, previous: bytes = START) -> list[str]:
    """Walk one keeper's rows, oldest first, in the order of `Link`: a line for each entry that is not as written.

    What was emptied has to be named by a `forgotten` entry after it: nothing else may empty one. `after` and
    `previous`: go on from an entry that is known to be sound, and its chain.
    """
    problems: list[str] = []
    empty: dict[int, int] = {}
    expected = after + 1
    for row in rows:
        entry = Link._make(row)
        if not _sound(entry, previous, expected):
            problems.extend(f"entry {entry.seq}: {fault}" for fault in _faults(entry, previous, expected))
        previous, expected = entry.chain, entry.seq + 1
        if entry.body is None:
            empty.setdefault(entry.bond, entry.seq)
        elif entry.kind == FORGOTTEN:
            empty.pop(entry.bond, None)
    problems.extend(f"entry {seq}: it was emptied, and nothing says why" for seq in sorted(empty.values()))
    return problems


def _sound(entry: Link, previous: bytes, expected: int) -> bool:
    """The usual case at a glance; whatever is not, is looked into."""
    try:
        return (
            entry.seq == expected
            and entry.chain == link(previous, entry.seq, entry.digest)
            and (entry.body is not None and entry.salt is not None)
            and entry.digest
            == digest(entry.salt, kind=entry.kind, version=entry.version, bond=entry.bond, at=entry.at, body=entry.body)
        )
    except (TypeError, ValueError, AttributeError, OverflowError):
        return False


def _faults(entry: Link, previous: bytes, expected: int) -> list[str]:
    if not _well_formed(entry):
        return ["it is damaged"]
    faults: list[str] = []
    if entry.seq != expected:
        faults.append(f"the entries from {expected} on are missing before it")
    if entry.chain != link(previous, entry.seq, entry.digest):
        faults.append("it does not follow from the entry before it")
    if not _content_holds(entry):
        faults.append("its content was changed")
    return faults


def _well_formed(entry: Link) -> bool:
    """A damaged file can hand back anything at all in any column."""
    return (
        all(
            isinstance(value, shape)
            for value, shape in zip(
                entry, (int, int, int, str, int, bytes | None, bytes | None, bytes, bytes), strict=True
            )
        )
        and 0 <= entry.seq < 1 << 63
    )


def _content_holds(entry: Link) -> bool:
    if entry.body is None or entry.salt is None:
        return entry.body is None and entry.salt is None
    return entry.digest == digest(
        entry.salt, kind=entry.kind, version=entry.version, bond=entry.bond, at=entry.at, body=entry.body
    )
