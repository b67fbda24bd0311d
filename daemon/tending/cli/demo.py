"""The demo: the real service on a throw-away store, a clock that is wound on, and a made-up keeper who answers."""

import select
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from threading import Event

from tending.app import App, typed
from tending.cli import terminal_texts as texts
from tending.cli.console import indented
from tending.cli.lines import question_lines
from tending.cli.output import emit
from tending.cli.session import Session
from tending.core import hours
from tending.core.entries import BondChanged
from tending.core.model import InTouch, Profile
from tending.core.standing import Sitting, Standing
from tending.service import asking, beginning, hearing, views
from tending.service.personas import Keeper
from tending.service.turn import Turn

LONGEST_WAIT = 6.0
ANSWERS_AFTER = timedelta(minutes=50)
READING = 0.8  # seconds a question stands before it is answered, however fast the clock
SCRIPT = {
    "W0": "5. maybe 1",
    "W1": "partly",
    "W2": "good: sunday walks, laughing, her cooking. hard: money talks, my silences",
    "W4": "beside",
    "W3": "I answer the same day now. The money, no.",
    "W5": "not being alone",
    "W6": "yes",
    "W7": "2 - the second time we had a plan, and no rest",
    "W8": "3",
    "G1": "2/5",
    "G2": "The first cold, clear morning.",
    "G3": "skip",
    "A0": "some",
    "A1": "I cancelled our weekend by text, the evening before, but I was tired.",
    "A2": "I cancelled our weekend by text, the evening before.",
    "A3": "A guess: that she came last.",
    "A4": "When I cannot come I call, and two days before.",
    "L8": "later 2d",
    "P1": "I call my brother every Sunday\n80%",
    "P2": "One call, this Sunday.",
    "P3": "if it is Sunday at five, then I will call\nSunday",
}
NOT_ANSWERED = 6  # the sixth sitting closes by itself


@dataclass(kw_only=True)
class Demo:
    app: App
    now: datetime
    end: datetime
    speed: float
    keeper: Keeper
    waiting: Event = field(default_factory=Event)
    asked: int = 0
    answered: int = 0
    seen: set[tuple[int, int]] = field(default_factory=set)

    def turn(self) -> Turn:
        return Turn(given=self.app.plan, ways=(), now=self.now)

    def run(self) -> None:
        beginning.begin(self.turn(), self.app.journal)
        self._set_up()
        beginning.first_question(self.turn(), self.app.journal)
        while self.now < self.end:
            decision = asking.tick(self.turn(), self.app.journal)
            waiting = self._open()
            for sitting in waiting:
                self._sit(sitting)
            if not waiting:
                self._wind_on(decision.wake)

    def _open(self) -> list[Sitting]:
        return [one for one in self._standing().open if (one.id, len(one.prompts)) not in self.seen]

    def _standing(self) -> Standing:
        with self.app.journal.reading() as work:
            return work.standing()

    def _set_up(self) -> None:
        with self.app.journal.writing() as work:
            change = BondChanged(
                label="S",
                profile=Profile.FORMER_PARTNER,
                since=hours.local_date(self.now, self.app.rules.zone) - timedelta(days=42),
                in_touch=InTouch.NO,
            )
            beginning.set_up(self.turn(), work, change)

    def _sit(self, sitting: Sitting) -> None:
        """One check-in: each of its questions, with the answer that comes and the echo."""
        self.asked += 1
        number = self.asked
        while True:
            self.seen.add((sitting.id, len(sitting.prompts)))
            self._show(sitting)
            if number == NOT_ANSWERED:
                emit(f"{indented(texts.DEMO_LAPSED)}\n")
                return
            self._answer(sitting)
            following = next((one for one in self._open() if one.id == sitting.id), None)
            if following is None:
                return
            sitting = following

    def _show(self, sitting: Sitting) -> None:
        if len(sitting.prompts) == 1:
            there = hours.local(self.now, self.app.rules.zone)
            emit(f"{there:%a} {there.day:>2} {there:%b} {there:%H:%M}")
        turn = self.turn()
        emit(indented(question_lines(*views.question_text(turn, sitting), turn.language)))

    def _answer(self, sitting: Sitting) -> None:
        text = self._typed_within(max(READING, ANSWERS_AFTER.total_seconds() / self.speed))
        if not text:
            text = SCRIPT.get(sitting.prompt) or self.keeper.answer(sitting)
            emit("\n".join(f"> {line}" for line in text.split("\n")))
        self.now += ANSWERS_AFTER if len(sitting.prompts) == 1 else timedelta(minutes=1)
        heard = hearing.hear(self.turn(), self.app.journal, typed(text, self.now))
        self.answered += heard.understood == "answer" and len(sitting.prompts) == 1
        emit(f"{indented(heard.card or heard.echo)}\n")

    def _wind_on(self, wake: datetime | None) -> None:
        """To the next thing that happens, at the speed of the demo."""
        after = min(wake or self.end, self.end)
        away = max(after - self.now, timedelta(seconds=1))
        self.waiting.wait(min(LONGEST_WAIT, away.total_seconds() / self.speed))
        self.now += away

    def _typed_within(self, seconds: float) -> str:
        """A line that somebody typed meanwhile, on a terminal."""
        if not sys.stdin.isatty():
            self.waiting.wait(seconds)
            return ""
        ready, _, _ = select.select([sys.stdin], [], [], seconds)
        return sys.stdin.readline().strip() if ready else ""


def show(session: Session, *, speed: float, days: int) -> None:
    typing = texts.DEMO_TYPING if sys.stdin.isatty() else ""
    emit(indented(texts.DEMO_BEGIN.replace("$typing", typing)))
    with _throw_away(session) as app:
        now = app.clock()
        keeper = Keeper(random=Random("demo"), persona="diligent", given=app.plan)  # noqa: S311 - a demo replays
        demo = Demo(app=app, now=now, end=now + timedelta(days=days), speed=speed, keeper=keeper)
        try:
            demo.run()
        except KeyboardInterrupt:
            emit("")
    ending = texts.DEMO_END.replace("$asked", str(demo.asked)).replace("$answered", str(demo.answered))
    emit(indented(ending.replace("$days", str(max(1, (demo.now - now).days)))))


@contextmanager
def _throw_away(session: Session) -> Iterator[App]:
    """The program in a folder of its own, with no setting of the keeper's but their zone."""
    with tempfile.TemporaryDirectory(prefix="tending-demo-") as folder:
        kept = {key: value for key, value in session.environ.items() if key in {"TZ", "PATH", "HOME", "TENDING_CLOCK"}}
        app = App({**kept, "TENDING_HOME": str(Path(folder))})
        try:
            yield app
        finally:
            app.close()
