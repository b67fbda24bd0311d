"""`eval`: how well the program does what it does, with figures and what they rest on."""

from typing import Annotated, Any

import typer

from tending.adapters.care_lines import authored_lines
from tending.adapters.drafts import authored_drafts
from tending.cli.evaluate_texts import LEXICON_NOTES, SIGNS_HEADING, TONE_NOTES
from tending.cli.output import AsJson, emit, emit_json, grid, hundredths, working, wrapped
from tending.core import tone_scores
from tending.core.care_scores import Score, Share, scores
from tending.core.tone_scores import ToneScore

KEEPERS = 1_500
HEAD = ("label", "half", "n", "recall", "precision", "false alarms")

evaluate = typer.Typer(rich_markup_mode=None, add_completion=False)


@evaluate.callback(invoke_without_command=True)
def figures(
    ctx: typer.Context,
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same figures.")] = 1,
    keepers: Annotated[int, typer.Option("--keepers", min=2, max=100_000, help="How many are simulated.")] = KEEPERS,
    markdown: Annotated[bool, typer.Option("--markdown", help="The tables, as they stand in docs/pacing.md.")] = False,
    as_json: AsJson = False,
) -> None:
    """The pacing beside cron jobs, on simulated keepers: two minutes on two processors. Or: lexicon, tone."""
    if ctx.invoked_subcommand is not None:
        return
    from tending.cli import evaluate_pacing, evaluate_pacing_table  # noqa: PLC0415 - they bring the whole service

    with working("Simulating half a year of each keeper"):
        found = evaluate_pacing.evaluated(seed, keepers)
    if as_json:
        emit_json(evaluate_pacing_table.as_rows(found))
    else:
        emit(evaluate_pacing_table.text(found, markdown=markdown))


@evaluate.command()
def lexicon(
    markdown: Annotated[bool, typer.Option("--markdown", help="The tables, as they stand in docs/care.md.")] = False,
    as_json: AsJson = False,
) -> None:
    """The words of care on the authored lines: recall and precision, n and 95 % intervals, both halves."""
    found = scores(authored_lines())
    if as_json:
        emit_json([_row(score) for score in found])
    elif markdown:
        emit(tables(found, markdown=True))
    else:
        emit(f"{tables(found)}\n\n{wrapped(LEXICON_NOTES)}")


@evaluate.command()
def tone(
    markdown: Annotated[bool, typer.Option("--markdown", help="The table, as it stands in docs/tone.md.")] = False,
    as_json: AsJson = False,
) -> None:
    """The tone check on the authored drafts: recall and precision, n and 95 % intervals, both halves."""
    found = tone_scores.scores(authored_drafts())
    if as_json:
        emit_json([_tone_row(score) for score in found])
    elif markdown:
        emit(tone_table(found, markdown=True))
    else:
        emit(f"{tone_table(found)}\n\n{wrapped(TONE_NOTES)}")


def _tone_row(score: ToneScore) -> dict[str, Any]:
    none = score.precision is None
    return {
        "label": score.label,
        "half": score.half,
        "n": score.found.n,
        "recall": None if none else _figures(score.found),
        "false_alarms": _figures(score.found) if none else None,
        "precision": _figures(score.precision) if score.precision is not None else None,
    }


def tone_table(found: tuple[ToneScore, ...], *, markdown: bool = False) -> str:
    rows = [
        (
            score.label,
            score.half,
            str(score.found.n),
            _shown(score.found) if score.precision is not None else "",
            _shown(score.precision) if score.precision is not None else "",
            "" if score.precision is not None else _shown(score.found),
        )
        for score in found
    ]
    return grid([HEAD, *rows], markdown=markdown)


def _row(score: Score) -> dict[str, Any]:
    return {
        "set": score.about,
        "label": score.label,
        "half": score.half,
        "calls_for_it": score.belongs,
        "n": score.found.n,
        "found": score.found.k,
        "recall": _figures(score.found) if score.belongs else None,
        "false_alarms": None if score.belongs else _figures(score.found),
        "precision": _figures(score.precision) if score.precision is not None else None,
    }


def _figures(share: Share) -> dict[str, Any]:
    low, high = share.interval
    value = share.value
    return {
        "k": share.k,
        "n": share.n,
        "value": round(value, 4) if value is not None else None,
        "low": round(low, 4),
        "high": round(high, 4),
    }


def tables(found: tuple[Score, ...], *, markdown: bool = False) -> str:
    """The two sets, one below the other."""
    crisis = [score for score in found if score.about == "crisis"]
    others = [score for score in found if score.about == "signs"]
    return f"{_table(crisis, markdown=markdown)}\n\n{SIGNS_HEADING}\n\n{_table(others, markdown=markdown)}"


def _table(found: list[Score], *, markdown: bool) -> str:
    return grid([HEAD, *(_cells(score) for score in found)], markdown=markdown)


def _cells(score: Score) -> tuple[str, ...]:
    recall = _shown(score.found) if score.belongs else ""
    alarms = "" if score.belongs else _shown(score.found)
    precision = _shown(score.precision) if score.precision is not None else ""
    return (score.label, score.half, str(score.found.n), recall, precision, alarms)


def _shown(share: Share) -> str:
    """`.95 [.83-.99]`."""
    if share.value is None:
        return "-"
    low, high = share.interval
    return f"{hundredths(share.value)} [{hundredths(low)}-{hundredths(high)}]"
