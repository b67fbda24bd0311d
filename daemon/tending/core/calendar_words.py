"""Days, months and plural forms by language. Made by `tests/calendar_words.py`; not to be edited."""

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


CALENDARS: Mapping[str, Calendar] = {
    "en": Calendar(
        weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        months=(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ),
        forms={1: "one"},
    ),
    "de": Calendar(
        weekdays=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
        months=(
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ),
        forms={1: "one"},
    ),
}
