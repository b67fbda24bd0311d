"""Lines of a window: a question with what it offers, a row of what to expect, an entry of the journal."""

import re
from datetime import datetime
from itertools import zip_longest
from typing import Any

from tending.cli.output import local, wrapped
from tending.core import hours, rendering
from tending.core.entries import Met, Said
from tending.core.model import Prompt
from tending.core.words import day_part, say

KINDS = {
    "went-on": "and then asked",
    "put-off": "put off",
    "asked-back": "asked back",
    "bond": "a bond",
    "bond-changed": "set up",
    "bond-closed": "ended",
    "moved-on": "moving on",
    "held": "a page in the drawer",
    "held-shown": "a page shown",
    "held-kept": "a page settled",
    "marks": "marks kept from another history",
    "plain-kept": "a plain deck",
    "still-here": "help is still here",
    "undone": "taken back",
}
LINE_FOR_A_NO = "meet: a line for a no"
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


def entry_line(row: dict[str, Any], zone: str) -> str:
    """An entry of the journal, with its words beneath."""
    about = " ".join(filter(None, (row["check_in"], row["prompt"])))
    taken_back = "  (taken back)" if row["taken_back"] else ""
    first = f"{local(row['at'], zone)}  {_kind(row)}  {about}{taken_back}".rstrip()
    return f"{first}\n{wrapped(row['text'], '    ')}" if row["text"] else first


def _kind(row: dict[str, Any]) -> str:
    """What an entry is, in words: of what happened, what it was."""
    kind, what = row["kind"], row["what"]
    if kind == Said.kind and what in HAPPENED:
        return HAPPENED[what]
    if (kind, what) == (Met.kind, "no"):
        return LINE_FOR_A_NO
    return f"{kind}: {what}" if what else KINDS.get(kind, kind)
