"""Countries by code or name, and the time zone of a country, from the tables that come with the zone data."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

_ALSO = {
    "uk": "GB",
    "great britain": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "usa": "US",
    "america": "US",
    "holland": "NL",
    "deutschland": "DE",
    "\u00f6sterreich": "AT",
    "oesterreich": "AT",
    "schweiz": "CH",
    "suisse": "CH",
}
_HALVES = (1, 7)


def country(text: str) -> str | None:
    """The two letters of a country, by them or by its English name; None where there is none such."""
    said = text.strip().rstrip(".").lower().removeprefix("the ")
    known = {row[0]: row[1] for row in _rows("iso3166.tab")}
    if said.upper() in known:
        return said.upper()
    by_name = {name.lower(): code for code, name in known.items()}
    return _ALSO.get(said) or by_name.get(said)


def is_utc(name: str) -> bool:
    return name.rpartition("/")[2].upper() in {"UTC", "UCT", "ZULU", "UNIVERSAL"}


def zone(code: str, year: int) -> str | None:
    """The zone of a country whose clocks all show the same, summer and winter; None where they differ."""
    zones = [row[2] for row in _rows("zone.tab") if row[0] == code]
    return zones[0] if zones and len({_offsets(name, year) for name in zones}) == 1 else None


def _offsets(name: str, year: int) -> tuple[object, ...]:
    there = ZoneInfo(name)
    return tuple(datetime(year, month, 1, tzinfo=UTC).astimezone(there).utcoffset() for month in _HALVES)


@cache
def _rows(table: str) -> tuple[tuple[str, ...], ...]:
    return tuple(_lines(table))


def _lines(table: str) -> Iterator[tuple[str, ...]]:
    for line in files("tzdata").joinpath("zoneinfo", table).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield tuple(line.split("\t"))
