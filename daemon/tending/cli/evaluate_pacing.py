"""The pacing beside cron jobs: what is simulated for each row, and the work split over processes."""

import os
import signal
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from threading import Thread

from tending.adapters.deck_files import read_decks
from tending.adapters.journal.memory import MemoryJournal
from tending.core.decks import plan_of
from tending.core.model import Deck, Plan, Rules
from tending.core.responding import ANCHORS, Assumptions
from tending.core.values import dataclass
from tending.service import evaluating, simulating
from tending.service.evaluating import Compared, Half, Setting

FEWEST = 2
PORTION = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """What a row of the tables simulates, and which part of the keepers live it: one of `one_of`."""

    setting: Setting
    one_of: int

    def keepers(self, of: int) -> int:
        return max(FEWEST, of // self.one_of)


REGIMES: Mapping[str, Row] = {
    "first": Row(setting=Setting(), one_of=1),
    "second": Row(setting=Setting(given=Assumptions(anchor=ANCHORS["second"])), one_of=10),
}
BUDGETS: Mapping[str, Row] = {
    "budget-2": Row(setting=Setting(budget=2), one_of=15),
    "budget-7": Row(setting=Setting(budget=7), one_of=15),
}
SWEEPS: Mapping[str, Row] = {
    name: Row(setting=setting, one_of=30)
    for name, setting in {
        "anchor": Setting(given=Assumptions(anchor=0.7)),
        "alike": Setting(given=Assumptions(spread=0.4)),
        "unlike": Setting(given=Assumptions(spread=1.2)),
        "no-burden": Setting(given=Assumptions(burden=0.0)),
        "burden-twice": Setting(given=Assumptions(burden=0.4)),
        "no-weeks": Setting(given=Assumptions(week=0.0)),
        "weeks-twice": Setting(given=Assumptions(week=0.08)),
        "busy-twice": Setting(given=Assumptions(busy=0.3)),
        "no-weekend": Setting(given=Assumptions(weekend=0.0)),
        "unasked": Setting(given=Assumptions(unasked=0.1)),
        "unasked-often": Setting(given=Assumptions(unasked=0.25)),
        "untold": Setting(told=False),
        "untold-twice": Setting(told=False, given=Assumptions(wrong_window=2.6)),
    }.items()
}
ROWS = {**REGIMES, **BUDGETS, **SWEEPS}


@dataclass(frozen=True, kw_only=True, slots=True)
class Portion:
    """Some keepers of one row, for one process at a time."""

    row: str
    numbers: range
    seed: int


def evaluated(seed: int, keepers: int, *, processes: int | None = None) -> dict[str, Compared]:
    """Every row by its name, over as many processes as there are processors. Whatever their number, the same bytes."""
    portions = list(_portions(seed, keepers))
    lives = _spread(portions, processes or os.cpu_count() or 1)
    rows: dict[str, list[Half]] = {name: [] for name in ROWS}
    for portion, halves in zip(portions, lives, strict=True):
        rows[portion.row] += halves
    return {name: evaluating.compared(halves) for name, halves in rows.items()}


def _portions(seed: int, keepers: int) -> Iterator[Portion]:
    for name, row in ROWS.items():
        many = row.keepers(keepers)
        for first in range(0, many, PORTION):
            yield Portion(row=name, numbers=range(first, min(first + PORTION, many)), seed=seed)


def _spread(portions: Sequence[Portion], processes: int) -> list[list[Half]]:
    if processes == 1:
        return [lived(portion) for portion in portions]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_left_to_the_first) as pool:
        try:
            return list(pool.map(lived, portions))
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _left_to_the_first() -> None:
    """Ctrl-C reaches every process of a terminal; only the first answers it. When that is gone, so are the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with, args=(parent_process(),), daemon=True).start()


def _end_with(first: BaseProcess | None) -> None:
    if first is not None:
        first.join()
        os._exit(0)


def lived(portion: Portion) -> list[Half]:
    setting = ROWS[portion.row].setting
    plan_of = partial(_plan, portion.seed)
    return [
        evaluating.lived(plan_of, MemoryJournal(), setting, number, seed=portion.seed) for number in portion.numbers
    ]


@cache
def _plan(seed: int, rules: Rules) -> Plan:
    return plan_of(rules, _decks(), simulating.seed_bytes(seed))


@cache
def _decks() -> tuple[Deck, ...]:
    return read_decks(None)
