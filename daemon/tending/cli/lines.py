"""Lines of a window: a question with what it offers, and a row of what to expect."""

import re
from datetime import datetime
from itertools import zip_longest
from typing import Any

from tending.core import hours, rendering
from tending.core.model import Prompt
from tending.core.words import day_part, say

HAPPENED = {
    "they-wrote": "they wrote",
    "i-wrote": "you wrote",
    "space": "they asked for space",
    "no": "they said no",
    "order": "an order",
    "yes": "they said yes",
    "silence": "nothing came",
}
FEW = 3
COLUMN = 29
WIDEST = 34
_OPTION = re.compile(r"  \d+  ")


def question_lines(body: str, prompt: Prompt | None, language: str) -> str:
    """A question and its choices; more than three of them side by side where they are short."""
    lines = [line for line in rendering.question(body, prompt, language).split("\n") if line]
    offered = [line for line in lines if _OPTION.match(line)]
    if len(offered) <= FEW or max(map(len, offered)) > WIDEST or _starts_again(offered):
        return "\n".join(lines)
    rows = (len(offered) + 1) // 2
    pairs = zip_longest(offered[:rows], offered[rows:], fillvalue="")
    columns = [f"{left:{COLUMN + 2}}{right.removeprefix('  ')}".rstrip() for left, right in pairs]
    return "\n".join([*(line for line in lines if line not in offered), *columns])


def _starts_again(offered: list[str]) -> bool:
    return sum(line.startswith("  1  ") for line in offered) > 1


def expected(row: dict[str, Any], zone: str, language: str) -> str:
    """`Tue 24 Nov  evening   the good, and the hard`."""
    there = hours.local(datetime.fromisoformat(row["at"]), zone)
    first = row["line"][0].lower() if language == "en" else row["line"][0]
    line = first + row["line"][1:].rstrip("?.")
    return f"  {there:%a} {there.day:>2} {there:%b}  {day_part(there.time()):<9} {line}"


def stands(state: str) -> str:
    """How it stands between the two, in words; scripts have the state itself in `--json`."""
    return say(f"state-{state}")
