"""The kinds of values that settings take. Each says, in words for the keeper, what it does not take.

No message ever repeats a value that might be a secret or a person's address.
"""

import re
from collections.abc import Callable
from typing import Annotated, TypeAlias
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator, SecretStr

from tending.config.windows import quiet, window
from tending.core.model import Level
from tending.core.words import LANGUAGES

MOST_WINDOWS = 4

_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._:-]{0,251}[A-Za-z0-9])?|::1")
_ADDRESS = re.compile(r"[^@\s<>\"(),;:]{1,64}@[^@\s<>\"(),;:]{1,188}")
_NUMBER = re.compile(r"[+-]?\d{1,9}")
_MAIL_SCHEMES = ("mailto", "mailtos")
_STORES = re.compile(r"sqlite:///.")


YEARS = 3650


def between(low: int, high: int, unit: str) -> BeforeValidator:
    """A whole number from `low` to `high`, as TOML writes it or as text out of the environment."""

    def read(value: object) -> int:
        number = _whole(value)
        if number is None:
            shown = repr(value[:20]) if isinstance(value, str) else "that"
            raise ValueError(f"{shown} is no whole number: {low} to {high} {unit}")
        if not low <= number <= high:
            raise ValueError(f"{number} is too {'many' if number > high else 'few'}: {low} to {high} {unit}")
        return number

    return BeforeValidator(read)


def stricter_than(usual: int, what: str) -> BeforeValidator:
    """Days that a door takes at least: 0 leaves it as it is, fewer than usual is looser and refused."""

    def read(value: object) -> int:
        number = _whole(value)
        if number is None or number < 0 or number > YEARS:
            raise ValueError(f"that is no number of days: 0, or {usual} to {YEARS} {what}")
        if 0 < number < usual:
            raise ValueError(f"{number} days {what} is looser than the practice: 0, or {usual} and more")
        return number

    return BeforeValidator(read)


def no_less_than(least: int, what: str) -> BeforeValidator:
    """Days after which something goes: 0 keeps it for good."""

    def read(value: object) -> int:
        number = _whole(value)
        if number is None or number < 0:
            raise ValueError(f"that is no number of days: 0, which keeps {what}, or {least} to {YEARS}")
        if number and not least <= number <= YEARS:
            few = "few" if number < least else "many"
            raise ValueError(f"{number} days are too {few}: 0, which keeps {what}, or {least} to {YEARS}")
        return number

    return BeforeValidator(read)


def _whole(value: object) -> int | None:
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def listed(separator: str) -> BeforeValidator:
    """A list, or one line of text out of the environment with its items between separators."""

    def read(value: object) -> object:
        if isinstance(value, str):
            return [item.strip() for item in re.split(separator, value) if item.strip()]
        return value

    return BeforeValidator(read)


def checked(read: Callable[[str], object]) -> AfterValidator:
    """Text that `read` understands, kept as it was written."""

    def check(value: str) -> str:
        read(value)
        return value

    return AfterValidator(check)


def matching(pattern: str | re.Pattern[str], complaint: str) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(complaint)
        return value

    return AfterValidator(check)


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ValueError, OSError, KeyError):
        known = False
    else:
        known = bool(value)
    if known:
        return value
    raise ValueError(f"{value[:40]!r} is no time zone: {_meant(value)}")


def _meant(value: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistake pays for it

    by_lower = {name.lower(): name for name in available_timezones()}
    near = get_close_matches(value.lower(), by_lower, n=1)
    return f"did you mean {by_lower[near[0]]}?" if near else "names look like Europe/Berlin"


def _country(value: str) -> str:
    if not re.fullmatch(r"(?:[A-Za-z]{2})?", value):
        raise ValueError(f"{value[:20]!r} is no country: two letters such as DE, or nothing")
    return value.upper()


def _four_windows(value: tuple[str, ...]) -> tuple[str, ...]:
    if not 1 <= len(value) <= MOST_WINDOWS:
        raise ValueError(f"{len(value)} windows: name 1 to {MOST_WINDOWS}")
    return value


def _level(value: object) -> object:
    names = [level.value for level in Level]
    if value not in names:
        raise ValueError(f"is one of {', '.join(names)}")
    return value


def _scheme(value: SecretStr) -> str:
    return value.get_secret_value().partition(":")[0].partition("+")[0].lower()


def _push_url(value: SecretStr) -> SecretStr:
    if "://" not in value.get_secret_value():
        raise ValueError("is no Apprise URL: it begins with a service, such as ntfy://")
    if _scheme(value) in _MAIL_SCHEMES:
        raise ValueError('goes by e-mail: use kind = "email" instead, which can also hear replies')
    return value


def _store_url(value: SecretStr) -> SecretStr:
    if not re.fullmatch(f"{_plain}*", value.get_secret_value()):
        raise ValueError("holds a control character: write it as one plain line")
    if value.get_secret_value() and not _STORES.match(value.get_secret_value()):
        raise ValueError("is no store: leave it out for its usual place, or write sqlite:/// and the path of a file")
    return value


def _web_url(value: SecretStr) -> SecretStr:
    text = value.get_secret_value()
    if text and not re.fullmatch(r"https?://[!-~]{1,500}", text):
        raise ValueError("is no address of the web: it begins with https:// or http://")
    if text and not _has_place(text):
        raise ValueError("is no address of the web: behind :// stands a host, and neither name nor password")
    return value


def _has_place(text: str) -> bool:
    """A host that can be asked, and a port there can be. A name and a password are not taken there."""
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and parts.port != 0 and "@" not in parts.netloc
    except ValueError:
        return False


_plain = r"[^\x00-\x1f\x7f\x85\u2028\u2029]"
Zone: TypeAlias = Annotated[str, AfterValidator(_zone)]
Language: TypeAlias = Annotated[
    str, matching("|".join(LANGUAGES), f"is no language of this release: write {' or '.join(LANGUAGES)}")
]
Country: TypeAlias = Annotated[str, AfterValidator(_country)]
Windows: TypeAlias = Annotated[
    tuple[Annotated[str, checked(window)], ...],
    listed(r"\s*;\s*|(?<=\d)\s*,\s*"),
    AfterValidator(_four_windows),
]
QuietHours: TypeAlias = Annotated[str, checked(quiet)]
DeckName: TypeAlias = Annotated[
    str, matching(r"[a-z0-9][a-z0-9-]{0,31}", "is no deck: the name of a deck is that of its file, without .toml")
]
Names: TypeAlias = Annotated[tuple[DeckName, ...], listed(r"\s*[;,]\s*")]
Address: TypeAlias = Annotated[str, matching(_ADDRESS, "is no e-mail address: write one such as me@example.org")]
MaybeAddress: TypeAlias = Annotated[
    str,
    matching(rf"(?:{_ADDRESS.pattern})?", "is no e-mail address: write one such as me@example.org, or leave it out"),
]
Addresses: TypeAlias = Annotated[tuple[Address, ...], listed(r"\s*[;,]\s*")]
Host: TypeAlias = Annotated[str, matching(_HOST, "is no host name: write one such as mail.example.org, without a port")]
MaybeHost: TypeAlias = Annotated[
    str, matching(rf"(?:{_HOST.pattern})?", "is no host name: write one such as mail.example.org, or leave it out")
]
Line: TypeAlias = Annotated[str, matching(rf"{_plain}{{0,80}}", "is one line of at most 80 characters")]
Port: TypeAlias = Annotated[int, between(1, 65535, "for a port")]
PrivacyLevel: TypeAlias = Annotated[Level, BeforeValidator(_level)]
PushUrl: TypeAlias = Annotated[SecretStr, AfterValidator(_push_url)]
FullPath: TypeAlias = Annotated[
    str, matching(r"(?:/[^\x00-\x1f]*[^\x00-\x1f/])?", "is the full path of a file, beginning with /")
]
WebUrl: TypeAlias = Annotated[SecretStr, AfterValidator(_web_url)]
StoreUrl: TypeAlias = Annotated[SecretStr, AfterValidator(_store_url)]
