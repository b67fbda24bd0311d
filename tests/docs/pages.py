"""The pages of the project, and what stands in them."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
DECKS = (ROOT / "docs" / "decks.md").read_text("utf-8")


def blocks(page: str) -> list[str]:
    """Fenced blocks, and those that are indented by four."""
    fenced = re.findall(r"^```\w*\n(.*?)^```", page, flags=re.MULTILINE | re.DOTALL)
    without = re.sub(r"^```.*?^```", "", page, flags=re.MULTILINE | re.DOTALL)
    indented: list[str] = re.findall(r"(?:^ {4}.*\n?)+", without, flags=re.MULTILINE)
    return fenced + indented


def code(page: str) -> list[str]:
    """What stands in backticks within a line."""
    without = re.sub(r"^```.*?^```", "", page, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"`([^`\n]+)`", without)


def commands(page: str) -> list[list[str]]:
    """Every call of `tending` in a block or in backticks, as its words; a line may go on after a backslash."""
    lines = [line for block in blocks(page) for line in block.replace("\\\n", " ").splitlines()]
    called = [re.fullmatch(r"\s*(?:\$ )?tending( .+)?", line) for line in [*lines, *code(page)]]
    return [(found[1] or "").split("  #")[0].split() for found in called if found]


def targets(page: str) -> set[str]:
    """What `make` is told to make."""
    found: list[str] = re.findall(r"(?:^ {4}|`)make ([a-z]+)", page, flags=re.MULTILINE)
    return set(found)


def rows(page: str, heading: str) -> list[list[str]]:
    """The rows of the table below a heading, cell by cell."""
    section = page.split(f"\n## {heading}\n")[1].split("\n## ", maxsplit=1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
