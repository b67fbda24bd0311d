"""The answers of setting up out of a TOML file: every wrong key at once, each with what would do."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from tending.cli import questions
from tending.cli.questions import AgainError, Setting
from tending.config.sources import LONGEST_FILE, UnreadableError, parse_toml, read_bytes
from tending.core.errors import SettingsError, UsageError
from tending.core.model import Profile

NEEDED = ("label", "profile")
KEYS = (
    "label",
    "profile",
    "since",
    "in_touch",
    "asked_for_space",
    "afraid_of_them",
    "they_afraid_of_me",
    "zone",
    "windows",
    "country",
    "still_here",
    "practical",
    "known_before",
)
USUAL = {
    "since": "",
    "in_touch": "no",
    "said": "no",
    "afraid_of_them": "no",
    "they_afraid_of_me": "no",
    "zone": "",
    "windows": "|",
    "country": "",
    "still_here": "",
    "practical": "no",
    "known_before": "",
}
GRAVE = ("asked_for_space", "afraid_of_them", "they_afraid_of_me")

Read = Callable[[Any, Setting], str]


def read(path: Path, setting: Setting) -> tuple[dict[str, str], list[str]]:
    """The answers as a meeting keeps them, and the grave ones that were left out and so count as no.

    Raises UsageError for a file that is not there, SettingsError with a line for every key that is wrong.
    """
    given = _given(path)
    answers, wrong = _answers(given, setting)
    if wrong:
        raise SettingsError([f"{_shown(path.name)}: {line}" for line in wrong])
    return {**USUAL, **answers}, [key for key in GRAVE if key not in given]


def _given(path: Path) -> dict[str, Any]:
    try:
        raw, _ = read_bytes(path, LONGEST_FILE)
    except UnreadableError as error:
        raise UsageError(f"{_shown(str(path))}: {error}") from None
    try:
        return parse_toml(raw)
    except UnreadableError as error:
        raise SettingsError([f"{_shown(str(path))}: {error}"]) from None


def _shown(name: str) -> str:
    return name if name.isprintable() else ascii(name)


def _answers(given: Mapping[str, Any], setting: Setting) -> tuple[dict[str, str], list[str]]:
    wrong = [f"{_shown(key)}: is not asked: the keys are {', '.join(KEYS)}" for key in given if key not in KEYS]
    wrong += [f"{key}: is needed" for key in NEEDED if key not in given]
    answers = {}
    for key in (key for key in KEYS if key in given):
        try:
            answers["said" if key == "asked_for_space" else key] = READERS[key](given[key], setting)
        except AgainError as error:
            wrong.append(f"{key}: {error}")
    return answers, wrong


def _text(reader: Callable[[str, Setting], str]) -> Read:
    """A reader of typed text, for a value that is text in the file too."""

    def read_value(value: Any, setting: Setting) -> str:
        if not isinstance(value, str) or not value.strip():
            raise AgainError("is text in quotation marks")
        return reader(value.strip(), setting)

    return read_value


def _side(reader: Callable[[str, Setting], str], yes: str) -> Read:
    """A truth value, or what would be typed."""

    def read_value(value: Any, setting: Setting) -> str:
        if isinstance(value, bool):
            return yes if value else "no"
        return _text(reader)(value, setting)

    return read_value


def _profile(value: Any, setting: Setting) -> str:
    names = [profile.value for profile in Profile]
    if value in names:
        return str(value)
    try:
        return _text(questions.read_profile)(value, setting)
    except AgainError:
        raise AgainError(f"is one of {', '.join(names)}") from None


def _since(value: Any, setting: Setting) -> str:
    if isinstance(value, datetime):
        value = value.date()
    return questions.read_since(value.isoformat(), setting) if isinstance(value, date) else _typed_since(value, setting)


_typed_since = _text(questions.read_since)


def _said(text: str, setting: Setting) -> str:
    known = {"no": "no", "wait": "wait", "stop": "stop", "order": "order", "yes": "wait", "space": "wait"}
    return known.get(text.lower()) or questions.read_said(text, setting)


def _zone(text: str, setting: Setting) -> str:  # noqa: ARG001 - every reader is called alike
    if text not in available_timezones():
        raise AgainError(f"{text[:40]!r} is no time zone: names look like Europe/Berlin")
    return text


def _windows(value: Any, setting: Setting) -> str:
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        value = "; ".join(value)
    return _text(questions.read_when)(value, setting)


def _practical(text: str, setting: Setting) -> str:
    side = questions.read_afraid(text, setting)
    if side == "partly":
        raise AgainError("true or false")
    return side


READERS: Mapping[str, Read] = {
    "label": _text(questions.read_label),
    "profile": _profile,
    "since": _since,
    "in_touch": _side(questions.read_touch, "yes"),
    "asked_for_space": _side(_said, "wait"),
    "afraid_of_them": _side(questions.read_afraid, "yes"),
    "they_afraid_of_me": _side(questions.read_afraid, "yes"),
    "zone": _text(_zone),
    "windows": _windows,
    "country": _text(questions.read_country),
    "still_here": _side(questions.read_agreed, "yes"),
    "known_before": _side(questions.read_known, "yes"),
    "practical": _side(_practical, "yes"),
}
