"""Records as plain values, ready for JSON and for tables. Instants end in Z, days are YYYY-MM-DD."""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from typing import Any

STAMP = "%Y-%m-%dT%H:%M:%SZ"
FORMULA = ("=", "+", "-", "@")


def plain(value: Any) -> Any:
    """The same in mappings, lists, texts and numbers."""
    match value:
        case Enum():
            return value.value
        case datetime():
            return value.astimezone(UTC).strftime(STAMP)
        case date() | time():
            return value.isoformat()
        case Mapping():
            return {str(plain(name)): plain(one) for name, one in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(one) for one in value]
        case _ if is_dataclass(value):
            return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
        case _:
            return value


def columns(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Every name there is, in the order in which it first comes."""
    return list(dict.fromkeys(name for row in rows for name in row))


def cell(value: Any) -> str:
    """One field of a table. A text that a spreadsheet would take for a formula has an apostrophe before it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str():
            return f"'{value}" if _begins(value).startswith(FORMULA) else value
        case list() if all(isinstance(one, str) for one in value):
            return cell("; ".join(value))
        case list() | dict():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)


def _begins(text: str) -> str:
    """What a spreadsheet sees first: without what cannot be seen, and full width as any other."""
    return next((unicodedata.normalize("NFKC", one) for one in text if one.isprintable() and not one.isspace()), "")
