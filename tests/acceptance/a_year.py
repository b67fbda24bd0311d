"""A scripted year of one keeper: `a_year.txt` played through the in-process twin of the mail channel and the commands.

Each question that comes is answered with the first line of the script for it that was not used yet, as a mail with the
question quoted under it; each line says what should be understood. What has a date happens on it.
"""

import json
import re
import shlex
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

from acceptance.canary import Commands
from builders import confirm
from service.desk import RecordingChannel
from tending.adapters.channels.mail.answers import answer_in
from tending.app import App
from tending.core import tokens
from tending.core.entries import Answered, Entry, Held, LedgerFact
from tending.core.model import Form, Value
from tending.core.records import Message, Query, Reply
from tending.core.standing import Sitting
from tending.service import asking, hearing, sending
from tending.service.turn import Turn

SCRIPT = Path(__file__).with_name("a_year.txt")
SEED = b"the seed of one keeper's year..."
BEGINS = datetime(2026, 1, 5, 9, tzinfo=UTC)
ENDS = datetime(2027, 1, 4, 9, tzinfo=UTC)
AFTER = timedelta(minutes=50)
NEVER_TYPED = "!nothing"
PLACES = 4
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
SETTINGS = """
[keeper]
zone = "Europe/Berlin"
country = "DE"
[pace]
budget = 2
[channels.mail]
kind = "email"
address = "me@example.org"
smtp_host = "mail.example.org"
imap_host = "mail.example.org"
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """`reading`: values by part, `!` and a word, `?` for asked back; nothing where the words are kept as they are."""

    number: int
    typed: str
    reading: str
    to: str = ""
    at: datetime | None = None

    def __str__(self) -> str:
        return f"line {self.number}: {self.typed!r}"


def script(path: Path = SCRIPT) -> list[Line]:
    lines = enumerate(path.read_text("utf-8").splitlines(), 1)
    return [_line(number, line) for number, line in lines if line and not line.startswith("#")]


def _line(number: int, line: str) -> Line:
    said, _, reading = (part.strip() for part in line.partition(" => "))
    dated = re.fullmatch(r"(\d{4}-\d\d-\d\d \d\d:\d\d) +(.*)", said)
    if dated:
        return Line(number=number, at=datetime.fromisoformat(f"{dated[1]}+00:00"), typed=dated[2], reading=reading)
    to, typed = said.split(maxsplit=1)
    return Line(number=number, to=to, typed=typed.replace("\\n", "\n"), reading=reading)


@dataclass(kw_only=True)
class Year:
    """What was played; `wrong` is what was read otherwise than it should be, asked for in vain, or never asked."""

    answers: int = 0
    commands: int = 0
    mails: int = 0
    wrong: list[str] = field(default_factory=list)
    progress: Any = None


class Player:
    """The keeper, the twin of their mailbox, and a clock that jumps from one thing to the next."""

    def __init__(self, folder: Path, lines: Sequence[Line]) -> None:
        self.year, self.now, self.channel = Year(), BEGINS, RecordingChannel()
        self._app = _settled_in(folder)
        self._commands = Commands(environ=self._app.environ)
        self._dated = deque(sorted((one for one in lines if one.at), key=lambda one: (one.at, one.number)))
        self._lines: dict[str, deque[Line]] = defaultdict(deque)
        for one in lines:
            self._lines[one.to].append(one)
        del self._lines[""]
        self._asked: dict[int, Message] = {}
        self._due: tuple[datetime, Sitting] | None = None
        self._seen: set[tuple[int, int]] = set()

    def __enter__(self) -> Self:
        self._commands.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._commands.__exit__()
        self._app.close()

    @property
    def _turn(self) -> Turn:
        return self._app.turn(self.now)

    def play(self) -> Year:
        self._begin()
        while self.now <= ENDS:
            self._act()
            wake = asking.tick(self._turn, self._app.journal).wake
            self._look()
            self.now = max(self.now, self._next(wake))
        self.now, self.year.mails = ENDS, len(self.channel.got)
        self.year.wrong += [f"never asked: {one}" for lines in self._lines.values() for one in lines]
        self.year.progress = rounded(json.loads(self._command("progress --json")))
        return self.year

    def _begin(self) -> None:
        self._command("bond add Robin --profile former-partner --since 2025-12-20")
        with self._app.journal.writing() as work:
            for way in self._app.ways:
                confirm(self._turn, work, way)

    def _next(self, wake: datetime | None) -> datetime:
        moments = [wake, self._due and self._due[0], self._dated[0].at if self._dated else None]
        return min((one for one in moments if one is not None), default=ENDS + AFTER)

    def _act(self) -> None:
        """What the keeper does at this instant: an answer that is due, and what has its date."""
        if self._due and self._due[0] <= self.now:
            self._answer(self._due[1])
        while self._dated and self._dated[0].at is not None and self._dated[0].at <= self.now:
            self._happens(self._dated.popleft())

    # -- the mailbox -----------------------------------------------------------------------------------------------

    def _look(self) -> None:
        """What has come by mail. A question that is new to the keeper is answered a while later."""
        known = len(self.channel.got)
        sending.send_due(lambda: self._turn, self._app.journal, {"mail": self.channel})
        self._asked |= {self._check_in(message): message for message in self.channel.got[known:]}
        sitting = self._waiting()
        if sitting is not None and (place := (sitting.id, len(sitting.prompts))) not in self._seen:
            self._seen.add(place)
            self._due = (self.now + AFTER, sitting)

    def _check_in(self, message: Message) -> int:
        return tokens.read(self._app.seed, message.token, "mail", self.now) or 0

    def _waiting(self) -> Sitting | None:
        with self._app.journal.reading() as work:
            return work.standing().asking

    def _answer(self, sitting: Sitting) -> None:
        self._due = None
        if self._waiting() is None or (line := self.line_for(sitting)) is None or line.reading == NEVER_TYPED:
            return
        self.year.answers += 1
        self._hear(line, sitting)
        if line.reading == "?":
            self._seen.discard((sitting.id, len(sitting.prompts)))

    def line_for(self, sitting: Sitting) -> Line | None:
        if self._lines[sitting.prompt]:
            return self._lines[sitting.prompt].popleft()
        self.year.wrong.append(f"{self.now:%Y-%m-%d}: nothing is written for {sitting.prompt}")
        return None

    def _hear(self, line: Line, sitting: Sitting | None) -> None:
        """A reply to the mail that asked, or to the latest one; in the terminal where a command asked."""
        mail = self._asked.get(sitting.id) if sitting is not None else self.channel.got[-1]
        reply = Reply(
            channel="mail" if mail else "terminal",
            provider_id=f"line-{line.number}",
            received_at=self.now,
            raw=line.typed.encode(),
            text=answer_in(f"{line.typed}\n\n{_quoted(mail)}") if mail else line.typed,
            check_in=(self._check_in(mail) or None) if mail else None,
        )
        self._judge(line, hearing.hear(self._turn, self._app.journal, reply).understood, sitting)

    def _judge(self, line: Line, understood: str, sitting: Sitting | None) -> None:
        found = {"answer": "", "unclear": "?"}.get(understood, f"!{understood}")
        if found or sitting is None or line.reading[:1] in {"!", "?"}:
            agrees = found == line.reading
        else:
            values = self._understood(sitting.prompt)
            agrees, found = reads(line, self._app.plan.prompts[sitting.prompt].form, values), str(values)
        if not agrees:
            self.year.wrong.append(f"{self.now:%Y-%m-%d} {line} as {line.reading or 'it is'}: {found}")

    def _understood(self, prompt: str) -> Mapping[str, Value]:
        """The values of the latest answer, if it is one to this question."""
        with self._app.journal.reading() as work:
            (entry,) = work.entries(Query(kinds=(Answered.kind,), limit=1))
        return entry.payload.values if isinstance(entry.payload, Answered) and entry.payload.prompt == prompt else {}

    # -- the commands ----------------------------------------------------------------------------------------------

    def _happens(self, line: Line) -> None:
        if line.typed.startswith("$ "):
            self._command(line.typed[2:], line.reading)
        else:
            self._hear(line, None)

    def _command(self, words: str, expected: str = "") -> str:
        """Run one; `#words` in it is the number of the latest row or page that holds these words."""
        code, said = self._commands(self.now, *(self._numbered(word) for word in shlex.split(words)))
        self.year.commands += 1
        if f"exit {code}" != (expected or "exit 0"):
            self.year.wrong.append(f"{self.now:%Y-%m-%d} {words}: exit {code} {self._commands.errors[-1]}")
        return said

    def _numbered(self, word: str) -> str:
        before, sign, words = word.partition("#")
        if not sign:
            return word
        with self._app.journal.reading() as work:
            later = len(list(takewhile(lambda one: not _holds(one, words), entries := work.entries(Query()))))
        return f"{before}{entries[later].seq}"


def _holds(entry: Entry, words: str) -> bool:
    fact = entry.payload
    return (isinstance(fact, Held) or (isinstance(fact, LedgerFact) and not fact.of)) and words in fact.text


def _settled_in(folder: Path) -> App:
    app = App({"TENDING_HOME": str(folder / "home"), "TENDING_CHANNELS__MAIL__PASSWORD": "none"})
    settings = folder / "home" / "config" / "tending.toml"
    for path in (settings, app.paths.store):
        path.parent.mkdir(mode=0o700, parents=True)
    settings.write_text(SETTINGS)
    settings.chmod(0o600)
    with app.journal.writing() as work:
        work.set_meta("seed", SEED.hex())
    return app


def _quoted(mail: Message) -> str:
    return "\n".join(
        ("On Mon, 5 Jan 2026 at 18:25, Check-in wrote:", *(f"> {line}" for line in mail.text.splitlines()))
    )


def reads(line: Line, form: Form, values: Mapping[str, Value]) -> bool:
    """Whether the values are those the line names: of the first part, or `part: value | part: value`."""
    first = form.parts[0].name
    pairs = [pair.split(": ", 1) for pair in line.reading.split(" | ")]
    by_part = all(len(pair) > 1 for pair in pairs)
    wanted = dict(pairs) if by_part else {first: line.reading or line.typed}
    return {name: _plain(values.get(name, "")) for name in wanted} == wanted


def _plain(value: Value) -> str:
    return ", ".join(value) if isinstance(value, list) else f"{value:g}" if isinstance(value, float) else str(value)


def rounded(value: Any) -> Any:
    """The same with every figure to four places."""
    match value:
        case float():
            return round(value, PLACES)
        case list():
            return [rounded(one) for one in value]
        case dict():
            return {name: rounded(one) for name, one in value.items()}
        case _:
            return value


def live() -> Year:
    """The store lies in memory where there is such a folder: what becomes of it on a disk is looked at elsewhere."""
    memory = IN_MEMORY if IN_MEMORY.is_dir() else None
    with TemporaryDirectory(prefix="year-", dir=memory) as folder, Player(Path(folder), script()) as player:
        return player.play()


def differences(found: Any, expected: Any, where: str = "") -> Iterator[str]:
    """Where one is not the other, by name and place."""
    if isinstance(found, list) and isinstance(expected, list) and len(found) == len(expected):
        for place, pair in enumerate(zip(found, expected, strict=True)):
            yield from differences(*pair, f"{where}/{place}")
    elif isinstance(found, dict) and isinstance(expected, dict) and found.keys() == expected.keys():
        for name in found:
            yield from differences(found[name], expected[name], f"{where}/{name}")
    elif found != expected:
        yield f"{where}: {found}, by hand {expected}"
