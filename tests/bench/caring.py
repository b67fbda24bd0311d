"""How fast the help card comes: within the program, and as a whole command."""

import statistics
import time
from pathlib import Path

from bench.programs import OURS, environ, seconds
from bench.stores import START, settle_in
from tending.app import App
from tending.core.records import Reply
from tending.service import beginning, hearing

TEXT = "I want to die"
ROUNDS = 40
WITHIN = 0.2


def card_within(home: Path, *, rounds: int = ROUNDS) -> tuple[float, float]:
    """Seconds from `hear` to the card returned, on a real store: the first of a process, and the median after it."""
    app = App(environ(home, TENDING_KEEPER__COUNTRY="DE"))
    beginning.begin(app.turn(START), app.journal)
    spent = []
    for number in range(rounds):
        reply = Reply(channel="terminal", provider_id=f"c{number}", received_at=START, raw=TEXT.encode(), text=TEXT)
        resume = Reply(channel="terminal", provider_id=f"r{number}", received_at=START, raw=b"resume", text="resume")
        turn = app.turn(START)
        began = time.perf_counter()
        heard = hearing.hear(turn, app.journal, reply)
        spent.append(time.perf_counter() - began)
        assert heard.card is not None
        hearing.hear(turn, app.journal, resume)
    app.close()
    return spent[0], statistics.median(spent[1:])


def card_as_a_command(home: Path, *, rounds: int = 15) -> tuple[float, float]:
    """Medians of whole commands, in turn: the card, and a note of as many words that brings none."""
    env = environ(home, TENDING_KEEPER__COUNTRY="DE")
    pairs = []
    for _ in range(rounds + 1):
        card = seconds([*OURS, "reply", *TEXT.split()], env)
        seconds([*OURS, "resume"], env)
        pairs.append((card, seconds([*OURS, "reply", "I", "want", "to", "walk"], env)))
    return statistics.median(one for one, _ in pairs[1:]), statistics.median(two for _, two in pairs[1:])


def settled(folder: Path) -> Path:
    settle_in(folder / "home")
    return folder / "home"
