"""What the head of a mail says, read without trusting it. Runs in the child; linear in what it is given.

The standard library's header parser is not used here: some heads take it seconds, others raise from within.
"""

import re
from collections.abc import Iterable

import msgspec

from tending.adapters.channels.mail import marks

OURS = "our own"

_DESTINATIONS = ("to", "cc", "delivered-to", "x-original-to", "envelope-to")
_THREAD = ("in-reply-to", "references")
_ADDRESS = re.compile(r"[^\s<>()\[\]:;,\"@\\]{1,64}@[a-z0-9.-]{1,253}")
_MESSAGE_ID = re.compile(r"<[\x21-\x3b\x3d\x3f-\x7e]{1,248}>")
_MOST_TOKENS = 20


class Ours(msgspec.Struct, frozen=True, kw_only=True):
    """Whose mail we look for: the address answers go to, the domain of our message ids, our own mail server."""

    replies: str
    domain: str
    authserv_id: str = ""


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """`sender` is empty unless there is exactly one. `dmarc` is empty unless our own server wrote it."""

    sender: str = ""
    tokens: list[str] = []
    ignore: str = ""
    dmarc: str = ""
    message_id: str = ""
    trouble: str = ""


def read(raw: bytes, ours: Ours) -> Head:
    """The head of a mail that may be cut off anywhere and hold anything."""
    block, whole = split(raw)
    fields, complete = _fields(block)
    return Head(
        sender=_sender(fields),
        tokens=_tokens(fields, ours),
        ignore=_ignore(fields),
        dmarc=_dmarc(fields, ours.authserv_id),
        message_id=_message_id(fields),
        trouble="" if whole and complete else "its headers are longer than we read",
    )


def split(raw: bytes) -> tuple[bytes, bool]:
    """The bytes of the head within the cap, and whether they are all of it."""
    end = re.compile(rb"\r?\n\r?\n").search(raw, 0, marks.MOST_HEAD_BYTES + 4)
    if end:
        return raw[: end.start()], True
    return raw[: marks.MOST_HEAD_BYTES], len(raw) <= marks.MOST_HEAD_BYTES


def _fields(block: bytes) -> tuple[list[tuple[str, str]], bool]:
    text = re.sub(r"\r?\n(?=[ \t])", "", block.decode("utf-8", "replace"))
    lines = text.split("\n")
    pairs = (line.rstrip("\r").partition(":") for line in lines[: marks.MOST_HEADERS])
    return [(name.strip().lower(), value.strip()) for name, colon, value in pairs if colon], (
        len(lines) <= marks.MOST_HEADERS
    )


def _all(fields: Iterable[tuple[str, str]], *names: str) -> list[str]:
    return [value for name, value in fields if name in names]


def _sender(fields: list[tuple[str, str]]) -> str:
    given = _all(fields, "from")
    return _only_address(given[0]) if len(given) == 1 else ""


def _only_address(value: str) -> str:
    bare = _bare(value)
    inside = re.fullmatch(r"[^<>,;:]*<([^<>]*)>\s*", bare)
    address = (inside[1] if inside else bare).strip()
    return address if _ADDRESS.fullmatch(address) else ""


def _bare(value: str) -> str:
    """Lower case, without quoted strings and comments; empty when one of them never ends. One pass."""
    kept: list[str] = []
    quoted, depth, escaped = False, 0, False
    for letter in value.lower():
        if escaped or letter == "\\":
            escaped = not escaped
        elif letter == '"' and not depth:
            quoted = not quoted
        elif letter in "()" and not quoted:
            depth = max(0, depth + (1 if letter == "(" else -1))
        elif not quoted and not depth:
            kept.append(letter)
    return "" if quoted or depth else "".join(kept)


def _tokens(fields: list[tuple[str, str]], ours: Ours) -> list[str]:
    local, _, domain = ours.replies.lower().rpartition("@")
    token = rf"{re.escape(marks.TAG)}([a-z2-7]{{1,64}})"
    address = re.compile(rf"(?<![^\s<,;:\"']){re.escape(local)}\+{token}@{re.escape(domain)}(?![a-z0-9.-])")
    thread = re.compile(rf"<{token}@{re.escape(ours.domain)}>")
    addressed = [found for value in _all(fields, *_DESTINATIONS) for found in address.findall(value.lower())]
    threaded = [found for value in _all(fields, *_THREAD) for found in thread.findall(value.lower())]
    return list(dict.fromkeys([*addressed, *reversed(threaded)]))[:_MOST_TOKENS]


def _ignore(fields: list[tuple[str, str]]) -> str:
    if _all(fields, marks.LOOP_HEADER.lower()):
        return OURS
    if any(_first_word(value) != "no" for value in _all(fields, "auto-submitted")):
        return "automatic"
    if _all(fields, "x-autoreply", "x-autorespond", "x-autoresponder"):
        return "automatic"
    if _all(fields, "list-id") or {_first_word(value) for value in _all(fields, "precedence")} & {
        "bulk",
        "list",
        "junk",
    }:
        return "list"
    returned = "<>" in [value.replace(" ", "") for value in _all(fields, "return-path")]
    report = any(_first_word(value) == "multipart/report" for value in _all(fields, "content-type"))
    return "bounce" if returned or report else ""


def _first_word(value: str) -> str:
    words = re.split(r"[\s;(]", value.strip().lower(), maxsplit=1)
    return words[0]


def _dmarc(fields: list[tuple[str, str]], authserv_id: str) -> str:
    """The verdict of the topmost results written in the name of our own server, about the domain of the sender."""
    if not authserv_id:
        return ""
    for value in _all(fields, "authentication-results"):
        server, *methods = _bare(value).split(";")
        if _first_word(server) == authserv_id.lower():
            return _verdict(methods, _sender(fields).rpartition("@")[2])
    return ""


def _verdict(methods: list[str], domain: str) -> str:
    found = [method.split() for method in methods if re.match(r"\s*dmarc\s*=", method)]
    if len(found) != 1:
        return ""
    words = re.sub(r"\s*=\s*", "=", " ".join(found[0])).split()
    about = [word.partition("=")[2] for word in words if word.startswith("header.from=")]
    return words[0].partition("=")[2] if all(one == domain for one in about) else ""


def _message_id(fields: list[tuple[str, str]]) -> str:
    given = _all(fields, "message-id")
    return given[0] if len(given) == 1 and _MESSAGE_ID.fullmatch(given[0]) else ""
