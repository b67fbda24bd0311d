"""The tables of the pacing for people, for the page in docs, and for programs."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from string import Template
from typing import Any

from tending.cli import evaluate_pacing_texts as texts
from tending.cli.evaluate_pacing import REGIMES, ROWS, SWEEPS
from tending.cli.output import grid, hundredths, wrapped
from tending.core.means import Figure
from tending.core.responding import ANCHORS, Assumptions
from tending.service.evaluating import FEWER_IGNORED, OURS, OWN_HOUR, SAME_ANSWERS, Arm, Compared


def as_rows(found: Mapping[str, Compared]) -> list[dict[str, Any]]:
    """For programs: each row with what was set, its figures to four places, and whether the gate holds in it."""
    return [
        {
            "row": name,
            "setting": asdict(ROWS[name].setting),
            **_rounded(asdict(one)),
            "as_many_answers": _rounded(one.as_many_answers),
            "gate": one.gate,
        }
        for name, one in found.items()
    ]


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    return round(value, 4) if isinstance(value, float) else value


def text(found: Mapping[str, Compared], *, markdown: bool = False) -> str:
    """Both regimes, the curve, the sweeps; what they say, and all that they rest on."""
    tables = [*(_regime(name, found[name]) for name in REGIMES), list(_curve(found)), list(_sweeps(found))]
    said = [*honest(found), *assumed()]
    return "\n\n".join(
        [*(grid(table, markdown=markdown) for table in tables), *(wrapped(one, rest=_rest(one)) for one in said)]
    )


def _rest(line: str) -> str:
    return "  " if line.startswith("- ") else ""


def _regime(name: str, one: Compared) -> list[tuple[str, ...]]:
    title = _filled(texts.REGIME, name=name, anchor=hundredths(ANCHORS[name]), keepers=one.keepers)
    arms = [(words, *_cells(one.arms[arm])) for arm, words in texts.ARMS.items()]
    return [(title, *texts.FIGURES), *arms, (texts.RATIO, "", _shown(one.answered), _shown(one.ignored))]


def _curve(found: Mapping[str, Compared]) -> Iterator[tuple[str, ...]]:
    yield (texts.CURVE_HEAD, *texts.FIGURES)
    for arm in OWN_HOUR:
        yield (texts.CURVE[arm], *_cells(found["first"].arms[arm]))
    for row, words in texts.OURS.items():
        yield (words, *_cells(found[row].arms[OURS]))


def _sweeps(found: Mapping[str, Compared]) -> Iterator[tuple[str, ...]]:
    keepers = min(found[name].keepers for name in SWEEPS)
    yield (_filled(texts.SWEEPS_HEAD, keepers=keepers), *texts.SWEEPS_COLUMNS)
    for name, words in texts.SWEEPS.items():
        yield (words, *(_shown(figure) for figure in (found[name].answered, found[name].ignored, found[name].silent)))


def _cells(arm: Arm) -> tuple[str, ...]:
    return (_shown(arm.sent), _shown(arm.answered), _shown(arm.ignored))


def _shown(figure: Figure) -> str:
    """`.59 +-.03`; what does not vary has no interval."""
    value, reach = hundredths(figure.value), hundredths(figure.reach)
    return value if reach == ".00" else f"{value} +-{reach}"


def _filled(words: str, **values: object) -> str:
    return Template(words).substitute(values)


def honest(found: Mapping[str, Compared]) -> Iterator[str]:
    """What the figures say, whichever way they fall."""
    first, second = found["first"], found["second"]
    yield f"{texts.WEEKLY} {texts.SWEEPS_NOTE}"
    yield " ".join(_beside(first, second))
    yield " ".join([gate(first), *_why(first)])
    broken, keepers = sum(one.broken for one in found.values()), sum(one.keepers for one in found.values())
    yield _filled(texts.LIMITS, keepers=keepers, broken=broken)


def _beside(first: Compared, second: Compared) -> Iterator[str]:
    if max(first.ignored.value, first.answered.value) < 1:
        yield texts.TRADE
    yield _filled(
        texts.BESIDE,
        ignored=hundredths(first.ignored.value),
        answered=hundredths(first.answered.value),
        ignored_second=hundredths(second.ignored.value),
        answered_second=hundredths(second.answered.value),
    )
    if min(one.answered.value - one.answered.reach for one in (first, second)) < 1:
        yield texts.NOT_BEATEN


def gate(one: Compared) -> str:
    """Whether it holds, and by how much it does not."""
    short, over = SAME_ANSWERS - one.answered.value, one.ignored.value - FEWER_IGNORED
    missed = [
        *([_filled(texts.SHORT_OF_ANSWERS, by=hundredths(short))] if short > 0 else []),
        *([_filled(texts.OVER_IGNORED, by=hundredths(over))] if over > 0 else []),
    ]
    return _filled(texts.GATE_FAILS, short=", ".join(missed)) if missed else texts.GATE_HOLDS


def _why(one: Compared) -> Iterator[str]:
    yield _filled(texts.SILENT, silent=f"{100 * one.silent.value:.0f}")
    if (theirs := one.as_many_answers) is not None:
        yield _filled(texts.AS_MANY, theirs=hundredths(theirs), ours=hundredths(one.arms[OURS].ignored.value))


def assumed() -> Iterator[str]:
    """The assumptions in words, with the numbers that are used."""
    given = Assumptions()
    for line in texts.ASSUMED:
        yield _filled(
            line,
            wrong=hundredths(given.wrong_window),
            on_busy=hundredths(given.on_busy_day),
            first=hundredths(ANCHORS["first"]),
            second=hundredths(ANCHORS["second"]),
            spread=hundredths(given.spread),
            burden=hundredths(given.burden),
            week=hundredths(given.week),
            weekend=hundredths(given.weekend),
            busy=f"{100 * given.busy:.0f}",
            mornings=f"{100 * given.mornings:.0f}",
        )
