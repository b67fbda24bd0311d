"""TOML out of a file that somebody else may have made: what would take long to read is refused before it is read."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

LONGEST_LINE = 1000
MOST_DOTS = 100  # in one line: a dotted key costs the square of its parts, and again for every key below it
DEEPEST = 8

_AT = re.compile(r"\s*\(at line (\d+), column \d+\)")


class TomlError(ValueError):
    """One line: why this is not read, and where."""


def parse(raw: bytes) -> dict[str, Any]:
    """The tables of a file. Raises TomlError. How much may be read at all is for the caller to limit."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TomlError("is not written in UTF-8: save it again as plain text") from None
    _refuse_slow_lines(text)
    try:
        tree = tomllib.loads(text)
    except RecursionError:
        raise TomlError("is nested too deeply") from None
    except ValueError as error:
        raise TomlError(_with_line_first(str(error))) from None
    _refuse_depth(tree)
    return tree


def _with_line_first(message: str) -> str:
    what, line = _AT.sub("", message), _AT.search(message)
    return f"line {line[1]}: {what}: not as TOML is written" if line else f"{message}: not as TOML is written"


def _refuse_slow_lines(text: str) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            raise TomlError(f"line {number} is too long: at most {LONGEST_LINE} characters")
        if line.count(".") > MOST_DOTS:
            raise TomlError(f"line {number} has too many dots: at most {MOST_DOTS}")


def _refuse_depth(tree: dict[str, Any]) -> None:
    level: list[object] = [tree]
    for _ in range(DEEPEST):
        level = [child for parent in level for child in _children(parent)]
    if level:
        raise TomlError("is nested too deeply")


def _children(node: object) -> Iterator[object]:
    if isinstance(node, dict):
        yield from node.values()
    elif isinstance(node, list):
        yield from node
