"""The shape of the source: small functions, small files, nothing that runs a stranger's text, no path of a machine."""

import ast
import re
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs.pages import ROOT

MOST_LINES = 400
MEDIAN = 6
NINE_OF_TEN = 30
BANNED_IMPORTS = {"pickle", "cPickle", "dill", "marshal", "shelve", "yaml", "click"}
BANNED_CALLS = {"eval", "exec", "compile", "__import__"}
DEPTH_OF_A_NAME = 2  # "/" and one more: such as /tmp, which every program may name
EVERYWHERE = {Path(place) for place in ("/", "/home", "/root", "/srv", "/opt", "/usr", "/usr/local", "/usr/src")}


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def written() -> Iterator[Path]:
    """Every file of the project that people write: not what tools keep in hidden folders, or make."""
    for path in sorted(ROOT.rglob("*")):
        if path.relative_to(ROOT).parts[0] == "build":
            continue
        within = path.relative_to(ROOT).parts
        if path.is_file() and not any(part.startswith(".") or part == "__pycache__" for part in within[:-1]):
            yield path


def functions(path: Path) -> Iterator[int]:
    """How many lines each function has, its signature among them."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (node.end_lineno or node.lineno) - node.lineno + 1


def figures() -> tuple[float, float, int]:
    """The median and the 90th percentile of the lines of a function, and how many functions there are."""
    lengths = [length for path in sources("daemon") for length in functions(path)]
    return statistics.median(lengths), statistics.quantiles(lengths, n=10)[-1], len(lengths)


def dangers(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Import():
                yield from (one.name for one in node.names if one.name.split(".")[0] in BANNED_IMPORTS)
            case ast.ImportFrom(module=str(name)) if name.split(".")[0] in BANNED_IMPORTS:
                yield name
            case ast.Call(func=ast.Name(id=name)) if name in BANNED_CALLS:
                yield name
            case ast.Call(func=ast.Attribute(attr="format" | "format_map" as name)):
                yield f"str.{name}"
            case ast.keyword(arg="shell", value=value) if not (
                isinstance(value, ast.Constant) and value.value is False
            ):
                yield "shell"
            case _:
                pass


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in sources("daemon", "tests")}

    assert len(lengths) > 100
    assert {str(path): length for path, length in lengths.items() if length > MOST_LINES} == {}


def test_functions_are_small() -> None:
    median, nine_of_ten, count = figures()

    assert count > 500
    assert (median <= MEDIAN, nine_of_ten < NINE_OF_TEN) == (True, True), (median, nine_of_ten)


def test_nothing_in_the_program_can_run_what_somebody_wrote() -> None:
    found = {str(path): [*dangers(path.read_text("utf-8"))] for path in sources("daemon")}

    assert {path: what for path, what in found.items() if what} == {}


@pytest.mark.parametrize(
    "text",
    [
        "import pickle",
        "import yaml.loader",
        "from pickle import loads",
        "eval('1')",
        "'{x}'.format(x=1)",
        "text.format_map(words)",
        "run('ls', shell=True)",
        "run('ls', shell=how)",
    ],
)
def test_what_could_would_be_noticed(text: str) -> None:
    assert [*dangers(text)] != []


def test_nothing_names_a_path_of_the_machine_it_was_written_on() -> None:
    places = (ROOT, ROOT.parent, Path.home(), Path(sys.prefix))
    here = {place for place in places if place not in EVERYWHERE and len(place.parts) > DEPTH_OF_A_NAME}
    pattern = re.compile("|".join(rf"(?<![\w./$}}-]){re.escape(str(place))}(?![\w-])" for place in here))

    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in written()
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), start=1)
        if pattern.search(line)
    ]

    assert found == []
