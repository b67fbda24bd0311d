"""Writes core/calendar_words.py from Babel: `python tests/calendar_words.py`. The program itself needs no Babel."""

from pathlib import Path

from babel import Locale

HERE = Path(__file__).parents[1] / "daemon" / "tending" / "core" / "calendar_words.py"
LANGUAGES = ("en", "de")
COUNTED = 1_000

HEAD = '''"""Days, months and plural forms by language. Made by `tests/calendar_words.py`; not to be edited."""

from collections.abc import Mapping

from tending.core.values import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Calendar:
    """Monday and January first. `forms` names the plural form of the numbers that do not have `other`."""

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    forms: Mapping[int, str]

    def plural(self, count: int) -> str:
        return self.forms.get(count, "other")


'''


def written() -> str:
    """The whole file, as Babel gives it."""
    return HEAD + "CALENDARS: Mapping[str, Calendar] = {\n" + "".join(map(_calendar, LANGUAGES)) + "}\n"


def _calendar(language: str) -> str:
    locale = Locale.parse(language)
    days, months = locale.days["format"]["wide"], locale.months["format"]["wide"]
    plural = locale.plural_form
    forms = {count: plural(count) for count in range(COUNTED) if plural(count) != "other"}
    return (
        f'    "{language}": Calendar(\n'
        f"        weekdays=({_row([days[day] for day in range(7)])}),\n"
        f"        months=(\n{_lines([months[month] for month in range(1, 13)])}        ),\n"
        f"        forms={{{', '.join(f'{count}: {chr(34)}{form}{chr(34)}' for count, form in forms.items())}}},\n"
        "    ),\n"
    )


def _row(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _lines(names: list[str]) -> str:
    return "".join(f'            "{name}",\n' for name in names)


if __name__ == "__main__":
    HERE.write_text(written(), encoding="utf-8")
