"""Every language says all that English says, and understands what it tells people to write."""

from dataclasses import fields
from datetime import date, timedelta
from string import Template

import pytest

from tending.core import plain, words
from tending.core.calendar_words import CALENDARS
from tending.core.contact import RUNGS
from tending.core.forms import parse_form
from tending.core.model import Answer, FormKind, Unclear, Value, Verb, Word
from tending.core.reading.kinds import choices
from tending.core.reading.language import ReplyWords
from tending.core.reading.lexicon import lexicon
from tending.core.replies import read, read_date
from tending.core.reply_words import LANGUAGES as TYPED
from tending.core.words import rung, say, understood

TODAY = date(2026, 4, 16)
OTHERS = sorted(set(words.LANGUAGES) - {"en"})
ENGLISH = words.LANGUAGES["en"].TEXTS
OWN_WAY = {"unlike", "half_past", "half_to", "before", "ish", "am", "pm", "after_day", "day_ends"}
FORMS = {
    FormKind.CHOICE: "choice: a / b",
    FormKind.CHOICES: "choices: a / b",
    FormKind.CHECKLIST: "checklist: a / b",
    FormKind.LINES: "lines: 2",
}
ADVISED = {
    "hilfe": Verb.HELP,
    "weniger": Verb.LESS,
    "weiter": Verb.RESUME,
    "nicht jetzt": Verb.LATER,
    "überspringen": Verb.SKIP,
    "pause 2 Wochen": Verb.PAUSE,
    "stopp": Verb.STOP,
    "hat geschrieben": Verb.THEY_WROTE,
    "loslassen": Verb.MOVE_ON,
    "schublade": Verb.HOLD,
    "falsch verstanden": Verb.MISREAD,
}


@pytest.mark.parametrize("language", OTHERS)
def test_a_line_in_english_has_its_like_in_every_language(language: str) -> None:
    texts = words.LANGUAGES[language].TEXTS

    missing = sorted(ENGLISH.keys() - texts.keys())
    extra = sorted(texts.keys() - ENGLISH.keys())

    assert (missing, extra) == ([], []), f"core/words_{language}.py and core/words_en.py have the same keys"


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("key", ENGLISH)
def test_its_placeholders_are_those_of_english_and_it_is_as_calm(language: str, key: str) -> None:
    line = words.LANGUAGES[language].TEXTS[key]

    assert sorted(Template(line).get_identifiers()) == sorted(Template(ENGLISH[key]).get_identifiers())
    assert "!" not in line
    assert line.strip() == line


@pytest.mark.parametrize("language", OTHERS)
def test_subjects_fit_a_locked_screen(language: str) -> None:
    subjects = [line for key, line in words.LANGUAGES[language].TEXTS.items() if key.startswith("subject-")]

    assert all(len(line) <= 40 for line in subjects)
    assert len(words.LANGUAGES[language].NUMBERS) == len(words.LANGUAGES["en"].NUMBERS)


@pytest.mark.parametrize("language", OTHERS)
def test_no_table_of_reply_words_is_left_out(language: str) -> None:
    own, english = TYPED[language], TYPED["en"]
    tables = {part.name for part in fields(ReplyWords)} - OWN_WAY

    assert [name for name in sorted(tables) if getattr(english, name) and not getattr(own, name)] == []
    assert own.verbs.keys() == english.verbs.keys()
    assert own.marks.keys() == english.marks.keys()
    assert own.offered.keys() == english.offered.keys()


@pytest.mark.parametrize(("typed", "verb"), ADVISED.items())
def test_the_words_that_german_lines_advise_are_understood(typed: str, verb: Verb) -> None:
    spoken = read(typed, None, today=TODAY, language="de")
    advised = [line for line in words.LANGUAGES["de"].TEXTS.values() if typed in line]

    assert isinstance(spoken, Word)
    assert spoken.verb is verb
    assert advised


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("kind", FormKind)
def test_what_is_offered_back_is_understood(language: str, kind: FormKind) -> None:
    form = parse_form(FORMS.get(kind, kind.value))

    for choice in choices(form.parts[0], lexicon(language).words):
        assert not isinstance(read(choice, form, today=TODAY, language=language), Unclear)


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_a_day_that_is_shown_can_be_typed_back(language: str) -> None:
    form = parse_form("date")

    for days in range(366):
        day = TODAY + timedelta(days=days)
        back = read("nonsense 3/5 or 4/5", form, today=day, language=language)
        shown = back.choices if isinstance(back, Unclear) else ()
        assert all(isinstance(read(one, form, today=day, language=language), Answer) for one in shown)


def test_german_and_english_are_both_understood_where_german_is_kept() -> None:
    form = parse_form("yes-partly-no")

    answers = [read(typed, form, today=TODAY, language="de") for typed in ("ja", "yes", "teils", "partly", "nein")]

    values = [one.values["yes-partly-no"] for one in answers if isinstance(one, Answer)]
    assert values == ["yes", "yes", "partly", "partly", "no"]


def test_a_date_that_waits_is_offered_back_in_german() -> None:
    doubt = read("später bis 3/5", None, today=TODAY, language="de")

    assert isinstance(doubt, Unclear)
    assert doubt.choices == ("später bis 3. Mai 2026", "später bis 5. März 2027")
    assert all(isinstance(read(one, None, today=TODAY, language="de"), Word) for one in doubt.choices)


def test_what_was_understood_is_told_in_the_keepers_language() -> None:
    form = parse_form("kept-partly-broken + duration + date")
    values: dict[str, Value] = {"kept-partly-broken": "kept", "duration": 45, "date": "2026-12-03T19:00"}

    assert understood(form, values, "de") == "gehalten, 45 min, Donnerstag, 3. Dezember 19:00"


def test_steps_and_the_choice_about_a_plain_deck_have_names_in_every_language() -> None:
    assert [rung(one, "de") for one in RUNGS[:2]] == ["nichts", "locker"]
    assert plain.keep_form("de").parts[0].shown == ("behalten", "pausieren", "weglassen")
    assert plain.keep_form("en").parts[0].shown == plain.KEEP
    assert say("date", "de", weekday=CALENDARS["de"].weekdays[3], day="3", month="Mai") == "Donnerstag, 3. Mai"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("vor 6 Wochen", date(2026, 3, 5)),
        ("6 Wochen her", date(2026, 3, 5)),
        ("letzten Freitag", date(2026, 4, 10)),
        ("am 3. März", date(2026, 3, 3)),
    ],
)
def test_a_day_that_was_is_read_in_german(typed: str, day: date) -> None:
    assert read_date(typed, today=TODAY, country="DE", past=True, language="de") == day


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Dienstag um halb acht abends", "2026-04-21T19:30"),
        ("Dienstag um halb eins", "2026-04-21T12:30"),
        ("Dienstag um halb dreizehn", "2026-04-21"),
    ],
)
def test_half_is_the_hour_to_come_in_german(typed: str, shown: str) -> None:
    found = read(typed, parse_form("date"), today=TODAY, country="DE", language="de")

    assert isinstance(found, Answer)
    assert found.values["date"] == shown
