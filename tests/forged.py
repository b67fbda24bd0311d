"""Mails that must not count, and mails made to hurt whoever reads them. Used by the suite and by `make prove`."""

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zlib import crc32

from tending.core import tokens

ADDRESS = "me@example.org"
SECRET = b"a secret of this installation, 32"
CHANNEL = "mail"
AUTHSERV = "mx.example.org"
LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


@dataclass(frozen=True, kw_only=True, slots=True)
class Forged:
    name: str
    raw: bytes
    dmarc_only: bool = False  # refused only where the keeper has set `authserv_id`


def genuine(now: datetime, *, check_in: int = 41, number: int = 0, answer: str = "3") -> bytes:
    return _mail(to=_to(token(now, check_in)), message_id=f"<genuine-{number}@example.org>", answer=answer)


def token(now: datetime, check_in: int = 41, *, secret: bytes = SECRET, channel: str = CHANNEL, hours: int = 36) -> str:
    return tokens.sign(secret, check_in, channel, now + timedelta(hours=hours))


def forged(now: datetime, count: int = 500, seed: int = 7) -> list[Forged]:
    """At least `count` mails, each of which lacks something that an answer needs."""
    chance = random.Random(seed)  # noqa: S311 - the same forgeries in every run
    return list(itertools.islice(_endless(now, chance), count))


def _endless(now: datetime, chance: random.Random) -> Iterator[Forged]:
    for number in itertools.count():
        right = token(now, chance.randrange(1, 9_000))
        for name, to in _wrong_tokens(now, right, chance):
            for sender in ("me@example.org", "Me <me@example.org>", "stranger@example.net"):
                yield _forged(f"{name}, from {sender}", number, to=to, sender=sender)
        for sender in _wrong_senders():
            yield _forged(f"right token, from {sender!r}", number, to=_to(right), sender=sender)
        for header in _not_by_hand():
            yield _forged(f"right token and sender, {header}", number, to=_to(right), head=header)
        for results in _wrong_results():
            yield _forged(f"spoofed, {results!r}", number, to=_to(right), head=results, dmarc_only=True)


def _wrong_tokens(now: datetime, right: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    at = chance.randrange(len(right))
    other = chance.choice([letter for letter in LETTERS if letter != right[at]])
    yield "no token", "me+t-@example.org"
    yield "no token but the thread", ADDRESS
    yield "guessed token", _to("".join(chance.choices(LETTERS, k=tokens.LENGTH)))
    yield "one letter changed", _to(right[:at] + other + right[at + 1 :])
    yield "cut short", _to(right[:-1])
    yield "too long", _to(right + "a")
    yield "expired", _to(token(now, hours=-1))
    yield "of another channel", _to(token(now, channel="page"))
    yield "of another installation", _to(token(now, secret=b"another secret of 32 bytes, so it is"))
    yield "for another name", f"you+t-{right}@example.org"
    yield "for another domain", f"me+t-{right}@example.net"
    yield "for a longer domain", f"me+t-{right}@example.org.example.net"
    yield "in the display name only", f'"me+t-{right}" <me+t-@example.org>'


def _wrong_senders() -> tuple[str, ...]:
    return (
        "stranger@example.net",
        '"me@example.org" <stranger@example.net>',
        "me@example.org <stranger@example.net>",
        "me@example.org, stranger@example.net",
        "me@example.org.example.net",
        "xme@example.org",
        "me@example.org\r\nFrom: stranger@example.net",
        "<stranger@example.net> (me@example.org)",
        "=?utf-8?q?me=40example=2Eorg?= <stranger@example.net>",
        "",
        "me@example.org:stranger@example.net;",
        "\u043ce@example.org",
    )


def _not_by_hand() -> tuple[str, ...]:
    return (
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-generated",
        "AUTO-SUBMITTED: Auto-Notified; x=no",
        "Precedence: bulk",
        "Precedence: list",
        "Precedence: junk",
        "List-Id: <friends.example.org>",
        "Return-Path: <>",
        "X-Autoreply: yes",
        "X-Autorespond: yes",
        "X-Check-In: 1",
        "Content-Type: multipart/report; report-type=delivery-status",
    )


def _wrong_results() -> tuple[str, ...]:
    return (
        f"Authentication-Results: {AUTHSERV}; dmarc=fail header.from=example.org",
        f"Authentication-Results: {AUTHSERV}; dmarc=none header.from=example.org",
        f"Authentication-Results: {AUTHSERV}; spf=pass; dkim=pass header.d=example.net",
        f"Authentication-Results: {AUTHSERV}; dmarc=fail (dmarc=pass) header.from=example.org",
        f'Authentication-Results: {AUTHSERV}; dmarc=fail reason="; dmarc=pass"',
        f"Authentication-Results: {AUTHSERV}; dmarc=pass header.from=example.net",
        f"Authentication-Results: {AUTHSERV}; dmarc=fail\r\nAuthentication-Results: {AUTHSERV}; dmarc=pass",
        "Authentication-Results: mx.example.net; dmarc=pass header.from=example.org",
        f"Authentication-Results: mx.example.net; dmarc=pass; x={AUTHSERV}",
        f"X-Authentication-Results: {AUTHSERV}; dmarc=pass",
        "",
    )


def _forged(
    name: str, number: int, *, to: str, sender: str = ADDRESS, head: str = "", dmarc_only: bool = False
) -> Forged:
    raw = _mail(to=to, sender=sender, head=head, message_id=f"<forged-{number}-{crc32(name.encode())}@example.net>")
    return Forged(name=name, raw=raw, dmarc_only=dmarc_only)


def _to(one: str) -> str:
    return f"me+t-{one}@example.org"


def _mail(*, to: str, message_id: str, sender: str = ADDRESS, head: str = "", answer: str = "3") -> bytes:
    lines = [f"From: {sender}"] if sender else []
    lines += [f"To: {to}", f"Message-ID: {message_id}", "In-Reply-To: <41.1@example.org>", "Subject: Re: a question"]
    return "\r\n".join([*([head] if head else []), *lines, "", answer, ""]).encode()


def bombs(to: str) -> dict[str, bytes]:
    """Mails with a right token and sender that are made to be slow, deep or large."""
    head = f"From: me@example.org\r\nTo: {to}\r\n".encode()
    word = b"=?utf-8?q?=41?= "
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (at, at) for at in range(2_500))
    tiny = b"".join(b"--b\r\n\r\nx\r\n" for _ in range(60_000))
    nest = b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n"
    typed = b"Content-Type: text/plain"
    return {
        "subject of encoded words": head + b"Subject: " + word * 17_000 + b"\r\n\r\n3\r\n",
        "folded subject of encoded words": head + b"Subject: " + (word + b"\r\n ") * 15_000 + b"x\r\n\r\n3\r\n",
        "parentheses": head + b"Cc: " + b"(" * 195_000 + b"\r\n\r\n3\r\n",
        "parameters": head + typed + b"".join(b"; a%d=b" % at for at in range(3_000)) + b"\r\n\r\n3\r\n",
        "empty parameters": head + typed + b";" * 24_000 + b'"\r\n\r\n3\r\n',
        "quotes in parameters": head + typed + b'; a="' + b'\\";' * 20_000 + b"\r\n\r\n3\r\n",
        "continued parameters": head + typed + b"".join(b"; a*%d*=%%41" % at for at in range(1_800)) + b"\r\n\r\n3\r\n",
        "many headers": head + b"".join(b"X-%d: 1\r\n" % at for at in range(5_000)) + b"\r\n3\r\n",
        "one long header": head + b"X: " + b"y" * 900_000 + b"\r\n\r\n3\r\n",
        "nested multiparts": head + deep,
        "eleven deep": head + b"".join(nest % (at, at) for at in range(100, 111)) + typed + b"\r\n\r\n3\r\n",
        "tiny parts": head + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + tiny + b"--b--\r\n",
        "51 parts": head + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + tiny[: 51 * 10] + b"--b--\r\n",
        "parts with long headers": head
        + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        + (b"--b\r\nContent-Type: text/plain" + b"; a=b" * 5_000 + b"\r\n\r\n3\r\n") * 40
        + b"--b--\r\n",
        "long charset": head + typed + b"; charset=" + b"z" * 100_000 + b"\r\n\r\n3\r\n",
        "endless text": head + b"\r\n" + b"> reply\r\n" * 200_000,
        "only our own words": head + b"\r\n-- reply above this line --\r\n\r\nGood evening.\r\n",
        "forwarded mail only": head + b"Content-Type: message/rfc822\r\n\r\nFrom: me@example.org\r\n\r\n3\r\n",
        "picture only": head + b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n",
        "script only": head
        + b"Content-Type: text/html\r\n\r\n<script>document.write('3')</script><img src=//example.net>",
    }


def odd_but_readable(to: str) -> dict[str, bytes]:
    """Mails that look dangerous and hold an answer of `3` all the same."""
    head = f"From: me@example.org\r\nTo: {to}\r\n".encode()
    charsets = (
        "zip",
        "hex",
        "utf-7",
        "unicode_escape",
        "rot13",
        "idna",
        "punycode",
        "undefined",
        "\\x00",
        "mbcs",
        "utf-16",
    )
    plain = {
        f"charset {one}": head + f"Content-Type: text/plain; charset={one}\r\n\r\n3\r\n".encode() for one in charsets
    }
    return plain | {
        "blank lines": head + b"\r\n3\r\n" + b"\r\n" * 300_000,
        "On On On": head + b"\r\n3\r\n" + b"On " * 100_000 + b"\r\n> x\r\n",
        "From lines": head + b"\r\n3\r\n\r\n-- reply above this line --\r\n" + b"From: x\r\n" * 50_000,
        "quote marks": head + b"\r\n3\r\n\r\n" + b">" * 500_000 + b" x\r\n",
        "deep HTML": head + b"Content-Type: text/html\r\n\r\n<p>3</p>" + b"<div>" * 5_000,
        "HTML entities": head + b"Content-Type: text/html\r\n\r\n<p>3</p>" + b"<p>&lol9;&#1;&#xfffffff;</p>" * 3_000,
        "zip attached": head
        + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n3\r\n--b\r\nContent-Type: application/zip\r\n"
        + b"Content-Disposition: attachment; filename=../../x\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + b"UEsDBBQ=" * 40_000
        + b"\r\n--b--\r\n",
        "two megabytes attached": head
        + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n3\r\n--b\r\nContent-Type: image/jpeg\r\n\r\n"
        + b"QUFB\r\n" * 350_000
        + b"--b--\r\n",
    }
