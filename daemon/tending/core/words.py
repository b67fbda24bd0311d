"""Echoes, dates and plurals by language, as data. What the program says is here and in the decks, nowhere else."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from string import Template

from tending.core import hours, words_de, words_en
from tending.core.calendar_words import CALENDARS
from tending.core.forms import ALSO
from tending.core.model import Form, FormKind, Part, Reason, Value

LANGUAGES = {"en": words_en, "de": words_de}
DAY_PARTS = ((time(5), "night"), (time(12), "morning"), (time(17), "afternoon"), (time(22), "evening"))
THIS_WEEK_DAYS = 6


def say(key: str, language: str = "en", **values: str) -> str:
    """A line by key, its `$names` filled. Raises KeyError for a key or a name that does not exist."""
    return Template(LANGUAGES[language].TEXTS[key]).substitute(values)


def day_part(wall: time) -> str:
    return next((part for end, part in DAY_PARTS if wall < end), "night")


def on_day(day: date, language: str = "en") -> str:
    month = CALENDARS[language].months[day.month - 1]
    return say("date", language, weekday=weekday(day, language), day=str(day.day), month=month)


def weekday(day: date, language: str = "en") -> str:
    return CALENDARS[language].weekdays[day.weekday()]


def month(day: date, language: str = "en") -> str:
    """`November 2026`."""
    return say("month", language, month=CALENDARS[language].months[day.month - 1], year=str(day.year))


def when(moment: datetime, now: datetime, zone: str, language: str = "en") -> str:
    """An instant as a person says it: this evening, tomorrow morning, Thursday evening, Thursday 3 December."""
    there, here = hours.local(moment, zone), hours.local(now, zone)
    part = day_part(there.time())
    away = (there.date() - here.date()).days
    if away == 0:
        return say("tonight-word" if part in {"evening", "night"} else "today", language)
    if away == 1:
        return say(f"tomorrow-{part}", language)
    if away <= THIS_WEEK_DAYS:
        return say(f"weekday-{part}", language, weekday=weekday(there.date(), language))
    return on_day(there.date(), language)


def rung(name: str, language: str = "en") -> str:
    """A step of closeness, as it is shown."""
    return say(f"rung-{name.replace(' ', '-')}", language)


def number(count: int, language: str = "en") -> str:
    names = LANGUAGES[language].NUMBERS
    return names[count] if 0 <= count < len(names) else str(count)


def counted(key: str, count: int, language: str = "en") -> str:
    """A line that counts: the one of `key` and the plural form of the number."""
    form = CALENDARS[language].plural(count)
    return say(f"{key}-{form}", language, count=str(count))


def listed(items: Sequence[str], language: str = "en", *, word: str = "and") -> str:
    """Items in a row: a, b and c."""
    if len(items) < 2:  # noqa: PLR2004
        return "".join(items)
    return f"{', '.join(items[:-1])} {say(word, language)} {items[-1]}"


def understood(form: Form, values: Mapping[str, Value], language: str = "en") -> str:
    """What was read from a reply, in a few words; nothing when it is the keeper's own sentence."""
    said = [
        _value(part, values[part.name], language)
        for part in form.parts
        if part.name in values and part.kind not in {FormKind.TEXT, FormKind.LINES, FormKind.IF_THEN}
    ]
    return ", ".join(piece for piece in (*said, _perhaps(form, values, language)) if piece)


def _perhaps(form: Form, values: Mapping[str, Value], language: str) -> str:
    """`5. maybe 1`: the other option by its number."""
    numbers = re.findall(r"\b\d+\b", str(values.get(ALSO, "")))
    options = next((part.shown for part in form.parts if part.kind is FormKind.CHOICE), ())
    known = [options[int(one) - 1] for one in numbers if 1 <= int(one) <= len(options)]
    return say("perhaps", language, what=listed(known, language, word="or")) if known else ""


def _value(part: Part, value: Value, language: str) -> str:
    match part.kind:
        case FormKind.LIST if isinstance(value, list):
            counted = number(len(value), language)
            return counted if part.name.startswith("list") else f"{counted} {part.label or part.name}"
        case FormKind.PERCENT:
            return f"{value} %"
        case FormKind.DATE:
            return _date(str(value), language)
        case FormKind.DURATION:
            return f"{value} min"
        case FormKind.YES_PARTLY_NO | FormKind.YES_NO | FormKind.KEPT_PARTLY_BROKEN:
            return say(f"value-{value}", language)
        case _:
            return listed(
                [called(part, one) for one in value] if isinstance(value, list) else [called(part, value)], language
            )


def called(part: Part, value: Value) -> str:
    """An option as the keeper was shown it."""
    return dict(zip(part.options, part.spoken, strict=False)).get(str(value), str(value))


def _date(value: str, language: str) -> str:
    moment = datetime.fromisoformat(value)
    clock = f" {moment:%H:%M}" if "T" in value else ""
    return on_day(moment.date(), language) + clock


def because(reason: Reason, language: str = "en") -> str:
    """One rule of `why`, in words."""
    return say(f"why-{reason.rule}", language, **dict(reason.values))
