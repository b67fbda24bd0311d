"""Help lines: the lines of a country, and what is wrong with a list of them."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from tending.core.values import dataclass

MORE = "https://findahelpline.com"
CARD_MOST = 3
OLDEST_MONTHS = 24
NEEDED = ("name", "number", "kind", "hours", "languages", "source", "noted_at", "verified")
KEYS = frozenset({*NEEDED, "verified_at", "seen_in"})


class LineKind(StrEnum):
    """Whom a line is for: a bad hour; those who are hurt by somebody near; men who are; those who fear to hurt."""

    CRISIS = "crisis"
    VIOLENCE = "violence"
    MEN = "men"
    OWN_VIOLENCE = "own-violence"


@dataclass(frozen=True, kw_only=True, slots=True)
class HelpLine:
    """A number as it is dialled. `on` is the day it was checked at its source, or, unverified, written down."""

    name: str
    number: str
    kind: LineKind
    hours: str
    languages: str
    source: str
    on: date
    verified: bool = False
    seen_in: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class HelpLines:
    """The lines of one country. Without an emergency number the country is not known."""

    country: str = ""
    name: str = ""
    emergency: str = ""
    lines: tuple[HelpLine, ...] = ()

    def of(self, *kinds: LineKind) -> tuple[HelpLine, ...]:
        """As many as a card has room for."""
        return tuple(line for line in self.lines if line.kind in kinds)[:CARD_MOST]


def country_of(code: str, table: Mapping[str, Any]) -> HelpLines:
    """A country out of its table. Raises KeyError, TypeError or ValueError for one that `wrong` complains about."""
    return HelpLines(
        country=code,
        name=table["name"],
        emergency=table["emergency"],
        lines=tuple(_line(line) for line in table["line"]),
    )


def _line(table: Mapping[str, Any]) -> HelpLine:
    verified = bool(table["verified"])
    return HelpLine(
        name=table["name"],
        number=table["number"],
        kind=LineKind(table["kind"]),
        hours=table["hours"],
        languages=table["languages"],
        source=table["source"],
        on=table["verified_at"] if verified else table["noted_at"],
        verified=verified,
        seen_in=table.get("seen_in", ""),
    )


def wrong(countries: Mapping[str, Any], today: date) -> list[str]:
    """Everything that is wrong with a list, a line each: `DE: TelefonSeelsorge: number: holds no digit`."""
    return [f"{code}: {what}" for code, table in countries.items() for what in _wrong_country(table, today)]


def _wrong_country(table: Any, today: date) -> Iterator[str]:
    if not isinstance(table, dict):
        yield "is a table with name, emergency and lines"
        return
    yield from (f"{key}: is missing" for key in ("name", "emergency", "line") if not table.get(key))
    lines = [line for line in table.get("line") or () if isinstance(line, dict)]
    if not _digits(table.get("emergency", "")):
        yield "emergency: holds no digit"
    if not any(line.get("kind") == LineKind.CRISIS for line in lines):
        yield "has no line of kind crisis"
    numbers = [(_digits(line.get("number", "")), line.get("kind")) for line in lines]
    yield from (f"{number}: stands there twice" for number, kind in _twice(numbers))
    for line in lines:
        yield from (f"{line.get('name', '?')}: {what}" for what in _wrong_line(line, today))


def _twice(found: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return sorted({one for one in found if one[0] and found.count(one) > 1}, key=str)


def _digits(text: object) -> str:
    return "".join(one for one in str(text) if one.isdecimal())


def _wrong_line(line: Mapping[str, Any], today: date) -> Iterator[str]:
    yield from (f"{key}: is missing" for key in NEEDED if key not in line)
    yield from (f"{key}: is no key of a line" for key in line if key not in KEYS)
    if not _digits(line.get("number", "")):
        yield "number: holds no digit"
    if line.get("kind") not in list(LineKind):
        yield f"kind: is one of {', '.join(LineKind)}"
    if not str(line.get("source", "")).startswith("https://"):
        yield "source: is the official page, beginning with https://"
    yield from _wrong_date(line, today)


def _wrong_date(line: Mapping[str, Any], today: date) -> Iterator[str]:
    key = "verified_at" if line.get("verified") else "noted_at"
    day = line.get(key)
    if type(day) is not date:
        yield f"{key}: is a day such as 2026-05-03"
    elif day > today:
        yield f"{key}: {day} has not come yet"
    elif months(day, today) >= OLDEST_MONTHS:
        yield f"{key}: {day} is {OLDEST_MONTHS} months ago or more: look it up at {line.get('source', 'its source')}"


def months(day: date, today: date) -> int:
    """Whole months from one day to another."""
    return (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
