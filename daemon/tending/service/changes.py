"""Changes: what was done to channels and settings, in words. It is read from entries, so nothing can clear it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

from tending.core.entries import ChannelChanged, Entry, SettingsChanged
from tending.core.errors import StoreError
from tending.core.flat import STAMP
from tending.core.records import Query
from tending.core.words import say
from tending.ports import Journal, Work
from tending.service.turn import Turn

SHOWN_FOR = timedelta(days=14)
MOST_READ = 500
SHOWN = "changes.shown"
EVERY_DAY = " 0123456"
QUIETLY = frozenset({"renewed"})


def rows(turn: Turn, work: Work, *, limit: int = MOST_READ) -> list[dict[str, Any]]:
    """Every change of channels and settings, newest first."""
    found = work.entries(Query(kinds=("channel", "settings"), limit=limit))
    return [row for place, entry in enumerate(found) for row in _rows(turn, entry, found[place + 1 :])]


def recent(turn: Turn, work: Work) -> list[dict[str, Any]]:
    """Those of the last fourteen days, and those never shown yet: a second look does not hide them from the first."""
    shown = int(work.meta(SHOWN) or 0)
    since = (turn.now - SHOWN_FOR).strftime(STAMP)
    return [row for row in rows(turn, work) if row["seq"] > shown or row["at"] >= since]


def mark_shown(journal: Journal, shown: Sequence[Mapping[str, Any]]) -> None:
    """What `status` has shown a person. A store that cannot be written just now shows it again."""
    last = max((row["seq"] for row in shown), default=0)
    with suppress(StoreError):
        with journal.reading() as work:
            if last <= int(work.meta(SHOWN) or 0):
                return
        with journal.writing() as work:
            work.set_meta(SHOWN, str(last))


def _rows(turn: Turn, entry: Entry, older: Sequence[Entry]) -> Iterator[dict[str, Any]]:
    for name, what in _told(turn.language, entry, older):
        yield {"seq": entry.seq, "at": entry.at.strftime(STAMP), "about": entry.kind, "name": name, "what": what}


def _told(language: str, entry: Entry, older: Sequence[Entry]) -> Iterator[tuple[str | None, str]]:
    match entry.payload:
        case SettingsChanged() as fact:
            before = next((one.payload for one in older if isinstance(one.payload, SettingsChanged)), None)
            for what in _differences(language, before.rules if before is not None else fact.rules, fact.rules):
                yield None, what
        case ChannelChanged() as fact if fact.change not in QUIETLY:
            yield fact.name, _channel(language, fact, _before(fact.name, older) or fact)
        case _:
            return


def _before(name: str, older: Sequence[Entry]) -> ChannelChanged | None:
    return next(
        (one.payload for one in older if isinstance(one.payload, ChannelChanged) and one.payload.name == name), None
    )


def _channel(language: str, fact: ChannelChanged, before: ChannelChanged) -> str:
    level = level_in_words(fact.level, language) if fact.level else ""
    if fact.change != "changed":
        key = f"change-{fact.change}" if level or fact.change != "added" else "change-added-first"
        return say(key, language, name=fact.name, level=level)
    lines = [] if before.address == fact.address else [say("change-address", language)]
    if before.level != fact.level:
        was = level_in_words(before.level, language) if before.level else say("change-unknown", language)
        lines.append(say("change-level", language, was=was, now=level))
    lines += _differences(language, before.settings, fact.settings)
    return say("change-changed", language, name=fact.name, what="; ".join(lines) or say("change-unknown", language))


def level_in_words(level: str, language: str) -> str:
    return say(f"level-{level}", language)


def _differences(language: str, before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    return [
        say("change-value", language, what=_called(name), was=_shown(language, was), now=_shown(language, value))
        for name in {**before, **now}
        if (was := before.get(name, "")) != (value := now.get(name, ""))
    ]


def _called(name: str) -> str:
    return name.replace("_", " ")


def _shown(language: str, value: str) -> str:
    """A value as a person reads it; a mark of somebody's address is no more than that it is another."""
    if value.startswith("#"):
        return say("change-hidden", language)
    return value.replace(EVERY_DAY, "") or say("change-nothing", language)
