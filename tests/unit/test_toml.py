"""TOML that may be hostile."""

import re

import pytest

from tending.core.toml import DEEPEST, LONGEST_LINE, MOST_DOTS, TomlError, parse


def test_plain_toml_is_read_with_or_without_a_mark_at_its_beginning() -> None:
    text = b'[pace]\r\nbudget = 2\r\nwindows = ["a", "b"]\r\n'

    assert parse(text) == parse(b"\xef\xbb\xbf" + text) == {"pace": {"budget": 2, "windows": ["a", "b"]}}


def test_a_line_goes_to_its_limit_and_not_beyond() -> None:
    longest, dotted = "#" * LONGEST_LINE, "#" + "." * MOST_DOTS

    assert parse(f"{longest}\n{dotted}\n".encode()) == {}
    for line in (longest + "#", dotted + "."):
        with pytest.raises(TomlError, match="line 2"):
            parse(f"\n{line}\n".encode())


def test_tables_go_to_their_depth_and_not_beyond() -> None:
    deepest = "x" + ".x" * (DEEPEST - 2)

    assert parse(f"{deepest} = 1".encode())
    with pytest.raises(TomlError, match="nested too deeply"):
        parse(f"{deepest}.x = 1".encode())


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("a" + ".a" * 60_000 + "=1", "line 1 is too long: at most 1000 characters"),
        ("[a" + ".a" * 400 + "]\n" + "b=1\n" * 30_000, "line 1 has too many dots: at most 100"),
        ("a = " + "[\n" * 100_000, "is nested too deeply"),
        ("a = " + "{a = " * 150, "is nested too deeply|not as TOML is written"),
        ("a = 1\na = 2\n", "line 2: .*: not as TOML is written"),
        ("a =", "at end of document.*: not as TOML is written"),
        (b"a = '\xff'", "is not written in UTF-8: save it again as plain text"),
    ],
    ids=["dots", "header", "lists", "tables", "twice", "end", "latin"],
)
def test_what_is_slow_deep_or_no_toml_is_one_line(text: str | bytes, complaint: str) -> None:
    with pytest.raises(TomlError) as caught:
        parse(text if isinstance(text, bytes) else text.encode())

    assert re.search(complaint, str(caught.value))
    assert str(caught.value).isprintable()
