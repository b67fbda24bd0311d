"""The pacing beside cron jobs: the work split over processes, and the table of what came of it."""

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import time
from functools import cache
from multiprocessing import get_context
from typing import Any

from tending.adapters.deck_files import read_decks
from tending.adapters.journal.memory import MemoryJournal
from tending.app import compiled
from tending.cli.output import wrapped
from tending.core.model import Plan, Rules, Window
from tending.core.responding import ANCHORS, Assumptions
from tending.service import evaluating, simulating
from tending.service.evaluating import ARMS, Compared, Figure, Half

CHUNK = 25
KEEPERS = 1_500
FEWER = 8  # the second regime and each sweep are lived by fewer: two minutes on two processors are enough
FEWEST = 25
SWEEPS: Mapping[str, Mapping[str, float]] = {
    "burden does not matter": {"burden": 0.0},
    "burden matters twice as much": {"burden": 0.24},
    "nobody tires": {"decay": 0.0},
    "they tire twice as fast": {"decay": 0.04},
    "30 % of days are busy": {"busy": 0.3},
    "the hour matters half as much": {"wrong_hour": 0.65},
    "one in four weeks they write unasked": {"returns": 0.25},
}
ASSUMED = (
    "Assumed, and not validated: a keeper answers with logit p = a - 1.3 [not at their own hour] - b (prompts in the"
    " last 7 days - 3) - d weeks - 1.8 [busy] - w [weekend]. p is .55 (first regime) or .86 (second) in the first week"
    " at their own hour with three prompts a week; a varies by .8, b is .12, d .02, w .3, each with half of itself as"
    " its spread; 15 % of days are busy; half of the keepers have nine in the morning as their hour, the others six in"
    " the evening, and tending is told which. All four ask the same keepers for 26 weeks."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    numbers: tuple[int, ...]
    seed: int
    given: Assumptions


@cache
def _plans() -> Mapping[bool, Plan]:
    decks, seed = read_decks(None), simulating.seed_bytes(1)
    hours = {True: (time(9), time(11)), False: (time(18), time(20))}
    rules = {when: Rules(windows=(Window(start=start, end=end),)) for when, (start, end) in hours.items()}
    return {when: compiled(one, decks, seed) for when, one in rules.items()}


def lived(task: Task) -> list[Half]:
    return [
        evaluating.lived(_plans(), MemoryJournal, number, seed=task.seed, given=task.given) for number in task.numbers
    ]


def tasks(seed: int, keepers: int) -> Iterator[tuple[str, Task]]:
    """Everything that is to be lived, each with the row it belongs to; the same for the same seed."""
    rows = [("first", Assumptions(), keepers), ("second", Assumptions(anchor=ANCHORS["second"]), keepers // FEWER)]
    rows += [(name, replace(Assumptions(), **changes), keepers // FEWEST) for name, changes in SWEEPS.items()]
    for name, given, many in rows:
        for start in range(0, max(2, many), CHUNK):
            numbers = tuple(range(start, min(start + CHUNK, max(2, many))))
            yield name, Task(numbers=numbers, seed=seed, given=given)


def evaluated(seed: int, keepers: int) -> dict[str, Compared]:
    """Every row, over as many processes as there are processors. Whatever their number, the same figures."""
    named = list(tasks(seed, keepers))
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        halves = list(pool.map(lived, [task for _, task in named]))
    rows: dict[str, list[Half]] = {}
    for (name, _), found in zip(named, halves, strict=True):
        rows.setdefault(name, []).extend(found)
    return {name: evaluating.compared(found) for name, found in rows.items()}


def as_rows(found: Mapping[str, Compared]) -> list[dict[str, Any]]:
    return [{"row": name, **asdict(one), "gate": one.gate} for name, one in found.items()]


def text(found: Mapping[str, Compared], *, markdown: bool = False) -> str:
    """Both regimes, the gate, the sweeps, and what all of it rests on."""
    blocks = [_regime(name, found[name], markdown=markdown) for name in ANCHORS]
    sweeps = [("first regime, but", "ignored", "answered"), *((name, *_ratios(found[name])) for name in SWEEPS)]
    blocks += [_laid_out(sweeps, markdown=markdown)]
    said = [honest(found["first"]), _limits(found), ASSUMED]
    return "\n\n".join([*blocks, *(wrapped(one) for one in said)])


def _regime(name: str, one: Compared, *, markdown: bool) -> str:
    head = (f"{name} regime, {one.keepers} keepers", "sent", "answered", "ignored")
    rows = [(arm, *(_shown(figure) for figure in one.arms[arm])) for arm in ARMS]
    last = ("tending / three a week, own hour", "", *reversed(_ratios(one)))
    return _laid_out([head, *rows, last], markdown=markdown)


def _ratios(one: Compared) -> tuple[str, str]:
    return _shown(one.ignored), _shown(one.answered)


def _shown(figure: Figure) -> str:
    return f"{figure.value:.2f} +-{figure.reach:.2f}"


def _laid_out(rows: Sequence[tuple[str, ...]], *, markdown: bool) -> str:
    if markdown:
        lines = [f"| {' | '.join(row)} |" for row in rows]
        return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]])
    wide = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(f"{cell:{width}}" for cell, width in zip(row, wide, strict=True)).rstrip() for row in rows
    )


def honest(one: Compared) -> str:
    """What the figures say, whichever way they fall."""
    reached = "holds" if one.gate else "does not hold"
    return (
        "A keeper-week, means with 95 % intervals (1.96 standard errors; ratios by linearization). It is a trade:"
        f" beside three prompts a week at the keeper's own hour, tending is ignored {one.ignored.value:.2f} times as"
        f" often and answered {one.answered.value:.2f} times as often, since it falls silent where nobody writes. The"
        f" gate, at most .90 of what is ignored at .90 of the answers or more in the first regime, {reached}."
    )


def _limits(found: Mapping[str, Compared]) -> str:
    keepers, broken = sum(one.keepers for one in found.values()), sum(one.broken for one in found.values())
    return (
        f"Limits over all {keepers} half years on the real planner (budget, one a day, 20 hours, quiet hours, six after"
        f" the last word): {broken} broken."
    )
