"""Mails, replies and tokens that nobody would write: read in time, without a crash, and nothing counts that may not.

As a program, `fuzzing.py WHAT COUNT SEED` reads that many in a process limited as the child that reads real mail is,
and prints what it found.
"""

import dataclasses
import json
import random
import resource
import signal
import string
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from forged import ADDRESS, AUTHSERV, CHANNEL, LETTERS, SECRET, Forged, bombs, forged, odd_but_readable, token
from tending.adapters.channels.mail import child, head
from tending.adapters.channels.mail.screening import judge
from tending.adapters.channels.mail.settings import EmailSettings
from tending.adapters.deck_files import read_decks
from tending.core import replies, tokens
from tending.core.model import Form

TESTS = Path(__file__).parent
MAILS = TESTS / "integration" / "mails"
NOW = datetime(2026, 3, 3, 18, 12, tzinfo=UTC)
TODAY = date(2026, 4, 16)
CHECK_IN = 41
LONGEST = 2.0
OURS = head.Ours(replies=ADDRESS, domain="example.org", authserv_id=AUTHSERV)
OPEN_DOOR = EmailSettings(address=ADDRESS, smtp_host="localhost", imap_host="localhost")
# Of the forged ones, those that no change of a few bytes can make genuine: there is no right token anywhere in them.
HOPELESS = ("no token", "guessed token", "expired", "of another channel", "of another installation")


class UnauthorisedError(Exception):
    """A mail was taken for an answer and is none, or for one to another question."""


@dataclass(kw_only=True)
class Found:
    """How many were read, the longest that one took in seconds of the processor, and what went wrong."""

    count: int = 0
    slowest: float = 0.0
    wrong: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return self.count > 0 and not self.wrong and self.slowest < LONGEST

    @property
    def figure(self) -> str:
        first = f": {self.wrong[0]}" if self.wrong else ""
        return f"{self.count} read, the slowest in {self.slowest:.2f} s, {len(self.wrong)} wrong{first}"


def mutated(raw: bytes, chance: random.Random) -> bytes:
    changed = bytearray(raw)
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(changed) or 1)
        match chance.randrange(4):
            case 0:
                changed[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del changed[at : at + chance.randrange(1, 40)]
            case 2:
                changed[at:at] = chance.choice(string.punctuation).encode() * chance.randrange(1, 200)
            case _:
                changed[at:at] = changed[: chance.randrange(400)]
    return bytes(changed)


# -- mails -------------------------------------------------------------------------------------------------------------


@cache
def genuine_mails() -> tuple[bytes, ...]:
    """As people's programs write them, and those made to hurt: all with the token of one question."""
    to = f"me+t-{token(NOW)}@example.org"
    real = [one.read_bytes().replace(b"{token}", token(NOW).encode()) for one in sorted(MAILS.glob("*.eml"))]
    odd = [raw for raw in (*bombs(to).values(), *odd_but_readable(to).values()) if len(raw) < 1 << 14]
    return (*real, *odd)


@cache
def hopeless_mails() -> tuple[bytes, ...]:
    return tuple(one.raw for one in forged(NOW, 300) if _is_hopeless(one))


def _is_hopeless(one: Forged) -> bool:
    return one.name.split(",", maxsplit=1)[0] in HOPELESS


def read_mail(raw: bytes, *, genuine: bool) -> None:
    """As the child and the channel do. Raises for what must not happen, whatever the mail is."""
    read = head.read(raw, OURS)
    verdict = judge(read, OPEN_DOOR, lambda one: tokens.read(SECRET, one, CHANNEL, NOW))
    allowed = {None, CHECK_IN} if genuine else {None}
    if not {verdict.check_in, verdict.stops} <= allowed:
        raise UnauthorisedError(repr(verdict))
    child.text_of(raw)


def _mails(chance: random.Random) -> Iterator[Callable[[], None]]:
    while True:
        genuine = chance.random() < 0.6
        raw = mutated(chance.choice(genuine_mails() if genuine else hopeless_mails()), chance)
        yield lambda raw=raw, genuine=genuine: read_mail(raw, genuine=genuine)  # type: ignore[misc]


# -- replies -----------------------------------------------------------------------------------------------------------


@cache
def forms() -> tuple[Form | None, ...]:
    return (None, *{prompt.form: None for deck in read_decks(None) for prompt in deck.prompts})


@cache
def typed() -> tuple[bytes, ...]:
    lines = (TESTS / "unit" / "replies.txt").read_text().splitlines()
    return tuple(line.partition(" => ")[0].replace("\\n", "\n").encode() for line in lines if " => " in line)


def form_and_language(raw: bytes) -> tuple[Form | None, str]:
    """One of them by a byte."""
    number = sum(raw)
    return forms()[number // 2 % len(forms())], ("en", "de")[number % 2]


def read_reply(raw: bytes, form: Form | None, language: str) -> None:
    replies.read(raw.decode("utf-8", "replace"), form, today=TODAY, language=language)


def _replies(chance: random.Random) -> Iterator[Callable[[], None]]:
    while True:
        raw, form = mutated(chance.choice(typed()), chance), chance.choice(forms())
        language = chance.choice(("en", "de"))
        yield lambda raw=raw, form=form, language=language: read_reply(raw, form, language)  # type: ignore[misc]


# -- tokens ------------------------------------------------------------------------------------------------------------


def read_token(guessed: str) -> None:
    if tokens.read(SECRET, guessed, CHANNEL, NOW) is not None:
        raise UnauthorisedError(guessed)


def _tokens(chance: random.Random) -> Iterator[Callable[[], None]]:
    """Guessed whole, or with the check-in and the expiry of a right one."""
    right = token(NOW)
    while True:
        kept = chance.choice((0, 0, 11))
        guessed = right[:kept] + "".join(chance.choices(LETTERS, k=tokens.LENGTH - kept))
        yield lambda guessed=guessed: read_token(guessed)  # type: ignore[misc]


KINDS: Mapping[str, Callable[[random.Random], Iterator[Callable[[], None]]]] = {
    "mails": _mails,
    "replies": _replies,
    "tokens": _tokens,
}


def fuzz(kind: str, count: int, seed: int) -> Found:
    """In a process of its own. One that it does not survive is what went wrong."""
    command = (sys.executable, str(Path(__file__)), kind, str(count), str(seed))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return Found(count=0, wrong=[f"{kind}, seed {seed}: it ended with {done.returncode} {done.stderr[-300:]}"])
    return Found(**json.loads(done.stdout))


def together(those: Sequence[Found]) -> Found:
    return Found(
        count=sum(one.count for one in those),
        slowest=max(one.slowest for one in those),
        wrong=[what for one in those for what in one.wrong],
    )


def _fuzzed(kind: str, count: int, seed: int) -> Found:
    found = Found()
    for number, act in enumerate(KINDS[kind](random.Random(seed))):  # noqa: S311 - a failure is replayed by its seed
        if number == count:
            break
        signal.setitimer(signal.ITIMER_PROF, LONGEST)
        began = time.process_time()
        try:
            act()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told
            found.wrong.append(f"{kind}, seed {seed}, number {number}: {type(error).__name__}: {error}"[:300])
        found.slowest = max(found.slowest, time.process_time() - began)
        found.count += 1
    return found


def limit_memory() -> None:
    """As the child's own."""
    resource.setrlimit(resource.RLIMIT_AS, (child.MEMORY, child.MEMORY))


if __name__ == "__main__":
    limit_memory()
    print(json.dumps(dataclasses.asdict(_fuzzed(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))))  # noqa: T201
