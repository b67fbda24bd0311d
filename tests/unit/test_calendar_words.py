"""Days, months and plural forms are those of CLDR, as Babel gives them."""

import pytest

from calendar_words import HERE, LANGUAGES, written
from tending.core import words
from tending.core.calendar_words import CALENDARS
from tending.core.reply_words import LANGUAGES as TYPED


def test_the_file_is_what_babel_gives() -> None:
    assert HERE.read_text("utf-8") == written(), "write it anew: python tests/calendar_words.py"


def test_there_is_a_calendar_for_every_language_and_no_other() -> None:
    assert set(LANGUAGES) == set(words.LANGUAGES) == set(TYPED) == set(CALENDARS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_names_that_are_shown_are_the_first_that_are_understood(language: str) -> None:
    months, weekdays = TYPED[language].months, TYPED[language].weekdays

    assert tuple(names[0] for names in months) == CALENDARS[language].months
    assert tuple(names[0] for names in weekdays) == CALENDARS[language].weekdays
