"""A file for a calendar. Every day in it is private, takes no time, and has no reminder of its own."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from tending.core.records import CalendarDay

WHO = "-//tending//EN"


def calendar_file(days: Sequence[CalendarDay], *, now: datetime) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", WHO)
    calendar.add("version", "2.0")
    for one in days:
        calendar.add_component(_event(one, now))
    return bytes(calendar.to_ical())


def _event(one: CalendarDay, now: datetime) -> Event:
    event = Event()
    event.add("uid", one.name)
    event.add("dtstamp", now)
    event.add("summary", _one_line(one.title))
    event.add("dtstart", one.at or one.on)
    event.add("dtend", one.at + timedelta(minutes=one.minutes) if one.at else one.on + timedelta(days=1))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


def _one_line(title: str) -> str:
    """No sign in it that a calendar could take for the end of a line: what follows would be read as its own."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in title).split())
