"""The reply grammar: a table of replies as people type them, and what must hold for any text at all."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tending.core.forms import parse_form
from tending.core.model import Answer, Form, FormKind, Part, Unclear, Understood, Value, Verb, Word
from tending.core.reading.kinds import FREE, choices, take
from tending.core.reading.language import ReplyWords
from tending.core.reading.lexicon import Setting, both, compiled
from tending.core.reading.lines import line_of
from tending.core.replies import read, read_date, read_in
from tending.core.reply_words import LANGUAGES
from tending.core.reply_words_en import ENGLISH

TODAY = date(2026, 4, 16)
TABLE = Path(__file__).with_name("replies.txt")


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    form: str
    country: str
    reply: str
    expected: str
    line: int

    def __str__(self) -> str:
        return f"{self.line}: {self.form}: {self.reply}"


def cases() -> Iterator[Case]:
    form, country = "", ""
    for n, row in enumerate(TABLE.read_text(encoding="utf-8").splitlines(), 1):
        if row.startswith("["):
            form, _, country = row.strip("[]").partition(" @ ")
        elif row and not row.startswith("#"):
            reply, _, expected = row.rpartition(" => ")
            yield Case(form=form, country=country, reply=reply.replace("\\n", "\n"), expected=expected, line=n)


def form_of(text: str) -> Form | None:
    return None if text == "-" else parse_form(text)


def told(understood: Understood, form: Form | None) -> str:
    """What was understood, in the notation of the table."""
    match understood:
        case Word():
            return _word(understood)
        case Unclear():
            offered = choices(form.parts[0], ENGLISH) if form else ()
            return "?" if understood.choices == offered else "? " + " | ".join(understood.choices)
        case Answer():
            return _answer(understood, form)


def _word(word: Word) -> str:
    said = [f"! {word.verb}"]
    said += [f"days={word.days}"] if word.days is not None else []
    said += [f"until={word.until}"] if word.until else []
    said += [f"text={json.dumps(word.text, ensure_ascii=False)}"] if word.text else []
    return " ".join(said)


def _answer(answer: Answer, form: Form | None) -> str:
    values = dict(answer.values)
    name = form.parts[0].name if form else "text"
    if answer.partial or (form and len(form.parts) > 1) or name not in values:
        return ("~" if answer.partial else "") + json.dumps(values, ensure_ascii=False)
    value = json.dumps(values.pop(name), ensure_ascii=False)
    return value + "".join(f" + {json.dumps(note, ensure_ascii=False)}" for note in values.values())


def same(one: str, other: str) -> bool:
    return re.sub(r"^~?\{.*", _sorted, one) == re.sub(r"^~?\{.*", _sorted, other)


def _sorted(match: re.Match[str]) -> str:
    text = match.group()
    return text[: text.index("{")] + json.dumps(json.loads(text[text.index("{") :]), sort_keys=True)


@pytest.mark.parametrize("case", list(cases()), ids=str)
def test_a_reply_is_read_as_it_was_meant(case: Case) -> None:
    form = form_of(case.form)

    understood = read(case.reply, form, today=TODAY, country=case.country)

    found = told(understood, form)
    assert same(found, case.expected), f"{case.reply!r} for {case.form}: {found}, not {case.expected}"


def forms() -> list[Form]:
    """Every form of the shipped decks, and a few that nobody should write."""
    texts = [case.form for case in cases() if case.form != "-"]
    texts += ["text + text", "list + number", "date + date", "percent + percent", "choices: a / b + lines: 2 + text"]
    return [parse_form(text) for text in dict.fromkeys(texts)]


WORDS = """
1 2 3 5 7 0 -1 3/5 9/10 80% 2.5 yes no partly kept not or and to maybe all none skip later pause until stop help hold
they wrote i next last tue sat may 3 3rd 2026 in weeks days ago 19:00 7pm at noon good: hard: / ; , . - ( ) : half an
hour 1h30 a b points move on the third sure guess
"""
TYPED = st.lists(
    st.sampled_from([*WORDS.split(), "\n", "\U0001f44d", "1\ufe0f\u20e3", "\u00bd", "\u2019"]) | st.text(max_size=6),
    max_size=14,
).map(" ".join)


@given(text=TYPED | st.text(max_size=300), form=st.sampled_from([None, *forms()]), today=st.dates())
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_for_any_form_is_read_without_a_fault(text: str, form: Form | None, today: date) -> None:
    understood = read(text, form, today=today, language="de", country="US")

    assert isinstance(understood, Word | Answer | Unclear)
    if not isinstance(understood, Word):
        assert understood.text == text


@given(text=TYPED, form=st.sampled_from(forms()))
@settings(max_examples=300, deadline=None)
def test_what_is_understood_is_of_the_kind_that_was_asked_for(text: str, form: Form) -> None:
    understood = read(text, form, today=TODAY)

    if isinstance(understood, Answer):
        for part in form.parts:
            if part.name in understood.values:
                assert fits(understood.values[part.name], part), (part, understood.values)
    if isinstance(understood, Unclear):
        assert understood.choices


def fits(value: Value, part: Part) -> bool:
    match part.kind:
        case FormKind.SCALE:
            return value in (1, 2, 3, 4, 5)
        case FormKind.PERCENT:
            return isinstance(value, int) and 0 <= value <= 100
        case FormKind.DURATION:
            return isinstance(value, int) and value > 0
        case FormKind.NUMBER:
            return isinstance(value, int | float)
        case FormKind.DATE:
            return isinstance(value, str) and bool(datetime.fromisoformat(value))
        case FormKind.CHOICE:
            return value in part.options
        case FormKind.CHOICES | FormKind.CHECKLIST:
            return (
                isinstance(value, list) and set(value) <= set(part.options) and len(value) <= (part.most or len(value))
            )
        case FormKind.LIST | FormKind.LINES:
            return isinstance(value, list) and (part.most is None or len(value) <= part.most)
        case FormKind.YES_NO | FormKind.YES_PARTLY_NO | FormKind.KEPT_PARTLY_BROKEN:
            return value in choices(part, ENGLISH)
        case FormKind.TEXT | FormKind.IF_THEN:
            return isinstance(value, str) and value != ""


@pytest.mark.parametrize("form", [form for form in forms() if len(form.parts) == 1], ids=lambda form: form.text)
def test_what_is_offered_back_can_be_read(form: Form) -> None:
    offered = choices(form.parts[0], ENGLISH)

    for choice in offered:
        assert not isinstance(read(choice, form, today=TODAY), Unclear), choice


@pytest.mark.parametrize("reply", ["3/5", "thursday", "tomorrow at 7", "tuesday 22 april", "2 weeks", "3 or 4 may"])
def test_each_reading_of_a_doubtful_date_can_be_sent_back(reply: str) -> None:
    form = parse_form("date")
    asked = read(reply, form, today=TODAY)
    assert isinstance(asked, Unclear)

    answers = [read(choice, form, today=TODAY) for choice in asked.choices]

    assert all(isinstance(answer, Answer) for answer in answers)
    assert len({str(answer) for answer in answers}) == len(asked.choices) > 1


@pytest.mark.parametrize(
    "verb", [Verb.SKIP, Verb.HELP, Verb.WHY, Verb.NEXT, Verb.UNDO, Verb.STOP, Verb.HOLD, Verb.LATER]
)
@pytest.mark.parametrize("form", forms(), ids=lambda form: form.text)
def test_the_words_work_whatever_is_open(verb: Verb, form: Form) -> None:
    understood = read(f"{verb.upper()}.", form, today=TODAY)

    assert understood == Word(verb=verb)


@pytest.mark.parametrize("verb", list(Verb))
def test_every_word_is_understood_as_it_is_written(verb: Verb) -> None:
    assert read(verb, None, today=TODAY) == Word(verb=verb)


@pytest.mark.parametrize("text", ["", "  ", "\n\n \t\n", "\u200b", "\ufeff\n"])
def test_an_empty_reply_is_asked_back(text: str) -> None:
    for form in (None, *forms()):
        understood = read(text, form, today=TODAY)

        assert isinstance(understood, Unclear)
        assert understood.choices


LONG = ["a", "1 ", "2,", "no ", "and ", "1. a ", "((((", "\U0001f44d", "a / ", "\n1", "3 or "]
KINDS = """
scale-1-5
choices: walks / talks / music, up to 3
choice: sent / not sent + date
text + percent
if-then + date
date + duration
list: good up to 3, hard up to 3
lines: 4
"""


@pytest.mark.timeout(60)
@pytest.mark.parametrize("text", KINDS.strip().splitlines())
def test_a_very_long_reply_is_read_to_its_end(text: str) -> None:
    form = parse_form(text)

    understood = [read(unit * (16_384 // len(unit)), form, today=TODAY) for unit in LONG]

    assert all(isinstance(one, Word | Answer | Unclear) for one in understood)


@pytest.mark.parametrize("reply", ["tomorrow", "in 2 weeks", "in 1 year", "next month", "the 31st", "1 jan", "friday"])
@pytest.mark.parametrize("today", [date.min, date.max])
def test_days_beyond_the_calendar_are_no_days(reply: str, today: date) -> None:
    understood = read(reply, parse_form("date"), today=today)

    assert isinstance(understood, Unclear)


@pytest.mark.parametrize("reply", ["9999-12-31", "31 December 9999", "1/1/0001", "walk by 9999-12-31"])
def test_a_day_that_nothing_can_be_counted_on_from_is_no_day(reply: str) -> None:
    understood = read(reply, parse_form("date"), today=TODAY)

    assert isinstance(understood, Unclear)
    assert read_date(reply, today=TODAY) is None


def test_a_free_part_is_not_read_from_single_words() -> None:
    setting = Setting(words=compiled(LANGUAGES["en"]), today=TODAY)

    for kind in FREE:
        assert take(Part(kind=kind, name="text"), line_of("3 yes"), setting, alone=True) is None


def test_a_language_of_ones_own_is_read_beside_english() -> None:
    german = ReplyWords(
        verbs={Verb.SKIP: ("auslassen",)},
        marks={"yes": ("ja",), "no": ("nein",)},
        numbers={"drei": 3, "elf": 11},
        months=(("Januar",), *[()] * 3, ("Mai",), *[()] * 7),
        weekdays=(("Montag",), *[()] * 6),
    )
    setting = Setting(words=compiled(both(german, LANGUAGES["en"])), today=TODAY)

    read_so = [
        read_in(text, parse_form(form), setting)
        for text, form in [
            ("Ja.", "yes-no"),
            ("nope", "yes-no"),
            ("drei", "scale-1-5"),
            ("four", "scale-1-5"),
            ("3. Mai", "date"),
            ("montag", "date"),
            ("3/5", "date"),
        ]
    ]

    assert read_in("auslassen", None, setting) == Word(verb=Verb.SKIP)
    assert [told(understood, parse_form("date")) for understood in read_so] == [
        '{"yes-no": "yes"}',
        '{"yes-no": "no"}',
        '{"scale-1-5": 3}',
        '{"scale-1-5": 4}',
        '"2026-05-03"',
        '"2026-04-20"',
        "? 3 Mai 2026 | 5 March 2027",
    ]


def test_an_unknown_language_is_read_as_english() -> None:
    assert read("yeah", parse_form("yes-no"), today=TODAY, language="tlh") == read(
        "yeah", parse_form("yes-no"), today=TODAY
    )


@pytest.mark.parametrize(
    ("text", "past", "expected"),
    [
        ("6 weeks ago", True, date(2026, 3, 5)),
        ("6 weeks", True, date(2026, 3, 5)),
        ("about 6 weeks", True, date(2026, 3, 5)),
        ("10 October", True, date(2025, 10, 10)),
        ("on 10 April", True, date(2026, 4, 10)),
        ("10 April", False, date(2027, 4, 10)),
        ("last summer", True, None),
        ("March 2024", True, date(2024, 3, 31)),
        ("in March 2024", True, date(2024, 3, 31)),
        ("last October", True, date(2025, 10, 31)),
        ("this April", True, date(2026, 4, 16)),
        ("2019", True, date(2019, 12, 31)),
        ("May 2027", True, None),
        ("March 2024", False, None),
        ("half a year ago", True, date(2025, 10, 16)),
        ("a year ago", True, date(2025, 4, 16)),
        ("an hour ago", True, date(2026, 4, 16)),
        ("last month", True, date(2026, 3, 16)),
        ("yesterday", True, date(2026, 4, 15)),
        ("tuesday", True, date(2026, 4, 14)),
        ("the 20th", True, date(2026, 3, 20)),
        ("the 31st", True, date(2026, 3, 31)),
        ("2026-04-01", True, date(2026, 4, 1)),
        ("tomorrow at 7", False, date(2026, 4, 17)),
        ("blue", True, None),
        ("", True, None),
    ],
)
def test_a_date_is_read_looking_back_or_ahead(text: str, past: bool, expected: date | None) -> None:  # noqa: FBT001
    assert read_date(text, today=TODAY, past=past) == expected


def test_a_date_with_two_readings_gives_both() -> None:
    found = read_date("3/4/2026", today=TODAY, past=True)

    assert found == Unclear(choices=("3 April 2026", "4 March 2026"), text="3/4/2026")
    assert read_date("3/4/2026", today=TODAY, country="us") == date(2026, 3, 4)
