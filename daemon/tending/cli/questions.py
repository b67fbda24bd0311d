"""The short things that setting up asks, and how each is read. Every answer is kept as the text it stands for."""

import re
from collections.abc import Callable
from datetime import date

from tending.cli import meeting_texts as texts
from tending.cli import places
from tending.cli.console import ASK, INDENT, Console
from tending.config.windows import quiet, troubles, window
from tending.core import care, replies
from tending.core.care import Sign, signs
from tending.core.forms import parse_form
from tending.core.model import Answer, Unclear, Verb, Word
from tending.core.values import dataclass

COLUMN = 60
LONGEST_LABEL = 30
TRIES = 2
_SPAN = re.compile(
    r"\b(\d{1,2})(?:[:.h](\d\d))?\s*(am|pm)?\s*(?:-|\u2013|to|until)\s*(\d{1,2})(?:[:.h](\d\d))?\s*(am|pm)?\b",
    re.IGNORECASE,
)
_NAME = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?s?"
_DAYS = re.compile(rf"\b(?:(weekdays?|weekends?)|({_NAME})(?:\s*(?:-|\u2013|to)\s*({_NAME}))?)\b", re.IGNORECASE)
_TIMES = {"once": "1", "twice": "2"}
_A_WEEK = re.compile(r"\b(?:up to\s+)?([1-7]|once|twice)\s*(?:x|times)?\s*(?:a|per)\s*week\b", re.IGNORECASE)
_ROOM = re.compile(r"\b(?:space|time|room|distance|wait|break|not (?:now|yet|ready))\b", re.IGNORECASE)
_PARTS = {"morning": "09:00-11:00", "afternoon": "14:00-16:00", "evening": "18:00-20:00"}
_PROFILES = {"a former partner": "former-partner", "a friend": "friend", "family": "family"}
_ALSO_PROFILES = {
    "former-partner": "ex husband wife boyfriend girlfriend bf gf spouse",
    "friend": "mate mates buddy pal bff colleague coworker roommate flatmate neighbour neighbor classmate",
    "family": "mother father brother sister son daughter parent parents mum mom dad aunt uncle cousin",
}
_EX_FRIEND = re.compile(r"\b(?:ex|former|old)[ -](?:best[ -])?fr(?:ie|ei|e)nds?\b", re.IGNORECASE)
_ABOUT = frozenset(
    ["kid", "kids", "child", "children", "work", "job", "rent", "house", "flat", "money", "practical", "logistics"]
)
_NOT = frozenset(["no", "not", "none", "never", "nothing", "dont", "don't", "cant", "can't", "without"])
_TOUCH = {"no": "no", "practical things": "practical", "yes": "yes"}
_UNSURE = frozenset(
    {
        *("not sure", "not shure", "unsure", "maybe", "maybe a little", "perhaps", "no idea", "hard to say"),
        *("i don't know", "i dont know", "don't know", "dont know", "dunno", "i dunno", "idk", "prefer not to say"),
        *("i hope not", "possibly", "could be"),
    }
)
_SAID = {"no": "no", "to wait": "wait", "to stop, or blocked": "stop", "a court or the police": "order"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """What reading depends on: the keeper's date, their country as far as it is known, and their quiet hours."""

    today: date
    country: str = ""
    quiet: str = "21:00-09:00"


class AgainError(Exception):
    """It could not be read: the message says what would do."""


class EndedError(Exception):
    """The keeper used a word that ends the meeting: `verb`, to be heard as a reply."""

    def __init__(self, verb: str) -> None:
        super().__init__(verb)
        self.verb = verb


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """`usual` is what Enter stands for; None where an answer is needed. `read` raises AgainError."""

    key: str
    text: str
    read: Callable[[str, Setting], str]
    why: str
    usual: str | None = None


def ask(console: Console, question: Question, setting: Setting) -> str:
    """Ask until there is an answer. What cannot be read is asked once more, then left out where that is allowed."""
    tries = 0
    while True:
        text = _words(console, question, setting)
        if not text and question.usual is not None:
            return question.usual
        try:
            return question.read(text, setting)
        except AgainError as error:
            tries += 1
            if tries >= TRIES and question.usual is not None:
                console.say(f"  {texts.SKIPPED}")
                return question.usual
            console.say(f"  {error if text else texts.NEEDED}")


def _words(console: Console, question: Question, setting: Setting) -> str:
    """What was typed, once the words that always work have been obeyed."""
    while True:
        text = console.read(prompt(question.text)).strip()
        match text.lower():
            case "skip":
                return ""
            case "why":
                console.say(f"  {question.why}")
            case "stop" | "pause" if question.key != "said":
                raise EndedError(text)
            case _:
                if _is_help(text, setting):
                    raise EndedError(text)
                return text


def _is_help(text: str, setting: Setting) -> bool:
    understood = replies.read(text, None, today=setting.today, country=setting.country)
    return (isinstance(understood, Word) and understood.verb is Verb.HELP) or care.calls_for_card(text)


def prompt(text: str) -> str:
    """A question with its sign for typing in one column, or on a line of its own where it is long."""
    *above, last = text.split("\n")
    lines = [*(f"{INDENT}{line}".rstrip() + "\n" for line in above), f"{INDENT}{last}".ljust(COLUMN - 1)]
    return f"{''.join(lines)} {ASK}"


def read_label(text: str, setting: Setting) -> str:  # noqa: ARG001 - every reader is called alike
    if len(text) > LONGEST_LABEL or not text.isprintable():
        raise AgainError(f"A letter or a short word does: at most {LONGEST_LABEL} letters.")
    return text


def _choice(options: dict[str, str], form: str, text: str, setting: Setting, would_do: str) -> str:
    understood = replies.read(text, parse_form(form), today=setting.today, country=setting.country)
    if not text or not isinstance(understood, Answer):
        raise AgainError(would_do)
    return options[str(next(iter(understood.values.values())))]


def _form(options: dict[str, str]) -> str:
    return f"choice: {' / '.join(options)}"


def read_profile(text: str, setting: Setting) -> str:
    if _EX_FRIEND.search(text):
        return "friend"
    words = set(re.findall(r"[a-z]+", text.lower()))
    for profile, names in _ALSO_PROFILES.items():
        if words & set(names.split()):
            return profile
    return _choice(_PROFILES, _form(_PROFILES), text, setting, "1 a former partner, 2 a friend, or 3 family.")


def read_since(text: str, setting: Setting) -> str:
    found = replies.read_date(text, today=setting.today, country=setting.country, past=True)
    if isinstance(found, Unclear):
        raise AgainError(f"{' or '.join(found.choices)}? Write the month as a word.")
    if found is None:
        raise AgainError('A date or a while would do: "10 October", "6 weeks ago". Or Enter.')
    if found > setting.today:
        raise AgainError("That day is still to come. When was it?")
    return found.isoformat()


def read_touch(text: str, setting: Setting) -> str:
    """`only about the kids` is practical. That they are in touch is never guessed: it opens what else would wait."""
    try:
        return _choice(_TOUCH, _form(_TOUCH), text, setting, "1 no, 2 practical things only, or 3 yes.")
    except AgainError:
        said = set(re.findall(r"[a-z']+", text.lower()))
        if said & _ABOUT and not said & _NOT:
            return "practical"
        raise


def read_said(text: str, setting: Setting) -> str:
    would_do = "1 no, 2 to wait, 3 to stop or they blocked me, 4 a court or the police."
    try:
        return _choice(_SAID, _form(_SAID), text, setting, would_do)
    except AgainError:
        found = signs(text)
        if Sign.ORDER in found:
            return "order"
        if Sign.SAID_NO in found:
            return "stop"
        if _ROOM.search(text):
            return "wait"
        raise


def read_afraid(text: str, setting: Setting) -> str:
    if text.lower().strip(" .?!").replace("\u2019", "'") in _UNSURE:
        return "partly"
    sides = {side: side for side in ("yes", "partly", "no")}
    return _choice(sides, "yes-partly-no", text, setting, "yes, partly or no. Not sure counts as partly.")


def read_agreed(text: str, setting: Setting) -> str:
    return _choice({"yes": "yes", "no": "no"}, "yes-no", text, setting, "yes or no.")


def read_known(text: str, setting: Setting) -> str:
    """Whether it is somebody known here before. Not sure is taken as yes, which is the stricter."""
    return "no" if read_afraid(text, setting) == "no" else "yes"


def read_country(text: str, setting: Setting) -> str:  # noqa: ARG001 - every reader is called alike
    if text.strip(" .").islower() and text.strip(" .") in {"no", "none", "nope"}:
        raise AgainError("Enter leaves it out. For Norway, write Norway.")
    code = places.country(text)
    if code is None:
        raise AgainError("Two letters would do, such as DE, or its English name. Or Enter.")
    return code


def read_when(text: str, setting: Setting) -> str:
    """Windows and a budget as `18:00-20:00; sat 10:00-12:00 | 3`, either of them empty."""
    budget = _A_WEEK.search(text)
    rest = _A_WEEK.sub("", text).strip(" ,;.")
    windows = [_span(part) for part in re.split(r"\s*;\s*|(?<=\d)\s*,\s*|\s+and\s+", rest) if part.strip()]
    try:
        wrong = troubles([window(one) for one in windows], quiet(setting.quiet))
    except ValueError as error:
        raise AgainError(f"{error}.") from None
    if wrong or not (windows or budget):
        raise AgainError(f"{'. '.join(wrong) or 'A time would do, such as 18:00-20:00'}.")
    number = budget[1].lower() if budget else ""
    return f"{'; '.join(windows)}|{_TIMES.get(number, number)}"


def _span(part: str) -> str:
    """`7pm to 9pm`, `19-21`, `saturday mornings`, `8 to 9 in the evening`, as the settings write it."""
    found = _SPAN.search(part)
    named = next((span for word, span in _PARTS.items() if word in part.lower()), None)
    if found is None:
        return f"{_weekdays(part)}{named}" if named is not None else part
    start, minute, half, end, last, later = found.groups()
    later = later or ("pm" if "evening" in part.lower() or "afternoon" in part.lower() else None)
    clock = f"{_clock(start, minute, half or later)}-{_clock(end, last, later)}"
    return f"{_weekdays(part) or part[: found.start()]}{clock}".strip()


def _weekdays(part: str) -> str:
    """The days that are named, as they stand before a window."""
    found = [_days(*one.groups()) for one in _DAYS.finditer(part)]
    return f"{','.join(found)} " if found else ""


def _days(several: str | None, first: str, last: str | None) -> str:
    if several:
        return "sat,sun" if several.lower().startswith("weekend") else "mon-fri"
    return f"{first[:3]}-{last[:3]}".lower() if last else first[:3].lower()


def _clock(hour: str, minute: str | None, half: str | None) -> str:
    number = int(hour) % 12 + (12 if half.lower() == "pm" else 0) if half else int(hour)
    return f"{number:02}:{minute or '00'}"


def kept_windows(value: str) -> tuple[list[str], int | None]:
    """The windows and the budget of a kept answer; both empty where Enter was pressed."""
    windows, _, budget = value.partition("|")
    return [one for one in windows.split("; ") if one], int(budget) if budget else None


def when_question(windows: str, budget: int) -> Question:
    return Question(
        key="windows",
        text=f"\nWhen suits you?   Enter for {windows}, up to {budget} a week",
        read=read_when,
        usual="|",
        why="A question at an hour you chose is no surprise. Never between 21:00 and 09:00 unless you change that.",
    )


def since_text(value: str, today: date) -> str:
    """The day a keeper named, as it was understood."""
    day = date.fromisoformat(value)
    year = f" {day.year}" if day.year != today.year else ""
    return f"Around {day.day} {day:%B}{year}."


KNOWN_BEFORE = Question(
    key="known_before",
    text="Is it somebody you closed or forgot here before?",
    read=read_known,
    why="What they asked for then still counts, though nothing else of them is kept. Not sure counts as yes.",
)
QUESTIONS: tuple[Question, ...] = (
    Question(
        key="label",
        text="A private label for them, never shown on a lock screen",
        read=read_label,
        usual="them",
        why="So that you know whom a question is about. No name is needed, and no number or address is ever asked.",
    ),
    Question(
        key="profile",
        text="They are   1 a former partner  2 a friend  3 family",
        read=read_profile,
        why="Some questions fit one and not the other, and so do their waits.",
    ),
    Question(
        key="since",
        text="When did you part?",
        read=read_since,
        usual="",
        why="The first days are for resting. About is good enough.",
    ),
    Question(
        key="in_touch",
        text="Are you in touch?   1 no  2 practical things  3 yes",
        read=read_touch,
        usual="no",
        why="Practical things - children, rent, work - can have questions of their own.",
    ),
    Question(
        key="said",
        text="Have they, in any way, asked you to stop, to wait,\nor not to contact them?",
        read=read_said,
        why="What they asked for comes before what anyone hopes for. It shuts questions; it never opens one.",
    ),
    Question(
        key="afraid_of_them",
        text="Have you been afraid of what they might do?",
        read=read_afraid,
        why="Where there was fear, other questions are right. Yes, partly or no; no detail is asked.",
    ),
    Question(
        key="they_afraid_of_me",
        text="Might they be afraid of what you might do?",
        read=read_afraid,
        why="The same, the other way round. Yes, partly or no; no detail is asked.",
    ),
    Question(
        key="country",
        text="Your country, for help lines",
        read=read_country,
        usual="",
        why="Help lines differ by country. Enter leaves it out.",
    ),
    Question(
        key="still_here",
        text="The help card pauses everything. A day later, may one line\nsay that help is still here?   Enter for no",
        read=read_agreed,
        usual="",
        why="In a bad hour you can always answer help. Some want to be left alone after it, some want one line. Once.",
    ),
)
