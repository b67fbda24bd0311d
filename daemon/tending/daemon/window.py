"""The window the daemon was started in, when there is one: questions are shown there, and what is typed is a reply."""

import asyncio
from collections.abc import Iterable
from typing import Protocol

from tending.adapters.threads import in_thread
from tending.app import typed
from tending.core import pacing
from tending.core.errors import TendingError
from tending.core.records import Heard
from tending.core.standing import Sitting, Standing
from tending.core.words import say
from tending.daemon.running import Running
from tending.service import hearing
from tending.service.turn import Turn


class Terminal(Protocol):
    """The window itself."""

    def began(self, turn: Turn, standing: Standing) -> None:
        """Called once, when the first plan is made: what is open, and what comes next."""
        ...

    def show(self, turn: Turn, sitting: Sitting) -> None: ...

    def heard(self, heard: Heard, standing: Standing) -> None:
        """What came of the line that was typed last."""
        ...

    def say(self, text: str) -> None: ...

    def read(self) -> str | None:
        """The next reply typed; None when the window is gone. Blocks, in a thread of its own."""
        ...


class Window:
    def __init__(self, running: Running, terminal: Terminal) -> None:
        self._running, self._terminal = running, terminal
        self._shown: set[tuple[int, int]] = set()

    def say_all(self, lines: Iterable[str]) -> None:
        language = self._running.app.rules.language
        if text := "".join(f"\n{say(line, language)}" for line in lines):
            self._terminal.say(text)

    def show(self) -> None:
        """What waits; the first time, before the daemon is ready, how things stand too."""
        turn, standing = self._running.turn(), self._running.standing()
        if not self._running.ready and not pacing.hidden(standing, turn.now):
            self._terminal.began(turn, standing)
        self._show_open(turn, standing)

    def _show_open(self, turn: Turn, standing: Standing, again: str = "") -> None:
        """Every question that waits and has not been shown; `again` names one to show once more."""
        for sitting in standing.open if not pacing.hidden(standing, turn.now) else ():
            place = (sitting.id, len(sitting.prompts))
            if place not in self._shown or sitting.prompt == again:
                self._shown.add(place)
                self._terminal.show(turn, sitting)

    async def run(self) -> None:
        """Hear what is typed. A window that is gone ends the listening, not the daemon."""
        while (line := await self._typed()) is not None:
            if not line.strip():
                continue
            try:
                await in_thread(self._hear, line)
            except TendingError as error:
                self._terminal.say(str(error))
            self._running.woken.set()

    async def _typed(self) -> str | None:
        stopping = self._running.stopping
        reading = asyncio.ensure_future(in_thread(self._terminal.read))
        stopped = asyncio.ensure_future(stopping.wait())
        await asyncio.wait({reading, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if reading.done() and not stopping.is_set():
            return reading.result()
        reading.cancel()
        return None

    def _hear(self, line: str) -> None:
        turn = self._running.turn()
        heard = hearing.hear(turn, self._running.app.journal, typed(line, turn.now))
        standing = self._running.standing()
        self._terminal.heard(heard, standing)
        self._show_open(turn, standing, again=heard.follows_prompt)
