"""Everything the keeper wrote, to take along: whole, as tables, to read, or as days for a calendar.

What was forgotten or thrown away is not in it, what was taken back says so, and no secret ever is: settings, channels
and their hashes stay here.
"""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from tending.core import flat, hours
from tending.core.entries import Answered, Entry, Held, HeldKept, Noted
from tending.core.ledgers import hold
from tending.core.ledgers.shown import SHOWN, Day, Shown
from tending.core.pages import Chapter, Document, Item
from tending.core.records import CalendarDay, Query, ReplyState
from tending.core.standing import BondStanding
from tending.core.words import say
from tending.ports import Journal, Work
from tending.service import recording, reporting
from tending.service.reporting import BEGINNING, Range
from tending.service.turn import Turn

VERSION = 1
KEPT_HERE = frozenset({"settings", "decks", "channel"})
MADE_OF = datetime(1980, 1, 1).timetuple()[:6]  # noqa: DTZ001 - the first day that a zip file knows


def whole(turn: Turn, journal: Journal) -> dict[str, Any]:
    """Every entry with all that is in it, and every ledger as rows."""
    with journal.reading() as work:
        entries = _entries(work)
        undone = recording.taken_back(work)
        standing = work.standing()
        return {
            "program": "tending",
            "version": VERSION,
            "exported_at": flat.plain(turn.now),
            "zone": turn.given.rules.zone,
            "bonds": [_bond(bond) for bond in standing.bonds],
            "ledgers": {one.kind: _rows(work, one, standing.bonds) for one in SHOWN},
            "entries": [_entry(one, taken_back=one.seq in undone) for one in entries],
            "unread": _unread(work),
        }


def _entries(work: Work) -> list[Entry]:
    found = work.entries(Query(oldest_first=True))
    away = _thrown_away(found)
    return [one for one in found if one.payload is not None and one.kind not in KEPT_HERE and one.seq not in away]


def _thrown_away(entries: Sequence[Entry]) -> set[int]:
    """Pages, and the answers that they came with."""
    said = [one.payload for one in entries if isinstance(one.payload, HeldKept)]
    away = {fact.page for fact in said if fact.became == hold.DELETED}
    words = hold.answers(one for one in entries if one.seq in away)
    return away | {one.seq for one in entries if isinstance(one.payload, Answered) and hold.is_page(one.payload, words)}


def _entry(one: Entry, *, taken_back: bool) -> dict[str, Any]:
    head = {"seq": one.seq, "at": flat.plain(one.at), "bond": one.bond or None, "kind": one.kind}
    return {**head, "taken_back": taken_back, "fact": flat.plain(one.payload)}


def _bond(bond: BondStanding) -> dict[str, Any]:
    return {
        "number": bond.number,
        "label": bond.label,
        "profile": flat.plain(bond.profile),
        "added_at": flat.plain(bond.added_at),
        "closed": bond.closed,
    }


def _rows(work: Work, shown: Shown, bonds: Sequence[BondStanding]) -> list[dict[str, Any]]:
    """A ledger as rows by bond, and those that belong to none."""
    kind, *others = shown.made_of
    facts = recording.recorded(work, kind, None, *others)
    found = []
    for number, label in [*((bond.number, bond.label) for bond in bonds), (0, None)]:
        those = [one for one in facts if one.bond == number or one.kind == HeldKept.kind]
        found += [{"bond": label, **flat.plain(row)} for row in shown.rows(those)]
    return found


def _unread(work: Work) -> list[dict[str, Any]]:
    """What came in and could not be read yet: its words, not the mail around them."""
    states = (ReplyState.NEW, ReplyState.QUARANTINED)
    replies = [one.reply for state in states for one in work.replies(state)]
    return [
        {"at": flat.plain(one.received_at), "channel": one.channel, "text": one.text} for one in replies if one.text
    ]


# -- tables --------------------------------------------------------------------------------------------------------


def tables(turn: Turn, journal: Journal) -> bytes:
    """A zip file with one table a ledger, and one of everything that was written."""
    held = whole(turn, journal)
    labels = {bond["number"]: bond["label"] for bond in held["bonds"]}
    sheets = {"journal": [_written(one, labels) for one in held["entries"]], **held["ledgers"]}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, rows in sheets.items():
            if rows:
                file.writestr(zipfile.ZipInfo(f"{name}.csv", MADE_OF), _table(rows))
    return packed.getvalue()


def _written(one: Mapping[str, Any], labels: Mapping[int, str]) -> dict[str, Any]:
    fact = one["fact"]
    words = fact.get("words", {}).get("personal") if one["kind"] in {"asked", "went-on"} else None
    return {
        "seq": one["seq"],
        "at": one["at"],
        "bond": labels.get(one["bond"]),
        "kind": one["kind"],
        "what": fact.get("what") or fact.get("mark"),
        "prompt": fact.get("prompt"),
        "text": words or fact.get("text"),
        "values": fact.get("values") or None,
        "taken_back": one["taken_back"],
    }


def _table(rows: Sequence[Mapping[str, Any]]) -> bytes:
    names = flat.columns(rows)
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(names)
    writer.writerows([flat.cell(row.get(name)) for name in names] for row in rows)
    return sheet.getvalue().encode("utf-8-sig")


# -- to read -------------------------------------------------------------------------------------------------------


def readable(turn: Turn, journal: Journal) -> Document:
    """All of it in the keeper's own words, one part a bond, and what belongs to none."""
    everything = Range(since=BEGINNING, until=turn.today, safety=True)
    with journal.reading() as work:
        bonds = [(bond, reporting.measured(turn, work, bond, everything)) for bond in work.standing().bonds]
        about = [one for bond, found in bonds for one in reporting.about(turn, work, bond, everything, found)]
        beside = tuple(_beside(turn, work))
    beginning, last = say("report-beginning", turn.language), turn.today.isoformat()
    return Document(
        title=say("export-title", turn.language),
        lead=(say("export-span", turn.language, since=beginning, until=last),),
        chapters=(*about, *beside),
        language=turn.language,
    )


def _beside(turn: Turn, work: Work) -> Iterator[Chapter]:
    """Notes, pages of the drawer, and answers to the keeper's own decks."""
    undone = recording.taken_back(work)
    found = [one for one in _entries(work) if one.seq not in undone]
    asked = reporting.questions(work, [one for one in found if one.bond == 0])
    items = tuple(item for one in found if (item := _loose(turn, one, asked)) is not None)
    if items:
        yield Chapter(heading=say("export-beside", turn.language), level=2)
        yield Chapter(items=items)


def _loose(turn: Turn, one: Entry, asked: Mapping[tuple[int, str], str]) -> Item | None:
    day = hours.local_date(one.at, turn.given.rules.zone)
    match one.payload:
        case Noted(text=text) | Held(text=text):
            kind = "draft" if isinstance(one.payload, Held) and one.payload.draft else one.kind
            return Item(on=day, asks=say(f"export-{kind}", turn.language), text=text)
        case Answered() as fact if one.bond == 0:
            return Item(on=day, asks=asked.get((fact.check_in, fact.prompt), ""), text=reporting.meant(fact))
        case _:
            return None


# -- for a calendar ------------------------------------------------------------------------------------------------


def days(turn: Turn, journal: Journal, *, words: bool) -> list[CalendarDay]:
    """The days of promises that are open and of a meeting. Without `words` nothing in them says what they are."""
    with journal.reading() as work:
        bonds = [bond for bond in work.standing().bonds if not bond.closed]
    found = [(shown.kind, day) for shown in SHOWN for bond in bonds for day in shown.days(bond.ledgers, turn.today)]
    return [_calendar_day(turn, kind, day, words=words) for kind, day in sorted(found, key=_by_day)]


def _by_day(found: tuple[str, Day]) -> tuple[date, int]:
    _, day = found
    return day.on, day.id


def _calendar_day(turn: Turn, kind: str, day: Day, *, words: bool) -> CalendarDay:
    """Its name is the same each time, so that a calendar knows it again, and says nothing."""
    name = hashlib.blake2b(f"calendar {kind} {day.id}".encode(), key=turn.seed, digest_size=12).hexdigest()
    zone = turn.given.rules.zone
    return CalendarDay(
        name=name,
        title=(words and day.text) or say("calendar-day", turn.language),
        on=day.on,
        at=hours.instant(day.on, day.at, zone) if day.at is not None else None,
        minutes=day.minutes,
    )
